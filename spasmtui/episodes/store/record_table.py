"""The reading side of a diary's table: range, key and history queries that answer with records.

It needs no TinyDB, whose import would make `status` and `log list` 5 % slower. `JournalTable` is the same table with
TinyDB's queries and with every way of writing.
"""

from datetime import UTC, datetime
from itertools import islice
from math import inf
from types import ModuleType
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.store.journal.journal_set import JournalSet
from spasmtui.episodes.store.journal.line import Line
from spasmtui.episodes.store.journal.record_codec import Document
from spasmtui.episodes.store.journal.year_index import key_time, may_be_open
from spasmtui.errors import NotFound

if TYPE_CHECKING:
    from spasmtui.episodes.store.journal.history import Conflict, Version


class RecordTable:
    """Reads the records of one table. Each method reads no more journals than its answer needs.

    Every method raises DataError when the folder or a journal is there and cannot be read.
    """

    def __init__(self, journals: JournalSet, name: str) -> None:
        self.journals = journals
        self._name = name

    @property
    def name(self) -> str:
        """The table's name in the journals."""
        return self._name

    def between(
        self, since: datetime | None = None, until: datetime | None = None, limit: int | None = None
    ) -> tuple[Any, ...]:
        """Return the records that start in [since, until), newest first, at most `limit` of them."""
        first = None if since is None else since.timestamp()
        last = None if until is None else until.timestamp()
        with self.journals.reading():
            self._require_key()
            if limit is None and (snapshot := self.journals.snapshot_since(-inf if first is None else first)):
                found = snapshot.between(self._name, first, last)
                if found is not None:
                    return found
            reader, ledger = self.journals.reader, self.journals.ledger
            loaded, count = 0, 1
            while True:
                lines = list(islice(ledger.starting_between(self._name, first, last), limit))
                is_full = limit is not None and len(lines) >= limit
                floor = (lines[-1].start if is_full and lines else first) or -inf
                # An unread journal matters only while it may hold something newer than the last record found.
                newest_unread = reader.unread_newest()
                if newest_unread is not None and newest_unread >= floor:
                    if limit is None:
                        reader.load_since(floor)
                    else:
                        snapshot = self.journals.snapshot_instead(reader.latest_bytes(count))
                        found = snapshot.between(self._name, first, last, limit) if snapshot else None
                        if found is not None:
                            return found
                        reader.load_latest(count)
                        # More each time: a walk through the records after each of thousands of journals takes minutes.
                        loaded, count = loaded + count, 1 + loaded // 8
                elif not reader.load_other_lines(self._name, (line.key for line in lines), floor):
                    return tuple(line.value for line in lines)

    def from_key(self, first: str = "") -> tuple[Any, ...]:
        """Return the records whose key is `first` or greater, the greatest key first; for keys that are dates."""
        with self.journals.reading():
            self._require_key()
            since = key_time(first) or -inf
            if snapshot := self.journals.snapshot_since(since):
                found = snapshot.from_key(self._name, first)
                if found is not None:
                    return found
            self.journals.reader.load_since(since)
            keys = sorted((key for key in self.journals.ledger.keys(self._name) if key >= first), reverse=True)
            return tuple(self.journals.ledger.value(self._name, key) for key in keys)

    def open(self) -> tuple[Any, ...]:
        """Return the records that are open, newest first."""
        with self.journals.reading():
            reader = self.journals.reader
            while True:
                oldest = reader.load_open()
                winners = self.journals.ledger.winners_among(self._name, may_be_open)
                lines = [line for line in winners if not line.is_deletion and line.value.is_open]
                if not reader.load_other_lines(self._name, (line.key for line in lines), oldest):
                    return tuple(line.value for line in lines)

    def open_starts(self) -> list[tuple[str, str, int]]:
        """Return the keys of the open records, newest first, with the time at which each was made; it takes no key.

        It is in ISO 8601 and in seconds; of a record whose key has no time it is that of the line that counts.
        """
        with self.journals.reading():
            self.journals.reader.load_open()
            found = []
            for line in self.journals.ledger.latest_among(self._name, may_be_open):
                made = key_time(line.key)
                moment = datetime.fromisoformat(line.at) if made is None else datetime.fromtimestamp(made, UTC)
                found.append((moment.astimezone().replace(microsecond=0), line.key))
        return [(key, each.isoformat(), int(each.timestamp())) for each, key in sorted(found, reverse=True)]

    def find(self, beginning: str) -> Any:
        """Return the record with this key, or with the only key that has this prefix.

        Raises:
            NotFound: there is none, or more than one.
        """
        with self.journals.reading():
            if (record := self.record(beginning)) is not None:
                return record
            matches = [
                key
                for key in self._keys_beginning(beginning)
                if self.journals.ledger.value(self._name, key) is not None
            ]
            if len(matches) != 1:
                which = "More than one episode's id begins" if matches else "No episode's id begins"
                raise NotFound(f"{which} with {beginning!r}. `spasmtui log list` shows the ids.")
            return self.journals.ledger.value(self._name, matches[0])

    def find_key(self, beginning: str) -> str:
        """Return the key of the record, even a deleted one, that equals this key or is the only one with this prefix.

        Raises:
            NotFound: there is none, or more than one.
        """
        with self.journals.reading():
            if self.has_lines(beginning):
                return beginning
            matches = self._keys_beginning(beginning)
            if len(matches) != 1:
                which = "More than one id begins" if matches else "No id begins"
                raise NotFound(f"{which} with {beginning!r}. Nothing was changed.")
            return matches[0]

    def _require_key(self) -> None:
        """Ask for the key of an encrypted diary before all that is there is read.

        Raises:
            DiaryLocked: there is none.
        """
        if self.journals.is_encrypted() and self.journals.reader.listing.journals:
            self.journals.sealing.require_key()

    def _keys_beginning(self, beginning: str) -> list[str]:
        """Return the keys with this prefix, those of deleted records too; none for an empty one."""
        if not beginning:
            return []
        self.journals.reader.load_beginning(beginning)
        return [key for key in self.journals.ledger.all_keys(self._name) if key.startswith(beginning)]

    def record(self, key: str) -> Any:
        """Return the record with this key, or None when there is none or it was deleted."""
        with self.journals.reading():
            self.journals.reader.load_key(key)
            return self.journals.ledger.value(self._name, key)

    def document(self, key: str) -> Document | None:
        """Return a copy of the document with this key, or None when there is none or it was deleted."""
        line = self.winner(key)
        return None if line is None or line.is_deletion else line.document()

    def winner(self, key: str) -> Line | None:
        """Return the line that counts for a record: its newest version or its deletion."""
        with self.journals.reading():
            self.journals.reader.load_key(key)
            return self.journals.ledger.winner(self._name, key)

    def conflict(self, key: str) -> "Conflict | None":
        """Return what devices changed in a record without knowing of each other, if they did."""
        with self.journals.reading():
            self.journals.reader.load_key(key)
            conflict: Conflict | None = _history().conflict_of(self.journals.ledger, self._name, key)
        return conflict

    def recent_conflicts(self) -> "tuple[Conflict, ...]":
        """Return the conflicts of every table, of the records that have been read so far."""
        with self.journals.reading():
            ledger = self.journals.ledger
            resolutions = tuple(ledger.conflicted())
            if not resolutions:
                return ()
            # What these lines followed may be in an older journal, and tell which fields were changed at all.
            self.journals.reader.load_keys([resolution.line.key for resolution in resolutions])
            found: tuple[Conflict, ...] = tuple(_history().find_conflicts(ledger))
        return found

    def fields_in_conflict(self, key: str) -> tuple[str, ...]:
        """Return the fields that devices gave different values without knowing of each other."""
        with self.journals.reading():
            self.journals.reader.load_key(key)
            resolution = self.journals.ledger.resolution(self._name, key)
            contested: tuple[str, ...] = () if resolution is None else _history().contested_names(resolution)
        return contested

    def has_lines(self, key: str) -> bool:
        """Return whether any line is about this key, also a deletion or one that cannot be understood."""
        with self.journals.reading():
            self.journals.reader.load_key(key)
            return bool(self.journals.ledger.history(self._name, key))

    def history(self, beginning: str) -> "tuple[Version, ...]":
        """Return every version of a record, even of a deleted one, the current version last.

        Raises:
            NotFound: no record, or more than one, has such a key.
        """
        with self.journals.reading():
            history: tuple[Version, ...] = _history().versions(
                self.journals.ledger, self._name, self.find_key(beginning)
            )
        if not history:
            raise NotFound(f"No line about {beginning!r} can be understood. `spasmtui doctor` tells more.")
        return history

    def version_document(self, key: str, number: int) -> Document | None:
        """Return the document of a version, numbered from 1 as in `history`; None for a deletion.

        Raises:
            NotFound: there is no such version.
        """
        with self.journals.reading():
            document: Document | None = _history().version_document(self.journals.ledger, self._name, key, number)
        return document


def _history() -> ModuleType:
    from spasmtui.episodes.store.journal import history  # noqa: PLC0415 -- rarely asked for

    return history
