"""What is said when the program itself is at fault: what and where, never what somebody has written in the diary."""

from __future__ import annotations

import os
import traceback
from pathlib import Path

from spasmtui.terminal.sanitize import sanitize

FILE_NAME = "faults.log"


def write_crash_report(error: BaseException, folder: Path | None) -> str:
    """Sentences about a fault; its trace, without the values of variables, goes to a file only the person can read.

    Args:
        error: what was raised.
        folder: where the file is kept; None keeps none.
    """
    # What a worker of Textual fails with says nothing itself and carries what was raised in it.
    error = carried if isinstance(carried := getattr(error, "error", None), BaseException) else error
    frames = traceback.extract_tb(error.__traceback__)
    place = f" in {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    said = f"Something in spasmtui went wrong: {type(error).__name__}{place}. What was saved is on the disk."
    if folder is None:
        return said
    path = folder / FILE_NAME
    trace = "".join(traceback.format_list(frames)) + type(error).__name__ + "\n\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(sanitize(trace))
    except OSError:
        return said
    return f"{said} The trace is in {sanitize(str(path), one_line=True)}."
