"""Measure imports of 36,500 rows against reading them, and exports of as many episodes, in processor time."""

import csv
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from spasmtui.episodes.exchange.exporters.export import FORMATS
from tests.bench.diary import Row, made, write_journals
from tests.conftest import ROOT

COUNT = 36_500
MOST_EXPORT_SECONDS = 5.0
MOST_IMPORT_RATIO = 2.0
"""An import may take so many times as long as reading its file, which a dry run into an empty diary does."""
PLACES = ("left calf", "Foot (R)", "right thigh", "neck")


def _processor_seconds(home: Path, *words: str) -> float:
    """Run a command in a home of its own and return the processor time that it took.

    Raises:
        RuntimeError: it ended with another code than 0.
    """
    environment = {**os.environ, "HOME": str(home), "XDG_STATE_HOME": str(home), "PYTHONPATH": str(ROOT), "TZ": "UTC"}
    command = [sys.executable, "-m", "spasmtui", *words]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(words)} ended with {process.returncode}.")
    return usage.ru_utime + usage.ru_stime


def _write_table(path: Path) -> None:
    """Write a table as another program would, with the columns that people have."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Date", "Time", "Duration", "Body part", "Pain level", "Triggers", "Notes"])
        for number, each in enumerate(made(COUNT)):
            started = each.started_at
            cells = [f"{started:%Y-%m-%d}", f"{started:%H:%M}", "4m", PLACES[number % 4], each.pain, "walking, cold"]
            writer.writerow([*cells, f"{each.note} {number}"])


def run() -> list[Row]:
    """Return the rows of the table: the subject, the figure, its target, and a mark when it misses that."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        write_journals(base / "full", made(COUNT))
        for form in FORMATS:
            words = ("--data-dir", str(base / "full"), "log", "export", "--format", form)
            seconds = _processor_seconds(base / "home", *words, "--force", "-o", str(base / f"diary.{form}"))
            mark = "" if seconds <= MOST_EXPORT_SECONDS else "over"
            wanted = f"at most {MOST_EXPORT_SECONDS:.0f} s"
            rows.append((f"export {form}, {COUNT:,}", f"{seconds:.1f} s of processor", wanted, mark))
        _write_table(base / "table.csv")
        for path in (base / "diary.json", base / "diary.csv", base / "table.csv"):
            home, data = base / f"home-{path.name}", base / f"data-{path.name}"
            command = ("--data-dir", str(data), "log", "import", str(path))
            reading = _processor_seconds(home, *command, "--dry-run")
            seconds = _processor_seconds(home, *command)
            ratio = seconds / reading
            figure = f"{ratio:.2f} x reading ({seconds:.1f} / {reading:.1f} s of processor)"
            mark = "" if ratio <= MOST_IMPORT_RATIO else "over"
            rows.append((f"import {path.name}, {COUNT:,}", figure, f"at most {MOST_IMPORT_RATIO:.0f} x", mark))
            again = _processor_seconds(home, *command)
            rows.append((f"import {path.name} again", f"{again:.1f} s of processor", "", ""))
    return rows
