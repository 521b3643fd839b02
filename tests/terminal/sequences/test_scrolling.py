"""Rows are moved where that takes fewer bytes, and only what has moved; all else is written."""

from spasmtui.terminal.sequences.scrolling import Placed, Row, Scroll, scroll
from spasmtui.terminal.sequences.styles import ANYTHING, PLAIN, UNKNOWN, Cell

WIDTH = 24
WORDS = (
    "Straighten the leg now.", "Breathe out very slowly", "Pull your toes up again", "Hold on until it eases",
    "Let go, and rest a while", "Then walk a few steps.", "Drink a glass of water", "Go back to your bed now",
)  # fmt: skip


def row(text: str) -> Row:
    return [Cell(character, PLAIN) for character in text.ljust(WIDTH)]


def screen(*texts: str) -> list[Row]:
    return [row(text) for text in texts]


def wanted(*texts: str) -> list[Placed]:
    return [(0, y, row(text)) for y, text in enumerate(texts)]


def found(rows: list[Row], placed: list[Placed], *, are_blanks_free: bool = False) -> Scroll | None:
    result = scroll(rows, placed, are_blanks_free=are_blanks_free)
    return None if result is None else result[0]


def test_rows_that_have_moved_up_or_down_are_moved_and_the_new_ones_are_written() -> None:
    rows = screen(*WORDS[:6])
    result = scroll(rows, wanted(*WORDS[1:7]), are_blanks_free=False)
    assert result is not None
    assert result[0] == Scroll(0, 5, 1)
    assert result[0].sequence == "\x1b[1;6r\x1b[6H\n\x1b[r"
    assert rows == [*screen(*WORDS[1:6]), [ANYTHING] * WIDTH]
    assert result[1] == wanted(*WORDS[1:7])
    rows = screen("title", *WORDS[2:7])
    result = scroll(rows, wanted("title", *WORDS[:5]), are_blanks_free=False)
    assert result is not None
    assert result[0] == Scroll(1, 5, -2)
    assert result[0].sequence == "\x1b[2;6r\x1b[2H\x1bM\x1bM\x1b[r"
    assert rows == [*screen("title"), *[[ANYTHING] * WIDTH] * 2, *screen(*WORDS[2:5])]
    assert result[1] == [*wanted("title", *WORDS[:5])[1:], wanted("title")[0]], "what is outside stays as it was wanted"


def test_fewer_than_three_rows_that_differ_are_written() -> None:
    assert found(screen(*WORDS[:3]), wanted(*WORDS[1:4])) == Scroll(0, 2, 1)
    assert found(screen(*WORDS[:2], "end"), wanted(*WORDS[1:3], "end")) is None


def test_a_part_of_the_rows_moves_with_what_stands_beside_it_written_again() -> None:
    beside = [text[:3] for text in WORDS]
    rows = screen(*(f"{text[:18]:20}{mark}" for text, mark in zip(WORDS, beside, strict=True)))
    before = [[*each] for each in rows]
    placed = [(0, y, row(text[:18])[:20]) for y, text in enumerate(WORDS[1:])]
    result = scroll(rows, placed, are_blanks_free=False)
    assert result is not None
    assert result[0] == Scroll(0, 7, 1)
    shown = [[*each] for each in before]
    for _x, y, cells in placed:
        shown[y][:20] = cells
    assert [cells for _x, _y, cells in result[1]] == shown


def test_a_text_that_is_short_or_blank_or_stands_twice_tells_no_move() -> None:
    lines = [f"{chr(97 + number) * 3} {chr(65 + number) * 2} xyz" for number in range(8)]
    placed = [(0, y, row(text)[:7]) for y, text in enumerate(lines[1:7])]
    assert found(screen(*lines[:6]), placed) is None, "seven cells are too few"
    placed = [(0, y, row(text)[:8]) for y, text in enumerate(lines[1:7])]
    assert found(screen(*lines[:6]), placed) == Scroll(0, 5, 1)
    two = [chr(97 + number) * 12 for number in range(8)]
    assert found(screen(*two[:6]), wanted(*two[1:7])) is None, "a letter and blanks could be a ruled line"
    assert found(screen(*["the same text"] * 6), wanted(*WORDS[:5], "the same text")) is None


