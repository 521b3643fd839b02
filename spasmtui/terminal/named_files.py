"""Read and check the files that a person names on the command line.

Only a regular file is opened: a named pipe would wait for ever, and a device may do anything. The open streams of this
process are files too where the shell passes them as such: `/dev/stdin`, and the `/dev/fd/63` of `<(...)`.
"""

from __future__ import annotations

import os
import re
import stat

from spasmtui.errors import DataError
from spasmtui.system.calls import SAFE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

_STREAM = re.compile(r"/dev/(?:std(?P<name>in|out|err)|fd/(?P<fd>\d{1,4}))|/proc/self/fd/(?P<number>\d{1,4})")
_NAMES = ("in", "out", "err")
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def stream_of(path: Path) -> int | None:
    """Return the descriptor of an open stream of this process that a path names; None for every other path."""
    match = _STREAM.fullmatch(os.fspath(path))
    if match is None:
        return None
    return _NAMES.index(match["name"]) if match["name"] else int(match["fd"] or match["number"])


def kind_of_special(mode: int) -> str:
    """Return the kind of what is no regular file, such as `a named pipe`; empty for a regular file."""
    if stat.S_ISREG(mode):
        return ""
    return next((kind for is_kind, kind in _KINDS if is_kind(mode)), "no regular file")


def read_named(path: Path, *, most_bytes: int, ending: str = "Nothing was changed.") -> bytes:
    """Return the bytes of a regular file, or of a stream that the shell has opened for this process.

    Args:
        path: as the person named it; a link is followed.
        most_bytes: the size above which it is refused.
        ending: the sentence that ends each message.

    Raises:
        DataError: it is missing, no regular file, too large, or unreadable; the path is named.
    """
    try:
        stream = stream_of(path)
        if stream is not None:
            data = _read_whole(os.dup(stream), most_bytes)
        else:
            # Looked at before it is opened: opening wakes the writer of a pipe, and moves some devices.
            found = os.stat(path)
            _refuse_special(path, found.st_mode, ending)
            if found.st_size > most_bytes:
                raise DataError(_too_large(path, most_bytes, ending))
            descriptor = os.open(path, os.O_RDONLY | SAFE)
            try:
                _refuse_special(path, os.fstat(descriptor).st_mode, ending)  # it may have been exchanged meanwhile
            except DataError:
                os.close(descriptor)
                raise
            data = _read_whole(descriptor, most_bytes)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DataError(f"{path} could not be read: {reason[:1].lower()}{reason[1:]}. {ending}".rstrip()) from None
    if len(data) > most_bytes:
        raise DataError(_too_large(path, most_bytes, ending))
    return data


def _too_large(path: Path, most_bytes: int, ending: str) -> str:
    return f"{path} has more than {most_bytes // 1_000_000} MB, more than can be read at once. Split it. {ending}"


def write_stream(descriptor: int, data: bytes) -> None:
    """Write bytes to an open stream of this process, and leave it open."""
    with os.fdopen(os.dup(descriptor), "wb") as file:
        file.write(data)


def _read_whole(descriptor: int, most_bytes: int) -> bytes:
    """Read up to one byte more than the limit, and close the descriptor."""
    with os.fdopen(descriptor, "rb") as file:
        return file.read(most_bytes + 1)


def _refuse_special(path: Path, mode: int, ending: str) -> None:
    """Refuse what is no regular file.

    Raises:
        DataError: the path is one of a folder, a pipe, a socket or a device.
    """
    if kind := kind_of_special(mode):
        hint = "Name a file in it. " if kind == "a folder" else ""
        raise DataError(f"{path} is {kind}, not a file. {hint}{ending}".rstrip())
