"""Read the clock for elapsed time, which nobody can set. Imports `sys` and `time` alone."""

import sys
import time

# `time.monotonic` stands still while a machine sleeps. These go on: Linux has the first, macOS the second.
_NAME = "CLOCK_MONOTONIC_RAW" if sys.platform == "darwin" else "CLOCK_BOOTTIME"
COUNTS_SLEEP = sys.platform == "win32" or hasattr(time, _NAME)
"""True if the elapsed time has the machine's sleep in it. Else a sleep looks like a wall clock that was set forward."""
SET_SECONDS = 2.0
"""A wall clock that is off by this much or more was set; less is the rounding of stamps to whole seconds."""

if sys.platform == "win32":
    elapsed_seconds = time.monotonic  # there it counts the sleep of the machine
else:
    _CLOCK: int = getattr(time, _NAME, time.CLOCK_MONOTONIC)

    def elapsed_seconds() -> float:
        """Return seconds since a fixed moment of this start of the machine, with its sleep where a clock counts it."""
        return time.clock_gettime(_CLOCK)
