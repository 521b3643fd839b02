"""Read the journals of a folder as far as a question needs, and read on when they grow.

The newest episodes need this year's journals and perhaps last year's; a summary of each older journal, kept with the
mirror, tells whether it could matter. Lines once added stay: a journal that shrinks takes nothing away.
"""

from binascii import crc32
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import NamedTuple

from spasmtui.episodes.store.journal import folder as folders
from spasmtui.episodes.store.journal.disk import Disk, read_file
from spasmtui.episodes.store.journal.folder import Listing, Stamp
from spasmtui.episodes.store.journal.ledger import Ledger
from spasmtui.episodes.store.journal.line import VERSION, Header, Line, header_line, read_line
from spasmtui.episodes.store.journal.line_search import Searches
from spasmtui.episodes.store.journal.mirror import LOST, Mirror, intact_lines, split_lines
from spasmtui.episodes.store.journal.unread import Unread
from spasmtui.episodes.store.journal.writer import header_version, translate_read_errors
from spasmtui.episodes.store.journal.year_index import JournalSummary, OpenedLines, SummaryBuilder, YearIndex, key_time

_TAIL_BYTES = 64


class Source(NamedTuple):
    """The part of a journal that was read: its whole lines."""

    size: int = 0
    """Their size in bytes; a line that has no line break yet is not among them."""
    checksum: int = 0
    """CRC-32 of these bytes."""
    newest: float = 0.0
    """As in their summary."""
    opened: OpenedLines | None = None
    """The lines of open episodes among them."""


