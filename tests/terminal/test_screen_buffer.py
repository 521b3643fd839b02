"""The difference between two screens, checked against a terminal emulator."""

from collections.abc import Iterator

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from spasmtui.terminal.frame_gate import PiecesWithin
from spasmtui.terminal.screen_buffer import ScreenBuffer, cell_styles, commonest_blank, graphemes
from spasmtui.terminal.sequences.families import PLAINEST, Family, family_of
from spasmtui.terminal.sequences.moves import NOWHERE, move
from spasmtui.terminal.sequences.styles import PLAIN, Cell, CellStyle, style_change

TRUE = ColorSystem.TRUECOLOR
COLUMNS, ROWS = 24, 3
LIKE_XTERM = family_of("xterm")

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


def stock(pieces: Frame, system: ColorSystem = TRUE) -> str:
    """What Textual writes for these pieces: each segment in full, cropped at the edge of the screen."""
    out = []
    for x, y, segments in pieces:
        out.append(f"\x1b[{y + 1};{x + 1}H")
        left = COLUMNS - x
        for text, style, _control in segments:
            for character, width in graphemes(text):
                left -= width
                if left >= 0:
                    codes = ";".join(filter(None, cell_styles(style, system)[0]))
                    out.append(f"\x1b[0;{codes}m{character}\x1b[0m" if codes else character)
    return "".join(out)


def rows_of(screen: pyte.Screen) -> list[list[tuple[object, ...]]]:
    """What a person sees of each cell: of a blank one only what shows on it."""
    seen = []
    for y in range(screen.lines):
        row: list[tuple[object, ...]] = []
        for x in range(COLUMNS):
            char = screen.buffer[y][x]
            is_blank = char.data == " " and not (char.reverse or char.underscore)
            row.append((" ", char.bg) if is_blank else tuple(char))
        seen.append(row)
    return seen


class OneKind(pyte.Screen):
    """A terminal of a family: it erases as that does, and does not know what it has not; new rows may show anything."""

    def __init__(self, family: Family, rows: int = ROWS) -> None:
        super().__init__(COLUMNS, rows)
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

    def set_margins(self, top: int | None = None, bottom: int | None = None) -> None:
        assert self.family.has_scroll_region
        super().set_margins(top, bottom)

    def index(self) -> None:
        is_last = self.cursor.y == (self.margins.bottom if self.margins else self.lines - 1)
        assert self.margins or not is_last
        super().index()
        if is_last:
            self._fill(self.cursor.y)

    def reverse_index(self) -> None:
        assert self.margins
        assert self.cursor.y == self.margins.top
        super().reverse_index()
        self._fill(self.cursor.y)

    def _fill(self, row: int) -> None:
        self.buffer[row].update(dict.fromkeys(range(self.columns), pyte.screens.Char("?", bg="red")))

    def select_graphic_rendition(self, *codes: int, **options: object) -> None:
        if not self.family.has_attributes_off and codes[:1] not in ((38,), (48,)):
            assert not set(range(22, 30)) & set(codes[:1])
        super().select_graphic_rendition(*codes, **options)


def compare(
    frames: list[Frame],
    family: Family = PLAINEST,
    blank: CellStyle | None = None,
    *,
    rows: int = ROWS,
    system: ColorSystem = TRUE,
) -> str:
    """Hold what a terminal shows after each frame against stock output, and return the last frame's output."""
    thrifty, full = OneKind(family, rows), OneKind(LIKE_XTERM, rows)
    buffer = ScreenBuffer(COLUMNS, rows, family=family)
    short, long = pyte.Stream(thrifty), pyte.Stream(full)
    if blank is not None:
        short.feed(buffer.clear(blank))
        long.feed(
            f"\x1b[{';'.join(('0', *filter(None, blank)))}m\x1b[2J\x1b[m" if family.erases_with_background else ""
        )
    written = ""
    for pieces in frames:
        written = buffer.write(pieces, system)
        short.feed(written)
        short.feed(buffer.move_to(3, 1))
        assert (thrifty.cursor.x, thrifty.cursor.y) == (3, 1)
        long.feed(stock(pieces, system))
        assert rows_of(thrifty) == rows_of(full)
    return written


FAMILIES = st.builds(Family, *[st.booleans()] * len(Family._fields))
BLANKS = st.sampled_from([None, PLAIN, CellStyle(background="48;2;68;85;102")])


@settings(max_examples=30, deadline=None)
@given(st.lists(PARTS, max_size=4), FAMILIES, BLANKS)
def test_each_kind_of_terminal_shows_the_same_cells_after_the_difference_as_after_everything(
    frames: list[Frame], family: Family, blank: CellStyle | None
) -> None:
    compare(frames, family, blank)


