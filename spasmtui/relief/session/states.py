"""Define the states of a session, its events, and the events that each state allows."""

from enum import StrEnum

from spasmtui.relief.words import words


class State(StrEnum):
    """The state of a session."""

    READY = "ready"
    ASKING = "asking"
    RUNNING = "running"
    PAUSED = "paused"
    AWAY = "away"
    """It waits, because the person was away for a while."""
    WORSE = "worse"
    FINISHED = "finished"
    """The last step is over; it is not known yet if the cramp has eased."""
    GONE = "gone"
    DONE = "done"
    """The person ended it, without a word about any cramp."""
    LEFT = "left"
    DISCARDED = "discarded"
    """Nothing of it is to be kept: it was started by mistake."""
    STOPPED = "stopped"
    """Ended for the safety of the skin; `reason` says why."""
    REFUSED = "refused"
    """An answer ruled the routine out; `reason` says what to do instead."""


class Event(StrEnum):
    """An action of the person."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    NEXT = "next"
    BACK = "back"
    LONGER = "longer"
    SHORTER = "shorter"
    SWAP = "swap"
    SKIP = "skip"
    """Skip the optional steps that begin here."""
    YES = "yes"
    NO = "no"
    GONE = "gone"
    DONE = "done"
    DISCARD = "discard"
    WORSE = "worse"
    AGAIN = "again"
    VARY = "vary"
    """Change to another version of the routine, such as the sitting one."""
    LEAVE = "leave"


_END = frozenset({Event.GONE, Event.DONE, Event.DISCARD, Event.LEAVE})
_WALK = frozenset({Event.NEXT, Event.BACK, Event.SWAP, Event.SKIP, Event.VARY, Event.WORSE}) | _END
_TUNE = frozenset({Event.LONGER, Event.SHORTER, Event.YES, Event.NO})
ALLOWED_EVENTS: dict[State, frozenset[Event]] = {
    State.READY: frozenset({Event.START, Event.LEAVE}),
    State.ASKING: frozenset({Event.YES, Event.NO, Event.LEAVE}),
    State.RUNNING: _WALK | _TUNE | {Event.PAUSE},
    State.PAUSED: _WALK | _TUNE | {Event.RESUME},
    State.AWAY: _WALK | {Event.RESUME},
    State.WORSE: _END | {Event.RESUME, Event.NEXT, Event.BACK, Event.VARY},
    State.FINISHED: _END | {Event.AGAIN, Event.WORSE},
    State.GONE: frozenset({Event.DISCARD}),
    State.DONE: frozenset({Event.GONE, Event.DISCARD}),
    State.LEFT: frozenset({Event.GONE, Event.DISCARD}),
    State.DISCARDED: frozenset(),
    State.STOPPED: frozenset({Event.LEAVE}),
    State.REFUSED: frozenset({Event.LEAVE}),
}
"""The events that each state allows; any other one leaves the session as it is."""

NUDGE_SECONDS = 10
"""The seconds that plus and minus change."""

ENDED = frozenset({State.GONE, State.DONE, State.LEFT, State.DISCARDED, State.STOPPED, State.REFUSED})
UNDER_WAY = frozenset({State.RUNNING, State.PAUSED, State.AWAY, State.WORSE})
"""The states in which an interruption would cut the routine short."""


def rejection_in_state(event: Event) -> str:
    """Return the reason why an event is rejected in a state that does not allow it."""
    match event:
        case Event.START:
            return words().has_started
        case Event.RESUME:
            return words().is_not_paused
        case Event.YES | Event.NO:
            return words().no_question
    return words().does_nothing
