"""A session never runs heat or cold without its questions, its looks at the skin and its limits."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.errors import RefusedForSafety
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.routines.model import Answer, Kind, OnNo, Purpose, Question, Routine, Skin, Step
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.skin_guard import gate_mark
from spasmtui.relief.session.states import UNDER_WAY, Event, State
from spasmtui.relief.session.transitions import apply_event
from tests.relief.conftest import CONTENT
from tests.support.cases import with_each

BOOK = RoutineBook(CONTENT)
HEAT = Step(kind=Kind.HEAT, seconds=300, say="Heat on.")
COLD = Step(kind=Kind.COLD, seconds=300, say="Cold on.")
REST = Step(kind=Kind.REST, seconds=10, say="Rest.")
LOOK = Step(kind=Kind.CHECK, seconds=20, say="Look.", on_no=OnNo.STOP)
SKIN = Skin(longest_seconds=1200, check_every_seconds=300, wait_seconds=3600)
ASK = Question(ask="Numb?", stop_on=Answer.YES)


def routine(*steps: Step, skin: Skin | None = SKIN, asks: tuple[Question, ...] = (ASK,)) -> Routine:
    return Routine(id="r", title="Hot", purpose=Purpose.CARE, steps=steps, skin=skin, ask_first=asks)


def loosened(**limits: Any) -> Skin:
    return replace(SKIN, **limits)


UNSAFE = [
    (routine(HEAT, asks=()), "the questions that come before it"),
    (routine(REST, COLD, asks=()), "the questions that come before it"),
    (replace(routine(HEAT, skin=None), purpose=Purpose.RELIEF), "the questions that come before it"),
    (routine(HEAT, skin=None), "its limits"),
    (routine(HEAT, skin=loosened(longest_seconds=1201)), "its limits"),
    (routine(HEAT, skin=loosened(check_every_seconds=301)), "its limits"),
    (routine(replace(HEAT, seconds=301)), "a look at the skin in time"),
    (routine(HEAT, REST, COLD), "a look at the skin in time"),
    (routine(HEAT, replace(LOOK, on_no=None), HEAT), "a look at the skin in time"),
]


@with_each(("unsafe", "missing"), UNSAFE)
def test_heat_or_cold_that_lacks_something_does_not_start(unsafe: Routine, missing: str) -> None:
    session = Session.create(unsafe)
    with pytest.raises(RefusedForSafety) as caught:
        apply_event(session, Event.START, 5.0)
    assert caught.value.exit_code == 3
    assert caught.value.message == f"'Hot' has heat or cold without {missing}, so that it does not run."


@with_each("state", sorted(UNDER_WAY))
@with_each(("unsafe", "missing"), UNSAFE)
def test_nor_does_it_go_on_by_whatever_way_it_got_there(unsafe: Routine, missing: str, state: State) -> None:
    session = Session.create(unsafe)._replace(state=state, has_answered=True)
    for look in (session.sampled, session.frame):
        with pytest.raises(RefusedForSafety, match=missing):
            look(5.0)


def test_nobody_gets_to_heat_past_its_questions() -> None:
    session = Session.create(BOOK.routine("heat-session"))._replace(state=State.RUNNING)
    with pytest.raises(RefusedForSafety, match="without the questions"):
        session.sampled(5.0)


def test_what_lies_in_the_file_makes_no_step_longer_than_the_time_between_two_looks() -> None:
    session = Session.create(routine(HEAT, LOOK, HEAT))._replace(state=State.RUNNING, has_answered=True)
    assert session.sampled(5.0).into == 5.0
    with pytest.raises(RefusedForSafety, match="a look at the skin in time"):
        session.lengthened(1).sampled(5.0)


def test_all_that_is_shipped_may_run() -> None:
    for name in BOOK.ids:
        Session.create(BOOK.routine(name))._replace(state=State.RUNNING, has_answered=True).sampled(1.0)


def test_skipping_what_is_optional_never_passes_the_look_at_a_skin_that_has_a_pack_on() -> None:
    steps = (replace(HEAT, optional=True), replace(LOOK, optional=True), HEAT)
    session = Session.create(routine(*steps))._replace(state=State.RUNNING, has_answered=True)
    assert apply_event(session, Event.SKIP, 4.0).is_skin_check


def test_another_text_of_a_routine_has_another_mark_and_one_without_questions_has_none() -> None:
    one = routine(HEAT)
    assert gate_mark(one) == gate_mark(routine(HEAT))
    assert len({gate_mark(r) for r in (one, routine(HEAT, LOOK, HEAT), routine(COLD), replace(one, id="s"))}) == 4
    assert gate_mark(routine(HEAT, asks=(replace(ASK, ask="Cold?"),))) != gate_mark(one)
    assert gate_mark(routine(HEAT, asks=())) == ""
    assert gate_mark(replace(one, skin=loosened(longest_seconds=300))) == gate_mark(one)


KEYS = st.sampled_from([Event.NEXT, Event.BACK, Event.LONGER, Event.SHORTER, Event.SWAP, Event.SKIP, Event.YES])
WALK = st.lists(st.tuples(KEYS, st.sampled_from([0.0, 1.0, 40.0, 140.0, 299.0])), min_size=5, max_size=25)


@given(walk=WALK, first=st.sampled_from([(), (REST,), (replace(HEAT, optional=True), LOOK)]))
@settings(max_examples=40, deadline=None)
def test_no_way_through_the_steps_gives_five_minutes_without_a_look(
    walk: list[tuple[Event, float]], first: tuple[Step, ...]
) -> None:
    short = replace(HEAT, seconds=140)
    steps = (*first, short, REST, short, LOOK, HEAT, replace(LOOK, optional=True), replace(COLD, optional=True))
    session = Session.create(routine(*steps))._replace(state=State.RUNNING, has_answered=True)
    since = 0.0
    for event, seconds in walk:
        while seconds > 0 and session.state is State.RUNNING and not session.is_skin_check:
            before, session = session, session.sampled(session.seen + min(seconds, 4.0))
            seconds -= 4.0
            if before.segment.is_on_skin:  # what a look that waits may add is none of it
                since += min(session.on_skin - before.on_skin, before.length - before.into)
        if event is Event.YES and session.is_skin_check:
            since = 0.0
        session = apply_event(session, event, session.seen)
        assert since <= 300
