"""Say in one line what a running routine has come to, for the screens that do not show it."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from spasmtui.relief.routines.model import Kind
from spasmtui.relief.session.states import UNDER_WAY, State
from spasmtui.relief.session.texts import skin_minutes_left
from spasmtui.relief.words import words
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.running.routine import RunningRoutine

if TYPE_CHECKING:
    from spasmtui.relief.session.frame import Frame
    from spasmtui.relief.session.session import Session

SECONDS_FROM = 60
"""Seconds left below which they are counted one by one; above, whole minutes keep a slow line quiet."""


def running_routine(session: Session, frame: Frame) -> RunningRoutine | None:
    """Return the words for a moment of a session; None while nothing runs that could be forgotten."""
    if frame.state is State.ASKING:
        return _waiting(session.routine.title)
    if frame.state not in UNDER_WAY:
        return None
    kind = _kind_on_skin(session)
    if frame.is_waiting or (kind is not None and frame.segment.is_skin_check):
        return RunningRoutine(what=words().look_at_skin_now, details=(words().wants_answer,), is_pressing=True)
    if frame.state is State.AWAY:
        return _waiting(session.routine.title)
    if kind is not None and frame.segment.is_on_skin:
        return _on_skin(kind, session, frame)
    title = shown_text(session.routine.title, one_line=True)
    step = words().running_step.format(step=frame.step, steps=frame.steps)
    if frame.state in (State.PAUSED, State.WORSE):
        return RunningRoutine(what=title, details=(step, _halt(frame.state)))
    return RunningRoutine(what=title, details=(step, time_left(frame.routine_remaining_seconds)))


def time_left(seconds: float) -> str:
    """Format the time left: whole minutes, begun ones too, and seconds in the last one."""
    if seconds < SECONDS_FROM:
        return words().running_seconds.format(seconds=max(0, ceil(seconds)))
    return words().running_minutes.format(minutes=ceil(seconds / 60))


def by_the_minute(frame: Frame) -> Frame:
    """Return a frame without the times that change by the second: those of its step, of the routine and of the skin."""
    return frame._replace(
        remaining_seconds=0,
        progress=0.0,
        routine_remaining_seconds=0,
        since_seconds=frame.since_seconds // 60 * 60,
        skin_left_seconds=skin_minutes_left(frame),
    )


def _waiting(title: str) -> RunningRoutine:
    return RunningRoutine(what=shown_text(title, one_line=True), details=(words().wants_answer,), is_pressing=True)


def _halt(state: State) -> str:
    return words().running_stopped if state is State.WORSE else words().running_paused


def _kind_on_skin(session: Session) -> Kind | None:
    """Return whether heat or cold is meant: that of the present step, or of the last one before it."""
    kinds = [segment.kind for segment in session.plan[: session.step_index + 1] if segment.is_on_skin]
    return kinds[-1] if kinds else None


def _on_skin(kind: Kind, session: Session, frame: Frame) -> RunningRoutine:
    """Say what is on the skin and for how long it may stay; a pause takes nothing off."""
    is_heat = kind is Kind.HEAT
    if frame.state is not State.RUNNING:
        still = words().heat_still_on if is_heat else words().cold_still_on
        return RunningRoutine(what=still, details=(_halt(frame.state),), is_pressing=True)
    on_skin = words().heat_on_skin if is_heat else words().cold_on_skin
    return RunningRoutine(what=on_skin, details=(time_left(ceil(session.skin_planned - 1e-6)),), is_pressing=True)
