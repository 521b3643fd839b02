"""Keep a start in a small file as soon as its first instruction is on the screen. Imports only `os`.

Until the full screen has loaded and saved the routine, this marker is all that a killed process leaves. Its content is
that of `relief.json` at the first moment of the routine, so that the next start goes on from it by giving it that name.
The file is written on a thread for which the start waits a moment only: a disk that hangs delays nothing.
"""

import _thread
import os

from spasmtui.launcher import handoff
from spasmtui.launcher.locations import MARKER
from spasmtui.launcher.process_check import process_identity
from spasmtui.system.calls import NO_LINK, SAFE

LONGEST_WAIT_SECONDS = 0.05
"""Writing takes less than a millisecond; after this time the start goes on without it."""


def write_marker(request: handoff.EarlyRequest, began_at: float, elapsed_seconds: float) -> None:
    """Write the marker of a start that has just been painted; a folder that cannot be written keeps none.

    Args:
        request: the request that was painted.
        began_at: the time of the paint in seconds of the wall clock.
        elapsed_seconds: the same moment in elapsed seconds.
    """
    # Each terminal has its own, also after a restart that gives out the same process ids again.
    path = f"{request.state}/{MARKER}{os.getpid()}.{int(began_at * 1000)}"
    handoff.record_marker(path)
    is_written = _thread.allocate_lock()
    is_written.acquire()

    def write() -> None:
        try:
            _create(path, start_document(request, began_at, elapsed_seconds).encode())
            if not handoff.has_marker():
                os.unlink(path)  # the routine has been saved, or has ended, while a slow disk wrote this
        except OSError:
            return
        finally:
            is_written.release()

    _thread.start_new_thread(write, ())
    is_written.acquire(True, LONGEST_WAIT_SECONDS)


def find_markers(state: str) -> list[str]:
    """Return the names of all markers in a state folder, whatever they are, in no particular order."""
    try:
        return [name for name in os.listdir(state) if name.startswith(MARKER)]
    except OSError:
        return []


def start_document(request: handoff.EarlyRequest, began_at: float, elapsed_seconds: float) -> str:
    """Return the JSON text of a routine at its first moment, as `snapshot_document` would give it; see `write_marker`.

    It is put together by hand: `json` takes longer to import than everything else here takes.
    """
    assert request.resolved is not None
    place, routine = request.resolved
    steps, seconds, purpose = request.first_step
    identity = process_identity(os.getpid())
    values = {
        "version": 1, "routine": routine, "title": request.title, "purpose": purpose, "place": place,
        "side": request.side_shown, "episode": None, "keeps": request.keeps, "state": "running", "step": 1,
        "steps": steps, "remaining_s": seconds, "began_at": began_at, "saved_at": began_at,
        "saved_elapsed": elapsed_seconds, "skin_seconds": None, "get_ready_seconds": 0, "spent": [0] * steps,
        "added": [0] * steps, "more_pieces": [], "question": 0, "index": 0, "into": 0, "held_again": 0, "active": 0,
        "idle": 0, "on_skin": 0, "mark": os.urandom(8).hex(), **identity,
    }  # fmt: skip
    return "{" + ", ".join(f'"{name}": {_json(value)}' for name, value in values.items()) + "}"


def _json(value: object) -> str:
    if value is None or isinstance(value, bool):
        return "null" if value is None else "true" if value else "false"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)


def _create(path: str, content: bytes) -> None:
    """Create a file that only its owner can read; nothing that has the name already is opened or followed.

    Raises:
        OSError: the file cannot be created or written.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | SAFE | NO_LINK
    try:
        descriptor = os.open(path, flags, 0o600)
    except FileNotFoundError:
        make_private_folders(os.path.dirname(path))
        descriptor = os.open(path, flags, 0o600)
    try:
        os.write(descriptor, content)
    finally:
        os.close(descriptor)


def make_private_folders(folder: str) -> None:
    """Create a folder and its missing parents; only their owner can enter those that are new.

    Raises:
        OSError: one of them cannot be created.
    """
    missing = []
    while folder and not os.path.isdir(folder):
        missing.append(folder)
        folder = os.path.dirname(folder)
    for each in reversed(missing):
        try:
            os.mkdir(each, 0o700)
        except FileExistsError:  # another process was faster, or it is no folder: then the next call says so
            continue
