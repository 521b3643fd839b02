"""Why something cannot be done now, as a sentence for the person who tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.relief.routines.model import Kind, OnNo
from spasmtui.relief.session.states import MOVES, NOT_NOW, NUDGE_SECONDS, Event, State

if TYPE_CHECKING:
    from spasmtui.relief.session.session import Session

MOST_ADDED_SECONDS = 300
"""What plus may add to a step that has no maximum of its own."""


def rejection_reason(session: Session, event: Event) -> str | None:
    """Why this cannot be done now, as a sentence; None when it can."""
    if event not in MOVES[session.state]:
        return NOT_NOW.get(event, "That does nothing now.")
    if event in (Event.NEXT, Event.SKIP) and session.is_skin_check:
        return "Look at the skin first: yes if it is fine, no if it is not."
    if event is Event.SKIP and not session.segment.is_optional:
        return "This step is not optional."
    if event is Event.LONGER:
        return _why_not_longer(session)
    if event is Event.SHORTER and session.shorter_length >= session.length:
        return "Only seconds are left of this step."
    if event in (Event.YES, Event.NO) and session.state is not State.ASKING:
        return _why_not_answer(session, event)
    return None


def _why_not_longer(session: Session) -> str | None:
    skin = session.routine.skin
    if session.segment.is_on_skin and skin is not None:
        if session.on_skin + session.skin_planned + NUDGE_SECONDS > skin.longest_seconds:
            most = skin.longest_seconds // 60
            return f"No longer than {most} minutes on the skin: more can burn or harm it unnoticed."
        return None
    if session.is_skin_check:
        return "Look at the skin first."
    segment = session.segment
    most = segment.extend_seconds * segment.extend_max if segment.eases else MOST_ADDED_SECONDS
    return "This is as long as it should be held." if session.added[session.index] + NUDGE_SECONDS > most else None


def _why_not_answer(session: Session, event: Event) -> str | None:
    if session.segment.kind is Kind.CHECK:
        hold = session.previous_hold if session.segment.on_no is OnNo.PREVIOUS_HOLD else None
        if event is Event.NO and hold is not None and _is_held_out(session, hold):
            return f"Held {session.plan[hold].extend_max} times again: let go now. {session.routine.still_cramped}"
        return None
    if session.segment.eases:
        if event is Event.NO and _is_held_out(session, session.index):
            return "This is as long as it should be held."
        return None
    return "There is no question now."


def _is_held_out(session: Session, hold: int) -> bool:
    return session.held_again >= session.plan[hold].extend_max
