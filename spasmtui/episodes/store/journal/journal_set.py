"""All journals of one diary: lock them, read them, append to this device's own, and keep the mirror up to date.

Lock order: the writer lock, then the lock file, then the ledger lock. Never take the writer lock while holding the
ledger lock, unless this thread holds the writer lock already or gives up at once (`limit_seconds=0`).
"""

import contextlib
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import partial
from importlib import import_module
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spasmtui.clock import Clock
from spasmtui.episodes.store.journal import folder as folders
from spasmtui.episodes.store.journal.disk import Disk, make_folders, read_file
from spasmtui.episodes.store.journal.ids import device_id, former_device_ids, known_device_ids, new_device_id
from spasmtui.episodes.store.journal.ledger import Ledger, ReadRecord, any_document
from spasmtui.episodes.store.journal.line import PURGE_REV, Header, Line, format_timestamp, read_line, seal
from spasmtui.episodes.store.journal.lock import LIMIT_SECONDS, busy_message, hold_lock
from spasmtui.episodes.store.journal.mirror import Mirror
from spasmtui.episodes.store.journal.purged import RecordKey, read_done, without_records, write_done
from spasmtui.episodes.store.journal.reader import Reader
from spasmtui.episodes.store.journal.writer import append_lines, translate_write_errors
from spasmtui.episodes.store.record_change import RecordChange, envelope
from spasmtui.errors import CannotStore, DataError, LogBusy, NotSaved

if TYPE_CHECKING:
    from spasmtui.episodes.store.journal.snapshot.answers import SnapshotAnswers

_PART_COUNT = 1000
"""Number of journals that are read before they are indexed."""
_MUCH_BYTES = 2_000_000
"""Bytes of journals from which on a snapshot is worth its while: some 3,500 lines."""
_MANY_BYTES = 1_000_000
"""Bytes of lines that a snapshot cannot be built on, so that a change of so many writes a new one."""


