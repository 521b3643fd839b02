"""TinyDB over journals: a storage and a table for `TinyDB(folder, state, clock, storage=JournalStorage)`.

A storage alone cannot be safe for two processes: TinyDB reads everything, changes it and writes everything back, and
what another process added in between looks like a deletion. `JournalTable` therefore holds the lock from reading to
appending, reads no more than it is asked for, and appends only what changed. With TinyDB's own table the storage
compares with what it read itself, and changes only that.

What differs from TinyDB's own storages: new ids are uuid7 texts instead of 1, 2, 3; no query is remembered, because
another process may write at any time; and a table without a document is not there.
"""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table
from tinydb.utils import LRUCache

from spasmtui.clock import Clock
from spasmtui.episodes.store.journal.ids import uuid7
from spasmtui.episodes.store.journal.journal_set import JournalSet, RecordChange

Documents = dict[str, dict[str, Any]]


class JournalStorage(Storage):
    """The whole state, read from all journals; what is written is the difference to what was read."""

    def __init__(self, folder: Path | JournalSet, state: Path | None = None, clock: Clock | None = None) -> None:
        if isinstance(folder, JournalSet):
            self.book = folder
        elif state is None or clock is None:
            raise TypeError("A diary's folder needs its state folder and a clock.")
        else:
            self.book = JournalSet(folder, state, clock)
        self._seen: dict[str, Documents] | None = None
        """What the caller last read or wrote; None before either."""

    def read(self) -> dict[str, Documents] | None:
        """Every table, or None when nothing was ever stored. The documents are the caller's to change."""
        with self.book.guard:
            self._seen = self._tables()
            return self._tables() if self.book.ledger.tables() else None

    def write(self, data: dict[str, Documents]) -> None:
        """Append what differs from what was last read or written; `{}` from who did neither means everything there is.

        Raises:
            ValueError: a new document's id was taken by another session in the meantime.
        """
        with self.book.locked():
            edits = []
            seen = self._tables() if self._seen is None and not data else self._seen or {}
            for table in {**seen, **data}:
                before, after = seen.get(table, {}), data.get(table, {})
                edits += [RecordChange(table, key, None) for key in before if key not in after]
                for key, document in after.items():
                    if before.get(key) == document:
                        continue
                    self.book.reader.load_key(key)
                    if key not in before and self.book.ledger.value(table, key) is not None:
                        raise ValueError(f"Document with ID {key} already exists")
                    edits.append(RecordChange(table, key, dict(document)))
            self.book.change(edits)
            self._seen = deepcopy({table: {**documents} for table, documents in data.items()})
        self.book.settle()

    def documents(self, table: str) -> Documents:
        """One table, each document a new one."""
        with self.book.guard:
            self._load()
            return self._documents(table)

    def _tables(self) -> dict[str, Documents]:
        self._load()
        tables = {table: self._documents(table) for table in self.book.ledger.tables()}
        return {table: documents for table, documents in tables.items() if documents}

    def _load(self) -> None:
        self.book.reader.refresh()
        self.book.reader.load()
        self.book.settle()

    def _documents(self, table: str) -> Documents:
        ledger = self.book.ledger
        return {key: line.document() for key in ledger.keys(table) if (line := ledger.winner(table, key))}


class _Draft(MutableMapping[str, Any]):
    """A table as an updater sees it: documents are parsed when touched, and only touched ones can have changed.

    A key may be given as a number, as TinyDB's own tables have them; it is kept as its digits.
    """

    def __init__(self, book: JournalSet, table: str) -> None:
        self._book = book
        self._table = table
        self._touched: Documents = {}
        self._removed: set[str] = set()

    def __getitem__(self, key: object) -> dict[str, Any]:
        key = str(key)
        if key in self._removed:
            raise KeyError(key)
        if key not in self._touched:
            stored = self._stored(key)
            if stored is None:
                raise KeyError(key)
            self._touched[key] = stored
        return self._touched[key]

    def __setitem__(self, key: object, document: dict[str, Any]) -> None:
        self._touched[str(key)] = document
        self._removed.discard(str(key))

    def __delitem__(self, key: object) -> None:
        key = str(key)
        if key not in self:
            raise KeyError(key)
        self._removed.add(key)
        self._touched.pop(key, None)

    def __contains__(self, key: object) -> bool:
        key = str(key)
        if key in self._removed:
            return False
        return key in self._touched or self._stored(key) is not None

    def __iter__(self) -> Iterator[str]:
        self._book.reader.load()
        stored = self._book.ledger.keys(self._table)
        yield from (key for key in stored if key not in self._removed)
        yield from (key for key in list(self._touched) if key not in stored)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def edits(self) -> list[RecordChange]:
        """What differs from the journals."""
        removed = [RecordChange(self._table, key, None) for key in self._removed if self._stored(key) is not None]
        changed = [
            RecordChange(self._table, key, document)
            for key, document in self._touched.items()
            if document != self._stored(key)
        ]
        return removed + changed

    def _stored(self, key: str) -> dict[str, Any] | None:
        self._book.reader.load_key(key)
        line = self._book.ledger.winner(self._table, key)
        return None if line is None or line.is_deletion else line.document()


class NoCache(LRUCache[Any, Any]):
    """Keeps nothing: another process may write at any time, so an answer is never older than the question."""

    def set(self, key: Any, value: Any) -> None:
        """Forget it at once."""


class JournalTable(Table):
    """A table whose changes hold the lock from reading to appending. Its keys are texts; new ones are uuid7s."""

    document_id_class = str  # type: ignore[assignment]
    query_cache_class = NoCache

    _storage: JournalStorage

    def put(self, key: str, document: Mapping[str, Any]) -> None:
        """Make a document all that stands under a key, whether or not something stands there."""
        self._update_table(lambda table: table.update({key: document}))  # type: ignore[dict-item]

    def _get_next_id(self) -> str:
        return uuid7(self._storage.book.clock.now())

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        return {**self._storage.documents(self.name)}

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        book = self._storage.book
        with book.locked():
            draft = _Draft(book, self.name)
            updater(draft)  # type: ignore[arg-type]
            book.change(draft.edits())
        book.settle()


class JournalDB(TinyDB):
    """TinyDB with tables that are safe beside other processes."""

    table_class = JournalTable
    default_storage_class = JournalStorage  # type: ignore[assignment]

    def drop_tables(self) -> None:
        """Remove every document there is now, of every table."""
        storage = self.storage
        assert isinstance(storage, JournalStorage)
        with storage.book.locked():
            storage.read()
            super().drop_tables()

    def journal_table(self, name: str) -> JournalTable:
        """A table by its name, typed as what it is."""
        table = self.table(name)
        assert isinstance(table, JournalTable)
        return table
