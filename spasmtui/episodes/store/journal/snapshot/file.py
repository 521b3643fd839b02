"""The records of a large diary in one file, so that they can be read without parsing every line of every journal.

The snapshot is in the state folder. It names the journals that it was made of, each as far as its lines were whole,
with a checksum of these bytes, and it may be deleted at any time. It holds no deleted record and no former version.
Whatever is wrong with it, or has changed, makes it unusable; `SnapshotAnswers` decides that.

    block, block, ...: JSON, each the records of a table in their order, a column for each attribute
    footer: JSON that names the journals and tells where each block is
    trailer: length and checksum of the footer

The values of a column are numbers of values that are kept once, as documents have them; they are checked when they are
read by the same functions that read documents.
"""

import contextlib
import json
import os
import sys
from binascii import crc32
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import repeat
from pathlib import Path
from typing import Any, Protocol

from spasmtui.episodes.store.journal.disk import Disk, opened, read_file, write_all
from spasmtui.episodes.store.journal.reader import Source
from spasmtui.episodes.store.journal.record_codec import DAYS, STARTED, Read, Record, attributes_of
from spasmtui.episodes.store.journal.record_encoder import encode_value

NAME = "snapshot"
"""The file's name in the state folder."""
_BLOCK_RECORDS = 1000
_KEYS = {**dict.fromkeys(STARTED, "id"), DAYS: "date"}
"""The attribute of each table's records that is their key."""
_TRAILER_BYTES = 25
_HERE = Path(__file__).parent
_JOURNAL = _HERE.parent
_CODE = (_HERE, _JOURNAL, _JOURNAL.parents[1] / "model", _JOURNAL.parents[2] / "terminal")
"""Folders of the modules that decide what records the lines of journals make."""


Part = tuple[Any, bytes]
"""The place of a block's first record, its start in seconds of the epoch or its date, and the block."""


class DamagedSnapshot(Exception):
    """The file is not as it was written, or is of another version."""


class Diary(Protocol):
    """The parts of a set of journals that a snapshot needs."""

    folder: Path
    state: Path
    disk: Disk

    @property
    def sealing(self) -> Any:
        """The encryption of the diary."""

    def is_encrypted(self) -> bool:
        """Return whether what is written now is encrypted."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The files that a snapshot was made of, and what it has to say about its records besides them."""

    sources: dict[str, Source]
    """The journals, by name."""
    aside: list[int]
    """Checksums of the files that decide besides the journals."""
    conflicted: list[tuple[str, str]]
    """Tables and keys of the records in conflict."""


@dataclass(frozen=True, slots=True)
class _Block:
    start: int
    length: int
    checksum: int
    first: Any
    """The place in the table of its first record: the start in seconds of the epoch, or a date's text."""


