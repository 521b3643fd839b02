"""Draw a body of front and back on the grid of dots, lit by count, and find the place under a cell."""

from collections.abc import Mapping
from functools import lru_cache
from math import hypot
from typing import NamedTuple

from spasmtui.ui.drawing.body_regions import (
    ARM,
    CUTS,
    EYE,
    FOOT,
    HAIR_LINE,
    HALF_WIDTH,
    HEAD,
    LEG,
    MARKS,
    MOUTH,
    NECK,
    TRUNK,
    Part,
    Points,
    Side,
    View,
    side_at,
)
from spasmtui.ui.drawing.dots import CHECKED, DOTS_ACROSS, DOTS_DOWN, SOLID, DotGrid, Pattern, Run
from spasmtui.ui.drawing.shapes import Shape, Size, common, outline, smooth, stroke, union, without

VIEWS: tuple[View, ...] = ("front", "back")
SMALLEST_ROWS = 10
"""Rows below which the places of a body cannot be told from each other."""
LEVELS = 3
"""Degrees of how often, above none."""

BODY, LINE, CHOSEN = "body", "line", "chosen"
LIT = ("lit-1", "lit-2", "lit-3")
"""Names of inks: the body where nothing is recorded, its head, the chosen place, and three degrees of how often."""
_LEAST_ROWS_FOR_A_FACE = 13
_LEAST_ROWS_FOR_MARKS = 16
_PATTERNS: tuple[Pattern, ...] = (CHECKED, ((1, 1), (1, 0)), SOLID)
"""The fuller, the more often: what is told by colour is told by dots too."""
_UNKNOWN: Pattern = ((1,), (0,))
"""Lines across: recorded, but the side is not."""
_ASCII = {BODY: ".", LINE: "+", LIT[0]: "-", LIT[1]: "=", LIT[2]: "#", CHOSEN: "@"}
_BLANK = 0x2800
_QUARTERS = (0x03, 0x18, 0x44, 0xA0)
"""The dots of a quarter of a cell of braille."""
_QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"


class BodyPlace(NamedTuple):
    """A place of the body with its side, which is the person's own."""

    place: str
    side: Side


Counts = Mapping[tuple[str, str | None], int]
"""A number by place and side: `left`, `right`, `both`, or None where the side is not recorded."""


def columns_for(rows: int) -> int:
    """Return the columns of one view of a body so many rows high."""
    return 2 * round(rows * HALF_WIDTH * _breadth(rows) * DOTS_DOWN / DOTS_ACROSS)


def count_at(counts: Counts, place: str, side: str) -> int:
    """Return how often a place was recorded on this side; what was on both sides counts on either."""
    return counts.get((place, side), 0) + counts.get((place, "both"), 0)


