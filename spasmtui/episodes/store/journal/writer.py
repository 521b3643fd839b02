"""Append lines durably: after success all of them are on the disk, after a failure none of them is in the file.

A torn tail of an earlier crash is fenced off with a line break, never cut. Only the tail that this call has written
itself, and has not acknowledged, is cut when something fails.
"""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from spasmtui.episodes.store.journal.disk import Disk, opened, write_all
from spasmtui.episodes.store.journal.line import PLAIN_VERSION, VERSION, Header, header_line, read_line
from spasmtui.errors import DataError, LogTooNew, NotSaved
from spasmtui.terminal.interruption import uninterrupted

_TRIES = 3
_HEAD = 400


def header_version(lines: bytes) -> int:
    """Return the version of the header that lines need before them."""
    return VERSION if b',"sealed":"' in lines else PLAIN_VERSION


def append_lines(disk: Disk, path: Path, device: str, lines: bytes) -> int:
    """Append whole lines to this device's journal; the caller holds the lock.

    Args:
        disk: the file system.
        path: the journal; its folder exists. A new one begins with a header line.
        device: this device's id, for the header.
        lines: sealed lines, each ended by a line break.

    Returns:
        The size of the journal in bytes before the append.

    Raises:
        LogTooNew: a newer version began the journal.
        NotSaved: nothing was added.
    """
    with translate_write_errors(path):
        for _ in range(_TRIES):
            start = _append_once(disk, path, device, lines)
            if start is not None:
                return start
    raise NotSaved(f"Not saved: another program keeps replacing {path}. Earlier episodes are untouched. Try again.")


def _append_once(disk: Disk, path: Path, device: str, lines: bytes) -> int | None:
    """Return the size before the append, or None if a sync has replaced the file meanwhile (inode changed).

    Raises:
        LogTooNew: a newer version began the journal.
        OSError: the lines could not be written; they were cut off again, as they are when a thread is interrupted.
    """
    with opened(disk, path, os.O_RDWR | os.O_APPEND | os.O_CREAT) as descriptor:
        size, version = os.fstat(descriptor).st_size, header_version(lines)
        if size == 0:
            lines = header_line(device, version) + b"\n" + lines
        else:
            head = read_line(disk.read(descriptor, 0, _HEAD).partition(b"\n")[0])
            if isinstance(head, Header) and head.version > VERSION:
                raise LogTooNew(
                    f"Not saved: {path} was written by a newer version of this program. Update it, then try again."
                )
            if version > PLAIN_VERSION and not (isinstance(head, Header) and head.version == version):
                lines = header_line(device, version) + b"\n" + lines
            if disk.read(descriptor, size - 1, 1) != b"\n":
                lines = b"\n" + lines
        with uninterrupted():
            try:
                write_all(disk, descriptor, lines)
                disk.sync(descriptor)
                if size == 0:
                    disk.sync_folder(path.parent)
            except BaseException:
                # Never a second fsync after one that failed: the kernel may have dropped pages it could not write.
                with contextlib.suppress(OSError):
                    disk.truncate(descriptor, size)
                raise
        # A sync that has renamed a new file over the name leaves our bytes in an unlinked inode: written, and lost.
        ours = os.fstat(descriptor)
        try:
            named = os.stat(path, follow_symlinks=False)
        except FileNotFoundError:
            return None
        is_ours = (named.st_ino, named.st_dev) == (ours.st_ino, ours.st_dev) and named.st_size >= size + len(lines)
        return size if is_ours else None


@contextlib.contextmanager
def translate_write_errors(path: Path) -> Iterator[None]:
    """Turn an OSError of the block into a sentence for a person.

    Raises:
        NotSaved: in place of OSError.
    """
    try:
        yield
    except OSError as error:
        reason, advice = _REASONS.get(error.errno or 0, (f"{error.strerror or error}", ""))
        raise NotSaved(f"Not saved: {reason}. Earlier episodes are untouched.{advice} This was at {path}.") from error


@contextlib.contextmanager
def translate_read_errors(path: Path) -> Iterator[None]:
    """Turn an OSError of a block that reads into a sentence for a person.

    Raises:
        DataError: in place of OSError.
    """
    try:
        yield
    except OSError as error:
        named = error.filename or path
        raise DataError(f"{named} cannot be read: {error.strerror or error}. Nothing was changed.") from error


_FULL = ("the disk is full", "")
_CLOSED = ("this place is not writable", "")
_REASONS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: _CLOSED,
    errno.EACCES: _CLOSED,
    errno.EPERM: _CLOSED,
    errno.EIO: ("the disk reported an error", " Back up this computer."),
    errno.ELOOP: ("there is a link where the diary's file belongs", " Move it away."),
    errno.EISDIR: ("there is a folder where the diary's file belongs", " Move it away."),
    errno.EINVAL: ("there is something that is not a file where the diary's file belongs", " Move it away."),
    errno.ENXIO: ("there is something that is not a file where the diary's file belongs", " Move it away."),
}
