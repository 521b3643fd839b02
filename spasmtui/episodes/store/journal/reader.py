"""Reads the journals of a folder, as far as a question needs, and reads on when they grow.

Showing the newest episodes needs this year's files and perhaps last year's; a summary of each older file, kept beside
the mirror, says whether it could matter. What was once taken in stays: a journal that shrinks takes nothing away.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from spasmtui.episodes.store.journal import folder as folders
from spasmtui.episodes.store.journal.disk import Disk, read_file
from spasmtui.episodes.store.journal.folder import Listing, Stamp
from spasmtui.episodes.store.journal.ledger import Ledger
from spasmtui.episodes.store.journal.line import VERSION, Header, Line, read_line
from spasmtui.episodes.store.journal.mirror import Mirror, intact_lines, split_lines
from spasmtui.episodes.store.journal.writer import translate_read_errors
from spasmtui.episodes.store.journal.year_index import JournalSummary, SummaryBuilder, key_time, read_index

_GUARD_BYTES = 64


@dataclass(slots=True)
class _Read:
    """How far a journal has been read."""

    stamp: Stamp
    offset: int
    """Bytes of whole lines taken in."""
    tail: bytes
    """The last of them, to see whether the file was written anew."""
    tally: SummaryBuilder
    is_too_new: bool


class Reader:
    """Lines come in from every journal, every copy of one, and the mirror."""

    def __init__(self, folder: Path, mirror: Mirror, disk: Disk, ledger: Ledger) -> None:
        self.folder = folder
        self.listing = Listing({})
        self.ledger = ledger
        self._mirror = mirror
        self._disk = disk
        self._read: dict[str, _Read] = {}
        self._unread: dict[str, JournalSummary | None] | None = {}
        self._mirrored: set[str] = set()
        self._index: dict[str, JournalSummary] | None = None

    def refresh(self) -> None:
        """Look at the folder, and read on in the journals that have been read and have grown.

        Raises:
            DataError: the folder or a journal cannot be read; it is named.
        """
        with translate_read_errors(self.folder):
            listing = folders.scan_folder(self.folder)
            if listing.journals != self.listing.journals:
                self._unread = None
            self.listing = listing
            if self._index is None:
                self._index = read_index(self._disk, self._mirror.folder)
                self.ledger.add_all(self._mirror.lost_lines())
            self._mirrored = self._mirror.names()
            for name in self.vanished():
                self.ledger.add_all(intact_lines(split_lines(self._mirror.read_copy(name))))
            for name, read in list(self._read.items()):
                stamp = self.listing.journals.get(name)
                if stamp is not None and stamp != read.stamp:
                    self._read_on(name, stamp)

    def add_written(self, name: str, start: int, raws: bytes) -> Stamp:
        """Take in what this session has just written to a journal, and what came before it and was not read yet.

        Args:
            name: the journal's.
            start: how many bytes it had before.
            raws: the lines, each ended by a line break.

        Returns:
            What the journal looks like now.
        """
        lines = intact_lines(split_lines(raws))
        self.ledger.add_all(lines)
        stamp = folders.stamp_file(self.folder / name)
        self.listing.journals[name] = stamp
        read = self._read.get(name)
        if read is None:
            self._unread = None
        elif (stamp.inode, stamp.size, read.offset) == (read.stamp.inode, start + len(raws), start):
            read.tally.add_all(lines)
            read.stamp, read.offset, read.tail = stamp, stamp.size, raws[-_GUARD_BYTES:]
        else:
            self._read_on(name, stamp)
        return stamp

    def forget_vanished(self, name: str) -> None:
        """The mirror has put away what it had of a journal that is gone."""
        self._mirrored.discard(name)

    def load(self, needs: Callable[[JournalSummary], bool] = lambda _: True) -> None:
        """Read the journals whose summary says so, and those without one; the newest first."""
        with translate_read_errors(self.folder):
            for name, summary in self.unread().items():
                if summary is None or needs(summary):
                    self._read_whole(name)

    def load_next(self) -> bool:
        """Read the newest of the journals that have not been read, its records too; False when there is none left."""
        name = next(iter(self.unread()), None)
        if name is not None:
            with translate_read_errors(self.folder):
                for line in self._read_whole(name):
                    self.ledger.winner(line.table, line.key)
        return name is not None

    def load_since(self, since: float) -> None:
        """Read what is needed to know every record that starts at a moment or later."""
        self.load(lambda summary: summary.newest >= since)

    def load_key(self, key: str) -> None:
        """Read what is needed to know everything about one record."""
        made_at = key_time(key)
        for name, summary in self.unread().items():
            if made_at is None or summary is None or summary.newest >= made_at:
                self._read_if_it_names(name, key)

    def _read_if_it_names(self, name: str, key: str) -> None:
        quoted = b'"%b"' % key.encode("utf-8", "replace")
        with translate_read_errors(self.folder):
            if quoted in read_file(self._disk, self.folder / name) or quoted in self._mirror.read_copy(name):
                self._read_whole(name)

    def load_open(self) -> None:
        """Read what is needed to know which episodes are open."""
        self.load(lambda _: False)
        known = [summary.oldest_open for summary in self.unread().values() if summary]
        known += [read.tally.oldest_open() for read in self._read.values()]
        opened = [start for start in known if start is not None]
        if opened:
            self.load_since(min(opened))

    def unread(self) -> dict[str, JournalSummary | None]:
        """Journals that have not been read, the newest first, each with its summary if the index has one."""
        if self._unread is None:
            names = sorted(self.listing.journals.keys() - self._read.keys(), reverse=True)
            self._unread = {name: self.summary(name) for name in names}
        return self._unread

    def unread_newest(self) -> float | None:
        """The newest thing a journal that has not been read may tell of; None when all have been read."""
        return max((each.newest if each else float("inf") for each in self.unread().values()), default=None)

    def vanished(self) -> set[str]:
        """Journals that the mirror knows and the folder does not have."""
        return self._mirrored - self.listing.journals.keys()

    def summary(self, name: str) -> JournalSummary | None:
        """What the index knows of a journal as it is now."""
        summary = (self._index or {}).get(name)
        return summary if summary is not None and summary.stamp == self.listing.journals.get(name) else None

    def fresh_summaries(self) -> dict[str, JournalSummary]:
        """The index as reading has made it: for journals that are still as they were read or as the index has them."""
        index = {name: summary for name in self.listing.journals if (summary := self.summary(name))}
        for name, read in self._read.items():
            # What cannot be understood yet is not summed up: a later version of the program has to look.
            if name not in index and not read.is_too_new and self.listing.journals.get(name) == read.stamp:
                index[name] = read.tally.summary(read.stamp)
        return index

    def read_stamps(self) -> dict[str, Stamp]:
        """What each journal that was read, and is still there, looked like when it was last read."""
        return {name: read.stamp for name, read in self._read.items() if name in self.listing.journals}

    def use_index(self, index: dict[str, JournalSummary]) -> None:
        """Go on with an index that was just written."""
        self._index = index
        self._unread = None

    def too_new(self) -> tuple[str, ...]:
        """Journals that a newer version wrote, among those read."""
        return tuple(sorted(name for name, read in self._read.items() if read.is_too_new))

    def _read_whole(self, name: str) -> list[Line]:
        """Take in a journal from its beginning, and what the mirror has of it besides; returns the journal's lines."""
        stamp = self.listing.journals[name]
        try:
            data = read_file(self._disk, self.folder / name)
        except FileNotFoundError:
            del self.listing.journals[name]
            return []
        finally:
            self._unread = None
        summary = self.summary(name)
        read = _Read(stamp, 0, b"", SummaryBuilder(summary), is_too_new=False)
        copy = self._mirror.read_copy(name)
        if not data.startswith(copy):
            self.ledger.add_all(_readable_lines(copy) or ())
        lines = self._add_bytes(read, data, is_summed_up=summary is not None)
        self._read[name] = read
        return lines

    def _read_on(self, name: str, stamp: Stamp) -> None:
        """Take in what a journal has grown by; one that was written anew is read from its beginning."""
        read = self._read[name]
        try:
            data = read_file(self._disk, self.folder / name, read.offset - len(read.tail))
        except FileNotFoundError:
            return
        if stamp.inode != read.stamp.inode or stamp.size < read.offset or not data.startswith(read.tail):
            self._read_whole(name)
        else:
            read.stamp = stamp
            self._add_bytes(read, data[len(read.tail) :])

    def _add_bytes(self, read: _Read, data: bytes, *, is_summed_up: bool = False) -> list[Line]:
        """Take in bytes that follow those taken in before; what a newer version wrote is counted and not taken."""
        lines = None if read.is_too_new else _readable_lines(data)
        read.is_too_new = lines is None
        end = data.rfind(b"\n") + 1
        read.offset, read.tail = read.offset + end, (read.tail + data[:end])[-_GUARD_BYTES:]
        self.ledger.add_all(lines or ())
        if not is_summed_up:
            read.tally.add_all(lines or ())
        return lines or []


def _readable_lines(data: bytes) -> list[Line] | None:
    """The intact lines; None when a header says that a newer version wrote them."""
    found = [read_line(raw) for raw in split_lines(data)]
    if any(isinstance(each, Header) and each.version > VERSION for each in found):
        return None
    return [line for line in found if isinstance(line, Line)]
