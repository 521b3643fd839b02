"""A slow disk below one folder, and one that hangs until it is told to answer.

For a process: `python -m tests.support.slow_disk SECONDS FOLDER PROGRAM WORDS...`. Every call of Python on a path
below the folder, and on a file that was opened there, takes so many seconds more; the program's own files do not.
Where `SLOW_WHEN` names a file elsewhere, it does so as soon as that file is there.
"""

import builtins
import io
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from spasmtui.shared import regular_file

ON_PATHS = (
    *("stat", "lstat", "open", "listdir", "scandir", "access", "readlink", "mkdir", "rmdir", "unlink", "remove"),
    *("rename", "replace", "link", "symlink", "chmod", "utime", "statvfs"),
)
ON_FILES = ("read", "pread", "write", "fstat", "fsync", "ftruncate", "close")
LIMIT_SECONDS = 60
MOMENT_SECONDS = 0.02
"""How long the program waits for a disk while it hangs: a wait in vain need not last longer here."""


def slow_down(folder: str, wait: Callable[[], object]) -> Iterator[tuple[Any, str, Any]]:
    """Yield each function that touches a disk as (module, name, function that waits first)."""
    slow_files: set[int] = set()

    def is_slow(path: object) -> bool:
        if isinstance(path, int):
            return path in slow_files
        return isinstance(path, (str, os.PathLike)) and os.path.abspath(os.fspath(path)).startswith(folder)

    def waiting(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*words: Any, **options: Any) -> Any:
            slow = is_slow(words[0]) if words else False
            if slow:
                wait()
            found = real(*words, **options)
            if real is real_open and slow:
                slow_files.add(found)
            elif real is real_close and slow:
                slow_files.discard(words[0])
            return found

        return call

    real_open, real_close = os.open, os.close
    for name in (*ON_PATHS, *ON_FILES):
        yield os, name, waiting(getattr(os, name))
    for module in (builtins, io):
        yield module, "open", waiting(io.open)


class HangingDisk:
    """A disk that works, until `hang` is called: then each operation waits until `answer` is.

    While it works it is waited for as long as a test process waits for any disk, however busy the machine is.
    """

    def __init__(self) -> None:
        self._patience_seconds = regular_file.LONGEST_WAIT_SECONDS
        self._answers = threading.Event()
        self._answers.set()

    def hang(self) -> None:
        """Hang from now on."""
        regular_file.LONGEST_WAIT_SECONDS = MOMENT_SECONDS
        self._answers.clear()

    def wait(self) -> None:
        """Wait until it answers."""
        assert self._answers.wait(LIMIT_SECONDS)

    def read(self, content: str) -> str:
        """Return what is read, once it answers."""
        self.wait()
        return content

    def answer(self) -> None:
        """Answer, and end when everything has been done that waited."""
        self._answers.set()
        deadline = time.monotonic() + LIMIT_SECONDS
        while regular_file._late or regular_file._late_elsewhere:  # noqa: SLF001 -- the threads that wait
            assert time.monotonic() < deadline
            time.sleep(0.001)
        regular_file.LONGEST_WAIT_SECONDS = self._patience_seconds


@contextmanager
def hanging_below(folder: str) -> Iterator[HangingDisk]:
    """Have everything below a folder on a disk that can hang, for every thread; at the end it answers."""
    disk = HangingDisk()
    before = []
    for module, name, function in list(slow_down(folder, disk.wait)):
        before.append((module, name, getattr(module, name)))
        setattr(module, name, function)
    try:
        yield disk
    finally:
        for module, name, real in before:
            setattr(module, name, real)
        disk.answer()


@contextmanager
def touches_below(folder: str) -> Iterator[list[str]]:
    """Have the paths below a folder that the calling thread itself looks up, opens or changes, each with the caller."""
    found: list[str] = []
    own = threading.get_ident()

    def noting(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*words: Any, **options: Any) -> Any:
            path = os.path.abspath(os.fspath(words[0])) if words and isinstance(words[0], (str, os.PathLike)) else ""
            if path.startswith(folder) and threading.get_ident() == own:
                callers = [each for each in traceback.extract_stack() if "/spasmtui/" in each.filename]
                ways = " < ".join(f"{Path(each.filename).name}:{each.lineno}" for each in reversed(callers[-5:]))
                found.append(f"{name} {path}: {ways}")
            return real(*words, **options)

        return call

    functions = [*((os, name, getattr(os, name)) for name in ON_PATHS), (builtins, "open", open), (io, "open", io.open)]
    for module, name, real in functions:
        setattr(module, name, noting(name, real))
    try:
        yield found
    finally:
        for module, name, real in functions:
            setattr(module, name, real)


if __name__ == "__main__":
    seconds, slow_folder, program = float(sys.argv[1]), sys.argv[2], sys.argv[3]
    when = os.environ.get("SLOW_WHEN", "")

    def sleep() -> None:
        """Take the seconds, once the disk is to be slow."""
        if not when or os.path.exists(when):
            time.sleep(seconds)

    for owner, function_name, slow_function in list(slow_down(slow_folder, sleep)):
        setattr(owner, function_name, slow_function)
    from spasmtui.launch import main

    sys.argv[1:] = sys.argv[4:]
    main(program)
