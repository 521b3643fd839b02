"""Answers to questions about the whole of a large diary from its snapshot, and from the journals' lines since then.

An answer is a function of the bytes of the journals, of their mirror, of the lost lines and of the ids of the purged
records. With a snapshot all of these are still read and compared with what the snapshot was made of; only parsing the
lines is spared. A journal may have grown: a record that any new line is about, or that devices changed without knowing
of each other, is made of all its lines. After any other change the journals are read as if there were no snapshot.
"""

import contextlib
from binascii import crc32
from bisect import bisect_left, insort
from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import Any

from spasmtui.episodes.store.journal.disk import read_file
from spasmtui.episodes.store.journal.folder import Stamp
from spasmtui.episodes.store.journal.ledger import Ledger
from spasmtui.episodes.store.journal.line import VERSION, Header, Line, read_line
from spasmtui.episodes.store.journal.mirror import LOST, Mirror, split_lines
from spasmtui.episodes.store.journal.purged import PURGED, RecordKey, read_done
from spasmtui.episodes.store.journal.reader import Reader, Source
from spasmtui.episodes.store.journal.record_codec import DAYS, STARTED, TABLES, key_of
from spasmtui.episodes.store.journal.snapshot.file import (
    NAME,
    Contents,
    DamagedSnapshot,
    Diary,
    Snapshot,
    encode_parts,
    write_snapshot,
)
from spasmtui.episodes.store.journal.snapshot.renewal import read_touched, renewed_parts
from spasmtui.episodes.store.journal.year_index import JournalSummary, SummaryBuilder

_MOST_NEW_BYTES = 1_000_000
"""Bytes of lines since a snapshot was written, beyond which the journals are read."""
_RENEWED_FROM_BYTES = 100_000
"""Bytes of such lines from which on it is written anew with them: each question has to look for their records."""
_MOST_CONFLICTS = 8
"""Most records in conflict with which a snapshot is written: the journals are searched for each of them."""


@dataclass(frozen=True, slots=True)
class _View:
    """A snapshot that holds the records of a listing's journals, but for some of them."""

    listing: dict[str, Stamp]
    snapshot: Snapshot
    touched: dict[str, set[str]]
    """Keys of the records that have later lines or are in conflict, by table."""
    summaries: dict[str, JournalSummary]
    """The journals' summaries, those that have grown included."""
    added_bytes: int
    """Bytes of the lines since the snapshot was written."""
    sources: dict[str, Source]
    """The journals with the whole of their bytes; without those that end in an unfinished line."""


