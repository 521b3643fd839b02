"""Measure reading everything against SQLite, its memory, and `status` among thousands of journals.

Each figure is of a process of its own: `python -m tests.bench.reading reading|memory COUNT FOLDER`.
"""

import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median

from spasmtui.clock import SystemClock
from spasmtui.episodes.model.episode import Episode
from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.store.journal.line import header_line
from tests.bench.diary import DEVICE, Row, line_of, made, row_of, write_journals
from tests.conftest import ROOT


def _varied(count: int) -> list[Episode]:
    """Make episodes of which no two have the same note or times: a snapshot keeps equal values once."""
    chance = random.Random(count)
    return [
        replace(
            episode,
            started_at=episode.started_at + timedelta(seconds=chance.randrange(3000)),
            updated_at=episode.updated_at + timedelta(seconds=chance.randrange(3000, 90_000)),
            pain=chance.randrange(11),
            note=" ".join(f"{chance.randrange(10**6):x}" for _ in range(chance.randrange(3, 20))),
        )
        for episode in made(count)
    ]


def _readings_in_turn(folder: Path, count: int) -> dict[str, float]:
    """Measure seconds of processor time until everything is read, by a new session and by SQLite in turn.

    Raises:
        RuntimeError: not everything was read.
    """
    every = _varied(count)
    write_journals(folder / "data", every)
    setup = sqlite3.connect(folder / "db.sqlite")
    setup.execute("CREATE TABLE episodes (id TEXT PRIMARY KEY, start REAL, document TEXT)")
    setup.executemany("INSERT INTO episodes VALUES (?, ?, ?)", (row_of(episode) for episode in every))
    setup.commit()

    def journal() -> int:
        return len(Diary(folder / "data", folder / "state", SystemClock()).episodes())

    def sqlite() -> int:
        query = "SELECT document FROM episodes ORDER BY start DESC"
        return len([json.loads(row[0]) for row in sqlite3.connect(folder / "db.sqlite").execute(query)])

    times: dict[str, list[float]] = {"first": [], "journal": [], "sqlite": []}
    for name, read in (("first", journal), *(("journal", journal), ("sqlite", sqlite)) * 5):
        started = time.process_time()
        if read() != count:
            raise RuntimeError("not everything was read")
        times[name].append(time.process_time() - started)
    return {name: median(each) for name, each in times.items()}


def _memory_of_reading(folder: Path, _count: int) -> dict[str, float]:
    """Measure megabytes of a process that reads everything, where another has read it before."""
    diary = Diary(folder / "data", folder / "state", SystemClock())
    diary.episodes(), diary.days(), diary.practices()
    return {"memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _reading_rows(base: Path) -> list[Row]:
    rows = []
    for count in (36_500, 100_000):
        found = _apart("reading", count, base)
        ratio = found["journal"] / found["sqlite"]
        seconds = f"{found['journal']:.2f} / {found['sqlite']:.2f} s; the first time {found['first']:.2f}"
        figure = f"{ratio:.2f} x sqlite ({seconds})"
        rows.append((f"diary read all, {count:,}", figure, "at most 2 x", "" if ratio <= 2 else "over"))
    memory = _apart("memory", 100_000, base)["memory"]
    return [
        *rows,
        ("diary read all, 100,000: memory", f"{memory:.0f} MB", "at most 150 MB", "" if memory <= 150 else "over"),
    ]


def _many_journals_rows(base: Path) -> list[Row]:
    """Measure `status` with thousands of journals: the first time it reads them all, and later times."""
    first, later = {}, {}
    for count in (1000, 4000):
        folder = base / f"{count} journals"
        folder.mkdir()
        for number, episode in enumerate(made(count)):
            name = f"{episode.started_at.year}.{DEVICE}-{number}.jsonl"
            (folder / name).write_bytes(b"\n".join([header_line(DEVICE), line_of(episode, number), b""]))
        command = [sys.executable, "-m", "spasmtui", "--data-dir", str(folder), "status"]
        environment = {**os.environ, "HOME": str(base / f"home {count}"), "PYTHONPATH": str(ROOT)}
        times = []
        for _ in range(6):
            started = time.perf_counter()
            subprocess.run(command, env=environment, capture_output=True, check=True, timeout=300)
            times.append(time.perf_counter() - started)
        first[count], later[count] = times[0], median(times[1:])
    ratio = first[4000] / first[1000]
    figure = f"{ratio:.1f} x 1,000 ({first[4000]:.2f} / {first[1000]:.2f} s)"
    seconds = later[4000]
    return [
        ("status: 4,000 journals, the first time", figure, "at most 5 x", "" if ratio <= 5 else "over"),
        ("status: 4,000 journals", f"{seconds:.2f} s", "at most 1 s", "" if seconds <= 1 else "over"),
    ]


def _apart(name: str, count: int, base: Path) -> dict[str, float]:
    words = [sys.executable, "-m", "tests.bench.reading", name, str(count), str(base / str(count))]
    ended = subprocess.run(words, capture_output=True, text=True, check=True, cwd=ROOT, timeout=600)
    figures: dict[str, float] = json.loads(ended.stdout)
    return figures


def run() -> list[Row]:
    """Return the rows of the table: the subject, the figure, its target, and a mark when it misses that."""
    with tempfile.TemporaryDirectory() as folder:
        return [*_reading_rows(Path(folder)), *_many_journals_rows(Path(folder))]


if __name__ == "__main__":
    measure = {"reading": _readings_in_turn, "memory": _memory_of_reading}[sys.argv[1]]
    print(json.dumps(measure(Path(sys.argv[3]), int(sys.argv[2]))))
