"""What the timer costs while it runs, and how late it shows a step: in the full screen and line by line."""

from pathlib import Path
from statistics import median

from tests.bench.startup import TASKS, started
from tests.endurance.relief.drift import drift
from tests.support.terminal import RIGHT, Terminal

HOLD_SECONDS = 10.0
STEP_BYTES = 1300
RUNNING_BYTES = 60
RUNNING_MS = 4
LATE_MS = 100
DRIFT_MS = 50

Row = tuple[str, str, str, str]


def _row(what: str, figure: float, unit: str, wanted: float) -> Row:
    return what, f"{figure:.0f} {unit}", f"at most {wanted:.0f} {unit}", "" if figure <= wanted else "over"


def running_rows(cache: Path) -> list[Row]:
    """Bytes and processor time of a hold, of the changes of steps, and of a pause."""
    with started(TASKS["timer"], cache) as terminal:
        terminal.wait_for("Pull your toes", limit_seconds=30)
        terminal.rest(2)
        held = _cost(terminal, HOLD_SECONDS)
        changes = []
        for _ in range(3):
            before = len(terminal.raw)
            terminal.keys(RIGHT)
            terminal.rest(0.8)
            changes.append(len(terminal.raw) - before)
        terminal.keys(" ")
        terminal.wait_for("paused")
        terminal.rest(5)
        paused = _cost(terminal, 5)
    return [
        _row("timer: a hold", held[0], "bytes/s", RUNNING_BYTES),
        _row("timer: a hold", held[1], "ms of processor/s", RUNNING_MS),
        _row("timer: a step begins, its figure moves", median(changes), "bytes", STEP_BYTES),
        _row("timer: paused", paused[0], "bytes/s", 0),
        _row("timer: paused", paused[1], "ms of processor/s", 1),
    ]


def _cost(terminal: Terminal, seconds: float) -> tuple[float, float]:
    before = terminal.cpu_seconds()
    written = terminal.rest(seconds)
    return written / seconds, (terminal.cpu_seconds() - before) / seconds * 1000


def late_rows() -> list[Row]:
    """How late the steps of a routine are on the screen, and how far its session is from the clock."""
    rows = []
    for walk in drift(steps=10, length=1):
        rows += [
            _row(f"{walk.face}: a step is shown late by", median(walk.delays) * 1000, "ms", LATE_MS),
            _row(f"{walk.face}: drift", max(map(abs, walk.drifts)) * 1000, "ms", DRIFT_MS),
        ]
    return rows


def run(cache: Path) -> list[Row]:
    """Rows for the table: what, the figure, what is wanted, and a mark when it misses that."""
    return [*running_rows(cache), *late_rows()]
