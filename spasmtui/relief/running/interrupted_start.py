"""Take up the starts that ended before their routine could be saved; `launcher/start_marker.py` leaves a file of each.

The content of such a file is that of the state file at the first moment of the routine. What is no such file, or is no
longer of use, is removed unread.
"""

from __future__ import annotations

import math
import os
import stat
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from spasmtui.launcher.process_check import is_alive
from spasmtui.launcher.start_marker import find_markers
from spasmtui.relief.running.snapshot import Snapshot, parse_snapshot
from spasmtui.shared.regular_file import read_regular
from spasmtui.system.calls import NO_LINK, SAFE, is_running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path
    from typing import Protocol

    class StateFile(Protocol):
        """The file of the routine that runs, and the reader of its format."""

        @property
        def path(self) -> Path:
            """The file; the markers are beside it."""

        def read(self, content: tuple[bytes, float] | None = None) -> dict[str, Any] | None:
            """Return the document of these bytes with their time, or of the file; None without a usable one."""


JOINED = "relief-joined."
"""The name of the routine of a state folder that was joined to this one goes on with a number."""
LONGEST_BYTES = 4096
"""A marker has less than a quarter of this."""
LONGEST_AGE = timedelta(days=30)
"""Nobody goes on with a routine that began before this time, or remembers when that cramp stopped."""
CLOCK_STEP = timedelta(minutes=5)
"""A clock may have been set back by this much since; a start further in the future is none."""
_LONGEST_ID = 64
_NUMBERS = ("began_at", "saved_at", "saved_elapsed", "remaining_s")
_COUNTS = ("step", "steps", "question", "index", "into", "held_again", "active", "idle", "on_skin", "pid")
_MOST_STEPS = 1000


class InterruptedStart(NamedTuple):
    """A start of which only its marker is left, or that goes on loading in another terminal."""

    path: str
    document: dict[str, Any]
    """As in the state file, with `seen_at`."""

    @property
    def began_at(self) -> float:
        """The time of the first instruction in seconds of the wall clock."""
        return float(self.document["began_at"])

    @property
    def is_loading(self) -> bool:
        """True while its process runs."""
        return is_alive(self.document)


def read_starts(file: StateFile, now: datetime) -> tuple[tuple[InterruptedStart, ...], tuple[str, ...]]:
    """Return the starts whose markers are in the state folder, oldest first, and the paths of unusable markers."""
    starts, unusable = [], []
    folder = str(file.path.parent)
    for name in find_markers(folder):
        path = f"{folder}/{name}"
        document = _read_marker(file, path, now)
        if document is not None:
            starts.append(InterruptedStart(path=path, document=document))
        elif not _is_being_written(name):
            unusable.append(path)
    return tuple(sorted(starts, key=lambda start: start.began_at)), tuple(sorted(unusable))


def latest_run(saved: dict[str, Any] | None, file: StateFile, now: datetime) -> dict[str, Any] | None:
    """Return the document of the run that `status` speaks of: that of the state file, or that of a later start."""
    starts, _unusable = read_starts(file, now)
    if not starts or (saved is not None and (is_alive(saved) or _moment(saved) >= starts[-1].began_at)):
        return saved
    return starts[-1].document


