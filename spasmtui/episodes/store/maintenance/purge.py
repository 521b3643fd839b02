"""Remove a record's text from everything this device owns, except for a line with its purge.

Nothing else rewrites a journal. A purge absorbs every line of its record, whatever its revision and whenever it
arrives. Other devices purge their own journals when they see the line. The command names what this program cannot
reach: old versions of a sync program, git's history, copies on other disks.
"""

import os
from collections.abc import Iterable, Iterator, Set
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from spasmtui.episodes.store.journal import folder as folders
from spasmtui.episodes.store.journal.disk import read_file, replace_file
from spasmtui.episodes.store.journal.ids import draft_name
from spasmtui.episodes.store.journal.journal_set import JournalSet
from spasmtui.episodes.store.journal.line import PURGE_REV, Line, read_line
from spasmtui.episodes.store.journal.purged import RecordKey, holds_any, ids_in, needles, without_records
from spasmtui.episodes.store.journal.snapshot.file import remove_snapshot
from spasmtui.episodes.store.journal.writer import translate_write_errors
from spasmtui.episodes.store.maintenance.backup import Backups
from spasmtui.episodes.store.maintenance.own_files import (
    SET_ASIDE,
    backup_files,
    files_in,
    own_journals,
    remove_session_remains,
)
from spasmtui.episodes.store.record_change import RecordChange
from spasmtui.episodes.store.sealing.age import is_encrypted
from spasmtui.episodes.store.tinydb_adapter import JournalDB
from spasmtui.episodes.store.unsaved.kept_files import all_kept_files, remove_files_with
from spasmtui.launcher.status_files import OPEN_NAME
from spasmtui.terminal.interruption import note_written

_SHORTEST_NOTE = 8
_ID_NAMES = ("id", "key")
"""The names of a record's id in a journal, and in a file of what could not be saved."""


@dataclass(frozen=True, slots=True)
class Purged:
    """The result of a purge."""

    keys: tuple[str, ...]
    """Keys of the purged records."""
    remaining: tuple[Path, ...]
    """Files in the diary's and the state folder that are not ours to rewrite and still have text of them."""


def purge(database: JournalDB, backups: Backups, table: str, beginnings: Iterable[str]) -> Purged:
    """Purge records, even deleted ones, by their ids or id prefixes.

    Raises:
        NotFound: no record, or more than one, has such an id; nothing was purged.
        NotSaved: a file could not be rewritten. The purge is recorded, and the next session continues it.
    """
    journals = database.journals
    with database.locked():
        journals.reader.load()
        keys = tuple(database.journal_table(table).find_key(beginning) for beginning in beginnings)
        records = {(table, key) for key in keys}
        texts = _texts(journals, backups, records)
        new = [key for key in keys if not journals.ledger.is_purged(table, key)]
        database.apply([RecordChange(table, key, None, is_purge=True) for key in new])
        note_written()  # the purge stands, however much of the rest is interrupted
        _rewrite_all(journals, backups, records, texts)
    return Purged(keys, tuple(_holding(journals, texts)))


def purge_pending(journals: JournalSet, backups: Backups) -> int:
    """Repeat here the purges of other devices, those that were interrupted, and those that went missing.

    The caller holds the lock.

    Returns:
        The number of records whose text was here.
    """
    journals.reader.load()
    marked = _marked(journals)
    records = marked.keys() | journals.ledger.purged
    # The journal that had a purge may be gone, while another device still has the text. And one that an earlier program
    # wrote has a revision that another device's edits may exceed, which is how such a program decides.
    repeated = sorted(record for record in records if marked.get(record, 0) < PURGE_REV)
    journals.append([RecordChange(table, key, None, is_purge=True) for table, key in repeated])
    new = records - journals.purges_done()
    if records - new:
        # Done before, but a sync program or a restored copy may have brought one of our own files back.
        datas = (read_file(journals.disk, path) for path in own_journals(journals))
        new |= {record for data in datas if holds_any(data, records) for record in records}
    if new:
        _rewrite_all(journals, backups, new, _texts(journals, backups, new))
    return len(new)


