"""The states of a session, what can be done, and which of it is allowed where."""

from enum import StrEnum


class State(StrEnum):
    """Where a session stands."""

    READY = "ready"
    ASKING = "asking"
    RUNNING = "running"
    PAUSED = "paused"
    AWAY = "away"
    """It waits, because nobody looked for a while."""
    WORSE = "worse"
    FINISHED = "finished"
    """The last step is over; whether it has eased is not known yet."""
    GONE = "gone"
    LEFT = "left"
    STOPPED = "stopped"
    """Ended to keep the skin safe; `reason` says why."""
    REFUSED = "refused"
    """An answer said not to start; `reason` says what to do instead."""


class Event(StrEnum):
    """What a person can do."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    NEXT = "next"
    BACK = "back"
    LONGER = "longer"
    SHORTER = "shorter"
    SWAP = "swap"
    SKIP = "skip"
    """Pass over the optional steps that begin here."""
    YES = "yes"
    NO = "no"
    GONE = "gone"
    WORSE = "worse"
    AGAIN = "again"
    LEAVE = "leave"


_WALK = frozenset({Event.NEXT, Event.BACK, Event.SWAP, Event.SKIP, Event.GONE, Event.WORSE, Event.LEAVE})
_TUNE = frozenset({Event.LONGER, Event.SHORTER, Event.YES, Event.NO})
MOVES: dict[State, frozenset[Event]] = {
    State.READY: frozenset({Event.START, Event.LEAVE}),
    State.ASKING: frozenset({Event.YES, Event.NO, Event.LEAVE}),
    State.RUNNING: _WALK | _TUNE | {Event.PAUSE},
    State.PAUSED: _WALK | _TUNE | {Event.RESUME},
    State.AWAY: _WALK | {Event.RESUME},
    State.WORSE: frozenset({Event.RESUME, Event.NEXT, Event.BACK, Event.GONE, Event.LEAVE}),
    State.FINISHED: frozenset({Event.GONE, Event.AGAIN, Event.WORSE, Event.LEAVE}),
    State.GONE: frozenset(),
    State.LEFT: frozenset(),
    State.STOPPED: frozenset({Event.LEAVE}),
    State.REFUSED: frozenset({Event.LEAVE}),
}
"""What may be done in each state; anything else leaves the session as it is."""

NUDGE_SECONDS = 10
"""What plus and minus change."""

ENDED = frozenset({State.GONE, State.LEFT, State.STOPPED, State.REFUSED})
UNDER_WAY = frozenset({State.RUNNING, State.PAUSED, State.AWAY, State.WORSE})
"""A routine that an interruption would break off."""

NOT_NOW = {
    Event.START: "It has started already.",
    Event.RESUME: "It is not paused.",
    Event.YES: "There is no question now.",
    Event.NO: "There is no question now.",
}
"""Why an event does nothing in a state that does not know it."""
