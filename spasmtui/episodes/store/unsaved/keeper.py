"""Store records so that none is lost: what cannot be stored is kept in a file, and taken in later.

A record keeps its id, so that nothing is added twice. Beside it the file has the version that the diary had, so that a
change made elsewhere in the meantime stays.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, TypeVar, cast

from spasmtui.episodes.model.episode import Episode, Practice
from spasmtui.episodes.store.journal.record_codec import (
    BadDocument,
    Record,
    TooNewDocument,
    key_of,
    table_of,
)
from spasmtui.episodes.store.unsaved.kept_files import is_age_file, read_kept_files, remove_kept_file, set_aside
from spasmtui.episodes.store.unsaved.kept_record import Key, Unsaved, keep_record, parse_kept
from spasmtui.errors import CannotStore, DataError, KeptAside, LogBusy, NotFound, NotSaved
from spasmtui.shared import regular_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Protocol

    from spasmtui.clock import Clock
    from spasmtui.episodes.store.journal.history import Version
    from spasmtui.episodes.store.journal.journal_set import JournalSet

    class Diary(Protocol):
        """The parts of a diary that storing needs."""

        folder: Path
        state: Path
        journals: JournalSet
        clock: Clock

        @property
        def device(self) -> str:
            """This device's id."""

        def add(self, record: Record) -> None:
            """Store a record; adding the same id again changes nothing."""

        def get(self, episode_id: str) -> Episode:
            """Return the episode with this id."""

        def edit(self, episode_id: str, **changes: Any) -> Episode:
            """Change fields of an episode and return it."""

        def edit_practice(self, practice_id: str, **changes: Any) -> Practice:
            """Change fields of a practice and return it."""

        def merge(self, records: Iterable[Record]) -> int:
            """Store the records that are new, or newer than what the diary has."""

        def history(self, episode_id: str) -> tuple[Version, ...]:
            """Return every version of an episode, the current one last."""


