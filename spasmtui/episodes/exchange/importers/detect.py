"""Taking a file in: read it whole within limits, find out what it is, and hand it to the reader of its format."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from spasmtui.episodes.exchange.importers.result import Origin, Reading
from spasmtui.errors import DataError, WrongUsage

FORMATS = ("auto", "json", "jsonl", "csv", "migraine-buddy", "loop", "cluster-headache")
AGE = (b"age-encryption.org/v1", b"-----BEGIN AGE ENCRYPTED FILE-----")
GZIP = b"\x1f\x8b"
LIMIT_BYTES = 100 * 1000 * 1000
"""Five times twenty years with five episodes a day."""


def read_file(path: Path, *, limit_bytes: int = LIMIT_BYTES) -> bytes:
    """A regular file's or a pipe's bytes.

    Raises:
        DataError: it is missing, a folder, a device, larger than the limit, or cannot be read.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise DataError(f"{path} is a folder. Name a file in it.")
        if not (stat.S_ISREG(status.st_mode) or stat.S_ISFIFO(status.st_mode)):
            raise DataError(f"{path} is neither a file nor a pipe.")
        with path.open("rb") as stream:
            return read_stream(stream, str(path), limit_bytes=limit_bytes)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise DataError(f"{path} could not be read: {reason}. Nothing was imported.") from None


def read_stream(stream: BinaryIO, name: str, *, limit_bytes: int = LIMIT_BYTES) -> bytes:
    """All bytes of a stream.

    Raises:
        DataError: there are more than the limit.
    """
    data = stream.read(limit_bytes + 1)
    if len(data) > limit_bytes:
        raise DataError(
            f"{name} has more than {limit_bytes // 1_000_000} MB, more than an import takes. Split it. "
            "Nothing was imported."
        )
    return data


def decoded(data: bytes, name: str) -> str:
    """The text of a file: UTF-8, or UTF-16 with its mark.

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


def read(data: bytes, form: str, origin: Origin) -> Reading:
    """Everything in the file, read by its format.

    Args:
        data: the file.
        form: one of `FORMATS`; `auto` finds out.
        origin: where it comes from.

    Raises:
        DataError: it cannot be read.
        WrongUsage: the format is unknown, or cannot be found out.
    """
    if form not in FORMATS:
        raise WrongUsage(f"--from is one of {', '.join(FORMATS)}, not {form!r}.")
    if data.startswith(AGE):
        from spasmtui.episodes.store.maintenance.archive import decrypted  # noqa: PLC0415 -- an extra, rarely used

        data = decrypted(data, Path(origin.name), origin.identity)
    if data[:2] == GZIP:
        raise DataError(
            f"{origin.name} is packed with gzip. `spasmtui log restore` takes in a backup; unpack any other file first."
        )
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        if form not in ("auto", "loop"):
            raise DataError(f"{origin.name} is a zip archive, not {form}. Only Loop Habit Tracker exports one.")
        from spasmtui.episodes.exchange.importers.loop_habits import read_archive  # noqa: PLC0415 -- one format a run

        return read_archive(data, origin)
    text = decoded(data, origin.name)
    if form == "auto":
        form = found_out(text)
    return _reader(form)(text, origin)


def found_out(text: str) -> str:
    """The format of a text: JSON when it begins like one, else a table."""
    begins = text.lstrip()[:1]
    if begins == "[" or not begins:
        return "json" if begins else "jsonl"
    if begins != "{":
        return "csv"
    from spasmtui.episodes.exchange.exporters.json_format import NotStrictJson, strict_json  # noqa: PLC0415

    try:
        first = strict_json(text.lstrip().split("\n", 1)[0])
    except NotStrictJson:
        return "json"
    return "jsonl" if isinstance(first, dict) and ("started_at" in first or "journal" in first) else "json"


def _reader(form: str) -> Callable[[str, Origin], Reading]:
    if form in ("json", "jsonl"):
        from spasmtui.episodes.exchange.importers.own_json import read_json, read_jsonl  # noqa: PLC0415

        return read_json if form == "json" else read_jsonl
    from spasmtui.episodes.exchange.importers import tables  # noqa: PLC0415

    return tables.reader(form)
