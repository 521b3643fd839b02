"""Remove a record's text from everything this device owns, except for a line with its purge.

Nothing else rewrites a journal. Other devices purge their own journals when they see the line. The command names what
this program cannot reach: old versions of a sync program, git's history, copies on other disks.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spasmtui.episodes.store.journal import folder as folders
from spasmtui.episodes.store.journal.disk import read_file, replace_file
from spasmtui.episodes.store.journal.journal_set import JournalSet, RecordChange
from spasmtui.episodes.store.journal.line import Line, read_line
from spasmtui.episodes.store.journal.writer import translate_write_errors
from spasmtui.episodes.store.journal.year_index import INDEX
from spasmtui.episodes.store.maintenance.backup import Backups
from spasmtui.episodes.store.tinydb_adapter import JournalDB

_SHORTEST_NEEDLE = 8


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
        NotSaved: a file could not be rewritten. The purge is recorded, and the next one continues it.
    """
    journals = database.journals
    with database.locked():
        journals.reader.load()
        keys = tuple(database.journal_table(table).find_key(beginning) for beginning in beginnings)
        changes = [
            RecordChange(table, key, None, is_purge=True) for key in keys if not journals.ledger.is_purged(table, key)
        ]
        texts = {text for key in keys for text in _texts(journals, table, key)}
        database.apply(changes)
        _rewrite_all(journals, backups, set(keys), texts)
        journals.reset()
    return Purged(keys, tuple(_holding(journals, texts)))


def pending_purges(journals: JournalSet) -> set[str]:
    """Return the keys that another device has purged while a journal of ours still has their text."""
    marked = {
        line.key
        for data in _journals(journals)
        if b'"purge":true' in data
        for raw in data.split(b"\n")
        if b'"purge":true' in raw and isinstance(line := read_line(raw), Line) and line.is_purge
    }
    ours = [read_file(journals.disk, path) for path in _own_files(journals)]
    return {key for key in marked if any(_is_text_of(raw, {key}, set()) for data in ours for raw in data.split(b"\n"))}


def purge_pending(journals: JournalSet, backups: Backups) -> int:
    """Repeat the purges of other devices here; the caller holds the lock. Return the number of records."""
    keys = pending_purges(journals)
    if keys:
        journals.reader.load()
        texts = {text for table in journals.ledger.tables() for key in keys for text in _texts(journals, table, key)}
        _rewrite_all(journals, backups, keys, texts)
        journals.reset()
    return len(keys)


def _texts(journals: JournalSet, table: str, key: str) -> Iterator[bytes]:
    """Yield the bytes by which a damaged line can be recognised as a record's: its id and its notes as JSON."""
    yield key.encode()
    for line in journals.ledger.history(table, key):
        if not line.is_deletion:
            note = line.document().get("note")
            if isinstance(note, str) and len(note) >= _SHORTEST_NEEDLE:
                yield json.dumps(note, ensure_ascii=False).encode()[1:-1]


def _is_text_of(raw: bytes, keys: set[str], texts: set[bytes]) -> bool:
    """Return whether a purge removes a line: a line of these records but no purge, or a damaged one with their text."""
    line = read_line(raw)
    if isinstance(line, Line):
        return line.key in keys and not line.is_purge
    return line is None and any(text in raw for text in texts)


def _rewrite_all(journals: JournalSet, backups: Backups, keys: set[str], texts: set[bytes]) -> None:
    with translate_write_errors(journals.folder):
        for path in [*_own_files(journals), *_files_in(journals.mirror.folder)]:
            kept = _without(read_file(journals.disk, path), keys, texts)
            if kept is not None:
                replace_file(journals.disk, path, kept)
        for draft in journals.state.glob("draft*"):
            if any(text in read_file(journals.disk, draft) for text in texts):
                journals.disk.remove(draft)
        for backup in backups.paths():
            for path in _files_in(backup):
                kept = _without(read_file(journals.disk, path), keys, texts) if path.suffix != ".json" else None
                if kept is not None:
                    backups.rewrite(backup, path.name, kept)


def _without(data: bytes, keys: set[str], texts: set[bytes]) -> bytes | None:
    """Return the bytes without the lines that a purge removes, or None when there are none."""
    raws = data.split(b"\n")
    kept = [raw for raw in raws if not _is_text_of(raw, keys, texts)]
    return b"\n".join(kept) if len(kept) < len(raws) else None


def _own_files(journals: JournalSet) -> list[Path]:
    listing = folders.scan_folder(journals.folder)
    return [journals.folder / name for name in sorted(listing.journals) if folders.owner_of(name) == journals.device]


def _journals(journals: JournalSet) -> Iterator[bytes]:
    for name in folders.scan_folder(journals.folder).journals:
        yield read_file(journals.disk, journals.folder / name)


def _files_in(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*")) if path.is_file() and path.name != INDEX]


def _holding(journals: JournalSet, texts: set[bytes]) -> Iterator[Path]:
    """Yield the files that have any text of the records outside the lines of their purges."""
    for folder in (journals.folder, journals.state):
        for parent, _, names in os.walk(folder):
            for path in (Path(parent) / name for name in sorted(names)):
                if path.is_file() and not path.is_symlink():
                    raws = read_file(journals.disk, path).split(b"\n")
                    rest = (raw for raw in raws if not (isinstance(line := read_line(raw), Line) and line.is_purge))
                    if any(text in raw for raw in rest for text in texts):
                        yield path
