"""A session as far as it can be tried without a server."""

import os
import threading
from pathlib import Path
from typing import Any

import pytest

from spasmtui.web.session import Session, Size

pytestmark = pytest.mark.long


def open_files() -> int:
    """Return the number of files that this process has open; 0 where the system does not tell."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else 0


async def test_where_no_thread_is_left_nothing_is_left_running(monkeypatch: pytest.MonkeyPatch) -> None:
    spawn, started = os.posix_spawn, list[int]()

    def note_spawn(*words: Any, **options: Any) -> int:
        started.append(spawn(*words, **options))
        return started[-1]

    def refuse(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    before = open_files()
    monkeypatch.setattr(os, "posix_spawn", note_spawn)
    monkeypatch.setattr(threading.Thread, "start", refuse)
    with pytest.raises(OSError, match="can't start new thread"):
        Session(["/bin/sleep", "600"], {}, Size(80, 24))
    with pytest.raises(ProcessLookupError):
        os.kill(started[0], 0)
    assert open_files() == before
