"""The frame: one moment of a session, ready for the full screen and for linear mode."""

from typing import NamedTuple

from spasmtui.relief.routines.model import Question
from spasmtui.relief.session.states import State
from spasmtui.relief.session.timeline import Segment


class Frame(NamedTuple):
    """All values that a face shows of one moment."""

    state: State
    step_index: int
    step: int
    """The number of the step, from 1."""
    steps: int
    segment: Segment
    remaining_seconds: int
    """Seconds left of this step, rounded up, as in the large digits."""
    length_seconds: int
    progress: float
    """Progress of this step, 0 to 1."""
    routine_remaining_seconds: int
    since_seconds: int
    """Seconds since the session began."""
    next_segment: Segment | None
    question: Question | None
    """The question that must be answered before the start."""
    is_waiting: bool
    """True if a skin check waits for its answer."""
    is_long: bool
    """True if a cramp has lasted longer than ten minutes."""
    away_seconds: int
    skin_left_seconds: int | None
    """Seconds of warmth or cold that the skin may still have; None for a routine without either."""
    skin_longest_seconds: int | None
    """The maximum of them."""
    reason: str
