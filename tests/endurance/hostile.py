"""Try each hostile line with each command that reads the diary: tens of thousands of commands in this process."""

import io
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from spasmtui.cli import main
from tests.episodes.store.test_hostile_lines import CODES
from tests.support.store.heavy_journals import CASES, ID, write_heavy
from tests.support.store.hostile_lines import Case, hostile_cases, write_hostile

MOST_SECONDS = 2
READING = (
    "status", "status --json", "overview", "trial", "trial --json", "trial show", "trial show --json",
    "log list", "log list --json", "log list --since 1900-01-01", "insights",
    "insights --json", "report", "report --format md", "report --format html", "report --json", "report -o {out}.pdf",
    *(f"log export --format {name}" for name in ("json", "csv", "md", "ics", "fhir", "tinydb")),
    "doctor", "doctor --json", "log backup -o {out}.gz", "log show -- {id}", "log show --json -- {id}",
    "log show --history -- {id}", "log show --history --json -- {id}",
)  # fmt: skip
WRITING = (
    "log add left calf --at 2026-11-22T04:00 --note mine", "log undo", "log redo", "log day --on 2026-11-22 heat",
    "log edit --pain 3 --note typed -- {id}", "log restore {out}.gz", "log rm -- {id}", "log undo", "log done",
    "log purge --yes -- {id}",
)  # fmt: skip
USUAL = {0, 1, 2, 4}


class _TooLongError(BaseException):
    """Not an Exception: nothing may catch it."""


def _run(words: list[str]) -> tuple[Any, str, str, float]:
    """Return the exit code or the exception, what was printed on both streams, and the seconds it took."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2)]
    before = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), *streams
    signal.setitimer(signal.ITIMER_REAL, 10 * MOST_SECONDS)
    started = time.perf_counter()
    try:
        code: Any = main(words)
    except BaseException as problem:  # noqa: BLE001 -- whatever it is, it is a finding
        code = repr(problem)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        sys.stdin, sys.stdout, sys.stderr = before
    seconds = time.perf_counter() - started
    printed = []
    for stream in streams:
        stream.flush()
        printed.append(stream.buffer.getvalue().decode())
    return code, *printed, seconds


@contextmanager
def _home(folder: Path) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise _TooLongError

    before = os.environ.get("HOME", ""), signal.signal(signal.SIGALRM, stop), Path.cwd()
    os.environ["HOME"] = str(folder)
    os.chdir(folder)
    try:
        yield
    finally:
        os.environ["HOME"] = before[0]
        signal.signal(signal.SIGALRM, before[1])
        os.chdir(before[2])


def try_case(base: Path, case: Case) -> tuple[int, list[str]]:
    """Run every command on a diary with one hostile journal; return the number of commands and what was wrong."""
    name, key, _lines = case
    write_hostile(base / ".local" / "share" / "spasmtui", [case])
    count, problems = 0, []
    with _home(base):
        shown: dict[str, Any] = {}
        for command in ("log list --json", *READING, *WRITING):
            words = [word.format(out=base / "out", id=key) for word in command.split()]
            code, out, err, seconds = _run(words)
            count += 1
            wrong = []
            if code not in USUAL or (command in READING and code not in (0, 1)):
                wrong.append(f"ends with {code}: {err.strip()[-200:]}")
            if CODES.search(out.replace("\r\n", "\n") + err):
                wrong.append("prints codes")
            if seconds > MOST_SECONDS:
                wrong.append(f"takes {seconds:.1f} s")
            if command == "log list --json" and code == 0:
                shown = {each["id"]: each for each in json.loads(out)}
            elif code == 0 and "{id}" in command and command in WRITING:
                now = {each["id"]: each for each in json.loads(_run(["log", "list", "--json"])[1])}
                done = now.get(key, {}).get("note") == "typed" if "edit" in words else key not in now
                if not done:
                    wrong.append("says done, and it is not")
            elif command in WRITING and "{id}" in command and key in shown:
                wrong.append(f"is refused: {err.strip()[-200:]}")
            problems += [f"{name}: {command} {each}" for each in wrong]
    return count, problems


def try_all(base: Path) -> tuple[str, list[str]]:
    """Try every case; return what was done and the problems."""
    commands, problems = 0, []
    cases = hostile_cases()
    for number, case in enumerate(cases):
        folder = base / f"hostile-{number}"
        folder.mkdir()
        count, wrong = try_case(folder, case)
        commands += count
        problems += wrong
    return f"{len(cases):,} hostile journals, {commands:,} commands", problems


def try_heavy(base: Path) -> tuple[str, list[str]]:
    """Try the commands that read on thousands of lines of each kind; return what was done and the problems.

    Each is a process of its own, and its time that of the processor: other work on the machine matters less.
    """
    problems, slowest = [], 0.0
    commands = ("status", "log list", f"log show --history -- {ID}", f"log show -- {ID[:4]}", "doctor")
    for number, name in enumerate(CASES):
        folder = base / f"heavy-{number}"
        write_heavy(folder / ".local" / "share" / "spasmtui", name)
        for command in commands:
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            words = [sys.executable, "-m", "spasmtui", *command.split()]
            ended = subprocess.run(
                words, env={**os.environ, "HOME": str(folder)}, check=False, capture_output=True, text=True
            )
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            slowest = max(slowest, seconds)
            if ended.returncode not in (0, 1):
                problems.append(f"{name}: {command} ends with {ended.returncode}: {ended.stderr.strip()[-200:]}")
            if seconds > MOST_SECONDS:
                problems.append(f"{name}: {command} takes {seconds:.1f} s")
    return f"{len(CASES)} heavy journals, {len(commands)} commands each, the slowest {slowest:.1f} s", problems
