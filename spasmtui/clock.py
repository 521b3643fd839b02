"""Read the time. This is the only module that does; all others are given a clock, or `now`."""

import os
import time
from datetime import datetime
from typing import Protocol

from spasmtui.errors import UnusableZone


class Clock(Protocol):
    """A wall clock and a clock for elapsed time."""

    def now(self) -> datetime:
        """Return the wall-clock time with its time zone, for records."""
        ...

    def elapsed(self) -> float:
        """Return seconds since a fixed moment, never set back, for measuring durations."""
        ...


def elapsed_seconds() -> float:
    """Return monotonic seconds, including the machine's sleep where the system has such a clock (Linux)."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


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
        """Return `elapsed_seconds()`."""
        return elapsed_seconds()
