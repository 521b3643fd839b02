"""The difference between two screens, checked against a terminal emulator."""

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from spasmtui.terminal.screen_buffer import Cell, ScreenBuffer, cell_styles, commonest_blank, graphemes
from spasmtui.terminal.sequences.families import PLAINEST, Family, family_of
from spasmtui.terminal.sequences.moves import NOWHERE, move
from spasmtui.terminal.sequences.styles import PLAIN, CellStyle, style_change

TRUE = ColorSystem.TRUECOLOR
COLUMNS, ROWS = 24, 3
LIKE_XTERM = Family(
    erases_with_background=True, has_erase_characters=True, has_attributes_off=True, has_vertical_tab=True
)

COLORS = st.sampled_from([None, "red", "default", "#112233", "#445566"])
FLAGS = st.sampled_from([None, None, True, False])
STYLES = st.none() | st.builds(
    Style, color=COLORS, bgcolor=COLORS, bold=FLAGS, italic=FLAGS, underline=FLAGS, reverse=FLAGS, strike=FLAGS
)
NARROW = ["a", "b", " ", "é", "e\u0301", "⢸", "\x1b", "\x9b", "\u202e"]


def segments(alphabet: list[str]) -> st.SearchStrategy[list[Segment]]:
    words = st.lists(st.sampled_from([*alphabet, " " * 7, " " * 13]), max_size=6).map("".join)
    return st.lists(st.builds(Segment, words, STYLES, st.none()), max_size=4)


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


class OneKind(pyte.Screen):
    """A terminal of a family: it erases as that does, and does not know what it has not."""

    def __init__(self, family: Family) -> None:
        super().__init__(COLUMNS, ROWS)
        self.family = family
        self.reset_mode(7, private=True)

    def _erasing(self) -> pyte.screens.Char:
        return self.cursor.attrs if self.family.erases_with_background else self.default_char

    def erase_characters(self, count: int | None = None) -> None:
        assert self.family.has_erase_characters
        for x in range(self.cursor.x, min(self.cursor.x + (count or 1), self.columns)):
            self.buffer[self.cursor.y][x] = self._erasing()

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        assert (how, private) == (0, False)
        for x in range(self.cursor.x, self.columns):
            self.buffer[self.cursor.y][x] = self._erasing()

    def erase_in_display(self, how: int = 0, *_args: object, **_options: object) -> None:
        assert how == 2
        for y in range(self.lines):
            self.buffer[y].update(dict.fromkeys(range(self.columns), self._erasing()))

    def select_graphic_rendition(self, *codes: int, **options: object) -> None:
        if not self.family.has_attributes_off and codes[:1] not in ((38,), (48,)):
            assert not set(range(22, 30)) & set(codes[:1])
        super().select_graphic_rendition(*codes, **options)


def compare(frames: list[Frame], family: Family = PLAINEST, blank: CellStyle | None = None) -> None:
    thrifty, full = OneKind(family), OneKind(LIKE_XTERM)
    buffer = ScreenBuffer(COLUMNS, ROWS, family=family)
    short, long = pyte.Stream(thrifty), pyte.Stream(full)
    if blank is not None:
        short.feed(buffer.clear(blank))
        long.feed(
            f"\x1b[{';'.join(('0', *filter(None, blank)))}m\x1b[2J\x1b[m" if family.erases_with_background else ""
        )
    for pieces in frames:
        short.feed(buffer.write(pieces, TRUE))
        short.feed(buffer.move_to(3, 1))
        assert (thrifty.cursor.x, thrifty.cursor.y) == (3, 1)
        long.feed(stock(pieces))
        assert rows_of(thrifty) == rows_of(full)


FAMILIES = st.builds(Family, st.booleans(), st.booleans(), st.booleans(), st.booleans())
BLANKS = st.sampled_from([None, PLAIN, CellStyle(background="48;2;68;85;102")])


@settings(max_examples=40, deadline=None)
@given(st.lists(PARTS, max_size=4), FAMILIES, BLANKS)
def test_each_kind_of_terminal_shows_the_same_cells_after_the_difference_as_after_everything(
    frames: list[Frame], family: Family, blank: CellStyle | None
) -> None:
    compare(frames, family, blank)


