"""A routine as segments: repeats, sides, the time to get ready, and warmth cut into pieces."""

from dataclasses import replace

import pytest

from spasmtui.relief.routines.model import Block, Kind, OnNo, Purpose, Routine, Sides, Skin, Step, StepSide, Until
from spasmtui.relief.session.timeline import Segment, expand, figure_segment, figure_side, opposite
from tests.support.cases import with_each

HOLD = Step(kind=Kind.HOLD, seconds=20, say="Hold.")
MOVE = Step(kind=Kind.MOVE, seconds=10, say="Move.")
LEFT = replace(HOLD, side=StepSide.LEFT, say="Left leg. The right one rests.")
RIGHT = replace(HOLD, side=StepSide.RIGHT, say="Right leg. The left one rests.")
SORE = replace(HOLD, side=StepSide.SORE, say="Sore.")
OTHER = replace(HOLD, side=StepSide.OTHER, say="Other.")
SKIN = Skin(longest_seconds=1200, check_every_seconds=300, wait_seconds=2700)


def routine(*steps: Step | Block, sides: Sides = Sides.SORE, position: str = "", skin: Skin | None = None) -> Routine:
    return Routine(
        id="r", title="R", purpose=Purpose.CARE, steps=steps, sides=sides, position=position, skin=skin
    )  # fmt: skip


def sides(plan: tuple[Segment, ...]) -> list[tuple[str | None, bool]]:
    return [(segment.side, segment.is_switch) for segment in plan]


def test_a_step_becomes_a_segment_with_everything_it_says() -> None:
    step = Step(
        kind=Kind.HOLD, seconds=20, say="Hold the left one.", figure="calf", until=Until.EASES, extend_seconds=15,
        extend_max=2, optional=True, on_no=OnNo.STOP,
    )  # fmt: skip
    assert expand(routine(step)) == (
        Segment(
            kind=Kind.HOLD, seconds=20, say="Hold the left one.", figure="calf", eases=True, extend_seconds=15,
            extend_max=2, is_optional=True, on_no=OnNo.STOP,
        ),
    )  # fmt: skip
    assert expand(routine(HOLD)) == (Segment(kind=Kind.HOLD, seconds=20, say="Hold."),)


def test_repeats_are_written_out_and_an_optional_block_makes_its_steps_optional() -> None:
    plan = expand(routine(MOVE, Block(repeat=2, steps=(HOLD, MOVE), optional=True), Block(repeat=2, steps=(HOLD,))))
    assert [(segment.kind, segment.is_optional) for segment in plan] == [
        (Kind.MOVE, False),
        *[(Kind.HOLD, True), (Kind.MOVE, True)] * 2,
        *[(Kind.HOLD, False)] * 2,
    ]
    kept = expand(routine(Block(repeat=1, steps=(replace(HOLD, optional=True), MOVE))))
    assert [segment.is_optional for segment in kept] == [True, False]


@pytest.mark.parametrize(("side", "other"), [("left", "right"), ("right", "left"), (None, None), ("both", None)])
def test_each_side_has_its_opposite(side: str | None, other: str | None) -> None:
    assert opposite(side) == other


@pytest.mark.parametrize(
    ("side", "expected"),
    [
        ("left", [("left", False), ("right", True), ("left", True)]),
        ("right", [("right", False), ("left", True), ("right", True)]),
        (None, [(None, False), ("other", True), (None, False)]),
    ],
)
def test_the_sore_side_comes_first_and_each_change_is_marked(
    side: str | None, expected: list[tuple[str | None, bool]]
) -> None:
    assert sides(expand(routine(SORE, OTHER, SORE), side)) == expected


def test_a_step_without_a_side_is_no_change_and_does_not_hide_one() -> None:
    assert sides(expand(routine(SORE, MOVE, OTHER), "left")) == [("left", False), (None, False), ("right", True)]
    assert sides(expand(routine(SORE, MOVE, SORE), "left")) == [("left", False), (None, False), ("left", False)]


@pytest.mark.parametrize(
    ("side", "first", "says"),
    [
        (None, "right", "Right leg. The left one rests."),
        ("right", "right", "Right leg. The left one rests."),
        ("left", "left", "Left leg. The right one rests."),
    ],
)
def test_a_routine_for_both_sides_begins_with_the_painful_one(side: str | None, first: str, says: str) -> None:
    plan = expand(routine(RIGHT, LEFT, sides=Sides.BOTH), side)
    assert sides(plan) == [(first, False), (opposite(first), True)]
    assert plan[0].say == says


def test_nothing_is_mirrored_where_the_sides_get_different_times_or_are_not_both_meant() -> None:
    uneven = routine(RIGHT, LEFT, LEFT, sides=Sides.BOTH)
    assert [segment.side for segment in expand(uneven, "left")] == ["right", "left", "left"]
    fixed = routine(RIGHT, LEFT, sides=Sides.SORE)
    assert [segment.side for segment in expand(fixed, "left")] == ["right", "left"]
    after_sore = routine(MOVE, SORE, RIGHT, LEFT, sides=Sides.BOTH)
    assert [segment.side for segment in expand(after_sore, "left")] == [None, "left", "left", "right"]
    none = routine(HOLD, sides=Sides.BOTH)
    assert sides(expand(none, "left")) == [(None, False)]


def test_left_and_right_are_exchanged_as_whole_words_only() -> None:
    say = "Left, right, left. Upright and leftover stay. Right LEFT."
    plan = expand(routine(RIGHT, LEFT, replace(HOLD, say=say), sides=Sides.BOTH), "left")
    assert plan[2].say == "Right, left, right. Upright and leftover stay. Left LEFT."


