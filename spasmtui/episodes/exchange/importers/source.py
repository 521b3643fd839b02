"""Read a file, a pipe or standard input whole, within a limit, and decode its text."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from spasmtui.errors import DataError
from spasmtui.terminal.named_files import read_named

LIMIT_BYTES = 100 * 1000 * 1000
"""Five times twenty years with five episodes a day."""


def read_file(path: Path, *, limit_bytes: int = LIMIT_BYTES) -> bytes:
    """Return the bytes of a regular file, or of a stream that the shell passes as one.

    Raises:
        DataError: it is missing, a folder, a named pipe, a device, larger than the limit, or unreadable.
    """
    return read_named(path, most_bytes=limit_bytes, ending="Nothing was imported.")


def read_stream(stream: BinaryIO, name: str, *, limit_bytes: int = LIMIT_BYTES) -> bytes:
    """Return all bytes of a stream.

    Raises:
        DataError: the stream is longer than the limit.
    """
    data = stream.read(limit_bytes + 1)
    if len(data) > limit_bytes:
        raise DataError(
            f"{name} has more than {limit_bytes // 1_000_000} MB, more than an import takes. Split it. "
            "Nothing was imported."
        )
    return data


def decode(data: bytes, name: str) -> str:
    """Decode the text of a file: UTF-8, or UTF-16 with a byte order mark.

    Raises:
        DataError: it is binary, or in another encoding; the sentence names the line.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    elif b"\0" in data:
        raise DataError(f"{name} is a binary file, not an export. Nothing was imported.")
    else:
        encoding = "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise DataError(
            f"{name} is not UTF-8 text (line {line}). Save it as UTF-8 and try again. Nothing was imported."
        ) from None
