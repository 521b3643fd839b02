"""Keep the running routine in one small file of the state folder, so that an interruption loses nothing.

The file is written at each event and each step. Its modification time is set once a second and says when the routine
was last seen alive. `spasmtui status` reads it many times a minute, and a start looks for it, so that this module
imports little.
"""

from __future__ import annotations

import errno
import os
from threading import Lock

from spasmtui.clock import wall_offset
from spasmtui.launcher import handoff
from spasmtui.launcher.process_check import is_alive, process_identity
from spasmtui.launcher.start_marker import find_markers, make_private_folders
from spasmtui.launcher.status_files import RUN_NAME, describe_run, run_content
from spasmtui.relief.running.saved_document import (
    VERSION,
    BrokenDocument,
    OtherVersion,
    dated_anew,
    is_moment,
    parse_document,
    set_aside,
)
from spasmtui.shared.atomic_file import remove_drafts, replace_file
from spasmtui.shared.regular_file import read_regular

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from spasmtui.clock import Clock

FILE_NAME = RUN_NAME
_NO_FILE_OF_OURS = (errno.EINVAL, errno.EFBIG, errno.ELOOP)
"""The faults of what has the file's name and was never written by this program: a pipe, a folder, 100 MB."""


class StateFile:
    """The file of the routine that runs. Every method but `read` and `content` may raise OSError."""

    def __init__(self, folder: Path, clock: Clock | None = None) -> None:
        """Take the state folder.

        Args:
            folder: the state folder.
            clock: dates what is read by the present wall clock, if that was set since; None takes it as it is.
        """
        self.path = folder / FILE_NAME
        self._clock = clock
        self._mark = os.urandom(8).hex()
        """Written into the file to identify its writer: an inode would not, since its number is soon reused."""
        self._ours = ""
        """The mark with which the file is ours; empty while it is not."""
        self._writing = Lock()
        self._fault = ""

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
            is_first = not self._ours
            if is_first:
                self._set_aside_unusable()
            self._replace(document, seen_at, is_durable=is_durable)
            if is_first:
                remove_drafts(self.path.parent)

    def _set_aside_unusable(self) -> None:
        """Set aside what is in the way of the first write and is no file of this version: it is never overwritten."""
        try:
            parse_document(read_regular(self.path))
        except FileNotFoundError:
            return
        except (OSError, BrokenDocument) as reason:
            self._fault = set_aside(self.path, getattr(reason, "strerror", "") or reason)

    def _replace(self, document: dict[str, Any], seen_at: float, *, is_durable: bool) -> None:
        make_private_folders(str(self.path.parent))
        import json  # noqa: PLC0415 -- on the background thread

        content = json.dumps({
            **document,
            "version": VERSION,
            "mark": self._mark,
            **process_identity(os.getpid()),
        }).encode()
        content = run_content(content)
        replace_file(self.path, content, modified_at=seen_at, is_durable=is_durable)
        self._ours = self._mark
        handoff.remove_marker()

    def take_over(self) -> None:
        """Treat the present file as ours, so that an end before our first write removes it too."""
        self._ours = self._mark_in_file()

    def touch(self, seen_at: float) -> bool:
        """Set the moment at which the routine was last alive, and return whether the file is still ours; no data."""
        if is_ours := self.is_ours():
            os.utime(self.path, (seen_at, seen_at))
        return is_ours

    def is_ours(self) -> bool:
        """Return whether the file is still the one written here; another terminal may have taken the routine over."""
        return self._ours != "" and self._mark_in_file() == self._ours

    def _mark_in_file(self) -> str:
        """Find the mark in the text without parsing it, as the launcher does: this runs once a second."""
        try:
            content = read_regular(self.path)
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
            return read_regular(self.path), os.stat(self.path).st_mtime
        except OSError:
            return None

    def read(self, content: tuple[bytes, float] | None = None) -> dict[str, Any] | None:
        """Return the document with `seen_at` added, or None without a usable one; `parse_document` has checked it.

        A file that cannot be used is set aside; `take_fault` has a sentence about it.

        Args:
            content: bytes and modification time read earlier; None reads the file now.
        """
        try:
            data, seen_at = content or (read_regular(self.path), os.stat(self.path).st_mtime)
            document = parse_document(data)
        except OtherVersion:
            return None  # it may still run, so its file stays where it is until another is to be written
        except BrokenDocument as reason:
            if content is None or content == self.content():
                self._fault = set_aside(self.path, reason)
            return None
        except OSError as error:
            if error.errno in _NO_FILE_OF_OURS:
                self._fault = set_aside(self.path, error.strerror)
            return None
        document["seen_at"] = seen_at if is_moment(seen_at) else document["saved_at"]
        return document if self._clock is None else dated_anew(document, wall_offset(self._clock))

    def take_fault(self) -> str:
        """Return, once, the sentence about a file that could not be used and was set aside; mostly empty."""
        fault, self._fault = self._fault, ""
        return fault

    def discard(self) -> None:
        """Delete the file, whichever process wrote it."""
        self.path.unlink(missing_ok=True)


def read_status(
    state_folder: Path, clock: Clock, report: Callable[[str], object] | None = None
) -> dict[str, Any] | None:
    """Return the routine for `status --json`: `id`, `step`, `remaining_s` of that step, `state`; None without one.

    Args:
        state_folder: the state folder.
        clock: the wall clock, and the elapsed seconds by which it is known to have been set.
        report: called with a sentence when the state file could not be used and was set aside.
    """
    file, now = StateFile(state_folder, clock), clock.now()
    document = file.read()
    if find_markers(str(state_folder)):
        from spasmtui.relief.running.interrupted_start import latest_run  # noqa: PLC0415 -- mostly there is none

        document = latest_run(document, file, now)
    if (fault := file.take_fault()) and report is not None:
        report(fault)
    if document is None:
        return None
    return describe_run(
        document["routine"],
        str(document["title"]),
        document["step"],
        is_running=document["state"] == "running",
        is_alive=is_alive(document),
        remaining=float(document["remaining_s"]),
        saved_at=float(document["saved_at"]),
        seen_at=document["seen_at"],
        now=now.timestamp(),
    )
