"""The frame of a moment, value by value, and the time that a session has measured."""

from dataclasses import replace

import pytest

from spasmtui.relief.routines.model import Answer, Kind, OnNo, Purpose, Question, Routine, Skin, Step
from spasmtui.relief.session.frame import Frame
from spasmtui.relief.session.session import GAP_SECONDS, LONG_CRAMP_SECONDS, Session
from spasmtui.relief.session.states import Event, State
from spasmtui.relief.session.transitions import apply_event
from tests.support.cases import with_each

BEGIN = 700.0
HOLD = Step(kind=Kind.HOLD, seconds=30, say="Hold.")
REST = Step(kind=Kind.REST, seconds=10, say="Rest.")
HEAT = Step(kind=Kind.HEAT, seconds=300, say="Heat on.")
LOOK = Step(kind=Kind.CHECK, seconds=20, say="Look.", on_no=OnNo.STOP)
SKIN = Skin(longest_seconds=1200, check_every_seconds=300, wait_seconds=2700)
ASKS = (Question(ask="Numb?", stop_on=Answer.YES), Question(ask="Hot?", stop_on=Answer.YES))


def session_of(*steps: Step, purpose: Purpose = Purpose.RELIEF, skin: Skin | None = None, **fields: object) -> Session:
    fields = {"ask_first": ASKS[: skin is not None], **fields}
    routine = Routine(id="r", title="R", purpose=purpose, steps=steps, skin=skin, **fields)  # type: ignore[arg-type]
    session = apply_event(Session.create(routine), Event.START, BEGIN)
    return apply_event(session, Event.NO, BEGIN) if skin is not None else session


def after(session: Session, seconds: float) -> Session:
    return session.caught_up(session.seen + seconds)


STOPPED = "Take it off now. It has been on long enough."


def test_a_session_that_is_ready_has_measured_nothing() -> None:
    session = Session.create(session_of(HOLD, REST).routine, "left", skin_seconds=60, get_ready_seconds=5)
    assert (session.state, session.side, session.skin_seconds, session.get_ready_seconds) == (
        State.READY,
        "left",
        60,
        5,
    )
    assert (session.spent, session.added) == ((0.0,) * 3, (0,) * 3)
    assert (session.step_index, session.into, session.question, session.held_again) == (0, 0.0, 0, 0)
    assert (session.began, session.seen, session.active, session.idle) == (0.0, 0.0, 0.0, 0.0)
    assert (session.on_skin, session.away, session.reason) == (0.0, 0.0, "")
    empty = Session(routine=session.routine, plan=session.plan)
    assert session._replace(side=None, skin_seconds=None, get_ready_seconds=0, spent=(), held=(), added=()) == empty
    plain = Session.create(session_of(HOLD).routine)
    assert (len(plain.plan), plain.side, plain.skin_seconds, plain.get_ready_seconds) == (1, None, None, 0)


def test_a_running_frame_has_the_step_the_times_and_the_next_step() -> None:
    session = after(session_of(HOLD, REST), 7.5)
    assert session.frame(session.seen) == Frame(
        state=State.RUNNING,
        step_index=0,
        step=1,
        steps=2,
        segment=session.plan[0],
        remaining_seconds=23,
        length_seconds=30,
        progress=0.25,
        routine_remaining_seconds=33,
        since_seconds=7,
        next_segment=session.plan[1],
        question=None,
        is_waiting=False,
        is_long=False,
        away_seconds=0,
        skin_left_seconds=None,
        skin_longest_seconds=None,
        reason="",
    )


def test_a_frame_counts_what_was_added_to_this_step_and_to_later_ones() -> None:
    session = after(session_of(HOLD, REST), 20)._replace(added=(10, 5))
    frame = session.frame(session.seen)
    assert (frame.length_seconds, frame.remaining_seconds, frame.routine_remaining_seconds) == (40, 20, 35)
    assert frame.progress == 0.5


def test_the_last_step_has_no_next_one() -> None:
    session = after(session_of(HOLD, REST), 31)
    frame = session.frame(session.seen)
    assert (frame.step, frame.next_segment, frame.remaining_seconds, frame.routine_remaining_seconds) == (2, None, 9, 9)


def test_a_second_that_has_just_passed_is_not_shown_as_left() -> None:
    session = after(session_of(HOLD), 10)
    assert session.frame(session.seen + 1e-9).remaining_seconds == 20
    assert session.frame(session.seen - 0.0).remaining_seconds == 20
    assert session._replace(into=9.9).frame(session.seen).remaining_seconds == 21


@with_each("state", [State.FINISHED, State.GONE, State.LEFT, State.STOPPED, State.REFUSED])
def test_nothing_is_left_when_it_is_over_and_its_length_is_rounded(state: State) -> None:
    session = after(session_of(HOLD, REST), 7.6)._replace(state=state)
    frame = session.frame(session.seen)
    assert (frame.remaining_seconds, frame.routine_remaining_seconds, frame.progress) == (0, 0, 1.0)
    assert frame.since_seconds == 8


