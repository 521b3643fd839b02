"""The chosen row of every list: a mark in its margin, and its first words in bold."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from spasmtui.terminal.screen_buffer import ScreenBuffer
from spasmtui.terminal.sequences.families import family_of
from spasmtui.ui.chosen_row import chosen_words, mark_chosen

OWN = Style(color="#dcd7ba", bgcolor="#16161d")
QUIET = Style(color="#a9a798", bgcolor="#16161d")


def a_list(*, has_keys: bool = True, is_ascii: bool = False, theme: str = "spasm-dark") -> Widget:
    app = SimpleNamespace(options=SimpleNamespace(is_ascii=is_ascii), theme=theme)
    return cast("Widget", SimpleNamespace(app=app, rich_style=OWN, has_focus_within=has_keys))


def marked(strip: Strip, **how: Any) -> tuple[str, str, str]:
    """Return the row's text, what is reversed in it, and what is bold."""
    row = mark_chosen(strip, a_list(**how))
    assert row.cell_length == strip.cell_length == Strip(list(row)).cell_length

    def parts(is_part: Any) -> str:
        return "|".join(text for text, style, _ in row if text.strip() and style is not None and is_part(style))

    return row.text, parts(lambda style: style.reverse), parts(lambda style: style.bold)


@pytest.mark.parametrize(
    ("segments", "bold"),
    [
        ([Segment("  Neck  ", QUIET), Segment("Neck: gentle stretches    3 min", OWN)], "Neck"),
        ([Segment(" Calf stretch at the wall    3 min", OWN)], "Calf stretch"),
        ([Segment(" Log an episode without the timer  l", OWN)], "Log"),
        ([Segment(" Front-of-thigh cramp  2", OWN)], "Front-of-thigh"),
        ([Segment(" 夜中にふくらはぎがつって目が覚めた", OWN)], "夜中にふくらはぎ"),
        ([Segment(" (no words)", OWN)], "(no words)"),
        ([Segment(" Fri 27 Nov      1     7  calf", OWN)], "Fri 27 Nov"),
        ([Segment(" Sat 28 Nov      ·", QUIET)], "Sat 28 Nov"),
        ([Segment(" ふくらはぎ  calf", OWN)], "ふくらはぎ"),
        (
            [Segment(" ", OWN), Segment("m", QUIET), Segment(" ", OWN), Segment("Calf", OWN), Segment("  4", OWN)],
            "Calf",
        ),
    ],
)
def test_the_words_that_name_a_row_are_bold_and_its_margin_has_the_mark(segments: list[Segment], bold: str) -> None:
    strip = Strip(segments)
    assert marked(strip) == ("▸" + strip.text[1:], "▸", f"▸|{bold}")
    assert marked(strip, is_ascii=True)[1:] == (">", f">|{bold}")


def test_the_words_are_reversed_too_where_contrast_is_high() -> None:
    assert marked(Strip([Segment(" Calf", OWN)]), theme="spasm-high-contrast") == ("▸Calf", "▸|Calf", "▸|Calf")


def test_the_mark_is_reversed_only_while_keys_go_to_the_list() -> None:
    assert marked(Strip([Segment(" Calf", OWN)]), has_keys=False) == ("▸Calf", "", "▸|Calf")


@pytest.mark.parametrize("text", ["", "Calf", "x"])
def test_a_row_without_a_margin_stays_as_it_is(text: str) -> None:
    strip = Strip([Segment(text, OWN)] if text else [])
    assert mark_chosen(strip, a_list()) is strip


def test_a_blank_row_has_the_mark_alone() -> None:
    assert marked(Strip([Segment("    ", OWN)])) == ("▸   ", "▸", "▸")


def test_a_list_of_days_has_the_day_without_its_month_in_bold() -> None:
    row = mark_chosen(Strip([Segment(" Fri 27 Nov      1", OWN)]), a_list(), 9)
    assert [text for text, style, _ in row if style is not None and style.bold] == ["▸", "Fri 27"]


def test_what_is_no_row_has_the_same_mark() -> None:
    words = chosen_words(cast("Any", a_list().app), "calf wall")
    assert words.plain == "▸ calf wall"
    assert [(words.plain[span.start : span.end], span.style) for span in words.spans] == [
        ("▸", "bold reverse"),
        ("calf wall", "bold"),
    ]


@pytest.mark.parametrize(
    ("texts", "most_bytes"),
    [
        ([f" Sun {day} Nov      1     6   22  hand or forearm" for day in (26, 27)], 70),
        ([" Calf stretch at the wall   3 min", " Lower back: rest and gentle moves  5 min"], 75),
        ([" Start relief for the usual place", " Front-of-thigh cramp"], 80),
    ],
)
def test_the_next_row_costs_few_bytes(texts: list[str], most_bytes: int) -> None:
    rows = [Strip([Segment(text, OWN)]) for text in texts]
    buffer = ScreenBuffer(80, 24, family=family_of("xterm"))
    buffer.write([(0, 11, mark_chosen(rows[0], a_list())), (0, 12, rows[1])], ColorSystem.TRUECOLOR)
    step = buffer.write([(0, 11, rows[0]), (0, 12, mark_chosen(rows[1], a_list()))], ColorSystem.TRUECOLOR)
    assert len(step.encode()) <= most_bytes
