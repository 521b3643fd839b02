"""The whole diary in one file to keep elsewhere: the journals' own lines, compressed or encrypted where asked for.

Restoring is a merge: missing lines are added as they are, and the usual rule decides between lines. An old backup can
therefore not take back anything newer.
"""

import contextlib
import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spasmtui.episodes.store.journal.disk import Disk, opened, read_file, write_all
from spasmtui.episodes.store.journal.folder import require_elsewhere
from spasmtui.episodes.store.journal.journal_set import JournalSet
from spasmtui.episodes.store.journal.line import (
    LINE_LIMIT,
    PLAIN_VERSION,
    VERSION,
    Header,
    Line,
    header_line,
    read_line,
)
from spasmtui.episodes.store.journal.mirror import LOST, split_lines
from spasmtui.episodes.store.journal.writer import translate_read_errors
from spasmtui.episodes.store.maintenance.encryption import decrypt, encrypt
from spasmtui.episodes.store.sealing.age import is_encrypted
from spasmtui.episodes.store.tinydb_adapter import JournalDB
from spasmtui.errors import DataError, NotSaved, WrongUsage
from spasmtui.terminal.interruption import uninterrupted
from spasmtui.terminal.named_files import kind_of_special, read_named, stream_of, write_stream

MOST_BYTES = 400_000_000
"""Twenty years with fifty episodes a day, each of them changed once."""
_GZIP = b"\x1f\x8b"
_CHUNK_BYTES = 1 << 20


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
        WrongUsage: the file exists or is the diary's own, the key is invalid, or the extra for encryption is not
            installed.
    """
    _require_writable(path, replaces=replaces)
    require_elsewhere(path, journals.folder, journals.state)
    with journals.reading():
        journals.reader.load()
        lines = sorted(journals.ledger.lines(), key=lambda line: (line.at, line.raw))
        lines += [line for line, _ in journals.ledger.rejected]
    raws = [line.raw for line in lines]
    version = VERSION if any(line.is_sealed for line in lines) else PLAIN_VERSION
    data = b"".join(raw + b"\n" for raw in (header_line(journals.device, version), *raws))
    packed = _pack(data) if ".gz" in path.suffixes else data
    if recipient is not None:
        packed = encrypt(packed, recipient)
    if (stream := stream_of(path)) is not None:
        _write_to_stream(stream, packed, path)
    elif os.fspath(path) != os.devnull:
        with _translate_backup_errors(path), uninterrupted():
            _write_verified(journals.disk, path, packed)
    return len(lines)


def _write_to_stream(stream: int, data: bytes, path: Path) -> None:
    """Write a backup to an open stream, of which nothing can be read back.

    Raises:
        NotSaved: it could not be written.
        BrokenPipeError: nobody reads it any more.
    """
    with _translate_backup_errors(path):
        write_stream(stream, data)


@contextlib.contextmanager
def _translate_backup_errors(path: Path) -> Iterator[None]:
    """Turn an OSError of the block into a sentence about the backup.

    Raises:
        NotSaved: in place of OSError.
        BrokenPipeError: nobody reads it any more.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise NotSaved(f"The backup could not be written to {path}: {reason}. The diary is as it was.") from error


def _require_writable(path: Path, *, replaces: bool) -> None:
    """Refuse a name under which no new file can be written.

    Raises:
        WrongUsage: it is a folder, or a file that may not be replaced.
        NotSaved: it is a pipe, a socket or a device, which is not opened.
    """
    if stream_of(path) is not None or os.fspath(path) == os.devnull or not path.exists():
        return
    kind = kind_of_special(path.stat().st_mode)
    if kind == "a folder":
        raise WrongUsage(f"{path} is a folder. Name a file in it.")
    if kind:
        raise NotSaved(f"{path} is {kind}, not a file. Nothing was written.")
    if not replaces:
        raise WrongUsage(f"{path} exists already. Choose another name, or add --force to replace it.")