def test_the_question_that_is_asked_is_in_the_frame_and_no_other() -> None:
    session = session_of(HOLD, purpose=Purpose.CARE, ask_first=ASKS)
    assert session.frame(BEGIN).question == ASKS[0]
    assert apply_event(session, Event.NO, BEGIN).frame(BEGIN).question == ASKS[1]
    begun = apply_event(apply_event(session, Event.NO, BEGIN), Event.NO, BEGIN)
    assert begun.frame(BEGIN).question is None


@pytest.mark.parametrize(
    ("purpose", "seconds", "is_long"),
    [
        (Purpose.RELIEF, LONG_CRAMP_SECONDS - 1, False),
        (Purpose.RELIEF, LONG_CRAMP_SECONDS, True),
        (Purpose.CARE, LONG_CRAMP_SECONDS, False),
    ],
)
def test_a_cramp_is_long_after_ten_minutes_of_running_and_waiting(
    purpose: Purpose, seconds: int, is_long: bool
) -> None:
    session = session_of(HOLD, purpose=purpose)._replace(active=400.0, idle=seconds - 400.0)
    assert session.frame(session.seen).is_long is is_long
    assert LONG_CRAMP_SECONDS == 600


def test_an_absence_is_shown_while_it_waits_for_its_answer() -> None:
    away = session_of(HOLD).sampled(BEGIN + 6.7)
    frame = away.frame(away.seen)
    assert (frame.state, frame.away_seconds, away.idle, away.active) == (State.AWAY, 6, 6.7000000000000455, 0.0)
    assert away._replace(state=State.PAUSED).frame(away.seen).away_seconds == 0


def test_the_time_the_skin_may_still_have_is_counted_down_and_never_below_nothing() -> None:
    session = after(session_of(HEAT, LOOK, HEAT, skin=SKIN), 100.5)
    frame = session.frame(session.seen)
    assert (frame.skin_left_seconds, frame.skin_longest_seconds) == (1099, 1200)
    assert session._replace(on_skin=1300.0, state=State.GONE).frame(session.seen).skin_left_seconds == 0


def test_a_look_at_the_skin_waits_when_its_time_is_over_and_what_is_then_on_the_skin_counts() -> None:
    looking = after(session_of(HEAT, LOOK, HEAT, skin=SKIN), 319)
    assert (looking.frame(looking.seen).is_waiting, looking.on_skin) == (False, 300.0)
    waiting = after(looking, 1)
    assert (waiting.frame(waiting.seen).is_waiting, waiting.on_skin, waiting.into) == (True, 300.0, 20.0)
    later = after(waiting, 4)
    assert (later.step_index, later.into, later.on_skin, later.active) == (1, 20.0, 304.0, 324.0)
    gone_away = later.sampled(later.seen + 50)
    assert (gone_away.state, gone_away.on_skin, gone_away.active) == (State.RUNNING, 354.0, 374.0)


def test_an_absence_over_the_end_of_warmth_counts_on_the_skin_to_the_full() -> None:
    session = after(session_of(HEAT, LOOK, HEAT, skin=SKIN), 290)
    away = session.sampled(session.seen + 40)
    assert (away.step_index, away.state, away.on_skin, away.active, away.idle) == (1, State.RUNNING, 330.0, 330.0, 0.0)
    assert away.into == 20.0


def test_warmth_that_ends_the_routine_counts_to_its_end() -> None:
    session = after(session_of(REST, HEAT, skin=SKIN), 10)
    assert (session.step_index, session.on_skin) == (1, 0.0)
    over = after(session, 305)
    assert (over.state, over.on_skin, over.active, over.idle) == (State.FINISHED, 300.0, 310.0, 5.0)
    assert (over.into, over.spent, over.frame(over.seen).is_waiting) == (300.0, (10.0, 300.0), False)


@pytest.mark.parametrize("state", [State.PAUSED, State.AWAY, State.WORSE])
def test_a_wait_counts_on_the_skin_and_ends_it_after_its_maximum(state: State) -> None:
    session = after(session_of(HEAT, LOOK, HEAT, skin=SKIN), 100)._replace(state=state)
    full = session.sampled(session.seen + 1100)
    assert (full.state, full.on_skin, full.idle, full.active, full.reason) == (state, 1200.0, 1100.0, 100.0, "")
    over = session.sampled(session.seen + 1100.5)
    assert (over.state, over.on_skin, over.reason) == (State.STOPPED, 1200.5, STOPPED)


