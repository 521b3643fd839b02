"""Read the figure of a movement from its file."""

from pathlib import Path
from typing import Any

from spasmtui.relief.figures.model import Figure, Ink, Line, Muscle, Part, Point, Prop, PropKind, View
from spasmtui.shared.toml_files import read_toml


def read_figure(folder: Path, name: str) -> Figure:
    """Read the figure of this name.

    Raises:
        DataError: its file cannot be read.
    """
    return build_figure(read_toml(folder / f"{name}.toml"))


def build_figure(document: dict[str, Any]) -> Figure:
    """Build the figure of a shipped document, which the tests have validated."""
    frame = document.get("frame")
    return Figure(
        id=document["id"],
        says=document["says"],
        view=View(document.get("view", "side")),
        faces=document.get("faces", "right"),
        frame=((frame[0], frame[1]), (frame[2], frame[3])) if frame else None,
        poses=tuple(
            tuple((joint, _point(at)) for joint, at in pose.items()) for pose in document.get("poses", ()) if pose
        ),
        props=tuple(_prop(prop) for prop in document.get("props", ())),
        parts=tuple(_part(part) for part in document.get("parts", ())),
        muscles=tuple(_muscle(*muscle) for muscle in document.get("muscle", ())),
        arrows=tuple(_line(arrow) for arrow in document.get("arrows", ())),
    )


def _prop(prop: dict[str, Any]) -> Prop:
    line = _line(prop.get("line", ()))
    return Prop(
        kind=PropKind(prop["kind"]),
        at=_point(prop["at"]) if "at" in prop else line[0],
        held=_point(prop["held"]) if "held" in prop else None,
        size=_point(prop["size"]) if "size" in prop else None,
        line=line,
        faces=prop.get("faces", "right"),
        is_in_front=prop.get("is_in_front", False),
    )


def _part(part: dict[str, Any]) -> Part:
    begins = _line(part.get("outline") or part["limb"])
    return Part(
        ink=Ink(part.get("ink", "near")),
        begins=begins,
        held=_line(part["held"]) if "held" in part else begins,
        widths=tuple(float(width) for width in part.get("widths", ())),
        is_behind=part.get("is_behind", False),
        is_joined=part.get("is_joined", False),
    )


def _muscle(start: str, end: str, half: str = "whole", first: float = 0.08, last: float = 0.75) -> Muscle:
    return Muscle(start=start, end=end, half=half, first=first, last=last)


def _line(points: Any) -> Line:
    return tuple(_point(at) for at in points)


def _point(at: list[float]) -> Point:
    return float(at[0]), float(at[1])