def _pack(data: bytes) -> bytes:
    """Compress bytes with gzip, without a time, so that the same diary gives the same file."""
    packer = zlib.compressobj(wbits=31)
    return packer.compress(data) + packer.flush()


def _write_verified(disk: Disk, path: Path, data: bytes) -> None:
    """Put data in a file through a draft that is read back before it takes the name.

    Raises:
        NotSaved: the draft does not read back; nothing has changed.
        OSError: it could not be written; nothing has changed.
    """
    path = path.resolve()
    draft = path.with_name(f".{path.name[:40]}.{os.getpid()}.tmp")
    try:
        with opened(disk, draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) as descriptor:
            write_all(disk, descriptor, data)
            disk.sync(descriptor)
        if read_file(disk, draft) != data:
            raise NotSaved(f"The backup at {path} does not read back as it was written. Try another disk.")
        disk.replace(draft, path)
    except BaseException:
        with contextlib.suppress(OSError):
            disk.remove(draft)
        raise
    disk.sync_folder(path.parent)


def read_archive(journals: JournalSet, path: Path, *, identity: Path | None = None) -> list[bytes]:
    """Read the lines of a backup: one file, a journal, or a folder of them.

    Raises:
        DataError: it is no backup, is damaged, or encrypted for another key; nothing was changed.
    """
    if stream_of(path) is None and path.is_dir():
        lines = _read_folder(journals, path, identity)
    else:
        lines = _unpack(read_named(path, most_bytes=MOST_BYTES), path, identity)
    if not any(read_line(raw) for raw in lines):
        raise DataError(
            f"{path} is not a backup of this program: it has no line of a diary. Nothing was changed. "
            "`spasmtui log import` reads exports and other programs' files."
        )
    return lines


def _read_folder(journals: JournalSet, folder: Path, identity: Path | None) -> list[bytes]:
    with translate_read_errors(folder):
        paths = [folder / name for name in sorted(os.listdir(folder)) if ".jsonl" in name or name == LOST]
        return [
            line
            for path in paths
            if path.is_file()
            for line in _unpack(read_file(journals.disk, path.resolve()), path, identity)
        ]


def _unpack(data: bytes, path: Path, identity: Path | None) -> list[bytes]:
    """Return the lines of a file's content, decrypted and decompressed.

    Raises:
        DataError: it is damaged, encrypted for another key, or unpacks to more than the limit.
    """
    if is_encrypted(data):
        data = decrypt(data, path, identity)
    if data.startswith(_GZIP):
        try:
            data = _decompress(data, path)
        except (EOFError, zlib.error):
            raise DataError(f"{path} is damaged and cannot be unpacked. Nothing was changed.") from None
    return split_lines(data)


def _decompress(data: bytes, path: Path) -> bytes:
    """Decompress gzip, of one member or several, and stop where it can no longer be a backup.

    Raises:
        DataError: it is too large, or has a line longer than any journal's.
        EOFError: it ends early.
        zlib.error: it is damaged.
    """
    parts: list[bytes] = []
    size, since_break = 0, 0
    while data:
        unpacker = zlib.decompressobj(wbits=31)
        while not unpacker.eof:
            part = unpacker.decompress(data, _CHUNK_BYTES)
            data = unpacker.unconsumed_tail
            parts.append(part)
            size += len(part)
            since_break = since_break + len(part) if b"\n" not in part else len(part) - part.rindex(b"\n")
            if size > MOST_BYTES or since_break > 2 * LINE_LIMIT:
                raise DataError(f"{path} unpacks to what no diary is. Nothing was changed.")
            if not data and not part and not unpacker.eof:
                raise EOFError
        data = unpacker.unused_data.lstrip(b"\0")  # a tape or a disk may have padded it
    return b"".join(parts)


def merge_lines(database: JournalDB, raws: Iterable[bytes]) -> Restored:
    """Add the lines that the diary does not have, byte for byte, to this device's journal.

    Raises:
        NotSaved: none was added.
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
        database.apply(lines)
    return Restored(len(lines), known, unreadable, purged)
