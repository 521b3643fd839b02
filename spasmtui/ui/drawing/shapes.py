"""Compute which dots of a grid a shape covers: tapered capsules, outlines and strokes.

A `Shape` is an integer for each row of dots, its lowest bit the leftmost dot; shapes are combined by `&`, `|` and `~`.
Points are in dots from the top left; a dot is as wide as it is high, and its middle lies at half numbers.
"""

from collections.abc import Sequence
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
    sides = _sides(start, r1, end, r2)
    rows = [0] * size[1]
    first, last = max(0, floor(min(y1 - r1, y2 - r2))), min(size[1], ceil(max(y1 + r1, y2 + r2)))
    # The arithmetic stands here and not in functions: this loop is most of the time of a picture.
    for row in range(first, last):
        y = row + 0.5
        left, right = inf, -inf
        if (square := r1 * r1 - (y - y1) * (y - y1)) >= 0:
            half = sqrt(square)
            left, right = x1 - half, x1 + half
        if (square := r2 * r2 - (y - y2) * (y - y2)) >= 0:
            half = sqrt(square)
            if x2 - half < left:
                left = x2 - half
            if x2 + half > right:
                right = x2 + half
        for top, bottom, at, slope in sides:
            if top <= y <= bottom:
                x = at + (y - top) * slope
                if x < left:
                    left = x
                if x > right:
                    right = x
        if left <= right:
            rows[row] = _span(size[0], left, right)
    return tuple(rows)


def _sides(start: Point, start_radius: float, end: Point, end_radius: float) -> list[tuple[float, float, float, float]]:
    """Return the lines that touch both circles, each as (top, bottom, x at the top, x a row)."""
    (x1, y1), (x2, y2) = start, end
    length = hypot(x2 - x1, y2 - y1)
    if length <= abs(start_radius - end_radius):
        return []
    right, down = (x2 - x1) / length, (y2 - y1) / length
    lean = (start_radius - end_radius) / length
    across = sqrt(1 - lean * lean)
    found = []
    for sign in (1, -1):
        nx, ny = right * lean - sign * down * across, down * lean + sign * right * across
        one = (x1 + start_radius * nx, y1 + start_radius * ny)
        two = (x2 + end_radius * nx, y2 + end_radius * ny)
        (top_x, top), (bottom_x, bottom) = sorted((one, two), key=lambda at: at[1])
        if top != bottom:
            found.append((top, bottom, top_x, (bottom_x - top_x) / (bottom - top)))
    return found


def stroke(size: Size, points: Sequence[Point], radius: float = THINNEST) -> Shape:
    """Return the dots within a line of even thickness."""
    return union(size, *(capsule(size, one, radius, after, radius) for one, after in pairwise(points)))


def outline(size: Size, points: Sequence[Point]) -> Shape:
    """Return the dots within a closed outline."""
    edges = [
        (y1, y2, x1, (x2 - x1) / (y2 - y1)) if y1 < y2 else (y2, y1, x2, (x1 - x2) / (y1 - y2))
        for (x1, y1), (x2, y2) in pairwise([*points, points[0]])
        if y1 != y2
    ]
    rows = [0] * size[1]
    if not edges:
        return tuple(rows)
    first = max(0, floor(min(edge[0] for edge in edges)))
    last = min(size[1], ceil(max(edge[1] for edge in edges)))
    for row in range(first, last):
        y = row + 0.5
        cuts = sorted(at + (y - top) * slope for top, bottom, at, slope in edges if top <= y < bottom)
        for left, right in zip(cuts[::2], cuts[1::2], strict=False):
            rows[row] |= _span(size[0], left, right)
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


def _span(width: int, left: float, right: float) -> int:
    """Return the bits of the dots whose middles lie between two ends."""
    if right < left:
        return 0
    first, last = max(0, ceil(left - 0.5)), min(width - 1, floor(right - 0.5))
    return ((1 << (last - first + 1)) - 1) << first if first <= last else 0
