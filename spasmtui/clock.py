"""Read the time, with `elapsed.py`. No other module does; all are given a clock, or `now`."""

import os
from datetime import datetime
from typing import Protocol

from spasmtui.elapsed import elapsed_seconds
from spasmtui.errors import UnusableZone

_AT_ONCE_SECONDS = 0.2
_MOST_LOOKS = 5


class Clock(Protocol):
    """A wall clock and a clock for elapsed time."""

    def now(self) -> datetime:
        """Return the wall-clock time with its time zone, for records."""
        ...

    def elapsed(self) -> float:
        """Return seconds since a fixed moment, never set back, for measuring durations."""
        ...


def wall_offset(clock: Clock) -> float:
    """Return the wall clock's seconds minus the elapsed ones: it changes when the wall clock is set, and never else."""
    for _look in range(_MOST_LOOKS):
        before, wall = clock.elapsed(), clock.now().timestamp()
        if (after := clock.elapsed()) - before < _AT_ONCE_SECONDS:
            break  # else the process was stopped between both
    return wall - after


class SystemClock:
    """The clocks of the machine."""

    def now(self) -> datetime:
        """Return the local time with its UTC offset.

        Raises:
            UnusableZone: the zone of this machine is a day or more from UTC, or is none that can be reckoned with.
        """
        try:
            return datetime.now().astimezone()
        except (ValueError, OverflowError, OSError):
            raise UnusableZone(os.environ.get("TZ", "")) from None

    def elapsed(self) -> float:
        """Return the seconds of `elapsed_seconds`."""
        return elapsed_seconds()