def test_a_wait_at_a_look_at_the_skin_counts_and_one_at_another_step_does_not() -> None:
    looking = after(session_of(HEAT, LOOK, HEAT, skin=SKIN), 310)._replace(state=State.PAUSED)
    assert looking.sampled(looking.seen + 60).on_skin == 360.0
    half = replace(HEAT, seconds=150)
    resting = after(session_of(half, REST, half, skin=SKIN), 155)._replace(state=State.PAUSED)
    assert resting.sampled(resting.seen + 60).on_skin == 150.0


def test_an_absence_past_the_maximum_stops_it_also_when_the_last_step_was_over_meanwhile() -> None:
    session = after(session_of(HEAT, REST, skin=SKIN), 100)
    away = session.sampled(session.seen + 1100)
    assert (away.state, away.on_skin, away.reason) == (State.FINISHED, 1200.0, "")
    too_long = session.sampled(session.seen + 1101)
    assert (too_long.state, too_long.on_skin, too_long.reason) == (State.STOPPED, 1201.0, STOPPED)


def test_what_is_over_is_not_on_the_skin_any_more() -> None:
    finished = after(session_of(HEAT, skin=SKIN), 301)
    later = finished.sampled(finished.seen + 2000)
    assert (later.state, later.on_skin, later.idle) == (State.FINISHED, 300.0, 2001.0)


@with_each("state", [State.READY, State.ASKING, State.GONE, State.LEFT, State.STOPPED, State.REFUSED])
def test_time_passes_over_what_has_not_begun_or_has_ended(state: State) -> None:
    session = after(session_of(HEAT, skin=SKIN), 10)._replace(state=state)
    assert session.sampled(session.seen + 3000) == session._replace(seen=session.seen + 3000)


def test_a_moment_that_is_not_later_changes_nothing_even_after_an_absence() -> None:
    session = after(session_of(HOLD), 10)
    assert session.sampled(session.seen, was_away=True) is session
    assert session.sampled(session.seen - 1) is session
    away = session.sampled(session.seen + 0.5, was_away=True)
    assert (away.state, away.away, away.into) == (State.AWAY, 0.5, 10.0)


def test_a_gap_of_more_than_five_seconds_is_an_absence() -> None:
    session = session_of(HOLD)
    assert (session.sampled(BEGIN + 5.0).state, session.sampled(BEGIN + 5.01).state) == (State.RUNNING, State.AWAY)
    assert GAP_SECONDS == 5.0


def test_catching_up_is_no_absence_however_long() -> None:
    session = session_of(HOLD, REST)
    assert after(session, 23.0).into == pytest.approx(23.0)
    assert session.caught_up(BEGIN + 5.0).state is State.RUNNING
    assert session.caught_up(BEGIN - 1.0) == session


def test_the_planned_time_on_the_skin_is_what_is_left_of_this_piece_and_all_later_ones() -> None:
    session = after(session_of(REST, HEAT, LOOK, HEAT, skin=SKIN), 70)._replace(added=(0, 10, 40, 20))
    assert (session.step_index, session.skin_planned) == (1, 310 - 60 + 320)
    assert session._replace(step_index=0, into=0.0).skin_planned == 310 + 320
    assert session._replace(step_index=3, into=20.0).skin_planned == 300


def test_only_a_check_that_ends_the_routine_is_a_look_at_the_skin() -> None:
    steps = (LOOK, replace(LOOK, on_no=OnNo.PREVIOUS_HOLD), replace(LOOK, on_no=None), replace(HOLD, on_no=OnNo.STOP))
    session = session_of(*steps)
    assert [session._replace(step_index=index).is_skin_check for index in range(4)] == [True, False, False, False]


def test_the_hold_before_a_check_is_the_nearest_one() -> None:
    session = session_of(HOLD, HOLD, REST, LOOK, HOLD)
    assert [session._replace(step_index=index).previous_hold for index in range(5)] == [None, 0, 1, 1, 1]


def test_a_step_that_is_left_keeps_the_time_it_had() -> None:
    session = after(session_of(HOLD, HOLD, REST), 12)._replace(spent=(1.0, 2.0, 3.0))
    moved = session.moved_to(2)
    assert (moved.step_index, moved.into, moved.spent) == (2, 0.0, (12.0, 2.0, 3.0))
    assert session.moved_to(1, spent=30.0).spent == (30.0, 2.0, 3.0)
    last = session._replace(step_index=2, into=4.0).moved_to(3)
    assert (last.state, last.step_index, last.into, last.spent) == (State.FINISHED, 2, 4.0, (1.0, 2.0, 4.0))


def test_a_step_is_made_longer_by_its_number_or_where_it_is() -> None:
    session = session_of(HOLD, HOLD, REST)._replace(step_index=1, added=(1, 2, 3))
    assert session.lengthened(10).added == (1, 12, 3)
    assert session.lengthened(-2, 0).added == (-1, 2, 3)
    assert session.lengthened(5, 2).added == (1, 2, 8)
    assert session.lengthened(10).length == 42