class Snapshot:
    """An open snapshot. Its blocks are read and parsed when a question needs them, and kept."""

    def __init__(self, disk: Disk, path: Path, decrypt: Callable[[bytes], bytes] | None = None) -> None:
        """Read the footer; where it is encrypted, `decrypt` opens all of it at once.

        Raises:
            DamagedSnapshot: it is missing, or no snapshot of this version of the program.
        """
        self._disk = disk
        self._path = path
        self._data: bytes | None = None
        with _translate_damage():
            if decrypt is not None:
                self._data = decrypt(read_file(disk, path))
            size = path.stat().st_size if self._data is None else len(self._data)
        footer = self._read_footer(size)
        try:
            if footer["version"] != code_version():
                raise DamagedSnapshot
            self.contents = Contents(
                {name: Source(*numbers) for name, numbers in footer["sources"].items()},
                footer["aside"],
                [(table, key) for table, key in footer["conflicted"]],
            )
            self._blocks = {table: [_Block(*each) for each in blocks] for table, blocks in footer["blocks"].items()}
        except (KeyError, TypeError, AttributeError, ValueError):
            raise DamagedSnapshot from None
        self._parsed: dict[tuple[str, int], list[Record]] = {}

    def records_from(self, table: str, first: Any = None, count: int | None = None) -> list[Record]:
        """Return the records of a table in their order, all from a place on and perhaps some before it.

        Args:
            table: name of the table.
            first: the place; None for all.
            count: if given, no more than this number of the last ones is needed, if there are so many.

        Raises:
            DamagedSnapshot: a block is not as it was written.
        """
        blocks = self._blocks.get(table, [])
        number = 0 if first is None else max(0, bisect_left(blocks, first, key=lambda block: block.first) - 1)
        if count is not None:
            last = len(blocks)
            while last > number and count > 0:
                last -= 1
                count -= len(self.records_in(table, last))
            number = last
        return [record for each in range(number, len(blocks)) for record in self.records_in(table, each)]

    def records_in(self, table: str, number: int) -> list[Record]:
        """Return the records of a block in their order.

        Raises:
            DamagedSnapshot: it is not as it was written.
        """
        records = self._parsed.get((table, number))
        if records is None:
            data = self._block(table, number)
            with _translate_damage():
                records = self._parsed[table, number] = _decode(table, json.loads(data))
        return records

    def parts(self, table: str) -> list[Part]:
        """Return the blocks of a table.

        Raises:
            DamagedSnapshot: one is not as it was written.
        """
        blocks = self._blocks.get(table, [])
        return [(block.first, self._block(table, number)) for number, block in enumerate(blocks)]

    def _block(self, table: str, number: int) -> bytes:
        block = self._blocks[table][number]
        data = self._read(block.start, block.length)
        if crc32(data) != block.checksum:
            raise DamagedSnapshot
        return data

    def _read(self, start: int, length: int) -> bytes:
        data = b""
        if start >= 0 and length >= 0:
            with _translate_damage():
                if self._data is not None:
                    data = self._data[start : start + length]
                else:
                    with opened(self._disk, self._path, os.O_RDONLY) as descriptor:
                        data = self._disk.read(descriptor, start, length)
        if len(data) != length:
            raise DamagedSnapshot
        return data

    def _read_footer(self, size: int) -> Any:
        with _translate_damage():
            trailer = self._read(size - _TRAILER_BYTES, _TRAILER_BYTES)
            length = int(trailer[1:17], 16)
            data = self._read(size - _TRAILER_BYTES - length, length)
            if crc32(data) != int(trailer[17:], 16):
                raise DamagedSnapshot
            return json.loads(data)


def keys_in(table: str, data: bytes) -> list[str]:
    """Return the keys of the records of a block in their order, without making the records.

    Raises:
        DamagedSnapshot: it is no block of this table.
    """
    _, attributes = attributes_of(table)
    with _translate_damage():
        block = json.loads(data)
        column = next(at for at, (name, _) in enumerate(attributes) if name == _KEYS[table])
        kept, places = block["columns"][column]
        return [block["kept"][kept][place] for place in places]


def encode_parts(table: str, rows: Sequence[tuple[Any, Record]]) -> list[Part]:
    """Return the blocks of records in their order, each of them after its place in the table.

    Raises:
        DamagedSnapshot: a value does not read back equal.
    """
    with _translate_damage():
        return [
            (rows[first][0], _encode(table, [record for _, record in rows[first : first + _BLOCK_RECORDS]]))
            for first in range(0, len(rows), _BLOCK_RECORDS)
        ]


def write_snapshot(
    disk: Disk,
    state: Path,
    contents: Contents,
    tables: Mapping[str, Iterable[Part]],
    encrypt: Callable[[bytes], bytes] | None = None,
) -> None:
    """Write a snapshot; it can be made again, so it need not survive a power cut.

    Args:
        disk: the file system.
        state: the state folder.
        contents: the files that it is made of.
        tables: the blocks of each table in their order.
        encrypt: encrypts the file as a whole; None where the diary is not encrypted.

    Raises:
        OSError: it could not be written.
    """
    remove_snapshot(disk, state)
    path = state / NAME
    draft = path.with_name(f".{NAME}.{os.getpid()}.tmp")
    try:
        with opened(disk, draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) as descriptor:
            pieces = _pieces(contents, tables)
            for piece in pieces if encrypt is None else (encrypt(b"".join(pieces)),):
                write_all(disk, descriptor, piece)
        disk.replace(draft, path)
    except BaseException:
        with contextlib.suppress(OSError):
            disk.remove(draft)
        raise


