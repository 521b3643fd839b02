"""A time zone in which it is the afternoon whenever the tests run, for programs that go by the real clock.

In the morning Home asks about the night, at night nothing flashes, and after midnight yesterday is another day.
"""

from datetime import UTC, datetime

AFTERNOON_HOUR = 15


def afternoon_zone(now: datetime | None = None) -> str:
    """Return the zone, as TZ has it, whose clock shows some minutes after 15:00 at this moment."""
    ahead_hours = (AFTERNOON_HOUR - (now or datetime.now(UTC)).astimezone(UTC).hour + 11) % 24 - 11
    return f"HERE{-ahead_hours:+d}"
