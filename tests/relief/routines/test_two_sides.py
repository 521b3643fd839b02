"""A routine for both sides: each exercise on one side in full, then on the other, and what keeps it as it is."""

from collections import Counter
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.routines.model import Block, Kind, Purpose, Routine, Sides, Step, StepSide, Variant
from spasmtui.relief.routines.two_sides import SWITCH_SECONDS, as_practice, for_one_side, on_each_side, with_sides
from spasmtui.relief.routines.user_files import build_own
from spasmtui.relief.session.completion import is_completed
from spasmtui.relief.session.cues import Cue, cues_between
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.states import Event, State
from spasmtui.relief.session.timeline import Segment, expand
from spasmtui.relief.session.transitions import apply_event
from tests.relief.conftest import CONTENT
from tests.support.cases import with_each

BOOK = RoutineBook(CONTENT)
HOLD = Step(kind=Kind.HOLD, seconds=30, say="Lean in.")
BENT = Step(kind=Kind.HOLD, seconds=20, say="Bend the knee a little.")
REST = Step(kind=Kind.REST, seconds=10, say="Ease off.")
LEG_BACK = Step(kind=Kind.PREP, seconds=8, say="Put one leg back.")
SIT_TALL = Step(kind=Kind.PREP, seconds=9, say="Sit tall.")
SWAP = Step(kind=Kind.SWAP, seconds=4, say="Turn round.")
DONE = Step(kind=Kind.DONE, seconds=3, say="Walk a little.")
MARCH = Step(kind=Kind.MOVE, seconds=60, say="March on the spot.", side=StepSide.TOGETHER)
HEAT = Step(kind=Kind.HEAT, seconds=300, say="Heat on.")


def routine(*steps: Step | Block, sides: Sides = Sides.BOTH) -> Routine:
    return on_each_side(Routine(id="own", title="Own", purpose=Purpose.CARE, steps=steps, sides=sides))


def told(plan: tuple[Segment, ...]) -> list[str]:
    """Return the steps of a plan as `right Lean in.`."""
    return [" ".join(filter(None, (each.side, each.say))) for each in plan]


def twice(step: Step | Block) -> Block:
    steps = step.steps if isinstance(step, Block) else (step,)
    return Block(repeat=2, steps=steps)


HELD = {side: [f"{side} Lean in."] * 3 for side in ("left", "right")}


@with_each(
    ("steps", "expected"),
    [
        ((Block(repeat=3, steps=(HOLD,)),), [*HELD["right"], "left Change sides.", *HELD["left"]]),
        (
            (LEG_BACK, HOLD, BENT, DONE),
            [
                "right Put one leg back.", "right Lean in.", "right Bend the knee a little.",
                "left Put one leg back.", "left Lean in.", "left Bend the knee a little.", "Walk a little.",
            ],
        ),
        (
            (SIT_TALL, twice(Block(repeat=1, steps=(HOLD, REST)))),
            [
                "Sit tall.", *["right Lean in.", "right Ease off."] * 2, "left Change sides.",
                *["left Lean in.", "left Ease off."] * 2,
            ],
        ),
        (
            (HOLD, SIT_TALL, BENT),
            [
                "right Lean in.", "left Change sides.", "left Lean in.",
                "Sit tall.", "right Bend the knee a little.", "left Change sides.", "left Bend the knee a little.",
            ],
        ),
        ((HOLD, SWAP, DONE), ["right Lean in.", "left Turn round.", "left Lean in.", "Walk a little."]),
        ((HOLD, SWAP, HOLD), ["right Lean in.", "left Turn round.", "left Lean in."]),
        ((MARCH, HOLD), ["March on the spot.", "right Lean in.", "left Change sides.", "left Lean in."]),
        (
            (Block(repeat=2, steps=(HOLD, SWAP)),),
            [
                "right Lean in.", "left Turn round.", "left Lean in.", "right Turn round.",
                "right Lean in.", "left Turn round.", "left Lean in.",
            ],
        ),
        (
            (Block(repeat=2, steps=(HOLD, SWAP, HOLD, SWAP)),),
            ["right Lean in.", "left Turn round.", "left Lean in.", "right Turn round."] * 2,
        ),
        ((DONE,), ["Walk a little."]),
    ],
    ids=[
        "three on one side, then three on the other", "a step that gets one leg ready comes again",
        "one that does not comes once", "each exercise on both sides before the next", "a change of the routine's own",
        "written out already", "at once", "a block that alternates", "a block with both sides", "nothing that lasts",
    ],
)  # fmt: skip
def test_an_exercise_is_done_on_one_side_in_full_then_on_the_other(
    steps: tuple[Step | Block, ...], expected: list[str]
) -> None:
    assert told(expand(routine(*steps))) == expected
    exchanged = {"left": "right", "right": "left"}
    other = [" ".join((exchanged.get(word, word), *rest)) for word, *rest in map(str.split, expected)]
    assert told(expand(routine(*steps), "left")) == (expected if steps == (DONE,) else other)


