"""Measure a diary of 36,500 episodes that were imported, so that all of them are in one journal.

That is the hard case: with a journal a year, most questions leave most journals unread.
"""

import csv
import os
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from statistics import median

from tests.bench.diary import END, Row
from tests.conftest import ROOT
from tests.support.terminal import ENTER, Terminal, program

COUNT = 36_500
ROUNDS = 9
LETTERS, BACKSPACE = "left thigh", "\x7f"
FRAME_LIMIT_MS, LETTER_LIMIT_MS, LIST_LIMIT_MS = 200, 50, 300
LATER_COUNT = 600
"""Number of episodes that come later, from another file: more than a snapshot is left without."""
COMMANDS = (
    # (words, times of the same command on an empty diary)
    (("log", "list", "--limit", "20"), 2.1),
    (("log", "list", "--since", "30 days ago"), 2.1),
    (("log", "show", "last"), 2.5),
    (("log", "add", "calf"), 2.1),
    (("status",), 1.5),
    (("insights",), None),
    (("report",), None),
)
NOTES = ("", "Woke up, stretched, walked around.", "After the long walk.", "Third time this night!", "Swam today")


def import_diary(base: Path, count: int = COUNT, minutes_later: int = 0) -> None:
    """Write a table of episodes, five a day, and import it into the diary `imported`."""
    table = base / "table.csv"
    with table.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["started_at", "ended_at", "place", "side", "pain", "helped", "tried", "note"])
        for number in range(count, 0, -1):
            start = END - timedelta(days=number / 5, minutes=number * 37 % 171 - minutes_later)
            rows.writerow([
                start.isoformat(timespec="seconds"),
                (start + timedelta(minutes=1 + number % 9)).isoformat(timespec="seconds"),
                ("calf", "calf", "foot", "thigh")[number % 7 % 4],
                ("left", "right", "both")[number % 3],
                number % 11,
                ("gone", "mostly", "partly")[number % 5 % 3],
                "night-calf-rescue",
                NOTES[number % 17 % 5],
            ])
    run_command(base, "imported", "log", "import", str(table), "--yes")


def run_command(base: Path, name: str, *words: str) -> float:
    """Run a command on one of the diaries; return its milliseconds."""
    environment = {**os.environ, "HOME": str(base / "home"), "XDG_STATE_HOME": str(base), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "spasmtui", "--data-dir", str(base / name), *words]
    started = time.perf_counter()
    subprocess.run(command, env=environment, capture_output=True, check=True, timeout=300)
    return (time.perf_counter() - started) * 1000


def command_rows(base: Path) -> list[Row]:
    """Measure commands against the same on a diary with a single episode, in turn."""
    run_command(base, "small", "log", "add", "calf")
    rows = []
    for words, limit in COMMANDS:
        times: dict[str, list[float]] = {"imported": [], "small": []}
        for _ in range(ROUNDS):
            for name, kept in times.items():
                kept.append(run_command(base, name, *words))
        large, small = median(times["imported"]), median(times["small"])
        wanted = "" if limit is None else f"at most {limit} x"
        is_over = limit is not None and large / small > limit
        figure = f"{large / small:.2f} x a small diary ({large:.0f} / {small:.0f} ms)"
        rows.append((f"{' '.join(words)}: {COUNT:,} imported", figure, wanted, "over" if is_over else ""))
    return rows


def later_rows(base: Path) -> list[Row]:
    """Measure the newest episodes: ordinarily, and once after many came, when the snapshot is written anew."""
    words = ("log", "list", "--limit", "20")
    usual = median(run_command(base, "imported", *words) for _ in range(ROUNDS))
    import_diary(base, LATER_COUNT, minutes_later=11)
    once = run_command(base, "imported", *words)
    return [
        _limited(f"log list --limit 20: {COUNT:,} imported", usual, LIST_LIMIT_MS),
        (f"the first after {LATER_COUNT} more: {COUNT:,} imported", f"{once:.0f} ms", "", ""),
    ]


def screen_rows(base: Path) -> list[Row]:
    """Measure the first visit to the log, and each letter of its filter, from the key to the screen."""
    visits, letters, taken_back = [], [], []
    for _ in range(ROUNDS):
        command = program("spasmtui", "--data-dir", str(base / "imported"))
        environment = {"HOME": str(base / "home"), "XDG_STATE_HOME": str(base), "TZ": "UTC"}
        with Terminal(tuple(command), environment=environment) as terminal:
            terminal.wait_for("Start relief")
            terminal.settle(1.0)
            # The log begins with today, which has a row too.
            visits.append(_ms_until(terminal, "3", r"Night +Cramps[\s\S]*▸ *\w{3} \d"))
            terminal.wait_for("nights.* with cramps")
            terminal.settle(1.0)
            terminal.keys("/")
            terminal.settle()
            for number in range(len(LETTERS)):
                typed = LETTERS[: number + 1].strip()
                if LETTERS[number] == " ":
                    terminal.keys(" ")
                    terminal.settle()
                else:
                    letters.append(_ms_until(terminal, LETTERS[number], rf"only: {typed}(?!\w)"))
                    terminal.settle()
            for length in range(len(LETTERS) - 1, LETTERS.index(" ") + 1, -1):
                taken_back.append(_ms_until(terminal, BACKSPACE, rf"only: {LETTERS[:length]}(?!\w)"))
                terminal.settle()
            terminal.keys(ENTER)
    return [
        _limited(f"first visit to the log: {COUNT:,} imported", median(visits), FRAME_LIMIT_MS),
        _limited(f"a letter of the log's filter: {COUNT:,} imported", median(letters), LETTER_LIMIT_MS),
        _limited(f"a letter taken back: {COUNT:,} imported", median(taken_back), LETTER_LIMIT_MS),
    ]


def _ms_until(terminal: Terminal, keys: str, pattern: str) -> float:
    started = time.perf_counter()
    terminal.keys(keys)
    terminal.wait_for(pattern)
    return (time.perf_counter() - started) * 1000


def _limited(what: str, figure: float, limit: int) -> Row:
    return what, f"{figure:.0f} ms", f"at most {limit} ms", "" if figure <= limit else "over"


def run() -> list[Row]:
    """Return the rows of the table: the subject, the figure, its target, and a mark when it misses that."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        import_diary(base)
        return [*command_rows(base), *screen_rows(base), *later_rows(base)]