ENDING_SECONDS = 1.0
"""The longest wait for the disk that keeps what could not be stored, as the program ends."""
LOCK_SECONDS = 0.5
"""The longest wait for another session before what was kept is left for the next time."""
_MADE_BY_STORING = frozenset({"id", "created_at", "updated_at", "device"})
_OF_A_PRACTICE = ("pain", "pain_after", "effort", "updated_at")
"""What is changed of a practice once it is recorded."""
Stored = TypeVar("Stored", bound=Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """A record that was kept by an earlier run and is in the diary now."""

    record: Record
    contested: tuple[str, ...] = ()
    """Fields that were changed elsewhere too: the later value counts, and the episode's history has both."""


class Keeper:
    """Stores the records of a diary, and keeps those that cannot be stored. May be used from several threads."""

    def __init__(self, diary: Diary) -> None:
        self._diary = diary
        self._changing = Lock()
        self._unsaved: dict[Key, Unsaved] = {}
        self._has_read = False

    def store(self, record: Stored, before: Record | None = None) -> Stored:
        """Store a record and return it as stored.

        Args:
            record: a new record, or the next version of one.
            before: the version that the diary has; None for a new record.

        Raises:
            KeptAside: it could not be stored.
            CannotStore: a value is invalid; nothing is kept.
            NotFound: the diary has no such record any more; nothing is kept.
            KeyboardInterrupt: the person has stopped the command; nothing is kept.
        """
        self._note(Unsaved(record=record, before=before, path=self._path(record)))
        try:
            stored = self._write(record, before)
        except (CannotStore, NotFound, KeyboardInterrupt):
            self.forget(record)
            raise
        except (DataError, OSError) as error:
            raise self.keep(record, before, error) from error
        self._mark_stored(record)
        return cast("Stored", stored)

    def keep(self, record: Record, before: Record | None, error: DataError | OSError) -> KeptAside:
        """Keep a record that is not to be stored now, and return the error that says where it is."""
        cause = self._cause(error)
        old = self._path(record)
        journals = self._diary.journals
        encrypt = journals.sealing.encrypt if journals.is_encrypted() else None
        path = keep_record(self._diary.state, record, before, cause.message, old, encrypt)
        if path and old not in ("", path):
            remove_kept_file(old)
        self._note(Unsaved(record=record, before=before, path=path, reason=cause.message))
        return KeptAside(cause, path)

    def forget(self, record: Record) -> None:
        """Drop a record that is not to be stored: the person has thrown it away."""
        with self._changing:
            unsaved = self._unsaved.pop((table_of(record), key_of(record)), None)
        if unsaved is not None and unsaved.path:
            remove_kept_file(unsaved.path)

    def find(self, episode_id: str) -> Unsaved | None:
        """Return the unsaved version of an episode, also one that an earlier run has kept."""
        self._read_once()
        return self._unsaved.get(("episodes", episode_id))

    def all(self) -> tuple[Unsaved, ...]:
        """Return what this run and earlier ones have not saved."""
        self._read_once()
        with self._changing:
            return tuple(self._unsaved.values())

    def finish(self) -> tuple[Unsaved, ...]:
        """Keep what is still being stored as the program ends, and return what this run did not save.

        Where the disk that keeps it hangs too, it is kept nowhere, and returned all the same.
        """
        if not self._of_this_run():
            return ()
        unsaved: list[Unsaved] = []
        thread = Thread(target=lambda: unsaved.extend(self._keep_rest()), name="spasm-keeping", daemon=True)
        thread.start()
        thread.join(max(ENDING_SECONDS, regular_file.LONGEST_WAIT_SECONDS))
        if not thread.is_alive():
            return tuple(unsaved)
        late = took_too_long(self._diary).message
        return tuple(each if each.reason else replace(each, path="", reason=late) for each in self._of_this_run())

    def _keep_rest(self) -> list[Unsaved]:
        """Keep what is still being stored, and return what was not saved."""
        for each in self._of_this_run():
            if not each.reason:
                self.keep(each.record, each.before, took_too_long(self._diary))
        # A file that has gone was taken in or purged by another session.
        return [each for each in self._of_this_run() if not each.path or os.path.lexists(each.path)]

    def take_in(self) -> tuple[tuple[TakenIn, ...], tuple[str, ...]]:
        """Store what earlier runs have kept; what cannot be stored stays where it is.

        Another session that holds the lock is waited for half a second only.

        Returns:
            What is stored now, and the paths under which files that cannot be used were set aside.
        """
        taken: list[TakenIn] = []
        kept, broken = self._read()
        for each in kept:
            with suppress(DataError, OSError), self._diary.journals.locked(LOCK_SECONDS):
                try:
                    if (stored := self._take_in(each.record, each.before)) is not None:
                        taken.append(stored)
                except NotFound:
                    pass  # deleted or purged since
                except CannotStore:
                    broken.append(set_aside(each.path))
                    self._unsaved.pop(each.key, None)
                    continue
                self._mark_stored(each.record)
                remove_kept_file(each.path)
        return tuple(taken), tuple(filter(None, broken))

    def _of_this_run(self) -> tuple[Unsaved, ...]:
        with self._changing:
            return tuple(each for each in self._unsaved.values() if each.is_of_this_run)

    def _note(self, unsaved: Unsaved) -> None:
        with self._changing:
            self._unsaved[unsaved.key] = unsaved

    def _path(self, record: Record) -> str:
        unsaved = self._unsaved.get((table_of(record), key_of(record)))
        return "" if unsaved is None else unsaved.path

    def _mark_stored(self, record: Record) -> None:
        """Drop a record that is stored now, unless a newer version of it has come in the meantime."""
        with self._changing:
            unsaved = self._unsaved.get((table_of(record), key_of(record)))
            if unsaved is None:
                return
            if unsaved.record != record:
                self._unsaved[unsaved.key] = replace(unsaved, before=record)
                return
            del self._unsaved[unsaved.key]
        if unsaved.path:
            remove_kept_file(unsaved.path)

    def _write(self, record: Record, before: Record | None) -> Record:
        """Write a record; of one that the diary has got meanwhile, only what was changed here.

        Raises:
            NotFound: it was deleted since.
            DataError: it could not be stored.
        """
        record = self._with_device(record)
        if before is None:
            self._diary.add(record)
        if isinstance(record, Practice) and record.updated_at is not None:
            # An attempt that failed may have added it without what was recorded of it since.
            return self._diary.edit_practice(record.id, **{name: getattr(record, name) for name in _OF_A_PRACTICE})
        if not isinstance(record, Episode):
            return record
        return self._change(record, before if isinstance(before, Episode) else None)[0]

    def _with_device(self, record: Stored) -> Stored:
        return record if record.device else replace(record, device=self._diary.device)

    def _change(self, record: Episode, before: Episode | None) -> tuple[Episode, tuple[str, ...]]:
        """Give an episode of the diary the values that were changed here; return it, and the fields changed elsewhere.

        Of a field that was changed elsewhere too the later value counts; the history gets the other one.

        Raises:
            NotFound: it was deleted since.
        """
        stored = self._diary.get(record.id)
        if not _differences(stored, record):
            return stored, ()
        if before is None:
            # An attempt that failed may have added it all the same.
            first = self._diary.history(record.id)[0].record
            before = first if isinstance(first, Episode) else stored
        changes = {
            name: getattr(record, name)
            for name in _differences(before, record)
            if getattr(stored, name) != getattr(record, name)
        }
        theirs = {name: getattr(stored, name) for name in _differences(before, stored) if name in changes}
        if not changes:
            return stored, ()
        if "started_at" in changes and record.created_at != before.created_at:
            changes["created_at"] = record.created_at  # both are put right after the clock was set
        # A stamp in the future is from a clock that has been set back since, and would keep every other one out.
        latest = max(record.updated_at, min(stored.updated_at, self._diary.clock.now().replace(microsecond=0)))
        edited = self._diary.edit(record.id, **changes, updated_at=latest)
        if theirs and record.updated_at < stored.updated_at:
            edited = self._diary.edit(record.id, **theirs, updated_at=latest)
        return edited, tuple(theirs)

    def _take_in(self, record: Record, before: Record | None) -> TakenIn | None:
        """Store a record that was kept; return None for one that was taken in before, and whose file was left over.

        Raises:
            NotFound: it was deleted or purged since.
            CannotStore: it does not fit what the diary has.
        """
        record = self._with_device(record)
        if not isinstance(record, Episode):
            return TakenIn(record=record) if self._diary.merge([record]) else None
        before = before if isinstance(before, Episode) else None
        try:
            versions = self._diary.history(record.id)
        except NotFound:
            self._diary.add(record)
            return TakenIn(record=record)
        if any(_is_taken_in(version, record, before) for version in versions):
            return None
        stored, contested = self._change(record, before)
        return TakenIn(record=stored, contested=contested)

    def _cause(self, error: DataError | OSError) -> DataError:
        """Return the error to tell: nobody has to try again what is kept."""
        if isinstance(error, LogBusy):
            return LogBusy(f"Not saved: another session is saving. The lock is {self._diary.state / 'lock'}.")
        if isinstance(error, DataError):
            return error
        return NotSaved(f"Not saved: {error.filename or 'a file'}: {error.strerror or error}.")

    def _read_once(self) -> None:
        if not self._has_read:
            self._read()

    def _read(self) -> tuple[list[Unsaved], list[str]]:
        """Read what is kept, and set aside what is damaged.

        Returns:
            What is kept, the latest last, and the new paths of what was set aside.
        """
        self._has_read = True
        kept, broken = [], []
        for path, data in read_kept_files(str(self._diary.state)):
            try:
                if data is not None and is_age_file(data):
                    if not self._diary.journals.sealing.has_key():
                        continue  # it is read when the key is given
                    data = self._diary.journals.sealing.decrypt(data)
                kept.append(parse_kept(path, data))
            except TooNewDocument:
                continue
            except (BadDocument, ValueError, KeyError, TypeError, AttributeError, RecursionError):
                broken.append(set_aside(path))
        kept.sort(key=lambda each: _stamp(each.record))
        with self._changing:
            for each in kept:
                known = self._unsaved.get(each.key)
                if known is None or not known.is_of_this_run:
                    self._unsaved[each.key] = each
        return kept, broken


def took_too_long(diary: Diary) -> DataError:
    """Return the error of a record that is still being stored as the program ends."""
    return NotSaved(f"Not saved: the diary in {diary.folder} could not be written in time.")


def broken_sentence(path: str) -> str:
    """Return the sentence about a file that was set aside."""
    return f"Something that could not be saved was kept in a file that cannot be used any more. It is now {path}."


def _differences(old: Episode, new: Episode) -> list[str]:
    """Return the names of the fields that differ, except those that storing sets."""
    names = (field.name for field in fields(Episode) if field.name not in _MADE_BY_STORING)
    return [name for name in names if getattr(old, name) != getattr(new, name)]


def _is_taken_in(version: Version, record: Episode, before: Episode | None) -> bool:
    """Return whether a version of an episode, written since a change was kept, has every value that it changed."""
    if not isinstance(version.record, Episode) or version.written_at < record.updated_at:
        return False
    missing = _differences(version.record, record)
    return not missing if before is None else not set(missing).intersection(_differences(before, record))


def _stamp(record: Record) -> float:
    return (record.updated_at or record.started_at if isinstance(record, Practice) else record.updated_at).timestamp()
