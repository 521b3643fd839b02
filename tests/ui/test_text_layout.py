"""Passages set in lines."""

import pytest

from spasmtui.ui.text_layout import Layout, Paragraph, Span, lay_out


def lines_of(layout: Layout) -> list[str]:
    return [
        line.prefix + layout.paragraphs[line.paragraph].text[line.start : line.end] if line.paragraph >= 0 else ""
        for line in layout.lines
    ]


def cells(*rows: tuple[str, ...]) -> Paragraph:
    return Paragraph(text="", rows=tuple(tuple(Paragraph(text=cell) for cell in row) for row in rows))


def test_an_item_hangs_under_its_first_word_and_gaps_stand_between_not_before() -> None:
    item = Paragraph(text="one two three", first="1. ", rest="   ", gap=0)
    assert lines_of(lay_out([Paragraph(text="Head"), item], 10)) == ["Head", "1. one two", "   three"]


def test_a_table_that_fits_stands_in_columns_under_a_strong_head() -> None:
    layout = lay_out([cells(("What", "How long"), ("Heat", "15 min"), ("Cold", "10 min"))], 40)
    assert lines_of(layout) == ["What  How long", "", "Heat  15 min", "Cold  10 min"]
    assert layout.paragraphs[0].spans == (Span(0, 14, "strong"),)


def test_a_table_that_is_too_wide_wraps_inside_its_columns() -> None:
    layout = lay_out([cells(("Kind", "What to do"), ("Heat", "for tight and tense muscles that are whole"))], 30)
    assert lines_of(layout) == [
        "Kind  What to do",
        "",
        "Heat  for tight and tense",
        "      muscles that are whole",
    ]


def test_a_table_without_room_for_columns_becomes_lines_with_their_heads() -> None:
    layout = lay_out([cells(("Kind", "For", "How long"), ("Heat", "tight muscles", "fifteen minutes"))], 20)
    assert lines_of(layout) == ["Heat", "  For: tight muscles", "  How long: fifteen", "  minutes"]


def test_the_line_of_a_character_is_the_one_that_shows_it() -> None:
    layout = lay_out([Paragraph(text="Head"), Paragraph(text="one two three four")], 9)
    assert [layout.line_of(1, offset) for offset in (0, 8, 17)] == [2, 3, 4]


@pytest.mark.parametrize("width", [-3, 0, 1])
def test_no_room_is_still_set(width: int) -> None:
    assert lay_out([Paragraph(text="some words", first="   1. ")], width).lines
