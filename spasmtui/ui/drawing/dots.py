"""Paint shapes on a grid of dots in several inks, and give it back as rows of text, eight dots to a cell."""

from collections.abc import Sequence

from spasmtui.ui.drawing.shapes import Shape, Size

_BRAILLE = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bits of a braille character, by row and column of its dots."""
DOTS_ACROSS = 2
"""Dots of a cell, across."""
DOTS_DOWN = 4
"""Dots of a cell, down."""

_SPREAD = tuple(
    tuple(
        sum(
            (dots >> 2 * cell & 1) * left << 8 * cell | (dots >> 2 * cell + 1 & 1) * right << 8 * cell
            for cell in range(4)
        )
        for dots in range(256)
    )
    for left, right in _BRAILLE
)
"""For each row of dots in a cell, and each eight dots of a line, the bits of their four cells, a byte each."""

SOLID = ((1,),)
CHECKED = ((1, 0), (0, 1))
"""Every other dot: what lies behind, or where nothing is recorded."""
SPARSE = ((1, 0), (0, 0))
"""Every fourth dot."""
Pattern = tuple[tuple[int, ...], ...]
"""A tile of dots, repeated over a shape."""
Run = tuple[str, str]
"""Characters of a row, and the name of their ink; blanks have an empty name."""


class DotGrid:
    """A picture of dots. What is painted later covers what was painted before."""

    def __init__(self, columns: int, rows: int) -> None:
        """Begin with an empty picture of so many cells."""
        self.columns = columns
        self.rows = rows
        self.size: Size = (columns * DOTS_ACROSS, rows * DOTS_DOWN)
        self._layers: dict[str, list[int]] = {}

    def paint(self, shape: Shape, ink: str, pattern: Pattern = SOLID, gap: Shape | None = None) -> None:
        """Paint a shape.

        Args:
            shape: its dots.
            ink: the name of its ink; the caller knows which colour that is.
            pattern: the dots of the shape that are set; the others are blank.
            gap: a wider shape that is cleared first, so that its edge can be seen without colour.
        """
        self.clear(shape if gap is None else gap)
        layer = self._layers.setdefault(ink, [0] * self.size[1])
        tiles = [_tile(line, self.size[0]) for line in pattern]
        for row, bits in enumerate(shape):
            layer[row] |= bits & tiles[row % len(tiles)]

    def clear(self, shape: Shape, ink: str | None = None) -> None:
        """Make the dots of a shape blank: those of one ink, or all."""
        for name, layer in self._layers.items():
            if ink in (None, name):
                for row, bits in enumerate(shape):
                    layer[row] &= ~bits

    def runs(self) -> tuple[tuple[Run, ...], ...]:
        """Return the picture as runs of one ink each, row by row.

        A cell has one ink: that of most of its dots, of two with as many the one that was first painted later.
        """
        return tuple(self._row(row) for row in range(self.rows))

    def cell(self, column: int, row: int) -> dict[str, tuple[tuple[int, ...], ...]]:
        """Return the dots of a cell, four rows of two, for each ink that has any."""
        found = {}
        for ink, layer in self._layers.items():
            dots = tuple(
                tuple(layer[row * DOTS_DOWN + down] >> (column * DOTS_ACROSS + across) & 1 for across in (0, 1))
                for down in range(DOTS_DOWN)
            )
            if any(any(line) for line in dots):
                found[ink] = dots
        return found

    def _row(self, row: int) -> tuple[Run, ...]:
        """Return a row of cells."""
        inks = [
            (ink, self._braille(lines))
            for ink, layer in self._layers.items()
            if any(lines := layer[row * DOTS_DOWN : (row + 1) * DOTS_DOWN])
        ]
        if not inks:
            return ((" " * self.columns, ""),)
        found: list[Run] = []
        for owns in zip(*(cells for _, cells in inks), strict=True):
            bits, most, most_ink = 0, 0, ""
            for own, (ink, _) in zip(owns, inks, strict=True):
                if own:
                    bits |= own
                    if (count := own.bit_count()) >= most:
                        most, most_ink = count, ink
            character = chr(0x2800 + bits) if bits else " "
            if found and found[-1][1] == most_ink:
                found[-1] = (found[-1][0] + character, most_ink)
            else:
                found.append((character, most_ink))
        return tuple(found)

    def _braille(self, lines: Sequence[int]) -> bytes:
        """Return the bits of the braille characters of four lines of dots, a byte for each cell."""
        count = -(-self.columns // 4)
        words = zip(*(line.to_bytes(count, "little") for line in lines), strict=True)
        return b"".join(
            (_SPREAD[0][one] | _SPREAD[1][two] | _SPREAD[2][three] | _SPREAD[3][four]).to_bytes(4, "little")
            for one, two, three, four in words
        )[: self.columns]


def _tile(line: Sequence[int], width: int) -> int:
    return sum(1 << column for column in range(width) if line[column % len(line)])
