"""The diary: the one owner of TinyDB. Episodes, days and practice go in and come out as values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from spasmtui.clock import Clock
from spasmtui.episodes.episode import Day, Episode, Practice
from spasmtui.episodes.store import folder as folders
from spasmtui.episodes.store.book import Book, Edit
from spasmtui.episodes.store.disk import Disk, replace_file
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
from spasmtui.episodes.store.identity import uuid7
from spasmtui.episodes.store.line import Line
from spasmtui.episodes.store.undo import piles, state_before
from spasmtui.episodes.usual import LOOK_BACK, usual_place
from spasmtui.errors import DataError, NotFound

if TYPE_CHECKING:
    from spasmtui.episodes.store.journal import JournalTable

_R = TypeVar("_R", Episode, Practice)


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
        self._usual: str | None = None

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
        with self.book.locked():
            self.book.reader.load_key(key)
            table = self._table(table_of(record))
            if not self.book.ledger.history(table.name, key):
                table.insert(_entry(document, key))
            elif isinstance(record, Day):
                old = self._document(DAYS, key)
                self._put(table, key, to_document(record, old), is_there=old is not None)
        self._after_change()

    def edit(self, episode_id: str, **changes: Any) -> Episode:
        """Change fields of an episode; `updated_at` is set by the clock.

        Raises:
            NotFound: no episode has this id.
        """
        with self.book.locked():
            episode = self._find(episode_id)
            edited = replace(episode, **{"updated_at": self.clock.now(), **changes})
            document = to_document(edited, self._document(EPISODES, episode.id))
            self._put(self._table(EPISODES), episode.id, document, is_there=True)
            stored = self._find(episode.id)
        self._after_change()
        return stored

    def delete(self, episode_id: str) -> Episode:
        """Delete an episode, undoably, and return it as it was."""
        with self.book.locked():
            episode = self._find(episode_id)
            self._table(EPISODES).remove(doc_ids=[episode.id])  # type: ignore[list-item]
        self._after_change()
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
            self.book.reader.refresh()
            episode = self._find(episode_id)
            self.book.settle()
            return episode

    def episodes(
        self, since: datetime | None = None, until: datetime | None = None, limit: int | None = None
    ) -> tuple[Episode, ...]:
        """Episodes that started in [since, until), newest first."""
        with self.book.guard:
            self.book.reader.refresh()
            found = self._newest(EPISODES, Episode, since, until, limit)
            self.book.settle()
            return found

    def open_episodes(self) -> tuple[Episode, ...]:
        """Episodes nobody has closed, newest first."""
        with self.book.guard:
            self.book.reader.refresh()
            self.book.reader.load_open()
            starts = reversed(self.book.ledger.starting(EPISODES, None, None))
            found = [self.book.ledger.value(EPISODES, key) for _, key in starts]
            self.book.settle()
            return tuple(episode for episode in found if episode is not None and episode.is_open)

    def days(self) -> tuple[Day, ...]:
        """Days that were described, newest first."""
        with self.book.guard:
            self._load_all()
            keys = sorted(self.book.ledger.keys(DAYS), reverse=True)
            return tuple(self.book.ledger.value(DAYS, key) for key in keys)

    def practices(self) -> tuple[Practice, ...]:
        """Routines done outside an episode, newest first."""
        with self.book.guard:
            self._load_all()
            return self._newest(PRACTICES, Practice, None, None, None)

    def merge(self, records: Iterable[Episode | Day | Practice]) -> int:
        """Take in records from an import, all or none; returns how many were new or newer."""
        with self.book.locked():
            self._load_all()
            edits = {}
            for record in records:
                table, key = table_of(record), key_of(record)
                winner = self.book.ledger.winner(table, key)
                document = to_document(record, self._document(table, key))
                if winner is None or _is_newer(record, winner):
                    edits[table, key] = Edit(table, key, document)
            self.book.change(list(edits.values()))
        self._after_change()
        return len(edits)

    def mark(self) -> object:
        """A value that is another one when another terminal or a sync has changed the diary; costs a few stats."""
        return tuple(
            sorted(
                (name, stamp.size, stamp.inode, stamp.changed_ns)
                for name, stamp in folders.look(self.folder).journals.items()
            )
        )

    def _table(self, name: str) -> "JournalTable":
        from spasmtui.episodes.store.journal import JournalDB  # noqa: PLC0415 -- who only reads needs no TinyDB

        return JournalDB(self.book).journal_table(name)

    def _put(self, table: "JournalTable", key: str, document: Document, *, is_there: bool) -> None:
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
        self.book.reader.refresh()
        self.book.reader.load()
        self.book.settle()

    def _find(self, episode_id: str) -> Episode:
        self.book.reader.load_key(episode_id)
        episode = self.book.ledger.value(EPISODES, episode_id)
        if isinstance(episode, Episode):
            return episode
        self.book.reader.load()
        found = [key for key in self.book.ledger.keys(EPISODES) if episode_id and key.startswith(episode_id)]
        if len(found) != 1:
            which = "More than one episode's id begins" if found else "No episode's id begins"
            raise NotFound(f"{which} with {episode_id!r}. `spasmtui log list` shows the ids.")
        only: Episode = self.book.ledger.value(EPISODES, found[0])
        return only

    def _newest(
        self, table: str, kind: type[_R], since: datetime | None, until: datetime | None, limit: int | None
    ) -> tuple[_R, ...]:
        """Records by start, newest first, reading further back only while an unread journal could matter."""
        first = None if since is None else since.timestamp()
        last = None if until is None else until.timestamp()
        reader, ledger = self.book.reader, self.book.ledger
        while True:
            count = len(ledger.set_aside)
            found = self._take(kind, table, first, last, limit)
            is_full = limit is not None and len(found) >= limit
            floor = found[-1].started_at.timestamp() if is_full and found else -inf if first is None else first
            edge = reader.unread_newest()
            if edge is not None and edge >= floor:
                reader.load_since(floor if limit is None else edge)
            elif count == len(ledger.set_aside):
                return tuple(found)

    def _take(self, kind: type[_R], table: str, first: float | None, last: float | None, limit: int | None) -> list[_R]:
        found: list[_R] = []
        for _, key in reversed(self.book.ledger.starting(table, first, last)):
            if len(found) == limit:
                break
            record = self.book.ledger.value(table, key)
            if isinstance(record, kind):
                found.append(record)
        return found

    def _step(self, *, is_undo: bool) -> Change:
        with self.book.locked():
            self._load_all()
            own = self.book.own_lines()
            undoable, redoable = piles(own)
            pile = undoable if is_undo else redoable
            if not pile:
                raise NotFound("There is nothing to undo." if is_undo else "There is nothing to redo.")
            change = pile[-1]
            lines = [line for line in own if line.change == change]
            edits = [self._step_back(line) if is_undo else self._step_forth(line) for line in lines]
            was = self.book.ledger.value(edits[0].table, edits[0].key)
            self.book.change(edits)
            now = self.book.ledger.value(edits[0].table, edits[0].key)
        self._after_change()
        what = "deleted" if now is None else "brought back" if was is None else "edited"
        return Change(what, now if now is not None else was, len(edits))

    def _step_back(self, line: Line) -> Edit:
        self._require_ours(line)
        before = state_before(line, self.book.ledger.history(line.table, line.key))
        document = None if before is None or before.is_deletion else before.document()
        return Edit(line.table, line.key, document, undoes=line.change)

    def _step_forth(self, line: Line) -> Edit:
        self._require_ours(line)
        return Edit(line.table, line.key, None if line.is_deletion else line.document(), redoes=line.change)

    def _require_ours(self, line: Line) -> None:
        winner = self.book.ledger.winner(line.table, line.key)
        if winner is not None and winner.by != self.device:
            raise NotFound(f"This was changed on {winner.by} since, so that is what counts. Edit it instead.")

    def _after_change(self) -> None:
        """What follows a change that is already safe: it must not fail, and nobody waits for its own durability."""
        try:
            self.book.reader.refresh()
            self._leave_usual_place()
            self.book.settle()
        except (OSError, DataError):
            return

    def _leave_usual_place(self) -> None:
        count = LOOK_BACK
        while True:
            newest = self._newest(EPISODES, Episode, None, None, count)
            placed = sum(episode.place is not None for episode in newest)
            if placed >= LOOK_BACK or len(newest) < count:
                break
            count *= 4
        usual = " ".join(part for part in usual_place(newest) or () if part)
        if usual.isascii() and usual != self._usual:
            replace_file(self.book.disk, self.state / "usual", f"{usual}\n".encode("ascii"), is_durable=False)
            self._usual = usual


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
