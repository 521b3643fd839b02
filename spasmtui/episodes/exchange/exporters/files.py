"""Write a file that a person shares: whole or not at all, for its owner alone, never over another by accident."""

from __future__ import annotations

import stat
from pathlib import Path

from spasmtui.errors import DataError, WrongUsage
from spasmtui.shared.atomic_file import create_file, replace_file


def write_file(path: Path, data: bytes, *, may_replace: bool = False) -> None:
    """Write a new file, mode 0600, through a temporary one in the same folder that is synced and then renamed.

    A pipe or a device is written to in place.

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
            raise WrongUsage(_taken(path))
        if may_replace:
            replace_file(target, data, syncs_folder=True)
        else:
            create_file(target, data)
    except FileExistsError:
        raise WrongUsage(_taken(path)) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise DataError(f"{path} could not be written: {_reason(error)}. Nothing was overwritten.") from None


def _taken(path: Path) -> str:
    return f"{path} already exists. Name another file, or add --force to replace it."


def _reason(error: Exception) -> str:
    reason = getattr(error, "strerror", None) or str(error) or "the system gave no reason"
    return str(reason)[:1].lower() + str(reason)[1:]
