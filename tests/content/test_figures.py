"""Every figure: joints that exist, points near its body, a sentence that says the same, and a picture."""

from pathlib import Path
from typing import get_args

import pytest

from spasmtui.relief.figures.loader import build_figure
from spasmtui.relief.figures.model import JOINTS, Ink, PropKind, View
from spasmtui.relief.figures.picture import Characters, picture
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.session.timeline import expand
from spasmtui.shared.toml_files import read_toml
from tests.conftest import ROOT
from tests.support.cases import with_each

FILES = sorted((ROOT / "content" / "figures").glob("*.toml"))
each_file = with_each("path", FILES, ids=lambda path: path.stem)
FIELDS = {"id", "says", "view", "faces", "frame", "poses", "props", "parts", "muscle", "arrows"}
PROP_FIELDS = {"kind", "at", "held", "size", "line", "faces", "is_in_front"}
PART_FIELDS = {"ink", "outline", "limb", "held", "widths", "is_behind", "is_joined"}
HALVES = {"whole", "front", "back", "outer", "inner", "near", "far"}
REACH = (-60, 300)
"""Coordinates between which every point lies."""


@each_file
def test_a_figure_has_known_joints_and_props_and_says_what_it_shows(path: Path) -> None:
    document = read_toml(path)
    assert set(document) <= FIELDS
    assert all(set(prop) <= PROP_FIELDS for prop in document.get("props", ()))
    assert all(set(part) <= PART_FIELDS for part in document.get("parts", ()))
    figure = build_figure(document)
    assert figure.id == path.stem
    assert figure.says.endswith(".")
    assert not {"left", "right"} & set(figure.says.lower().split())  # the picture is mirrored, its words are not
    assert figure.faces in ("left", "right")
    assert bool(figure.poses) != bool(figure.parts) or figure.view not in (View.HAND, View.FOOT)
    assert len(figure.poses) <= 4
    assert {joint for pose in figure.poses for joint, _ in pose} <= set(JOINTS)


@each_file
def test_the_points_of_a_figure_are_near_its_body_and_fit_each_other(path: Path) -> None:
    figure = build_figure(read_toml(path))
    assert all(len(part.begins) == len(part.held) for part in figure.parts)
    assert all(len(part.widths) in (0, len(part.begins)) for part in figure.parts)
    assert all(len(arrow) > 1 for arrow in figure.arrows)
    assert all(prop.faces in ("left", "right", "front") for prop in figure.props)
    assert all(len(prop.line) > 1 for prop in figure.props if prop.kind in (PropKind.PACK, PropKind.TOWEL))
    points = [at for pose in figure.poses for _, at in pose]
    points += [at for part in figure.parts for at in (*part.begins, *part.held)]
    points += [at for arrow in figure.arrows for at in arrow]
    assert points
    assert all(REACH[0] <= number <= REACH[1] for at in points for number in at)


@pytest.mark.long
@each_file
def test_a_muscle_is_named_by_joints_that_the_figure_has(path: Path) -> None:
    figure = build_figure(read_toml(path))
    joints = {joint for pose in figure.poses for joint, _ in pose} | {"chest", "shoulder", "shoulder2"}
    for muscle in figure.muscles:
        assert {muscle.start, muscle.end} <= joints
        assert muscle.half in HALVES
    shown = {ink for row in picture(figure, 46, 14) for _, ink in row}
    assert (Ink.MUSCLE in shown) == (bool(figure.muscles) or any(part.ink is Ink.MUSCLE for part in figure.parts))


@pytest.mark.long
@each_file
def test_a_figure_draws_itself_with_the_characters_of_each_font(path: Path) -> None:
    figure = build_figure(read_toml(path))
    texts = {
        characters: "".join(text for row in picture(figure, 46, 14, characters=characters) for text, _ in row)
        for characters in get_args(Characters)
    }
    assert all(set(text) > {" "} for text in texts.values())
    assert all(character == " " or "\u2800" < character <= "\u28ff" for character in texts["braille"])
    assert texts["ascii"].isascii()


def test_every_figure_is_used_by_a_routine() -> None:
    book = RoutineBook(ROOT / "content")
    used = {segment.figure for routine in book.all() for segment in expand(routine)}
    assert {path.stem for path in FILES} - used == set()
