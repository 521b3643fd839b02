"""Schedule the next refresh of a face: no sooner than the frame changes."""

from math import ceil

from spasmtui.relief.routines.model import Purpose
from spasmtui.relief.session.session import LONG_CRAMP_SECONDS, Session
from spasmtui.relief.session.states import State

AFTER_SECONDS = 0.005
"""A refresh comes this much after the change, so that it shows it."""


def seconds_to_next_refresh(session: Session) -> float | None:
    """Return the seconds until the frame changes by itself; None when it never does."""
    if session.state is State.RUNNING:
        left = session.length - session.into
        if left <= 0:
            return 1.0  # a skin check waits, and the time on the skin goes on
        return left - (ceil(left - 1e-6) - 1) + AFTER_SECONDS
    if session.state not in (State.PAUSED, State.AWAY, State.WORSE):
        return None
    waits: list[float] = []
    skin = session.routine.skin
    if skin is not None:
        waits.append(max(1.0, skin.longest_seconds - session.on_skin + 1))
    since = session.active + session.idle
    if session.routine.purpose is Purpose.RELIEF and since < LONG_CRAMP_SECONDS:
        waits.append(LONG_CRAMP_SECONDS - since + AFTER_SECONDS)
    return min(waits, default=None)
