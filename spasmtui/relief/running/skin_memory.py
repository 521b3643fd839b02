"""Remember the heat and cold of the last hours in one small file of the state folder.

It holds no personal text: place, side, kind, seconds and the moment, one use a line. An entry is noted when heat or
cold comes on and whenever the routine is saved, with the seconds that its step still has: should the program be killed,
the pack counts as on the skin up to the end of that step. Time since then is measured by the machine's own clock while
that goes on, so that setting the clock neither shortens nor lengthens a wait; after a restart it is the wall clock, and
a moment that lies in the future counts as now.
"""

from __future__ import annotations

import os
from math import isfinite
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from spasmtui.launcher.process_check import boot_id, is_alive, process_identity
from spasmtui.launcher.start_marker import make_private_folders
from spasmtui.relief.routines.model import Kind
from spasmtui.relief.session.skin_limits import SkinUse
from spasmtui.shared.atomic_file import replace_file
from spasmtui.shared.regular_file import rename_broken

if TYPE_CHECKING:
    from pathlib import Path

    from spasmtui.clock import Clock

FILE_NAME = "skin"
HEAD = "spasmtui skin 1"
"""The first line of the file: what it is, and the version of its form."""
KEPT_SECONDS = 24 * 3600
"""An older entry is dropped, and no wait is longer."""
MOST_ENTRIES = 200
DIARY_PREFIX = "diary-"
"""The beginning of the id of an entry that stands for a use in the diary."""
MOST_BYTES = 100_000
LONGEST_SECONDS = 3600.0
"""No entry counts for more: nothing stays on the skin for so long."""


class SkinEntry(NamedTuple):
    """One use of heat or cold, in the order of its line in the file."""

    id: str
    """The session's: an interrupted routine that goes on replaces its entry."""
    routine: str
    """The routine's id as `as_word` writes it."""
    kinds: str
    """`heat`, `cold` or `cold,heat`."""
    place: str
    """A place id as `as_word` writes it; empty where it is not known."""
    side: str
    """`left`, `right`, or empty for both and where it is not known."""
    seconds: float
    """Seconds on the skin when it was saved."""
    routine_seconds: float
    """Seconds that the routine had run by then, as the diary records them."""
    left_seconds: float
    """Seconds for which the present step was to stay on from then; 0 when the pack was off."""
    planned_seconds: float
    """Seconds on the skin if it goes on to its end."""
    wait_seconds: float
    saved_at: float
    """Seconds of the wall clock."""
    elapsed: float
    """The same moment by the machine's own clock, to which only `boot` gives a meaning."""
    boot: str
    pid: float
    born: str


