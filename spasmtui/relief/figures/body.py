"""Build the pieces of a body from its joints: trunk, head, limbs, and the muscle lit inside its limb."""

from spasmtui.relief.figures.head import head_pieces
from spasmtui.relief.figures.model import Figure, Ink, Muscle, Point, View
from spasmtui.relief.figures.pieces import (
    Capsule,
    Outline,
    Piece,
    Solid,
    along,
    between,
    chain,
    moved,
    turned,
)
from spasmtui.ui.drawing.shapes import smooth

Joints = dict[str, Point]

SHOULDER, ELBOW, WRIST = 3.5, 2.8, 2.2
HIP, KNEE, ANKLE = 6.3, 4.5, 2.9
FAR_SHARE = 0.88
"""The far side is a little thinner."""
HIP_ACROSS = 5.2
"""From the middle to the hip joint, seen from the front."""


def body_pieces(figure: Figure, joints: Joints) -> tuple[Piece, ...]:
    """Return the pieces of a body in the order of painting: far, trunk and head, near."""
    if figure.view in (View.FRONT, View.BACK):
        return _front(figure, joints)
    return _side(figure, joints)


def _side(figure: Figure, joints: Joints) -> tuple[Piece, ...]:
    facing = -1.0 if figure.faces == "left" else 1.0
    found: list[Piece] = []
    shoulder = joints.get("shoulder", joints.get("neck"))
    hip = joints.get("hip")
    for mark, ink, part in (("2", Ink.FAR, "leg"), ("2", Ink.FAR, "arm"), ("", Ink.NEAR, "trunk"),
                            ("", Ink.NEAR, "leg"), ("", Ink.NEAR, "arm")):  # fmt: skip
        if part == "trunk":
            found += _side_trunk(figure, joints, facing)
        elif part == "leg" and hip is not None:
            found += _leg(figure, joints, hip, mark, ink, facing)
        elif part == "arm" and (root := joints.get(f"shoulder{mark}", shoulder)) is not None:
            found += _arm(figure, joints, root, mark, ink, facing)
    return tuple(found)


def _side_trunk(figure: Figure, joints: Joints, facing: float) -> list[Piece]:
    found: list[Piece] = []
    if "neck" in joints and "hip" in joints:
        neck, hip = joints["neck"], joints["hip"]
        down = along(neck, hip)
        front = turned(down, facing)
        middle = joints.get("chest", between(neck, hip, 0.34))
        waist = between(middle, hip, 0.55)
        solids: list[Solid] = list(
            chain([
                (moved(neck, (down, 2.5)), 4.6),
                (moved(middle, (front, 0.5)), 6.1),
                (waist, 5.3),
                (hip, 6.6),
            ])
        )
        solids.append(Capsule(moved(hip, (front, -1.2)), 6.4, moved(hip, (front, -1.4), (down, 2)), 5.6))
        if "head" in joints:
            solids += chain([(moved(neck, (down, 2)), 3.6), (between(neck, joints["head"], 0.7), 3.0)])
        trunk = tuple(solids)
        found.append(Piece(ink=Ink.NEAR, solids=trunk, gap=trunk))
        found += _muscles(figure, {"neck": neck, "chest": middle, "hip": hip}, trunk, facing)
        found += _muscles(figure, {name: at for name, at in joints.items() if name in ("head", "neck")}, trunk, facing)
    if "head" in joints:
        found += head_pieces(joints["head"], joints.get("neck"), joints.get("nose"), facing)
    return found


