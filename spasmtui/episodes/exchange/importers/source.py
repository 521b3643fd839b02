"""Read a file, a pipe or standard input whole, within a limit, and decode its text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import BinaryIO, NamedTuple

from spasmtui.episodes.exchange.importers.file_kinds import ADVICE
from spasmtui.errors import DataError
from spasmtui.terminal.named_files import read_named

LIMIT_BYTES = 100 * 1000 * 1000
"""Five times twenty years with five episodes a day."""
SAMPLE_BYTES = 400
_UTF_8 = re.compile(rb"[\xc3-\xf4][\x80-\xbf]")
"""A letter beyond ASCII in UTF-8. In Windows-1252 it would be two, such as `Ã¤`."""
_CODECS = {"cp1252": "Windows-1252", "mac_roman": "Mac OS Roman"}
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
"""What no text has."""


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


class Decoded(NamedTuple):
    """The text of a file, and a sentence where its encoding was not the usual one."""

    text: str
    remark: str = ""


def decode_file(data: bytes, name: str) -> Decoded:
    """Decode the text of a file: UTF-8, UTF-16, or a table in Windows-1252 or Mac OS Roman, as older spreadsheets do.

    Raises:
        DataError: it is binary, or in another encoding; the sentence names the line.
    """
    encoding = _guess_utf_16(data) or "utf-8-sig"
    if encoding == "utf-8-sig" and b"\0" in data:
        raise DataError(f"{name} is a binary file, not an export. {ADVICE} Nothing was imported.")
    try:
        return Decoded(data.decode(encoding))
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n|\n|\r", data[: error.start])) + 1
        if encoding == "utf-8-sig" and (text := _decode_old(data, codec := _old_codec(data))):
            shown = next(character for character in text if not character.isascii())
            called = _CODECS[codec]
            return Decoded(text, f"{name} is not UTF-8, so it was read as {called}: line {line} has {shown!r}.")
        if _CONTROL.search(data):
            raise DataError(f"{name} is a binary file, not an export. {ADVICE} Nothing was imported.") from None
        raise DataError(
            f"{name} is not UTF-8 text (line {line}). Save it as UTF-8 and try again. Nothing was imported."
        ) from None


def _guess_utf_16(data: bytes) -> str:
    """Return the encoding of UTF-16 with a byte order mark, or without one in a text that is mostly ASCII."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    start = data[:SAMPLE_BYTES]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if odd > len(start) * 0.4 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > len(start) * 0.4 and not odd else ""


def _old_codec(data: bytes) -> str:
    """Return the encoding of a text that is no Unicode: only the older Macintosh ends its lines with a return alone."""
    return "mac_roman" if b"\r" in data and b"\n" not in data else "cp1252"


def _decode_old(data: bytes, codec: str) -> str:
    """Decode a text that is no Unicode; empty where it is JSON, damaged UTF-8, or no text at all."""
    if data.lstrip()[:1] in (b"{", b"["):
        return ""
    if _UTF_8.search(data) or _CONTROL.search(data):
        return ""
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return ""
