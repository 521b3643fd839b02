"""Write a file that a person shares: whole or not at all, for its owner alone, never over another by accident."""

from __future__ import annotations

import os
from pathlib import Path

from spasmtui.errors import DataError, WrongUsage
from spasmtui.shared.atomic_file import create_file, replace_file
from spasmtui.terminal.interruption import uninterrupted
from spasmtui.terminal.named_files import kind_of_special, stream_of, write_stream


def write_file(path: Path, data: bytes, *, may_replace: bool = False) -> None:
    """Write a new file, mode 0600, through a temporary one in the same folder that is synced and then renamed.

    An open stream of this process, such as `/dev/stdout`, is written to; what is given to `/dev/null` is discarded.

    Raises:
        WrongUsage: the path is a folder, or a file that may not be replaced.
        DataError: it could not be written, or is a pipe, a socket or a device; what was there before is untouched.
        BrokenPipeError: the reader of an open stream has gone.
    """
    stream = stream_of(path)
    try:
        if stream is not None:
            write_stream(stream, data)
            return
        target = path.expanduser().resolve()
        kind = kind_of_special(target.stat().st_mode) if target.exists() else None
        if kind and os.fspath(target) != os.devnull:
            _refuse(path, kind)
        if kind:
            return
        if kind is not None and not may_replace:
            raise WrongUsage(_taken(path))
        with uninterrupted():
            if may_replace:
                replace_file(target, data, syncs_folder=True)
            else:
                create_file(target, data)
    except FileExistsError:
        raise WrongUsage(_taken(path)) from None
    except BrokenPipeError:
        raise
    except (OSError, RuntimeError, ValueError) as error:
        raise DataError(f"{path} could not be written: {_reason(error)}. Nothing was overwritten.") from None


def _refuse(path: Path, kind: str) -> None:
    """Refuse to open what is no file: a named pipe would wait for a reader for ever.

    Raises:
        WrongUsage: it is a folder.
        DataError: it is anything else.
    """
    if kind == "a folder":
        raise WrongUsage(f"{path} is a folder. Name a file in it.")
    raise DataError(f"{path} is {kind}, not a file. Nothing was written. For another program, use -o - and a pipe.")


def _taken(path: Path) -> str:
    return f"{path} already exists. Name another file, or add --force to replace it."


def _reason(error: Exception) -> str:
    reason = getattr(error, "strerror", None) or str(error) or "the system gave no reason"
    return str(reason)[:1].lower() + str(reason)[1:]
