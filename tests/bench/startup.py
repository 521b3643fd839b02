"""How fast the program shows itself, answers and leaves, and how much it writes.

Milliseconds differ between machines and moments, so commands take turns in one run and medians are compared. All of
them run from compiled modules, as an installed program does, each in a new home.
"""

import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from spasmtui.ui.keys.held_keys import PAUSE_SECONDS
from tests.support.terminal import Terminal, program

HELLO = """
from textual.app import App
from textual.widgets import Static

class Hello(App):
    def compose(self):
        yield Static("hello, world")

Hello().run(mouse=False)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A command in a terminal, and when its time is taken."""

    command: tuple[str | Path, ...]
    until: str
    """What the screen shows then."""
    quit_key: str = ""
    """The key that ends it; without one it is ended when its time has been taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run cost."""

    wall_ms: float
    cpu_ms: float
    """Processor time up to the same moment, of all threads; less disturbed by other programs."""
    quit_ms: float
    written: int
    """Bytes to the terminal until it was at rest."""
    memory_mb: float


TASKS = {
    "python": Task(command=(sys.executable, "-c", "print('hello')"), until="hello"),
    "hello": Task(command=(sys.executable, "-c", HELLO), until="hello, world", quit_key="\x11"),
    "first": Task(command=tuple(program("spasm", "calf")), until="Straighten"),
    "timer": Task(command=tuple(program("spasm", "calf")), until=r"since \d", quit_key="q"),
    "home": Task(command=tuple(program("spasmtui")), until="Start relief", quit_key="q"),
    "urgent": Task(command=tuple(program("spasmtui", "urgent")), until=r"\w"),
    "status": Task(command=tuple(program("spasmtui", "status")), until=r"\w"),
    "drink": Task(command=tuple(program("spasmtui", "drink")), until="water"),
    "guide calf": Task(command=tuple(program("spasmtui", "guide", "calf")), until=r"\w"),
}


@contextmanager
def started(task: Task, cache: Path) -> Iterator[Terminal]:
    """The task's program in a terminal, with a new home and the compiled modules in `cache`."""
    compiled = {"PYTHONPYCACHEPREFIX": str(cache), "PYTHONDONTWRITEBYTECODE": None}
    with (
        tempfile.TemporaryDirectory() as home,
        Terminal(task.command, environment={"HOME": home, "TZ": "UTC", **compiled}) as terminal,
    ):
        yield terminal


def measure(names: Iterable[str], cache: Path, runs: int) -> dict[str, list[Run]]:
    """Run tasks in turn, after one round that only compiles and warms."""
    chosen = list(names)
    rounds = [{name: _once(TASKS[name], cache) for name in chosen} for _ in range(runs + 1)]
    return {name: [done[name] for done in rounds[1:]] for name in chosen}


def _once(task: Task, cache: Path) -> Run:
    with started(task, cache) as terminal:
        terminal.wait_for(task.until, limit_seconds=30)
        wall = time.perf_counter() - terminal.started_at
        try:
            cpu, memory = terminal.cpu_seconds(), terminal.memory_mb()
        except OSError:
            cpu, memory = 0.0, 0.0  # a quick command has ended already
        quit_seconds = 0.0
        if task.quit_key:
            terminal.settle(0.3)
            asked = time.perf_counter()
            terminal.keys(task.quit_key)
            terminal.exit_code()
            quit_seconds = time.perf_counter() - asked
        return Run(
            wall_ms=wall * 1000,
            cpu_ms=cpu * 1000,
            quit_ms=quit_seconds * 1000,
            written=len(terminal.raw),
            memory_mb=memory,
        )


def middle(runs: list[Run], what: str) -> float:
    """The median of one field."""
    return median(float(getattr(run, what)) for run in runs)


def bytes_a_second(name: str, cache: Path, seconds: float) -> float:
    """What a screen writes while nobody does anything."""
    with started(TASKS[name], cache) as terminal:
        terminal.wait_for(TASKS[name].until, limit_seconds=30)
        terminal.rest(1.5)
        return terminal.rest(seconds) / seconds


def key_to_screen_ms(cache: Path, presses: int) -> float:
    """From a key in the running timer to the first byte of its answer; the median."""
    taken = []
    with started(TASKS["timer"], cache) as terminal:
        terminal.wait_for(TASKS["timer"].until, limit_seconds=30)
        terminal.settle(0.3)
        for _ in range(presses):
            before, asked = len(terminal.raw), time.perf_counter()
            terminal.keys(" ")
            terminal.wait_until(partial(_has_more, terminal, before), "an answer to a key")
            taken.append((time.perf_counter() - asked) * 1000)
            terminal.rest(PAUSE_SECONDS + 0.1)  # a key that comes sooner may be the same one, still held
    return median(taken)


def _has_more(terminal: Terminal, than: int) -> bool:
    return len(terminal.raw) > than
