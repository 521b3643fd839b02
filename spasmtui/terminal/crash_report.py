"""Report a fault of the program itself: its kind and place, and never a text of a person.

Every command loads this module, so that it imports nothing which they have not loaded already.
"""

from __future__ import annotations

import errno
import importlib
import os
import sys

from spasmtui import __version__
from spasmtui.errors import ProgramFault
from spasmtui.launcher.start_marker import make_private_folders
from spasmtui.system.calls import SAFE
from spasmtui.terminal.sanitize import sanitize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

EXIT_CODE = ProgramFault.exit_code
FOLDER_NAME = "crash-reports"
MOST_REPORTS = 10
"""The newest reports that are kept."""
MOST_FRAMES = 40
"""The lines of a trace that are kept: a recursion without an end has a thousand alike."""
MOST_CAUSES = 8
LIBRARIES = ("textual", "rich", "tinydb", "pydantic")
"""Libraries whose versions a report names, where they are loaded."""

_find_folder: Callable[[], str] | None = None
_sentences: dict[str, str] = {}
"""A sentence about each fault of this run, by its kind and place."""


def begin_run(find_folder: Callable[[], str] | None) -> None:
    """Forget the faults of a run before.

    Args:
        find_folder: returns the state folder, when a fault asks for it; None keeps no report.
    """
    global _find_folder
    _find_folder = find_folder
    _sentences.clear()


def record_fault(error: BaseException, *, is_unsaved: bool = False) -> str:
    """Write a report about a fault, and return a sentence about it; empty for one that was recorded before.

    Args:
        error: the exception that nobody handled.
        is_unsaved: what was to be saved is not on the disk.
    """
    # Textual wraps the exception of a worker in one of its own, which says nothing itself.
    error = carried if isinstance(carried := getattr(error, "error", None), BaseException) else error
    what = _kind(error) + _place(error)
    if what in _sentences:
        return ""
    said = (
        f"The program itself failed, and something was not saved: {what}."
        if is_unsaved
        else f"The program itself failed: {what}. What was saved is on the disk."
    )
    if path := _write(error):
        said += f" A report without personal text is in {sanitize(path, one_line=True)}."
    _sentences[what] = said
    return said


def first_fault() -> str:
    """Return the sentence about the first fault of this run; empty without one."""
    return next(iter(_sentences.values()), "")


def _kind(error: BaseException) -> str:
    """Return an exception's class, and the name of a system error; its message may hold somebody's words."""
    number = error.errno if isinstance(error, OSError) else None
    name = errno.errorcode.get(number, "") if isinstance(number, int) else ""
    return sanitize(type(error).__name__, one_line=True) + (f" {name}" if name else "")


def _place(error: BaseException) -> str:
    """Return the module and line where an exception was raised, in words."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f" in {_module(trace)}, line {trace.tb_lineno}" if trace is not None else ""


def _module(trace: TracebackType) -> str:
    """Return a module's name; a path would name a home."""
    return sanitize(str(trace.tb_frame.f_globals.get("__name__", "?")), one_line=True)


def describe_fault(error: BaseException) -> str:
    """Return the report: versions, then each exception of the chain with its modules, functions and lines."""
    lines = [f"spasmtui {__version__}, Python {sys.version.partition(' ')[0]}, {sys.platform}{_library_versions()}"]
    for one in _causes(error):
        frames = list(_frames(one))
        if len(frames) > MOST_FRAMES:
            half = MOST_FRAMES // 2
            frames = [*frames[:half], f"  ... {len(frames) - 2 * half} more", *frames[-half:]]
        lines += ["", _kind(one), *frames]
    return "\n".join(lines) + "\n"


def _frames(error: BaseException) -> Iterator[str]:
    trace = error.__traceback__
    while trace is not None:
        yield f"  {_module(trace)}:{trace.tb_lineno} {trace.tb_frame.f_code.co_qualname}"
        trace = trace.tb_next


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception, its causes and the members of a group, each once."""
    waiting, seen = [error], set[int]()
    while waiting and len(seen) < MOST_CAUSES:
        one = waiting.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        before = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
        waiting += [] if before is None else [before]
        waiting += one.exceptions if isinstance(one, BaseExceptionGroup) else ()


def _library_versions() -> str:
    """Return the versions of the libraries that are loaded, each after a comma."""
    names = [name for name in LIBRARIES if name in sys.modules]
    if not names:
        return ""
    try:
        version = importlib.import_module("importlib.metadata").version
        return "".join(f", {name} {version(name)}" for name in names)
    except Exception:  # noqa: BLE001 -- a report without them is still a report
        return ""


def _write(error: BaseException) -> str:
    """Write the report as the newest of a few in the state folder, and return its path; empty where that fails."""
    if _find_folder is None:
        return ""
    try:
        folder = f"{_find_folder()}/{FOLDER_NAME}"
        make_private_folders(folder)
        numbers = sorted(int(name[6:-4]) for name in os.listdir(folder) if _is_report(name))
        for number in numbers[: 1 - MOST_REPORTS]:
            os.unlink(f"{folder}/crash-{number}.txt")
        path = f"{folder}/crash-{numbers[-1] + 1 if numbers else 1}.txt"
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | SAFE, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(sanitize(describe_fault(error)))
    except Exception:  # noqa: BLE001 -- the sentence matters more, and a second fault must not replace the first
        return ""
    return path


def _is_report(name: str) -> bool:
    return name.startswith("crash-") and name.endswith(".txt") and name[6:-4].isdecimal() and len(name) < 20
