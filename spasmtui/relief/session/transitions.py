"""Apply an event to a session, or give the reason why it cannot be applied now."""

from collections.abc import Callable

from spasmtui.relief.routines.model import Answer, Kind, OnNo
from spasmtui.relief.session.completion import held_seconds, with_sides_exchanged
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.skin_guard import require_limits
from spasmtui.relief.session.skin_limits import wait_note
from spasmtui.relief.session.states import ALLOWED_EVENTS, NUDGE_SECONDS, Event, State, rejection_in_state
from spasmtui.relief.session.timeline import Segment, expand, opposite
from spasmtui.relief.words import words

MOST_ADDED_SECONDS = 300
"""The most that plus adds to a step without a maximum of its own."""


def apply_event(session: Session, event: Event, now: float) -> Session:
    """Return the session after an event at `now`: only sampled where `rejection_reason` has a sentence."""
    session = session.sampled(now)
    return session if rejection_reason(session, event) is not None else EVENTS[event](session)


def rejection_reason(session: Session, event: Event) -> str | None:
    """Return the reason why an event cannot be applied now, as a sentence; None when it can."""
    if event not in ALLOWED_EVENTS[session.state]:
        return rejection_in_state(event)
    if session.is_skin_check and (event in (Event.NEXT, Event.SKIP) or (event is Event.BACK and _is_due(session))):
        return words().look_at_skin_answer
    if event is Event.SKIP and not session.segment.is_optional:
        return words().is_not_optional
    if event is Event.VARY and not session.routine.versions:
        return words().does_nothing
    if event is Event.AGAIN:
        return next(iter(wait_note(session.routine)), None)
    if event is Event.LONGER:
        return _reason_against_longer(session)
    if event is Event.SHORTER and session.shorter_length >= session.length:
        return words().only_seconds_left
    if event in (Event.YES, Event.NO) and session.state is not State.ASKING:
        return _reason_against_answer(session, event)
    return None


def _is_due(session: Session) -> bool:
    """Return whether something behind this look at the skin was on it: then no way back passes the look."""
    later = range(session.step_index + 1, len(session.plan))
    return any(session.plan[number].is_on_skin and session.spent[number] for number in later)


