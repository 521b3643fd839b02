"""The difference between two screens, checked against a terminal emulator."""

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from spasmtui.terminal.screen_buffer import (
    PLAIN,
    Cell,
    CellStyle,
    ScreenBuffer,
    cell_styles,
    commonest_blank,
    graphemes,
    style_change,
)

TRUE = ColorSystem.TRUECOLOR
COLUMNS, ROWS = 12, 3

STYLES = [
    None,
    Style(),
    Style(bold=True),
    Style(color="red"),
    Style(color="#112233", bgcolor="#445566"),
    Style(bgcolor="#445566"),
    Style(reverse=True, bgcolor="blue"),
    Style(underline=True, color="default"),
    Style(bold=True, italic=True, color="#112233", bgcolor="default"),
]
NARROW = ["a", "b", " ", "é", "e\u0301", "⢸", "\x1b", "\x9b", "\u202e"]


def segments(alphabet: list[str]) -> st.SearchStrategy[list[Segment]]:
    words = st.lists(st.sampled_from(alphabet), max_size=8).map("".join)
    return st.lists(st.builds(Segment, words, st.sampled_from(STYLES), st.none()), max_size=4)


Frame = list[tuple[int, int, list[Segment]]]
PARTS = st.lists(st.tuples(st.integers(0, COLUMNS - 1), st.integers(0, ROWS - 1), segments(NARROW)), max_size=5)
WHOLE = st.tuples(*[segments([*NARROW, "痛"])] * ROWS).map(
    lambda rows: [(0, y, Segment.adjust_line_length(row, COLUMNS)) for y, row in enumerate(rows)]
)


def stock(pieces: Frame) -> str:
    """What Textual writes for these pieces: each segment in full, cropped at the edge of the screen."""
    out = []
    for x, y, segments in pieces:
        out.append(f"\x1b[{y + 1};{x + 1}H")
        left = COLUMNS - x
        for text, style, _control in segments:
            for character, width in graphemes(text):
                left -= width
                if left >= 0:
                    codes = ";".join(filter(None, cell_styles(style, TRUE)[0]))
                    out.append(f"\x1b[0;{codes}m{character}\x1b[0m" if codes else character)
    return "".join(out)


def rows_of(screen: pyte.Screen) -> list[list[tuple[object, ...]]]:
    """What a person sees of each cell: of a blank one only what shows on it."""
    seen = []
    for y in range(ROWS):
        row: list[tuple[object, ...]] = []
        for x in range(COLUMNS):
            char = screen.buffer[y][x]
            is_blank = char.data == " " and not (char.reverse or char.underscore)
            row.append((" ", char.bg) if is_blank else tuple(char))
        seen.append(row)
    return seen


def compare(frames: list[Frame]) -> None:
    thrifty, full = pyte.Screen(COLUMNS, ROWS), pyte.Screen(COLUMNS, ROWS)
    for screen in (thrifty, full):
        screen.reset_mode(7, private=True)
    buffer = ScreenBuffer(COLUMNS, ROWS)
    short, long = pyte.Stream(thrifty), pyte.Stream(full)
    for pieces in frames:
        short.feed(buffer.write(pieces, TRUE))
        long.feed(stock(pieces))
        assert rows_of(thrifty) == rows_of(full)


@settings(max_examples=60, deadline=None)
@given(st.lists(PARTS, max_size=4))
def test_a_terminal_shows_the_same_cells_after_the_difference_as_after_everything(frames: list[Frame]) -> None:
    compare(frames)


# Half of a wide character looks different in every terminal, so these frames are whole screens.
@settings(max_examples=40, deadline=None)
@given(st.lists(WHOLE, max_size=4))
def test_screens_with_wide_characters_are_the_same_too(frames: list[Frame]) -> None:
    compare(frames)


def test_nothing_is_written_for_what_the_terminal_already_shows() -> None:
    buffer = ScreenBuffer(20, 2)
    piece = [(0, 0, [Segment("toes up 痛 ", Style(bold=True)), Segment("now", Style(color="red"))])]
    assert buffer.write(piece, TRUE) != ""
    assert buffer.write(piece, TRUE) == ""


