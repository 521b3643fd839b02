"""Writing a file that a person shares: whole or not at all, for its owner alone, never over another by accident."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from pathlib import Path

from spasmtui.errors import DataError, WrongUsage

OWNER_ONLY = 0o600


def write_file(path: Path, data: bytes, *, may_replace: bool = False) -> None:
    """Write a new file, mode 0600, by a temporary one in the same folder, synced and then named.

    A pipe or a device is written to as it is.

    Raises:
        WrongUsage: the path is a folder, or a file that may not be replaced.
        DataError: it could not be written; what was there before is untouched.
    """
    try:
        target = path.expanduser().resolve()
        kind = target.stat().st_mode if target.exists() else None
        if kind is not None and stat.S_ISDIR(kind):
            raise WrongUsage(f"{path} is a folder. Name a file in it.")
        if kind is not None and not stat.S_ISREG(kind):
            with target.open("wb") as stream:
                stream.write(data)
            return
        if kind is not None and not may_replace:
            raise _exists(path)
        _write_beside(target, data, may_replace=may_replace)
    except FileExistsError:
        raise _exists(path) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise DataError(f"{path} could not be written: {_reason(error)}. Nothing was overwritten.") from None


def _exists(path: Path) -> WrongUsage:
    return WrongUsage(f"{path} already exists. Name another file, or add --force to replace it.")


def _reason(error: Exception) -> str:
    reason = getattr(error, "strerror", None) or str(error) or "the system gave no reason"
    return str(reason)[:1].lower() + str(reason)[1:]


def _write_beside(target: Path, data: bytes, *, may_replace: bool) -> None:
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            os.fchmod(stream.fileno(), OWNER_ONLY)
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if may_replace:
            os.replace(name, target)
        else:
            _name_once(name, target)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)
    _sync_folder(target.parent)


def _name_once(name: str, target: Path) -> None:
    """Give the file its name only if nobody has taken it meanwhile."""
    try:
        os.link(name, target)
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK):
            raise
        # A file system without hard links, such as FAT: the name is taken first, then filled.
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY))
        os.replace(name, target)


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
