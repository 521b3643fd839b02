"""One writer at a time on this machine. The kernel frees the lock when its holder ends, however it ends."""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path

from spasmtui.episodes.store.journal.disk import Disk, opened
from spasmtui.errors import LogBusy

LIMIT_SECONDS = 15.0
"""How long a writer waits for another one before it gives up and says so."""


@contextlib.contextmanager
def hold_lock(disk: Disk, path: Path, limit_seconds: float = LIMIT_SECONDS) -> Iterator[None]:
    """Hold the lock from here to the end of the block. Readers never need it.

    Raises:
        LogBusy: another session held it the whole time; nothing was changed.
    """
    with opened(disk, path, os.O_RDWR | os.O_CREAT) as descriptor:
        # The machine's own clock: a diary's clock may stand still while we wait.
        end = time.monotonic() + limit_seconds
        pause = 0.0005
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= end:
                    raise lock_busy(path) from None
            time.sleep(pause)
            pause = min(pause * 1.5, 0.02)
        yield


def lock_busy(path: Path) -> LogBusy:
    """What is said when it stays held."""
    return LogBusy(f"Another session is saving. Nothing was changed. Try again. The lock is {path}.")
