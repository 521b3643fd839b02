"""Read the figure of a movement, interpolate its poses and draw it."""

from dataclasses import dataclass
from itertools import pairwise
from math import hypot, inf
from pathlib import Path
from typing import Any

from spasmtui.shared.toml_files import read_toml
from spasmtui.ui.drawing.canvas import Canvas, LineCanvas

Point = tuple[float, float]
Pose = tuple[tuple[str, Point], ...]
"""The joints of a pose, each as (joint, point)."""

LIMBS = (
    ("neck", "hip"), ("neck", "shoulder", "elbow", "hand"),
    ("neck", "shoulder2", "elbow2", "hand2"),
    ("hip", "knee", "ankle", "toe"), ("hip", "knee2", "ankle2", "toe2"),
)  # fmt: skip
"""Joints that a limb connects, in order; one that a pose does not name is skipped."""
HEAD_RADIUS = 0.068
"""Of the height of the drawing."""
MOVE_SECONDS = 0.5
"""The time of a movement from its first pose to the held one."""
MOVE_DRAWINGS = 6
"""Drawings of a movement between the two; afterwards nothing moves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A movement in a rectangle; points run from 0 to 1, to the right and down."""

    id: str
    says: str
    """The description, for a person who cannot see the drawing."""
    poses: tuple[Pose, ...]
    """Key poses in their order; the last one is held."""
    props: tuple[tuple[Point, ...], ...] = ()
    """Lines that do not move: bed, wall, chair, towel, pack."""
    shapes: tuple[tuple[tuple[Point, ...], tuple[Point, ...]], ...] = ()
    """Lines that move, each as it begins and as it is held: the outline of a foot, a thumb, a ball."""
    muscle: tuple[Point, ...] = ()
    """A line beside the muscle that works or lets go."""
    arrows: tuple[tuple[Point, Point], ...] = ()
    """The directions of pull or motion."""

    @property
    def moves(self) -> bool:
        """True if there is a movement before the held pose."""
        return len(self.poses) > 1 or bool(self.shapes)


def read_figure(folder: Path, name: str) -> Figure:
    """Read the figure of this name.

    Raises:
        DataError: its file cannot be read.
    """
    document = read_toml(folder / f"{name}.toml")
    return build_figure(document)


def build_figure(document: dict[str, Any]) -> Figure:
    """Build the figure of a shipped document, which the tests have validated."""
    return Figure(
        id=document["id"],
        says=document["says"],
        poses=tuple(tuple((joint, _point(at)) for joint, at in pose.items()) for pose in document["poses"]),
        props=tuple(tuple(_point(at) for at in prop) for prop in document.get("props", ())),
        shapes=tuple(
            (tuple(_point(at) for at in shape["from"]), tuple(_point(at) for at in shape["to"]))
            for shape in document.get("shapes", ())
        ),
        muscle=tuple(_point(at) for at in document.get("muscle", ())),
        arrows=tuple((_point(start), _point(end)) for start, end in document.get("arrows", ())),
    )


def _point(at: list[float]) -> Point:
    return float(at[0]), float(at[1])


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
    """Interpolate the joints `into_seconds` after the beginning of the movement; afterwards return the held pose."""
    way = _part_at(into_seconds) * (len(figure.poses) - 1)
    index = min(int(way), len(figure.poses) - 1)
    if index == len(figure.poses) - 1:
        return figure.poses[-1]
    before = dict(figure.poses[index])
    return tuple((joint, _between(before.get(joint, at), at, way - index)) for joint, at in figure.poses[index + 1])


def shapes_at(figure: Figure, into_seconds: float) -> tuple[tuple[Point, ...], ...]:
    """Interpolate the moving lines `into_seconds` after the beginning of the movement."""
    part = _part_at(into_seconds)
    return tuple(
        tuple(_between(begin, end, part) for begin, end in zip(*shape, strict=True)) for shape in figure.shapes
    )


def _part_at(into_seconds: float) -> float:
    return min(1.0, max(0.0, into_seconds / MOVE_SECONDS))


def _between(begin: Point, end: Point, part: float) -> Point:
    return begin[0] + (end[0] - begin[0]) * part, begin[1] + (end[1] - begin[1]) * part


def draw(figure: Figure, columns: int, rows: int, *, is_ascii: bool, into_seconds: float = inf) -> tuple[str, ...]:
    """Return the rows of a drawing, as large as fits at its proportions of two wide to one high.

    Args:
        figure: the figure to draw.
        columns: the available width in cells.
        rows: the available height in cells.
        is_ascii: draw without braille.
        into_seconds: seconds since the movement began; by default the held pose.
    """
    rows = max(1, min(rows, columns // 4 or 1))
    width = min(columns, rows * 4)
    canvas = (LineCanvas if is_ascii else Canvas)(width, rows)

    def at(point: Point) -> Point:
        return point[0] * (width - 1) + 0.5, point[1] * (rows - 1) + 0.5

    def path(points: tuple[Point, ...]) -> None:
        for one, after in pairwise(points):
            canvas.line(*at(one), *at(after))

    for line in (*figure.props, *shapes_at(figure, into_seconds)):
        path(line)
    joints = dict(pose_at(figure, into_seconds))
    for limb in LIMBS:
        named = tuple(joints[joint] for joint in limb if joint in joints)
        if limb[0] in joints:
            path(named)
    if "head" in joints:
        _head(canvas, at(joints["head"]), at(joints.get("neck", joints["head"])), HEAD_RADIUS * rows)
    _mark(canvas, [at(point) for point in figure.muscle])
    for start, end in figure.arrows:
        _arrow(canvas, at(start), at(end))
    return canvas.lines()


def _head(canvas: Canvas, at: Point, neck: Point, radius: float) -> None:
    """Draw a circle, and the line from its edge to the neck."""
    canvas.circle(*at, radius)
    right, down = neck[0] - at[0], neck[1] - at[1]
    if (length := hypot(right / 2, down)) > radius:
        edge = radius / length
        canvas.line(at[0] + right * edge, at[1] + down * edge, *neck)


def _mark(canvas: Canvas, points: list[Point]) -> None:
    """Draw dots beside a muscle."""
    for one, after in pairwise(points):
        steps = max(2, round(max(abs(after[0] - one[0]), 2 * abs(after[1] - one[1]))))
        for step in range(steps + 1):
            part = step / steps
            canvas.dot(one[0] + (after[0] - one[0]) * part, one[1] + (after[1] - one[1]) * part)


def _arrow(canvas: Canvas, start: Point, end: Point) -> None:
    canvas.line(*start, *end)
    back_x, back_y = start[0] - end[0], (start[1] - end[1]) * 2
    length = max(0.1, (back_x**2 + back_y**2) ** 0.5)
    back_x, back_y = back_x / length * 2, back_y / length * 2
    for across in (1, -1):
        barb_x, barb_y = back_x * 0.8 - across * back_y * 0.6, back_y * 0.8 + across * back_x * 0.6
        canvas.line(*end, end[0] + barb_x, end[1] + barb_y / 2)