# Half of a wide character looks different in every terminal, so these frames are whole screens.
@settings(max_examples=25, deadline=None)
@given(st.lists(WHOLE, max_size=4), FAMILIES)
def test_screens_with_wide_characters_are_the_same_too(frames: list[Frame], family: Family) -> None:
    compare(frames, family)


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
    assert buffer.write([(0, 0, [Segment("x..y......z")])], TRUE) == "\x1b[Hx..y\x1b[6Cz"


def test_a_blank_between_coloured_words_is_written_over_and_dots_are_jumped_where_they_take_more_bytes() -> None:
    red = Style(color="red", bold=True)
    buffer = ScreenBuffer(20, 1)
    buffer.write([(0, 0, [Segment("one two⣿⣿⣿.", red)])], TRUE)
    assert buffer.write([(0, 0, [Segment("onX Yv!⣿⣿⣿!", red)])], TRUE) == "\x1b[1;3HX Yv!\x1b[3C!"


def test_a_drawing_is_written_style_by_style_where_that_takes_fewer_bytes() -> None:
    limb, muscle = Style(color="#c25f4b"), Style(color="#c25d44", bold=True)
    buffer = ScreenBuffer(20, 6, family=LIKE_XTERM)
    rows = [(2, y, [Segment("limb", limb), Segment(" mus ", muscle), Segment("limb", limb)]) for y in range(6)]
    written = buffer.write(rows, TRUE)
    assert written.count("38;2") == 2
    screen = pyte.Screen(20, 6)
    pyte.Stream(screen).feed(written)
    assert screen.display == ["  limb mus limb     "] * 6
    assert {(cell.fg, cell.bold) for cell in screen.buffer[3].values() if cell.data in "us"} == {("c25d44", True)}
    assert buffer.write(rows, TRUE) == ""
    # The ways over long words take more bytes than colours out of sixteen.
    words = [Segment("one long word", Style(color=color)) for color in ("red", "blue") * 3]
    assert ScreenBuffer(90, 1).write([(0, 0, words)], TRUE).count("31m") == 3


def test_a_pen_changes_only_what_differs() -> None:
    red, on_blue = CellStyle(foreground="31"), CellStyle(foreground="31", background="44")
    assert style_change(PLAIN, red) == "\x1b[31m"
    assert style_change(red, on_blue) == "\x1b[44m"
    assert style_change(on_blue, red) == "\x1b[49m"
    assert style_change(red, CellStyle("1", "31")) == "\x1b[1m"
    assert style_change(CellStyle("1", "31"), red) == "\x1b[22m"
    assert style_change(CellStyle("1", "31"), red, has_attributes_off=False) == "\x1b[0;31m"
    assert style_change(CellStyle("1;2", "31"), CellStyle("2", "31")) == "\x1b[22;2m"
    assert style_change(CellStyle("1;7", "31", "44"), CellStyle("1", "32", "44")) == "\x1b[27;32m"
    assert style_change(red, PLAIN) == "\x1b[m"
    assert style_change(None, red) == "\x1b[0;31m"


PARAMETERS = st.builds(
    CellStyle,
    st.sets(st.sampled_from([1, 3, 4, 5, 7, 9])).map(lambda codes: ";".join(map(str, sorted(codes)))),
    st.sampled_from(["", "31", "92", "38;2;1;2;3"]),
    st.sampled_from(["", "41", "102", "48;2;1;2;3"]),
)


@settings(max_examples=50, deadline=None)
@given(st.lists(PARAMETERS, min_size=1, max_size=6), st.booleans())
def test_each_change_of_style_leads_to_the_style_that_is_wanted(
    styles: list[CellStyle], has_attributes_off: bool
) -> None:
    changed, anew = pyte.Screen(2, 1), pyte.Screen(2, 1)
    pen = None
    for style in styles:
        pyte.Stream(changed).feed(style_change(pen, style, has_attributes_off=has_attributes_off))
        pyte.Stream(anew).feed(f"\x1b[{';'.join(('0', *filter(None, style)))}m")
        assert changed.cursor.attrs == anew.cursor.attrs
        pen = style


PLACES = st.tuples(st.integers(0, 79), st.integers(0, 23))


