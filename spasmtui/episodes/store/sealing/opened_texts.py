"""Keep the lines that were opened once, encrypted again as one: thousands by themselves take seconds to open.

`opened/YEAR` in the state folder has what the lines that were written in a year hold. It is written without a key and
read with one, is made again when it is removed, and a line counts by its own bytes: what is looked up here is found by
the digest of the encrypted text.

    length and checksum of a part, an age file; the next part ...
    in each: digest (16 bytes), length (4 bytes) and text of a line's payload; the next ...
"""

import contextlib
import os
import struct
from binascii import crc32
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from spasmtui.episodes.store.journal.disk import Disk, make_folders, opened, read_file, replace_file, write_all

OPENED = "opened"
"""The folder's name in the state folder."""
_PART = struct.Struct(">II")
_TEXT = struct.Struct(">16sI")
MOST_PARTS = 16
"""Parts of a file, from which on it is written as one."""

Texts = dict[bytes, bytes]
"""Payloads by the digest of the encrypted text."""


def read_texts(disk: Disk, state: Path, year: str, decrypt: Callable[[bytes], bytes]) -> tuple[Texts, int]:
    """Return what is known of a year, and of how many parts; damaged and foreign parts are passed over.

    A file with an end that broke off when it was written counts as one of `MOST_PARTS`, and is written anew the next
    time: nobody would find what is added behind it.
    """
    texts: Texts = {}
    count = 0
    with contextlib.suppress(OSError):
        data = read_file(disk, state / OPENED / year)
        end = 0
        for part in _parts(data):
            count += 1
            end += _PART.size + len(part)
            with contextlib.suppress(ValueError, struct.error):
                texts.update(_texts_in(decrypt(part)))
        if end < len(data):
            count = max(count, MOST_PARTS)
    return texts, count


def write_texts(
    disk: Disk, state: Path, year: str, texts: Mapping[bytes, bytes], encrypt: Callable[[bytes], bytes], *, is_all: bool
) -> None:
    """Add what was opened to a year's file, or write it anew.

    Raises:
        OSError: it could not be written.
    """
    sealed = encrypt(b"".join(_TEXT.pack(digest, len(text)) + text for digest, text in texts.items()))
    data = _PART.pack(len(sealed), crc32(sealed)) + sealed
    make_folders(disk, state / OPENED)
    path = state / OPENED / year
    if is_all:
        replace_file(disk, path, data, is_durable=False)
    else:
        with opened(disk, path, os.O_WRONLY | os.O_APPEND | os.O_CREAT) as descriptor:
            write_all(disk, descriptor, data)


def years(state: Path) -> Iterable[str]:
    """Return the years of which anything is kept."""
    try:
        return [name for name in sorted(os.listdir(state / OPENED)) if not name.startswith(".")]
    except OSError:
        return ()


def remove_texts(disk: Disk, state: Path) -> None:
    """Remove all that was kept, with what a session that was killed may have left.

    Raises:
        OSError: it could not be removed.
    """
    folder = state / OPENED
    with contextlib.suppress(FileNotFoundError):
        for name in os.listdir(folder):
            disk.remove(folder / name)
        disk.remove_folder(folder)


def _parts(data: bytes) -> Iterator[bytes]:
    start = 0
    while len(data) - start > _PART.size:
        length, checksum = _PART.unpack_from(data, start)
        start += _PART.size
        part = data[start : start + length]
        if crc32(part) != checksum:
            return  # what broke off when it was written, and all after it
        yield part
        start += length


def _texts_in(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    start = 0
    while start < len(data):
        digest, length = _TEXT.unpack_from(data, start)
        start += _TEXT.size
        yield digest, data[start : start + length]
        start += length
