"""One writer at a time on this machine. The kernel frees the lock when its holder ends, however it ends."""

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from spasmtui.episodes.store.journal.disk import Disk, opened
from spasmtui.errors import LogBusy
from spasmtui.system.files import try_lock

LIMIT_SECONDS = 15.0
"""Longest wait of a writer for another one before it gives up with LogBusy."""


@contextlib.contextmanager
def hold_lock(disk: Disk, path: Path, limit_seconds: float = LIMIT_SECONDS) -> Iterator[None]:
    """Hold the lock file for the length of the block. Readers never need it.

    Raises:
        LogBusy: another session held it the whole time; nothing was changed.
    """
    with opened(disk, path, os.O_RDWR | os.O_CREAT) as descriptor:
        # The monotonic clock: the diary's clock may stand still, or be set, while we wait.
        end = time.monotonic() + limit_seconds
        pause = 0.0005
        while not try_lock(descriptor):
            if time.monotonic() >= end:
                raise LogBusy(busy_message(path))
            time.sleep(pause)
            pause = min(pause * 1.5, 0.02)
        yield


def busy_message(path: Path) -> str:
    """Return the sentence for a lock that stayed held."""
    return f"Another session is saving. Nothing was changed. Try again. The lock is {path}."
