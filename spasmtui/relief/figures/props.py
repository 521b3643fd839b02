"""Build the pieces of props: thin, dim, and to be recognised."""

from collections.abc import Callable
from math import ceil

from spasmtui.relief.figures.model import Ink, Line, Point, Prop, PropKind
from spasmtui.relief.figures.pieces import Capsule, Outline, Piece, Solid, along, moved, stroke, turned
from spasmtui.ui.drawing.shapes import smooth

THIN = 0.7
THICK = 1.3
HIGHEST_FILLED = 15.0
"""The height up to which the inside of a thing is shaded."""
FLOOR = 97.0
"""Where the floor is for a body that stands."""


def prop_pieces(prop: Prop, corners: tuple[Point, Point] | None) -> tuple[Piece, ...]:
    """Return the pieces of a prop.

    Args:
        prop: what it is and where.
        corners: the picture that a floor or wall runs through; None while it is measured.
    """
    if prop.kind is PropKind.FLOOR:
        return _floor(prop, corners)
    if prop.kind is PropKind.WALL:
        return _wall(prop, corners)
    return _KINDS[prop.kind](prop)


def _floor(prop: Prop, corners: tuple[Point, Point] | None) -> tuple[Piece, ...]:
    y = prop.at[1]
    if corners is None:
        at = Capsule((prop.at[0], y), THIN, (prop.at[0], y), THIN)
        return (Piece(ink=Ink.PROP, solids=(at,)),) if prop.at[0] else ()
    return (_lines(((corners[0][0], y), (corners[1][0], y)), is_framed=False),)


def _wall(prop: Prop, corners: tuple[Point, Point] | None) -> tuple[Piece, ...]:
    """Return a wall: its face, and strokes behind it."""
    x, floor = prop.at
    away = -1.0 if prop.faces == "left" else 1.0
    top = floor - (prop.size[1] if prop.size else 90.0)
    if corners is not None and prop.size is None:
        top = corners[0][1]
    face = Capsule((x, top), THIN, (x, floor), THIN)
    hatch = tuple(
        Capsule((x, floor - step * 9.0), 0.4, (x + away * 6.0, floor - step * 9.0 - 6.0), 0.4)
        for step in range(max(1, ceil((floor - top - 6.0) / 9.0)))
    )
    return (Piece(ink=Ink.PROP, solids=(face, *hatch)),)


def _chair(prop: Prop) -> tuple[Piece, ...]:
    """Return a chair; its point is the middle of the seat's top."""
    x, y = prop.at
    wide, high = prop.size or (26.0, 34.0)
    if prop.faces == "front":
        posts = tuple(
            Capsule((x + side * wide / 2, y - high), THICK, (x + side * wide / 2, FLOOR), THICK) for side in (-1, 1)
        )
        rails = tuple(Capsule((x - wide / 2, at), THICK, (x + wide / 2, at), THICK) for at in (y - high, y, y + 1.5))
        return (Piece(ink=Ink.PROP, solids=(*posts, *rails)),)
    back = -1.0 if prop.faces == "right" else 1.0
    rear, front = x + back * wide / 2, x - back * wide / 2
    solids: tuple[Solid, ...] = (
        Capsule((rear, y + 1.6), 1.6, (front, y + 1.6), 1.6),
        Capsule((rear + back * 3.0, y - high), 1.5, (rear, y + 1.6), 1.5),
        Capsule((rear, y), THICK, (rear + back * 2.0, FLOOR), THICK),
        Capsule((front + back * 1.5, y), THICK, (front, FLOOR), THICK),
    )
    return (Piece(ink=Ink.PROP, solids=solids),)


def _stool(prop: Prop) -> tuple[Piece, ...]:
    """Return a stool; its point is the middle of the seat's top."""
    x, y = prop.at
    half = (prop.size or (30.0, 0.0))[0] / 2
    legs = tuple(Capsule((x + side * half * 0.8, y), THICK, (x + side * half, FLOOR), THICK) for side in (-1, 1))
    return (Piece(ink=Ink.PROP, solids=(Capsule((x - half, y + 1.6), 1.6, (x + half, y + 1.6), 1.6), *legs)),)


def _bed(prop: Prop) -> tuple[Piece, ...]:
    """Return a bed: a mattress on a frame with a head; its point is the left end of the mattress's top."""
    x, y = prop.at
    wide, thick = prop.size or (150.0, 9.0)
    frame = (
        Capsule((x - 2.5, y - 13.0), 1.5, (x - 2.5, y + thick + 8.0), 1.5),
        Capsule((x + wide + 2.0, y + 2.0), 1.5, (x + wide + 2.0, y + thick + 8.0), 1.5),
        Capsule((x - 2.5, y + thick + 2.0), 1.0, (x + wide + 2.0, y + thick + 2.0), 1.0),
    )
    return (*_mattress(prop), Piece(ink=Ink.PROP, solids=frame))


