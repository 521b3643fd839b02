"""Read the journals of a folder as far as a question needs, and read on when they grow.

The newest episodes need this year's journals and perhaps last year's; a summary of each older journal, kept with the
mirror, tells whether it could matter. Lines once added stay: a journal that shrinks takes nothing away.
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

_TAIL_BYTES = 64


@dataclass(slots=True)
class _Read:
    """The state of reading of one journal."""

    stamp: Stamp
    offset: int
    """Number of bytes of whole lines that were read."""
    tail: bytes
    """The last of these bytes: when they differ in the file, it was rewritten instead of appended to."""
    summary_builder: SummaryBuilder
    is_too_new: bool


class Reader:
    """Feeds the ledger with lines of every journal, every conflict copy, and the mirror."""

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
        """List the folder, and read on in the journals that have been read and have grown.

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
        """Add the lines that this session has just written to a journal, with lines of others before them.

        Args:
            name: name of the journal.
            start: its size in bytes before the write.
            raws: the lines, each ended by a line break.

        Returns:
            The journal's present stamp.
        """
        lines = intact_lines(split_lines(raws))
        self.ledger.add_all(lines)
        stamp = folders.stamp_file(self.folder / name)
        self.listing.journals[name] = stamp
        read = self._read.get(name)
        if read is None:
            self._unread = None
        elif (stamp.inode, stamp.size, read.offset) == (read.stamp.inode, start + len(raws), start):
            read.summary_builder.add_all(lines)
            read.stamp, read.offset, read.tail = stamp, stamp.size, raws[-_TAIL_BYTES:]
        else:
            self._read_on(name, stamp)
        return stamp

    def forget_vanished(self, name: str) -> None:
        """Stop reporting a vanished journal: the mirror has moved its copy to the lost lines."""
        self._mirrored.discard(name)

    def load(self, needs: Callable[[JournalSummary], bool] = lambda _: True) -> None:
        """Read the journals whose summary `needs` accepts, and those without a summary; the newest first."""
        with translate_read_errors(self.folder):
            for name, summary in self.unread().items():
                if summary is None or needs(summary):
                    self._read_whole(name)

    def load_next(self) -> bool:
        """Read the newest unread journal and parse its records; return False when there is none."""
        name = next(iter(self.unread()), None)
        if name is not None:
            with translate_read_errors(self.folder):
                for line in self._read_whole(name):
                    self.ledger.winner(line.table, line.key)
        return name is not None

    def load_since(self, since: float) -> None:
        """Read all journals that could hold a record that starts at `since` (seconds of the epoch) or later."""
        self.load(lambda summary: summary.newest >= since)

    def load_key(self, key: str) -> None:
        """Read all journals that could hold a line about one record."""
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
        """Read all journals that could hold a line about an open episode."""
        self.load(lambda _: False)
        known = [summary.oldest_open for summary in self.unread().values() if summary]
        known += [read.summary_builder.oldest_open() for read in self._read.values()]
        opened = [start for start in known if start is not None]
        if opened:
            self.load_since(min(opened))

    def unread(self) -> dict[str, JournalSummary | None]:
        """Return the unread journals, the newest first, each with its summary if the index has one."""
        if self._unread is None:
            names = sorted(self.listing.journals.keys() - self._read.keys(), reverse=True)
            self._unread = {name: self.summary(name) for name in names}
        return self._unread

    def unread_newest(self) -> float | None:
        """Return the latest start that an unread journal may hold, in seconds of the epoch; None when all are read."""
        return max((each.newest if each else float("inf") for each in self.unread().values()), default=None)

    def vanished(self) -> set[str]:
        """Return the journals that the mirror has and the folder has not."""
        return self._mirrored - self.listing.journals.keys()

    def summary(self, name: str) -> JournalSummary | None:
        """Return the index's summary of a journal in its present state."""
        summary = (self._index or {}).get(name)
        return summary if summary is not None and summary.stamp == self.listing.journals.get(name) else None

    def fresh_summaries(self) -> dict[str, JournalSummary]:
        """Return the index after reading: the summaries of journals unchanged since they were read or indexed."""
        index = {name: summary for name in self.listing.journals if (summary := self.summary(name))}
        for name, read in self._read.items():
            # A journal of a newer format gets no summary: a later version of the program has to read it.
            if name not in index and not read.is_too_new and self.listing.journals.get(name) == read.stamp:
                index[name] = read.summary_builder.build(read.stamp)
        return index

    def read_stamps(self) -> dict[str, Stamp]:
        """Return the stamps at the last reading of the journals that were read and still exist."""
        return {name: read.stamp for name, read in self._read.items() if name in self.listing.journals}

    def use_index(self, index: dict[str, JournalSummary]) -> None:
        """Use an index that was just written."""
        self._index = index
        self._unread = None

    def _read_whole(self, name: str) -> list[Line]:
        """Read a journal from its beginning, and lines that only its mirror has; return the journal's lines."""
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
        """Read the bytes that a journal has grown by; a rewritten one is read from its beginning."""
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
        """Add the lines of bytes that follow those read before; a newer format is skipped and noted."""
        lines = None if read.is_too_new else _readable_lines(data)
        read.is_too_new = lines is None
        end = data.rfind(b"\n") + 1
        read.offset, read.tail = read.offset + end, (read.tail + data[:end])[-_TAIL_BYTES:]
        self.ledger.add_all(lines or ())
        if not is_summed_up:
            read.summary_builder.add_all(lines or ())
        return lines or []


def _readable_lines(data: bytes) -> list[Line] | None:
    """Return the intact lines; None when a header has a newer version."""
    lines = [read_line(raw) for raw in split_lines(data)]
    if any(isinstance(each, Header) and each.version > VERSION for each in lines):
        return None
    return [line for line in lines if isinstance(line, Line)]
