"""Compute which dots of a grid a shape covers: tapered capsules, outlines and strokes.

A `Shape` is an integer for each row of dots, its lowest bit the leftmost dot; shapes are combined by `&`, `|` and `~`.
Points are in dots from the top left; a dot is as wide as it is high, and its middle lies at half numbers.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import ceil, floor, hypot, inf, sqrt

Point = tuple[float, float]
Shape = tuple[int, ...]
Size = tuple[int, int]
"""Dots across and dots down."""

THINNEST = 0.71
"""Half the diagonal of a dot: a capsule of this radius is never interrupted."""


def capsule(size: Size, start: Point, start_radius: float, end: Point, end_radius: float) -> Shape:
    """Return the dots within a limb: all between two circles, whose radii are in dots."""
    (x1, y1), (x2, y2) = start, end
    r1, r2 = max(THINNEST, start_radius), max(THINNEST, end_radius)
    length = hypot(x2 - x1, y2 - y1)
    sides: list[tuple[Point, Point]] = []
    if length > abs(r1 - r2):
        right, down = (x2 - x1) / length, (y2 - y1) / length
        lean = (r1 - r2) / length
        across = sqrt(1 - lean * lean)
        for sign in (1, -1):
            nx, ny = right * lean - sign * down * across, down * lean + sign * right * across
            sides.append(((x1 + r1 * nx, y1 + r1 * ny), (x2 + r2 * nx, y2 + r2 * ny)))
        (one, two), (four, three) = sides
        sides += [(one, four), (two, three)]
    circles = ((start, r1), (end, r2))
    return _rows(size, lambda y: _widest(y, circles, sides))


def disc(size: Size, middle: Point, radius: float) -> Shape:
    """Return the dots within a circle."""
    return capsule(size, middle, radius, middle, radius)


def limb(size: Size, joints: Sequence[Point], radii: Sequence[float]) -> Shape:
    """Return the dots within several capsules in a row, a radius for each joint."""
    stations = list(zip(joints, radii, strict=True))
    return union(size, *(capsule(size, *one, *after) for one, after in pairwise(stations)))


def stroke(size: Size, points: Sequence[Point], radius: float = THINNEST) -> Shape:
    """Return the dots within a line of even thickness."""
    return limb(size, points, [radius] * len(points))


def outline(size: Size, points: Sequence[Point]) -> Shape:
    """Return the dots within a closed outline."""
    edges = list(pairwise([*points, points[0]]))

    def cuts(y: float) -> list[float]:
        return sorted(
            x1 + (y - y1) / (y2 - y1) * (x2 - x1) for (x1, y1), (x2, y2) in edges if (y1 <= y < y2) or (y2 <= y < y1)
        )

    rows = []
    for row in range(size[1]):
        at = cuts(row + 0.5)
        bits = 0
        for left, right in zip(at[::2], at[1::2], strict=False):
            bits |= _span(size[0], left, right)
        rows.append(bits)
    return tuple(rows)


def smooth(points: Sequence[Point], *, steps: int = 6, is_closed: bool = True) -> tuple[Point, ...]:
    """Return a line through all points without corners, `steps` points for each given one (Catmull and Rom, 1974)."""
    around = [points[-1], *points, points[0], points[1]] if is_closed else [points[0], *points, points[-1]]
    found: list[Point] = []
    for before, one, two, after in zip(around, around[1:], around[2:], around[3:], strict=False):
        for step in range(steps):
            t = step / steps
            x, y = (
                (
                    2 * one[axis]
                    + (two[axis] - before[axis]) * t
                    + (2 * before[axis] - 5 * one[axis] + 4 * two[axis] - after[axis]) * t * t
                    + (3 * one[axis] - before[axis] - 3 * two[axis] + after[axis]) * t * t * t
                )
                / 2
                for axis in (0, 1)
            )
            found.append((x, y))
    return tuple(found if is_closed else [*found, points[-1]])


def union(size: Size, *shapes: Shape) -> Shape:
    """Return the dots of any of these shapes."""
    rows = [0] * size[1]
    for shape in shapes:
        for row, bits in enumerate(shape):
            rows[row] |= bits
    return tuple(rows)


def common(one: Shape, other: Shape) -> Shape:
    """Return the dots of both shapes."""
    return tuple(bits & more for bits, more in zip(one, other, strict=True))


def without(one: Shape, other: Shape) -> Shape:
    """Return the dots of the first shape that the other does not have."""
    return tuple(bits & ~less for bits, less in zip(one, other, strict=True))


def has_dot(shape: Shape, x: int, y: int) -> bool:
    """Return whether a shape has this dot."""
    return 0 <= y < len(shape) and x >= 0 and bool(shape[y] >> x & 1)


def _widest(y: float, circles: Sequence[tuple[Point, float]], sides: Sequence[tuple[Point, Point]]) -> Point:
    """Return the left and right end of a row of a convex shape; an empty row ends before it begins."""
    left, right = inf, -inf
    for (x, middle), radius in circles:
        if (square := radius * radius - (y - middle) ** 2) >= 0:
            half = sqrt(square)
            left, right = min(left, x - half), max(right, x + half)
    for (x1, y1), (x2, y2) in sides:
        if y1 != y2 and min(y1, y2) <= y <= max(y1, y2):
            x = x1 + (y - y1) / (y2 - y1) * (x2 - x1)
            left, right = min(left, x), max(right, x)
    return left, right


def _rows(size: Size, ends: Callable[[float], Point]) -> Shape:
    return tuple(_span(size[0], *ends(row + 0.5)) for row in range(size[1]))


def _span(width: int, left: float, right: float) -> int:
    """Return the bits of the dots whose middles lie between two ends."""
    if right < left:
        return 0
    first, last = max(0, ceil(left - 0.5)), min(width - 1, floor(right - 0.5))
    return ((1 << (last - first + 1)) - 1) << first if first <= last else 0
