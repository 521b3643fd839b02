"""Keep the cells that the terminal shows, and write the shortest output that makes it show something else.

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

from spasmtui.terminal.pens import Pens

NEAR_CELLS = 4
"""The longest run of unchanged cells that may be cheaper to write again than to jump over."""

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
"""Characters that are never written, whatever a widget was given: the last line of defence behind `sanitize`."""

_SEEN_ON_BLANK = sum(1 << bit for bit in (3, 4, 5, 6, 8, 9, 10, 11, 12))
"""The bits of the attributes that show on an empty cell: underlines, blinking, reverse, strike, frames, overline."""
_UNSEEN_ON_BLANK = frozenset(("", "1", "2", "3"))
"""SGR parameters that show on text alone: bold, dim, italic."""


class CellStyle(NamedTuple):
    """The colours and attributes of a cell as SGR parameters; an empty part is the terminal's default."""

    attributes: str = ""
    foreground: str = ""
    background: str = ""


class Cell(NamedTuple):
    """One cell; the right half of a wide character and an unknown cell have no text."""

    text: str
    style: CellStyle


PLAIN = CellStyle()
BLANK = Cell(" ", PLAIN)
UNKNOWN = Cell("", PLAIN)

Piece = tuple[int, int, Iterable[Segment]]
"""(column, row, segments from there to the right)."""

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


def _color_code(color: Color | None, system: ColorSystem, *, is_foreground: bool) -> str:
    code = ";".join(color.downgrade(system).get_ansi_codes(is_foreground)) if color is not None else ""
    return "" if code in ("39", "49") else code


@lru_cache(maxsize=4096)
def style_change(old: CellStyle, new: CellStyle) -> str:
    """Return the shortest sequence that makes the terminal write in the style `new` after `old`."""
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
    """Yield the characters that a terminal puts into cells, each with its width; none that could control it."""
    text = _UNSAFE.sub("", text)
    if text.isascii():
        for character in text:
            yield character, 1
    else:
        for start, stop, width in split_graphemes(text)[0]:
            if width:
                yield text[start:stop], width


class ScreenBuffer:
    """The cells that the terminal shows, as far as they are known."""

    def __init__(self, columns: int, rows: int, fill: Cell = BLANK) -> None:
        self.size = (columns, rows)
        self._rows = [[fill] * columns for _ in range(rows)]

    def place(self, column: int, row: int, text: str, style: CellStyle) -> None:
        """Note a text that is on the screen already."""
        self._rows[row][column : column + len(text)] = [Cell(character, style) for character in text]

    def write(self, pieces: Iterable[Piece], system: ColorSystem) -> str:
        """Return the output that makes the terminal show these pieces; what is outside the screen is left out."""
        out: list[str] = []
        written = PLAIN  # the style that the terminal writes in now
        cursor = (-1, -1)  # the terminal's cursor, once its place is sure
        columns, rows = self.size
        for column, y, segments in pieces:
            if not 0 <= y < rows:
                continue
            row = self._rows[y]
            x = column
            for text, style, control in segments:
                if control:
                    continue
                text_style, blank_style = cell_styles(style, system)
                for character, width in graphemes(text):
                    cell = Cell(character, blank_style if character == " " else text_style)
                    if x >= 0 and x + width <= columns and row[x] != cell:
                        out.append(_move(cursor, x, y, row, written))
                        if character != " " or not _is_same_blank(written, cell.style):
                            out.append(style_change(written, cell.style))
                            written = cell.style
                        out.append(character)
                        _put(row, x, cell, width)
                        # The terminal's idea of a cluster's width, and of its last column, is not to be relied on.
                        is_sure = len(character) == 1 and x + width < columns
                        cursor = (x + width, y) if is_sure else (-1, -1)
                    x += width
        out.append(style_change(written, PLAIN))
        return "".join(out)


def _is_same_blank(written: CellStyle, blank: CellStyle) -> bool:
    """Return whether a blank looks the same in the style `written` as in its own: a change of style costs 20 bytes."""
    return written.background == blank.background and not blank.attributes and written.attributes in _UNSEEN_ON_BLANK


def _looks_the_same(written: CellStyle, cell: Cell) -> bool:
    """Return whether a cell looks the same written again in the style `written`."""
    return cell.style == written or (cell.text == " " and _is_same_blank(written, cell.style))


def _put(row: list[Cell], x: int, cell: Cell, width: int) -> None:
    """Note a written cell; the other half of a wide character that it broke is unknown from now on."""
    if not row[x].text and x:
        row[x - 1] = UNKNOWN
    row[x] = cell
    if width == 2:
        row[x + 1] = UNKNOWN


def _move(cursor: tuple[int, int], x: int, y: int, row: list[Cell], written: CellStyle) -> str:
    """Return the shortest sequence that moves the cursor to a cell; unchanged cells may be written again for it."""
    if cursor == (x, y):
        return ""
    gap = x - cursor[0]
    if cursor[1] != y or gap < 0:
        return f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H"
    jump = f"\x1b[{gap}C" if gap > 1 else "\x1b[C"
    between = row[cursor[0] : x] if gap <= NEAR_CELLS else []
    again = "".join(cell.text for cell in between if len(cell.text) == 1 and _looks_the_same(written, cell))
    return again if len(again) == gap and len(again.encode()) <= len(jump) else jump


def commonest_blank(pieces: Iterable[Piece], system: ColorSystem) -> CellStyle:
    """Return the style of most blanks of these pieces: clearing the screen with it leaves the least to write."""
    found: Counter[CellStyle] = Counter()
    for _x, _y, segments in pieces:
        for text, style, control in segments:
            if not control:
                found[cell_styles(style, system)[1]] += text.count(" ")
    commonest = found.most_common(1)[0][0] if found else PLAIN
    return commonest if not commonest.attributes else PLAIN
