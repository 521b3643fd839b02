"""Events: what each does to a session, the limits it keeps, and the reason that a rejected one gives."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.routines.model import (
    Answer,
    Kind,
    OnNo,
    Purpose,
    Question,
    Routine,
    Sides,
    Skin,
    Step,
    StepSide,
    Until,
)
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.states import ALLOWED_EVENTS, ENDED, Event, State
from spasmtui.relief.session.transitions import apply_event, longer_reply, rejection_reason
from tests.relief.conftest import CONTENT
from tests.support.cases import with_each

BOOK = RoutineBook(CONTENT)
BEGIN = 5000.0
PREP = Step(kind=Kind.PREP, seconds=5, say="Get ready.")
HOLD = Step(kind=Kind.HOLD, seconds=30, say="Hold.", until=Until.EASES, extend_seconds=20, extend_max=3)
PLAIN_HOLD = Step(kind=Kind.HOLD, seconds=30, say="Hold.")
CHECK = Step(kind=Kind.CHECK, seconds=5, say="Is it easing?", on_no=OnNo.PREVIOUS_HOLD)
SKIN_CHECK = Step(kind=Kind.CHECK, seconds=20, say="Lift and look.", on_no=OnNo.STOP)
HEAT = Step(kind=Kind.HEAT, seconds=300, say="Heat on.")
OPTIONAL = Step(kind=Kind.MOVE, seconds=10, say="Walk.", optional=True)
SKIN = Skin(longest_seconds=1200, check_every_seconds=300, wait_seconds=2700)
ASK = Question(ask="Numb?", stop_on=Answer.YES, then="Leave it.")


def routine(*steps: Step, purpose: Purpose = Purpose.RELIEF, **fields: object) -> Routine:
    return Routine(id="r", title="R", purpose=purpose, steps=steps, **fields)  # type: ignore[arg-type]


def started(*steps: Step, side: str | None = None, **fields: object) -> Session:
    has_skin = fields.get("skin") is not None
    fields = {"ask_first": (ASK,) if has_skin else (), **fields}
    session = apply_event(Session.create(routine(*steps, **fields), side), Event.START, BEGIN)  # type: ignore[arg-type]
    return apply_event(session, Event.NO, BEGIN) if has_skin else session


def do(session: Session, *events: Event) -> Session:
    """Apply events at the moment of the last sample; each must be allowed."""
    for event in events:
        assert rejection_reason(session, event) is None, event
        session = apply_event(session, event, session.seen)
    return session


def after(session: Session, seconds: float) -> Session:
    return session.caught_up(session.seen + seconds)


TOO_LONG = "Do not hold it any longer than this."


def test_plus_adds_five_minutes_to_a_step_without_a_maximum_and_not_a_second_more() -> None:
    session = do(started(PLAIN_HOLD), *[Event.LONGER] * 30)
    assert session.length == 30 + 300
    assert rejection_reason(session, Event.LONGER) == TOO_LONG
    assert apply_event(session, Event.LONGER, session.seen) == session


def test_plus_stops_at_five_minutes_also_from_a_length_that_minus_has_left_uneven() -> None:
    session = do(after(started(PLAIN_HOLD), 20.5), Event.SHORTER)
    assert session.added == (-9,)
    longest = do(session, *[Event.LONGER] * 30)
    assert longest.added == (291,)
    assert rejection_reason(longest, Event.LONGER) == TOO_LONG
    assert rejection_reason(longest._replace(added=(290,)), Event.LONGER) is None


def test_plus_adds_to_a_stretch_no_more_than_its_own_maximum() -> None:
    session = do(started(HOLD), *[Event.LONGER] * 6)
    assert session.length == 30 + 3 * 20
    assert rejection_reason(session, Event.LONGER) == TOO_LONG
    assert apply_event(session, Event.LONGER, session.seen) == session


def test_what_plus_has_added_to_one_step_counts_for_that_step_alone() -> None:
    session = do(started(HOLD, HOLD), *[Event.LONGER] * 6, Event.NEXT)
    assert rejection_reason(session, Event.LONGER) is None
    assert do(session, Event.LONGER).added == (60, 10)


@with_each(("skin_longest", "is_allowed"), [(640, True), (620, True), (619, False), (600, False), (599, False)])
def test_plus_never_passes_the_maximum_on_the_skin(skin_longest: int, is_allowed: bool) -> None:
    skin = replace(SKIN, longest_seconds=skin_longest)
    session = after(started(HEAT, SKIN_CHECK, HEAT, skin=skin), 4)
    # Four seconds are over; 596 are still planned, and ten of them have just been added.
    session = session._replace(added=(10, 0, 0))
    reason = (
        None
        if is_allowed
        else f"No longer than {skin_longest // 60} minutes on the skin, because more can harm it unnoticed."
    )
    assert rejection_reason(session, Event.LONGER) == reason


def test_plus_on_the_skin_counts_what_the_skin_has_had_what_is_left_and_what_is_still_to_come() -> None:
    session = started(HEAT, SKIN_CHECK, HEAT, skin=SKIN)
    assert session.skin_planned == 600
    later = after(session, 100)
    assert (later.on_skin, later.skin_planned) == (100, 500)
    longer = do(later, *[Event.LONGER] * 60)
    assert longer.on_skin + longer.skin_planned == 1200
    assert rejection_reason(longer, Event.LONGER) is not None
    assert do(after(later, 200), Event.YES, *[Event.LONGER] * 3).skin_planned == 330


def without_look(session: Session) -> list[int]:
    """Return the seconds on the skin before, between and after the looks at it."""
    parts = [0]
    for number, segment in enumerate(session.plan):
        if segment.is_skin_check:
            parts.append(0)
        elif segment.is_on_skin:
            parts[-1] += segment.seconds + session.added[number]
    return parts


def test_plus_on_the_skin_puts_a_look_before_more_than_five_minutes() -> None:
    session = started(HEAT, SKIN_CHECK, HEAT, skin=SKIN)
    more = do(session, Event.LONGER)
    assert (more.length, without_look(more)) == (300, [300, 10, 300])
    assert more.plan[1] == more.plan[3]
    assert longer_reply(session, more) == "10 s more, after another look at the skin."
    assert without_look(do(more, *[Event.LONGER] * 29)) == [300, 300, 300]
    assert without_look(do(more, *[Event.LONGER] * 31)) == [300, 300, 20, 300]
    later = do(after(more, 300), Event.YES, Event.LONGER)
    assert (later.length, longer_reply(more, later), without_look(later)) == (20, "", [300, 20, 300])
    shorter = do(session, Event.SHORTER, Event.LONGER)
    assert (shorter.length, without_look(shorter)) == (300, [300, 300])


def test_plus_counts_the_heat_of_all_steps_since_the_last_look() -> None:
    minute = replace(HEAT, seconds=100)
    session = started(minute, replace(minute, seconds=200), SKIN_CHECK, HEAT, skin=SKIN)
    assert without_look(do(session, Event.LONGER)) == [100, 210, 300]


def test_more_heat_is_kept_when_the_sides_change() -> None:
    session = do(started(HEAT, SKIN_CHECK, HEAT, skin=SKIN), *[Event.LONGER] * 3)
    swapped = do(session, Event.SWAP)
    assert (swapped.plan, swapped.added, swapped.more_pieces) == (session.plan, session.added, session.more_pieces)


def test_a_look_at_the_skin_is_not_made_longer() -> None:
    session = do(after(started(HEAT, SKIN_CHECK, HEAT, skin=SKIN), 300))
    assert session.is_skin_check
    assert rejection_reason(session, Event.LONGER) == "Look at the skin first."
    assert rejection_reason(session, Event.NEXT) == "Look at the skin first. Answer yes if it is fine, no if it is not."
    assert rejection_reason(session._replace(plan=session.plan), Event.SKIP) == rejection_reason(session, Event.NEXT)
    assert do(session, Event.YES).step_index == 2


def test_a_stretch_is_held_again_as_often_as_it_says_and_not_once_more() -> None:
    session = started(HOLD)
    for held in range(1, 4):
        session = do(session, Event.NO)
        assert (session.held_again, session.length) == (held, 30 + held * 20)
    assert rejection_reason(session, Event.NO) == TOO_LONG
    assert apply_event(session, Event.NO, session.seen) == session
    assert do(session, Event.YES).state is State.FINISHED


def test_a_check_leads_back_to_the_hold_as_often_as_it_says_and_then_to_advice() -> None:
    session = after(started(HOLD, PREP, CHECK), 36)
    for held in range(1, 4):
        session = do(session, Event.NO)
        assert (session.step_index, session.into, session.length, session.held_again) == (0, 0.0, 20, held)
        session = do(session, Event.NEXT, Event.NEXT)
    advice = (
        "You have held it 3 more times. Let go now. If it is still cramped after 10 minutes, get medical advice today."
    )
    assert rejection_reason(session, Event.NO) == advice
    assert apply_event(session, Event.NO, session.seen) == session
    assert rejection_reason(session, Event.YES) is None


def test_holding_again_in_the_hold_and_after_the_check_count_together() -> None:
    session = do(started(HOLD, CHECK), Event.NO, Event.NO, Event.NEXT, Event.NO)
    assert (session.held_again, session.length) == (3, 20)
    assert rejection_reason(session, Event.NO) == TOO_LONG
    assert rejection_reason(do(session, Event.NEXT), Event.NO) is not None


def test_a_hold_without_a_length_of_its_own_for_again_is_held_as_long_as_at_first() -> None:
    again = replace(HOLD, until=None, extend_seconds=None)
    session = do(started(again, CHECK), Event.NEXT, Event.NO)
    assert (session.step_index, session.length) == (0, 30)


def test_a_check_that_leads_to_no_hold_goes_on() -> None:
    assert do(started(PREP, CHECK, PREP), Event.NEXT, Event.NO).step_index == 2
    assert do(started(HOLD, replace(CHECK, on_no=None), PREP), Event.NEXT, Event.NO).step_index == 0


def test_a_check_that_does_not_lead_back_has_no_limit_of_a_hold() -> None:
    session = do(started(HOLD, SKIN_CHECK, skin=SKIN), Event.NEXT)._replace(held_again=3)
    assert rejection_reason(session, Event.NO) is None
    stopped = do(session, Event.NO)
    assert (stopped.state, stopped.reason) == (State.STOPPED, "Take it off now and leave it off.")


@pytest.mark.parametrize("event", [Event.YES, Event.NO])
def test_an_answer_without_a_question_is_rejected(event: Event) -> None:
    session = started(PLAIN_HOLD)
    assert rejection_reason(session, event) == "There is no question to answer now."
    assert apply_event(session, event, session.seen) == session


def test_skipping_passes_over_all_optional_steps_that_follow_and_no_other() -> None:
    session = started(OPTIONAL, OPTIONAL, HOLD, OPTIONAL)
    skipped = do(session, Event.SKIP)
    assert skipped.step_index == 2
    assert rejection_reason(skipped, Event.SKIP) == "This step is not optional."
    assert do(skipped, Event.NEXT, Event.SKIP).state is State.FINISHED


def test_minus_never_goes_below_the_seconds_that_have_passed() -> None:
    session = after(started(PLAIN_HOLD), 12.5)
    assert do(session, Event.SHORTER).length == 20
    assert do(session, Event.SHORTER, Event.SHORTER).length == 13
    last = do(session, Event.SHORTER, Event.SHORTER)
    assert rejection_reason(last, Event.SHORTER) == "This step has only seconds left."
    assert apply_event(last, Event.SHORTER, last.seen) == last


def test_start_begins_at_once_or_with_its_questions() -> None:
    relief = started(HOLD, ask_first=(ASK,))
    assert (relief.state, relief.began) == (State.RUNNING, BEGIN)
    care = started(HOLD, ask_first=(ASK, ASK), purpose=Purpose.CARE)
    assert (care.state, care.question) == (State.ASKING, 0)
    later = apply_event(care, Event.NO, BEGIN + 7)
    assert (later.state, later.question, later.began) == (State.ASKING, 1, BEGIN)
    begun = apply_event(later, Event.NO, BEGIN + 9)
    assert (begun.state, begun.question, begun.began, begun.active, begun.idle) == (State.RUNNING, 1, BEGIN + 9, 0, 0)


@pytest.mark.parametrize(("then", "reason"), [("Leave it.", "Leave it."), (None, "Leave this one out.")])
def test_the_answer_that_stops_refuses_the_start(then: str | None, reason: str) -> None:
    session = started(HOLD, ask_first=(replace(ASK, then=then),), purpose=Purpose.CARE)
    refused = do(session, Event.YES)
    assert (refused.state, refused.reason) == (State.REFUSED, reason)


@with_each(
    ("state", "event", "result"),
    [
        (State.PAUSED, Event.NEXT, State.PAUSED),
        (State.PAUSED, Event.BACK, State.PAUSED),
        (State.PAUSED, Event.NO, State.PAUSED),
        (State.AWAY, Event.NEXT, State.RUNNING),
        (State.AWAY, Event.BACK, State.RUNNING),
        (State.WORSE, Event.NEXT, State.RUNNING),
        (State.WORSE, Event.BACK, State.RUNNING),
        (State.PAUSED, Event.RESUME, State.RUNNING),
        (State.AWAY, Event.RESUME, State.RUNNING),
        (State.WORSE, Event.RESUME, State.RUNNING),
        (State.RUNNING, Event.PAUSE, State.PAUSED),
        (State.RUNNING, Event.WORSE, State.WORSE),
        (State.RUNNING, Event.GONE, State.GONE),
        (State.RUNNING, Event.LEAVE, State.LEFT),
    ],
)
def test_a_pause_that_was_chosen_stays_and_any_other_wait_ends(state: State, event: Event, result: State) -> None:
    session = do(started(HOLD, CHECK, HOLD), Event.NEXT)._replace(state=state, away=9.0)
    moved = apply_event(session, event, session.seen)
    assert moved.state is result
    if result is State.RUNNING:
        assert moved.away == 0.0


def test_next_after_the_last_step_finishes_and_leaves_the_state_so() -> None:
    finished = do(after(started(HOLD), 12)._replace(state=State.PAUSED), Event.NEXT)
    assert (finished.state, finished.step_index, finished.spent) == (State.FINISHED, 0, (12.0,))
    assert do(finished, Event.LEAVE).state is State.LEFT


def test_back_goes_to_where_a_step_was_left_and_begins_an_ended_one_again() -> None:
    left_early = do(after(started(HOLD, HOLD), 12), Event.NEXT)
    assert (left_early.step_index, left_early.spent) == (1, (12.0, 0.0))
    back = do(after(left_early, 3), Event.BACK)
    assert (back.step_index, back.into, back.spent) == (0, 12.0, (12.0, 3.0))
    ended = do(after(started(HOLD, HOLD), 31), Event.BACK)
    assert (ended.step_index, ended.into) == (0, 0.0)


def test_back_in_the_first_step_or_after_an_absence_begins_the_step_again() -> None:
    first = do(after(started(HOLD, HOLD), 12), Event.BACK)
    assert (first.step_index, first.into, first.active) == (0, 0.0, 12.0)
    away = after(started(HOLD, HOLD), 40)._replace(state=State.AWAY)
    again = do(away, Event.BACK)
    assert (again.step_index, again.into, again.state) == (1, 0.0, State.RUNNING)


def test_swap_takes_the_other_side_with_all_that_was_asked_for() -> None:
    steps = (replace(HOLD, side=StepSide.LEFT, say="Left."), replace(HOLD, side=StepSide.RIGHT, say="Right."))
    session = Session.create(routine(*steps, sides=Sides.BOTH, position="Sitting"), None, get_ready_seconds=5)
    unknown = do(apply_event(session, Event.START, BEGIN), Event.SWAP)
    assert unknown.side == "left"
    swapped = do(unknown, Event.SWAP)
    assert (swapped.side, len(swapped.plan), swapped.plan[0].seconds) == ("right", 3, 5)
    warm = Session.create(routine(HEAT, SKIN_CHECK, HEAT, skin=SKIN, ask_first=(ASK,)), "left", skin_seconds=700)
    both = do(apply_event(warm, Event.START, BEGIN), Event.NO, Event.SWAP)
    assert (both.side, both.plan) == ("right", warm.plan)


def test_again_starts_from_the_beginning_with_nothing_added() -> None:
    session = do(after(do(started(HOLD, CHECK), Event.LONGER, Event.NO), 12), Event.NEXT)
    session = do(after(session, 3), Event.YES)
    assert (session.state, session.spent, session.into) == (State.FINISHED, (12.0, 3.0), 3.0)
    again = do(session, Event.AGAIN)
    assert (again.state, again.step_index, again.into, again.held_again) == (State.RUNNING, 0, 0.0, 0)
    assert (again.spent, again.added) == ((0.0, 0.0), (0, 0))
    assert again.active == session.active


@with_each(
    ("state", "event", "reason"),
    [
        (State.RUNNING, Event.START, "It has already started."),
        (State.RUNNING, Event.RESUME, "It is not paused."),
        (State.AWAY, Event.YES, "There is no question to answer now."),
        (State.WORSE, Event.NO, "There is no question to answer now."),
        (State.RUNNING, Event.AGAIN, "That does nothing now."),
        (State.GONE, Event.LEAVE, "That does nothing now."),
    ],
)
def test_an_event_that_a_state_does_not_allow_has_its_reason(state: State, event: Event, reason: str) -> None:
    assert rejection_reason(started(HOLD)._replace(state=state), event) == reason


@pytest.mark.long
@given(
    name=st.sampled_from(BOOK.ids),
    state=st.sampled_from(State),
    seconds=st.floats(0, 900),
    held_again=st.integers(0, 10),
    added=st.integers(-20, 300),
    event=st.sampled_from(Event),
)
def test_a_rejected_event_has_a_reason_and_leaves_the_session_as_it_was(
    name: str, state: State, seconds: float, held_again: int, added: int, event: Event
) -> None:
    session = after(apply_event(Session.create(BOOK.routine(name), "left"), Event.START, BEGIN), seconds)
    most = 0 if session.segment.is_on_skin else added
    session = session.lengthened(max(most, 1 - session.length))._replace(held_again=held_again, has_answered=True)
    if state is not State.ASKING or session.routine.asks_before:
        session = session._replace(state=state)
    reason = rejection_reason(session, event)
    changed = apply_event(session, event, session.seen)
    if event not in ALLOWED_EVENTS[session.state]:
        assert reason is not None
    if reason is not None:
        assert changed == session
        assert reason[:1].isupper()
        assert reason.endswith(".")
    else:
        assert changed != session or event is Event.BACK
        assert changed.state not in ENDED or changed.state is not session.state
