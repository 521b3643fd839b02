"""What each event makes of a session that allows it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from spasmtui.relief.routines.model import Answer, Kind, OnNo
from spasmtui.relief.session.states import NUDGE_SECONDS, Event, State
from spasmtui.relief.session.timeline import expand, opposite

if TYPE_CHECKING:
    from collections.abc import Callable

    from spasmtui.relief.session.session import Session


def _going(session: Session) -> Session:
    """Running again after a wait; a pause that a person chose stays."""
    return replace(session, state=State.PAUSED if session.state is State.PAUSED else State.RUNNING, away=0.0)


def _start(session: Session) -> Session:
    asks = bool(session.routine.asks_before)
    return replace(session, state=State.ASKING if asks else State.RUNNING, began=session.seen)


def _next(session: Session) -> Session:
    moved = session.moved_to(session.index + 1)
    return moved if moved.state is State.FINISHED else _going(moved)


def _back(session: Session) -> Session:
    if session.state is State.AWAY or session.index == 0:
        return _going(replace(session, into=0.0))
    moved = session.moved_to(session.index - 1)
    spent = moved.spent[moved.index]
    # A step that was passed over goes on where it was; one that had ended begins again.
    return _going(replace(moved, into=spent if spent < moved.length else 0.0))


def _swap(session: Session) -> Session:
    side = opposite(session.side) or "left"
    plan = expand(session.routine, side, skin_seconds=session.skin_seconds, get_ready_seconds=session.get_ready_seconds)
    return replace(session, side=side, plan=plan)


def _skip(session: Session) -> Session:
    later = (n for n in range(session.index, len(session.plan)) if not session.plan[n].is_optional)
    moved = session.moved_to(next(later, len(session.plan)))
    return moved if moved.state is State.FINISHED else _going(moved)


def _answer(session: Session, answer: Answer) -> Session:
    if session.state is State.ASKING:
        return _answer_first(session, answer)
    segment = session.segment
    if answer is Answer.YES:
        return _next(session)
    if segment.kind is not Kind.CHECK:
        return replace(session.lengthened(segment.extend_seconds), held_again=session.held_again + 1)
    if segment.on_no is OnNo.STOP:
        return replace(session, state=State.STOPPED, reason="Take it off now and leave it off.")
    hold = session.previous_hold
    if hold is None:
        return _next(session)
    held = session.plan[hold]
    again = held.extend_seconds or held.seconds
    moved = session.moved_to(hold)
    moved = moved.lengthened(again - held.seconds - moved.added[hold], hold)
    return _going(replace(moved, held_again=session.held_again + 1))


def _answer_first(session: Session, answer: Answer) -> Session:
    question = session.routine.asks_before[session.question]
    if answer is question.stop_on:
        return replace(session, state=State.REFUSED, reason=question.then or "Leave this one out.")
    if session.question + 1 < len(session.routine.asks_before):
        return replace(session, question=session.question + 1)
    return replace(session, state=State.RUNNING, began=session.seen)


def _again(session: Session) -> Session:
    steps = len(session.plan)
    return replace(
        session, state=State.RUNNING, spent=(0.0,) * steps, added=(0,) * steps, index=0, into=0.0, held_again=0
    )


EVENTS: dict[Event, Callable[[Session], Session]] = {
    Event.START: _start,
    Event.PAUSE: lambda session: replace(session, state=State.PAUSED),
    Event.RESUME: lambda session: replace(session, state=State.RUNNING, away=0.0),
    Event.NEXT: _next,
    Event.BACK: _back,
    Event.LONGER: lambda session: session.lengthened(NUDGE_SECONDS),
    Event.SHORTER: lambda session: session.lengthened(session.shorter_length - session.length),
    Event.SWAP: _swap,
    Event.SKIP: _skip,
    Event.YES: lambda session: _answer(session, Answer.YES),
    Event.NO: lambda session: _answer(session, Answer.NO),
    Event.GONE: lambda session: replace(session, state=State.GONE),
    Event.WORSE: lambda session: replace(session, state=State.WORSE),
    Event.AGAIN: _again,
    Event.LEAVE: lambda session: replace(session, state=State.LEFT),
}
"""From an event to the session after it."""
