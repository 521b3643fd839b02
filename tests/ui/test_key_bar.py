"""Test which keys the last line of a screen has room for."""

from textual.content import Content

from spasmtui.ui.clicks import pressing_named
from spasmtui.ui.key_bar import (
    KEY_NAMES,
    KEY_STYLE,
    entry_content,
    fit_entries,
    key_line,
    key_lines,
    shown_labels,
    use_ascii_labels,
)
from spasmtui.ui.keys.steady_places import Entry
from tests.support.cases import with_each
from tests.support.clicks import clicks_on

RELIEF: tuple[Entry, ...] = (
    ("g", "g", "it's gone"), ("w", "w", "worse"), ("space", "space", "pause"), ("right", "→", "next"),
    ("k", "k", "keep nothing"), ("question_mark", "?", "keys"), ("exclamation_mark", "!", "get help"),
)  # fmt: skip


def labels(width: int, rows: int = 1) -> list[str]:
    """Return the labels of each line."""
    return ["".join(label[0] for _, label, _ in line) for line in fit_entries(RELIEF, width, rows)[1]]


@with_each("width", [6, 26, 38, 60, 78])
def test_the_way_to_help_is_in_every_width_and_the_key_of_all_keys_is_last(width: int) -> None:
    assert labels(width)[-1].endswith("!?")


@with_each("width", range(20, 90, 7))
@with_each("rows", [1, 2])
def test_no_line_of_keys_is_wider_than_its_bar(width: int, rows: int) -> None:
    gap, lines = fit_entries(RELIEF, width, rows)

    assert len(lines) <= rows
    assert all(
        len((" " * gap).join(f"{label} {words}".rstrip() for _, label, words in line)) <= width for line in lines
    )


def test_keys_move_closer_together_before_one_is_left_out() -> None:
    assert (labels(78), fit_entries(RELIEF, 78, 1)[0]) == (["gws→k!?"], 2)
    assert (labels(90), fit_entries(RELIEF, 90, 1)[0]) == (["gws→k!?"], 3)


def test_a_second_line_has_what_the_first_has_no_room_for() -> None:
    assert labels(38, rows=2) == ["gws", "→k!?"]


def test_the_first_keys_stay_when_there_is_little_room() -> None:
    assert (labels(38), labels(28)) == (["gw!?"], ["gw!?"])
    assert fit_entries(RELIEF, 38, 1)[1][0][-2:] == [("exclamation_mark", "!", "get help"), ("question_mark", "?", "")]
    assert fit_entries(RELIEF, 28, 1)[1][0][-2:] == [("exclamation_mark", "!", ""), ("question_mark", "?", "")]


def test_no_key_is_parted_from_its_words_at_the_end_of_a_line() -> None:
    text = "r go on   t it stopped at 12:45   d I don't know   Esc later"
    assert [line.plain for line in key_lines(text, 38)] == [
        "r go on   t it stopped at 12:45",
        "d I don't know   Esc later",
    ]
    assert [line.plain for line in key_lines(text, 80)] == [text]


def test_a_click_presses_the_key_before_the_words_and_of_several_keys_the_one_it_is_on() -> None:
    assert clicks_on(key_line("y yes   Esc back   m a map")) == [
        ("y yes", "y"),
        ("Esc back", "escape"),
        ("m a map", "m"),
    ]
    assert clicks_on(key_line("← → change")) == [("←", "left"), ("→ change", "right")]
    assert clicks_on(key_line("Entrée à la liste")) == [("Entrée à la liste", "enter")]
    assert clicks_on(key_line("r go on · d unknown", " · ")) == [("r go on", "r"), ("d unknown", "d")]
    assert clicks_on(key_line("l r b side")) == [("l", "l"), ("r", "r"), ("b side", "b")]
    assert clicks_on(key_line("yes or no")) == []


def test_a_word_of_one_letter_is_a_key_only_where_an_entry_begins() -> None:
    assert clicks_on(key_line("t I stopped then   d I don't know   a once more")) == [
        ("t I stopped then", "t"),
        ("d I don't know", "d"),
        ("a once more", "a"),
    ]


def test_a_key_is_told_from_its_words_wherever_it_is_named() -> None:
    line = key_lines("← → change   Esc back", 40, "$text-muted")[0]

    keys = [line.plain[span.start : span.end] for span in line.spans if span.style == KEY_STYLE]

    assert keys == ["←", "→", "Esc"]


def test_of_an_entry_of_several_keys_each_is_pressed_by_itself_and_of_a_range_none() -> None:
    assert clicks_on(entry_content("left", "← →", "change")) == [("←", "left"), ("→ change", "right")]
    assert clicks_on(entry_content("down", "↑↓", "choose")) == [("↑", "up"), ("↓ choose", "down")]
    assert clicks_on(entry_content("escape", "Esc", "back")) == [("Esc back", "escape")]
    assert clicks_on(entry_content("a", "a-z", "that link")) == []
    assert [entry_content("left", label, "x").plain for label in ("← →", "↑↓", "g")] == ["← → x", "↑↓ x", "g x"]


def test_a_click_on_a_key_within_a_sentence_presses_it() -> None:
    named = pressing_named(Content("Has it eased? g it's gone · a once more"), ("g it's gone", "a once more", "x no"))
    assert clicks_on(named) == [("g it's gone", "g"), ("a once more", "a")]


def test_in_ascii_each_key_has_a_name_that_fits_and_a_click_on_it_presses_the_same_key() -> None:
    use_ascii_labels(is_ascii=True)
    assert all(shown_labels(label).isascii() for label in KEY_NAMES.values())
    content = entry_content("up", "↑↓", "choose")
    assert (content.plain, clicks_on(content)) == ("Up/Down choose", [("Up", "up"), ("Down choose", "down")])
    assert entry_content("left", "← →", "change").plain == "Left Right change"
    assert key_line("⏎ keep   Esc as it was").plain == "Enter keep   Esc as it was"
    assert [line.plain for line in key_lines("⏎ keep   Esc back", 18)] == ["Enter keep", "Esc back"]
    wide: tuple[Entry, ...] = (("enter", "⏎", "open"), ("left", "←", "back"))
    assert [[label for _, label, _ in line] for line in fit_entries(wide, 20, 2)[1]] == [["⏎"], ["←"]]
    use_ascii_labels(is_ascii=False)
    assert key_line("⏎ keep").plain == "⏎ keep"
