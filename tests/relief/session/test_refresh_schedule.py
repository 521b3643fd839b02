"""The next refresh: just after the frame changes by itself, and never before."""

from dataclasses import replace

import pytest

from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.session.refresh_schedule import seconds_to_next_refresh
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.states import Event, State
from spasmtui.relief.session.transitions import apply_event
from tests.relief.conftest import CONTENT
from tests.support.cases import with_each

BOOK = RoutineBook(CONTENT)


def at(into: float, what: str = "night-calf-rescue", *, state: State = State.RUNNING, **fields: float) -> Session:
    """A session so far into its first step."""
    started = apply_event(Session.create(BOOK.routine(what), "left"), Event.START, 0.0)
    return started._replace(state=state, into=into, seen=into, active=into, **fields)  # type: ignore[arg-type]


@with_each(
    ("into", "seconds"),
    [(0.0, 1.005), (0.25, 0.755), (0.999, 0.006), (1.0, 1.005), (4.0, 1.005), (4.5, 0.505)],
)
def test_a_running_step_is_refreshed_just_after_its_next_second(into: float, seconds: float) -> None:
    assert seconds_to_next_refresh(at(into)) == pytest.approx(seconds)


def test_a_look_at_the_skin_that_waits_is_refreshed_once_a_second() -> None:
    assert seconds_to_next_refresh(at(5.0)) == 1.0
    assert seconds_to_next_refresh(at(6.0)) == 1.0


@pytest.mark.parametrize("state", [State.PAUSED, State.AWAY, State.WORSE])
def test_a_wait_is_refreshed_when_the_ten_minutes_are_over_and_then_never(state: State) -> None:
    assert seconds_to_next_refresh(at(3.0, state=state, idle=97.0)) == pytest.approx(500.005)
    assert seconds_to_next_refresh(at(3.0, state=state, idle=596.5)) == pytest.approx(0.505)
    assert seconds_to_next_refresh(at(3.0, state=state, idle=597.0)) is None


def test_a_wait_of_a_routine_that_is_no_relief_is_never_refreshed() -> None:
    assert seconds_to_next_refresh(at(3.0, "bedtime-prevention", state=State.PAUSED)) is None


@pytest.mark.parametrize(("on_skin", "seconds"), [(0.0, 1201.0), (1000.0, 201.0), (1199.5, 1.5), (1205.0, 1.0)])
def test_a_wait_with_something_on_the_skin_is_refreshed_when_it_must_come_off(on_skin: float, seconds: float) -> None:
    assert seconds_to_next_refresh(at(3.0, "heat-session", state=State.PAUSED, on_skin=on_skin)) == seconds


def test_the_sooner_of_two_ends_counts() -> None:
    routine = replace(BOOK.routine("heat-session"), purpose=BOOK.routine("foot-toes").purpose)
    session = at(3.0, "heat-session", state=State.PAUSED, on_skin=100.0)._replace(routine=routine)
    assert seconds_to_next_refresh(session) == pytest.approx(597.005)
    assert seconds_to_next_refresh(session._replace(on_skin=1000.0)) == 201.0


@with_each("state", [State.READY, State.ASKING, State.FINISHED, State.GONE, State.LEFT, State.STOPPED])
def test_what_does_not_run_is_never_refreshed(state: State) -> None:
    assert seconds_to_next_refresh(at(3.0, "heat-session", state=state)) is None
