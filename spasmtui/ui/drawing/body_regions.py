"""Hold the outlines of a standing body and where its places lie, seen from the front and from behind.

Points are in heights of the body: x from the midline to the viewer's right, y from the crown down. Only the half at the
viewer's right is given; the other half is its mirror image.
"""

from typing import Literal

View = Literal["front", "back"]
Side = Literal["left", "right"]
Points = tuple[tuple[float, float], ...]

HALF_WIDTH = 0.25
"""Heights from the midline to the edge of the picture."""

HEAD: Points = ((0.0, 0.0), (0.026, 0.006), (0.044, 0.03), (0.048, 0.06), (0.041, 0.095), (0.022, 0.122), (0.0, 0.128))
HAIR_LINE = 0.032
"""The lower edge of the hair over the face."""
EYE = (0.019, 0.062)
MOUTH: Points = ((-0.01, 0.093), (0.01, 0.093))
MARKS: dict[View, tuple[Points, ...]] = {
    "front": (
        ((0.014, 0.2), (0.08, 0.197)),
        ((0.018, 0.288), (0.05, 0.296), (0.085, 0.275)),
        ((0.0, 0.41), (0.001, 0.41)),
        ((0.048, 0.715), (0.066, 0.73), (0.084, 0.715)),
    ),
    "back": (
        ((0.0, 0.2), (0.0, 0.43)),
        ((0.035, 0.225), (0.045, 0.275), (0.075, 0.285)),
        ((0.0, 0.465), (0.0, 0.54)),
        ((0.014, 0.556), (0.055, 0.566), (0.095, 0.548)),
        ((0.045, 0.86), (0.07, 0.885), (0.095, 0.855)),
    ),
}
"""Lines on the skin: collarbones, chest, navel, kneecaps; spine, shoulder blades, buttocks and the end of the calf."""

NECK: Points = ((-0.001, 0.115), (0.027, 0.115), (0.028, 0.15), (0.044, 0.172), (0.075, 0.186), (-0.001, 0.186))
TRUNK: Points = (
    (-0.001, 0.176), (0.075, 0.18), (0.108, 0.19), (0.118, 0.212), (0.11, 0.25), (0.094, 0.3), (0.082, 0.35),
    (0.078, 0.39), (0.086, 0.44), (0.1, 0.49), (0.106, 0.53), (0.06, 0.545), (0.008, 0.545), (-0.001, 0.53),
)  # fmt: skip
ARM: Points = (
    (0.112, 0.19), (0.141, 0.198), (0.16, 0.226), (0.167, 0.29), (0.182, 0.345), (0.202, 0.4), (0.211, 0.46),
    (0.214, 0.49), (0.23, 0.52), (0.235, 0.55), (0.228, 0.59), (0.214, 0.6), (0.204, 0.578), (0.194, 0.575),
    (0.181, 0.56), (0.176, 0.54), (0.184, 0.515), (0.183, 0.49), (0.165, 0.45), (0.147, 0.395), (0.13, 0.335),
    (0.118, 0.265),
)  # fmt: skip
"""Shoulder, upper arm, forearm, and a hand with its thumb towards the body."""
LEG: Points = (
    (0.1, 0.505), (0.108, 0.55), (0.107, 0.6), (0.1, 0.66), (0.092, 0.715), (0.097, 0.76), (0.1, 0.8), (0.095, 0.85),
    (0.083, 0.905), (0.08, 0.94), (0.056, 0.94), (0.052, 0.905), (0.043, 0.85), (0.036, 0.8), (0.038, 0.76),
    (0.039, 0.715), (0.026, 0.66), (0.014, 0.6), (0.008, 0.55), (0.008, 0.505),
)  # fmt: skip
FOOT: dict[View, Points] = {
    "front": (
        (0.05, 0.92), (0.086, 0.92), (0.1, 0.95), (0.128, 0.975), (0.13, 0.995), (0.1, 1.0), (0.064, 1.0),
        (0.048, 0.97),
    ),
    "back": (
        (0.05, 0.92), (0.086, 0.92), (0.094, 0.95), (0.114, 0.968), (0.114, 0.982), (0.096, 0.988), (0.088, 0.998),
        (0.056, 0.998), (0.044, 0.975),
    ),
}  # fmt: skip
"""From the front the toes point outwards; from behind there is a heel."""

Part = Literal["neck", "trunk", "arm", "leg", "foot"]
Cut = tuple[str, Part, Points]
"""A place, the part of the body it is of, and the area within which that part is this place."""


def _band(top: float, bottom: float, inner: float = -0.001, outer: float = 0.3) -> Points:
    return ((inner, top), (outer, top), (outer, bottom), (inner, bottom))


_NECK: Cut = ("neck", "neck", _band(0.1, 0.19))
_HAND: Cut = ("hand", "arm", _band(0.375, 0.7))
_FOOT: Cut = ("foot", "foot", _band(0.9, 1.1))
CUTS: dict[View, tuple[Cut, ...]] = {
    "front": (
        _NECK,
        ("side", "trunk", _band(0.3, 0.432)),
        ("hip", "trunk", ((0.012, 0.5), (0.04, 0.447), (0.2, 0.447), (0.2, 0.52), (0.012, 0.56))),
        _HAND,
        ("thigh", "leg", ((0.0, 0.577), (0.2, 0.537), (0.2, 0.697), (0.0, 0.697))),
        ("shin", "leg", _band(0.742, 0.915)),
        _FOOT,
    ),
    "back": (
        _NECK,
        ("upper-back", "trunk", _band(0.2, 0.322)),
        ("lower-back", "trunk", _band(0.338, 0.435)),
        ("buttock", "trunk", ((-0.001, 0.452), (0.2, 0.452), (0.2, 0.535), (0.1, 0.555), (-0.001, 0.56))),
        _HAND,
        ("hamstring", "leg", _band(0.575, 0.705)),
        (
            "calf",
            "leg",
            ((0.0, 0.732), (0.2, 0.732), (0.2, 0.82), (0.094, 0.862), (0.072, 0.89), (0.05, 0.872), (0.0, 0.83)),
        ),
        _FOOT,
    ),
}


def side_at(view: View, *, is_at_right: bool) -> Side:
    """Return the person's own side at one side of the picture: seen from the front, their left is at the right."""
    return "left" if is_at_right == (view == "front") else "right"