def _pieces(contents: Contents, tables: Mapping[str, Iterable[Part]]) -> Iterator[bytes]:
    """Yield the bytes of a snapshot's file: the blocks, the footer, the trailer."""
    size = 0
    blocks: dict[str, list[tuple[int, int, int, Any]]] = {}
    for table, parts in tables.items():
        for first, data in parts:
            yield data
            blocks.setdefault(table, []).append((size, len(data), crc32(data), first))
            size += len(data)
    footer = json.dumps({
        "version": code_version(), "sources": contents.sources, "aside": contents.aside,
        "conflicted": contents.conflicted, "blocks": blocks,
    }).encode()  # fmt: skip
    yield b"%b\n%016x%08x" % (footer, len(footer), crc32(footer))


def remove_snapshot(disk: Disk, state: Path) -> None:
    """Remove the snapshot, and what a session that was killed may have left of one.

    Raises:
        OSError: it is there and could not be removed.
    """
    for path in (state / NAME, *state.glob(f".{NAME}.*.tmp")):
        with contextlib.suppress(FileNotFoundError):
            disk.remove(path)


def _encode(table: str, records: Sequence[Record]) -> bytes:
    """Encode the records of a block.

    Raises:
        DamagedSnapshot: a value does not read back equal.
    """
    _, attributes = attributes_of(table)
    numbers: dict[Read, int] = {}
    kept: list[dict[Any, int]] = []
    columns: list[tuple[int, list[int]]] = []
    for name, read in attributes:
        number = numbers.setdefault(read, len(kept))
        if number == len(kept):
            kept.append({})
        # All values in `places` are of the one type that `read` makes, so that 1 is never taken for True.
        places = kept[number]
        keys = (_key(getattr(record, name)) for record in records)
        columns.append((number, [places.setdefault(key, len(places)) for key in keys]))
    values = [[_encode_value(key, read) for key in places] for read, places in zip(numbers, kept, strict=True)]
    return json.dumps({"kept": values, "columns": columns}, ensure_ascii=False, separators=(",", ":")).encode()


def _key(value: Any) -> Any:
    """Return a value by which equal ones are found; times that are equal may have different offsets."""
    return value.isoformat() if isinstance(value, datetime) else value


def _encode_value(key: Any, read: Read) -> Any:
    encoded = encode_value(key)
    if encoded is not None and _key(read(encoded, "")) != key:
        raise DamagedSnapshot
    return encoded


def _decode(table: str, block: Any) -> list[Record]:
    record_class, attributes = attributes_of(table)
    (_, first), *_ = block["columns"]
    # Slots are set for all records at once, without a call of Python for each value: the class is frozen.
    records = list(map(object.__new__, repeat(record_class, len(first))))
    read_values: dict[int, list[Any]] = {}
    for (name, read), (number, column) in zip(attributes, block["columns"], strict=True):
        values = read_values.get(number)
        if values is None:
            values = [None if value is None else read(value, name) for value in block["kept"][number]]
            read_values[number] = values
        deque(map(getattr(record_class, name).__set__, records, map(values.__getitem__, column)), maxlen=0)
    return records


@lru_cache(maxsize=1)
def code_version() -> list[Any]:
    """Return the parts that a snapshot depends on besides the diary: the program's code, and Python's.

    Raises:
        DamagedSnapshot: the code is not in files.
    """
    with _translate_damage():
        paths = sorted(path for folder in _CODE for path in folder.glob("*.py"))
        if not paths:
            raise DamagedSnapshot
        return [sys.version, [crc32(path.read_bytes()) for path in paths]]


@contextlib.contextmanager
def _translate_damage() -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        raise DamagedSnapshot from None