@dataclass(slots=True)
class _Read:
    """The state of reading of one journal."""

    stamp: Stamp
    offset: int
    """Number of bytes of whole lines that were read."""
    checksum: int
    """CRC-32 of these bytes."""
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
        self._unread: Unread | None = Unread({})
        self._mirrored: set[str] = set()
        self._index = YearIndex(disk, mirror.folder)
        self._extended: dict[str, JournalSummary] = {}
        # Summaries that are not in the index yet: see `extend_index`.
        self._has_read_index = False
        self._searches = Searches(folder, mirror, disk)
        self.lost_checksum = 0
        """CRC-32 of the lost lines as they were read."""
        self._has_other_lines = False
        # Whether the ledger was given a line that is neither lost nor a whole line of a journal as it was read last.

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
            if not self._has_read_index:
                self._index.read()
                self._has_read_index = True
                lost = self._mirror.read_copy(LOST)
                self.lost_checksum = crc32(lost)
                self.ledger.add_all(intact_lines(split_lines(lost)))
            self._mirrored = self._mirror.names()
            for name in self.vanished():
                self._has_other_lines = True
                self.ledger.add_all(intact_lines(split_lines(self._mirror.read_copy(name))))
            for name, read in list(self._read.items()):
                stamp = self.listing.journals.get(name)
                if stamp is not None and stamp != read.stamp:
                    self._read_on(name, stamp)

    def add_written(
        self, name: str, start: int, written: bytes, raws: Sequence[bytes], values: Sequence[object]
    ) -> Stamp:
        """Add the lines that this session has just written to a journal, with lines of others before them.

        Args:
            name: name of the journal.
            start: its size in bytes before the write.
            written: the bytes.
            raws: the lines in them, without their line breaks.
            values: the record of each line where it is known already, else None.

        Returns:
            The journal's present stamp.
        """
        lines = []
        for raw, value in zip(raws, values, strict=True):
            if isinstance(line := read_line(raw), Line):
                line.value = value
                lines.append(line)
        self.ledger.add_all(lines)
        stamp = folders.stamp_file(self.folder / name)
        self.listing.journals[name] = stamp
        read = self._read.get(name)
        head = header_line(folders.owner_of(name), header_version(written)) + b"\n"
        if read is None:
            self._unread = None
            if start == 0 and stamp.size == len(head) + len(written) and name not in self._mirrored:
                # A new journal: all that is in it was written just now.
                builder = SummaryBuilder()
                builder.add_all(lines)
                checksum, tail = crc32(written, crc32(head)), written[-_TAIL_BYTES:]
                self._read[name] = _Read(stamp, stamp.size, checksum, tail, builder, is_too_new=False)
        elif (stamp.inode, stamp.size, read.offset) == (read.stamp.inode, start + len(written), start):
            read.summary_builder.add_all(lines)
            read.stamp, read.offset, read.tail = stamp, stamp.size, written[-_TAIL_BYTES:]
            read.checksum = crc32(written, read.checksum)
        else:
            self._read_on(name, stamp)
        return stamp

    def forget_vanished(self, name: str) -> None:
        """Stop reporting a vanished journal: the mirror has moved its copy to the lost lines."""
        self._mirrored.discard(name)

    def load(self) -> None:
        """Read all journals, the newest first."""
        self.load_since(-inf)

    def load_next(self) -> bool:
        """Read the newest unread journal, or a hundredth of very many, with its records; return False if none is left.

        Each call follows a look at the whole folder, so that one for each of thousands of journals would take minutes.
        """
        for _ in range(max(1, len(self.listing.journals) // 100)):
            name = self._present_unread().next_name()
            if name is None:
                return False
            with translate_read_errors(self.folder):
                for line in self._read_whole(name):
                    self.ledger.winner(line.table, line.key)
        return True

    def load_since(self, since: float) -> None:
        """Read all journals that could hold a record that starts at `since` (seconds of the epoch) or later."""
        self.load_names(self._present_unread().since(since))

    def load_latest(self, count: int) -> None:
        """Read so many journals, those that could hold the newest starts, and any that could hold an equal start."""
        self.load_since(self._present_unread().latest(count) or -inf)

    def load_names(self, names: Iterable[str]) -> None:
        """Read the journals of these names that have not been read."""
        with translate_read_errors(self.folder):
            for name in names:
                if name in self._present_unread().newest:
                    self._read_whole(name)

    def load_key(self, key: str) -> None:
        """Read all lines about one record."""
        self.load_keys((key,))

    def load_keys(self, keys: Iterable[str]) -> None:
        """Read all lines about these records."""
        times = {key: key_time(key) for key in keys}
        self._search({key: -inf if time is None else time for key, time in times.items()})

    def load_beginning(self, beginning: str) -> None:
        """Read all lines about the records whose key has this prefix."""
        for name in self._present_unread().since(-inf):
            with translate_read_errors(self.folder):
                lines = self._searches.find_beginning(name, self.listing.journals[name], beginning)
                for line in lines:
                    self.ledger.add(line)

    def load_open(self) -> float:
        """Read all journals that could hold a line about an open episode; return the earliest start of one."""
        self.load_since(inf)
        known = [summary.oldest_open for name in self.unread() if (summary := self.summary(name))]
        known += [read.summary_builder.oldest_open() for read in self._read.values()]
        oldest = min((start for start in known if start is not None), default=inf)
        self.load_since(oldest)
        return oldest

    def load_other_lines(self, table: str, keys: Iterable[str], since: float) -> bool:
        """Read lines about records in journals from before `since`; return whether there were any.

        A journal in which nothing starts so late may still change a record whose start was moved to a later time.
        """
        if not self.unread():
            return False
        missing = {}
        for key in keys:
            made_at = key_time(key)
            if made_at is not None:
                if made_at < since:
                    missing[key] = made_at
            else:
                # A later line is found without this: it makes the summary of its journal unbounded.
                history = self.ledger.history(table, key)
                if len(history) > 1 and history[0].rev > 1:
                    missing[key] = -inf
        return self._search(missing)

    def _search(self, times: dict[str, float]) -> bool:
        """Read all lines about records, by the times from which on there may be any; return whether any was new."""
        unread = self._present_unread()
        latest = unread.latest()
        times = {key: time for key, time in times.items() if latest is not None and time <= latest}
        found = False
        for name in unread.since(min(times.values(), default=inf)) if times else ():
            with translate_read_errors(self.folder):
                keys = [key for key, time in times.items() if time <= unread.newest[name]]
                lines = self._searches.find(name, self.listing.journals[name], keys)
                added = self._read_whole(name) if lines is None else [line for line in lines if self.ledger.add(line)]
                found |= bool(added)
        return found

    def latest_bytes(self, count: int) -> int:
        """Return the size of the journals that `load_latest` would read."""
        return self.unread_bytes(self._present_unread().latest(count) or -inf)

    def unread_bytes(self, since: float) -> int:
        """Return the size of the unread journals that could hold a start at `since` (seconds of the epoch) or later."""
        return sum(self.listing.journals[name].size for name in self._present_unread().since(since))

    def sources(self) -> dict[str, Source] | None:
        """Return the journals whose lines, with the lost ones, are all that the ledger was given.

        None when there is no such set: a journal is of a newer format, or had other lines before.
        """
        has_other_lines = self._has_other_lines or self._searches.has_other_lines or self._searches.has_found_any()
        if has_other_lines or any(read.is_too_new for read in self._read.values()):
            return None
        return {
            name: Source(read.offset, read.checksum, read.summary_builder.newest, read.summary_builder.opened())
            for name, read in self._read.items()
        }

    def unread(self) -> Collection[str]:
        """Return the names of the journals that have not been read."""
        return self._present_unread().newest.keys()

    def without_summary(self) -> list[str]:
        """Return the names of unread journals that every question has to read, because none has a summary of them."""
        return [name for name in self._present_unread().since(inf) if self.summary(name) is None]

    def unread_newest(self) -> float | None:
        """Return the latest start that an unread journal may hold, in seconds of the epoch; None when all are read."""
        return self._present_unread().latest()

    def vanished(self) -> set[str]:
        """Return the journals that the mirror has and the folder has not."""
        return self._mirrored - self.listing.journals.keys()

    def summary(self, name: str) -> JournalSummary | None:
        """Return the index's summary of a journal in its present state."""
        for summaries in (self._index.summaries, self._extended):
            summary = summaries.get(name)
            if summary is not None and summary.stamp == self.listing.journals.get(name):
                return summary
        return None

    def is_indexed(self, name: str) -> bool:
        """Return whether the index has the summary of a journal in its present state, so that the mirror has it too."""
        summary = self._index.summaries.get(name)
        return summary is not None and summary.stamp == self.listing.journals.get(name)

    def extend_index(self, summaries: Mapping[str, JournalSummary]) -> None:
        """Take over summaries of journals that have grown, made without reading them; the index has them later."""
        self._extended |= {name: each for name, each in summaries.items() if name not in self._read}
        self._unread = None

    def index(self, names: Iterable[str]) -> None:
        """Add the summaries of these journals to the index, unless they have changed since they were read."""
        summaries = {}
        for name in names:
            read = self._read.get(name)
            if read is None:
                summaries[name] = self._extended[name]
            # A journal of a newer format gets no summary: a later version of the program has to read it.
            elif not read.is_too_new and self.listing.journals.get(name) == read.stamp:
                summaries[name] = read.summary_builder.build(read.stamp)
        self._index.add(summaries, self.listing.journals)

    def read_stamps(self) -> dict[str, Stamp]:
        """Return the stamps of the journals whose lines are known, as of then, as far as they still exist."""
        journals = self.listing.journals
        extended = {
            name: summary.stamp for name, summary in self._extended.items() if summary.stamp == journals.get(name)
        }
        return extended | {name: read.stamp for name, read in self._read.items() if name in journals}

    def _present_unread(self) -> Unread:
        if self._unread is None:
            names = self.listing.journals.keys() - self._read.keys()
            summaries = {name: self.summary(name) for name in names}
            self._unread = Unread({name: each.newest if each else inf for name, each in summaries.items()})
        return self._unread

    def _read_whole(self, name: str) -> list[Line]:
        """Read a journal from its beginning, and lines that only its mirror has; return the journal's lines."""
        stamp = self.listing.journals[name]
        try:
            data = read_file(self._disk, self.folder / name)
        except FileNotFoundError:
            del self.listing.journals[name]
            return []
        finally:
            if self._unread is not None:
                self._unread.newest.pop(name, None)
        self._searches.note_read(name, data)
        before = self._read.get(name)
        if before and crc32(memoryview(data)[: before.offset]) != before.checksum:
            self._has_other_lines = True
        summary = self.summary(name)
        # An open episode is told by its lines, not by the summary: only then does a later line close it.
        is_summed_up = summary is not None and summary.oldest_open is None
        builder = SummaryBuilder(summary.newest) if summary and is_summed_up else SummaryBuilder()
        read = _Read(stamp, 0, 0, b"", builder, is_too_new=False)
        lines = self._add_bytes(read, data, is_summed_up=is_summed_up)
        copy = self._mirror.read_copy(name)
        if not data.startswith(copy):
            for line in _readable_lines(copy) or ():
                self._has_other_lines |= self.ledger.add(line)
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
        read.checksum = crc32(memoryview(data)[:end], read.checksum)
        self._has_other_lines |= isinstance(read_line(data[end:]), Line)
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
