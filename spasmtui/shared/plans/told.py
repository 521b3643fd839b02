"""Define what a person tells of a practice that no timer saw, for the diary to record."""

from __future__ import annotations

from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime


class SkippedPractice(NamedTuple):
    """A routine of the plan that is left out this time."""

    routine: str
    """The routine's id."""
    side: str | None = None
    """The side that the plan asks for."""


class DonePractice(NamedTuple):
    """A routine that was done without the timer."""

    routine: str
    started_at: datetime
    seconds: int
    completed: bool
    side: str | None = None
    pain: int | None = None
    """The pain before it, 0 to 10; and in the next two the pain after it, and how hard it was."""
    pain_after: int | None = None
    effort: int | None = None


class RatedPractice(NamedTuple):
    """The ratings of a practice, in place of those that were given before."""

    practice_id: str
    pain: int | None = None
    pain_after: int | None = None
    effort: int | None = None