def _leg(figure: Figure, joints: Joints, hip: Point, mark: str, ink: Ink, facing: float) -> list[Piece]:
    """Return a leg, its foot, and its muscles; the gap around it begins below the hip.

    A muscle is cut to its own part of the leg: where a knee is bent, the other part is beside it.
    """
    share = FAR_SHARE if ink is Ink.FAR else 1.0
    if (knee := joints.get(f"knee{mark}")) is None:
        return []
    ankle = joints.get(f"ankle{mark}")
    thigh = chain([(hip, HIP * share), (knee, KNEE * share)])
    muscles = _muscles(figure, {"hip": hip, f"knee{mark}": knee}, thigh, facing)
    solids: list[Solid] = list(thigh)
    gap: list[Solid] = list(chain([(between(hip, knee, 0.35), 5.6 * share), (knee, KNEE * share)]))
    if ankle is not None:
        shin = along(knee, ankle)
        back = turned(shin, -facing)
        calf = chain([(knee, 4.1 * share), (ankle, ANKLE * share)])
        bulge = (
            Capsule(
                moved(between(knee, ankle, 0.16), (back, 1.2)), 3.7 * share,
                moved(between(knee, ankle, 0.48), (back, 1.3)), 3.4 * share,
            ),
            Capsule(moved(between(knee, ankle, 0.48), (back, 1.3)), 3.4 * share, ankle, 2.6 * share),
        ) if figure.view is View.SIDE else ()  # fmt: skip
        foot = _foot(figure, joints, ankle, shin, mark, share, facing)
        solids += (*calf, *bulge, *foot)
        gap += (*calf, *bulge, *foot)
        muscles += _muscles(figure, {f"knee{mark}": knee, f"ankle{mark}": ankle}, (*calf, *bulge), facing)
    return [Piece(ink=ink, solids=tuple(solids), gap=tuple(gap)), *muscles]


def _foot(
    figure: Figure, joints: Joints, ankle: Point, shin: Point, mark: str, share: float, facing: float
) -> tuple[Solid, ...]:
    """Return a foot: a heel behind the ankle, and the sole as far as the toes."""
    toe = joints.get(f"toe{mark}")
    if figure.view is not View.SIDE:
        outwards = 1.0 if mark else -1.0
        tip = toe or moved(ankle, (shin, 1.5), ((1.0, 0.0), outwards * 3.0))
        return chain([(ankle, 2.8), (tip, 2.9)])
    if toe is None:
        return ()
    sole = along(ankle, toe)
    under = turned(sole, -facing)
    heel = moved(ankle, (sole, -1.8), (under, 0.9))
    return chain([(ankle, ANKLE * share), (heel, 2.3 * share), (toe, 1.5 * share), (ankle, ANKLE * share)])


def _arm(figure: Figure, joints: Joints, shoulder: Point, mark: str, ink: Ink, facing: float) -> list[Piece]:
    """Return an arm with its hand; the gap around it begins below the shoulder."""
    share = FAR_SHARE if ink is Ink.FAR else 1.0
    elbow, hand = joints.get(f"elbow{mark}"), joints.get(f"hand{mark}")
    if elbow is None:
        return []
    if figure.view is View.SIDE and "hip" in joints and "neck" in joints and f"shoulder{mark}" not in joints:
        shoulder = moved(shoulder, (along(joints["neck"], joints["hip"]), 3.0))
    upper = chain([(shoulder, SHOULDER * share), (elbow, ELBOW * share)])
    gap: list[Solid] = list(chain([(between(shoulder, elbow, 0.3), 3.3 * share), (elbow, ELBOW * share)]))
    muscles = _muscles(figure, {f"shoulder{mark}": shoulder, f"elbow{mark}": elbow}, upper, facing)
    solids: list[Solid] = list(upper)
    if hand is not None:
        reach = along(elbow, hand)
        tips = joints.get(f"fingers{mark}", moved(hand, (reach, 4.2)))
        lower = chain([(elbow, ELBOW * share), (hand, WRIST * share), (hand, 2.5 * share), (tips, 1.5 * share)])
        solids += lower
        gap += lower
        muscles += _muscles(figure, {f"elbow{mark}": elbow, f"hand{mark}": hand}, lower[:1], facing)
    return [Piece(ink=ink, solids=tuple(solids), gap=tuple(gap)), *muscles]