class SnapshotAnswers:
    """The snapshot of one diary, for the thread that holds the ledger lock."""

    def __init__(self, journals: Diary, mirror: Mirror, reader: Reader, ledger: Ledger) -> None:
        self._diary = journals
        self._folder = journals.folder
        self._state = journals.state
        self._disk = journals.disk
        self._mirror = mirror
        self._reader = reader
        self._ledger = ledger
        self._view: _View | None = None

    def between(
        self, table: str, since: float | None, until: float | None, limit: int | None = None
    ) -> tuple[Any, ...] | None:
        """Return the records that start in [since, until), newest first; None when the journals have to be read.

        Args:
            table: name of the table.
            since: seconds of the epoch.
            until: seconds of the epoch.
            limit: most records to return.
        """
        records = self._records(table, since, _start_of, limit if until is None else None)
        if records is None:
            return None
        first = 0 if since is None else bisect_left(records, (since, ""), key=_start_of)
        last = len(records) if until is None else bisect_left(records, (until, ""), key=_start_of)
        return tuple(reversed(records[first:last]))[:limit]

    def from_key(self, table: str, first: str) -> tuple[Any, ...] | None:
        """Return the records whose key is `first` or greater, the greatest first; None when journals have to be read.

        Args:
            table: name of a table whose keys are dates.
            first: the least key; empty for all.
        """
        records = self._records(table, first or None, key_of)
        return None if records is None else tuple(record for record in reversed(records) if key_of(record) >= first)

    def summaries(self) -> dict[str, JournalSummary]:
        """Return the summaries of all journals as they are now; none without a snapshot that can be built on."""
        view = self._view_of_now()
        return {} if view is None else view.summaries

    def is_usable(self) -> bool:
        """Return whether there is a snapshot that spares reading the unread journals."""
        return self._view_of_now() is not None

    def write(self, purged: Set[RecordKey]) -> None:
        """Write a snapshot of what was read, if it can be told which files that was.

        The caller holds the lock.

        Args:
            purged: the records whose purge this device had done when the ledger was told of them.

        Raises:
            OSError: it could not be written.
        """
        sources = self._reader.sources()
        conflicted = [(each.line.table, each.line.key) for each in self._ledger.conflicted()]
        is_known = self._view is not None and self._view.snapshot.contents.sources == sources
        if sources is None or is_known or len(conflicted) > _MOST_CONFLICTS:
            return
        # Other sessions may have changed these files since this one read them.
        if crc32(self._mirror.read_copy(LOST)) != self._reader.lost_checksum:
            return
        if read_done(self._disk, self._state) != purged:
            return
        tables = {
            table: [(line.start, line.value) for line in self._ledger.starting_between(table)][::-1]
            for table in STARTED
        }
        if any(start != _start_of(record)[0] for rows in tables.values() for start, record in rows):
            return
        days: list[tuple[Any, Any]] = [(key, self._ledger.value(DAYS, key)) for key in sorted(self._ledger.keys(DAYS))]
        contents = Contents(sources, self._checksums_aside(), conflicted)
        with contextlib.suppress(DamagedSnapshot):
            parts = {table: encode_parts(table, rows) for table, rows in {**tables, DAYS: days}.items()}
            write_snapshot(self._disk, self._state, contents, parts, self._encryption())

    def is_to_be_renewed(self) -> bool:
        """Return whether so many lines have come since the snapshot was written that it should be written anew."""
        return self._view is not None and self._view.added_bytes >= _RENEWED_FROM_BYTES

    def renew(self, purged: Set[RecordKey]) -> None:
        """Write the snapshot anew with the lines that came later, from the bytes that are there now.

        The caller holds the lock.

        Args:
            purged: the records whose purge this device has done.

        Raises:
            OSError: a journal could not be read, or the snapshot could not be written.
        """
        view = self._view_of_now()
        # A line that is not finished may be about any record.
        if view is None or view.sources.keys() != view.listing.keys() or read_done(self._disk, self._state) != purged:
            return
        keys = {key for keys in view.touched.values() for key in keys}
        ledger = read_touched(self._diary, self._mirror, view.sources, keys, purged)
        if ledger is None:
            return
        conflicted = [
            record
            for each in ledger.conflicted()
            if (record := (each.line.table, each.line.key))[1] in view.touched.get(record[0], ())
        ]
        if len(conflicted) > _MOST_CONFLICTS:
            return
        with contextlib.suppress(DamagedSnapshot):
            parts = renewed_parts(view.snapshot, view.touched, ledger)
            if parts is not None and view.snapshot.contents.aside == self._checksums_aside():
                contents = Contents(view.sources, view.snapshot.contents.aside, conflicted)
                self._view = None
                write_snapshot(self._disk, self._state, contents, parts, self._encryption())

    def _records(
        self, table: str, first: Any, place: Callable[[Any], Any], count: int | None = None
    ) -> list[Any] | None:
        """Return the records of a table in their order, all from `first` on; None when the journals have to be read.

        With a `count`, so many of the last ones are enough.
        """
        if table not in TABLES:
            return None
        view = self._view_of_now()
        if view is None:
            return None
        try:
            # Of those in the snapshot, the ones with later lines may be deleted or elsewhere.
            most = None if count is None else count + len(view.touched.get(table, ()))
            records = view.snapshot.records_from(table, first, most)
        except DamagedSnapshot:
            self._view = None
            return None
        if view.touched:
            # Of all tables: who asks for conflicts is told of those in what was read.
            self._reader.load_keys({key for keys in view.touched.values() for key in keys})
            keys = view.touched.get(table, set())
            records = [record for record in records if key_of(record) not in keys]
            for key in keys:
                line = self._ledger.winner(table, key)
                if line is not None and not line.is_deletion:
                    if table != DAYS and line.start != _start_of(line.value)[0]:
                        return None
                    insort(records, line.value, key=place)
        return records

    def _view_of_now(self) -> _View | None:
        """Return the snapshot with what the present journals have in addition; None when it is not made of them."""
        listing = self._reader.listing.journals
        before = self._view
        if before is None or before.listing != listing:
            self._view = None
            with contextlib.suppress(DamagedSnapshot, OSError):
                snapshot = before.snapshot if before else self._open()
                self._view = self._look(snapshot, listing)
        return self._view

    def _open(self) -> Snapshot:
        """Open the snapshot. That of an encrypted diary needs a key, which this does not ask for.

        Raises:
            DamagedSnapshot: it is missing, or cannot be used.
        """
        if not self._diary.is_encrypted():
            return Snapshot(self._disk, self._state / NAME)
        if not self._diary.sealing.has_key():
            raise DamagedSnapshot
        return Snapshot(self._disk, self._state / NAME, self._diary.sealing.decrypt)

    def _encryption(self) -> Callable[[bytes], bytes] | None:
        """Return what encrypts the snapshot; None for a diary that is not encrypted."""
        return self._diary.sealing.encrypt if self._diary.is_encrypted() else None

    def _look(self, snapshot: Snapshot, listing: dict[str, Stamp]) -> _View | None:
        """Compare a snapshot with the journals; None when it cannot be built on."""
        contents = snapshot.contents
        if self._reader.vanished() or not contents.sources.keys() <= listing.keys():
            return None
        summaries: dict[str, JournalSummary] = {}
        sources: dict[str, Source] = {}
        touched: dict[str, set[str]] = {}
        for table, key in contents.conflicted:
            touched.setdefault(table, set()).add(key)
        size = 0
        for name, stamp in listing.items():
            source = contents.sources.get(name, Source())
            added = self._added(name, source)
            size += len(added or b"")
            if added is None or size > _MOST_NEW_BYTES:
                return None
            builder = SummaryBuilder(source.newest, source.opened)
            for line in map(read_line, split_lines(added)):
                if isinstance(line, Header) and line.version > VERSION:
                    return None
                if isinstance(line, Line):
                    if line.is_purge:
                        return None
                    touched.setdefault(line.table, set()).add(line.key)
                    builder.add_all((line,))
            if source.size + len(added) == stamp.size:
                summaries[name] = builder.build(stamp)
            if not added or added.endswith(b"\n"):
                checksum = crc32(added, source.checksum)
                sources[name] = Source(source.size + len(added), checksum, builder.newest, builder.opened())
        # Last, because a session that moves lines from the mirror to the lost ones adds them there first.
        if contents.aside != self._checksums_aside():
            return None
        return _View(dict(listing), snapshot, touched, summaries, size, sources)

    def _added(self, name: str, source: Source) -> bytes | None:
        """Return what a journal has after a part of it; None when it does not begin with it, or the mirror has more."""
        data = read_file(self._disk, self._folder / name)
        if crc32(memoryview(data)[: source.size]) != source.checksum:
            return None
        copy = self._mirror.read_copy(name)
        if not data.startswith(copy) and not set(split_lines(copy)) <= set(split_lines(data)):
            return None
        return data[source.size :]

    def _checksums_aside(self) -> list[int]:
        """Return the checksums of the files that decide besides the journals: the lost lines, and the purges done."""
        try:
            purged = read_file(self._disk, self._state / PURGED)
        except OSError:
            purged = b""
        return [crc32(self._mirror.read_copy(LOST)), crc32(purged)]


def _start_of(record: Any) -> tuple[float, str]:
    """Return the place of an episode, a practice or a trial in the order by start."""
    return record.started_at.timestamp(), record.id
