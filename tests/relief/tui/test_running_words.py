"""What the other screens say of a routine that runs."""

from dataclasses import replace

import pytest

from spasmtui.relief.routines.model import Kind
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.states import ENDED, Event, State
from spasmtui.relief.session.texts import skin_left
from spasmtui.relief.session.transitions import apply_event
from spasmtui.relief.tui.running_words import by_the_minute, running_routine, time_left
from spasmtui.ui.running.routine import RunningRoutine
from tests.relief.session.test_frame import BEGIN, HEAT, HOLD, LOOK, REST, SKIN, after, session_of
from tests.support.cases import with_each

WARM = session_of(HEAT, LOOK, HEAT, skin=SKIN)


def said(session: Session) -> RunningRoutine | None:
    return running_routine(session, session.frame(session.seen))


@with_each(
    ("seconds", "words"),
    [(0, "0 s left"), (59, "59 s left"), (60, "1 min left"), (61, "2 min left"), (750, "13 min left")],
)
def test_the_time_left_has_seconds_only_in_its_last_minute(seconds: int, words: str) -> None:
    assert time_left(seconds) == words


def test_a_running_routine_has_its_name_its_step_and_the_time_left_of_it_all() -> None:
    session = after(session_of(HOLD, REST, replace(HOLD, seconds=90)), 33)
    assert said(session) == RunningRoutine(what="R", details=("step 2 of 3", "2 min left"))


@pytest.mark.parametrize(("event", "words"), [(Event.PAUSE, "paused"), (Event.WORSE, "stopped")])
def test_a_routine_that_waits_for_the_person_has_no_time_that_runs_out(event: Event, words: str) -> None:
    session = apply_event(session_of(HOLD, REST), event, BEGIN + 3)
    assert said(session) == RunningRoutine(what="R", details=("step 1 of 2", words))


def test_what_is_on_the_skin_comes_before_the_routines_name() -> None:
    assert said(WARM) == RunningRoutine(what="Heat on the skin", details=("10 min left",), is_pressing=True)
    cold = session_of(replace(HEAT, kind=Kind.COLD, seconds=40), LOOK, skin=SKIN)
    assert said(cold) == RunningRoutine(what="Cold on the skin", details=("40 s left",), is_pressing=True)


def test_a_second_on_the_skin_is_another_frame_only_where_its_words_are() -> None:
    """All else on the screen is drawn anew where a frame is another, each second of half an hour otherwise."""
    frame = WARM.frame(WARM.seen)
    told: dict[object, set[str]] = {}
    for left in range(1200, -1, -1):
        second = frame._replace(skin_left_seconds=left, skin_longest_seconds=1200)
        told.setdefault(by_the_minute(second), set()).add(skin_left(second))
    assert len(told) == 21
    assert all(len(words) == 1 for words in told.values())


def test_a_pause_does_not_take_the_heat_off() -> None:
    session = apply_event(WARM, Event.PAUSE, BEGIN + 3)
    assert said(session) == RunningRoutine(what="Heat still on the skin", details=("paused",), is_pressing=True)


def test_a_look_at_the_skin_and_every_other_answer_is_asked_for() -> None:
    looking = RunningRoutine(what="Look at the skin now", details=("your answer is wanted",), is_pressing=True)
    assert said(after(WARM, 301)) == looking
    assert said(after(WARM, 340)) == looking
    waiting = RunningRoutine(what="R", details=("your answer is wanted",), is_pressing=True)
    assert said(session_of(HOLD).sampled(BEGIN + 20)) == waiting
    assert said(WARM._replace(state=State.ASKING)) == waiting


@with_each("state", sorted({*ENDED, State.FINISHED, State.READY}))
def test_nothing_is_said_of_a_routine_that_does_not_run(state: State) -> None:
    assert said(session_of(HOLD)._replace(state=state)) is None
