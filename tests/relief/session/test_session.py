"""The session machine: what each event does, that time is measured and never lost, and that nothing breaks it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.routines.model import Kind
from spasmtui.relief.session.cues import Cue, cues_between
from spasmtui.relief.session.refresh_schedule import seconds_to_next_refresh
from spasmtui.relief.session.session import GAP_SECONDS, Session
from spasmtui.relief.session.states import ALLOWED_EVENTS, ENDED, UNDER_WAY, Event, State
from spasmtui.relief.session.transitions import apply_event, rejection_reason
from tests.relief.conftest import CONTENT
from tests.support.cases import with_each

BOOK = RoutineBook(CONTENT)
ROUTINES = BOOK.ids
BEGIN = 5000.0


def running(what: str = "calf", side: str | None = "left", **request: int) -> Session:
    """A session at its first step, its questions answered so that it may start."""
    session = apply_event(Session.create(BOOK.find(what).routine, side, **request), Event.START, BEGIN)
    for question in session.routine.asks_before:
        session = apply_event(session, Event.NO if question.stop_on == "yes" else Event.YES, BEGIN)
    assert session.state is State.RUNNING
    return session


def after(session: Session, seconds: float) -> Session:
    """The session that many seconds later, with somebody looking."""
    return session.caught_up(session.seen + seconds)


def test_time_runs_over_the_ends_of_steps_without_losing_a_moment() -> None:
    session = after(running(), 36.5)
    frame = session.frame(session.seen)
    assert (frame.step, frame.remaining_seconds, frame.since_seconds) == (3, 14, 36)
    assert session.into == pytest.approx(1.5)
    assert frame.routine_remaining_seconds == 44


def test_a_session_finishes_at_the_end_of_its_last_step_however_late_it_is_looked_at() -> None:
    session = running()
    for _ in range(30):
        session = session.sampled(session.seen + 4.9)
    assert session.state is State.FINISHED
    assert session.active == pytest.approx(80)


def test_a_moment_before_the_last_sample_changes_nothing() -> None:
    session = after(running(), 10)
    assert session.sampled(session.seen - 3) == session
    assert session.sampled(session.seen) == session


def test_a_pause_keeps_the_step_where_it_is() -> None:
    paused = apply_event(after(running(), 12), Event.PAUSE, BEGIN + 12)
    later = apply_event(paused, Event.RESUME, BEGIN + 500)
    assert later.frame(BEGIN + 500).remaining_seconds == 23
    assert later.active == pytest.approx(12)
    assert later.idle == pytest.approx(488)


def test_back_after_next_is_where_you_were() -> None:
    session = after(running(), 12)
    there = apply_event(apply_event(session, Event.NEXT, session.seen), Event.BACK, session.seen)
    assert (there.step_index, there.into) == (session.step_index, session.into)


def test_back_to_a_step_that_had_ended_begins_it_again() -> None:
    session = apply_event(after(running(), 7), Event.BACK, BEGIN + 7)
    assert (session.step_index, session.into) == (0, 0.0)


def test_a_gap_makes_a_hold_wait_where_it_was_seen_last() -> None:
    session = after(running(), 12)
    away = session.sampled(session.seen + 540)
    frame = away.frame(away.seen)
    assert (frame.state, frame.remaining_seconds, frame.away_seconds) == (State.AWAY, 23, 540)
    again = apply_event(away, Event.RESUME, away.seen)
    assert again.frame(again.seen).remaining_seconds == 23
    restarted = apply_event(away, Event.BACK, away.seen)
    assert (restarted.step_index, restarted.into, restarted.state) == (1, 0.0, State.RUNNING)


def test_a_gap_of_five_seconds_is_no_gap() -> None:
    session = running()
    assert session.sampled(BEGIN + GAP_SECONDS).state is State.RUNNING
    assert session.sampled(BEGIN + GAP_SECONDS + 0.01).state is State.AWAY


def test_heat_counts_the_time_away_because_the_pack_was_on_the_skin() -> None:
    session = after(running("heat"), 60)
    away = session.sampled(session.seen + 30)
    frame = away.frame(away.seen)
    assert (frame.state, frame.remaining_seconds) == (State.RUNNING, 240)
    assert away.on_skin == pytest.approx(60)


def test_heat_says_take_it_off_when_the_maximum_has_passed_while_away() -> None:
    session = after(running("heat"), 60)
    away = session.sampled(session.seen + 1300)
    assert (away.state, away.reason) == (State.STOPPED, "Take it off now. It has been on long enough.")


@pytest.mark.parametrize("what", ["heat", "cold"])
def test_a_pause_does_not_take_the_pack_off(what: str) -> None:
    paused = apply_event(after(running(what), 60), Event.PAUSE, BEGIN + 60)
    assert paused.sampled(BEGIN + 1100).state is State.PAUSED
    assert paused.sampled(BEGIN + 1300).state is State.STOPPED


def test_a_look_at_the_skin_waits_for_its_answer_and_its_time_counts() -> None:
    session = after(running("heat"), 30 + 300 + 20 + 100)
    frame = session.frame(session.seen)
    assert (frame.step, frame.is_waiting, frame.remaining_seconds) == (3, True, 0)
    assert session.on_skin == pytest.approx(400)
    assert rejection_reason(session, Event.NEXT) == "Look at the skin first. Answer yes if it is fine, no if it is not."
    assert apply_event(session, Event.YES, session.seen).step_index == 3
    stopped = apply_event(session, Event.NO, session.seen)
    assert (stopped.state, stopped.reason) == (State.STOPPED, "Take it off now and leave it off.")


def test_plus_is_refused_where_it_would_pass_the_maximum_on_the_skin() -> None:
    session = after(running("heat", skin_seconds=1200), 40)
    reason = "No longer than 20 minutes on the skin, because more can harm it unnoticed."
    assert rejection_reason(session, Event.LONGER) == reason
    assert apply_event(session, Event.LONGER, session.seen).length == session.length
    assert rejection_reason(after(running("heat"), 40), Event.LONGER) is None


def test_length_of_heat_is_cut_into_pieces_with_a_look_at_the_skin_between() -> None:
    plan = running("heat", skin_seconds=720).plan
    kinds = [(segment.kind, segment.seconds) for segment in plan]
    heat, check = Kind.HEAT, Kind.CHECK
    assert kinds[1:-1] == [(heat, 300), (check, 20), (heat, 300), (check, 20), (heat, 120)]
    assert "five" not in plan[-2].say


def test_a_hold_that_has_not_eased_is_held_again_up_to_its_maximum() -> None:
    session = after(running(), 52)
    assert session.segment.kind is Kind.CHECK
    for _ in range(3):
        session = apply_event(session, Event.NO, session.seen)
        assert (session.step_index, session.length) == (1, 30)
        session = after(session, 46)
        assert session.segment.kind is Kind.CHECK
    assert rejection_reason(session, Event.NO) is not None
    assert apply_event(session, Event.NO, session.seen) == session


def test_no_during_the_hold_adds_half_a_minute() -> None:
    session = after(running(), 30)
    assert apply_event(session, Event.NO, session.seen).length == 60


def test_yes_during_the_hold_goes_on() -> None:
    session = after(running(), 20)
    assert apply_event(session, Event.YES, session.seen).step_index == 2


def test_plus_and_minus_change_ten_seconds_and_minus_never_goes_below_what_has_passed() -> None:
    session = after(running(), 10)
    assert apply_event(session, Event.LONGER, session.seen).length == 40
    assert apply_event(session, Event.SHORTER, session.seen).length == 20
    late = after(running(), 34.5)
    assert rejection_reason(late, Event.SHORTER) == "This step has only seconds left."
    assert apply_event(late, Event.SHORTER, late.seen).length == 30


def test_swap_turns_the_whole_plan_and_begins_the_step_again_with_the_other_side() -> None:
    session = after(running("bedtime"), 12)
    assert session.segment.side == "left"
    swapped = apply_event(session, Event.SWAP, session.seen)
    assert (swapped.side, swapped.segment.side, swapped.into) == ("right", "right", 0.0)
    assert swapped.segment.say.startswith("Right calf")


def test_where_the_painful_side_alone_is_worked_on_swap_corrects_the_side_and_keeps_the_time() -> None:
    session = after(running("calf"), 12)
    swapped = apply_event(session, Event.SWAP, session.seen)
    assert (swapped.side, swapped.segment.side, swapped.into) == ("right", "right", session.into)


def test_the_other_side_begins_with_a_cue() -> None:
    session = after(running("bedtime"), 19)
    assert cues_between(session.frame(BEGIN + 19), session.frame(BEGIN + 20.5)) == (Cue.SWITCH,)


def test_half_way_and_the_last_three_seconds_have_a_cue() -> None:
    session = running()
    heard = []
    for second in range(5, 37):
        session = after(running(), second)
        heard.append(cues_between(session.frame(BEGIN + second), session.frame(BEGIN + second + 1)))
    assert [(n + 6, cue) for n, cues in enumerate(heard) for cue in cues] == [
        (20, Cue.HALF),
        (32, Cue.LAST),
        (35, Cue.STEP),
    ]


def test_a_cramp_of_ten_minutes_says_what_to_do_once() -> None:
    paused = apply_event(after(running(), 10), Event.PAUSE, BEGIN + 10)
    assert not paused.frame(BEGIN + 599).is_long
    assert paused.frame(BEGIN + 600).is_long
    assert cues_between(paused.frame(BEGIN + 599), paused.frame(BEGIN + 601)) == (Cue.LONG,)
    assert cues_between(paused.frame(BEGIN + 601), paused.frame(BEGIN + 700)) == ()


def test_skip_passes_over_all_optional_steps() -> None:
    session = running("lower-back")
    index = next(n for n, segment in enumerate(session.plan) if segment.is_optional)
    at = session._replace(step_index=index)
    skipped = apply_event(at, Event.SKIP, at.seen)
    assert not skipped.segment.is_optional
    assert (skipped.step_index, session.plan[index].kind) == (index + 17, Kind.PREP)
    assert rejection_reason(session, Event.SKIP) == "This step is not optional."


def test_an_answer_that_says_stop_refuses_and_says_what_instead() -> None:
    session = apply_event(Session.create(BOOK.routine("heat-session")), Event.START, BEGIN)
    assert session.frame(BEGIN).question == session.routine.ask_first[0]
    refused = apply_event(session, Event.NO, BEGIN)
    assert (refused.state, refused.reason) == (State.REFUSED, "Do not use heat.")


def test_get_ready_time_comes_before_a_routine_that_has_none_of_its_own() -> None:
    assert (
        running("foot", get_ready_seconds=5).plan[0].say
        == "Get ready. Sit with the cramped foot across the other knee."
    )
    assert len(running("calf", get_ready_seconds=5).plan) == 6


@with_each("state", State)
def test_an_event_that_is_not_allowed_changes_nothing(state: State) -> None:
    session = running("heat" if state is State.ASKING else "calf")._replace(state=state)
    for event in set(Event) - set(ALLOWED_EVENTS[state]):
        assert apply_event(session, event, session.seen) == session
        assert rejection_reason(session, event)


@pytest.mark.parametrize("state", sorted(UNDER_WAY))
def test_gone_ends_a_session_from_wherever_it_is(state: State) -> None:
    assert apply_event(running()._replace(state=state), Event.GONE, BEGIN).state is State.GONE


def test_a_session_cannot_be_changed_in_place() -> None:
    with pytest.raises(AttributeError):
        running().step_index = 3  # type: ignore[misc]


def test_the_next_look_comes_when_a_second_has_passed_and_never_while_paused() -> None:
    session = after(running(), 0.25)
    assert seconds_to_next_refresh(session) == pytest.approx(0.755)
    paused = session._replace(state=State.PAUSED)
    assert seconds_to_next_refresh(paused) == pytest.approx(599.755)
    assert seconds_to_next_refresh(running("bedtime")._replace(state=State.PAUSED)) is None


moves = st.lists(
    st.tuples(
        st.sampled_from(Event),
        st.one_of(st.floats(0, 4.9), st.floats(5.1, 2000), st.just(0.0)),
    ),
    max_size=60,
)


@pytest.mark.long
@settings(max_examples=250, deadline=None)
@given(name=st.sampled_from(ROUTINES), side=st.sampled_from(["left", "right", None]), moves=moves)
def test_no_order_of_events_breaks_a_session_or_loses_time(
    name: str, side: str | None, moves: list[tuple[Event, float]]
) -> None:
    session = apply_event(Session.create(BOOK.routine(name), side), Event.START, BEGIN)
    now, ended_at = BEGIN, None
    for event, passed in moves:
        now += passed
        session = apply_event(session, event, now)
        frame = session.frame(now)
        assert 0 <= frame.remaining_seconds <= frame.length_seconds
        assert 0 <= frame.progress <= 1
        assert 1 <= frame.step <= frame.steps == len(session.plan)
        assert frame.routine_remaining_seconds >= frame.remaining_seconds
        assert session.active >= 0 <= session.idle
        assert session.sampled(now) == session
        skin = session.routine.skin
        if skin is not None and session.state in UNDER_WAY:
            assert session.on_skin <= skin.longest_seconds
            assert sum(s.seconds + a for s, a in zip(session.plan, session.added, strict=True) if s.is_on_skin) <= 1200
        if session.state in ENDED and ended_at is None:
            ended_at = session.active + session.idle
        if ended_at is not None:
            assert session.active + session.idle == ended_at
        elif session.state is not State.ASKING:
            assert session.active + session.idle == pytest.approx(now - session.began, abs=1e-3)


@settings(max_examples=100, deadline=None)
@given(name=st.sampled_from(ROUTINES), steps=st.lists(st.floats(0.01, 4.99), min_size=1, max_size=80))
def test_how_often_the_clock_is_looked_at_changes_nothing(name: str, steps: list[float]) -> None:
    begun = running(BOOK.routine(name).id)
    session = begun
    for step in steps:
        session = session.sampled(session.seen + step)
    once = begun.caught_up(session.seen)
    assert (once.step_index, once.state) == (session.step_index, session.state)
    assert once.on_skin == pytest.approx(session.on_skin)
    assert once.into == pytest.approx(session.into, abs=1e-6)


@settings(max_examples=100, deadline=None)
@given(name=st.sampled_from(ROUTINES), seconds=st.floats(0, 200))
def test_next_and_back_lead_to_where_one_was(name: str, seconds: float) -> None:
    session = after(running(BOOK.routine(name).id), seconds)
    there = apply_event(session, Event.NEXT, session.seen)
    if there.state is State.RUNNING and there.step_index != session.step_index:
        back = apply_event(there, Event.BACK, session.seen)
        assert (back.step_index, back.into) == (session.step_index, session.into)


def test_a_routine_of_twenty_minutes_drifts_less_than_fifty_milliseconds() -> None:
    session = running("heat", skin_seconds=1200)
    now = BEGIN
    while session.step_index < len(session.plan) - 1:
        delay = seconds_to_next_refresh(session)
        assert delay is not None
        now += delay + 0.013  # a busy machine looks late each time
        session = session.sampled(now)
        if session.frame(now).is_waiting:
            session = apply_event(session, Event.YES, now)
    spent = sum(session.spent)
    assert session.active == pytest.approx(now - BEGIN, abs=0.001)
    assert spent == pytest.approx(30 + 1200 + 3 * 20, abs=0.05)
