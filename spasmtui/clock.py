"""The only place that asks what time it is. Everything else is given a clock, or `now`."""

import time
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Two ways of telling time: when it is, and how much has passed."""

    def now(self) -> datetime:
        """The wall clock, aware of its zone: for what is written down."""
        ...

    def elapsed(self) -> float:
        """Seconds from a fixed moment, never set back: for how long something takes."""
        ...


def elapsed_seconds() -> float:
    """Seconds that go on while the machine sleeps where the system offers such a clock (Linux), else monotonic."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> datetime:
        """The local time with its offset."""
        return datetime.now().astimezone()

    def elapsed(self) -> float:
        """See `elapsed_seconds`."""
        return elapsed_seconds()