def test_one_digit_that_changes_costs_one_move_and_one_digit() -> None:
    buffer = ScreenBuffer(20, 2)
    buffer.write([(0, 1, [Segment("0:34 left")])], TRUE)
    assert buffer.write([(0, 1, [Segment("0:33 left")])], TRUE) == "\x1b[2;4H3"


def test_near_cells_are_written_over_and_far_ones_jumped() -> None:
    buffer = ScreenBuffer(20, 1)
    buffer.write([(0, 0, [Segment("a..b......c")])], TRUE)
    assert buffer.write([(0, 0, [Segment("x..y......z")])], TRUE) == "\x1b[1Hx..y\x1b[6Cz"


def test_a_blank_between_coloured_words_is_written_over_and_dots_are_jumped_where_they_take_more_bytes() -> None:
    red = Style(color="red", bold=True)
    buffer = ScreenBuffer(20, 1)
    buffer.write([(0, 0, [Segment("one two⣿⣿⣿.", red)])], TRUE)
    assert buffer.write([(0, 0, [Segment("onX Yv!⣿⣿⣿!", red)])], TRUE) == "\x1b[1;3H\x1b[1;31mX Yv!\x1b[3C!\x1b[m"


def test_a_pen_changes_only_what_differs() -> None:
    red, on_blue = CellStyle(foreground="31"), CellStyle(foreground="31", background="44")
    assert style_change(PLAIN, red) == "\x1b[31m"
    assert style_change(red, on_blue) == "\x1b[44m"
    assert style_change(on_blue, red) == "\x1b[49m"
    assert style_change(red, CellStyle("1", "31")) == "\x1b[1m"
    assert style_change(CellStyle("1", "31"), red) == "\x1b[0;31m"
    assert style_change(red, PLAIN) == "\x1b[m"


def test_a_blank_is_the_same_in_every_foreground_but_not_when_something_shows_on_it() -> None:
    assert cell_styles(Style(color="red", bgcolor="blue", bold=True), TRUE)[1] == CellStyle(background="44")
    assert cell_styles(Style(color="red", underline=True), TRUE)[1] == CellStyle("4", "31")


def test_no_control_character_reaches_the_terminal_from_a_widget() -> None:
    hostile = "a\x1b]52;c;aGk=\x07b\x9b2Jc\u202ed\u2066e\U000e0041f\ufeffg\x7f"
    assert ScreenBuffer(40, 1).write([(0, 0, [Segment(hostile)])], TRUE) == "\x1b[1Ha]52;c;aGk=b2Jcdefg"


def test_the_commonest_blank_is_what_a_clear_should_leave() -> None:
    pieces = [
        (0, 0, [Segment("  word  ", Style(bgcolor="#101010"))]),
        (0, 1, [Segment("   ", Style(bgcolor="#202020"))]),
    ]
    assert commonest_blank(pieces, TRUE) == CellStyle(background="48;2;16;16;16")
    assert commonest_blank([(0, 0, [Segment("    ", Style(reverse=True))])], TRUE) == PLAIN


def test_half_a_wide_character_that_was_broken_is_written_again_when_it_is_next_touched() -> None:
    buffer = ScreenBuffer(6, 1)
    buffer.write([(0, 0, [Segment("痛痛")])], TRUE)
    buffer.write([(1, 0, [Segment("x")])], TRUE)
    assert "痛" in buffer.write([(0, 0, [Segment("痛")])], TRUE)


def test_placed_text_is_known_to_be_there() -> None:
    buffer = ScreenBuffer(10, 1, fill=Cell(" ", CellStyle(background="44")))
    buffer.place(2, 0, "toes", CellStyle("1", "31", "44"))
    same = [
        (0, 0, [Segment("  ", Style(bgcolor="blue")), Segment("toes", Style(bold=True, color="red", bgcolor="blue"))])
    ]
    assert buffer.write(same, TRUE) == ""