class JournalSet:
    """The journals of a diary. Lines of every device are read; only this device's journal of the year is written."""

    def __init__(
        self, folder: Path, state: Path, clock: Clock, disk: Disk | None = None, read_record: ReadRecord = any_document
    ) -> None:
        self.folder = folder
        self.state = state
        self.clock = clock
        self.disk = disk or Disk()
        self._read_record = read_record
        self.lock_limit_seconds = LIMIT_SECONDS
        self.ledger_lock = threading.RLock()
        """Held by the thread that works with the ledger, for reading too."""
        self.writer_lock = threading.RLock()
        """Held by the thread of this session that writes."""
        self.purge_here: Callable[[], None] | None = None
        """Called when a purge by another device has been read, after the question that read it was answered."""
        self.key_source: Callable[[], Any] | None = None  # makes the `KeySource` of an encrypted diary
        self._device: str | None = None
        self._is_locked = self._is_reading = self._has_to_purge = False
        self._is_snapshot_due = False  # one that is written makes the next question about everything quick
        self._sealing: Any = None
        self.reset()

    def reset(self) -> None:
        """Forget everything that was read: a purge has rewritten journals."""
        self.ledger = Ledger(self._read_record, lambda: self.sealing)
        self.mirror = Mirror(self.state / "mirror", self.disk)
        self.reader = Reader(self.folder, self.mirror, self.disk, self.ledger)
        self._mirrored_stamps: dict[str, folders.Stamp] = {}
        self._done: set[RecordKey] | None = None
        self._snapshot: SnapshotAnswers | None = None
        self._has_tried_snapshot = False

    @property
    def device(self) -> str:
        """This device's id.

        Raises:
            NotSaved: it has none yet and the state folder cannot be written.
        """
        if self._device is None:
            with translate_write_errors(self.state):
                self._device = device_id(self.disk, self.state)
        return self._device

    @property
    def sealing(self) -> Any:
        """The `Sealing` of a diary that may be encrypted or is to be. Most diaries never load it."""
        if self._sealing is None:
            module = import_module("spasmtui.episodes.store.sealing.sealing")
            self._sealing = module.Sealing(self.folder, self.state, self.disk)
            self._sealing.source = self.key_source and self.key_source()
        return self._sealing

    def is_encrypted(self) -> bool:
        """Return whether what is written now is encrypted; costs two stats where nothing was decided about it."""
        return folders.may_be_encrypted(self.folder, self.state) and self.sealing.is_on()

    def fingerprint(self) -> object:
        """Return a value that differs when any session or a sync has changed a journal; costs a few stats."""
        return tuple(sorted(folders.scan_folder(self.folder).journals.items()))

    def has_unread(self) -> bool:
        """Return whether there are journals, or many records, that no question has needed so far."""
        with self.ledger_lock:
            return bool(self.reader.unread()) or self.ledger.has_many_unresolved()

    def read_next(self) -> bool:
        """Read the newest of these journals, its records too; return False when there is none left to read.

        There is none either where a snapshot spares reading them.
        """
        with self.reading():
            snapshot = self.snapshot_since(-inf)
            return not (snapshot and snapshot.is_usable()) and self.reader.load_next()

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Hold the ledger lock on the present state of the folder, and bring the mirror up to date at the end.

        Inside another such block, or inside `locked`, it adds nothing: the outer one has looked at the folder.

        Raises:
            DataError: the folder or a journal cannot be read; it is named.
        """
        with self.ledger_lock:
            # Both flags can only be this thread's: whoever sets one holds the ledger lock until it is cleared.
            if self._is_locked or self._is_reading:
                yield
                return
            self._is_reading = True
            try:
                self._refresh()
                self._extend_index()
                self._index_in_parts()
                yield
                self.sync_mirror()
                self._write_snapshot()
                self._keep_opened()
            finally:
                self._is_reading = False
            if self.purge_here is not None and (self.new_purges() or self._has_to_purge):
                self._has_to_purge = False
                self.purge_here()

    @contextlib.contextmanager
    def locked(self, limit_seconds: float | None = None) -> Iterator[None]:
        """Hold all locks, with the journals read so far brought up to what other sessions wrote. May be nested.

        The ledger lock is taken last, so that a thread that reads never waits for another session.

        Raises:
            LogBusy: another session, or another thread, held the lock for the whole limit; nothing was changed.
            NotSaved: the lock file cannot be written.
        """
        limit = self.lock_limit_seconds if limit_seconds is None else limit_seconds
        if not self.writer_lock.acquire(timeout=limit):
            raise LogBusy(busy_message(self.state / "lock"))
        with contextlib.ExitStack() as held:
            held.callback(self.writer_lock.release)
            if self._is_locked:
                held.enter_context(self.ledger_lock)
            else:
                with translate_write_errors(self.state):
                    make_folders(self.disk, self.state)
                    held.enter_context(hold_lock(self.disk, self.state / "lock", limit))
                held.enter_context(self.ledger_lock)
                self._is_locked = True
                held.callback(self._mark_unlocked)
                self._refresh()
            yield

    def append(self, changes: Iterable[RecordChange | Line]) -> None:
        """Append changes in one durable write. The caller holds the lock and has loaded the records' keys.

        A `RecordChange` becomes the next line of its record; a `Line` is appended byte for byte. Each is made a line
        when it is come to, so that the documents of thousands of changes need not be in memory at once.

        Raises:
            CannotStore: a value cannot be stored, or the record was purged; no journal was touched.
            NotSaved: nothing was added; or it was, and the diary still does not say what was asked for.
        """
        at, change_id = format_timestamp(self.clock.now()), os.urandom(6).hex()
        raws: list[bytes] = []
        values: list[object] = []
        wanted: dict[RecordKey, tuple[bytes, bool]] = {}
        sealing = self.sealing if self.is_encrypted() else None
        for change in changes:
            if isinstance(change, Line):
                raws.append(sealing.sealed_raw(change) if sealing else change.raw)
                values.append(None)
                continue
            record = change.table, change.key
            if not change.is_purge and record in self.ledger.purged:
                raise CannotStore("This has been purged, and nothing of it comes back.")
            if not wanted:
                self._leave_shared_journal()
            body, value = self._envelope(change, at, change_id), change.value
            if sealing is not None and change.document is not None:
                body = sealing.sealed_envelope(body)
                value = value or self._read_record(*record, change.document)
            raw = seal(body, is_plain=bool(value))
            wanted[record] = raw, change.is_purge
            raws.append(raw)
            values.append(value)
        if not raws:
            return
        with translate_write_errors(self.folder):
            folders.prepare_folder(self.disk, self.folder, self.reader.listing)
        path = self.folder / folders.journal_name(at[:4], self.device)
        lines = b"\n".join([*raws, b""])
        if len(lines) >= _MANY_BYTES:
            self._is_snapshot_due, self._has_tried_snapshot = True, False
        start = append_lines(self.disk, path, self.device, lines)
        with contextlib.suppress(OSError):
            stamp = self.reader.add_written(path.name, start, lines, raws, values)
            if self.mirror.extend(path.name, start, lines, stamp):
                self._mirrored_stamps[path.name] = stamp
            self._require_effect(wanted)

    def _require_effect(self, wanted: Mapping[RecordKey, tuple[bytes, bool]]) -> None:
        """Check that each record is what its line says, or purged if that is a purge, before anybody is told so.

        Raises:
            NotSaved: another line counts.
        """
        for (table, key), (raw, is_purge) in wanted.items():
            winner = self.ledger.winner(table, key)
            if (winner is None or winner.raw != raw) and not (is_purge and self.ledger.is_purged(table, key)):
                raise NotSaved(
                    f"This did not take effect: another line about {key} counts instead. `spasmtui doctor` tells more."
                )

    def sync_mirror(self) -> None:
        """Bring the mirror and the index up to what was read, unless another session holds the lock.

        A failure is left to the next session: the mirror is a second copy, and no caller depends on it.
        """
        if not self._names_to_mirror():
            return
        with contextlib.suppress(DataError, OSError), self.locked(limit_seconds=0):
            read_stamps = self.reader.read_stamps()
            mirrored = []
            try:
                for name in self._names_to_mirror():
                    stamp = self.reader.listing.journals.get(name)
                    if stamp is None:
                        self.mirror.move_to_lost(name, self._is_not_purged)
                        self.reader.forget_vanished(name)
                    elif stamp == read_stamps.get(name):
                        path = self.folder / name
                        self.mirror.follow(name, path, stamp, self._is_not_purged, partial(self._without_purged, name))
                        self._mirrored_stamps[name] = stamp
                        mirrored.append(name)
            finally:
                self.reader.index(mirrored)

    def snapshot_since(self, since: float) -> "SnapshotAnswers | None":
        """Return the snapshot if it may spare reading the journals from `since` on, in seconds of the epoch."""
        self._is_snapshot_due |= since == -inf
        return self.snapshot_instead(self.reader.unread_bytes(since))

    def snapshot_instead(self, unread_bytes: int) -> "SnapshotAnswers | None":
        """Return the snapshot if it may spare reading so much, or more of encrypted lines, which are longer."""
        least = 2.2 * _MUCH_BYTES if unread_bytes >= _MUCH_BYTES and self.is_encrypted() else _MUCH_BYTES
        return self._answers() if unread_bytes >= least and self._read_record is not any_document else None

    def _write_snapshot(self) -> None:
        """Write a snapshot, once in a session: of everything, where it has been read, or with what came after it."""
        is_old = self._snapshot is not None and self._snapshot.is_to_be_renewed()
        is_due = self._is_snapshot_due and self._read_record is not any_document and not self.reader.unread()
        if self._has_tried_snapshot or not (is_old or is_due):
            return
        self._has_tried_snapshot = True
        if sum(stamp.size for stamp in self.reader.listing.journals.values()) < _MUCH_BYTES:
            return
        with contextlib.suppress(DataError, OSError), self.locked(limit_seconds=0):
            if not self.new_purges():
                (self._answers().write if is_due else self._answers().renew)(self.purges_done())

    def _keep_opened(self) -> None:
        """Keep what many encrypted lines hold, so that they need not be opened one by one again."""
        if self._sealing is not None and self._sealing.has_many_fresh() and self.is_encrypted():
            with contextlib.suppress(DataError, OSError), self.locked(limit_seconds=0):
                self._sealing.save_opened()

    def _answers(self) -> "SnapshotAnswers":
        if self._snapshot is None:
            # Few commands need it, and `status` must not wait for its modules.
            answers = import_module("spasmtui.episodes.store.journal.snapshot.answers").SnapshotAnswers
            self._snapshot = answers(self, self.mirror, self.reader, self.ledger)
        return self._snapshot

    def use_new_device(self) -> None:
        """Switch to a new device id: another machine uses the old one too."""
        with translate_write_errors(self.state):
            self._device = new_device_id(self.disk, self.state, self.device)

    @property
    def own_devices(self) -> tuple[str, ...]:
        """This device's ids: the present one, then those that it had before."""
        return self.device, *former_device_ids(self.disk, self.state)

    def owns(self, name: str) -> bool:
        """Return whether this device may rewrite a journal: it is its own, under any id or host name, or a copy of one.

        A copy is a second version by a sync program: its first line does not name the device that its name does. Nobody
        appends to one, and every device rewrites it to the same bytes.
        """
        owner = folders.owner_of(name)
        if not owner or owner in known_device_ids(self.disk, self.state):
            return True
        head = read_line(read_file(self.disk, self.folder / name).partition(b"\n")[0])
        return not isinstance(head, Header) or head.device != owner

    def new_purges(self) -> set[RecordKey]:
        """Return the purged records, of those that were read, whose purge this device has not done yet."""
        if not self.ledger.purged:
            return set()
        return self.ledger.purged - self.purges_done()

    def note_purges_done(self, records: Set[RecordKey]) -> None:
        """Remember that nothing this device owns has text of these records any more."""
        self._done = self.purges_done() | records
        write_done(self.disk, self.state, self._done)

    def purges_done(self) -> set[RecordKey]:
        """Return the records whose purge this device has done."""
        if self._done is None:
            self._done = read_done(self.disk, self.state)
        return self._done

    def _refresh(self) -> None:
        # The purges that were done here count even if every journal that had them is gone.
        if self._done is None:
            self.ledger.purged |= self.purges_done()
            self._has_to_purge |= (self.state / folders.CONVERTING).exists()
        self.reader.refresh()

    def _without_purged(self, name: str, data: bytes) -> bytes:
        kept = without_records(data, self.ledger.purged | self.purges_done())
        if kept is not data and self.owns(name):
            # A sync program or a restored copy has brought back a journal of ours as it was before the purge.
            self._has_to_purge = True
        return kept

    def _extend_index(self) -> None:
        """Sum up the journals that have grown from a snapshot and from their new lines, where they are large."""
        sizes = [self.reader.listing.journals[name].size for name in self.reader.without_summary()]
        if snapshot := self.snapshot_instead(sum(sizes)):
            self.reader.extend_index(snapshot.summaries())

    def _index_in_parts(self) -> None:
        """Read and index journals without a summary some at a time: an interrupted session leaves the next one less."""
        names = self.reader.without_summary()
        first = 0
        while first < len(names) - _PART_COUNT:
            # Each part is as large as all before it: the folder is listed anew for each.
            part = names[first : first + max(_PART_COUNT, first)]
            self.reader.load_names(part)
            self.sync_mirror()
            first += len(part)

    def _is_not_purged(self, line: Line) -> bool:
        if line.is_purge:
            self._has_to_purge = True
            return True
        self.reader.load_key(line.key)
        return not self.ledger.is_purged(line.table, line.key)

    def _mark_unlocked(self) -> None:
        self._is_locked = False

    def _names_to_mirror(self) -> list[str]:
        reader = self.reader
        names = []
        for name, stamp in reader.read_stamps().items():
            if self._mirrored_stamps.get(name) != stamp:
                # A journal with a summary of its present state was mirrored when the summary was written.
                if reader.is_indexed(name):
                    self._mirrored_stamps[name] = stamp
                else:
                    names.append(name)
        return [*names, *sorted(reader.vanished())]

    def _envelope(self, change: RecordChange, at: str, change_id: str) -> dict[str, Any]:
        if change.is_purge:
            return envelope(change, at, self.device, change_id, PURGE_REV, ())
        history = self.ledger.history(change.table, change.key)
        heads = self.ledger.heads(change.table, change.key) if history else ()
        rev = history[-1].rev + 1 if history else 1
        return envelope(change, at, self.device, change_id, rev, [line.parent_id for line in heads])

    def _leave_shared_journal(self) -> None:
        """Take a new id when a sync program's conflict copy shows that another machine writes under ours."""
        if any(folders.is_copy_of(name, self.device) for name in self.reader.listing.journals):
            self.use_new_device()