def _marked(journals: JournalSet) -> dict[RecordKey, int]:
    """Return the records of which any journal has the purge, with the greatest revision of their purges."""
    marked: dict[RecordKey, int] = {}
    for name in folders.scan_folder(journals.folder).journals:
        data = read_file(journals.disk, journals.folder / name)
        if b'"purge":' in data:
            lines = (read_line(raw) for raw in data.split(b"\n") if b'"purge":' in raw)
            for line in lines:
                if isinstance(line, Line) and line.is_purge:
                    record = line.table, line.key
                    marked[record] = max(marked.get(record, 0), line.rev)
    return marked


def _texts(journals: JournalSet, backups: Backups, records: Set[RecordKey]) -> set[bytes]:
    """Return the bytes by which a damaged line can be recognised as a record's: its id and its notes as JSON."""
    keys = {key for _, key in records}
    texts = needles(_ID_NAMES, keys)
    paths = [journals.folder / name for name in folders.scan_folder(journals.folder).journals]
    for path in [*paths, *files_in(journals.mirror.folder), *backup_files(backups)]:
        data = read_file(journals.disk, path)
        if ids_in(data) & keys:
            for raw in data.split(b"\n"):
                line = read_line(raw)
                is_theirs = isinstance(line, Line) and (line.table, line.key) in records
                if isinstance(line, Line) and is_theirs and not line.is_deletion and not line.is_sealed:
                    texts |= _note_of(line)
    return texts


def _note_of(line: Line) -> set[bytes]:
    try:
        note = line.document().get("note")
    except ValueError:
        return set()
    return needles(("note",), [note]) if isinstance(note, str) and len(note) >= _SHORTEST_NOTE else set()


def _rewrite_all(journals: JournalSet, backups: Backups, records: Set[RecordKey], texts: set[bytes]) -> None:
    """Rewrite every file of ours without the records, and forget what was read of it.

    Raises:
        NotSaved: a file could not be rewritten.
    """
    drafts = {draft_name(key) for _, key in records} - {draft_name(None)}
    with translate_write_errors(journals.folder):
        remove_snapshot(journals.disk, journals.state)
        with suppress(FileNotFoundError):
            journals.disk.remove(journals.state / OPEN_NAME)
        if journals.is_encrypted():
            _forget_encrypted(journals, records)
        remove_session_remains(journals, backups)
        for path in [*own_journals(journals), *files_in(journals.mirror.folder)]:
            data = read_file(journals.disk, path)
            kept = without_records(data, records, texts)
            if kept is not data:
                replace_file(journals.disk, path, kept)
        for draft in filter(Path.is_file, journals.state.glob("draft*")):
            if draft.name in drafts or any(text in read_file(journals.disk, draft) for text in texts):
                journals.disk.remove(draft)
        remove_files_with(str(journals.state), needles(_ID_NAMES, (key for _, key in records)))
        for path in backup_files(backups):
            data = read_file(journals.disk, path)
            kept = without_records(data, records, texts)
            if kept is not data:
                backups.rewrite(path.parent, path.name, kept)
        journals.note_purges_done(records)
    journals.reset()


def _forget_encrypted(journals: JournalSet, records: Set[RecordKey]) -> None:
    """Remove what encrypted files besides the journals hold of records.

    Without a key it cannot be told whose a change is that could not be saved: it is dropped when it is opened.
    """
    journals.sealing.forget(records)
    for path in journals.state.glob(SET_ASIDE.format("*")):
        journals.disk.remove(path)  # what is no line, and may be the remains of one of theirs
    wanted = needles(_ID_NAMES, (key for _, key in records))
    for path in map(Path, all_kept_files(str(journals.state)) if journals.sealing.has_key() else ()):
        with suppress(FileNotFoundError, ValueError):
            data = read_file(journals.disk, path)
            if is_encrypted(data) and any(text in journals.sealing.decrypt(data) for text in wanted):
                journals.disk.remove(path)


def _holding(journals: JournalSet, texts: set[bytes]) -> Iterator[Path]:
    """Yield the files that have any text of the records outside the lines of their purges."""
    own = journals.state / "purged"
    for folder in (journals.folder, journals.state):
        for parent, _, names in os.walk(folder):
            for path in (Path(parent) / name for name in sorted(names)):
                if path.is_file() and not path.is_symlink() and path != own:
                    raws = read_file(journals.disk, path).split(b"\n")
                    rest = (raw for raw in raws if not (isinstance(line := read_line(raw), Line) and line.is_purge))
                    if any(text in raw for raw in rest for text in texts):
                        yield path