def level_of(count: int, most: int) -> int:
    """Return the degree of a count, from 0 for none to `LEVELS` for the thirds nearest to the most."""
    return 0 if count <= 0 else min(LEVELS, 1 + (count - 1) * LEVELS // max(1, most))


def key_of(counts: Counts, *, is_ascii: bool = False) -> tuple[tuple[str, str, range | None], ...]:
    """Return what the inks of a map mean, each with a piece of it and its counts, or None where no side is known."""
    most = most_of(counts)
    key: list[tuple[str, str, range | None]] = []
    for level, (ink, pattern) in enumerate(zip(LIT, _PATTERNS, strict=True), 1):
        shown = [count for count in range(1, most + 1) if level_of(count, most) == level]
        if shown:
            piece = _ASCII[ink] * 2 if is_ascii else _piece(pattern)
            key.append((ink, piece, range(shown[0], shown[-1] + 1)))
    is_without_side = any(
        count and side is None and not all(count_at(counts, place, each) for each in ("left", "right"))
        for (place, side), count in counts.items()
    )
    # In ASCII it looks like the first degree.
    return (*key, (LIT[0], _piece(_UNKNOWN), None)) if is_without_side and not is_ascii else tuple(key)


def _piece(pattern: Pattern) -> str:
    grid = DotGrid(2, 1)
    grid.paint(((1 << grid.size[0]) - 1,) * grid.size[1], BODY, pattern)
    return "".join(text for text, _ink in grid.runs()[0])


@lru_cache(maxsize=16)
def regions(view: View, rows: int) -> Mapping[BodyPlace, Shape]:
    """Return the dots of every place that is seen from this side; no two have a dot in common."""
    parts, size = _parts(view, rows), _size(rows)
    found: dict[BodyPlace, Shape] = {}
    for place, part, area in CUTS[view]:
        half = common(parts[part], outline(size, _scaled(area, rows)))
        for is_at_right in (False, True):
            own = half if is_at_right else _mirrored(half, size)
            found[BodyPlace(place, side_at(view, is_at_right=is_at_right))] = own
    return found


@lru_cache(maxsize=256)
def middle_of(view: View, rows: int, place: BodyPlace) -> tuple[int, int]:
    """Return the column and row of the cell nearest to the middle of a place that has most of its dots."""
    cells = _cells_of(regions(view, rows)[place])
    total = sum(cells.values())
    x = sum(column * dots for (column, _), dots in cells.items()) / total
    y = sum(row * dots for (_, row), dots in cells.items()) / total
    return min(cells, key=lambda cell: (hypot(cell[0] - x, 2 * (cell[1] - y)) - cells[cell] / 4, cell))


def place_at(view: View, rows: int, column: int, row: int) -> BodyPlace | None:
    """Return the place that has most dots in a cell, else the one that has most in the cells around it."""
    shapes = regions(view, rows)
    for far_across, far_down in ((0, 0), (1, 1), (2, 1)):  # a cell is twice as high as it is broad
        dots = {
            place: sum(
                _dots_of(shape, column + across, row + down)
                for across in range(-far_across, far_across + 1)
                for down in range(-far_down, far_down + 1)
            )
            for place, shape in shapes.items()
        }
        if any(dots.values()):
            return max(dots, key=lambda place: dots[place])
    return None


def most_of(counts: Counts) -> int:
    """Return the largest number of any place and side."""
    return max((count_at(counts, place, side) for place, _ in counts for side in ("left", "right")), default=0)


def span_of_row(
    view: View, rows: int, place: BodyPlace, row: int, columns: int, *, is_at_right: bool
) -> tuple[int, bool]:
    """Return the column beside a place, away from the midline, in which a word so long begins, and whether it is blank.

    Args:
        view: from the front or from behind.
        rows: the height of the body.
        place: the place that the word belongs to.
        row: the row of cells it is written in.
        columns: its length.
        is_at_right: the place is in the right half of the picture.
    """
    own, whole = regions(view, rows)[place], silhouette(view, rows)
    width = columns_for(rows)
    covered = [column for column in range(width) if _dots_of(own, column, row)]
    start = max(covered) + 1 if is_at_right else min(covered) - columns
    return start, not any(_dots_of(whole, column, row) for column in range(start, start + columns) if column < width)


def draw_body(
    view: View,
    rows: int,
    counts: Counts,
    chosen: BodyPlace | None = None,
    *,
    is_whole: bool = False,
    is_ascii: bool = False,
) -> tuple[tuple[Run, ...], ...]:
    """Draw one view as runs of one ink each, row by row.

    Args:
        view: from the front or from behind.
        rows: its height in cells; `columns_for` has its width.
        counts: how often, by place and side.
        chosen: the place that is marked, by blocks in place of dots, so that it is seen without colour.
        is_whole: the place on its other side is marked as well, since no side was chosen.
        is_ascii: use nothing but ASCII.
    """
    grid = DotGrid(columns_for(rows), rows)
    whole = silhouette(view, rows)
    grid.paint(whole if is_ascii else without(whole, _inner(whole)), BODY)
    if rows >= _LEAST_ROWS_FOR_MARKS:
        for mark in MARKS[view]:
            half = stroke(grid.size, _scaled(mark, rows), 0)
            grid.paint(union(grid.size, half, _mirrored(half, grid.size)), BODY, CHECKED)
    _paint_head(grid, view, rows)
    most = most_of(counts)
    for place, shape in regions(view, rows).items():
        if level := level_of(count_at(counts, *place), most):
            grid.paint(shape, LIT[level - 1], _PATTERNS[level - 1])
        elif counts.get((place.place, None), 0):
            grid.paint(shape, LIT[0], _UNKNOWN)
        if place == chosen or (is_whole and chosen is not None and place.place == chosen.place):
            grid.paint(shape, CHOSEN)
    if is_ascii:
        return tuple(tuple(_plain(run) for run in row) for row in grid.runs())
    return tuple(tuple(_as_blocks(run) if run[1] == CHOSEN else run for run in row) for row in grid.runs())


@lru_cache(maxsize=16)
def silhouette(view: View, rows: int) -> Shape:
    """Return the dots of the whole body but its head."""
    size = _size(rows)
    half = union(size, *_parts(view, rows).values())
    return union(size, half, _mirrored(half, size))


@lru_cache(maxsize=16)
def whole_head(rows: int) -> Shape:
    """Return the dots of the head."""
    half = _drawn(HEAD, rows)
    return union(_size(rows), half, _mirrored(half, _size(rows)))


def _paint_head(grid: DotGrid, view: View, rows: int) -> None:
    """Paint hair all over from behind; from the front an outline with hair above, eyes and a mouth."""
    head = whole_head(rows)
    if view == "back":
        grid.paint(head, LINE)
        return
    hair = tuple(bits if row + 0.5 < HAIR_LINE * grid.size[1] else 0 for row, bits in enumerate(head))
    grid.paint(union(grid.size, without(head, _inner(head)), hair), LINE, gap=head)
    if rows >= _LEAST_ROWS_FOR_A_FACE:
        x, y = _scaled((EYE,), rows)[0]
        eye = tuple(1 << int(x) if row == int(y) else 0 for row in range(grid.size[1]))
        grid.paint(union(grid.size, eye, _mirrored(eye, grid.size), stroke(grid.size, _scaled(MOUTH, rows), 0.5)), LINE)


def _inner(shape: Shape) -> Shape:
    """Return the dots that have a neighbour on all four sides."""
    rows = (0, *shape, 0)
    return tuple(
        bits & bits << 1 & bits >> 1 & above & below for above, bits, below in zip(rows, shape, rows[2:], strict=False)
    )


@lru_cache(maxsize=16)
def _parts(view: View, rows: int) -> Mapping[Part, Shape]:
    """Return the parts of the body at the viewer's right."""
    return {
        "neck": _drawn(NECK, rows),
        "trunk": _drawn(TRUNK, rows),
        "arm": _drawn(ARM, rows),
        "leg": _drawn(LEG, rows),
        "foot": _drawn(FOOT[view], rows),
    }


def _drawn(points: Points, rows: int) -> Shape:
    return outline(_size(rows), smooth(_scaled(points, rows)))


def _size(rows: int) -> Size:
    return columns_for(rows) * DOTS_ACROSS, rows * DOTS_DOWN


def _breadth(rows: int) -> float:
    """Return how much broader than drawn a body is: a small one keeps limbs that a mouse can hit."""
    return 1 + max(0, 22 - rows) * 0.02


def _scaled(points: Points, rows: int) -> Points:
    """Return points of a body in dots; a row of dots stays blank above and below."""
    width, height = _size(rows)
    broad = (height - 1) * _breadth(rows)
    return tuple((width / 2 + x * broad, 0.5 + y * (height - 1)) for x, y in points)


def _mirrored(shape: Shape, size: Size) -> Shape:
    return tuple(int(f"{bits:0{size[0]}b}"[::-1], 2) for bits in shape)


def _dots_of(shape: Shape, column: int, row: int) -> int:
    """Return how many dots of a shape are in a cell."""
    if column < 0:
        return 0
    lines = shape[max(0, row * DOTS_DOWN) : max(0, (row + 1) * DOTS_DOWN)]
    return sum((bits >> (column * DOTS_ACROSS) & 3).bit_count() for bits in lines)


def _cells_of(shape: Shape) -> dict[tuple[int, int], int]:
    """Return how many dots of a shape are in each cell that has any."""
    cells: dict[tuple[int, int], int] = {}
    for y, bits in enumerate(shape):
        while bits:
            lowest = bits & -bits
            cell = ((lowest.bit_length() - 1) // DOTS_ACROSS, y // DOTS_DOWN)
            cells[cell] = cells.get(cell, 0) + 1
            bits ^= lowest
    return cells


def _as_blocks(run: Run) -> Run:
    """Return a run of braille as blocks, a quarter of a cell wherever it has a dot."""
    return "".join(_QUADRANTS[_quarters(ord(cell) - _BLANK)] for cell in run[0]), run[1]


def _quarters(bits: int) -> int:
    return sum(1 << place for place, quarter in enumerate(_QUARTERS) if bits & quarter)


def _plain(run: Run) -> Run:
    """Return a run as the letter of its ink, blank where a cell has a single dot."""
    text, ink = run
    return "".join(_ASCII[ink] if ink and (ord(cell) - _BLANK).bit_count() > 1 else " " for cell in text), ink