def _joined_runs(file: StateFile) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the runs of another state folder of the same diary that was joined to this one: path and document."""
    folder = str(file.path.parent)
    with suppress(OSError):
        for name in sorted(os.listdir(folder)):
            if name.startswith(JOINED):
                path = f"{folder}/{name}"
                with suppress(OSError):
                    document = file.read((read_regular(path), os.stat(path).st_mtime))
                    if document is not None and not is_alive(document):
                        yield path, document


def _adopt_joined(file: StateFile, now: datetime, replaces: Callable[[Snapshot], object]) -> None:
    """Make the run of a joined state folder the saved one if it is the later, and report the other one."""
    for path, document in _joined_runs(file):
        saved = file.read()
        if saved is not None and is_alive(saved):
            return
        with suppress(OSError):
            if saved is not None and _moment(saved) >= _moment(document):
                _report(document, now, replaces)
                os.unlink(path)
            else:
                if saved is not None:
                    _report(saved, now, replaces)
                os.replace(path, file.path)


def adopt_starts(file: StateFile, now: datetime, *, replaces: Callable[[Snapshot], object]) -> None:
    """Make the latest interrupted start the saved run, so that it is offered like any other; remove unusable markers.

    Args:
        file: the state file.
        now: the present moment.
        replaces: called with each run that a later one has taken the place of, to record what was done of it.
    """
    _adopt_joined(file, now, replaces)
    starts, unusable = read_starts(file, now)
    for path in unusable:
        _remove(path)
    for start in starts:
        if start.is_loading:
            continue
        saved = file.read()
        if saved is not None and is_alive(saved):
            return  # a routine runs in another terminal; these wait until it is over
        if saved is not None and _moment(saved) >= start.began_at:
            if (saved.get("pid"), saved.get("born")) != (start.document["pid"], start.document["born"]):
                _report(start.document, now, replaces)
            _remove(start.path)
            continue
        if saved is not None:
            _report(saved, now, replaces)
        with suppress(OSError):  # a folder that cannot be written keeps it for the next start
            written = start.began_at - start.document.get("moved", 0.0)  # by the clock of what is in the file
            os.utime(start.path, (written, written))
            os.replace(start.path, file.path)


def record_starts(file: StateFile, now: datetime, record: Callable[[Snapshot], object]) -> None:
    """Record every interrupted start and remove its marker: a new routine takes their place."""
    for path, document in _joined_runs(file):
        _report(document, now, record)
        _remove(path)
    starts, unusable = read_starts(file, now)
    for path in unusable:
        _remove(path)
    for start in starts:
        if not start.is_loading:
            _report(start.document, now, record)
            _remove(start.path)


def _report(document: dict[str, Any], now: datetime, report: Callable[[Snapshot], object]) -> None:
    if (snapshot := parse_snapshot(document, now)) is not None:
        report(snapshot)


def _moment(document: dict[str, Any]) -> float:
    """Return when a saved run was last seen, in seconds of the wall clock; one that does not say so is the oldest."""
    try:
        return max(float(document["saved_at"]), float(document["seen_at"]))
    except (KeyError, TypeError, ValueError):
        return -math.inf


def _read_marker(file: StateFile, path: str, now: datetime) -> dict[str, Any] | None:
    """Read a marker without waiting for anything; None for what is not one that this version has written lately."""
    try:
        descriptor = os.open(path, os.O_RDONLY | SAFE | NO_LINK)
    except OSError:
        return None
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or found.st_size > LONGEST_BYTES:
            return None
        document = file.read((os.read(descriptor, LONGEST_BYTES), found.st_mtime))
    except (OSError, RecursionError):
        return None
    finally:
        os.close(descriptor)
    if document is None or not _is_usable(document):
        return None
    age = now.timestamp() - document["began_at"]
    if not -CLOCK_STEP.total_seconds() <= age <= LONGEST_AGE.total_seconds():
        return None
    return {**document, "seen_at": document["began_at"]}


def _is_usable(document: dict[str, Any]) -> bool:
    """Return whether a document has everything that a start's has, and nothing that could not be."""
    place, side = document.get("place"), document.get("side")
    return (
        document.get("state") == "running"
        and isinstance(document.get("title"), str)
        and _is_id(document.get("routine"))
        and _is_id(document.get("purpose"))
        and (place is None or _is_id(place))
        and side in (None, "left", "right")
        and isinstance(document.get("keeps"), bool)
        and document.get("episode") is None
        and all(_is_number(document.get(name)) for name in _NUMBERS)
        and all(type(document.get(name)) is int and document[name] >= 0 for name in _COUNTS)
        and document.get("skin_seconds") is None
        and document.get("get_ready_seconds") == 0
        and document["pid"] > 0  # 0 would ask about every process of the group
        and document["step"] <= document["steps"] <= _MOST_STEPS
        and all(document.get(name) == [0] * document["steps"] for name in ("spent", "added"))
        and all(isinstance(document.get(name), str) for name in ("born", "boot", "mark"))
    )


def _is_id(value: object) -> bool:
    if not isinstance(value, str) or len(value) > _LONGEST_ID:
        return False
    return value.isascii() and value == value.lower() and value.replace("-", "").isalnum()


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < math.inf


def _is_being_written(name: str) -> bool:
    """Return whether the process that the name of an unreadable marker tells may be about to write it."""
    process = name.split(".")[1] if name.count(".") == 2 else ""
    try:
        return is_running(int(process))
    except (ValueError, OSError, OverflowError):
        return False


def _remove(path: str) -> None:
    """Remove a file, link or pipe of this name; a folder only when it is empty."""
    with suppress(OSError):
        if stat.S_ISDIR(os.lstat(path).st_mode):
            os.rmdir(path)
        else:
            os.unlink(path)