class SkinMemory:
    """The entries of one state folder. Noting one touches no file; `write` saves them, in whatever thread."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.path = folder / FILE_NAME
        self._clock = clock
        self._noted: dict[str, SkinEntry] = {}
        """The entries of this process, and those whose moment was corrected."""
        self._has_unwritten = False
        self._writing = Lock()
        self.damaged: Path | None = None
        """The name under which a file that could not be read is kept; None where there was none."""

    def note(self, entry: SkinEntry) -> None:
        """Note an entry as of this moment, whatever moment it has; `write` saves it."""
        identity = process_identity(os.getpid())
        self._noted[entry.id] = entry._replace(
            saved_at=self._clock.now().timestamp(), elapsed=self._clock.elapsed(), **identity
        )
        self._has_unwritten = True

    def amend(self, entry_id: str, routine_seconds: float) -> None:
        """Tell how long the routine of an entry of this process has run by now; when its heat ended stays as it is."""
        if (entry := self._noted.get(entry_id)) is not None and entry.routine_seconds != routine_seconds:
            self._noted[entry_id] = entry._replace(routine_seconds=routine_seconds)
            self._has_unwritten = True

    def entries(self) -> tuple[SkinEntry, ...]:
        """Return all entries of the last day, newest first; one that lies in the future is noted again as of now."""
        found = {entry.id: entry for entry in self._read()}
        for entry in tuple(self._noted.values()):
            # Another process may have gone on with a routine of this one.
            if entry.id not in found or entry.seconds >= found[entry.id].seconds:
                found[entry.id] = entry
        for name, entry in tuple(found.items()):
            if self.seconds_since(entry) < 0:
                self.note(entry)
                found[name] = self._noted[name]
        recent = [entry for entry in found.values() if self.seconds_since(entry) <= KEPT_SECONDS]
        # What a diary dates in the future never crowds out what happened here.
        recent.sort(key=lambda entry: (entry.id.startswith(DIARY_PREFIX), self.seconds_since(entry)))
        return tuple(sorted(recent[:MOST_ENTRIES], key=self.seconds_since))

    def seconds_since(self, entry: SkinEntry) -> float:
        """Return the seconds since an entry was saved; below 0 where that lies in the future."""
        if entry.boot and entry.boot == boot_id():
            return max(0.0, self._clock.elapsed() - entry.elapsed)
        return self._clock.now().timestamp() - entry.saved_at

    def uses(self, *, but: str = "") -> tuple[SkinUse, ...]:
        """Return the heat and cold of the last day.

        Args:
            but: the id of a session whose own entry is left out.
        """
        return tuple(self._use(entry) for entry in self.entries() if entry.id != but)

    def seconds_of(self, entry_id: str) -> float:
        """Return the seconds on the skin of a session until now; 0 where its entry is missing."""
        for entry in self.entries():
            if entry.id == entry_id:
                return entry.seconds + min(entry.left_seconds, self.seconds_since(entry))
        return 0.0

    def _use(self, entry: SkinEntry) -> SkinUse:
        identity = {"pid": int(entry.pid), "born": entry.born, "boot": entry.boot}
        if entry.left_seconds and entry.pid != os.getpid() and is_alive(identity):
            seconds, ago = max(entry.seconds, entry.planned_seconds), 0.0
        else:
            passed = self.seconds_since(entry)
            more = min(entry.left_seconds, passed)
            seconds, ago = entry.seconds + more, passed - more
        return SkinUse(
            kinds=frozenset(Kind(kind) for kind in entry.kinds.split(",")),
            place=entry.place or None,
            side=entry.side or None,
            seconds=min(seconds, LONGEST_SECONDS),
            seconds_ago=ago,
            wait_seconds=entry.wait_seconds,
        )

    def write(self) -> None:
        """Save what was noted since the last time, beside what other processes have written.

        Raises:
            OSError: the state folder cannot be written; what was noted still counts in this process.
        """
        with self._writing:
            if not self._has_unwritten:
                return
            self._has_unwritten = False
            lines = [HEAD, *(" ".join(str(field) or "-" for field in entry) for entry in self.entries())]
            try:
                make_private_folders(str(self.path.parent))
                replace_file(self.path, "\n".join([*lines, ""]).encode())
            except OSError:
                self._has_unwritten = True
                raise

    def _read(self) -> tuple[SkinEntry, ...]:
        """Return the entries of the file, which is set aside under another name if it cannot be read."""
        if not os.path.lexists(self.path):
            return ()
        try:
            is_readable = self.path.is_file() and self.path.stat().st_size <= MOST_BYTES
            head, *lines = self.path.read_text(encoding="utf-8").splitlines() if is_readable else [""]
            if head == HEAD:
                return tuple(parse_entry(line) for line in lines[:MOST_ENTRIES])
        except ValueError:  # no text, no line at all, or a line that is none of ours
            pass
        except OSError:
            return ()
        self._set_aside()
        return ()

    def _set_aside(self) -> None:
        try:
            self.damaged = rename_broken(self.path)
        except OSError:
            return


def parse_entry(line: str) -> SkinEntry:
    """Return the entry of a line.

    Raises:
        ValueError: it has another number of fields, or a field that cannot be.
    """
    fields = ["" if field == "-" else field[:100] for field in line.split(" ")]
    if len(fields) != len(SkinEntry._fields):
        raise ValueError
    numbers = {place: _number(fields[place]) for place in (*range(5, 12), 13)}
    if not set(fields[2].split(",")) <= {"heat", "cold"} or fields[4] not in ("", "left", "right"):
        raise ValueError
    entry = SkinEntry._make(numbers.get(place, field) for place, field in enumerate(fields))
    return entry._replace(
        seconds=min(entry.seconds, LONGEST_SECONDS),
        left_seconds=min(entry.left_seconds, LONGEST_SECONDS),
        planned_seconds=min(entry.planned_seconds, LONGEST_SECONDS),
        wait_seconds=min(entry.wait_seconds, KEPT_SECONDS),
    )


def _number(text: str) -> float:
    number = float(text)
    if not isfinite(number) or not 0 <= number < 1e11:
        raise ValueError
    return number


def as_word(text: str | None) -> str:
    """Return a name without spaces, for comparing and for the file; empty for None."""
    return "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in text or "")[:80]
