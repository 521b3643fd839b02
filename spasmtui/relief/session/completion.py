"""Measure how much of a routine was really held: what the diary records of it, whichever face ran it."""

from spasmtui.relief.routines.model import TIMED, Sides
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.timeline import Segment

ENOUGH_HELD = 0.8
"""The part of a step's written seconds that counts as the whole step."""
WORTH_RECORDING_SECONDS = 10
"""A practice that was held for less was only a look at the routine, unless that completes it."""


def held_seconds(session: Session) -> float:
    """Return the seconds that the steps were held, in all rounds.

    The monotonic clock measures them while the timer runs. Pauses, absences, the questions before the start, and the
    looks and questions between the steps are not among them.
    """
    return session.active - session.in_questions


def held_this_round(session: Session) -> float:
    """Return the seconds that the steps were held since it was begun, or begun once more."""
    return held_seconds(session) - session.before_round


def is_completed(session: Session) -> bool:
    """Return whether the routine was done as written, on each side that it has.

    It was where each hold, each movement, and each heat or cold has had at least `ENOUGH_HELD` (80%) of the seconds
    that its file gives it. A step that was left early has had what was held of it; one that was repeated has had its
    longest time. Optional steps, and those that plus has put in, need not be done. How the run ended makes no
    difference.
    """
    return all(
        _held(session, number) >= ENOUGH_HELD * segment.seconds
        for number, segment in enumerate(session.plan)
        if segment.kind in TIMED and not (segment.is_optional or segment.is_added)
    )


def practised_side(session: Session) -> str | None:
    """Return the side that was worked on: `left`, `right` or `both`; None where there is none or it is not known."""
    sides = session.routine.sides
    if sides is Sides.TOGETHER:
        return "both"
    if sides not in (Sides.BOTH, Sides.SORE_THEN_OTHER):
        return session.side if sides is Sides.SORE else None
    held = {
        segment.side
        for number, segment in enumerate(session.plan)
        if segment.kind in TIMED and segment.side is not None and _held(session, number) > 0
    }
    if len(held) == 1 and held <= {"left", "right"}:
        return held.pop()
    # One side after the other, or a routine whose steps are all for both at once.
    is_for_both = len(held) > 1 or not any(segment.side for segment in session.plan)
    return "both" if is_for_both else None


def is_worth_recording(seconds: float, *, completed: bool) -> bool:
    """Return whether a practice was held for long enough to be kept.

    Args:
        seconds: how long it was held in this round.
        completed: it was done as written.
    """
    return completed or round(seconds) >= WORTH_RECORDING_SECONDS


def _held(session: Session, number: int) -> float:
    return max(session.held[number], session.into if number == session.step_index else 0.0)


def with_sides_exchanged(session: Session, plan: tuple[Segment, ...]) -> Session:
    """Return the session with a plan whose left and right are exchanged; what each side has had stays its own.

    Where a routine works on the painful side alone, another side is a correction: the same leg was held all along.
    """
    if session.routine.sides is not Sides.BOTH:
        return session._replace(plan=plan)
    if plan[session.step_index].side != session.segment.side:
        session = session.restarted()
    had: dict[str | None, list[float]] = {}
    for segment, seconds in zip(session.plan, session.held, strict=True):
        had.setdefault(segment.side, []).append(seconds)
    held = tuple(had[segment.side].pop(0) if had.get(segment.side) else 0.0 for segment in plan)
    return session._replace(plan=plan, held=held)
