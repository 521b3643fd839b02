"""Cues: the changes between two frames that are worth a sound, and that a short step has none too many."""

import pytest

from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.routines.model import Answer, Kind, Question
from spasmtui.relief.session.cues import Cue, cues_between
from spasmtui.relief.session.frame import Frame
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.states import Event, State
from spasmtui.relief.session.timeline import Segment
from spasmtui.relief.session.transitions import apply_event
from tests.relief.conftest import CONTENT
from tests.support.cases import with_each

CALF = apply_event(Session.create(RoutineBook(CONTENT).routine("night-calf-rescue"), "left"), Event.START, 0.0)
RUNNING = CALF.frame(0.0)._replace(length_seconds=30, remaining_seconds=20)


def segment(kind: Kind = Kind.HOLD, *, is_switch: bool = False) -> Segment:
    return Segment(kind=kind, seconds=30, say="Hold.", is_switch=is_switch)


def left(before: int, after: int, *, length: int = 30) -> tuple[Frame, Frame]:
    """Two frames of one step with so many seconds left."""
    return (
        RUNNING._replace(length_seconds=length, remaining_seconds=before),
        RUNNING._replace(length_seconds=length, remaining_seconds=after),
    )


@with_each(
    ("state", "cues"),
    [
        (State.STOPPED, (Cue.TAKE_OFF,)),
        (State.AWAY, (Cue.AWAY,)),
        (State.FINISHED, (Cue.END,)),
        (State.PAUSED, (Cue.HUSH,)),
        (State.GONE, (Cue.HUSH,)),
    ],
)
def test_a_new_state_has_the_cue_of_its_own(state: State, cues: tuple[Cue, ...]) -> None:
    assert cues_between(RUNNING, RUNNING._replace(state=state)) == cues
    assert cues_between(RUNNING._replace(state=state), RUNNING._replace(state=state)) == ()


@with_each(
    ("before", "after", "cues"),
    [
        (16, 15, (Cue.HALF,)),
        (20, 10, (Cue.HALF,)),
        (17, 16, ()),
        (15, 14, ()),
        (20, 4, (Cue.HALF,)),
        (20, 3, (Cue.LAST,)),
        (4, 3, (Cue.LAST,)),
        (4, 1, (Cue.LAST,)),
        (4, 0, ()),
        (3, 2, ()),
        (15, 16, ()),
    ],
)
def test_half_time_and_the_last_three_seconds_have_a_cue_once(before: int, after: int, cues: tuple[Cue, ...]) -> None:
    assert cues_between(*left(before, after)) == cues


def test_a_step_shorter_than_ten_seconds_has_neither() -> None:
    assert cues_between(*left(4, 3, length=9)) == ()
    assert cues_between(*left(5, 4, length=9)) == ()
    assert cues_between(*left(4, 3, length=10)) == (Cue.LAST,)
    assert cues_between(*left(6, 5, length=10)) == (Cue.HALF,)


def test_a_length_that_has_just_been_changed_is_not_taken_for_time_that_passed() -> None:
    before, after = left(16, 6)
    assert cues_between(before, after._replace(length_seconds=20)) == ()


@with_each(
    ("next_one", "cue"),
    [
        (segment(), Cue.STEP),
        (segment(is_switch=True), Cue.SWITCH),
        (segment(Kind.SWAP), Cue.SWITCH),
        (segment(Kind.CHECK), Cue.ANSWER),
        (segment(Kind.CHECK, is_switch=True), Cue.SWITCH),
    ],
)
def test_a_new_step_has_the_cue_of_its_kind(next_one: Segment, cue: Cue) -> None:
    assert cues_between(RUNNING, RUNNING._replace(step_index=1, segment=next_one)) == (cue,)


def test_the_first_step_after_the_questions_has_a_cue_of_its_own_and_so_has_each_question() -> None:
    one, two = Question(ask="One?", stop_on=Answer.YES), Question(ask="Two?", stop_on=Answer.YES)
    asking = RUNNING._replace(state=State.ASKING, question=one)
    assert cues_between(asking, asking) == ()
    assert cues_between(asking, asking._replace(question=two)) == (Cue.QUESTION,)
    assert cues_between(asking, RUNNING._replace(step_index=1)) == (Cue.BEGIN,)


def test_a_step_that_follows_a_wait_has_its_cue() -> None:
    assert cues_between(RUNNING._replace(state=State.PAUSED), RUNNING._replace(step_index=1, segment=segment())) == (
        Cue.STEP,
    )


@pytest.mark.parametrize("state", [State.PAUSED, State.WORSE, State.FINISHED])
def test_a_step_that_does_not_run_has_no_cue_of_its_own(state: State) -> None:
    still = RUNNING._replace(state=state)
    assert cues_between(still, still._replace(step_index=1, segment=segment())) == ()
    assert cues_between(still, still._replace(remaining_seconds=15)) == ()


def test_a_look_at_the_skin_that_begins_to_wait_has_a_cue_once() -> None:
    waiting = RUNNING._replace(is_waiting=True)
    assert cues_between(RUNNING, waiting) == (Cue.ANSWER,)
    assert cues_between(waiting, waiting) == ()
    assert cues_between(waiting, RUNNING._replace(remaining_seconds=15)) == (Cue.HALF,)


def test_ten_minutes_have_a_cue_beside_any_other_and_none_after_the_end() -> None:
    long = RUNNING._replace(is_long=True)
    assert cues_between(RUNNING, long) == (Cue.LONG,)
    assert cues_between(long, long) == ()
    assert cues_between(RUNNING, long._replace(step_index=1, segment=segment())) == (Cue.STEP, Cue.LONG)
    assert cues_between(RUNNING, long._replace(state=State.FINISHED)) == (Cue.END, Cue.LONG)
    assert cues_between(RUNNING, long._replace(state=State.GONE)) == (Cue.HUSH,)