def _mattress(prop: Prop) -> tuple[Piece, ...]:
    """Return a mattress; its point is the left end of its top."""
    wide, thick = prop.size or (150.0, 9.0)
    return _filled(_rectangle(prop.at, wide, thick))


def _mat(prop: Prop) -> tuple[Piece, ...]:
    """Return a mat; its point is the left end of its top."""
    wide, thick = prop.size or (150.0, 2.6)
    x, y = prop.at
    half = thick / 2
    return (Piece(ink=Ink.PROP, solids=(Capsule((x, y + half), half, (x + wide, y + half), half),)),)


def _pillow(prop: Prop) -> tuple[Piece, ...]:
    """Return a pillow or cushion; its point is its middle."""
    wide, high = prop.size or (24.0, 8.0)
    x, y = prop.at
    return _filled(
        smooth((
            (x - wide / 2, y - high * 0.3), (x, y - high / 2), (x + wide / 2, y - high * 0.3),
            (x + wide / 2, y + high * 0.4), (x, y + high / 2), (x - wide / 2, y + high * 0.4),
        ))
    )  # fmt: skip


def _step(prop: Prop) -> tuple[Piece, ...]:
    """Return a step; its point is the left end of its top."""
    wide, high = prop.size or (40.0, FLOOR - prop.at[1])
    return _filled(_rectangle(prop.at, wide, high))


def _ball(prop: Prop) -> tuple[Piece, ...]:
    """Return a ball; its point is its middle."""
    radius = (prop.size or (16.0, 16.0))[0] / 2
    x, y = prop.at
    circle = smooth(((x - radius, y), (x, y - radius), (x + radius, y), (x, y + radius)))
    seam = stroke(((x - radius * 0.6, y - radius * 0.7), (x, y), (x + radius * 0.6, y + radius * 0.7)), THIN)
    return (*_filled(circle), Piece(ink=Ink.PROP, solids=seam))


def _pack(prop: Prop) -> tuple[Piece, ...]:
    """Return a pack along its line, with strokes across it."""
    thick = (prop.size or (0.0, 8.0))[1]
    start, end = prop.line[0], prop.line[-1]
    way = along(start, end)
    across = turned(way, 1.0)
    edge = (
        moved(start, (across, thick / 2)), moved(end, (across, thick / 2)),
        moved(end, (across, -thick / 2)), moved(start, (across, -thick / 2)),
    )  # fmt: skip
    straps = tuple(
        Capsule(moved(at, (across, thick / 2 + 0.8)), 1.0, moved(at, (across, -thick / 2 - 0.8)), 1.0)
        for at in (moved(start, (way, 5.0)), moved(end, (way, -5.0)))
    )
    return (
        Piece(ink=None, solids=(Outline(edge),)),
        Piece(ink=Ink.PROP, solids=(*stroke((*edge, edge[0]), 0.8), *straps), gap=(Outline(edge),)),
    )


def _towel(prop: Prop) -> tuple[Piece, ...]:
    """Return a towel along its line."""
    return (Piece(ink=Ink.PROP, solids=stroke(smooth(prop.line, is_closed=False), (prop.size or (2.2, 0))[0] / 2)),)


def _table(prop: Prop) -> tuple[Piece, ...]:
    """Return a table; its point is the middle of its top."""
    x, y = prop.at
    wide, high = prop.size or (60.0, FLOOR - prop.at[1])
    legs = tuple(
        Capsule((x + side * (wide / 2 - 4), y), THICK, (x + side * (wide / 2 - 4), y + high), THICK) for side in (-1, 1)
    )
    return (Piece(ink=Ink.PROP, solids=(Capsule((x - wide / 2, y + 1.4), 1.4, (x + wide / 2, y + 1.4), 1.4), *legs)),)


def _rectangle(at: Point, wide: float, high: float) -> Line:
    x, y = at
    return ((x, y), (x + wide, y), (x + wide, y + high), (x, y + high))


def _filled(edge: Line) -> tuple[Piece, ...]:
    """Return an outline, with few dots in it unless it is seen from above."""
    if max(y for _, y in edge) - min(y for _, y in edge) > HIGHEST_FILLED:
        return (_lines((*edge, edge[0])),)
    return (
        Piece(ink=Ink.PROP, solids=(Outline(edge),), is_filled=False),
        Piece(ink=Ink.PROP, solids=stroke((*edge, edge[0]), THIN)),
    )


def _lines(points: Line, *, is_framed: bool = True) -> Piece:
    return Piece(ink=Ink.PROP, solids=stroke(points, THIN), is_framed=is_framed)


_KINDS: dict[PropKind, Callable[[Prop], tuple[Piece, ...]]] = {
    PropKind.CHAIR: _chair,
    PropKind.STOOL: _stool,
    PropKind.BED: _bed,
    PropKind.MATTRESS: _mattress,
    PropKind.MAT: _mat,
    PropKind.PILLOW: _pillow,
    PropKind.STEP: _step,
    PropKind.BALL: _ball,
    PropKind.PACK: _pack,
    PropKind.TOWEL: _towel,
    PropKind.TABLE: _table,
}
