"""Draw a figure as SVG for paper: in greys that a copier keeps, the working muscle black, the direction as an arrow."""

from __future__ import annotations

from html import escape
from math import ceil, dist, sqrt
from typing import TYPE_CHECKING

from spasmtui.relief.figures.drawing import frame_of, pieces_at
from spasmtui.relief.figures.model import Ink
from spasmtui.relief.figures.pieces import Capsule, Outline, Piece, Scale, box

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spasmtui.relief.figures.model import Figure, Line, Point
    from spasmtui.relief.figures.pieces import Solid

_PAPER = "#ffffff"
_FILLS = {
    Ink.PROP: "#9a9a9a", Ink.FAR: "#f2f2f2", Ink.HAIR: "#4a4a4a", Ink.HELPER: "#ffffff", Ink.NEAR: "#d6d6d6",
    Ink.MUSCLE: "#111111", Ink.ARROW: "#000000",
}  # fmt: skip
_EDGES = {Ink.FAR: "#8a8a8a", Ink.HELPER: "#222222", Ink.NEAR: "#222222"}
"""The colour of the edge of those inks that have one, so that white paper and grey limbs are told apart."""
_INSIDE = "#ececec"
"""The inside of a thing that is not filled."""
_EDGE_UNITS = 0.7
_ROWS_A_UNIT = 5.0
_HALF_CIRCLE = 4 / 3
"""The reach of the handles of a curve that is half a circle, in radii."""


def vector(figure: Figure, *, is_mirrored: bool = False) -> str:
    """Return the held pose of a figure as an SVG document, as large as its picture in hundredths of a person.

    Args:
        figure: the figure.
        is_mirrored: draw it for the left side of the body.
    """
    (left, top), (right, down) = corners = frame_of(figure)
    wide, high = right - left, down - top
    parts = [part for piece in pieces_at(figure, corners=corners) for part in _drawn(piece)]
    # Mirrored in the picture's own middle.
    turn = f' transform="matrix(-1 0 0 1 {_number(left + right)} 0)"' if is_mirrored else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{_number(left)} {_number(top)} {_number(wide)} '
        f'{_number(high)}" width="{_number(wide)}" height="{_number(high)}" role="img" '
        f'aria-label="{escape(figure.says)}"><g{turn}>{"".join(parts)}</g></svg>'
    )


def _drawn(piece: Piece) -> Iterable[str]:
    """Yield the elements of a piece: the paper around it, its edge, and itself."""
    path = _path(piece.solids)
    if piece.ink is None:
        yield f'<path d="{path}" fill="{_PAPER}"/>'
        return
    if piece.gap:
        yield (
            f'<path d="{_path(piece.gap)}" fill="{_PAPER}" stroke="{_PAPER}" stroke-linejoin="round" '
            f'stroke-width="{_number(2 * piece.gap_units)}"/>'
        )
    fill = _FILLS[piece.ink] if piece.is_filled else _INSIDE
    if piece.inside:
        yield f'<path d="{_cut(piece)}" fill="{fill}"/>'
        return
    if (edge := _EDGES.get(piece.ink)) is not None:
        yield (
            f'<path d="{path}" fill="{edge}" stroke="{edge}" stroke-linejoin="round" '
            f'stroke-width="{_number(2 * _EDGE_UNITS)}"/>'
        )
    yield f'<path d="{path}" fill="{fill}"/>'


def _cut(piece: Piece) -> str:
    """Return a piece that is cut to another, in rows too thin to be seen: not every reader of SVG cuts."""
    (left, top), (right, down) = box((Piece(ink=piece.ink, solids=piece.solids),))
    size = ceil((right - left) * _ROWS_A_UNIT) + 1, ceil((down - top) * _ROWS_A_UNIT) + 1
    shape = Scale(size, left, top, _ROWS_A_UNIT).dots(piece)
    high = _number(1.25 / _ROWS_A_UNIT)  # rows overlap, else a printer leaves lines between them
    found = []
    for row, bits in enumerate(shape):
        y, column = _number(top + row / _ROWS_A_UNIT), 0
        while bits >> column:
            column += _zeros(bits >> column)
            wide = _zeros(~(bits >> column))
            x, long = _number(left + column / _ROWS_A_UNIT), _number(wide / _ROWS_A_UNIT)
            found.append(f"M{x} {y}h{long}v{high}h-{long}Z")
            column += wide
    return "".join(found)


def _zeros(bits: int) -> int:
    """Return the number of zeros at the end of a number."""
    return (bits & -bits).bit_length() - 1


def _path(solids: Iterable[Solid]) -> str:
    """Return the outline of all solids together; each part goes the same way round, so that none cuts another."""
    return "".join(part for solid in solids for part in _parts(solid))


def _parts(solid: Solid) -> Iterable[str]:
    if isinstance(solid, Outline):
        yield _polygon(solid.points)
        return
    yield _circle(solid.start, solid.start_radius)
    if solid.end != solid.start:
        yield _circle(solid.end, solid.end_radius)
        if sides := _sides(solid):
            yield _polygon(sides)


def _sides(limb: Capsule) -> Line:
    """Return the four points at which the two outer tangents touch the circles; none where one holds the other."""
    (x, y), (end_x, end_y) = limb.start, limb.end
    long, first, last = dist(limb.start, limb.end), limb.start_radius, limb.end_radius
    if long <= abs(first - last):
        return ()
    across = (first - last) / long
    up = sqrt(1 - across * across)
    right, below = (end_x - x) / long, (end_y - y) / long
    one = (right * across - below * up, below * across + right * up)
    two = (right * across + below * up, below * across - right * up)
    return (
        (x + first * one[0], y + first * one[1]),
        (end_x + last * one[0], end_y + last * one[1]),
        (end_x + last * two[0], end_y + last * two[1]),
        (x + first * two[0], y + first * two[1]),
    )


def _polygon(points: Line) -> str:
    area = sum(one[0] * two[1] - two[0] * one[1] for one, two in zip(points, (*points[1:], points[0]), strict=True))
    ordered = points if area > 0 else tuple(reversed(points))
    return "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in ordered) + "Z"


def _circle(middle: Point, radius: float) -> str:
    """Return a circle of two curves, which every reader draws faster than arcs; they are 2% off at most."""
    if radius <= 0:
        return ""
    x, y = middle
    left, right = _number(x - radius), _number(x + radius)
    above, below = _number(y - radius * _HALF_CIRCLE), _number(y + radius * _HALF_CIRCLE)
    at = _number(y)
    return f"M{left} {at}C{left} {above} {right} {above} {right} {at}C{right} {below} {left} {below} {left} {at}Z"


def _number(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text
