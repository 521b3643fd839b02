"""The running routine on the disk, so that an interruption costs nothing: one small file in the state folder.

It is written at each event and each step, and its time of change is set once a second, which says when it was last
seen alive. `spasmtui status` reads it many times a minute, and a start looks for it: it imports nothing at first.
"""

from __future__ import annotations

import os
from threading import Lock

from spasmtui.shared.atomic_file import replace_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path
    from typing import Any

FILE_NAME = "relief.json"
VERSION = 1


class StateFile:
    """The file of the routine that is under way. Everything but `read` may raise OSError."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        self._mark = os.urandom(8).hex()
        """Written into the file: its inode does not tell it from another's, since numbers are soon used again."""
        self._ours = ""
        """The mark under which the file is ours; empty while none is."""
        self._writing = Lock()

    def exists(self) -> bool:
        """Whether there is a file; what is in it may still be of no use."""
        return self.path.exists()

    def write(self, document: dict[str, Any], *, seen_at: float) -> None:
        """Replace the file as a whole; a reader sees the old one or the new one.

        Args:
            document: what `saved.snapshot_document` made.
            seen_at: the present moment, in seconds of the wall clock.
        """
        with self._writing:
            self._replace(document, seen_at)

    def _replace(self, document: dict[str, Any], seen_at: float) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        import json  # noqa: PLC0415 -- on the background thread

        content = json.dumps({**document, "version": VERSION, "mark": self._mark, **owner(os.getpid())}).encode()
        replace_file(self.path, content, modified_at=seen_at)
        self._ours = self._mark

    def take_over(self) -> None:
        """Call the file ours as it stands, so that an end that comes before our first write removes it too."""
        self._ours = self._mark_in_file()

    def touch(self, seen_at: float) -> None:
        """Note that the routine was alive at this moment; costs no write of data."""
        if self.is_ours():
            os.utime(self.path, (seen_at, seen_at))

    def is_ours(self) -> bool:
        """Whether the file is still the one written here; another terminal may have taken the routine over."""
        return self._ours != "" and self._mark_in_file() == self._ours

    def _mark_in_file(self) -> str:
        """Found in the text, once a second, as the launcher does: to parse it takes longer than to read it."""
        try:
            content = self.path.read_bytes()
        except OSError:
            return ""
        return content.rpartition(b'"mark": "')[2].partition(b'"')[0].decode("ascii", "replace")

    def has_been_taken(self) -> bool:
        """Whether another terminal has written its own file over ours, or has brought the routine to its end."""
        if not self._writing.acquire(blocking=False):
            return False  # we are writing it ourselves
        try:
            return self._ours != "" and not self.is_ours()
        finally:
            self._writing.release()

    def remove(self) -> None:
        """The routine is over; another terminal's is left alone."""
        with self._writing:
            if self.is_ours():
                self.path.unlink(missing_ok=True)
            self._ours = ""

    def content(self) -> tuple[bytes, float] | None:
        """What is in the file now, and when it was last touched; None where there is none."""
        try:
            return self.path.read_bytes(), os.stat(self.path).st_mtime
        except OSError:
            return None

    def read(self, content: tuple[bytes, float] | None = None) -> dict[str, Any] | None:
        """The document with `seen_at` added, or None where there is none that can be used.

        Args:
            content: what was in the file; None reads it.
        """
        if (content := content or self.content()) is None:
            return None
        import json  # noqa: PLC0415 -- mostly there is none

        try:
            document = json.loads(content[0])
            document["seen_at"] = content[1]
        except (ValueError, TypeError):
            return None
        return document if document.get("version") == VERSION else None

    def discard(self) -> None:
        """Forget an interrupted routine."""
        self.path.unlink(missing_ok=True)


def owner(process: int) -> dict[str, Any]:
    """What tells a process from another one that was given its number later."""
    return {"pid": process, "born": _born(process), "boot": boot_id()}


def boot_id() -> str:
    """This start of the machine, or nothing where the system does not say."""
    try:
        with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:
            return file.read().strip()
    except OSError:
        return ""


def _born(process: int) -> str:
    """When a process began, in ticks since the machine started; empty where the system does not say."""
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def is_alive(document: dict[str, Any]) -> bool:
    """Whether the process that wrote a document still runs."""
    process = document.get("pid")
    if not isinstance(process, int) or document.get("boot") != boot_id():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return document.get("born") == _born(process)


def read_status(state_folder: Path, now: datetime) -> dict[str, Any] | None:
    """The routine under way for `status --json`: `id`, `step`, `remaining_s` of that step, and `state`."""
    document = StateFile(state_folder).read()
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
