"""Define a figure: a body in poses, what it leans on, the muscle that works, and the way it moves.

Points are (right, down) in hundredths of a standing person; a picture shows all that is drawn, as large as fits.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

Point = tuple[float, float]
Line = tuple[Point, ...]
Pose = tuple[tuple[str, Point], ...]
"""The joints of a pose, each as (joint, point)."""

JOINTS = (
    "head", "nose", "neck", "chest", "hip",
    "shoulder", "elbow", "hand", "fingers", "knee", "ankle", "toe",
    "shoulder2", "elbow2", "hand2", "fingers2", "knee2", "ankle2", "toe2",
)  # fmt: skip
"""Joints that a pose may name; those with a 2 are the far side, in a view from the front the person's left."""


class View(StrEnum):
    """The side from which a body is seen, or the one part of it that is shown."""

    SIDE = "side"
    FRONT = "front"
    BACK = "back"
    HAND = "hand"
    FOOT = "foot"


class Ink(StrEnum):
    """The ink of a dot, by what it belongs to; the theme has a colour for each."""

    PROP = "prop"
    FAR = "far"
    HAIR = "hair"
    HELPER = "helper"
    """The other hand, which helps; a gap tells it from the one that is helped."""
    NEAR = "near"
    MUSCLE = "muscle"
    ARROW = "arrow"


class PropKind(StrEnum):
    """A thing that a body lies, sits or leans on, or holds."""

    FLOOR = "floor"
    WALL = "wall"
    CHAIR = "chair"
    STOOL = "stool"
    BED = "bed"
    MATTRESS = "mattress"
    MAT = "mat"
    PILLOW = "pillow"
    STEP = "step"
    BALL = "ball"
    PACK = "pack"
    TOWEL = "towel"
    TABLE = "table"


class Prop(NamedTuple):
    """A thing: where it is and how large."""

    kind: PropKind
    at: Point
    """What this point is, is said by each function of `props.py`."""
    held: Point | None = None
    """Where it is in the pose that is held, if it moves."""
    size: Point | None = None
    """Its width and height; None takes the usual ones."""
    line: Line = ()
    """The points of a towel or pack, which have no usual shape."""
    faces: str = "right"
    """Where a person on it looks, or a wall: left, right or front."""
    is_in_front: bool = False
    """True if it covers the body."""


class Part(NamedTuple):
    """A smooth outline, or a limb of several widths, for what no joint describes: a palm, a finger, a sole."""

    ink: Ink
    begins: Line
    held: Line
    """The same points in the pose that is held."""
    widths: tuple[float, ...] = ()
    """The width at each point of a limb; empty for an outline."""
    is_behind: bool = False
    """True if the body covers it."""
    is_joined: bool = False
    """True if it grows out of what lies under it: no gap around it."""


class Muscle(NamedTuple):
    """The part of a limb that works or lets go."""

    start: str
    end: str
    half: str = "whole"
    """front or back; in a view from the front outer or inner, of the trunk near or far; or whole."""
    first: float = 0.08
    last: float = 0.75
    """The part of the way from the first joint to the second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A movement, drawn for the person's right side; for the left it is mirrored."""

    id: str
    says: str
    """The description, for a person who cannot see the drawing."""
    view: View = View.SIDE
    faces: str = "right"
    """Where the body looks in a view from the side."""
    frame: tuple[Point, Point] | None = None
    """The corners of what is shown; None shows all that is drawn."""
    poses: tuple[Pose, ...] = ()
    """Key poses in their order; the last one is held."""
    props: tuple[Prop, ...] = ()
    parts: tuple[Part, ...] = ()
    muscles: tuple[Muscle, ...] = ()
    arrows: tuple[Line, ...] = ()
    """The directions of pull or motion, each a smooth line to its head."""

    @property
    def moves(self) -> bool:
        """True if there is a movement before the held pose."""
        return (
            len(self.poses) > 1
            or any(part.begins != part.held for part in self.parts)
            or any(prop.held is not None for prop in self.props)
        )
