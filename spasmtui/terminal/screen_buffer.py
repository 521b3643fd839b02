"""Keep the cells that the terminal shows, and write the shortest output that makes it show something else.

Textual paints whole regions and one style change a segment: a highlighted list costs 5 KB a key. Between the same two
screens usually a few dozen cells differ, and only those are written here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rich.cells import split_graphemes
from rich.color import Color, ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.strip import SGR_STYLES

from spasmtui.terminal.painting.pens import Pens
from spasmtui.terminal.sequences.clearing import is_other_screen
from spasmtui.terminal.sequences.families import PLAINEST, Family
from spasmtui.terminal.sequences.moves import NOWHERE, move
from spasmtui.terminal.sequences.orders import by_style, round_trip
from spasmtui.terminal.sequences.scrolling import Placed, scroll
from spasmtui.terminal.sequences.styles import (
    BLANK,
    PLAIN,
    UNKNOWN,
    Cell,
    CellStyle,
    is_same_blank,
    style_change,
    style_for_blank,
)

NEAR_CELLS = 4
"""The longest run of unchanged cells that may be cheaper to write again than to jump over."""

MANY_CHANGES = 4
"""As many changes of style as may be fewer in another order."""

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
"""Characters that are never written, whatever a widget was given: the last line of defence behind `sanitize`."""

_SEEN_ON_BLANK = sum(1 << bit for bit in (3, 4, 5, 6, 8, 9, 10, 11, 12))
"""The bits of the attributes that show on an empty cell: underlines, blinking, reverse, strike, frames, overline."""


_ERASE_TO_END = "\x1b[K"

Piece = tuple[int, int, Iterable[Segment]]
"""(column, row, segments from there to the right)."""

_State = tuple[dict[int, list[Cell]], CellStyle | None, tuple[int, int]]
"""(cells of some rows by their numbers, style, cursor) of a terminal."""

_pens: Pens | None = None
"""What the theme is painted with on a terminal of sixteen colours."""


@lru_cache(maxsize=4096)
def cell_styles(style: Style | None, system: ColorSystem) -> tuple[CellStyle, CellStyle]:
    """Return the style of a text's characters and the one of its blanks, of which only the background shows."""
    if style is None:
        return PLAIN, PLAIN
    bits = style._attributes & style._set_attributes  # noqa: SLF001 -- one lookup a style instead of thirteen properties
    color, ground = style.color, style.bgcolor
    if system is ColorSystem.STANDARD and _pens is not None:
        bits, color, ground = _pens.paint(bits, color, ground)
    text_style = CellStyle(
        ";".join(code for bit, code in enumerate(SGR_STYLES) if bits & 1 << bit),
        _color_code(color, system, is_foreground=True),
        _color_code(ground, system, is_foreground=False),
    )
    return text_style, text_style if bits & _SEEN_ON_BLANK else CellStyle(background=text_style.background)


def use_pens(pens: Pens | None) -> None:
    """Take these colours on a terminal of sixteen from now on; None takes the nearest ones."""
    global _pens
    if pens != _pens:
        _pens = pens
        cell_styles.cache_clear()
        _cells.cache_clear()


def _color_code(color: Color | None, system: ColorSystem, *, is_foreground: bool) -> str:
    code = ";".join(color.downgrade(system).get_ansi_codes(is_foreground)) if color is not None else ""
    return "" if code in ("39", "49") else code


def graphemes(text: str) -> Iterator[tuple[str, int]]:
    """Yield the characters that a terminal puts into cells, each with its width; none that could control it."""
    text = _UNSAFE.sub("", text)
    if text.isascii():
        for character in text:
            yield character, 1
    else:
        for start, stop, width in split_graphemes(text)[0]:
            if width:
                yield text[start:stop], width


@lru_cache(maxsize=4096)
def _cells(text: str, style: Style | None, system: ColorSystem) -> list[Cell]:
    """Return the cells of a text; the right half of a wide character is `UNKNOWN`, as the buffer has it."""
    text_style, blank_style = cell_styles(style, system)
    cells: list[Cell] = []
    for character, width in graphemes(text):
        cells.append(Cell(character, blank_style if character == " " else text_style))
        cells += [UNKNOWN] * (width - 1)
    return cells


