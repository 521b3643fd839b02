"""TinyDB over journals: a storage, a table and a database for `JournalDB(folder, state, clock)`.

A storage alone cannot be safe for two processes: TinyDB reads everything, changes it and writes everything back, and
what another process added in between looks like a deletion. `JournalTable` therefore holds the lock from reading to
appending, reads no more than its answer needs, and appends only what changed. Under TinyDB's own table the storage
compares with what it read itself, and changes only that.

Every way of writing ends in `JournalStorage.apply`, which alone appends to a journal.

It differs from TinyDB's own storages in three ways: new ids are uuid7 texts instead of 1, 2, 3; no query is cached,
because another process may write at any time; and a table without a document does not exist.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import AbstractContextManager
from copy import deepcopy
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table
from tinydb.utils import LRUCache

from spasmtui.clock import Clock
from spasmtui.episodes.store.journal.ids import uuid7
from spasmtui.episodes.store.journal.journal_set import JournalSet
from spasmtui.episodes.store.journal.line import Line
from spasmtui.episodes.store.record_change import RecordChange
from spasmtui.episodes.store.record_table import RecordTable

Documents = dict[str, dict[str, Any]]


class JournalStorage(Storage):
    """The whole state, read from all journals; a write appends the difference to what was read."""

    def __init__(self, folder: Path | JournalSet, state: Path | None = None, clock: Clock | None = None) -> None:
        if isinstance(folder, JournalSet):
            self.journals = folder
        elif state is None or clock is None:
            raise TypeError("A diary's folder needs its state folder and a clock.")
        else:
            self.journals = JournalSet(folder, state, clock)
        self._seen: dict[str, Documents] | None = None
        """The state that the caller last read or wrote; None before either."""

    def apply(self, changes: Iterable[RecordChange | Line]) -> None:
        """Append changes of any tables as one: all of them in one durable write, or none.

        Args:
            changes: next states of records, and lines to append byte for byte.

        Raises:
            CannotStore: a value cannot be stored; no file was touched.
            LogBusy: another session held the lock the whole time; nothing was changed.
            NotSaved: nothing was added.
        """
        with self.journals.locked():
            # The revision of a record's next line follows from all its lines.
            if self.journals.reader.unread():
                changes = list(changes)
                self.journals.reader.load_keys(change.key for change in changes)
            self.journals.append(changes)
        self.journals.sync_mirror()

    def read(self) -> dict[str, Documents] | None:
        """Return every table, or None when nothing was ever stored. The caller may change the documents."""
        with self.journals.reading():
            self._seen = self._tables()
            return self._tables() if self.journals.ledger.tables() else None

    def write(self, data: dict[str, Documents]) -> None:
        """Append the difference between `data` and what this storage last read or wrote.

        Without a preceding read or write, `{}` deletes every document (`TinyDB.drop_tables`).

        Raises:
            ValueError: another session has taken a new document's id in the meantime.
        """
        with self.journals.locked():
            changes = []
            seen = self._tables() if self._seen is None and not data else self._seen or {}
            for table in {**seen, **data}:
                before, after = seen.get(table, {}), data.get(table, {})
                changes += [RecordChange(table, key, None) for key in before if key not in after]
                for key, document in after.items():
                    if before.get(key) == document:
                        continue
                    self.journals.reader.load_key(key)
                    if key not in before and self.journals.ledger.value(table, key) is not None:
                        raise ValueError(f"Document with ID {key} already exists")
                    changes.append(RecordChange(table, key, dict(document)))
            self.apply(changes)
            self._seen = deepcopy({table: {**documents} for table, documents in data.items()})

    def documents(self, table: str) -> Documents:
        """Return one table, each document a new one."""
        with self.journals.reading():
            self.journals.reader.load()
            return self._documents(table)

    def _tables(self) -> dict[str, Documents]:
        self.journals.reader.load()
        tables = {table: self._documents(table) for table in self.journals.ledger.tables()}
        return {table: documents for table, documents in tables.items() if documents}

    def _documents(self, table: str) -> Documents:
        ledger = self.journals.ledger
        return {key: line.document() for key in ledger.keys(table) if (line := ledger.winner(table, key))}


class _Draft(MutableMapping[str, Any]):
    """The table that a TinyDB updater is given: documents are parsed when touched; only those can have changed.

    A key may be given as a number, as TinyDB's own tables have them; it is kept as its digits.
    """

    def __init__(self, journals: JournalSet, table: str) -> None:
        self._book = journals
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

    def changes(self) -> list[RecordChange]:
        """Return the changes that make the journals say the same as this table."""
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
    """Keeps nothing: another process may write at any time, so no answer is older than its question."""

    def set(self, key: Any, value: Any) -> None:
        """Forget it at once."""


class JournalTable(Table, RecordTable):
    """A TinyDB table that holds the lock from reading to appending. Its keys are texts; new ones are uuid7s.

    TinyDB's methods speak in documents, those of `RecordTable` in records.
    """

    document_id_class = str  # type: ignore[assignment]
    query_cache_class = NoCache

    _storage: JournalStorage

    def __init__(self, storage: Storage, name: str, cache_size: int = 0, persist_empty: bool = False) -> None:
        assert isinstance(storage, JournalStorage)
        RecordTable.__init__(self, storage.journals, name)
        # TinyDB's own may already write: `persist_empty`.
        Table.__init__(self, storage, name, cache_size, persist_empty)

    def put(self, key: str, document: Mapping[str, Any]) -> None:
        """Set the document of a key, present or not; an equal document writes nothing."""
        self._update_table(lambda table: table.update({key: document}))  # type: ignore[dict-item]

    def apply(self, changes: Iterable[RecordChange | Line]) -> None:
        """Append changes as one; see `JournalStorage.apply`."""
        self._storage.apply(changes)

    def _get_next_id(self) -> str:
        return uuid7(self.journals.clock.now())

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        return {**self._storage.documents(self.name)}

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        with self.journals.locked():
            draft = _Draft(self.journals, self.name)
            updater(draft)  # type: ignore[arg-type]
            self.apply(draft.changes())


class JournalDB(TinyDB):
    """TinyDB with tables that are safe beside other processes."""

    table_class = JournalTable
    default_storage_class = JournalStorage  # type: ignore[assignment]

    @property
    def journals(self) -> JournalSet:
        """The journals below."""
        return self._journal_storage.journals

    def locked(self) -> AbstractContextManager[None]:
        """Hold the lock over several reads and writes; see `JournalSet.locked`."""
        return self.journals.locked()

    def apply(self, changes: Iterable[RecordChange | Line]) -> None:
        """Append changes of any tables as one; see `JournalStorage.apply`."""
        self._journal_storage.apply(changes)

    def read_all(self) -> None:
        """Read every journal, so that no later query has to look for one."""
        with self.journals.reading():
            self.journals.reader.load()

    def drop_tables(self) -> None:
        """Remove every document there is now, of every table."""
        with self.locked():
            self.storage.read()
            super().drop_tables()

    def journal_table(self, name: str) -> JournalTable:
        """Return a table by its name, with its own type."""
        table = self.table(name)
        assert isinstance(table, JournalTable)
        return table

    @property
    def _journal_storage(self) -> JournalStorage:
        storage = self.storage
        assert isinstance(storage, JournalStorage)
        return storage
