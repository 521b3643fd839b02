"""Read the time. This is the only module that does; all others are given a clock, or `now`."""

import time
from datetime import datetime
from typing import Protocol


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
        """Return the local time with its UTC offset."""
        return datetime.now().astimezone()

    def elapsed(self) -> float:
        """Return `elapsed_seconds()`."""
        return elapsed_seconds()
