"""Keep the running routine in one small file of the state folder, so that an interruption loses nothing.

The file is written at each event and each step. Its modification time is set once a second and says when the routine
was last seen alive. `spasmtui status` reads it many times a minute, and a start looks for it, so that this module
imports little.
"""

from __future__ import annotations

import os
from threading import Lock

from spasmtui.launcher import handoff
from spasmtui.launcher.process_check import is_alive, process_identity
from spasmtui.launcher.start_marker import find_markers, make_private_folders
from spasmtui.shared.atomic_file import replace_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path
    from typing import Any

FILE_NAME = "relief.json"
VERSION = 1


class StateFile:
    """The file of the routine that runs. Every method but `read` and `content` may raise OSError."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        self._mark = os.urandom(8).hex()
        """Written into the file to identify its writer: an inode would not, since its number is soon reused."""
        self._ours = ""
        """The mark with which the file is ours; empty while it is not."""
        self._writing = Lock()

    def exists(self) -> bool:
        """Return whether there is a file; its content may still be unusable."""
        return self.path.exists()

    def write(self, document: dict[str, Any], *, seen_at: float, is_durable: bool = True) -> None:
        """Replace the file as a whole; a reader sees the old one or the new one.

        Args:
            document: the result of `snapshot_document`.
            seen_at: the present moment in seconds of the wall clock.
            is_durable: whether it must survive a power cut; without that it is there at once on a slow disk, too.
        """
        with self._writing:
            self._replace(document, seen_at, is_durable=is_durable)

    def _replace(self, document: dict[str, Any], seen_at: float, *, is_durable: bool) -> None:
        make_private_folders(str(self.path.parent))
        content = (
            _json()
            .dumps({
                **document,
                "version": VERSION,
                "mark": self._mark,
                **process_identity(os.getpid()),
            })
            .encode()
        )
        replace_file(self.path, content, modified_at=seen_at, is_durable=is_durable)
        self._ours = self._mark
        handoff.remove_marker()

    def take_over(self) -> None:
        """Treat the present file as ours, so that an end before our first write removes it too."""
        self._ours = self._mark_in_file()

    def touch(self, seen_at: float) -> None:
        """Set the moment at which the routine was last alive; writes no data."""
        if self.is_ours():
            os.utime(self.path, (seen_at, seen_at))

    def is_ours(self) -> bool:
        """Return whether the file is still the one written here; another terminal may have taken the routine over."""
        return self._ours != "" and self._mark_in_file() == self._ours

    def _mark_in_file(self) -> str:
        """Find the mark in the text without parsing it, as the launcher does: this runs once a second."""
        try:
            content = self.path.read_bytes()
        except OSError:
            return ""
        return content.rpartition(b'"mark": "')[2].partition(b'"')[0].decode("ascii", "replace")

    def has_been_taken(self) -> bool:
        """Return whether another terminal has replaced our file, or has ended the routine."""
        if not self._writing.acquire(blocking=False):
            return False  # our own write is in progress
        try:
            return self._ours != "" and not self.is_ours()
        finally:
            self._writing.release()

    def remove(self) -> None:
        """Remove our file when the routine is over; another terminal's is left alone."""
        with self._writing:
            if self.is_ours():
                self.path.unlink(missing_ok=True)
            self._ours = ""
        handoff.remove_marker()

    def content(self) -> tuple[bytes, float] | None:
        """Return the bytes of the file and its modification time; None without a readable file."""
        try:
            return self.path.read_bytes(), os.stat(self.path).st_mtime
        except OSError:
            return None

    def read(self, content: tuple[bytes, float] | None = None) -> dict[str, Any] | None:
        """Return the document with `seen_at` added, or None without a usable one.

        Args:
            content: bytes and modification time read earlier; None reads the file now.
        """
        if (content := content or self.content()) is None:
            return None
        try:
            document = _json().loads(content[0])
            document["seen_at"] = content[1]
        except (ValueError, TypeError):
            return None
        return document if document.get("version") == VERSION else None

    def discard(self) -> None:
        """Delete the file, whichever process wrote it."""
        self.path.unlink(missing_ok=True)


def _json() -> Any:
    import json  # noqa: PLC0415 -- mostly there is no file, and a start writes one on the background thread

    return json


def read_status(state_folder: Path, now: datetime) -> dict[str, Any] | None:
    """Return the routine for `status --json`: `id`, `step`, `remaining_s` of that step, `state`; None without one."""
    file = StateFile(state_folder)
    document = file.read()
    if find_markers(str(state_folder)):
        from spasmtui.relief.running.interrupted_start import latest_run  # noqa: PLC0415 -- mostly there is none

        document = latest_run(document, file, now)
    if document is None:
        return None
    remaining = float(document["remaining_s"])
    is_running = document["state"] == "running"
    if is_alive(document):
        state = "running" if is_running else "paused"
        until = now.timestamp()
    else:
        state = "interrupted"
        until = document["seen_at"]
    if is_running:
        remaining -= max(0.0, until - float(document["saved_at"]))
    left = max(0, -int(-remaining // 1))
    return {"id": document["routine"], "step": document["step"], "remaining_s": left, "state": state}
