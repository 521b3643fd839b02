"""Report a fault of the program itself: its kind and place, and never a text of the diary."""

from __future__ import annotations

import os
import traceback
from pathlib import Path

from spasmtui.terminal.sanitize import sanitize

FILE_NAME = "faults.log"


def write_crash_report(error: BaseException, folder: Path | None) -> str:
    """Write the trace of a fault to a file, without the values of variables, and return sentences about it.

    Args:
        error: the exception.
        folder: the folder of the file, which only its owner can read; None keeps none.
    """
    # Textual wraps the exception of a worker in one of its own, which says nothing itself.
    error = carried if isinstance(carried := getattr(error, "error", None), BaseException) else error
    frames = traceback.extract_tb(error.__traceback__)
    place = f" in {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    message = f"Something in spasmtui went wrong: {type(error).__name__}{place}. What was saved is on the disk."
    if folder is None:
        return message
    path = folder / FILE_NAME
    trace = "".join(traceback.format_list(frames)) + type(error).__name__ + "\n\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(sanitize(trace))
    except OSError:
        return message
    return f"{message} The trace is in {sanitize(str(path), one_line=True)}."
