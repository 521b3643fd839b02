"""Text measured and wrapped in terminal cells: one algorithm for every room."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from spasmtui.launcher import picture
from spasmtui.shared.text_wrap import cell_width, fill_lines, pad_cells, take_cells, truncate, wrap, wrap_spans
from spasmtui.ui.text_layout import Paragraph, lay_out
from tests.support.cases import with_each

texts = st.text(max_size=60)
widths = st.integers(4, 30)
short_words = st.lists(st.text("abcdefgh-.é", min_size=1, max_size=8), min_size=1, max_size=12)
"""Words that need no cut at any of the widths below."""


def test_words_fill_a_line_and_a_long_word_is_cut() -> None:
    assert wrap("one  two\nthree abcdefgh i", 7) == ["one two", "three", "abcdefg", "h i"]


@given(st.lists(st.text("abc-.:?", min_size=1, max_size=12), max_size=12), st.integers(1, 20))
def test_plain_words_are_wrapped_as_any_other_text(words: list[str], width: int) -> None:
    text = " ".join(words)
    assert wrap(text, width) == [text[start:end] for start, end in wrap_spans(text, width)]


def test_lines_after_the_first_hang_under_its_words() -> None:
    assert wrap("one two three four", 10, first="- ", rest="  ") == ["- one two", "  three", "  four"]
    assert wrap("", 10, first="- ", rest="  ") == ["- "]


@pytest.mark.parametrize(
    ("max_lines", "lines"), [(1, ["one ..."]), (2, ["one two", "thr ..."]), (3, ["one two", "three", "four"])]
)
def test_what_is_left_out_is_marked(max_lines: int, lines: list[str]) -> None:
    assert wrap("one two three four", 7, max_lines=max_lines) == lines


def test_wide_characters_take_two_cells_and_combining_ones_none() -> None:
    assert (cell_width("日本"), cell_width("e\u0301"), cell_width("abc"), cell_width("")) == (4, 1, 3, 0)
    assert wrap("日本語日本語", 5) == ["日本", "語日", "本語"]
    assert wrap_spans("日本語", 4, lambda text: 4 * len(text)) == [(0, 1), (1, 2), (2, 3)]


def test_a_text_is_cut_and_padded_in_cells() -> None:
    assert (truncate("日本日本日本", 7), truncate("short", 7)) == ("日本...", "short")
    assert [truncate("Lower back: rest and gentle moves", width) for width in (32, 30, 26, 12)] == [
        "Lower back: rest and gentle...",
        "Lower back: rest and gentle...",
        "Lower back: rest and...",
        "Lower...",
    ]
    assert (take_cells("日本", 3), take_cells("abc", 2), take_cells("abc", -1)) == ("日", "ab", "")
    assert (pad_cells("日本", 6), pad_cells("abcdef", 3)) == ("日本  ", "abcdef")


@given(texts, widths)
def test_no_line_is_too_wide_and_no_character_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_width(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(texts, widths)
def test_a_line_is_broken_only_where_the_next_word_does_not_fit(text: str, width: int) -> None:
    for line, after in pairwise(wrap(text, width)):
        first = after.split(" ")[0]
        assert cell_width(f"{line} {first}") > width


@given(texts, widths)
def test_spans_and_lines_are_the_same_lines(text: str, width: int) -> None:
    words = " ".join(text.split())
    assert [words[start:end] for start, end in wrap_spans(words, width)] == wrap(text, width)


@given(texts, st.integers(8, 30))
def test_a_layout_breaks_as_the_shell_does(text: str, width: int) -> None:
    words = " ".join(text.split())
    layout = lay_out([Paragraph(text=words)], width)
    assert [words[line.start : line.end] for line in layout.lines] == wrap(text, width)


@given(short_words, st.integers(8, 40))
def test_the_first_paint_and_the_full_screen_break_as_the_shell_does(words: list[str], width: int) -> None:
    text = " ".join(words)
    assert picture.wrap(text, width) == wrap(text, width)
    assert [line.plain.rstrip() for line in Content(text).wrap(width)] == wrap(text, width)


@given(texts, widths, st.integers(1, 4))
def test_a_limit_of_lines_keeps_the_first_ones(text: str, width: int, max_lines: int) -> None:
    whole, limited = wrap(text, width), wrap(text, width, max_lines=max_lines)
    assert len(limited) == min(len(whole), max_lines)
    assert limited[:-1] == whole[: len(limited) - 1]
    assert limited == whole or limited[-1].endswith(" ...")
    assert all(cell_width(line) <= width for line in limited)


@given(st.text("abcxyz äöüß½·–…日本語한국어ЖΩ❄", max_size=30))
def test_cells_are_those_that_the_screen_counts(text: str) -> None:
    assert cell_width(text) == cell_len(text)


@with_each("unit", ["x", "日", "e\u0301", "\u0301", "\u200b"], ids=ascii)
def test_an_endless_word_is_cut_without_measuring_it_again_for_each_line(unit: str) -> None:
    text = unit * 20_000
    measured = 0

    def measure(part: str) -> int:
        nonlocal measured
        measured += len(part)
        return cell_width(part)

    spans = wrap_spans(f"{text}日", 40, measure)
    assert measured < 40 * len(text)
    assert spans[0][0] == 0
    assert all(before[1] == after[0] for before, after in pairwise(spans))


def test_entries_stand_side_by_side_as_long_as_a_line_holds_them_and_none_is_divided() -> None:
    assert fill_lines(["calf 3", "foot 2", "日本 1"], 15) == ["calf 3   foot 2", "日本 1"]
    assert fill_lines(["calf 3", "日本 1"], 14) == ["calf 3", "日本 1"]
    assert fill_lines(["calf 3", "日本 1"], 15, " · ") == ["calf 3 · 日本 1"]
    assert fill_lines(["the whole of the left calf", "foot"], 10) == ["the whole of the left calf", "foot"]
    assert fill_lines([], 10) == []
