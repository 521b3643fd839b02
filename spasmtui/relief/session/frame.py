"""One moment of a session, ready to be shown by any face."""

from dataclasses import dataclass

from spasmtui.relief.routines.model import Question
from spasmtui.relief.session.states import State
from spasmtui.relief.session.timeline import Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Everything a face shows of one moment."""

    state: State
    index: int
    step: int
    """The number of the step, from 1."""
    steps: int
    segment: Segment
    remaining_seconds: int
    """Of this step, rounded up: what the large digits show."""
    length_seconds: int
    progress: float
    """Of this step, 0 to 1."""
    routine_remaining_seconds: int
    since_seconds: int
    """Since it began."""
    next_segment: Segment | None
    question: Question | None
    """The question that waits for yes or no before it starts."""
    is_waiting: bool
    """Whether a look at the skin waits for its answer."""
    is_long: bool
    """Whether a cramp has lasted longer than ten minutes."""
    away_seconds: int
    skin_left_seconds: int | None
    """How much warmth or cold the skin may still have."""
    reason: str
