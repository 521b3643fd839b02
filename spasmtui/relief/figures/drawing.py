"""Draw a figure on a grid of dots: all that belongs to it, as large as fits."""

from math import atan2, ceil, dist, inf, pi
from typing import NamedTuple

from spasmtui.relief.figures.body import body_pieces
from spasmtui.relief.figures.model import Figure, Ink, Line, Part, Point
from spasmtui.relief.figures.motion import part_at, pose_at, prop_at
from spasmtui.relief.figures.pieces import Outline, Piece, Scale, Solid, along, box, chain, moved, stroke, turned
from spasmtui.relief.figures.props import prop_pieces
from spasmtui.ui.drawing.dots import CHECKED, DOTS_ACROSS, DOTS_DOWN, SOLID, SPARSE, DotGrid, Pattern
from spasmtui.ui.drawing.shapes import Shape, smooth

STRIPES: Pattern = ((1, 1), (0, 0))
"""Every other row: the muscle, where no colour lights it."""
MARGIN = 1.0
"""Units around a picture."""
ARROW_HEAD = 0.12
"""The length of an arrow's head, of the height of the picture."""
LEAST_ARROW_HEAD = 9.0
"""The same in units."""


class Drawing(NamedTuple):
    """A picture, and where its arrows end."""

    grid: DotGrid
    tips: tuple[tuple[int, int, int], ...]
    """Column, row, and quarters of a turn from the right: 0 right, 1 down, 2 left, 3 up."""


def draw(
    figure: Figure,
    columns: int,
    rows: int,
    *,
    has_color: bool = True,
    is_mirrored: bool = False,
    into_seconds: float = inf,
) -> Drawing:
    """Return a picture of at most so many cells, as large as fits.

    Args:
        figure: the figure to draw.
        columns: the available width in cells.
        rows: the available height in cells.
        has_color: whether the muscle is told by its colour; otherwise it is striped.
        is_mirrored: draw it for the left side of the body.
        into_seconds: seconds since the movement began; by default the held pose.
    """
    corners = frame_of(figure)
    wide, high = corners[1][0] - corners[0][0], corners[1][1] - corners[0][1]
    dots = min(columns * DOTS_ACROSS / wide, rows * DOTS_DOWN / high)
    grid = DotGrid(
        max(1, min(columns, ceil(wide * dots / DOTS_ACROSS - 1e-6))),
        max(1, min(rows, ceil(high * dots / DOTS_DOWN - 1e-6))),
    )
    scale = Scale(
        size=grid.size,
        left=corners[0][0] - (grid.size[0] / dots - wide) / 2,
        top=corners[0][1] - (grid.size[1] / dots - high),
        dots_per_unit=dots,
        is_mirrored=is_mirrored,
    )
    for piece in pieces_at(figure, into_seconds, corners):
        _paint(grid, scale, piece, has_color=has_color)
    return Drawing(grid, tuple(_tip(scale, arrow) for arrow in figure.arrows))


