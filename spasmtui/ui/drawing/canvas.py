"""Draw lines and circles as text: braille dots, eight to a cell, or ASCII where there is no braille."""

from math import cos, hypot, pi, sin

_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bits of a braille character, by row and column of its dots."""


class Canvas:
    """A drawing in braille. Points are in cells, from the top left; a cell is twice as high as it is wide."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns = columns
        self.rows = rows
        self._cells: dict[tuple[int, int], int] = {}

    def dot(self, x: float, y: float) -> None:
        """Set the dot nearest to a point; a point outside is ignored."""
        column, row = round(x * 2 - 0.5), round(y * 4 - 0.5)
        if 0 <= column < self.columns * 2 and 0 <= row < self.rows * 4:
            cell = (column // 2, row // 4)
            self._cells[cell] = self._cells.get(cell, 0) | _DOTS[row % 4][column % 2]

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a line from one point to another."""
        steps = max(1, round(max(abs(x2 - x1) * 2, abs(y2 - y1) * 4)))
        for step in range(steps + 1):
            part = step / steps
            self.dot(x1 + (x2 - x1) * part, y1 + (y2 - y1) * part)

    def circle(self, x: float, y: float, radius: float) -> None:
        """Draw a circle around a point; the radius is in cell heights."""
        steps = max(8, round(radius * 24))
        for step in range(steps):
            angle = 2 * pi * step / steps
            self.dot(x + 2 * radius * cos(angle), y + radius * sin(angle))

    def lines(self) -> tuple[str, ...]:
        """Return the drawing, a string a row."""
        return tuple(
            "".join(
                chr(0x2800 + self._cells[column, row]) if (column, row) in self._cells else " "
                for column in range(self.columns)
            )
            for row in range(self.rows)
        )


class LineCanvas(Canvas):
    """A drawing in ASCII: one character a cell, chosen by the slope of the line through it."""

    def __init__(self, columns: int, rows: int) -> None:
        super().__init__(columns, rows)
        self._characters: dict[tuple[int, int], str] = {}

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a line from one point to another."""
        mark = _slope(x2 - x1, y2 - y1)
        steps = max(1, round(max(abs(x2 - x1), abs(y2 - y1)) * 2))
        for step in range(steps + 1):
            part = step / steps
            self._put(x1 + (x2 - x1) * part, y1 + (y2 - y1) * part, mark)

    def circle(self, x: float, y: float, radius: float) -> None:
        """Draw a circle around a point; a small one is the letter O."""
        if radius < 0.9:
            self._put(x, y, "O")
            return
        steps = max(8, round(radius * 12))
        for step in range(steps):
            angle = 2 * pi * step / steps
            self._put(x + 2 * radius * cos(angle), y + radius * sin(angle), "o")

    def dot(self, x: float, y: float) -> None:
        """Set a dot."""
        self._put(x, y, ".")

    def _put(self, x: float, y: float, mark: str) -> None:
        cell = (int(x), int(y))
        if 0 <= cell[0] < self.columns and 0 <= cell[1] < self.rows:
            self._characters[cell] = mark

    def lines(self) -> tuple[str, ...]:
        """Return the drawing, a string a row."""
        return tuple(
            "".join(self._characters.get((column, row), " ") for column in range(self.columns))
            for row in range(self.rows)
        )


def _slope(right: float, down: float) -> str:
    """Return the character whose stroke is nearest to this slope, in cells twice as high as wide."""
    down *= 2
    length = hypot(right, down)
    if length == 0 or abs(down) / length < 0.38:
        return "-" if length else "."
    if abs(right) / length < 0.38:
        return "|"
    return "\\" if (right > 0) == (down > 0) else "/"
