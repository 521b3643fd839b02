"""Build a head: a face that shows which way it looks, with hair at its back."""

from spasmtui.relief.figures.model import Ink, Point
from spasmtui.relief.figures.pieces import Capsule, Outline, Piece, Solid, along, chain, moved, turned
from spasmtui.ui.drawing.shapes import smooth

PROFILE = 3.6
"""Units of the nose from the middle of a face beyond which it is seen from the side."""

MOUTH_DOTS = 0.8
"""Dots to a unit from which a mouth is a line and no hole."""
MOUTH_DOTS_TILTED = 2.0
"""The same of a head that leans to one side: a slanted line needs more dots."""
TILTED = 0.3
"""Sine of the angle to the upright from which a head leans."""


def head_pieces(
    head: Point, neck: Point | None, nose: Point | None, facing: float, *, is_from_behind: bool = False
) -> tuple[Piece, ...]:
    """Return the pieces of a head.

    Args:
        head: its middle.
        neck: where it stands; None takes it from below.
        nose: where it looks; None looks ahead.
        facing: 1 looks to the right of a body that stands, -1 to the left, 0 at the reader.
        is_from_behind: it is seen from behind.
    """
    up = along(neck, head) if neck is not None else (0.0, -1.0)
    if facing:
        return _profile(head, up, _front_of(head, up, nose, facing))
    right = (-up[1], up[0])
    shift = 0.0 if nose is None else (nose[0] - head[0]) * right[0] + (nose[1] - head[1]) * right[1]
    if abs(shift) > PROFILE:
        return _profile(head, up, (right[0] * _sign(shift), right[1] * _sign(shift)))
    return _behind(head, up) if is_from_behind else _face(head, up, right, shift)


def _front_of(head: Point, up: Point, nose: Point | None, facing: float) -> Point:
    return along(head, nose) if nose is not None else turned((-up[0], -up[1]), facing)


def _sign(number: float) -> float:
    return 1.0 if number > 0 else -1.0


def _profile(head: Point, neck_up: Point, front: Point) -> tuple[Piece, ...]:
    """Return a head from the side: skull, jaw, nose, hair at the back, an eye."""
    up = (front[1], -front[0])
    if up[0] * neck_up[0] + up[1] * neck_up[1] < 0:
        up = (-up[0], -up[1])
    skull: tuple[Solid, ...] = (
        Capsule(moved(head, (up, 1.4), (front, -1.0)), 6.6, moved(head, (up, 0.6), (front, 0.8)), 6.0),
        Capsule(moved(head, (front, 0.8)), 5.6, moved(head, (up, -5.6), (front, 3.4)), 1.9),
        Outline((
            moved(head, (up, 1.6), (front, 5.4)), moved(head, (up, -1.9), (front, 9.2)),
            moved(head, (up, -3.0), (front, 5.0)),
        )),
    )  # fmt: skip
    hair = Outline((
        moved(head, (up, 12.0), (front, 9.0)), moved(head, (up, 4.6), (front, 5.6)),
        moved(head, (up, 3.4), (front, -0.6)),
        moved(head, (up, -3.0), (front, -2.6)), moved(head, (up, -7.0), (front, -4.0)),
        moved(head, (up, -9.0), (front, -12.0)), moved(head, (up, 12.0), (front, -12.0)),
    ))  # fmt: skip
    eye = moved(head, (up, 0.9), (front, 3.6))
    return (
        Piece(ink=Ink.NEAR, solids=skull),
        Piece(ink=Ink.HAIR, solids=(hair,), inside=skull),
        Piece(ink=None, solids=(Capsule(eye, 0.7, eye, 0.7),)),
    )


def _face(head: Point, up: Point, right: Point, shift: float) -> tuple[Piece, ...]:
    """Return a head from the front: hair above, two eyes, a nose, a mouth."""
    oval: tuple[Solid, ...] = (
        Capsule(moved(head, (up, 1.6)), 6.4, moved(head, (up, -3.2)), 4.6),
        Capsule(moved(head, (right, -6.4)), 1.2, moved(head, (right, 6.4)), 1.2),
    )
    hair = Outline(
        smooth((
            moved(head, (up, 1.5), (right, -8.0)), moved(head, (up, 4.4), (right, -4.8)),
            moved(head, (up, 4.6), (right, 1.0 + shift)), moved(head, (up, 3.4), (right, 5.2)),
            moved(head, (up, 1.5), (right, 8.0)), moved(head, (up, 12.0), (right, 9.0)),
            moved(head, (up, 12.0), (right, -9.0)),
        ))
    )  # fmt: skip
    eyes = tuple(
        Capsule(at, 0.75, at, 0.75)
        for side in (-2.8, 2.8)
        for at in (moved(head, (up, 0.8), (right, side + shift * 0.8)),)
    )
    middle = moved(head, (up, -4.0), (right, shift * 0.8))
    mouth = Capsule(moved(middle, (right, -1.6)), 0.5, moved(middle, (right, 1.6)), 0.5)
    return (
        Piece(ink=Ink.NEAR, solids=oval, gap=oval[:1], gap_units=0.5),
        Piece(ink=Ink.HAIR, solids=(hair,), inside=oval),
        Piece(ink=None, solids=eyes),
        Piece(ink=None, solids=(mouth,), least_dots=MOUTH_DOTS_TILTED if abs(up[0]) > TILTED else MOUTH_DOTS),
    )


def _behind(head: Point, up: Point) -> tuple[Piece, ...]:
    """Return a head from behind: all hair as far as the nape."""
    skull = chain([(moved(head, (up, 1.6)), 6.4), (moved(head, (up, -3.2)), 4.8)])
    return (Piece(ink=Ink.HAIR, solids=skull, gap=skull, gap_units=0.5),)
