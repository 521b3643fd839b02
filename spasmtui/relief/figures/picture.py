"""Write a figure as rows of characters: braille or ASCII."""

from functools import cache, lru_cache
from math import inf
from typing import Literal

from spasmtui.relief.figures.drawing import Drawing, draw
from spasmtui.relief.figures.model import Figure, Ink
from spasmtui.ui.drawing.dots import Run

Rows = tuple[tuple[Run, ...], ...]
"""Runs of one ink each, row by row; blanks have an empty ink."""
Characters = Literal["braille", "ascii"]
"""The characters to draw with, by what the font of the terminal has."""

_ASCII = {
    0x00: " ", 0xFF: "#", 0x01: "'", 0x1B: '"', 0x09: "^", 0x40: ".", 0xC0: "_", 0xE4: "o", 0x12: "-",
    0x36: "=", 0x47: "|", 0xB8: "|", 0x78: "/", 0x87: "\\", 0x80: ",", 0x08: "`",
}  # fmt: skip
"""Characters of ASCII, by the dots of a braille cell that they are nearest to."""
_ASCII_LINES = {dots: glyph for dots, glyph in _ASCII.items() if glyph not in 'o"^'}
"""The characters for thin things."""
_SHADES = {
    Ink.FAR: " .:::::::", Ink.HAIR: "  ''%%%%%", Ink.HELPER: "   ++++++", Ink.MUSCLE: "   **@@@@",
}  # fmt: skip
"""Inks that are told by their shade where characters are too large for a pattern, by the dots of a cell."""
_TIPS = ">v<^"
"""The heads of arrows to the right, down, to the left and up."""


DRAWINGS_KEPT = 8
"""The drawings that are kept: steps that take turns have one for each side, and each takes 8 ms."""


@lru_cache(maxsize=DRAWINGS_KEPT)
def picture(
    figure: Figure,
    columns: int,
    rows: int,
    *,
    characters: Characters = "braille",
    has_color: bool = True,
    is_mirrored: bool = False,
    into_seconds: float = inf,
) -> Rows:
    """Return the rows of a figure, as large as fits.

    Args:
        figure: the figure to draw.
        columns: the available width in cells.
        rows: the available height in cells.
        characters: what the font has.
        has_color: whether inks are told by their colours; otherwise by patterns.
        is_mirrored: draw it for the left side of the body.
        into_seconds: seconds since the movement began; by default the held pose.
    """
    is_braille = characters == "braille"
    drawing = draw(
        figure, columns, rows, has_color=has_color or not is_braille, is_mirrored=is_mirrored, into_seconds=into_seconds
    )  # fmt: skip
    found = drawing.grid.runs()
    if is_braille:
        return found
    written = tuple(tuple((_translated(text, ink), ink) for text, ink in row) for row in found)
    return _with_tips(written, drawing)


def _translated(text: str, ink: str) -> str:
    return "".join(_character(ord(character) - 0x2800, ink) for character in text) if ink else text


@cache
def _character(dots: int, ink: str) -> str:
    """Return the character that is nearest to the dots of a cell."""
    if (shades := _SHADES.get(Ink(ink))) is not None:
        return shades[dots.bit_count()]
    glyphs = _ASCII_LINES if ink in (Ink.PROP, Ink.ARROW) else _ASCII
    return glyphs[min(glyphs, key=lambda at: ((at ^ dots).bit_count(), at == 0))]


def _with_tips(rows: Rows, drawing: Drawing) -> Rows:
    """Put a head on each arrow; its own few dots are too coarse for these characters."""
    cells = [[(character, ink) for text, ink in row for character in text] for row in rows]
    for x, y, quarter in drawing.tips:
        if 0 <= y < len(cells) and 0 <= x < len(cells[y]):
            cells[y][x] = (_TIPS[quarter], Ink.ARROW.value)
    return tuple(_runs(row) for row in cells)


def _runs(cells: list[tuple[str, str]]) -> tuple[Run, ...]:
    found: list[Run] = []
    for character, ink in cells:
        if found and found[-1][1] == ink:
            found[-1] = (found[-1][0] + character, ink)
        else:
            found.append((character, ink))
    return tuple(found)