def test_the_painful_side_comes_first_and_has_no_name_while_it_is_not_known() -> None:
    own = routine(HOLD, sides=Sides.SORE_THEN_OTHER)
    assert told(expand(own, "left")) == ["left Lean in.", "right Change sides.", "right Lean in."]
    assert told(expand(own)) == ["Lean in.", "other Change sides.", "other Lean in."]


@with_each(
    ("says", "sides", "expected"),
    [
        (("Right heel down.",), Sides.BOTH, ["right Right heel down.", "left Left heel down."]),
        (("Left leg back.", "Turn right."), Sides.BOTH,
         ["left Left leg back.", "left Turn right.", "right Right leg back.", "right Turn left."]),
        (("Left heel down.",), Sides.SORE_THEN_OTHER, ["left Left heel down.", "right Right heel down."]),
        (("Bend the other knee.",), Sides.BOTH, ["right Bend the other knee.", "left Bend the other knee."]),
        (("Right leg.", "Left leg."), Sides.BOTH, ["right Right leg.", "left Left leg."]),
        (("Lean in.", "Now the other leg."), Sides.BOTH, ["right Lean in.", "left Now the other leg."]),
        (("Lean in.", "Do the same on the other side."), Sides.BOTH,
         ["right Lean in.", "left Do the same on the other side."]),
    ],
)  # fmt: skip
def test_the_words_of_a_step_are_those_of_its_side(says: tuple[str, ...], sides: Sides, expected: list[str]) -> None:
    # Words for both sides with the same time are both sides written out.
    steps = [replace(HOLD, say=say, seconds=10 if say == "Turn right." else 30) for say in says]
    plan = expand(routine(*steps, sides=sides))
    assert [line for line in told(plan) if "Change sides." not in line] == expected


def test_nothing_changes_where_a_step_names_a_side_or_the_routine_has_no_two_sides() -> None:
    named = (replace(HOLD, side=StepSide.RIGHT), replace(HOLD, side=StepSide.LEFT), HOLD)
    assert routine(*named).steps == named
    for sides in (Sides.SORE, Sides.AREA, Sides.TOGETHER):
        assert routine(HOLD, sides=sides).steps == (HOLD,)
    for each in BOOK.all():
        assert on_each_side(each) == each, "a shipped routine names its sides"
    own = routine(HOLD, BENT)
    assert on_each_side(own) == own


def test_heat_and_what_belongs_to_it_is_not_done_twice() -> None:
    document = {
        "title": "Warm", "sides": "both",
        "steps": [
            {"kind": "heat", "seconds": 600, "say": "Heat on."},
            {"repeat": 2, "steps": [{"kind": "hold", "seconds": 20, "say": "Lean."},
                                    {"kind": "swap", "seconds": 5, "say": "Swap."}]},
        ],
    }  # fmt: skip
    own = build_own(document, "warm", lambda name: BOOK.routine(name) if name in BOOK.ids else None, CONTENT)
    plan = expand(own)
    assert sum(each.seconds for each in plan if each.is_on_skin) == 600
    assert [each.side for each in plan if each.kind is Kind.HOLD] == ["right", "left", "right", "left"]


def test_the_other_version_has_both_sides_too() -> None:
    sitting = Variant(name="Sitting", say="Or sit.", steps=(BENT,))
    own = on_each_side(replace(routine(HOLD), steps=(HOLD,), variants=(sitting,)))
    assert told(expand(own.in_next_version())) == [
        "right Bend the knee a little.", "left Change sides.", "left Bend the knee a little.",
    ]  # fmt: skip


