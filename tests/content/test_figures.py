"""Every figure: joints that exist, points inside the drawing, a sentence that says the same."""

from pathlib import Path

import pytest

from spasmtui.relief.routines.figure import LIMBS, build_figure, draw
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.session.timeline import expand
from spasmtui.shared.toml_files import read_toml
from spasmtui.ui.drawing.canvas import Canvas, LineCanvas
from tests.conftest import ROOT

FILES = sorted((ROOT / "content" / "figures").glob("*.toml"))
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


@each_file
def test_a_figure_has_known_joints_inside_its_drawing_and_says_what_it_shows(path: Path) -> None:
    document = read_toml(path)
    assert set(document) <= {"id", "says", "poses", "props", "shapes", "muscle", "arrows"}
    figure = build_figure(document)
    assert figure.id == path.stem
    assert figure.says.endswith(".")
    assert 1 <= len(figure.poses) <= 4
    assert all(len(begin) == len(end) for begin, end in figure.shapes)
    joints = [pair for pose in figure.poses for pair in pose]
    assert {joint for joint, _ in joints} <= {"head", *(joint for limb in LIMBS for joint in limb)}
    points = [at for _, at in joints] + [at for prop in figure.props for at in prop] + list(figure.muscle)
    points += [at for shape in figure.shapes for line in shape for at in line]
    points += [at for arrow in figure.arrows for at in arrow]
    assert points
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in points)


@each_file
def test_a_figure_draws_itself_in_braille_and_in_plain_characters(path: Path) -> None:
    figure = build_figure(read_toml(path))
    braille = "".join(draw(figure, 36, 9, is_ascii=False))
    assert set(braille) > {" "}
    assert all(character == " " or "\u2800" < character <= "\u28ff" for character in braille)
    plain = "".join(draw(figure, 36, 9, is_ascii=True))
    assert set(plain) > {" "}
    assert plain.isascii()


def test_every_figure_is_used_by_a_routine() -> None:
    book = RoutineBook(ROOT / "content")
    used = {segment.figure for routine in book.all() for segment in expand(routine)}
    assert {path.stem for path in FILES} - used == set()


def test_a_dot_of_the_canvas_is_one_of_the_eight_of_its_cell() -> None:
    canvas = Canvas(2, 1)
    canvas.dot(0.25, 0.125)
    canvas.dot(1.75, 0.875)
    assert canvas.lines() == ("⠁⢀",)


def test_points_outside_the_canvas_are_left_out() -> None:
    for canvas in (Canvas(2, 1), LineCanvas(2, 1)):
        canvas.line(-5, -5, -1, -1)
        canvas.dot(9, 9)
        assert canvas.lines() == ("  ",)


def test_plain_lines_follow_their_slope() -> None:
    canvas = LineCanvas(5, 3)
    canvas.line(0.5, 0.5, 4.5, 0.5)
    canvas.line(0.5, 0.5, 0.5, 2.5)
    assert canvas.lines() == ("|----", "|    ", "|    ")
