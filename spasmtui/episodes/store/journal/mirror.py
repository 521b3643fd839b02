"""A second copy of every line this machine has seen, out of reach of any sync: absence is never a deletion.

`mirror/NAME` repeats a journal from its beginning, without the lines of purged records. When a journal has shrunk,
vanished or been rewritten, the lines missing from it move to `mirror/.lost`. They go on counting, and stay there until
they are in a journal again or the person accepts them as deleted. The whole mirror may be deleted; it is made again
from the journals.
"""

import contextlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from spasmtui.episodes.store.journal.disk import Disk, make_folders, opened, read_file, replace_file, write_all
from spasmtui.episodes.store.journal.folder import Stamp
from spasmtui.episodes.store.journal.line import Line, read_line

LOST = ".lost"


def split_lines(data: bytes) -> list[bytes]:
    """Return the lines of a journal's bytes, an unfinished last one included, blank ones left out."""
    return [line for line in data.split(b"\n") if line]


def intact_lines(lines: Iterable[bytes]) -> list[Line]:
    """Return the lines that are intact and about a record."""
    return [line for raw in lines if isinstance(line := read_line(raw), Line)]


def missing_from(data: bytes, lines: Iterable[Line]) -> list[Line]:
    """Return the lines that a journal's bytes do not have, neither as they are nor encrypted or opened since."""
    here = set(split_lines(data))
    gone = [line for line in lines if line.raw not in here]
    if gone and (b',"as":"' in data or any(line.is_renamed for line in gone)):
        names = {line_name(line) for line in intact_lines(here)}
        gone = [line for line in gone if line_name(line) not in names]
    return gone


def line_name(line: Line) -> tuple[str, str, str, str, int]:
    """Return what is the same of a line before and after it was encrypted, or opened for good."""
    return line.table, line.key, line.parent_id, line.at, line.rev


def _whole_part(data: bytes) -> bytes:
    """Return the bytes up to the last whole line; a last line that lacks only its line break gets one."""
    end = data.rfind(b"\n") + 1
    return data + b"\n" if isinstance(read_line(data[end:]), Line) else data[:end]


@dataclass(frozen=True, slots=True)
class _Followed:
    """The progress of a copy. A copy is shorter than its journal by the lines of purged records."""

    inode: int
    journal_bytes: int
    copy_bytes: int


class Mirror:
    """The copies of one diary's journals. Only the holder of the lock changes them."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.folder = folder
        self._disk = disk
        self._followed: dict[str, _Followed] = {}

    def names(self) -> set[str]:
        """Return the names of the journals that have a copy."""
        try:
            return {name for name in os.listdir(self.folder) if not name.startswith(".")}
        except FileNotFoundError:
            return set()

    def read_copy(self, name: str) -> bytes:
        """Return the copy of a journal, empty when there is none."""
        with contextlib.suppress(OSError):
            return read_file(self._disk, self.folder / name)
        return b""

    def lost_lines(self) -> list[Line]:
        """Return the lines that were once in a journal and were missing when it was last followed."""
        return intact_lines(split_lines(self.read_copy(LOST)))

    def follow(
        self,
        name: str,
        journal: Path,
        stamp: Stamp,
        is_not_purged: Callable[[Line], bool],
        without_purged: Callable[[bytes], bytes],
    ) -> None:
        """Bring the copy up to the present journal; lines missing from the journal are kept as lost.

        Args:
            name: name of the journal.
            journal: its path.
            stamp: its present stamp. A journal that has only grown since this session followed it is read from there.
            is_not_purged: returns whether a missing line is kept; a purged record's is not.
            without_purged: returns a file's bytes without the lines of purged records.
        """
        known = self._followed.get(name)
        if known is None or known.inode != stamp.inode or stamp.size < known.journal_bytes:
            known = _Followed(stamp.inode, 0, 0)
        start, copied = known.journal_bytes, known.copy_bytes
        whole = _whole_part(read_file(self._disk, journal, start))
        data = without_purged(whole)
        if start == 0 or not self._extend(name, copied, data):
            if start:
                start, whole = 0, _whole_part(read_file(self._disk, journal))
                data = without_purged(whole)
            make_folders(self._disk, self.folder)
            copied, copy = 0, self.read_copy(name)
            if not data.startswith(copy) or not self._extend(name, len(copy), data[len(copy) :]):
                gone = missing_from(data, intact_lines(split_lines(copy)))
                self.add_lost(line.raw for line in gone if is_not_purged(line))
                replace_file(self._disk, self.folder / name, data)
        self._followed[name] = _Followed(stamp.inode, start + len(whole), copied + len(data))

    def extend(self, name: str, start: int, lines: bytes, stamp: Stamp) -> bool:
        """Copy the lines that this session has just written; return whether the copy now equals the journal.

        The copy spares `follow` from reading the journal again after every change.

        Args:
            name: name of the journal.
            start: its size in bytes before the write.
            lines: whole lines, each ended by a line break.
            stamp: its present stamp.
        """
        known = self._followed.get(name)
        is_next = known and (known.inode, known.journal_bytes) == (stamp.inode, start)
        if not known or not is_next or stamp.size != start + len(lines):
            return False
        if not self._extend(name, known.copy_bytes, lines):
            return False
        self._followed[name] = _Followed(stamp.inode, stamp.size, known.copy_bytes + len(lines))
        return True

    def move_to_lost(self, name: str, is_not_purged: Callable[[Line], bool]) -> None:
        """Move the lines of a journal that has vanished to the lost ones."""
        self.add_lost(line.raw for line in intact_lines(split_lines(self.read_copy(name))) if is_not_purged(line))
        with contextlib.suppress(FileNotFoundError):
            self._disk.remove(self.folder / name)

    def add_lost(self, lines: Iterable[bytes]) -> None:
        """Add lines to the lost ones, durably."""
        known = dict.fromkeys(split_lines(self.read_copy(LOST)))
        lost = known | dict.fromkeys(lines)
        if len(lost) > len(known):
            replace_file(self._disk, self.folder / LOST, b"\n".join([*lost, b""]))

    def clear_lost(self) -> None:
        """Forget the lost lines that are in a journal again, or accepted as deleted; a purge is never forgotten."""
        purges = [line.raw for line in self.lost_lines() if line.is_purge]
        if purges:
            replace_file(self._disk, self.folder / LOST, b"\n".join([*purges, b""]))
        else:
            with contextlib.suppress(FileNotFoundError):
                self._disk.remove(self.folder / LOST)

    def _extend(self, name: str, size: int, data: bytes) -> bool:
        """Append to a copy of this size; return False when another session has changed its size meanwhile."""
        if not data:
            return True
        with opened(self._disk, self.folder / name, os.O_WRONLY | os.O_APPEND | os.O_CREAT) as descriptor:
            if os.fstat(descriptor).st_size != size:
                return False
            write_all(self._disk, descriptor, data)
        return True
