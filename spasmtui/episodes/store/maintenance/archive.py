"""The whole diary in one file that a person keeps elsewhere: the journals' own lines, packed and perhaps encrypted.

Restoring is a merge: lines that are missing are added as they are, and the rule that decides between lines decides
again. An old backup can therefore not take back anything newer.
"""

import gzip
import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spasmtui.episodes.store.journal.disk import read_file, replace_file
from spasmtui.episodes.store.journal.journal_set import JournalSet
from spasmtui.episodes.store.journal.line import Header, Line, header, read_line
from spasmtui.episodes.store.journal.mirror import whole_lines
from spasmtui.episodes.store.journal.writer import reading, saving
from spasmtui.errors import DataError, NotSaved, WrongUsage

_CHUNK = 2000
_AGE = (b"age-encryption.org/v1", b"-----BEGIN AGE ENCRYPTED FILE-----")


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore found in a backup."""

    added: int
    """Lines that were missing and are in the diary again."""
    known: int
    """Lines the diary had."""
    unreadable: int
    """Lines of the backup that are damaged."""
    purged: int
    """Lines about records that were purged; they stay away."""


def write_archive(book: JournalSet, path: Path, *, recipient: str | None = None, replaces: bool = False) -> int:
    """Write every intact line of every journal into one file, and read it back.

    Args:
        book: the diary.
        path: where; `.gz` at the end packs it. The file is 0600.
        recipient: an age or SSH public key that alone opens it.
        replaces: whether a file that is there may be replaced.

    Returns:
        How many lines it holds.

    Raises:
        NotSaved: it could not be written, or did not read back.
        WrongUsage: a file is there, the key is not one, or the extra for encryption is not installed.
    """
    if path.exists() and not replaces:
        raise WrongUsage(f"{path} exists already. Choose another name, or add --force to replace it.")
    with book.guard:
        book.reader.refresh()
        book.reader.load()
        lines = sorted(book.ledger.lines(), key=lambda line: (line.at, line.raw))
        lines += [line for line, _ in book.ledger.set_aside]
    data = b"".join(raw + b"\n" for raw in (header(book.device), *(line.raw for line in lines)))
    packed = gzip.compress(data, mtime=0) if ".gz" in path.suffixes else data
    if recipient is not None:
        packed = encrypted(packed, recipient)
    with saving(path):
        replace_file(book.disk, path, packed)
        if read_file(book.disk, path) != packed:
            raise NotSaved(f"The backup at {path} does not read back as it was written. Try another disk.")
    return len(lines)


def read_archive(book: JournalSet, path: Path, *, identity: Path | None = None) -> list[bytes]:
    """The lines of a backup: one file, a journal, or a folder of them.

    Raises:
        DataError: it is damaged, or encrypted for another key; nothing was changed.
    """
    with reading(path):
        if path.is_dir():
            names = [name for name in sorted(os.listdir(path)) if ".jsonl" in name or name == ".lost"]
            return [line for name in names for line in whole_lines(read_file(book.disk, path / name))]
        data = read_file(book.disk, path)
    if data.startswith(_AGE):
        data = decrypted(data, path, identity)
    if data.startswith(b"\x1f\x8b"):
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error):
            raise DataError(f"{path} is damaged and cannot be unpacked. Nothing was changed.") from None
    return whole_lines(data)


def merge_lines(book: JournalSet, raws: list[bytes]) -> Restored:
    """Add the lines the diary does not have, byte for byte, to this device's journal.

    Raises:
        NotSaved: not all were added. Doing it again adds the rest.
    """
    with book.locked():
        book.reader.load()
        known = unreadable = purged = 0
        new: dict[bytes, Line] = {}
        for raw in raws:
            line = read_line(raw)
            if line is None:
                unreadable += 1
            elif isinstance(line, Header) or line.raw in new:
                continue
            elif book.ledger.has(line):
                known += 1
            elif (winner := book.ledger.winner(line.table, line.key)) is not None and winner.is_purge:
                purged += 1
            else:
                new[line.raw] = line
        lines = list(new)
        for start in range(0, len(lines), _CHUNK):
            book.append_lines(lines[start : start + _CHUNK])
    book.settle()
    return Restored(len(lines), known, unreadable, purged)


def encrypted(data: bytes, recipient: str) -> bytes:
    """The bytes, to be opened by one key.

    Raises:
        WrongUsage: the key is none, or the extra is not installed.
    """
    pyrage = _pyrage()
    try:
        key = (pyrage.ssh if recipient.startswith("ssh-") else pyrage.x25519).Recipient.from_str(recipient)
    except Exception:
        raise WrongUsage("This is not an age key. It begins with age1, or with ssh-ed25519 or ssh-rsa.") from None
    sealed: bytes = pyrage.encrypt(data, [key])
    return sealed


def decrypted(data: bytes, path: Path, identity: Path | None) -> bytes:
    """The bytes behind the encryption; any cut or changed byte is found out.

    Args:
        data: what the file holds.
        path: the file, for the sentence.
        identity: the file with the secret key, as `age-keygen` writes it.

    Raises:
        WrongUsage: no key was named.
        DataError: the key does not open it, or it is damaged.
    """
    pyrage = _pyrage()
    if identity is None:
        raise WrongUsage(f"{path} is encrypted. Name the file with your key: --identity FILE.")
    with reading(identity):
        text = identity.read_text(encoding="utf-8", errors="replace")
    try:
        if "AGE-SECRET-KEY-" in text:
            words = [word for word in text.split() if word.startswith("AGE-SECRET-KEY-")]
            keys = [pyrage.x25519.Identity.from_str(word) for word in words]
        else:
            keys = [pyrage.ssh.Identity.from_buffer(text.encode())]
        opened: bytes = pyrage.decrypt(data, keys)
    except Exception:
        raise DataError(f"{path} is damaged, or encrypted for another key. Nothing was changed.") from None
    return opened


def _pyrage() -> Any:
    try:
        import pyrage  # noqa: PLC0415 -- an extra that most people do not have
    except ImportError:
        raise WrongUsage("Encryption needs an extra: pip install 'spasmtui[encrypt]'.") from None
    return pyrage