# Half of a wide character looks different in every terminal, so these frames are whole screens.
@settings(max_examples=15, deadline=None)
@given(st.lists(WHOLE, max_size=4), FAMILIES)
def test_screens_with_wide_characters_are_the_same_too(frames: list[Frame], family: Family) -> None:
    compare(frames, family)


SOME_LINES = [
    *([], [Segment("abcdefghij")], [Segment("痛みが引く", Style(bold=True))]),
    *([Segment("ab  cd  ef", Style(bgcolor="red"))], [Segment("one two three")]),
    *([Segment("underlined ", Style(underline=True)), Segment("words", Style(color="red"))], [Segment("jihgfedcba")]),
    *([Segment("e\u0301tirer le mollet")], [Segment("─" * 12)], [Segment("a last line", Style(reverse=True))]),
]  # fmt: skip
DOCUMENT = st.lists(st.sampled_from(SOME_LINES), min_size=6, max_size=12)
VIEWS = st.lists(
    st.tuples(
        st.integers(0, 6),  # the first row of the document that is in sight
        st.integers(-1, 6),  # the row with the mark
        st.sampled_from(["whole", "rows", "document"]),  # what is drawn
        st.integers(0, 3),  # what is in the pane at the side
    ),
    min_size=1, max_size=4,
)  # fmt: skip
SCROLLED_ROWS = 8


def view(document: list[list[Segment]], first: int, mark: int = -1, drawn: str = "whole", pane: int = 0) -> Frame:
    """A screen of eight rows: a title, rows of a document, of which one is marked, beside a pane, and the keys."""
    frame: Frame = []
    for y in range(SCROLLED_ROWS - 2):
        row = [Segment("▸" if y == mark else " ", Style(bgcolor="#112233"))]
        row += document[first + y] if first + y < len(document) else []
        frame.append((0, y + 1, Segment.adjust_line_length(row, COLUMNS - 6)))
        if drawn != "document":
            text = f"pane {(y + pane) % 3}" if pane else ""
            frame.append((COLUMNS - 6, y + 1, Segment.adjust_line_length([Segment(text, Style(bold=True))], 6)))
    if drawn != "whole":
        return frame
    ends = ((y, Segment.adjust_line_length([Segment(text)], COLUMNS)) for y, text in ((0, "title"), (7, "keys")))
    return [*frame, *((0, y, row) for y, row in ends)]


@pytest.mark.long
@settings(max_examples=20, deadline=None)
@given(DOCUMENT, VIEWS, FAMILIES, BLANKS)
def test_scrolled_rows_are_the_same_in_terminals_that_can_move_rows_and_in_others(
    document: list[list[Segment]], views: list[tuple[int, int, str, int]], family: Family, blank: CellStyle | None
) -> None:
    frames = [view(document, 0, pane=1), *(view(document, *seen) for seen in views)]
    compare(frames, family, blank, rows=SCROLLED_ROWS)


PAGE = [[Segment(f"{'abcdefghijklmnopqrst'[number:]:.9} {number}")] for number in range(20)]


def test_a_page_that_scrolls_by_a_row_costs_a_row() -> None:
    def written(first: int, then: int, family: Family = LIKE_XTERM, drawn: str = "whole", pane: int = 0) -> str:
        frames = [view(PAGE, first, drawn="whole", pane=pane), view(PAGE, then, drawn=drawn, pane=pane)]
        return compare(frames, family, rows=SCROLLED_ROWS)

    line_6 = "\x1b[7H \x1b[mghijklmno 6"
    assert written(0, 1) == f"\x1b[2;7r\x1b[7H\n\x1b[r{line_6}\x1b[K"
    assert written(2, 1).startswith("\x1b[2;7r\x1b[2H\x1bM\x1b[r\x1b[2H")
    assert len(written(2, 1)) == len(written(0, 1)) + 1
    beside = written(0, 1, drawn="document", pane=1)
    assert beside.startswith("\x1b[2;7r")
    assert beside.count("pane") == 1, "what came in beside the last row is written; it had moved away"
    assert "\x1b[r" not in written(0, 1, PLAINEST)
    assert "\x1b[r" not in written(0, 12), "a page with nothing in common"


def test_a_slow_line_is_sent_the_move_first_and_the_new_rows_in_parts() -> None:
    thrifty, full = OneKind(LIKE_XTERM, SCROLLED_ROWS), OneKind(LIKE_XTERM, SCROLLED_ROWS)
    buffer, frames = ScreenBuffer(COLUMNS, SCROLLED_ROWS, family=LIKE_XTERM), list[str]()
    pyte.Stream(thrifty).feed(buffer.write(view(PAGE, 0), TRUE))
    wanted, is_cut = view(PAGE, 3, pane=1), True
    while is_cut and len(frames) < 99:
        out = [buffer.scroll(wanted, TRUE)]
        within = PiecesWithin(wanted, out, 30)
        frames.append(buffer.write(within, TRUE, out))
        is_cut = within.is_cut
    assert frames[0].startswith("\x1b[2;7r\x1b[7H\n\n\n\x1b[r")
    assert 2 < len(frames) < 20
    assert "\x1b[r" not in "".join(frames[1:])
    pyte.Stream(thrifty).feed("".join(frames))
    pyte.Stream(full).feed(stock(view(PAGE, 0)) + stock(wanted))
    assert rows_of(thrifty) == rows_of(full)