def test_the_move_that_brings_most_characters_is_taken_and_no_blanks_are_counted() -> None:
    short = ["abc", "def", "ghi", "jkl"]
    rows = screen(*WORDS[:4], *short)
    placed = wanted(WORDS[1], WORDS[2], WORDS[3], "new", "new", *short[:3])
    assert found(rows, placed) == Scroll(0, 3, 1)
    spaced = ["a             b      c", "d             e      f", "g             h      i", "j             k      l"]
    rows = screen(*spaced, *WORDS[:3])
    placed = wanted("new", "new", *spaced[:2], WORDS[1], WORDS[2], "new")
    assert found(rows, placed) == Scroll(4, 6, 1)


def test_nothing_is_moved_where_that_saves_nothing() -> None:
    far = screen(*WORDS, *["-"] * 20, "An end of it, far away.")
    assert found(far, wanted("An end of it, far away.", "new", "new")) is None
    same = [text[:20] + "same" for text in WORDS]
    assert found(screen(*same[:3]), wanted(*same[1:4])) is not None
    close = [f"{'x' * 16}{number} abc" for number in range(10, 16)]
    assert found(screen(*close[:4]), wanted(*close[1:5])) is None, "each row takes one character"


def test_blanks_count_where_they_take_bytes() -> None:
    blank = screen(*WORDS[:2], "", "", "", "", "")
    placed = wanted("", "", "", "", "", *WORDS[:2])
    assert found([[*each] for each in blank], placed) is None
    assert found(blank, placed, are_blanks_free=True) == Scroll(0, 6, -5)
    few = ["abcdefgh", "ijklmnop", "qrstuvwx"]
    placed = wanted("", *few)
    assert found(screen(*few, ""), placed) == Scroll(0, 3, -1)
    assert found(screen("abcdefgh", "", "", ""), wanted("", "", "", "abcdefgh"), are_blanks_free=True) is None


def test_rows_with_a_cell_that_is_not_known_stay_unless_it_is_half_of_a_wide_character() -> None:
    beside = [(0, y, row(text)[: WIDTH - 2]) for y, text in enumerate(WORDS[1:7])]
    for cells, moves in (
        ((Cell("x", PLAIN), Cell("y", PLAIN)), True),
        ((Cell("日", PLAIN), UNKNOWN), True),
        ((Cell("x", PLAIN), ANYTHING), False),
        ((Cell("x", PLAIN), UNKNOWN), False),
        ((UNKNOWN, Cell("x", PLAIN)), False),
    ):
        rows = screen(*WORDS[:6])
        rows[2][WIDTH - 2 :] = cells
        assert (found(rows, beside) is not None) is moves, cells
    rows = screen(*(f"x{text[:-1]}" for text in WORDS[:6]))
    behind = [(1, y, row(text[:-1])[: WIDTH - 1]) for y, text in enumerate(WORDS[1:7])]
    assert found([[*each] for each in rows], behind) is not None
    rows[2][0] = UNKNOWN
    assert found(rows, behind) is None, "the other half is not on the screen"


def test_a_row_that_is_shown_twice_tells_nothing_of_where_it_went() -> None:
    rows = screen("one and the same", "one and the same", "", "", "", "", "")
    placed = wanted("", "", "", "", "", "one and the same", "one and the same")
    assert found(rows, placed, are_blanks_free=True) is None


def test_a_row_whose_colours_change_has_not_moved() -> None:
    style = PLAIN._replace(attributes="1")
    bold = [(0, y, [Cell(cell.text, style) for cell in row(text)]) for y, text in enumerate(WORDS)]
    assert found(screen(*WORDS), bold) is None
