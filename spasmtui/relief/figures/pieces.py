"""Define the pieces that a picture is painted from, in the units of a figure, and turn them into dots."""

from itertools import pairwise
from math import hypot
from typing import NamedTuple

from spasmtui.relief.figures.model import Ink, Line, Point
from spasmtui.ui.drawing.shapes import Shape, Size, capsule, common, outline, union


class Capsule(NamedTuple):
    """A tapered limb: two circles and all between them."""

    start: Point
    start_radius: float
    end: Point
    end_radius: float


class Outline(NamedTuple):
    """An area: all within a closed line."""

    points: Line


Solid = Capsule | Outline


class Piece(NamedTuple):
    """A piece of a picture, painted at once in one ink."""

    ink: Ink | None
    """None clears: an eye, a mouth."""
    solids: tuple[Solid, ...]
    inside: tuple[Solid, ...] = ()
    """What it is cut to; nothing cuts nothing."""
    gap: tuple[Solid, ...] = ()
    """What is cleared before, somewhat widened, so that its edge can be seen without colour."""
    gap_units: float = 1.5
    """How much it is widened."""
    is_filled: bool = True
    """False for the inside of a thing, which is drawn in few dots."""
    least_dots: float = 0.0
    """Dots to a unit below which it is left out: a mouth."""
    is_framed: bool = True
    """False if the picture need not be large enough for it: the floor, the wall."""


class Scale(NamedTuple):
    """The scale and the corner by which the units of a figure become dots."""

    size: Size
    left: float
    top: float
    dots_per_unit: float
    is_mirrored: bool = False

    def at(self, point: Point) -> Point:
        """Return the dots of a point."""
        x = (point[0] - self.left) * self.dots_per_unit
        return self.size[0] - x if self.is_mirrored else x, (point[1] - self.top) * self.dots_per_unit

    def shape(self, solids: tuple[Solid, ...], widened: float = 0.0) -> Shape:
        """Return the dots within any of these solids.

        Args:
            solids: in the units of the figure.
            widened: dots added around capsules.
        """
        return union(self.size, *(self._one(solid, widened) for solid in solids))

    def dots(self, piece: Piece) -> Shape:
        """Return the dots of a piece."""
        shape = self.shape(piece.solids)
        return common(shape, self.shape(piece.inside)) if piece.inside else shape

    def _one(self, solid: Solid, widened: float) -> Shape:
        if isinstance(solid, Outline):
            shape = outline(self.size, [self.at(point) for point in solid.points])
            return union(self.size, shape, *self._edge(solid, widened)) if widened else shape
        return capsule(
            self.size,
            self.at(solid.start),
            solid.start_radius * self.dots_per_unit + widened,
            self.at(solid.end),
            solid.end_radius * self.dots_per_unit + widened,
        )

    def _edge(self, solid: Outline, widened: float) -> tuple[Shape, ...]:
        points = [self.at(point) for point in solid.points]
        return tuple(
            capsule(self.size, one, widened, after, widened)
            for one, after in zip(points, [*points[1:], points[0]], strict=True)
        )


def box(pieces: tuple[Piece, ...]) -> tuple[Point, Point]:
    """Return the corners of the rectangle that holds all framed pieces."""
    lefts, tops, rights, downs = [], [], [], []
    for piece in pieces:
        if not piece.is_framed or piece.inside:
            continue
        for solid in piece.solids:
            circles = (
                [(point, 0.0) for point in solid.points]
                if isinstance(solid, Outline)
                else [(solid.start, solid.start_radius), (solid.end, solid.end_radius)]
            )
            for (x, y), radius in circles:
                lefts.append(x - radius)
                rights.append(x + radius)
                tops.append(y - radius)
                downs.append(y + radius)
    if not lefts:
        return (0.0, 0.0), (1.0, 1.0)
    return (min(lefts), min(tops)), (max(rights), max(downs))


def chain(joints: list[tuple[Point, float]]) -> tuple[Capsule, ...]:
    """Return capsules through joints, each with its radius."""
    return tuple(Capsule(*one, *after) for one, after in pairwise(joints))


def stroke(points: Line, radius: float) -> tuple[Capsule, ...]:
    """Return a line of even thickness."""
    return chain([(point, radius) for point in points])


def along(start: Point, end: Point) -> Point:
    """Return the direction from one point to another, of length 1; without a distance it points down."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    return ((end[0] - start[0]) / length, (end[1] - start[1]) / length) if length else (0.0, 1.0)


def moved(point: Point, *steps: tuple[Point, float]) -> Point:
    """Return a point after steps of so many units in each direction."""
    x, y = point
    for (right, down), distance in steps:
        x, y = x + right * distance, y + down * distance
    return x, y


def turned(direction: Point, side: float) -> Point:
    """Return a direction turned by a right angle, which is the front of one that points down when `side` is 1."""
    return direction[1] * side, -direction[0] * side


def between(start: Point, end: Point, share: float) -> Point:
    """Return the point at this share of the way."""
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