class ScreenBuffer:
    """The cells that the terminal shows, as far as they are known, and the style in which it writes."""

    def __init__(self, columns: int, rows: int, fill: Cell = BLANK, family: Family = PLAINEST) -> None:
        self.size = (columns, rows)
        self._rows = [[fill] * columns for _ in range(rows)]
        self._family = family
        self._pen: CellStyle | None = None
        """The style in which the terminal writes; None until the first output."""
        self._cursor = NOWHERE
        """The column and row of the cursor, once its place is sure."""
        self._out: list[str] = []
        self._style_changes = 0
        """The changes of style since the output began."""

    def place(self, column: int, row: int, text: str, style: CellStyle) -> None:
        """Note a text that is on the screen already."""
        self._rows[row][column : column + len(text)] = [Cell(character, style) for character in text]

    def clear(self, blank: CellStyle) -> str:
        """Return the output that fills the screen with blanks: in this style, where the terminal can do it."""
        self._pen = blank if self._family.erases_with_background else PLAIN
        for row in self._rows:
            row[:] = [Cell(" ", self._pen)] * len(row)
        return f"{style_change(None, self._pen)}\x1b[2J"

    def write(
        self, pieces: Iterable[Piece], system: ColorSystem, out: list[str] | None = None, *, may_scroll: bool = True
    ) -> str:
        """Return the output that makes the terminal show these pieces; what is outside the screen is left out.

        The terminal goes on writing in the style of the last character, which the next output may then leave out.

        Args:
            pieces: what to show; they are taken one at a time.
            system: the colours of the terminal.
            out: a list for the parts of the output, for pieces that depend on how long it has become; it begins with
                what `scroll` has returned.
            may_scroll: look for rows that have only moved, unless `out` is given.
        """
        self._out = [] if out is None else out
        self._cursor = NOWHERE  # the first move leads to the right cell, whatever else has written to the terminal
        placed: Iterable[Placed] = self._placed(pieces, system)
        if out is None and may_scroll and self._family.has_scroll_region:
            placed = self._scrolled([*placed])
        changed: list[Placed] = []
        for part in placed:
            if any(_overlap(part, other) for other in changed):
                self._write_shortest(changed)  # these pieces are to be seen in their order
                changed = []
            x, y, wanted = part
            if self._rows[y][x : x + len(wanted)] != wanted:
                changed.append(part)
            if out is not None and changed:
                self._write_shortest(changed)  # before the next piece looks how long the output has become
                changed = []
        if changed:
            self._write_shortest(changed)
        return "".join(self._out)

    def write_whole(
        self, pieces: Iterable[Piece], system: ColorSystem, most_bytes: int, *, may_scroll: bool = True
    ) -> str | None:
        """Return the output of `write` if it has at most so many bytes; else None, and all stays as it is."""
        before = self._state(range(len(self._rows)))
        data = self.write(pieces, system, may_scroll=may_scroll)
        if _bytes_of([data]) <= most_bytes:
            return data
        self._return_to(before)
        return None

    def scroll(self, pieces: Iterable[Piece], system: ColorSystem) -> str:
        """Return the output that moves rows to where these pieces want them; then the whole screen is to be written."""
        placed = [*self._placed(pieces, system)] if self._family.has_scroll_region else []
        self._out = []
        self._scrolled(placed)
        return "".join(self._out)

    def is_left_by(self, pieces: Iterable[Piece], system: ColorSystem) -> bool:
        """Return whether most of the text has to go where these pieces are the whole screen."""
        return is_other_screen(self._rows, self._placed(pieces, system))

    def _scrolled(self, placed: list[Placed]) -> list[Placed]:
        """Have the terminal move rows, and return what is to be written then."""
        found = scroll(self._rows, placed, are_blanks_free=self._family.erases_with_background)
        if found is None:
            return placed
        self._out.append(found[0].sequence)
        return found[1]

    def _placed(self, pieces: Iterable[Piece], system: ColorSystem) -> Iterator[Placed]:
        """Yield the cells of pieces, as far as they are on the screen."""
        columns, rows = self.size
        for x, y, segments in pieces:
            if not 0 <= y < rows:
                continue
            wanted: list[Cell] = []
            for text, style, control in segments:
                if not control:
                    wanted += _cells(text, style, system)
            first, last = max(0, -x), columns - x
            if 0 < last < len(wanted) and not wanted[last].text:
                last -= 1  # half a wide character
            if wanted := wanted[first : max(first, last)]:
                yield x + first, y, wanted

    def _write_shortest(self, changed: list[Placed]) -> None:
        """Write rows one after another, or one style after another where that takes fewer bytes.

        A change of colours takes up to twenty bytes and a move six, and a drawing changes its colours in each row.
        """
        lines = {y for _x, y, _wanted in changed}
        out, before, self._style_changes = self._out, self._state(lines), 0
        row_by_row: list[str] = []
        self._out = row_by_row
        for each in changed:
            self._write_row(each)
        if self._style_changes >= MANY_CHANGES:
            after = self._state(lines)
            by_style: list[str] = []
            self._out = by_style
            self._return_to(before)
            self._write_by_style(changed)
            if _bytes_of(row_by_row) > _bytes_of(by_style):
                row_by_row = by_style
            else:
                self._return_to(after)
        out += row_by_row
        self._out = out

    def _state(self, lines: Iterable[int]) -> _State:
        return {y: [*self._rows[y]] for y in lines}, self._pen, self._cursor

    def _return_to(self, state: _State) -> None:
        rows, self._pen, self._cursor = state
        for y, row in rows.items():
            self._rows[y] = row

    def _write_by_style(self, changed: list[Placed]) -> None:
        """Write the changed cells of all rows style by style: first those of the style in which the terminal writes."""
        pen = self._pen or PLAIN
        groups = by_style(changed, self._rows, pen)
        others = [style for style in groups if style != pen]
        order = round_trip(pen, others, has_attributes_off=self._family.has_attributes_off)
        for style in (pen, *order):
            for each, at in groups[style]:
                self._write_at(each, at)
        for each in changed:
            self._write_row(each)  # what has been broken since by another half of a wide character

    def move_to(self, x: int, y: int) -> str:
        """Return the output that moves the cursor to a cell, after that of `write`."""
        sequence = "" if self._cursor == (x, y) else self._sequence_to(x, y)
        self._cursor = (x, y)
        return sequence

    def _write_row(self, changed: Placed) -> None:
        """Write the cells of a row that differ from those that are shown."""
        left, y, wanted = changed
        row, at = self._rows[y], 0
        while at < len(wanted):
            at = at + 1 if row[left + at] == wanted[at] else self._write_at(changed, at)

    def _write_at(self, changed: Placed, at: int) -> int:
        """Write the cell at a place of a row, with those behind it that go with it; return the place after them."""
        left, y, wanted = changed
        row, cell = self._rows[y], wanted[at]
        if row[left + at] == cell or not cell.text:
            return at + 1
        if cell.text == " " and (found := self._blanks_to_erase(changed, at)):
            start, end = found
            self._erase(left + start, y, cell, end - start)
            return end
        width = 2 if at + 1 < len(wanted) and not wanted[at + 1].text else 1
        self._write_cell(left + at, y, cell, width)
        return at + width

    def _blanks_to_erase(self, changed: Placed, at: int) -> tuple[int, int] | None:
        """Return where blanks around `at` begin and end that are cheaper to erase than to write.

        They begin at the cursor where all between is blank already, which saves a move.
        """
        left, y, wanted = changed
        row, blank = self._rows[y], wanted[at]
        if blank.style.attributes or (blank.style.background and not self._family.erases_with_background):
            return None
        run, end = at, at
        while run < len(wanted) and wanted[run] == blank:
            run += 1
            if row[left + run - 1] != blank:
                end = run
        start = self._cursor[0] - left if self._cursor[1] == y else at
        if not (0 <= start < at and row[left + start : left + at] == [blank] * (at - start)):
            start = at
        written = min(at - start, NEAR_CELLS) + end - at
        if left + run == len(row):
            return (start, run) if written > len(_ERASE_TO_END) else None
        goes_on = end < len(wanted) and row[left + end] != wanted[end]
        least = len(_erase_characters(end - start)) + (len(f"\x1b[{end - start}C") if goes_on else 0)
        return (start, end) if written > least and self._family.has_erase_characters else None

    def _erase(self, x: int, y: int, blank: Cell, count: int) -> None:
        """Erase cells with the background of `blank`; the cursor stays where it is."""
        row = self._rows[y]
        self._move(x, y)
        if self._family.erases_with_background:
            self._change_style(blank)
        self._out.append(_ERASE_TO_END if x + count == len(row) else _erase_characters(count))
        if not row[x].text and x:
            row[x - 1] = UNKNOWN
        row[x : x + count] = [blank] * count

    def _write_cell(self, x: int, y: int, cell: Cell, width: int) -> None:
        if self._cursor == (x - 1, y) and self._rows[y][x - 1].text == " ":
            self._change_style(cell)  # in which the blank before it may look as it does: that is shorter than a move
        self._move(x, y)
        self._change_style(cell)
        self._out.append(cell.text)
        _put(self._rows[y], x, cell, width)
        # The terminal's idea of a cluster's width, and of its last column, is not to be relied on.
        is_sure = len(cell.text) == 1 and x + width < self.size[0]
        self._cursor = (x + width, y) if is_sure else NOWHERE

    def _change_style(self, cell: Cell) -> None:
        """Make the terminal write in the style of a cell; of a blank, in what shows on it."""
        pen, style = self._pen, cell.style
        if pen is not None and cell.text == " ":
            style = style_for_blank(pen, style)
        if style != pen:
            self._out.append(style_change(pen, style, has_attributes_off=self._family.has_attributes_off))
            self._style_changes += 1
            self._pen = style

    def _move(self, x: int, y: int) -> None:
        """Move the cursor to a cell; unchanged cells may be written again for it."""
        if self._cursor == (x, y):
            return
        sequence, gap = self._sequence_to(x, y), x - self._cursor[0]
        if self._cursor[1] == y and 0 < gap <= NEAR_CELLS:
            between = self._rows[y][self._cursor[0] : x]
            again = "".join(cell.text for cell in between if len(cell.text) == 1 and self._looks_the_same(cell))
            if len(again) == gap and len(again.encode()) <= len(sequence):
                sequence = again
        self._out.append(sequence)
        self._cursor = (x, y)

    def _sequence_to(self, x: int, y: int) -> str:
        return move(self._cursor, x, y, has_vertical_tab=self._family.has_vertical_tab)

    def _looks_the_same(self, cell: Cell) -> bool:
        """Return whether a cell looks the same written again in the style in which the terminal writes."""
        pen = self._pen
        return pen is not None and (cell.style == pen or (cell.text == " " and is_same_blank(pen, cell.style)))


def _erase_characters(count: int) -> str:
    return f"\x1b[{count}X"


def _overlap(part: Placed, other: Placed) -> bool:
    return part[1] == other[1] and part[0] < other[0] + len(other[2]) and other[0] < part[0] + len(part[2])


def _bytes_of(parts: list[str]) -> int:
    return len("".join(parts).encode())


def _put(row: list[Cell], x: int, cell: Cell, width: int) -> None:
    """Note a written cell; the other half of a wide character that it broke is unknown from now on."""
    if not row[x].text and x:
        row[x - 1] = UNKNOWN
    row[x] = cell
    if width == 2:
        row[x + 1] = UNKNOWN


def commonest_blank(pieces: Iterable[Piece], system: ColorSystem) -> CellStyle:
    """Return the style of most blanks of these pieces: clearing the screen with it leaves the least to write."""
    found: Counter[CellStyle] = Counter()
    for _x, _y, segments in pieces:
        for text, style, control in segments:
            if not control:
                found[cell_styles(style, system)[1]] += text.count(" ")
    commonest = found.most_common(1)[0][0] if found else PLAIN
    return commonest if not commonest.attributes else PLAIN