def _front(figure: Figure, joints: Joints) -> tuple[Piece, ...]:
    """Return a body seen from the front or the back; its first limbs are at the left of the picture."""
    found: list[Piece] = []
    hip, neck = joints.get("hip"), joints.get("neck")
    if hip is None or neck is None:
        return tuple(head_pieces(joints["head"], None, None, 0.0)) if "head" in joints else ()
    up = along(hip, neck)
    right = (-up[1], up[0])
    legs: list[Piece] = []
    for mark, side in (("2", 1.0), ("", -1.0)):
        legs += _leg(figure, joints, moved(hip, (right, side * HIP_ACROSS), (up, -1.0)), mark, Ink.NEAR, side)
    trunk = _front_trunk(joints, neck, hip, up, right)
    found += legs
    found.append(Piece(ink=Ink.NEAR, solids=trunk))
    found += _muscles(figure, {"neck": neck, "hip": hip}, trunk, 1.0)
    for mark, side in (("", -1.0), ("2", 1.0)):
        if (shoulder := joints.get(f"shoulder{mark}")) is not None:
            found += _arm(figure, joints, shoulder, mark, Ink.NEAR, side)
    if "head" in joints:
        found += head_pieces(joints["head"], neck, joints.get("nose"), 0.0, is_from_behind=figure.view is View.BACK)
        if any({muscle.start, muscle.end} == {"head", "neck"} for muscle in figure.muscles):
            throat = chain([(neck, 4.4), (joints["head"], 4.0)])
            found += _muscles(figure, {"head": joints["head"], "neck": neck}, throat, 1.0)
    return tuple(found)


def _front_trunk(joints: Joints, neck: Point, hip: Point, up: Point, right: Point) -> tuple[Solid, ...]:
    """Return the trunk with shoulders, waist and hips, and the neck."""
    one = joints.get("shoulder", moved(neck, (right, -11.0), (up, -4.0)))
    two = joints.get("shoulder2", moved(neck, (right, 11.0), (up, -4.0)))
    waist = between(hip, neck, 0.32)
    chest = between(hip, neck, 0.68)
    line = smooth(
        (
            moved(neck, (right, -3.4), (up, 2.0)), moved(one, (right, -1.0), (up, 3.2)), moved(one, (right, -2.2)),
            moved(chest, (right, -8.6)), moved(waist, (right, -7.4)), moved(hip, (right, -9.6), (up, 1.0)),
            moved(hip, (right, -8.4), (up, -4.5)), moved(hip, (up, -6.0)), moved(hip, (right, 8.4), (up, -4.5)),
            moved(hip, (right, 9.6), (up, 1.0)), moved(waist, (right, 7.4)), moved(chest, (right, 8.6)),
            moved(two, (right, 2.2)), moved(two, (right, 1.0), (up, 3.2)), moved(neck, (right, 3.4), (up, 2.0)),
        )
    )  # fmt: skip
    throat = chain([(neck, 4.4), (between(neck, joints["head"], 0.7), 4.0)]) if "head" in joints else ()
    return (Outline(line), *throat)


def _muscles(figure: Figure, named: Joints, limb: tuple[Solid, ...], facing: float) -> list[Piece]:
    """Return the muscles that lie between two of the named joints, cut to their limb."""
    return [
        Piece(ink=Ink.MUSCLE, solids=(_belly(muscle, named, facing),), inside=limb)
        for muscle in figure.muscles
        if muscle.start in named and muscle.end in named
    ]


def _belly(muscle: Muscle, named: Joints, facing: float) -> Outline:
    """Return the area of a muscle: as much of a limb as lies at one side of its bone, or at both."""
    start, end = named[muscle.start], named[muscle.end]
    front = turned(along(start, end), facing)
    first, last = between(start, end, muscle.first), between(start, end, muscle.last)
    low, high = {"front": (0.0, 14.0), "outer": (0.0, 14.0), "near": (-16.0, 0.0), "far": (0.0, 16.0)}.get(
        muscle.half, (-14.0, 0.0) if muscle.half in ("back", "inner") else (-14.0, 14.0)
    )
    return Outline((
        moved(first, (front, low)), moved(last, (front, low)), moved(last, (front, high)), moved(first, (front, high)),
    ))  # fmt: skip
