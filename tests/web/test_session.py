"""A session as far as it can be tried without a server."""

import os
import threading
from pathlib import Path
from typing import Any

import pytest

from spasmtui.web.session import Session, Size, session_environment


def open_files() -> int:
    """Return the number of files that this process has open; 0 where the system does not tell."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else 0


def test_a_program_is_told_of_the_page_s_terminal_and_nothing_of_the_server_s() -> None:
    server = {"HOME": "/home/a", "NO_COLOR": "1", "TERM": "linux", "TMUX": "x", "TEXTUAL_DRIVER": "a:B", "LINES": "5"}
    told = session_environment(server)
    assert {name: told[name] for name in ("HOME", "NO_COLOR", "TERM")} == {
        "HOME": "/home/a",
        "NO_COLOR": "1",
        "TERM": "xterm-256color",
    }
    assert {"TMUX", "TEXTUAL_DRIVER", "LINES"} & set(told) == set()


@pytest.mark.long
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
