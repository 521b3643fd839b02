"""Read a small file that did not ship with the program: settings, own routines, what the state folder keeps.

A pipe, a socket or a device is never opened, and a file of any size costs no more than `MOST_BYTES`. What must not wait
for a disk is done `promptly`. The launcher reads through this too, so that it imports only what is built into every
Python: `_thread` is, and `threading` would be loaded for it.
"""

import _thread
import os
import stat

from spasmtui.system.calls import SAFE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeVar

    Result = TypeVar("Result")
    Other = TypeVar("Other")

LONGEST_WAIT_SECONDS = 0.15
"""A disk that works answers within a few milliseconds; nobody notices this much at the start of a program."""

MOST_BYTES = 1 << 20
"""A hundred times as much as a file of this kind holds; a larger one is something else."""
EINVAL, EFBIG = 22, 27
"""The two numbers with which a file is refused, on Linux and macOS; `errno` would be one more module to load."""


def read_regular(path: "Path | str", most_bytes: int = MOST_BYTES) -> bytes:
    """Return the bytes of a regular file; a link to one is followed, as the tools that keep settings make them.

    Args:
        path: the file.
        most_bytes: the size above which it is refused.

    Raises:
        FileNotFoundError: nothing has this name, or a link leads nowhere.
        OSError: it cannot be read, is no regular file (`EINVAL`) or too large (`EFBIG`).
    """
    # Looked at before it is opened: opening wakes the writer of a pipe, and moves some devices.
    _refuse_unless_regular(os.stat(path), path, most_bytes)
    descriptor = os.open(path, os.O_RDONLY | SAFE)
    try:
        # It may have been exchanged meanwhile; without `SAFE` a pipe would have waited for a writer.
        size = _refuse_unless_regular(os.fstat(descriptor), path, most_bytes)
        data = os.read(descriptor, size + 1)
        if len(data) > size or not size:  # it grows, or is one of those that do not tell their size
            data = _read_on(descriptor, data, path, most_bytes)
    finally:
        os.close(descriptor)
    return data


_working: set[int] = set()
"""The threads that do such work."""
_late: set[object] = set()
"""The work that was not done in time, and is not done yet. Reading and changing either set is atomic."""
_late_elsewhere: set[object] = set()
"""The same of another disk than that of the program's own folders."""


def promptly(
    work: "Callable[[], Result]",
    otherwise: "Other",
    limit_seconds: "float | None" = None,
    *,
    is_of_another_disk: bool = False,
) -> "Result | Other":
    """Return the result of work on the disk, or `otherwise` while the disk takes longer to do it.

    The work goes on in its thread, so that it may still leave its result somewhere. Until it is done the disk counts as
    one that hangs: no other work is begun then, so that all waits of a start are one wait, and no threads gather.
    Within the work nothing is waited for a second time.

    Args:
        work: reads, and changes nothing for which it could be too late.
        otherwise: what holds without it.
        limit_seconds: the longest wait; None is `LONGEST_WAIT_SECONDS`.
        is_of_another_disk: it looks at the diary's folder, which may be on a network: while that hangs, the disk with
            the state folder and the settings is still asked.

    Raises:
        Exception: the one that the work raised in time.
    """
    if _thread.get_ident() in _working:
        return work()
    late = _late_elsewhere if is_of_another_disk else _late
    if late:
        return otherwise
    found: list[Result] = []
    failed: list[Exception] = []
    is_done = _thread.allocate_lock()
    is_done.acquire()

    def run() -> None:
        thread = _thread.get_ident()
        _working.add(thread)
        try:
            found.append(work())
        except Exception as error:  # noqa: BLE001 -- raised again where the result is waited for
            failed.append(error)
        finally:
            _working.discard(thread)
            is_done.release()
            late.discard(is_done)

    _thread.start_new_thread(run, ())
    if not is_done.acquire(True, LONGEST_WAIT_SECONDS if limit_seconds is None else limit_seconds):
        late.add(is_done)
        if not is_done.acquire(False):
            return otherwise
        late.discard(is_done)  # it was done at this very moment
    if failed:
        raise failed[0]
    return found[0]


def decode_text(data: bytes, errors: str = "strict") -> str:
    """Return the UTF-8 text of a file with plain line breaks, and without the mark that some editors put first.

    Args:
        data: the bytes of the file.
        errors: `strict` or `replace`, as of `bytes.decode`.

    Raises:
        UnicodeDecodeError: it is not UTF-8; not with `replace`.
    """
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def rename_broken(path: "Path", ending: str = "broken") -> "Path | None":
    """Rename a file to a name of its own beside it and return that; None where it has gone meanwhile."""
    number = 1
    beside = path.with_name(f"{path.name}.{ending}")
    while os.path.lexists(beside):
        number += 1
        beside = path.with_name(f"{path.name}.{ending}-{number}")
    try:
        os.rename(path, beside)
    except FileNotFoundError:
        return None
    return beside


def _refuse_unless_regular(found: os.stat_result, path: "Path | str", most_bytes: int) -> int:
    """Return the size in bytes of a file that may be read.

    Raises:
        OSError: it may not.
    """
    if not stat.S_ISREG(found.st_mode):
        raise OSError(EINVAL, "it is not a regular file", str(path))
    if found.st_size > most_bytes:
        raise OSError(EFBIG, "it is too large", str(path))
    return found.st_size


def _read_on(descriptor: int, data: bytes, path: "Path | str", most_bytes: int) -> bytes:
    parts = [data]
    size = len(data)
    while part := os.read(descriptor, 1 << 16):
        parts.append(part)
        if (size := size + len(part)) > most_bytes:
            raise OSError(EFBIG, "it is too large", str(path))
    return b"".join(parts)
