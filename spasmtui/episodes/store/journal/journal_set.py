"""The journals of one diary as one thing: read, locked, and appended to."""

import contextlib
import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spasmtui.clock import Clock
from spasmtui.episodes.store.journal import folder as folders
from spasmtui.episodes.store.journal.disk import Disk, make_folders, read_file
from spasmtui.episodes.store.journal.ids import device_id, new_device_id
from spasmtui.episodes.store.journal.ledger import Ledger, ReadRecord, any_document
from spasmtui.episodes.store.journal.line import REV_LIMIT, Line, seal, written_at
from spasmtui.episodes.store.journal.lock import LIMIT_SECONDS, busy, locked
from spasmtui.episodes.store.journal.mirror import Mirror, sealed, whole_lines
from spasmtui.episodes.store.journal.reader import Reader
from spasmtui.episodes.store.journal.writer import append, reading, saving
from spasmtui.episodes.store.journal.year_index import write_index
from spasmtui.errors import LogBusy, NotSaved


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record's next state: a document, or None for its deletion."""

    table: str
    key: str
    document: dict[str, Any] | None
    undoes: str = ""
    """The change this takes back."""
    redoes: str = ""
    """The change this makes again."""
    is_purge: bool = False


class JournalSet:
    """Lines come in through the reader; they go out to this device's journal of the year, and to no other file."""

    def __init__(
        self, folder: Path, state: Path, clock: Clock, disk: Disk | None = None, read_record: ReadRecord = any_document
    ) -> None:
        self.folder = folder
        self.state = state
        self.clock = clock
        self.disk = disk or Disk()
        self._read_record = read_record
        self.lock_limit_seconds = LIMIT_SECONDS
        self.guard = threading.RLock()
        """Held by whichever thread works with the ledger."""
        self._turn = threading.RLock()
        """Held by whichever thread of this session writes. Who holds the guard already never waits for it."""
        self._device: str | None = None
        self._is_locked = False
        self.reopen()

    def reopen(self) -> None:
        """Forget what was read: a purge has rewritten journals."""
        self.ledger = Ledger(self._read_record)
        self.mirror = Mirror(self.state / "mirror", self.disk)
        self.reader = Reader(self.folder, self.mirror, self.disk, self.ledger)
        self._settled: dict[str, folders.Stamp] = {}
        self._has_indexed = False

    @property
    def device(self) -> str:
        """This device's id.

        Raises:
            NotSaved: it has none yet and the state folder cannot be written.
        """
        if self._device is None:
            with saving(self.state):
                self._device = device_id(self.disk, self.state)
        return self._device

    @contextlib.contextmanager
    def locked(self, limit_seconds: float | None = None) -> Iterator[None]:
        """Hold the lock, and know what others wrote until now in the journals read so far. May be nested.

        The guard is taken last, so that no thread which reads waits for another session.

        Raises:
            LogBusy: another session, or another thread, held it for the whole limit; nothing was changed.
            NotSaved: the lock's own place cannot be written.
        """
        limit = self.lock_limit_seconds if limit_seconds is None else limit_seconds
        if not self._turn.acquire(timeout=limit):
            raise busy(self.state / "lock")
        with contextlib.ExitStack() as held:
            held.callback(self._turn.release)
            if self._is_locked:
                held.enter_context(self.guard)
            else:
                with saving(self.state):
                    make_folders(self.disk, self.state)
                    held.enter_context(locked(self.disk, self.state / "lock", limit))
                held.enter_context(self.guard)
                self._is_locked = True
                held.callback(self._unlocked)
                self.reader.refresh()
            yield

    def change(self, edits: Sequence[RecordChange], *, is_undoable: bool = True) -> None:
        """Append the next line of each record in one durable write; the caller holds the lock and has loaded the keys.

        Args:
            edits: the records' next states.
            is_undoable: whether undo takes it back.

        Raises:
            CannotStore: before any file was touched.
            NotSaved: nothing was added.
        """
        self._leave_shared_journal()
        at, change = written_at(self.clock.now()), os.urandom(6).hex() if is_undoable else ""
        lines = [seal(self._envelope(edit, at, change)) for edit in edits]
        self.append_lines(lines)

    def append_lines(self, raws: Sequence[bytes]) -> None:
        """Append sealed lines as they are, in one durable write; the caller holds the lock."""
        if not raws:
            return
        year = written_at(self.clock.now())[:4]
        with saving(self.folder):
            folders.prepare(self.disk, self.folder, self.reader.listing)
        path = self.folder / folders.journal_name(year, self.device)
        lines = b"".join(raw + b"\n" for raw in raws)
        start = append(self.disk, path, self.device, lines)
        with contextlib.suppress(OSError):
            stamp = self.reader.take_written(path.name, start, lines)
            if self.mirror.extend(path.name, start, lines, stamp):
                self._settled[path.name] = stamp

    def own_lines(self) -> list[Line]:
        """What this device wrote this year and last, in the order of writing."""
        ours = [name for name in self.reader.listing.journals if folders.owner_of(name) == self.device]
        lines: list[Line] = []
        with reading(self.folder):
            for name in sorted(ours)[-2:]:
                lines += sealed(whole_lines(read_file(self.disk, self.folder / name)))
        return [line for line in lines if line.by == self.device]

    def settle(self) -> None:
        """Bring mirror and index up to what was read, unless somebody else holds the lock.

        What fails here is done by the next session: the mirror is a second copy, and nobody waits for it.
        """
        if not self._unsettled():
            return
        with contextlib.suppress(LogBusy, NotSaved, OSError), self.locked(limit_seconds=0):
            is_first = not self._has_indexed
            for name in self._unsettled():
                stamp = self.reader.listing.journals.get(name)
                if stamp is None:
                    self.mirror.let_vanish(name, self._is_wanted)
                    self.reader.forget_vanished(name)
                elif stamp == self.reader.read_stamps().get(name):
                    self.mirror.follow(name, self.folder / name, stamp, self._is_wanted)
                    self._settled[name] = stamp
            if is_first:
                self._has_indexed = True
                index = self.reader.fresh_summaries()
                write_index(self.disk, self.mirror.folder, index)
                self.reader.use_index(index)

    def use_new_device(self) -> None:
        """Write under a new id from now on: the old one turned out to be another machine's too."""
        with saving(self.state):
            self._device = new_device_id(self.disk, self.state)

    def _is_wanted(self, line: Line) -> bool:
        self.reader.load_key(line.key)
        winner = self.ledger.winner(line.table, line.key)
        return winner is None or not winner.is_purge

    def _unlocked(self) -> None:
        self._is_locked = False

    def _unsettled(self) -> list[str]:
        reader = self.reader
        names = []
        for name, stamp in reader.read_stamps().items():
            if self._settled.get(name) != stamp:
                if reader.summary(name):
                    self._settled[name] = stamp
                else:
                    names.append(name)
        return [*names, *sorted(reader.vanished())]

    def _envelope(self, edit: RecordChange, at: str, change: str) -> dict[str, Any]:
        history = self.ledger.history(edit.table, edit.key)
        rev = min(history[-1].rev + 1, REV_LIMIT) if history else 1
        envelope: dict[str, Any] = {
            "at": at, "table": edit.table, "id": edit.key, "rev": rev, "by": self.device, "change": change,
        }  # fmt: skip
        if edit.undoes:
            envelope["undoes"] = edit.undoes
        elif edit.redoes:
            envelope["redoes"] = edit.redoes
        if edit.document is not None:
            return {**envelope, "put": edit.document}
        return {**envelope, "del": True, "purge": True} if edit.is_purge else {**envelope, "del": True}

    def _leave_shared_journal(self) -> None:
        """Take a new id when a sync program's conflict copy shows that another machine writes under ours."""
        if any(folders.is_copy_of(name, self.device) for name in self.reader.listing.journals):
            self.use_new_device()