def _numbered() -> st.SearchStrategy[tuple[Step | Block, ...]]:
    """Return routines without sides whose steps all have words of their own."""
    kinds = st.sampled_from([Kind.PREP, Kind.HOLD, Kind.MOVE, Kind.REST])
    steps = st.builds(lambda kind, seconds, leg: (kind, seconds, leg), kinds, st.integers(1, 90), st.booleans())
    items = st.one_of(steps, st.tuples(st.integers(1, 4), st.lists(steps, min_size=1, max_size=3)))

    def built(drawn: list[Any]) -> tuple[Step | Block, ...]:
        numbers = count()

        def step(kind: Kind, seconds: int, has_limb: bool) -> Step:
            return Step(kind=kind, seconds=seconds, say=f"Number {next(numbers)}{' leg' if has_limb else ''}.")

        return tuple(
            step(*item) if len(item) == 3 else Block(repeat=item[0], steps=tuple(step(*each) for each in item[1]))
            for item in drawn
        )

    return st.lists(items, min_size=1, max_size=6).map(built)


@given(
    items=_numbered(),
    sides=st.sampled_from([Sides.BOTH, Sides.SORE_THEN_OTHER]),
    sore=st.sampled_from(["left", "right"]),
)
@settings(max_examples=40)
def test_each_timed_step_has_the_same_seconds_on_both_sides_and_the_list_their_sum(
    items: tuple[Step | Block, ...], sides: Sides, sore: str
) -> None:
    own = routine(*items, sides=sides)
    plan = expand(own, sore)
    wanted = Counter[tuple[str, int]]()
    for item in items:
        for step in item.steps if isinstance(item, Block) else (item,):
            if step.kind in (Kind.HOLD, Kind.MOVE):
                wanted[step.say, step.seconds] += item.repeat if isinstance(item, Block) else 1
    for side in ("left", "right"):
        held = Counter((e.say, e.seconds) for e in plan if e.kind in (Kind.HOLD, Kind.MOVE) and e.side == side)
        assert held == wanted
    assert own.seconds == sum(segment.seconds for segment in plan)
    sided = [segment.side for segment in plan if segment.side is not None]
    assert sided[:1] == [sore] * bool(sided)
    switches = [segment for segment in plan if segment.kind is Kind.SWAP]
    assert {segment.seconds for segment in switches} <= {SWITCH_SECONDS}


def test_the_switch_is_announced_and_one_leg_alone_does_not_complete_it() -> None:
    own = routine(Block(repeat=3, steps=(HOLD,)))
    session = apply_event(Session.create(own, "left"), Event.START, 0.0)
    cues, half = [], session
    for second in range(1, 186):
        following = session.caught_up(float(second))
        cues += [(second, cue) for cue in cues_between(session.frame(session.seen), following.frame(float(second)))]
        session = following
        half = session if second == 95 else half
    assert [second for second, cue in cues if cue is Cue.SWITCH] == [90]
    assert (is_completed(half), is_completed(session), session.state) == (False, True, State.FINISHED)
    exchanged = apply_event(half, Event.SWAP, 95.0)
    assert told(exchanged.plan)[:1] == ["right Lean in."]


@pytest.mark.parametrize("sides", [Sides.BOTH, Sides.SORE_THEN_OTHER])
def test_a_routine_for_the_painful_leg_can_be_done_on_both(sides: Sides) -> None:
    wall = as_practice(with_sides(BOOK.routine("calf-wall"), sides))
    assert (wall.purpose, wall.sides) == (Purpose.CARE, sides)
    plan = expand(wall, "left")
    for side in ("left", "right"):
        assert [each.seconds for each in plan if each.side == side and each.kind is Kind.HOLD] == [30, 30, 30, 20]
    assert plan[0].say == "Step the leg back. Point the toes forward and press the heel down."
    assert not any(segment.eases for segment in plan)
    assert wall.seconds == sum(segment.seconds for segment in plan)


def test_a_routine_for_both_legs_can_be_done_on_one() -> None:
    whole = BOOK.routine("bedtime-prevention")
    for side in ("left", "right"):
        plan = expand(for_one_side(whole, side), side)
        assert {segment.side for segment in plan} == {None, side}
        assert sum(each.seconds for each in plan if each.kind is Kind.HOLD) == 90
    calf = BOOK.routine("calf-wall")
    assert for_one_side(calf, "left") == calf
