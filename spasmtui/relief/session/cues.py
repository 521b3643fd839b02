"""Find the cues between two frames: the changes that are worth a sound."""

from enum import StrEnum

from spasmtui.relief.routines.model import Kind
from spasmtui.relief.session.frame import Frame
from spasmtui.relief.session.states import ENDED, State

LAST_SECONDS = 3
SHORTEST_WITH_CUES = 10
"""A shorter step has no cue at half time and none for its last seconds."""


class Cue(StrEnum):
    """A moment worth a sound, a flash or a word."""

    BEGIN = "begin"
    """The first step, after the questions if there are any."""
    QUESTION = "question"
    """A question before the start."""
    STEP = "step"
    SWITCH = "switch"
    """Change to the other side."""
    HALF = "half"
    LAST = "last"
    """Three seconds are left."""
    ANSWER = "answer"
    """A question waits for yes or no."""
    AWAY = "away"
    TAKE_OFF = "take-off"
    LONG = "long"
    """A cramp has lasted ten minutes."""
    END = "end"
    HUSH = "hush"
    """The person has stopped the clock or ended it: what is being spoken is over."""


_HUSHED = frozenset({State.PAUSED, State.WORSE, State.GONE, State.DONE, State.LEFT, State.DISCARDED})


def cues_between(before: Frame, after: Frame) -> tuple[Cue, ...]:
    """Return the cues between two frames of one session, in the order in which they are played."""
    cues: list[Cue] = []
    if after.state is not before.state:
        if after.state is State.STOPPED:
            cues.append(Cue.TAKE_OFF)
        elif after.state is State.AWAY:
            cues.append(Cue.AWAY)
        elif after.state is State.FINISHED:
            cues.append(Cue.END)
        elif after.state in _HUSHED:
            cues.append(Cue.HUSH)
        elif before.state is State.ASKING and after.state is State.RUNNING:
            cues.append(Cue.BEGIN)
    if after.question is not None and after.question != before.question:
        cues.append(Cue.QUESTION)
    if after.state is State.RUNNING and before.state is not State.ASKING:
        cues += _within_running(before, after)
    if after.is_long and not before.is_long and after.state not in ENDED:
        cues.append(Cue.LONG)
    return tuple(cues)


def _within_running(before: Frame, after: Frame) -> list[Cue]:
    if after.step_index != before.step_index:
        if after.segment.is_switch or after.segment.kind is Kind.SWAP:
            return [Cue.SWITCH]
        return [Cue.ANSWER if after.segment.kind is Kind.CHECK else Cue.STEP]
    if after.is_waiting and not before.is_waiting:
        return [Cue.ANSWER]
    if after.length_seconds < SHORTEST_WITH_CUES or after.length_seconds != before.length_seconds:
        return []
    if before.remaining_seconds > LAST_SECONDS >= after.remaining_seconds > 0:
        return [Cue.LAST]
    half = after.length_seconds / 2
    return [Cue.HALF] if before.remaining_seconds > half >= after.remaining_seconds > LAST_SECONDS else []
