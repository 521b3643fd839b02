"""The diary: the one owner of TinyDB. Episodes, days and practice go in and come out as values."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spasmtui.clock import Clock
from spasmtui.episodes.episode import Day, Episode, Practice
from spasmtui.episodes.store import folder as folders
from spasmtui.episodes.store.backup import Backups
from spasmtui.episodes.store.book import Book, Edit
from spasmtui.episodes.store.disk import Disk
from spasmtui.episodes.store.document import (
    DAYS,
    EPISODES,
    PRACTICES,
    Document,
    Record,
    from_document,
    key_of,
    table_of,
    to_document,
)
from spasmtui.episodes.store.finding import find, newest
from spasmtui.episodes.store.identity import uuid7
from spasmtui.episodes.store.line import Line
from spasmtui.episodes.store.reader import key_time
from spasmtui.episodes.store.undo import step
from spasmtui.episodes.store.upkeep import Upkeep

if TYPE_CHECKING:
    from spasmtui.episodes.store.archive import Restored
    from spasmtui.episodes.store.health import Health
    from spasmtui.episodes.store.journal import JournalDB, JournalTable
    from spasmtui.episodes.store.purge import Purged


@dataclass(frozen=True, slots=True)
class Change:
    """What an undo or a redo did, for a sentence."""

    what: str
    """`added`, `edited`, `deleted` or `brought back`."""
    record: Episode | Day | Practice
    """The record as it is now; as it was, if it was deleted."""
    count: int = 1
    """How many records changed: an import is one change. `record` is the first of them."""


def read_record(table: str, key: str, document: Mapping[str, Any]) -> object:
    """A record of the diary's own tables; other tables hold any document."""
    return from_document(table, key, document) if table in (EPISODES, DAYS, PRACTICES) else document