def test_each_piece_for_a_slow_line_is_written_before_the_next_one_is_asked_for() -> None:
    buffer, out, lengths = ScreenBuffer(COLUMNS, ROWS), list[str](), list[int]()

    def pieces() -> Iterator[tuple[int, int, list[Segment]]]:
        for y in range(3):
            lengths.append(len("".join(out)))
            yield 0, y, [Segment("words")]

    data = buffer.write(pieces(), TRUE, out)
    assert lengths == [0, data.index("words") + 5, data.index("words", lengths[1]) + 5]


@settings(max_examples=20, deadline=None)
@given(DOCUMENT, VIEWS, FAMILIES, st.integers(0, 120))
def test_a_frame_is_written_as_a_whole_within_a_number_of_bytes_or_changes_nothing(
    document: list[list[Segment]], views: list[tuple[int, int, str, int]], family: Family, most_bytes: int
) -> None:
    one, other = (ScreenBuffer(COLUMNS, SCROLLED_ROWS, family=family) for _ in range(2))
    for seen in views:
        frame = view(document, *seen)
        within, anyway = one.write_whole(frame, TRUE, most_bytes), other.write(frame, TRUE)
        assert (within is None) == (len(anyway.encode()) > most_bytes)
        assert anyway == (one.write(frame, TRUE) if within is None else within)


def test_rows_with_half_a_character_stay_where_they_are() -> None:
    broken = [(COLUMNS - 6, 3, [Segment("痛")]), (COLUMNS - 5, 3, [Segment("x")])]
    buffer = ScreenBuffer(COLUMNS, SCROLLED_ROWS, family=LIKE_XTERM)
    buffer.write(view(PAGE, 0), TRUE)
    for piece in broken:
        buffer.write([piece], TRUE)
    assert "\x1b[r" not in buffer.write(view(PAGE, 1, drawn="document"), TRUE)
    assert "\x1b[r" in buffer.write(view(PAGE, 2), TRUE)


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


def test_in_whatever_order_cells_are_written_all_are_as_they_should_be() -> None:
    one, two = Style(color="#c25f4b"), Style(color="#c25d44")
    buffer, screen = ScreenBuffer(10, 1, family=LIKE_XTERM), pyte.Screen(10, 1)
    pyte.Stream(screen).feed(buffer.write([(0, 0, [Segment("a漢cde", one)])], TRUE))
    # Written style by style, the second half of the wide character is broken before the first.
    wanted = [(0, 0, [Segment(sign, style) for sign, style in zip("axyzuv", (one, two) * 3, strict=True)])]
    written = buffer.write(wanted, TRUE)
    assert written.count("38;2") == 2  # row by row there would be five
    pyte.Stream(screen).feed(written)
    assert (screen.display, buffer.write(wanted, TRUE)) == (["axyzuv    "], "")
    # Of two pieces in one place the second is seen, though it is what was there before both.
    pyte.Stream(screen).feed(buffer.write([(1, 0, [Segment("other", one)]), *wanted], TRUE))
    assert screen.display == ["axyzuv    "]


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
        ("rxvt", (True, False, True, True, True)),
        ("screen.xterm-256color", (False, False, True, True, True)),
        ("screen-256color-bce", (False, False, True, True, True)),
        ("vt220", (False, True, True, True, True)),
        ("ansi", (False, True, False, False, False)),
        ("vt100", (False, False, False, False, True)),
        ("vt102", (False, False, False, False, True)),
        ("dvtm", (False, False, True, False, False)),
        ("sun", (False, False, False, False, False)),
        ("xterminal", (False, False, False, False, False)),
        ("", (False, False, False, False, False)),
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


def test_blanks_are_erased_from_the_cursor_on_where_all_between_is_blank_already() -> None:
    def written(shown: str, wanted: str) -> str:
        buffer = ScreenBuffer(30, 1, family=LIKE_XTERM)
        buffer.write([(0, 0, [Segment(shown)])], TRUE)
        return buffer.write([(0, 0, [Segment(wanted)])], TRUE)

    assert written("one    four.six  end", "ONE              end") == "\x1b[HONE\x1b[12X"
    assert written("one .. four.six  end", "ONE ..           end") == "\x1b[HONE .. \x1b[8X"
    assert written("one    four.six  end", "ONE            . end") == "\x1b[HONE\x1b[12X\x1b[12C."


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
