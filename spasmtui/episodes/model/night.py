"""Assign a moment to its night: 23:50, 00:10 and 03:00 are one night, named after its evening.

Every moment keeps the UTC offset of the place where it was recorded, so its own clock face decides. No time zone is
looked up, and neither a daylight-saving change nor a journey moves an episode to another night.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

NIGHT_BEGINS_HOUR = 18
"""The hour at which a night begins, on its evening."""
NIGHT_ENDS_HOUR = 12
"""The hour before which it ends, on the next day."""


def night_of(instant: datetime) -> date | None:
    """Return the evening's date for a moment between 18:00 and 12:00 on its own clock face, else None."""
    if instant.hour >= NIGHT_BEGINS_HOUR:
        return instant.date()
    if instant.hour < NIGHT_ENDS_HOUR:
        return instant.date() - timedelta(days=1)
    return None


def is_at_night(instant: datetime) -> bool:
    """Return whether a moment is between 18:00 and 12:00 on its own clock face, so that it has a `night_of`."""
    return not NIGHT_ENDS_HOUR <= instant.hour < NIGHT_BEGINS_HOUR


def row_date(instant: datetime) -> date:
    """Return the date of the diary's row: from noon to noon, so that an afternoon is shown with the night after it."""
    return instant.date() - timedelta(days=1) if instant.hour < NIGHT_ENDS_HOUR else instant.date()


def count_hours(instants: Iterable[datetime]) -> tuple[int, ...]:
    """Count moments by their hour, 0 to 23, on their own clock face."""
    counts = [0] * 24
    for instant in instants:
        counts[instant.hour] += 1
    return tuple(counts)
