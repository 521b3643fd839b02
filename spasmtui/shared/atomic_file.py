"""Write a file as a whole or not at all: a reader, and a power cut, find the old content or the new."""

from __future__ import annotations

import errno
import os
import time
from contextlib import contextmanager, suppress

from spasmtui.errors import NotSaved
from spasmtui.system.calls import SAFE, is_running, set_mode
from spasmtui.system.files import open_folder_lock, replace, sync_file, sync_folder, try_lock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

OWNER_ONLY = 0o600
LIMIT_SECONDS = 5.0
"""The longest wait for another program that is saving."""
_MOST_DIGITS = 18
NO_HARD_LINKS = (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK)


def replace_file(
    path: Path,
    data: bytes,
    *,
    modified_at: float | None = None,
    is_durable: bool = True,
    syncs_folder: bool = False,
    mode: int = OWNER_ONLY,
) -> None:
    """Replace a file's content by `data`; the folder must exist, the file need not.

    Args:
        path: the file; a link is replaced, not followed.
        data: the whole content.
        modified_at: the new file's time of change in seconds of the wall clock; None is now.
        is_durable: return only when the content survives a power cut; it survives the end of the process at any rate.
        syncs_folder: return only when the new name survives a power cut too, and not just the content.
        mode: who may read and write it; by default its owner alone.

    Raises:
        OSError: the file could not be written; the old content is untouched.
    """
    beside = _write_beside(path, data, modified_at, is_durable=is_durable, mode=mode)
    try:
        replace(beside, path)
    except OSError:
        _discard(beside)
        raise
    if syncs_folder:
        _sync_folder(path.parent)


def create_file(path: Path, data: bytes) -> None:
    """Put `data` in a new file that only its owner can read; its data and its name survive a power cut.

    Raises:
        FileExistsError: the name is taken, perhaps only since the caller looked.
        OSError: the file could not be written; nothing has the name.
    """
    beside = _write_beside(path, data, None)
    try:
        _link_once(beside, path)
    finally:
        _discard(beside)
    _sync_folder(path.parent)


@contextmanager
def hold_folder(folder: Path, busy: str) -> Iterator[None]:
    """Hold the lock of a folder for the length of the block; on a disk that has no locks there is none.

    Args:
        folder: the folder of the file that is changed.
        busy: the sentence for a person where another program holds it for too long.

    Raises:
        NotSaved: another program holds it.
        OSError: the folder cannot be opened.
    """
    descriptor = open_folder_lock(folder)
    try:
        end = time.monotonic() + LIMIT_SECONDS
        while True:
            try:
                if try_lock(descriptor):
                    break
            except OSError:
                break
            if time.monotonic() >= end:
                raise NotSaved(busy)
            time.sleep(0.005)
        yield
    finally:
        os.close(descriptor)


def put_back(before: Iterable[tuple[Path, bytes | None]], *, mode: int = OWNER_ONLY) -> list[str]:
    """Give files their former contents, after a step that failed, and return the paths of those where that failed.

    Args:
        before: each file with its content, or None where there was no file.
        mode: who may read and write a file that is no longer there.
    """
    left = []
    for path, data in before:
        try:
            if data is not None:
                replace_file(path, data, mode=os.stat(path).st_mode & 0o777 if os.path.lexists(path) else mode)
            elif os.path.lexists(path):
                os.unlink(path)
        except OSError:
            left.append(str(path))
    return left


def _write_beside(
    path: Path, data: bytes, modified_at: float | None, *, is_durable: bool = True, mode: int = OWNER_ONLY
) -> str:
    """Write a file in the same folder, so that it can take the other's name; return its path.

    A name that cannot be guessed, and never an existing file: the folder may be one that others write to.
    """
    beside = f"{path.parent}/.{path.name[:40]}.{os.getpid()}.{os.urandom(6).hex()}.part"
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | SAFE, OWNER_ONLY)
    try:
        try:
            written = memoryview(data)
            while written:
                written = written[os.write(descriptor, written) :]
            if mode != OWNER_ONLY:
                set_mode(descriptor, mode)
            if is_durable:
                sync_file(descriptor)
        finally:
            os.close(descriptor)
        if modified_at is not None:
            os.utime(beside, (modified_at, modified_at))
    except BaseException:
        _discard(beside)
        raise
    return beside


def remove_drafts(folder: Path) -> None:
    """Remove the unfinished files that killed processes have left in a folder that is this program's alone."""
    with suppress(OSError):
        for name in os.listdir(folder):
            parts = name.split(".")
            # `.NAME.PROCESS.NUMBER.part` of this module, and `.NAME.PROCESS.tmp` of the diary's store.
            process = parts[-3] if name.endswith(".part") else parts[-2] if name.endswith(".tmp") else ""
            if name.startswith(".") and len(parts) > 3 and _has_ended(process):
                _discard(f"{folder}/{name}")


def _has_ended(process: str) -> bool:
    """Return whether no process has the number in a draft's name; False for what is no number."""
    if not (process.isascii() and process.isdigit()) or int(process[:_MOST_DIGITS]) == 0:
        return False
    try:
        return not is_running(int(process[:_MOST_DIGITS]))
    except OverflowError:
        return True


def _link_once(beside: str, path: Path) -> None:
    try:
        os.link(beside, path)
    except OSError as error:
        if error.errno not in NO_HARD_LINKS:
            raise
        # A file system without hard links, such as FAT: the name is taken first, then filled.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY))
        replace(beside, path)


def _discard(beside: str) -> None:
    with suppress(OSError):
        os.unlink(beside)


def _sync_folder(folder: Path) -> None:
    """Make the names of a folder durable, where the file system can."""
    with suppress(OSError):
        sync_folder(folder)
