"""The diary: episodes, days, practices and trials go in and come out as records; TinyDB tables over journals keep them.

Each method speaks to tables alone: those that read to `RecordTable`, those that change something to the `JournalTable`
that extends it. Care for the files rather than the records is in `maintenance`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from spasmtui.clock import Clock
from spasmtui.episodes.model.episode import Day, Episode, Practice
from spasmtui.episodes.model.trial import Trial
from spasmtui.episodes.store.journal.disk import Disk
from spasmtui.episodes.store.journal.ids import uuid7
from spasmtui.episodes.store.journal.journal_set import JournalSet
from spasmtui.episodes.store.journal.line import Line
from spasmtui.episodes.store.journal.record_codec import (
    DAYS,
    EPISODES,
    PRACTICES,
    TRIALS,
    Record,
    key_of,
    read_record,
    table_of,
)
from spasmtui.episodes.store.journal.record_encoder import to_document
from spasmtui.episodes.store.maintenance.after_change import AfterChange
from spasmtui.episodes.store.maintenance.undo import last_change_at, next_step
from spasmtui.episodes.store.record_change import RecordChange
from spasmtui.episodes.store.record_table import RecordTable
from spasmtui.errors import DataError, EditConflict, NotFound, NotSaved

if TYPE_CHECKING:
    from spasmtui.episodes.store.diary_maintenance import DiaryMaintenance
    from spasmtui.episodes.store.journal.history import Conflict, Version
    from spasmtui.episodes.store.tinydb_adapter import JournalDB
    from spasmtui.episodes.store.unsaved.keeper import Keeper


@dataclass(frozen=True, slots=True)
class Change:
    """The effect of an undo or a redo."""

    action: str
    """`added`, `edited`, `deleted` or `brought back`."""
    record: Record
    """The record as it is now; as it was, if it was deleted."""
    count: int = 1
    """Number of records changed: an import is one change. `record` is the first of them."""


class Diary:
    """Keeps the records of one diary. Cheap to construct; files are opened at the first use, from any thread.

    Every method that changes something returns when the change is on the disk, or raises `NotSaved`, `LogBusy` or
    `CannotStore` with nothing changed. Reading never waits for a writer; it raises `DataError` when a journal is there
    and cannot be read.
    """

    def __init__(self, folder: Path, state: Path, clock: Clock, disk: Disk | None = None) -> None:
        self.folder = folder
        self.state = state
        self.clock = clock
        self.journals = JournalSet(folder, state, clock, disk, read_record)
        self.after_change = AfterChange(self.journals)

    @cached_property
    def database(self) -> "JournalDB":
        """The TinyDB database over the journals, for everything that writes."""
        from spasmtui.episodes.store.tinydb_adapter import JournalDB  # noqa: PLC0415 -- reading needs no TinyDB

        return JournalDB(self.journals)

    @cached_property
    def maintenance(self) -> "DiaryMaintenance":
        """Health, backups, restoring and purging."""
        from spasmtui.episodes.store.diary_maintenance import (  # noqa: PLC0415 -- few commands need its modules
            DiaryMaintenance,
        )

        return DiaryMaintenance(self.database, self.after_change)

    @cached_property
    def keeper(self) -> "Keeper":
        """Storing for what was acknowledged already: it keeps aside what cannot be stored."""
        from spasmtui.episodes.store.unsaved.keeper import Keeper  # noqa: PLC0415 -- reading does without

        return Keeper(self)

    @property
    def device(self) -> str:
        """This device's id, kept in the state folder."""
        return self.journals.device

    @property
    def known_device(self) -> str:
        """This device's id; empty where it has none and the state folder cannot be written."""
        try:
            return self.device
        except DataError:
            return ""

    @property
    def own_devices(self) -> tuple[str, ...]:
        """This device's ids, the present one first; none where it has none yet and cannot have one."""
        try:
            return self.journals.own_devices
        except NotSaved:
            return ()

    def new_id(self) -> str:
        """Return a uuid7 of the clock's time."""
        return uuid7(self.clock.now())

    def mark(self) -> object:
        """Return a value that differs when another terminal or a sync has changed the diary; costs a few stats."""
        return self.journals.fingerprint()

    def has_unread(self) -> bool:
        """Return whether there are journals, or many records, that no question has needed so far."""
        return self.journals.has_unread()

    def read_older(self) -> bool:
        """Read one of these journals, the newest, in a thread that reads ahead; return whether there was one."""
        return self.journals.read_next()

    def prepare_next(self) -> None:
        """Write a snapshot where all journals were read: the next question about a large diary is then quick."""
        _ = self.journals.reader.unread() or self.journals.read_next()

    def add(self, record: Record) -> None:
        """Store a record; adding the same id again changes nothing. A day replaces the same date's."""
        document, key = to_document(record), key_of(record)
        with self.database.locked():
            table = self.database.journal_table(table_of(record))
            if not table.has_lines(key):
                table.put(key, document)
            elif isinstance(record, Day):
                document = to_document(record, table.document(key))
                # A day that is described anew is chosen before what another device wrote, also with the same words.
                if settled := table.fields_in_conflict(key):
                    table.apply([RecordChange(DAYS, key, document, settles=settled)])
                else:
                    table.put(key, document)
        self.after_change.run()

    def edit(self, episode_id: str, seen: Episode | None = None, **changes: Any) -> Episode:
        """Change fields of an episode; `updated_at` is set by the clock, in whole seconds.

        Args:
            episode_id: its id, or the only beginning of one.
            seen: the episode as the person saw it. Changes by others since then are kept, unless they are to the same
                fields.
            changes: the fields' new values.

        Raises:
            NotFound: no episode has this id.
            EditConflict: another session or device has changed one of these fields since it was seen.
        """
        with self.database.locked():
            table = self.database.journal_table(EPISODES)
            episode: Episode = table.find(episode_id)
            if seen is not None:
                self._require_no_conflict(seen, episode, changes, table.winner(episode.id))
            edited = replace(episode, **{"updated_at": self.clock.now().replace(microsecond=0), **changes})
            document = to_document(edited, table.document(episode.id))
            # A field that is given its present value is chosen before what another device wrote into it.
            if chosen := tuple(field for field in table.fields_in_conflict(episode.id) if field in changes):
                table.apply([RecordChange(EPISODES, episode.id, document, settles=chosen)])
            else:
                table.put(episode.id, document)
            stored: Episode = table.find(episode.id)
        self.after_change.run()
        return stored

    def _require_no_conflict(
        self, seen: Episode, stored: Episode, changes: Mapping[str, Any], line: Line | None
    ) -> None:
        fields = [
            field for field, wanted in changes.items() if getattr(seen, field) != getattr(stored, field) != wanted
        ]
        if fields:
            on = "another terminal" if line is None or line.by in self.own_devices else line.by
            names = ", ".join(field.replace("_", " ") for field in fields)
            raise EditConflict(f"Not saved: it was changed on {on} meanwhile ({names}).", stored)

    def delete(self, episode_id: str) -> Episode:
        """Delete an episode, undoably, and return it as it was."""
        with self.database.locked():
            table = self.database.journal_table(EPISODES)
            episode: Episode = table.find(episode_id)
            table.remove(doc_ids=[episode.id])  # type: ignore[list-item]
        self.after_change.run()
        return episode

    def edit_practice(self, practice_id: str, **changes: Any) -> Practice:
        """Change fields of a practice, by its whole id; `updated_at` is set by the clock, in whole seconds.

        Raises:
            NotFound: no practice has this id.
        """
        practice: Practice = self._edit(PRACTICES, practice_id, changes)
        return practice

    def edit_trial(self, trial_id: str, **changes: Any) -> Trial:
        """Change fields of a trial, by its whole id; `updated_at` is set by the clock, in whole seconds.

        Raises:
            NotFound: no trial has this id.
        """
        trial: Trial = self._edit(TRIALS, trial_id, changes)
        return trial

    def _edit(self, name: str, key: str, changes: Mapping[str, Any]) -> Any:
        with self.database.locked():
            table = self.database.journal_table(name)
            if (record := table.record(key)) is None:
                raise NotFound(f"There is nothing with the id {key!r} any more. Nothing was changed.")
            edited = replace(record, **{"updated_at": self.clock.now().replace(microsecond=0), **changes})
            table.put(key, to_document(edited, table.document(key)))
            stored = table.record(key)
        self.after_change.run()
        return stored

    def delete_practice(self, practice_id: str) -> None:
        """Delete a practice, by its whole id, undoably."""
        with self.database.locked():
            table = self.database.journal_table(PRACTICES)
            table.remove(doc_ids=[practice_id])  # type: ignore[list-item]
        self.after_change.run()

    def undo(self) -> Change:
        """Take back the last change this device made, also after a restart.

        Raises:
            NotFound: there is none, or another device has changed the record since.
        """
        return self._step(is_undo=True)

    def last_change_at(self) -> datetime | None:
        """Return when the change was written that an undo would take back; None without one."""
        return last_change_at(self.journals)

    def redo(self) -> Change:
        """Make the last undone change again.

        Raises:
            NotFound: there is none, or another device has changed the record since.
        """
        return self._step(is_undo=False)

    def _step(self, *, is_undo: bool) -> Change:
        with self.database.locked():
            changes = next_step(self.journals, is_undo=is_undo)
            table, key = self.database.journal_table(changes[0].table), changes[0].key
            before = table.record(key)
            table.apply(changes)
            after = table.record(key)
        self.after_change.run()
        action = "deleted" if after is None else "brought back" if before is None else "edited"
        return Change(action, before if after is None else after, len(changes))

    def merge(
        self,
        records: Iterable[Record],
        over: Callable[[Collection[Record]], Iterable[Record]] = iter,
        *,
        is_import: bool = False,
    ) -> int:
        """Take in records from an import, all or none; return the number that were new or newer.

        A crash before this returns may leave some of them, each whole; importing again adds the rest.

        Args:
            records: the records.
            over: goes through those that are written, as a bar of progress does.
            is_import: a person imports them, perhaps again, so that one whose recording was undone comes back.
        """
        count: int = _take_in().merge(self.database, records, over, is_import=is_import)
        self.after_change.run()
        return count

    def why_left_out(self, records: Iterable[Record], *, has_stamps: bool = True) -> list[str]:
        """Return for each record of an import why it is left out: it was `purged` or `deleted`; else nothing.

        Args:
            records: the records.
            has_stamps: they say when they were changed, which may be after they were deleted.
        """
        reasons: list[str] = _take_in().why_left_out(self.journals, records, has_stamps=has_stamps)
        return reasons

    def get(self, episode_id: str) -> Episode:
        """Return the episode with this id, or with the only id that has this prefix.

        Raises:
            NotFound: there is none, or more than one.
        """
        episode: Episode = self._table(EPISODES).find(episode_id)
        return episode

    def episodes(
        self, since: datetime | None = None, until: datetime | None = None, limit: int | None = None
    ) -> tuple[Episode, ...]:
        """Return the episodes that started in [since, until), newest first."""
        return self._table(EPISODES).between(since, until, limit)

    def open_episodes(self) -> tuple[Episode, ...]:
        """Return the open episodes, newest first."""
        return self._table(EPISODES).open()

    def days(self, since: date | None = None) -> tuple[Day, ...]:
        """Return the days that were described, from a date on, newest first."""
        return self._table(DAYS).from_key("" if since is None else since.isoformat())

    def practices(self, since: datetime | None = None) -> tuple[Practice, ...]:
        """Return the routines done outside an episode, from a moment on, newest first."""
        return self._table(PRACTICES).between(since)

    def trials(self, since: datetime | None = None) -> tuple[Trial, ...]:
        """Return the trials that were agreed to from a moment on, newest first."""
        return self._table(TRIALS).between(since)

    def find_key(self, episode_id: str) -> str:
        """Return the id of the episode, even a deleted one, that has this id or is the only one with this prefix.

        Raises:
            NotFound: there is none, or more than one.
        """
        return self._table(EPISODES).find_key(episode_id)

    def history(self, episode_id: str) -> "tuple[Version, ...]":
        """Return every version of an episode, even of a deleted one, the current version last; see `history.Version`.

        Raises:
            NotFound: no episode, or more than one, has such an id.
        """
        return self._table(EPISODES).history(episode_id)

    def conflict(self, key: str, table: str = EPISODES) -> "Conflict | None":
        """Return what devices changed in a record, by its whole key, without knowing of each other, if they did."""
        return self._table(table).conflict(key)

    def recent_conflicts(self) -> "tuple[Conflict, ...]":
        """Return the conflicts of the episodes and days that have been read so far."""
        return self._table(EPISODES).recent_conflicts()

    def go_back(self, episode_id: str, number: int) -> Episode | None:
        """Give an episode the content of a version of its history, undoably; that resolves a conflict, too.

        Args:
            episode_id: its id, or the only beginning of one.
            number: the version, counted from 1; also the one that counts.

        Returns:
            The episode as it is now; None when that version is its deletion.

        Raises:
            NotFound: there is no such episode, or no such version.
        """
        with self.database.locked():
            table = self.database.journal_table(EPISODES)
            key = table.find_key(episode_id)
            document = table.version_document(key, number)
            if document is not None:
                document["updated_at"] = self.clock.now().replace(microsecond=0).isoformat()
            settled = table.fields_in_conflict(key) if document is not None else ()
            table.apply([RecordChange(EPISODES, key, document, settles=settled)])
            stored: Episode | None = table.record(key)
        self.after_change.run()
        return stored

    def _table(self, name: str) -> RecordTable:
        return RecordTable(self.journals, name)


def _take_in() -> ModuleType:
    from spasmtui.episodes.store import take_in  # noqa: PLC0415 -- for imports alone

    return take_in
