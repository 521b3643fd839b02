"""Markers of starts, as the launcher leaves them of a process that was killed."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest import mock

from spasmtui.launcher import handoff, picture, start_marker
from spasmtui.launcher._generated import DAY_STYLES
from spasmtui.launcher.start_marker import find_markers, write_marker
from tests.conftest import LIMIT_SECONDS, FakeClock

ENDED = 2**22 + 1
"""A number that no process has."""


def painted_request(
    folder: Path, what: str = "calf", side: str | None = "left", **options: Any
) -> handoff.EarlyRequest:
    """Return a request as it is when its first instruction has been painted."""
    request = handoff.EarlyRequest(what, side, "", **options)
    request.state = str(folder)
    assert picture.compose_picture(request, str(folder), (80, 24), DAY_STYLES[16]) is not None
    return request


def mark_start(
    folder: Path,
    clock: FakeClock,
    what: str = "calf",
    *,
    pid: int | None = ENDED,
    written: Mapping[str, Any] | None = None,
    **options: Any,
) -> Path:
    """Leave the marker of a start that has just been painted; `pid` None is this very process's.

    `written` replaces what is in it, and `options` are those of the request.
    """
    before = set(find_markers(str(folder)))
    with mock.patch.object(start_marker, "LONGEST_WAIT_SECONDS", LIMIT_SECONDS):
        write_marker(painted_request(folder, what, **options), clock.now().timestamp(), clock.elapsed())
    (name,) = set(find_markers(str(folder))) - before
    if pid is None:
        return folder / name
    document = json.loads((folder / name).read_bytes())
    (folder / name).unlink()
    path = folder / name.replace(f".{os.getpid()}.", f".{pid}.")
    path.write_text(json.dumps({**document, "pid": pid, **(written or {})}), encoding="utf-8")
    return path