def _tip(scale: Scale, arrow: Line) -> tuple[int, int, int]:
    """Return the cell in which an arrow ends, and where it points."""
    (x, y), (before_x, before_y) = scale.at(arrow[-1]), scale.at(arrow[-2])
    quarter = round(atan2(y - before_y, x - before_x) / (pi / 2)) % 4
    back = (0.5, 0.0, -0.5, 0.0)[quarter], (0.0, 0.5, 0.0, -0.5)[quarter]
    return int((x - back[0]) // DOTS_ACROSS), int((y - back[1]) // DOTS_DOWN), quarter


def pieces_at(
    figure: Figure, into_seconds: float = inf, corners: tuple[Point, Point] | None = None
) -> tuple[Piece, ...]:
    """Return all pieces in the order of painting: props, far side, trunk, near side, what lies in front, arrows."""
    props = [(prop.is_in_front, prop_pieces(prop_at(prop, into_seconds), corners)) for prop in figure.props]
    parts = [(not part.is_behind, _part_pieces(part, part_at(part, into_seconds))) for part in figure.parts]
    body = body_pieces(figure, dict(pose_at(figure, into_seconds)))
    return (
        *(piece for is_front, found in props if not is_front for piece in found),
        *(piece for is_front, found in parts if not is_front for piece in found),
        *body,
        *(piece for is_front, found in parts if is_front for piece in found),
        *(piece for is_front, found in props if is_front for piece in found),
        *(piece for arrow in figure.arrows for piece in _arrow(arrow, _arrow_head(corners))),
    )


def frame_of(figure: Figure) -> tuple[Point, Point]:
    """Return what the picture shows: all of the first pose and of the held one."""
    if figure.frame is not None:
        return figure.frame
    (left, top), (right, down) = box((*pieces_at(figure, 0.0), *pieces_at(figure)))
    return (left - MARGIN, top - MARGIN), (right + MARGIN, down + MARGIN)


def _part_pieces(part: Part, points: Line) -> tuple[Piece, ...]:
    solids: tuple[Solid, ...] = (
        chain([(at, width / 2) for at, width in zip(points, part.widths, strict=True)])
        if part.widths
        else (Outline(smooth(points)),)
    )
    return (Piece(ink=part.ink, solids=solids, gap=() if part.is_joined or part.ink is Ink.MUSCLE else solids),)


def _arrow_head(corners: tuple[Point, Point] | None) -> float:
    """Return the length of the heads of arrows, in units; a wide picture counts as the high one it is fitted like."""
    if corners is None:
        return LEAST_ARROW_HEAD
    wide, high = corners[1][0] - corners[0][0], corners[1][1] - corners[0][1]
    return max(LEAST_ARROW_HEAD, ARROW_HEAD * max(high, 0.6 * wide))


def _arrow(line: Line, long: float) -> tuple[Piece, ...]:
    """Return an arrow: a smooth shaft and a filled head."""
    points = smooth(line, is_closed=False) if len(line) > 2 else line
    tip = points[-1]
    # The head lies along the last stretch of a curve that is as long as itself, not along its very end.
    before = [point for point in points if dist(point, tip) >= long * 0.9] or [points[0]]
    way = along(before[-1], tip)
    across = turned(way, 1.0)
    neck = moved(tip, (way, -long))
    head = Outline((tip, moved(neck, (across, long * 0.6)), moved(neck, (across, -long * 0.6))))
    shaft = stroke((*before, moved(tip, (way, -long * 0.8))), long * 0.16)
    return (Piece(ink=Ink.ARROW, solids=(head, *shaft), gap=(head, *shaft)),)


def _paint(grid: DotGrid, scale: Scale, piece: Piece, *, has_color: bool) -> None:
    if scale.dots_per_unit < piece.least_dots:
        return
    shape = scale.dots(piece)
    if piece.ink is None:
        grid.clear(shape)
        return
    gap = scale.shape(piece.gap, max(1.0, piece.gap_units * scale.dots_per_unit)) if piece.gap else None
    if gap is not None:
        grid.clear(gap)
    if piece.ink is Ink.MUSCLE:
        # A cell has one colour: what a sore calf lies on would be lit with it.
        grid.clear(_stretched(shape, DOTS_DOWN - 1), Ink.PROP.value)
    if piece.ink is not Ink.PROP and not piece.inside and piece.gap != piece.solids:
        grid.clear(scale.shape(piece.solids, 1.0), Ink.PROP.value)
    grid.paint(shape, piece.ink.value, _pattern(piece, has_color=has_color))


def _stretched(shape: Shape, rows: int) -> Shape:
    """Return a shape with so many rows of dots more above and below each of its dots."""
    found = [0] * len(shape)
    for row, bits in enumerate(shape):
        for near in range(max(0, row - rows), min(len(shape), row + rows + 1)):
            found[near] |= bits
    return tuple(found)


def _pattern(piece: Piece, *, has_color: bool) -> Pattern:
    if piece.ink is Ink.FAR or (piece.ink is Ink.HAIR and not has_color):
        return CHECKED
    if piece.ink is Ink.MUSCLE and not has_color:
        return STRIPES
    return SOLID if piece.is_filled else SPARSE
