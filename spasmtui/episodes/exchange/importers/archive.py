"""Unpack zip archives within limits, whatever sizes they claim."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable

from spasmtui.errors import DataError
from spasmtui.terminal.sanitize import sanitize

MOST_MEMBERS = 3000
_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


def list_members(data: bytes, name: str) -> tuple[str, ...]:
    """Return the names of the files in an archive, without those that a Mac adds.

    Raises:
        DataError: it is broken, or holds files without end.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except _DAMAGED as error:
        raise DataError(_damaged(name, error)) from None
    if len(names) > MOST_MEMBERS:
        raise DataError(f"{name} holds {len(names):,} files; no export has so many. Nothing was imported.")
    return tuple(each for each in names if not each.startswith("__MACOSX/"))


def unpack(data: bytes, wanted: Iterable[str], name: str, *, limit_bytes: int) -> dict[str, bytes]:
    """Return the contents of files in an archive by their names.

    Args:
        data: the archive.
        wanted: names of files in it.
        name: the archive's own name, for sentences.
        limit_bytes: of all contents together.

    Raises:
        DataError: it is broken, or the files unpack to more than the limit.
    """
    left_bytes = limit_bytes
    contents: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in wanted:
                with archive.open(member) as stream:
                    contents[member] = stream.read(left_bytes + 1)
                left_bytes -= len(contents[member])
                if left_bytes < 0:
                    raise DataError(f"{name} unpacks to more than {limit_bytes // 1_000_000} MB. Nothing was imported.")
    except _DAMAGED as error:
        raise DataError(_damaged(name, error)) from None
    return contents


def _damaged(name: str, error: Exception) -> str:
    return f"{name} is a damaged zip archive: {sanitize(str(error), one_line=True)}."
