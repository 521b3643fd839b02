"""Moments that are worth a sound: what changed between two frames."""

from enum import StrEnum

from spasmtui.relief.routines.model import Kind
from spasmtui.relief.session.frame import Frame
from spasmtui.relief.session.states import ENDED, State

LAST_SECONDS = 3
SHORTEST_WITH_CUES = 10
"""A step shorter than this is over before a cue would tell anything."""


class Cue(StrEnum):
    """A moment worth a sound, a flash or a word."""

    STEP = "step"
    SWITCH = "switch"
    """The other side's turn."""
    HALF = "half"
    LAST = "last"
    """Three seconds are left."""
    ANSWER = "answer"
    """Something waits for yes or no."""
    AWAY = "away"
    TAKE_OFF = "take-off"
    LONG = "long"
    """Ten minutes are over."""
    END = "end"


def cues_between(before: Frame, after: Frame) -> tuple[Cue, ...]:
    """The cues that fell between two frames of one session."""
    cues: list[Cue] = []
    if after.state is not before.state:
        if after.state is State.STOPPED:
            cues.append(Cue.TAKE_OFF)
        elif after.state is State.AWAY:
            cues.append(Cue.AWAY)
        elif after.state is State.FINISHED:
            cues.append(Cue.END)
    if after.state is State.RUNNING and before.state is not State.ASKING:
        cues += _within_running(before, after)
    if after.is_long and not before.is_long and after.state not in ENDED:
        cues.append(Cue.LONG)
    return tuple(cues)


def _within_running(before: Frame, after: Frame) -> list[Cue]:
    if after.index != before.index:
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
