"""Every line this machine has seen, kept where no sync reaches: absence is never a delete.

`mirror/NAME` repeats a journal from its beginning. When a journal shrank, vanished or has another past, the lines that
are gone from it move to `mirror/.lost`; they go on counting, and stay there until they stand in a journal again or the
person says that they were meant to go. All of it may be deleted; the copies are made again from the journals.
"""

import contextlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from spasmtui.episodes.store.journal.disk import Disk, make_folders, opened, read_file, replace_file, write_all
from spasmtui.episodes.store.journal.folder import Stamp
from spasmtui.episodes.store.journal.line import Line, read_line

LOST = ".lost"


def split_lines(data: bytes) -> list[bytes]:
    """The lines of a journal's bytes, the unfinished last one included, blank ones left out."""
    return [line for line in data.split(b"\n") if line]


def intact_lines(lines: Iterable[bytes]) -> list[Line]:
    """Those that are intact records."""
    return [line for raw in lines if isinstance(line := read_line(raw), Line)]


def _finished(data: bytes) -> bytes:
    """The bytes up to the last line that is whole; one that lacks nothing but its line break gets it."""
    end = data.rfind(b"\n") + 1
    return data + b"\n" if isinstance(read_line(data[end:]), Line) else data[:end]


class Mirror:
    """The copies of one diary's journals. Only who holds the lock changes them."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.folder = folder
        self._disk = disk
        self._followed: dict[str, tuple[int, int]] = {}

    def names(self) -> set[str]:
        """Journals it has a copy of."""
        try:
            return {name for name in os.listdir(self.folder) if not name.startswith(".")}
        except FileNotFoundError:
            return set()

    def read_copy(self, name: str) -> bytes:
        """The copy of a journal, empty when there is none."""
        with contextlib.suppress(OSError):
            return read_file(self._disk, self.folder / name)
        return b""

    def lost_lines(self) -> list[Line]:
        """Lines that were once in a journal and were missing when it was last followed."""
        return intact_lines(split_lines(self.read_copy(LOST)))

    def follow(self, name: str, journal: Path, stamp: Stamp, is_not_purged: Callable[[Line], bool]) -> None:
        """Bring the copy up to a journal as it is now; what the journal lost is kept.

        Args:
            name: the journal's.
            journal: where it is.
            stamp: what it looks like now. One that only grew since this session followed it is read from there on.
            is_not_purged: whether a line that is gone is missed; a purged record's is not.
        """
        inode, known = self._followed.get(name, (0, 0))
        start = known if inode == stamp.inode and stamp.size >= known else 0
        data = _finished(read_file(self._disk, journal, start))
        if start == 0 or not self._extend(name, start, data):
            if start:
                start, data = 0, _finished(read_file(self._disk, journal))
            make_folders(self._disk, self.folder)
            copy = self.read_copy(name)
            if not data.startswith(copy) or not self._extend(name, len(copy), data[len(copy) :]):
                here = set(split_lines(data))
                gone = (line for line in intact_lines(split_lines(copy)) if line.raw not in here)
                self.add_lost(line.raw for line in gone if is_not_purged(line))
                replace_file(self._disk, self.folder / name, data)
        self._followed[name] = stamp.inode, start + len(data)

    def extend(self, name: str, start: int, lines: bytes, stamp: Stamp) -> bool:
        """Repeat lines that this session has just written; returns whether the copy is now as the journal is.

        Args:
            name: the journal's.
            start: how many bytes it had before.
            lines: whole lines, each ended by a line break.
            stamp: what it looks like now.
        """
        is_next = self._followed.get(name) == (stamp.inode, start) and stamp.size == start + len(lines)
        if not is_next or not self._extend(name, start, lines):
            return False
        self._followed[name] = stamp.inode, stamp.size
        return True

    def move_to_lost(self, name: str, is_not_purged: Callable[[Line], bool]) -> None:
        """A journal is gone: its lines move to the lost ones."""
        self.add_lost(line.raw for line in intact_lines(split_lines(self.read_copy(name))) if is_not_purged(line))
        with contextlib.suppress(FileNotFoundError):
            self._disk.remove(self.folder / name)

    def add_lost(self, lines: Iterable[bytes]) -> None:
        """Add lines to the lost ones, durably."""
        known = split_lines(self.read_copy(LOST))
        new = [line for line in dict.fromkeys(lines) if line not in known]
        if new:
            replace_file(self._disk, self.folder / LOST, b"\n".join([*known, *new, b""]))

    def clear_lost(self) -> None:
        """The lost lines stand in a journal again, or were meant to go."""
        with contextlib.suppress(FileNotFoundError):
            self._disk.remove(self.folder / LOST)

    def _extend(self, name: str, size: int, data: bytes) -> bool:
        """Add to a copy of this size; False when it has another, because another session has followed meanwhile."""
        if not data:
            return True
        with opened(self._disk, self.folder / name, os.O_WRONLY | os.O_APPEND | os.O_CREAT) as descriptor:
            if os.fstat(descriptor).st_size != size:
                return False
            write_all(self._disk, descriptor, data)
        return True