def _reason_against_longer(session: Session) -> str | None:
    skin = session.routine.skin
    if session.segment.is_on_skin and skin is not None:
        if session.on_skin + session.skin_planned + NUDGE_SECONDS > skin.longest_seconds:
            return words().no_longer_on_skin.format(minutes=skin.longest_seconds // 60)
        return None
    if session.is_skin_check:
        return words().look_at_skin
    segment = session.segment
    most = segment.extend_seconds * segment.extend_max if segment.eases else MOST_ADDED_SECONDS
    return words().held_long_enough if session.added[session.step_index] + NUDGE_SECONDS > most else None


def _reason_against_answer(session: Session, event: Event) -> str | None:
    if session.segment.kind is Kind.CHECK:
        hold = session.previous_hold if session.segment.on_no is OnNo.PREVIOUS_HOLD else None
        if event is Event.NO and hold is not None and _is_held_out(session, hold):
            let_go = words().held_again.format(count=session.plan[hold].extend_max)
            return f"{let_go} {session.routine.still_cramped}"
        return None
    if session.segment.eases:
        if event is Event.NO and _is_held_out(session, session.step_index):
            return words().held_long_enough
        return None
    return words().no_question


def _is_held_out(session: Session, hold: int) -> bool:
    return session.held_again >= session.plan[hold].extend_max


def _running(session: Session) -> Session:
    """Resume after an automatic wait; a pause chosen by the person stays paused."""
    return session._replace(state=State.PAUSED if session.state is State.PAUSED else State.RUNNING, away=0.0)


def _start(session: Session) -> Session:
    asks = bool(session.routine.asks_before)
    require_limits(session.routine, session.plan, session.added, has_answered=asks)
    return session._replace(
        state=State.ASKING if asks else State.RUNNING,
        began=session.seen,
        round_began=session.seen,
        has_answered=not asks,
    )


def _next(session: Session) -> Session:
    moved = session.moved_to(session.step_index + 1)
    return moved if moved.state is State.FINISHED else _running(moved)


def _back(session: Session) -> Session:
    if session.state is State.AWAY or session.step_index == 0:
        return _running(session if session.segment.is_on_skin else session.restarted())
    moved = session.moved_to(session.step_index - 1)
    if moved.segment.is_on_skin:
        return _running(moved)
    spent = moved.spent[moved.step_index]
    # A step that was left early goes on where it was; one that had ended begins again.
    return _running(moved._replace(into=spent if spent < moved.length else 0.0))


def _longer(session: Session) -> Session:
    """Lengthen the present step; heat and cold beyond the next look at the skin by a piece that follows a look."""
    skin, index = session.routine.skin, session.step_index
    if not session.segment.is_on_skin or skin is None:
        return session.lengthened(NUDGE_SECONDS)
    while session.seconds_without_look(index) + NUDGE_SECONDS > skin.check_every_seconds:
        following = session.plan[index + 1 : index + 3]
        if len(following) < 2 or not (following[0].is_skin_check and _is_more_piece(following[1])):
            return session.with_more_pieces((index,), NUDGE_SECONDS)
        index += 2
    return session.lengthened(NUDGE_SECONDS, index)


def _is_more_piece(segment: Segment) -> bool:
    return segment.is_on_skin and segment.seconds == NUDGE_SECONDS


def longer_reply(before: Session, after: Session) -> str:
    """Return what to say when plus lengthened a later piece of heat or cold instead of the present step; else empty."""
    is_later = before.step_index == after.step_index and before.length == after.length and before.added != after.added
    return words().more_after_look if is_later else ""


def _swap(session: Session) -> Session:
    side = opposite(session.side) or "left"
    plan = expand(session.routine, side, skin_seconds=session.skin_seconds, get_ready_seconds=session.get_ready_seconds)
    swapped = session._replace(side=side, plan=plan, more_pieces=()).with_more_pieces(
        session.more_pieces, NUDGE_SECONDS
    )
    return with_sides_exchanged(session._replace(side=side), swapped.plan)


def _vary(session: Session) -> Session:
    """Change to the next version: at the same step where both have as many, else from the beginning."""
    varied = session.restarted()._replace(routine=session.routine.in_next_version(), more_pieces=())
    plan = expand(varied.routine, session.side, get_ready_seconds=session.get_ready_seconds)
    if len(plan) == len(session.plan):
        return _running(varied._replace(plan=plan))
    return _running(_from_the_first(varied._replace(plan=plan))._replace(state=session.state))


def _skip(session: Session) -> Session:
    # With the pack on, the look at the skin is never passed over.
    looks, plan = session.segment.is_on_skin, session.plan
    later = (
        n for n in range(session.step_index, len(plan)) if not plan[n].is_optional or (looks and plan[n].is_skin_check)
    )
    moved = session.moved_to(next(later, len(session.plan)))
    return moved if moved.state is State.FINISHED else _running(moved)


def _answer(session: Session, answer: Answer) -> Session:
    if session.state is State.ASKING:
        return _answer_before_start(session, answer)
    segment = session.segment
    if answer is Answer.YES:
        return _next(session)
    if segment.kind is not Kind.CHECK:
        return session.lengthened(segment.extend_seconds)._replace(held_again=session.held_again + 1)
    if segment.on_no is OnNo.STOP:
        return session._replace(state=State.STOPPED, reason=words().take_off_and_leave)
    hold = session.previous_hold
    if hold is None:
        return _next(session)
    held = session.plan[hold]
    again = held.extend_seconds or held.seconds
    moved = session.moved_to(hold)
    moved = moved.lengthened(again - held.seconds - moved.added[hold], hold)
    return _running(moved._replace(held_again=session.held_again + 1))


def _answer_before_start(session: Session, answer: Answer) -> Session:
    question = session.routine.asks_before[session.question]
    if answer is question.stop_on:
        return session._replace(state=State.REFUSED, reason=question.then or words().leave_out)
    if session.question + 1 < len(session.routine.asks_before):
        return session._replace(question=session.question + 1)
    return session._replace(state=State.RUNNING, began=session.seen, round_began=session.seen, has_answered=True)


def _again(session: Session) -> Session:
    again = _from_the_first(session)
    return again._replace(state=State.RUNNING, before_round=held_seconds(session), round_began=session.seen)


def _from_the_first(session: Session) -> Session:
    zeros = (0.0,) * len(session.plan)
    added = (0,) * len(session.plan)
    return session._replace(spent=zeros, held=zeros, added=added, step_index=0, into=0.0, held_again=0)


EVENTS: dict[Event, Callable[[Session], Session]] = {
    Event.START: _start,
    Event.PAUSE: lambda session: session._replace(state=State.PAUSED),
    Event.RESUME: lambda session: session._replace(state=State.RUNNING, away=0.0),
    Event.NEXT: _next,
    Event.BACK: _back,
    Event.LONGER: _longer,
    Event.SHORTER: lambda session: session.lengthened(session.shorter_length - session.length),
    Event.SWAP: _swap,
    Event.SKIP: _skip,
    Event.YES: lambda session: _answer(session, Answer.YES),
    Event.NO: lambda session: _answer(session, Answer.NO),
    Event.GONE: lambda session: session._replace(state=State.GONE),
    Event.DONE: lambda session: session._replace(state=State.DONE),
    Event.DISCARD: lambda session: session._replace(state=State.DISCARDED),
    Event.WORSE: lambda session: session._replace(state=State.WORSE),
    Event.AGAIN: _again,
    Event.VARY: _vary,
    Event.LEAVE: lambda session: session._replace(state=State.LEFT),
}
"""The transition of each event: from the session before it to the one after it."""