class Diary:
    """Keeps episodes, days and practice. Cheap to construct; files are opened at the first use, from any thread.

    Every method that changes something returns when the change is on the disk, or raises `NotSaved`, `LogBusy` or
    `CannotStore` with nothing changed. Reading never waits for a writer; it raises `DataError` when a journal is there
    and cannot be read.
    """

    def __init__(self, folder: Path, state: Path, clock: Clock, disk: Disk | None = None) -> None:
        self.folder = folder
        self.state = state
        self.clock = clock
        self.book = Book(folder, state, clock, disk, read_record)
        self.backups = Backups(state / "backups", state / "mirror", self.book.disk)
        self._db: JournalDB | None = None
        self._upkeep = Upkeep(self.book, self.backups)
        self._has_migrated = False

    @property
    def device(self) -> str:
        """This device's id, kept in the state folder."""
        return self.book.device

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
                table.insert(_entry(document, key))
            elif isinstance(record, Day):
                old = self._document(DAYS, key)
                self._write_document(table, key, to_document(record, old), is_there=old is not None)
        self._upkeep.after_change()

    def edit(self, episode_id: str, **changes: Any) -> Episode:
        """Change fields of an episode; `updated_at` is set by the clock, in whole seconds.

        Raises:
            NotFound: no episode has this id.
        """
        with self._writing():
            episode = find(self.book, episode_id)
            edited = replace(episode, **{"updated_at": self.clock.now().replace(microsecond=0), **changes})
            document = to_document(edited, self._document(EPISODES, episode.id))
            self._write_document(self._table(EPISODES), episode.id, document, is_there=True)
            stored = find(self.book, episode.id)
        self._upkeep.after_change()
        return stored

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
        with self.book.guard:
            self._look()
            episode = find(self.book, episode_id)
            self.book.settle()
            return episode

    def episodes(
        self, since: datetime | None = None, until: datetime | None = None, limit: int | None = None
    ) -> tuple[Episode, ...]:
        """Episodes that started in [since, until), newest first."""
        with self.book.guard:
            self._look()
            found = newest(self.book, EPISODES, since, until, limit)
            self.book.settle()
            return found

    def open_episodes(self) -> tuple[Episode, ...]:
        """Episodes nobody has closed, newest first."""
        with self.book.guard:
            self._look()
            self.book.reader.load_open()
            found = tuple(line.value for line in self.book.ledger.starting(EPISODES) if line.value.is_open)
            self.book.settle()
            return found

    def days(self, since: date | None = None) -> tuple[Day, ...]:
        """Days that were described, from a date on, newest first."""
        first = "" if since is None else since.isoformat()
        with self.book.guard:
            self._look()
            self.book.reader.load_since(key_time(first) or -inf)
            keys = sorted((key for key in self.book.ledger.keys(DAYS) if key >= first), reverse=True)
            self.book.settle()
            return tuple(self.book.ledger.value(DAYS, key) for key in keys)

    def practices(self, since: datetime | None = None) -> tuple[Practice, ...]:
        """Routines done outside an episode, from a moment on, newest first."""
        with self.book.guard:
            self._look()
            found = newest(self.book, PRACTICES, since)
            self.book.settle()
            return found

    def has_unread(self) -> bool:
        """Whether there are journals that no question has needed so far."""
        with self.book.guard:
            return bool(self.book.reader.unread())

    def read_older(self) -> bool:
        """Read one of these journals, the newest; returns whether there was one.

        For a thread that reads ahead: other threads have their turn between two journals.
        """
        with self.book.guard:
            self._look()
            return self.book.reader.load_next()

    def merge(self, records: Iterable[Episode | Day | Practice]) -> int:
        """Take in records from an import, all or none; returns how many were new or newer.

        A crash before this returns may leave some of them, each whole; importing again adds the rest.
        """
        with self._writing():
            self._load_all()
            edits = {}
            for record in records:
                table, key = table_of(record), key_of(record)
                winner = self.book.ledger.winner(table, key)
                document = to_document(record, self._document(table, key))
                if winner is None or _is_newer(record, winner):
                    edits[table, key] = Edit(table, key, document)
            self.book.change(list(edits.values()))
        self._upkeep.after_change()
        return len(edits)

    def mark(self) -> object:
        """A value that is another one when another terminal or a sync has changed the diary; costs a few stats."""
        return tuple(
            sorted(
                (name, stamp.size, stamp.inode, stamp.changed_ns)
                for name, stamp in folders.look(self.folder).journals.items()
            )
        )

    def health(self) -> "Health":
        """A look at every line of every journal, and at every backup, for `doctor`."""
        from spasmtui.episodes.store.health import examine  # noqa: PLC0415 -- only doctor asks

        self._look()
        return examine(self.book, self.backups, read_record)

    def put_back_lost(self) -> int:
        """Write records that went missing back into a journal; returns how many."""
        from spasmtui.episodes.store.lost import put_back  # noqa: PLC0415 -- only after damage

        return put_back(self.book)

    def let_lost_go(self) -> int:
        """Records that went missing were meant to go: delete them, undoably; returns how many."""
        from spasmtui.episodes.store.lost import let_go  # noqa: PLC0415 -- only after damage

        return let_go(self.book)

    def absorb_copies(self) -> int:
        """Take over the lines that only a sync program's copies of journals hold; returns about how many records."""
        from spasmtui.episodes.store.lost import absorb  # noqa: PLC0415 -- only after a conflict

        return absorb(self.book)

    def back_up(self, path: Path, *, recipient: str | None = None, replaces: bool = False) -> int:
        """Write the whole diary into one file and read it back; see `archive.write_archive`."""
        from spasmtui.episodes.store.archive import write_archive  # noqa: PLC0415 -- only on request

        self._look()
        return write_archive(self.book, path, recipient=recipient, replaces=replaces)

    def restore(self, path: Path, *, identity: Path | None = None) -> "Restored":
        """Take in a backup: whatever is newer in the diary stays; see `archive.merge_lines`."""
        from spasmtui.episodes.store.archive import merge_lines, read_archive  # noqa: PLC0415 -- only on request

        restored = merge_lines(self.book, read_archive(self.book, path, identity=identity))
        self._upkeep.after_change()
        return restored

    def purge(self, *episode_ids: str) -> "Purged":
        """Remove the text of episodes from everything this device owns. It cannot be undone."""
        from spasmtui.episodes.store.purge import purge  # noqa: PLC0415 -- only on request

        self._look()
        purged = purge(self.book, self.backups, EPISODES, episode_ids)
        self._upkeep.after_change()
        return purged

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self.book.locked():
            self._take_over()
            yield

    def _look(self) -> None:
        """See what is in the folder now."""
        with self.book.guard:
            self.book.reader.refresh()
            self._take_over()

    def _take_over(self) -> None:
        """Take over, once, what the first version of the program left."""
        if self.book.reader.listing.has_old_file and not self._has_migrated:
            from spasmtui.episodes.store.migration import migrate  # noqa: PLC0415 -- once in a diary's life

            migrate(self.book)
            # A damaged file stays where it is; it is looked at once a session.
            self._has_migrated = True

    def _table(self, name: str) -> "JournalTable":
        if self._db is None:
            from spasmtui.episodes.store.journal import JournalDB  # noqa: PLC0415 -- who only reads needs no TinyDB

            self._db = JournalDB(self.book)
        return self._db.journal_table(name)

    def _write_document(self, table: "JournalTable", key: str, document: Document, *, is_there: bool) -> None:
        def rewrite(stored: Any) -> None:
            stored.clear()
            stored.update(document)

        if is_there:
            table.update(rewrite, doc_ids=[key])  # type: ignore[list-item]
        else:
            table.insert(_entry(document, key))

    def _document(self, table: str, key: str) -> Document | None:
        line = self.book.ledger.winner(table, key)
        return None if line is None or line.is_deletion else line.document()

    def _load_all(self) -> None:
        self._look()
        self.book.reader.load()
        self.book.settle()

    def _step(self, *, is_undo: bool) -> Change:
        with self._writing():
            self._load_all()
            edits = step(self.book, is_undo=is_undo)
            table, key = edits[0].table, edits[0].key
            was = self.book.ledger.value(table, key)
            self.book.change(edits)
            now = self.book.ledger.value(table, key)
        self._upkeep.after_change()
        what = "deleted" if now is None else "brought back" if was is None else "edited"
        return Change(what, was if now is None else now, len(edits))


def _entry(document: Document, key: str) -> Any:
    from spasmtui.episodes.store.journal import Entry  # noqa: PLC0415 -- see `_table`

    return Entry(document, key)


def _is_newer(record: Record, winner: Line) -> bool:
    """Whether an imported record was changed later than what the diary has; a deletion counts by its own time."""
    if isinstance(record, Practice):
        return False
    if winner.is_deletion:
        return record.updated_at > datetime.fromisoformat(winner.at)
    return bool(record.updated_at > winner.value.updated_at)