@given(PLACES | st.just(NOWHERE), PLACES, st.booleans())
def test_each_move_leads_to_its_cell_and_takes_no_more_bytes_than_its_address(
    start: tuple[int, int], goal: tuple[int, int], has_vertical_tab: bool
) -> None:
    screen = pyte.Screen(80, 24)
    address = f"\x1b[{goal[1] + 1};{goal[0] + 1}H"
    screen.cursor_position(start[1] + 1, start[0] + 1)
    sequence = move(start, *goal, has_vertical_tab=has_vertical_tab)
    pyte.Stream(screen).feed(sequence)
    assert (screen.cursor.x, screen.cursor.y) == goal
    assert len(sequence) <= len(address)
    assert has_vertical_tab or "\v" not in sequence


def test_a_terminal_gets_only_what_it_has() -> None:
    assert family_of("xterm-256color") == family_of("xterm-kitty") == family_of("tmux-256color") == LIKE_XTERM
    assert family_of("linux") == family_of("rxvt-unicode-256color") == LIKE_XTERM
    for term, has in (
        ("rxvt", (True, False, True, True)),
        ("screen.xterm-256color", (False, False, True, True)),
        ("screen-256color-bce", (False, False, True, True)),
        ("vt220", (False, True, True, True)),
        ("ansi", (False, True, False, False)),
        ("vt100", (False, False, False, False)),
        ("vt102", (False, False, False, False)),
        ("sun", (False, False, False, False)),
        ("xterminal", (False, False, False, False)),
        ("", (False, False, False, False)),
    ):
        assert (term, *family_of(term)) == (term, *has)


def test_blanks_are_erased_where_that_takes_fewer_bytes() -> None:
    blue = Style(bgcolor="blue")

    def written(text: str, family: Family, style: Style | None = blue) -> str:
        buffer = ScreenBuffer(20, 1, family=family)
        buffer.write([(0, 0, [Segment("x" * 20, style)])], TRUE)
        return buffer.write([(0, 0, [Segment(text, style)])], TRUE)

    assert written(" " * 12 + "x" * 8, LIKE_XTERM) == "\x1b[H\x1b[12X"
    assert written("x" * 12 + " " * 8, LIKE_XTERM) == "\x1b[1;13H\x1b[K"
    assert written("x" + " " * 12 + "y" + "x" * 6, LIKE_XTERM) == "\x1b[1;2H\x1b[12X\x1b[12Cy"
    assert written(" " * 4 + "x" * 16, LIKE_XTERM) == "\x1b[H" + " " * 4
    assert written(" " * 12 + "x" * 8, Family(erases_with_background=True)) == "\x1b[H" + " " * 12
    assert written("x" * 12 + " " * 8, Family(has_erase_characters=True)) == "\x1b[1;13H" + " " * 8
    assert written("x" * 12 + " " * 8, PLAINEST, None) == "\x1b[1;13H\x1b[K"
    assert written(" " * 12 + "x" * 8, LIKE_XTERM, Style(underline=True)) == "\x1b[H" + " " * 12


def test_the_next_output_leaves_out_the_style_that_the_terminal_writes_in_already() -> None:
    red = Style(color="red", bgcolor="blue", bold=True)
    buffer = ScreenBuffer(20, 2, family=LIKE_XTERM)
    assert buffer.write([(0, 0, [Segment("0:34", red)])], TRUE) == "\x1b[H\x1b[0;1;31;44m0:34"
    assert buffer.write([(0, 0, [Segment("0:33", red)])], TRUE) == "\x1b[1;4H3"
    assert buffer.move_to(2, 1) == "\v\b\b"
    assert buffer.move_to(2, 1) == ""


def test_a_blank_is_the_same_in_every_foreground_but_not_when_something_shows_on_it() -> None:
    assert cell_styles(Style(color="red", bgcolor="blue", bold=True), TRUE)[1] == CellStyle(background="44")
    assert cell_styles(Style(color="red", underline=True), TRUE)[1] == CellStyle("4", "31")


def test_no_control_character_reaches_the_terminal_from_a_widget() -> None:
    hostile = "a\x1b]52;c;aGk=\x07b\x9b2Jc\u202ed\u2066e\U000e0041f\ufeffg\x7f"
    assert ScreenBuffer(40, 1).write([(0, 0, [Segment(hostile)])], TRUE) == "\x1b[H\x1b[ma]52;c;aGk=b2Jcdefg"


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
