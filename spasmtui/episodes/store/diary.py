"""The diary: the one owner of TinyDB. Episodes, days and practice go in and come out as values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spasmtui.clock import Clock
from spasmtui.episodes.model.episode import Day, Episode, Practice
from spasmtui.episodes.store.diary_maintenance import DiaryMaintenance
from spasmtui.episodes.store.journal.disk import Disk
from spasmtui.episodes.store.journal.ids import uuid7
from spasmtui.episodes.store.journal.journal_set import RecordChange
from spasmtui.episodes.store.journal.line import Line
from spasmtui.episodes.store.journal.queries import find, find_key, newest
from spasmtui.episodes.store.journal.record_codec import (
    DAYS,
    EPISODES,
    PRACTICES,
    Document,
    Record,
    key_of,
    table_of,
    to_document,
)
from spasmtui.episodes.store.journal.year_index import key_time
from spasmtui.episodes.store.maintenance.undo import step
from spasmtui.errors import EditConflict, NotFound

if TYPE_CHECKING:
    from spasmtui.episodes.store.maintenance.history import Version
    from spasmtui.episodes.store.tinydb_adapter import JournalDB, JournalTable


@dataclass(frozen=True, slots=True)
class Change:
    """What an undo or a redo did, for a sentence."""

    what: str
    """`added`, `edited`, `deleted` or `brought back`."""
    record: Episode | Day | Practice
    """The record as it is now; as it was, if it was deleted."""
    count: int = 1
    """How many records changed: an import is one change. `record` is the first of them."""


class Diary(DiaryMaintenance):
    """Keeps episodes, days and practice. Cheap to construct; files are opened at the first use, from any thread.

    Every method that changes something returns when the change is on the disk, or raises `NotSaved`, `LogBusy` or
    `CannotStore` with nothing changed. Reading never waits for a writer; it raises `DataError` when a journal is there
    and cannot be read.
    """

    def __init__(self, folder: Path, state: Path, clock: Clock, disk: Disk | None = None) -> None:
        super().__init__(folder, state, clock, disk)
        self._db: JournalDB | None = None

    def new_id(self) -> str:
        """A uuid7 of the clock's time."""
        return uuid7(self.clock.now())

    def add(self, record: Episode | Day | Practice) -> None:
        """Store a record; adding the same id again changes nothing. A day replaces the same date's."""
        document, key = to_document(record), key_of(record)
        with self._writing():
            self.book.reader.load_key(key)
            table = self._table(table_of(record))
            if not self.book.ledger.history(table.name, key):
                table.put(key, document)
            elif isinstance(record, Day):
                table.put(key, to_document(record, self._document(DAYS, key)))
        self._upkeep.after_change()

    def edit(self, episode_id: str, seen: Episode | None = None, **changes: Any) -> Episode:
        """Change fields of an episode; `updated_at` is set by the clock, in whole seconds.

        Args:
            episode_id: its id, or the only beginning of one.
            seen: the episode as the person saw it. What others have changed since is kept, unless it is the same
                fields.
            changes: the fields' new values.

        Raises:
            NotFound: no episode has this id.
            EditConflict: somebody else has changed one of these fields since it was seen.
        """
        with self._writing():
            episode = find(self.book, episode_id)
            if seen is not None:
                self._require_no_conflict(seen, episode, changes)
            edited = replace(episode, **{"updated_at": self.clock.now().replace(microsecond=0), **changes})
            document = to_document(edited, self._document(EPISODES, episode.id))
            self._table(EPISODES).put(episode.id, document)
            stored = find(self.book, episode.id)
        self._upkeep.after_change()
        return stored

    def _require_no_conflict(self, seen: Episode, stored: Episode, changes: Mapping[str, Any]) -> None:
        fields = [
            field for field, wanted in changes.items() if getattr(seen, field) != getattr(stored, field) != wanted
        ]
        if fields:
            line = self.book.ledger.winner(EPISODES, stored.id)
            on = "another terminal" if line is None or line.by == self.device else line.by
            names = ", ".join(field.replace("_", " ") for field in fields)
            raise EditConflict(f"Not saved: changed on {on} meanwhile ({names}).", stored)

    def delete(self, episode_id: str) -> Episode:
        """Delete an episode, undoably, and return it as it was."""
        with self._writing():
            episode = find(self.book, episode_id)
            self._table(EPISODES).remove(doc_ids=[episode.id])  # type: ignore[list-item]
        self._upkeep.after_change()
        return episode

    def undo(self) -> Change:
        """Take back the last change this device made, also after a restart.

        Raises:
            NotFound: there is none, or another device has changed the record since.
        """
        return self._step(is_undo=True)

    def redo(self) -> Change:
        """Make the last undone change again.

        Raises:
            NotFound: there is none, or another device has changed the record since.
        """
        return self._step(is_undo=False)

    def get(self, episode_id: str) -> Episode:
        """The episode with this id, or with the only id that begins so."""
        with self._reading():
            return find(self.book, episode_id)

    def episodes(
        self, since: datetime | None = None, until: datetime | None = None, limit: int | None = None
    ) -> tuple[Episode, ...]:
        """Episodes that started in [since, until), newest first."""
        with self._reading():
            return newest(self.book, EPISODES, since, until, limit)

    def open_episodes(self) -> tuple[Episode, ...]:
        """Episodes nobody has closed, newest first."""
        with self._reading():
            self.book.reader.load_open()
            return tuple(line.value for line in self.book.ledger.starting(EPISODES) if line.value.is_open)

    def days(self, since: date | None = None) -> tuple[Day, ...]:
        """Days that were described, from a date on, newest first."""
        first = "" if since is None else since.isoformat()
        with self._reading():
            self.book.reader.load_since(key_time(first) or -inf)
            keys = sorted((key for key in self.book.ledger.keys(DAYS) if key >= first), reverse=True)
            return tuple(self.book.ledger.value(DAYS, key) for key in keys)

    def practices(self, since: datetime | None = None) -> tuple[Practice, ...]:
        """Routines done outside an episode, from a moment on, newest first."""
        with self._reading():
            return newest(self.book, PRACTICES, since)

    def merge(self, records: Iterable[Episode | Day | Practice]) -> int:
        """Take in records from an import, all or none; returns how many were new or newer.

        A crash before this returns may leave some of them, each whole; importing again adds the rest.
        """
        with self._writing():
            self.book.reader.load()
            edits = {}
            for record in records:
                table, key = table_of(record), key_of(record)
                winner = self.book.ledger.winner(table, key)
                document = to_document(record, self._document(table, key))
                if winner is None or _is_newer(record, winner):
                    edits[table, key] = RecordChange(table, key, document)
            self.book.change(list(edits.values()))
        self._upkeep.after_change()
        return len(edits)

    def history(self, episode_id: str) -> "tuple[Version, ...]":
        """Every version of an episode, a deleted one too, the one that counts last; see `history.Version`.

        Raises:
            NotFound: no episode, or more than one, has such an id.
        """
        from spasmtui.episodes.store.maintenance.history import versions  # noqa: PLC0415 -- only on request

        with self._reading():
            found = versions(self.book.ledger, EPISODES, find_key(self.book, EPISODES, episode_id))
        if not found:
            raise NotFound(f"No line about {episode_id!r} can be understood. `spasmtui doctor` says more.")
        return found

    def go_back(self, episode_id: str, number: int) -> Episode | None:
        """Make an episode what a version of its history says, undoably; that settles a conflict, too.

        Args:
            episode_id: its id, or the only beginning of one.
            number: which version, counted from 1; also the one that counts.

        Returns:
            The episode as it is now; None when that version is its deletion.

        Raises:
            NotFound: there is no such episode, or no such version.
        """
        from spasmtui.episodes.store.maintenance.history import document_of  # noqa: PLC0415 -- only on request

        with self._writing():
            self.book.reader.load()
            key = find_key(self.book, EPISODES, episode_id)
            document = document_of(self.book.ledger, EPISODES, key, number)
            if document is not None:
                document["updated_at"] = self.clock.now().replace(microsecond=0).isoformat()
            self.book.change([RecordChange(EPISODES, key, document)])
            stored: Episode | None = self.book.ledger.value(EPISODES, key)
        self._upkeep.after_change()
        return stored

    def _table(self, name: str) -> "JournalTable":
        if self._db is None:
            from spasmtui.episodes.store.tinydb_adapter import JournalDB  # noqa: PLC0415 -- who only reads needs no TinyDB

            self._db = JournalDB(self.book)
        return self._db.journal_table(name)

    def _document(self, table: str, key: str) -> Document | None:
        line = self.book.ledger.winner(table, key)
        return None if line is None or line.is_deletion else line.document()

    def _step(self, *, is_undo: bool) -> Change:
        with self._writing():
            self.book.reader.load()
            edits = step(self.book, is_undo=is_undo)
            table, key = edits[0].table, edits[0].key
            was = self.book.ledger.value(table, key)
            self.book.change(edits)
            now = self.book.ledger.value(table, key)
        self._upkeep.after_change()
        what = "deleted" if now is None else "brought back" if was is None else "edited"
        return Change(what, was if now is None else now, len(edits))


def _is_newer(record: Record, winner: Line) -> bool:
    """Whether an imported record was changed later than what the diary has; a deletion counts by its own time."""
    if isinstance(record, Practice):
        return False
    if winner.is_deletion:
        return record.updated_at > datetime.fromisoformat(winner.at)
    return bool(record.updated_at > winner.value.updated_at)
