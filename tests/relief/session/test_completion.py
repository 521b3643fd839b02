"""What counts as held, and as a routine that was done as written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.routines.model import Kind, Purpose, Routine, Sides, Step, StepSide
from spasmtui.relief.session.completion import (
    ENOUGH_HELD,
    held_seconds,
    held_this_round,
    is_completed,
    is_worth_recording,
)
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.states import Event, State
from spasmtui.relief.session.transitions import apply_event
from tests.relief.conftest import CONTENT, passing_answers
from tests.support.cases import with_each

BOOK = RoutineBook(CONTENT)


def routine_of(*steps: Step, sides: Sides = Sides.SORE) -> Routine:
    return Routine(id="own", title="Own", purpose=Purpose.PREVENTION, steps=steps, sides=sides)


def hold(seconds: int = 10, **more: object) -> Step:
    return Step(kind=Kind.HOLD, seconds=seconds, say="Hold.", **more)  # type: ignore[arg-type]


def begun(routine: Routine, side: str | None = "left") -> Session:
    session = apply_event(Session.create(routine, side), Event.START, 0.0)
    for answer in passing_answers(routine):
        session = apply_event(session, Event(answer), 0.0)
    return session


def passed(session: Session, seconds: float) -> Session:
    return session.caught_up(session.seen + seconds)


def does(session: Session, *events: Event) -> Session:
    for event in events:
        session = apply_event(session, event, session.seen)
    return session


def walked(routine: Routine) -> Session:
    """Return the session at its end, with every look at the skin answered."""
    session = begun(routine)
    while session.state is not State.FINISHED:
        session = passed(session, 1)
        if session.is_skin_check and session.into >= session.length:
            session = does(session, Event.YES)
    return session


@pytest.mark.parametrize(
    ("seconds", "completed", "is_worth"), [(9.4, False, False), (9.6, False, True), (4, True, True), (0, False, False)]
)
def test_a_practice_is_kept_from_ten_seconds_to_the_nearest_on_and_a_shorter_one_that_was_done_as_written_too(
    seconds: float, completed: bool, is_worth: bool
) -> None:
    assert is_worth_recording(seconds, completed=completed) is is_worth


@with_each("routine", BOOK.all(), ids=lambda routine: routine.id)
def test_every_routine_that_ran_through_by_itself_is_completed(routine: Routine) -> None:
    session = walked(routine)
    assert is_completed(session)
    asked = sum(segment.seconds for segment in session.plan if segment.kind is Kind.CHECK)
    assert held_seconds(session) == pytest.approx(sum(segment.seconds for segment in session.plan) - asked)


@with_each("routine", BOOK.all(), ids=lambda routine: routine.id)
def test_no_routine_that_was_skipped_through_is_completed(routine: Routine) -> None:
    session = begun(routine)
    for _ in range(3 * len(session.plan)):
        session = does(passed(session, 0.2), Event.YES if session.is_skin_check else Event.NEXT)
    assert (session.state, is_completed(session)) == (State.FINISHED, False)


@pytest.mark.parametrize(("seconds", "is_enough"), [(7.9, False), (10 * ENOUGH_HELD, True), (9.9, True)])
def test_a_step_that_was_left_early_counts_from_four_fifths_of_its_seconds(seconds: float, is_enough: bool) -> None:
    session = does(passed(begun(routine_of(hold(10), hold(20))), seconds), Event.NEXT)
    assert is_completed(passed(session, 20)) is is_enough


def test_getting_ready_resting_and_the_last_words_need_not_be_waited_for() -> None:
    steps = [Step(kind=kind, seconds=30, say="Wait.") for kind in (Kind.PREP, Kind.REST, Kind.SWAP, Kind.DONE)]
    session = passed(begun(routine_of(*steps, hold(10))), 1)
    session = passed(does(session, *[Event.NEXT] * 4), 10)
    assert (is_completed(session), round(held_seconds(session))) == (True, 11)


def test_optional_steps_do_not_count_against_it() -> None:
    session = passed(begun(routine_of(hold(10), hold(60, optional=True))), 10)
    assert is_completed(does(session, Event.SKIP))


def test_a_step_made_shorter_is_held_for_less_than_it_asks_for() -> None:
    session = passed(begun(routine_of(hold(60))), 1)
    session = does(session, *[Event.SHORTER] * 5)
    assert not is_completed(passed(session, 20))


def test_a_step_made_longer_is_held_after_its_own_seconds() -> None:
    session = passed(does(begun(routine_of(hold(10))), Event.LONGER), 10)
    assert is_completed(does(session, Event.DONE))


def test_a_step_that_was_repeated_has_had_its_longest_time() -> None:
    session = passed(begun(routine_of(hold(10), hold(10))), 10)
    session = passed(does(passed(session, 1), Event.BACK), 2)
    assert is_completed(passed(does(session, Event.NEXT), 10))


def test_pauses_absences_and_questions_are_not_held() -> None:
    check = Step(kind=Kind.CHECK, seconds=20, say="Better?")
    session = passed(begun(routine_of(hold(10), check, hold(10))), 5)
    session = does(passed(does(session, Event.PAUSE), 60), Event.RESUME)
    session = session.sampled(session.seen + 100)
    assert session.state is State.AWAY
    session = passed(does(session, Event.RESUME), 5 + 20 + 4)
    assert (held_seconds(session), session.step_index) == (14.0, 2)


def test_how_it_ended_makes_no_difference() -> None:
    whole, half = passed(begun(routine_of(hold(10), hold(5))), 14), passed(begun(routine_of(hold(10))), 5)
    for end in (Event.GONE, Event.DONE, Event.LEAVE):
        assert (is_completed(does(whole, end)), is_completed(does(half, end))) == (True, False)


def test_both_sides_need_their_time_also_where_they_were_exchanged_on_the_way() -> None:
    right, left = hold(10, side=StepSide.RIGHT), hold(10, side=StepSide.LEFT)
    session = begun(routine_of(right, left, right, left, sides=Sides.BOTH), "right")
    session = does(passed(session, 10), Event.SWAP)  # the second step is the right side's again
    session = passed(session, 30)
    assert (session.state, is_completed(session)) == (State.FINISHED, False)
    assert [session.plan[n].side for n in range(4)] == ["left", "right", "left", "right"]
    again = passed(does(session, Event.AGAIN), 40)
    assert (is_completed(again), held_this_round(again), held_seconds(again)) == (True, 40.0, 80.0)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.floats(0, 40), st.sampled_from([*Event])), max_size=25))
def test_never_more_is_held_than_time_has_passed(moves: list[tuple[float, Event]]) -> None:
    session = begun(BOOK.routine("bedtime-prevention"))
    for seconds, event in moves:
        session = does(passed(session, seconds), event)
    assert 0.0 <= held_seconds(session) <= session.seen + 1e-6
    needed = sum(ENOUGH_HELD * segment.seconds for segment in session.plan if segment.kind is Kind.HOLD)
    assert not is_completed(session) or held_this_round(session) >= needed - 1e-6
