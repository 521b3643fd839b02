"""A movement: where the joints are at each moment of its half second, and that it rests afterwards."""

from math import inf
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spasmtui.relief.figures.loader import read_figure
from spasmtui.relief.figures.model import Figure, Ink
from spasmtui.relief.figures.motion import (
    MOVE_DRAWINGS,
    MOVE_SECONDS,
    drawn_at,
    eased,
    part_at,
    pose_at,
    seconds_to_next_drawing,
)
from spasmtui.relief.figures.picture import picture
from spasmtui.relief.tui.figure_view import FigureView
from tests.conftest import FakeClock
from tests.relief.conftest import CONTENT, FakeDiary
from tests.relief.tui.test_screen import Room, room
from tests.support.cases import with_each

FIGURES = [read_figure(CONTENT / "figures", path.stem) for path in sorted((CONTENT / "figures").glob("*.toml"))]
BEND = Figure(
    id="bend",
    says="Bends.",
    poses=(
        (("head", (0.0, 0.0)), ("neck", (0.0, 0.2))),
        (("head", (0.4, 0.0)), ("neck", (0.0, 0.2))),
        (("head", (0.4, 0.8)), ("neck", (0.0, 0.2)), ("hip", (0.5, 0.5))),
    ),
)


@with_each(
    ("into", "head"),
    [(-1, (0.0, 0.0)), (0, (0.0, 0.0)), (0.125, (0.2, 0.0)), (0.25, (0.4, 0.0)), (0.375, (0.4, 0.4)),
     (0.5, (0.4, 0.8)), (60, (0.4, 0.8))],
)  # fmt: skip
def test_joints_go_evenly_from_pose_to_pose_and_rest_in_the_last(into: float, head: tuple[float, float]) -> None:
    assert dict(pose_at(BEND, into))["head"] == pytest.approx(head)


def test_a_joint_that_only_the_later_pose_has_is_left_out_until_it_is_reached() -> None:
    assert "hip" not in dict(pose_at(BEND, 0.375))
    assert dict(pose_at(BEND, 0.5))["hip"] == (0.5, 0.5)


@given(figure=st.sampled_from(FIGURES), into=st.floats(0, 2))
def test_no_moment_of_a_movement_is_before_its_beginning_or_beyond_its_end(figure: Figure, into: float) -> None:
    for part in figure.parts:
        for (x, y), begin, end in zip(part_at(part, into), part.begins, part.held, strict=True):
            assert min(begin[0], end[0]) - 1e-6 <= x <= max(begin[0], end[0]) + 1e-6
            assert min(begin[1], end[1]) - 1e-6 <= y <= max(begin[1], end[1]) + 1e-6
    assert drawn_at(figure, into) <= into + 1e-9 or drawn_at(figure, into) == inf


@pytest.mark.long
@with_each("figure", FIGURES, ids=lambda figure: figure.id)
def test_a_movement_ends_in_the_pose_that_is_held_after_a_few_drawings(figure: Figure) -> None:
    into, drawings = 0.0, 0
    while (wait := seconds_to_next_drawing(figure, into)) is not None:
        into += wait + 0.001
        drawings += 1
        assert drawings <= MOVE_DRAWINGS
    assert into <= MOVE_SECONDS + 0.01
    assert drawings == (MOVE_DRAWINGS if figure.moves else 0)
    assert picture(figure, 36, 9, into_seconds=into) == picture(figure, 36, 9)


@pytest.mark.pilot
async def test_a_step_begins_with_its_movement_and_then_nothing_moves(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        view = await begun(it)
        first = view.render().plain
        assert (view.moment, view.next_drawing is None) == (0, False)
        clock.advance(0.26)
        assert view.figure is not None
        view.show(view.figure, clock.elapsed() - 0.26)
        assert view.moment == drawn_at(view.figure, 0.26)
        assert 0 < view.moment <= 0.26
        clock.advance(0.3)
        view.show(view.figure, clock.elapsed() - 0.56)
        assert (view.moment, view.next_drawing) == (inf, None)
        assert view.render().plain != first


@pytest.mark.pilot
async def test_whoever_wants_no_motion_sees_the_pose_that_is_held(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        it.app.animation_level = "none"
        view = await begun(it)
        assert (view.moment, view.next_drawing) == (inf, None)


@pytest.mark.pilot
async def test_over_a_remote_line_the_pose_is_held_at_once_for_the_left_side(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 22 192.0.2.2 22")
    async with room(clock, diary_port, tmp_path) as it:
        view = await begun(it)
        assert (view.moment, view.next_drawing) == (inf, None)
        assert view.is_mirrored
        assert "⣿" in view.render().plain


async def begun(it: Room) -> FigureView:
    """The figure of the step in which the toes are drawn back, just begun."""
    await it.begin("calf", "left")
    await it.press("right")
    view = it.screen.query_one(FigureView)
    await it.pilot.pause()
    assert view.figure is not None
    assert view.figure.id == "calf-pull-toes"
    return view


@with_each("figure", FIGURES, ids=lambda figure: figure.id)
def test_a_rest_goes_back_to_the_first_pose_and_shows_nothing_worked_or_pulled(figure: Figure) -> None:
    rest = eased(figure)
    assert set(pose_at(rest, 0)) <= set(pose_at(figure, MOVE_SECONDS))
    assert set(pose_at(rest, MOVE_SECONDS)) <= set(pose_at(figure, 0))
    shown = {ink for row in picture(rest, 46, 14) for _, ink in row}
    assert shown & {Ink.MUSCLE, Ink.ARROW} == set()
    assert Ink.NEAR in shown
