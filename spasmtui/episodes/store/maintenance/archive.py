"""The whole diary in one file to keep elsewhere: the journals' own lines, compressed or encrypted where asked for.

Restoring is a merge: missing lines are added as they are, and the usual rule decides between lines. An old backup can
therefore not take back anything newer.
"""

import gzip
import os
import zlib
from dataclasses import dataclass
from pathlib import Path

from spasmtui.episodes.store.journal.disk import read_file, replace_file
from spasmtui.episodes.store.journal.journal_set import JournalSet
from spasmtui.episodes.store.journal.line import Header, Line, header_line, read_line
from spasmtui.episodes.store.journal.mirror import split_lines
from spasmtui.episodes.store.journal.writer import translate_read_errors, translate_write_errors
from spasmtui.episodes.store.maintenance.encryption import decrypt, encrypt, is_encrypted
from spasmtui.episodes.store.tinydb_adapter import JournalDB
from spasmtui.errors import DataError, NotSaved, WrongUsage

_CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Restored:
    """Counts of the lines in a restored backup."""

    added: int
    """Lines that were missing and are in the diary again."""
    known: int
    """Lines that the diary had."""
    unreadable: int
    """Lines of the backup that are damaged."""
    purged: int
    """Lines about records that were purged; they stay away."""


def write_archive(journals: JournalSet, path: Path, *, recipient: str | None = None, replaces: bool = False) -> int:
    """Write every intact line of every journal into one file, and read it back.

    Args:
        journals: the diary.
        path: the file to write; `.gz` at the end packs it. Its mode is 0600.
        recipient: an age or SSH public key that alone opens it.
        replaces: whether an existing file may be replaced.

    Returns:
        The number of lines in it.

    Raises:
        NotSaved: it could not be written, or did not read back.
        WrongUsage: the file exists, the key is invalid, or the extra for encryption is not installed.
    """
    if path.exists() and not replaces:
        raise WrongUsage(f"{path} exists already. Choose another name, or add --force to replace it.")
    with journals.reading():
        journals.reader.load()
        lines = sorted(journals.ledger.lines(), key=lambda line: (line.at, line.raw))
        lines += [line for line, _ in journals.ledger.rejected]
    data = b"".join(raw + b"\n" for raw in (header_line(journals.device), *(line.raw for line in lines)))
    packed = gzip.compress(data, mtime=0) if ".gz" in path.suffixes else data
    if recipient is not None:
        packed = encrypt(packed, recipient)
    with translate_write_errors(path):
        replace_file(journals.disk, path, packed)
        if read_file(journals.disk, path) != packed:
            raise NotSaved(f"The backup at {path} does not read back as it was written. Try another disk.")
    return len(lines)


def read_archive(journals: JournalSet, path: Path, *, identity: Path | None = None) -> list[bytes]:
    """Read the lines of a backup: one file, a journal, or a folder of them.

    Raises:
        DataError: it is damaged, or encrypted for another key; nothing was changed.
    """
    with translate_read_errors(path):
        if path.is_dir():
            names = [name for name in sorted(os.listdir(path)) if ".jsonl" in name or name == ".lost"]
            return [line for name in names for line in split_lines(read_file(journals.disk, path / name))]
        data = read_file(journals.disk, path)
    if is_encrypted(data):
        data = decrypt(data, path, identity)
    if data.startswith(b"\x1f\x8b"):
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error):
            raise DataError(f"{path} is damaged and cannot be unpacked. Nothing was changed.") from None
    return split_lines(data)


def merge_lines(database: JournalDB, raws: list[bytes]) -> Restored:
    """Add the lines that the diary does not have, byte for byte, to this device's journal.

    Raises:
        NotSaved: not all were added. Doing it again adds the rest.
    """
    journals = database.journals
    with database.locked():
        journals.reader.load()
        known = unreadable = purged = 0
        new: dict[bytes, Line] = {}
        for raw in raws:
            line = read_line(raw)
            if line is None:
                unreadable += 1
            elif isinstance(line, Header) or line.raw in new:
                continue
            elif journals.ledger.has(line):
                known += 1
            elif journals.ledger.is_purged(line.table, line.key):
                purged += 1
            else:
                new[line.raw] = line
        lines = list(new.values())
        for start in range(0, len(lines), _CHUNK):
            database.apply(lines[start : start + _CHUNK])
    return Restored(len(lines), known, unreadable, purged)