def test_time_to_get_ready_comes_first_where_the_routine_has_none() -> None:
    ready = expand(routine(HOLD, position="Sitting"), get_ready_seconds=5)
    assert ready[0] == Segment(kind=Kind.PREP, seconds=5, say="Get ready. Sitting.")
    assert ready[1:] == expand(routine(HOLD))
    assert expand(routine(HOLD), get_ready_seconds=5)[0].say == "Get ready."
    own = routine(replace(HOLD, kind=Kind.PREP), HOLD)
    assert expand(own, get_ready_seconds=5) == expand(own)
    assert len(expand(routine(HOLD), get_ready_seconds=1)) == 2


HEAT = Step(kind=Kind.HEAT, seconds=300, say="On.")
AGAIN = replace(HEAT, say="On again.")
LAST = replace(HEAT, seconds=240, say="The last four minutes.")
LOOK = Step(kind=Kind.CHECK, seconds=20, say="Look.", on_no=OnNo.STOP)
LOOK_AGAIN = replace(LOOK, say="Look again.")
PREP = Step(kind=Kind.PREP, seconds=30, say="Cover it.")
DONE = Step(kind=Kind.DONE, seconds=10, say="Done.")
WARM = routine(PREP, HEAT, LOOK, AGAIN, LOOK_AGAIN, LAST, DONE, skin=SKIN)


def pieces(seconds: int | None, warm: Routine = WARM) -> list[tuple[int, str]]:
    return [(segment.seconds, segment.say) for segment in expand(warm, skin_seconds=seconds)]


@with_each(
    ("seconds", "expected"),
    [
        (60, [(60, "On.")]),
        (300, [(300, "On.")]),
        (301, [(300, "On."), (20, "Look."), (1, "On again.")]),
        (600, [(300, "On."), (20, "Look."), (300, "On again.")]),
        (540, [(300, "On."), (20, "Look."), (240, "The last four minutes.")]),
        (
            840,
            [(300, "On."), (20, "Look."), (300, "On again."), (20, "Look again."), (240, "The last four minutes.")],
        ),
        (
            1200,
            [
                (300, "On."), (20, "Look."), (300, "On again."), (20, "Look again."), (300, "On again."),
                (20, "Look again."), (300, "On again."),
            ],
        ),
    ],
)  # fmt: skip
def test_warmth_lasts_as_long_as_asked_for_with_a_look_at_the_skin_between_its_pieces(
    seconds: int, expected: list[tuple[int, str]]
) -> None:
    assert pieces(seconds) == [(30, "Cover it."), *expected, (10, "Done.")]


def test_warmth_of_two_kinds_of_piece_ends_with_the_words_of_the_last() -> None:
    two = routine(HEAT, LOOK, LAST, skin=SKIN)
    assert pieces(400, two) == [(300, "On."), (20, "Look."), (100, "The last four minutes.")]
    assert pieces(700, two)[2:] == [
        (300, "The last four minutes."),
        (20, "Look."),
        (100, "The last four minutes."),
    ]
    assert pieces(700, routine(HEAT, LOOK, skin=SKIN))[-2:] == [(100, "On."), (20, "Look.")]


def test_each_piece_of_warmth_has_the_figure_of_its_step() -> None:
    figured = routine(
        replace(HEAT, figure="on"), LOOK, replace(AGAIN, figure="again"), LOOK_AGAIN, replace(LAST, figure="last"),
        skin=SKIN,
    )  # fmt: skip
    plan = expand(figured, skin_seconds=1140)
    assert [segment.figure for segment in plan if segment.is_on_skin] == ["on", "again", "again", "last"]


def test_cold_is_cut_as_warmth_is() -> None:
    cold = routine(replace(HEAT, kind=Kind.COLD), LOOK, replace(LAST, kind=Kind.COLD), skin=SKIN)
    assert pieces(400, cold) == [(300, "On."), (20, "Look."), (100, "The last four minutes.")]


def test_a_routine_stays_as_written_without_a_length_a_limit_or_something_to_cut() -> None:
    written = [(step.seconds, step.say) for step in WARM.steps if isinstance(step, Step)]
    assert pieces(None) == written
    assert pieces(60, replace(WARM, skin=None)) == written
    assert pieces(60, routine(HOLD, LOOK, skin=SKIN)) == [(20, "Hold."), (20, "Look.")]
    assert pieces(60, routine(HEAT, skin=SKIN)) == [(300, "On.")]


@pytest.mark.parametrize(
    ("figures", "index", "shown"),
    [
        ((None, "a", None, "b"), 1, 1),
        ((None, "a", None, "b"), 2, 1),
        ((None, "a", None, "b"), 0, 1),
        ((None,), 0, None),
    ],
)
def test_a_step_without_a_figure_shows_the_one_before_it_or_the_first_after_it(
    figures: tuple[str | None, ...], index: int, shown: int | None
) -> None:
    plan = tuple(Segment(kind=Kind.HOLD, seconds=1, say="", figure=figure) for figure in figures)
    assert figure_segment(plan, index) is (None if shown is None else plan[shown])


def test_a_body_does_not_turn_round_at_a_step_without_a_side() -> None:
    drawn = [replace(step, figure="calf-wall") for step in (MOVE, SORE, MOVE, OTHER, MOVE)]
    plan = expand(routine(*drawn, sides=Sides.SORE_THEN_OTHER), "left")

    sides = [figure_side(plan, index) for index in range(len(plan))]

    assert sides == ["left", "left", "left", "right", "right"]
    assert figure_side(expand(routine(MOVE)), 0) is None
