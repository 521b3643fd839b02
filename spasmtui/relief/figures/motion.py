"""Say where joints, parts and props are at each moment of a movement, and when the next drawing is due."""

from dataclasses import replace
from math import inf

from spasmtui.relief.figures.model import Figure, Ink, Line, Part, Pose, Prop
from spasmtui.relief.figures.pieces import between

MOVE_SECONDS = 0.5
"""The time of a movement from its first pose to the held one."""
MOVE_DRAWINGS = 2
"""Drawings of a movement between the two; afterwards nothing moves. More cost more than a step may write."""


def drawn_at(figure: Figure, into_seconds: float) -> float:
    """Return the moment of the movement that is drawn `into_seconds` after its beginning; inf is the held pose."""
    if not figure.moves or into_seconds >= MOVE_SECONDS:
        return inf
    return max(0, int(into_seconds / MOVE_SECONDS * MOVE_DRAWINGS)) * MOVE_SECONDS / MOVE_DRAWINGS


def seconds_to_next_drawing(figure: Figure, into_seconds: float) -> float | None:
    """Return the seconds until the next drawing is due; None when the figure rests."""
    moment = drawn_at(figure, into_seconds)
    return None if moment == inf else moment + MOVE_SECONDS / MOVE_DRAWINGS - into_seconds


def pose_at(figure: Figure, into_seconds: float) -> Pose:
    """Interpolate the joints `into_seconds` after the beginning of the movement; afterwards return the held pose.

    A joint that only the later pose names is left out until that one is reached.
    """
    if not figure.poses:
        return ()
    way = _share(into_seconds) * (len(figure.poses) - 1)
    index = min(int(way), len(figure.poses) - 1)
    if index == len(figure.poses) - 1:
        return figure.poses[-1]
    before = dict(figure.poses[index])
    return tuple(
        (joint, between(before[joint], at, way - index)) for joint, at in figure.poses[index + 1] if joint in before
    )


def eased(figure: Figure) -> Figure:
    """Return the way back from the held pose to the first, with nothing worked, pulled or laid on: a rest after it."""
    return replace(
        figure,
        poses=figure.poses[::-1],
        parts=tuple(
            part._replace(begins=part.held, held=part.begins)
            for part in figure.parts
            if part.ink not in (Ink.MUSCLE, Ink.ARROW)
        ),
        props=tuple(
            prop if prop.held is None else prop._replace(at=prop.held, held=prop.at)
            for prop in figure.props
            if not prop.is_in_front
        ),
        muscles=(),
        arrows=(),
    )


def part_at(part: Part, into_seconds: float) -> Line:
    """Interpolate the points of a part."""
    return tuple(between(begin, end, _share(into_seconds)) for begin, end in zip(part.begins, part.held, strict=True))


def prop_at(prop: Prop, into_seconds: float) -> Prop:
    """Return a prop where it is at this moment."""
    if prop.held is None:
        return prop
    return prop._replace(at=between(prop.at, prop.held, _share(into_seconds)))


def _share(into_seconds: float) -> float:
    return min(1.0, max(0.0, into_seconds / MOVE_SECONDS))
