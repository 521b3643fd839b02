"""What the terminal shows, cell by cell, and the shortest output that makes it show something else.

Textual paints whole regions and one style change a segment: a highlighted list costs 5 KB a key. Between the same two
screens usually a few dozen cells differ, and only those are written here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from rich.cells import split_graphemes
from rich.color import Color, ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.strip import SGR_STYLES

NEAR_CELLS = 4
"""Up to this many unchanged cells are cheaper to write again than to jump over."""

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
"""Never written, whatever a widget was given: the last line of defence behind `text.clean`."""

_SEEN_ON_BLANK = sum(1 << bit for bit in (3, 4, 5, 6, 8, 9, 10, 11, 12))
"""Attributes that show on an empty cell: underlines, blinking, reverse, strike, frames, overline."""
_UNSEEN_ON_BLANK = frozenset(("", "1", "2", "3"))
"""SGR parameters that show on text alone: bold, dim, italic."""


class CellStyle(NamedTuple):
    """The colours and attributes of a cell as SGR parameters; an empty part is the terminal's default."""

    attributes: str = ""
    foreground: str = ""
    background: str = ""


class Cell(NamedTuple):
    """One cell; the right half of a wide character, and a cell nobody knows, have no text."""

    text: str
    pen: CellStyle


PLAIN = CellStyle()
BLANK = Cell(" ", PLAIN)
UNKNOWN = Cell("", PLAIN)

Piece = tuple[int, int, Iterable[Segment]]
"""Column, row, and the segments that stand there from left to right."""


@lru_cache(maxsize=4096)
def cell_styles(style: Style | None, system: ColorSystem) -> tuple[CellStyle, CellStyle]:
    """The pen for text in this style, and the one for its blanks, of which only the background is seen."""
    if style is None:
        return PLAIN, PLAIN
    bits = style._attributes & style._set_attributes
    pen = CellStyle(
        ";".join(code for bit, code in enumerate(SGR_STYLES) if bits & 1 << bit),
        _color_code(style.color, system, is_foreground=True),
        _color_code(style.bgcolor, system, is_foreground=False),
    )
    return pen, pen if bits & _SEEN_ON_BLANK else CellStyle(background=pen.background)


def _color_code(color: Color | None, system: ColorSystem, *, is_foreground: bool) -> str:
    code = ";".join(color.downgrade(system).get_ansi_codes(is_foreground)) if color is not None else ""
    return "" if code in ("39", "49") else code


@lru_cache(maxsize=4096)
def change_pen(old: CellStyle, new: CellStyle) -> str:
    """The shortest sequence that makes the terminal write with `new` after `old`."""
    if old == new:
        return ""
    if new == PLAIN:
        return "\x1b[m"
    if old.attributes and old.attributes != new.attributes:
        return f"\x1b[{';'.join(('0', *filter(None, new)))}m"
    codes = [new.attributes] if new.attributes != old.attributes else []
    if old.foreground != new.foreground:
        codes.append(new.foreground or "39")
    if old.background != new.background:
        codes.append(new.background or "49")
    return f"\x1b[{';'.join(codes)}m"


def graphemes(text: str) -> Iterator[tuple[str, int]]:
    """The characters a terminal puts into cells, each with its width; nothing that could control the terminal."""
    text = _UNSAFE.sub("", text)
    if text.isascii():
        for character in text:
            yield character, 1
    else:
        for start, stop, width in split_graphemes(text)[0]:
            if width:
                yield text[start:stop], width


class ScreenBuffer:
    """The cells the terminal shows, as far as it is known."""

    def __init__(self, columns: int, rows: int, fill: Cell = BLANK) -> None:
        self.size = (columns, rows)
        self._rows = [[fill] * columns for _ in range(rows)]

    def place(self, column: int, row: int, text: str, pen: CellStyle) -> None:
        """Note that text already stands there."""
        self._rows[row][column : column + len(text)] = [Cell(character, pen) for character in text]

    def write(self, pieces: Iterable[Piece], system: ColorSystem) -> str:
        """The output that makes the terminal show these pieces; what stands outside the screen is left out."""
        out: list[str] = []
        pen = PLAIN
        at = (-1, -1)  # where the terminal's cursor stands, once that is sure
        columns, rows = self.size
        for column, y, segments in pieces:
            if not 0 <= y < rows:
                continue
            row = self._rows[y]
            x = column
            for text, style, control in segments:
                if control:
                    continue
                text_pen, blank_pen = cell_styles(style, system)
                for character, width in graphemes(text):
                    cell = Cell(character, blank_pen if character == " " else text_pen)
                    if x >= 0 and x + width <= columns and row[x] != cell:
                        out.append(_move(at, x, y, row, pen))
                        if character != " " or not _leaves_the_same_blank(pen, cell.pen):
                            out.append(change_pen(pen, cell.pen))
                            pen = cell.pen
                        out.append(character)
                        _put(row, x, cell, width)
                        # The terminal's idea of a cluster's width, and of its last column, is not to be relied on.
                        is_sure = len(character) == 1 and x + width < columns
                        at = (x + width, y) if is_sure else (-1, -1)
                    x += width
        out.append(change_pen(pen, PLAIN))
        return "".join(out)


def _leaves_the_same_blank(pen: CellStyle, blank: CellStyle) -> bool:
    """Whether a blank written with this pen looks as one written with its own: a change of pen costs 20 bytes."""
    return pen.background == blank.background and not blank.attributes and pen.attributes in _UNSEEN_ON_BLANK


def _put(row: list[Cell], x: int, cell: Cell, width: int) -> None:
    """Note a written cell, and that the other half of a wide character it broke is no longer known."""
    if not row[x].text and x:
        row[x - 1] = UNKNOWN
    row[x] = cell
    if width == 2:
        row[x + 1] = UNKNOWN


def _move(at: tuple[int, int], x: int, y: int, row: list[Cell], pen: CellStyle) -> str:
    """The shortest way of the cursor to a cell."""
    if at == (x, y):
        return ""
    gap = x - at[0]
    if at[1] != y or gap < 0:
        return f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H"
    between = row[at[0] : x]
    if gap <= NEAR_CELLS and all(len(cell.text) == 1 and cell.pen == pen for cell in between):
        return "".join(cell.text for cell in between)
    return f"\x1b[{gap}C"


def commonest_blank(pieces: Iterable[Piece], system: ColorSystem) -> CellStyle:
    """The pen most of the blanks of these pieces have: clearing the screen with it leaves the least to write."""
    found: Counter[CellStyle] = Counter()
    for _x, _y, segments in pieces:
        for text, style, control in segments:
            if not control:
                found[cell_styles(style, system)[1]] += text.count(" ")
    pen = found.most_common(1)[0][0] if found else PLAIN
    return pen if not pen.attributes else PLAIN
