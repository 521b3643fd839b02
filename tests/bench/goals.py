"""Measure what has a goal of its own: the timer's bytes and processor time, ↓ in lists, and `status`."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.support.terminal import DOWN, ROOT, Terminal, program
from tests.support.zones import afternoon_zone

COMMAND_RUNS = 21
LIST_EPISODES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A figure of ours and what it may be at most."""

    what: str
    figure: float
    wanted: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a second of a running timer takes."""

    bytes_per_second: float
    processor_ms: float


def timer_cost(cache: Path, routine: str, *, seen_first: str, from_second: int, seconds: int) -> Cost:
    """Measure some seconds of a routine, counted from when a text of it is seen."""
    with tempfile.TemporaryDirectory() as home, _ours(home, cache, "spasm", routine) as terminal:
        terminal.wait_for(seen_first, limit_seconds=60)
        terminal.rest(from_second)
        before = terminal.cpu_seconds()
        written = terminal.rest(seconds)
        processor = terminal.cpu_seconds() - before
        return Cost(bytes_per_second=written / seconds, processor_ms=processor / seconds * 1000)


def timer_goals(cache: Path) -> list[Goal]:
    """Measure the timer in a hold, with a step in it, and where steps follow each other quickest."""
    hold = timer_cost(cache, "calf", seen_first="Pull your toes", from_second=3, seconds=15)
    steps = timer_cost(cache, "calf", seen_first="Straighten", from_second=10, seconds=30)
    busiest = timer_cost(cache, "calf", seen_first="3 of", from_second=0, seconds=30)
    bedtime = timer_cost(cache, "bedtime", seen_first="1 of", from_second=10, seconds=40)
    rows = (
        ("a hold of the timer", hold, 60),
        ("half a minute with a step, from second 10 of the calf routine", steps, 100),
        ("its busiest half a minute, with three steps", busiest, 100),
        ("forty seconds at bedtime, a step every ten seconds", bedtime, 100),
    )
    goals = [Goal(what=what, figure=cost.bytes_per_second, wanted=most, unit="bytes/s") for what, cost, most in rows]
    return [
        *goals,
        *(Goal(what=what, figure=cost.processor_ms, wanted=4, unit="ms of processor/s") for what, cost, _ in rows),
    ]


def list_bytes(cache: Path, keys: str, shown: str) -> float:
    """The median of the bytes that the answer to ↓ takes in a list, before what is said of a row once the keys rest."""
    with tempfile.TemporaryDirectory() as home:
        _run(home, cache, "log", "add", "calf")
        for number in range(2, LIST_EPISODES, LIST_EPISODES // 6):
            _run(home, cache, "log", "add", "calf", "--at", f"{number} days ago", "--pain", "5", "--for", "4m")
        with _ours(home, cache, "spasmtui") as terminal:
            terminal.wait_for("Start relief", limit_seconds=30)
            terminal.settle(0.5)
            terminal.keys(keys)
            terminal.wait_for(shown, limit_seconds=30)
            terminal.settle(0.5)
            taken = []
            for _ in range(5):
                before = len(terminal.raw)
                terminal.keys(DOWN)
                terminal.rest(0.12)
                taken.append(len(terminal.raw) - before)
    return median(taken)


def status_ratio(cache: Path) -> float:
    """The time of `status` with an open episode, in times of bare Python."""
    with tempfile.TemporaryDirectory() as home:
        with _ours(home, cache, "spasm", "calf") as terminal:
            terminal.wait_for("Pull your toes", limit_seconds=30)
            commands = ((sys.executable, "-c", "print('hello')"), tuple(program("spasmtui", "status")))
            taken: tuple[list[float], list[float]] = ([], [])
            for _ in range(COMMAND_RUNS + 1):
                for command, times in zip(commands, taken, strict=True):
                    begun = time.perf_counter()
                    subprocess.run(command, env=_environment(home, cache), capture_output=True, check=True)
                    times.append(time.perf_counter() - begun)
            terminal.keys("kq")
        python, status = (median(times[1:]) for times in taken)
        return status / python


def _environment(home: str, cache: Path) -> dict[str, str]:
    changes = {"HOME": home, "TZ": afternoon_zone(), "PYTHONPYCACHEPREFIX": str(cache), "PYTHONPATH": str(ROOT)}
    return {**{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}, **changes}


def _run(home: str, cache: Path, *words: str) -> None:
    command = program("spasmtui", *words)
    subprocess.run(command, env=_environment(home, cache), capture_output=True, check=True)


def _ours(home: str, cache: Path, name: str, *words: str) -> Terminal:
    changes = {"HOME": home, "TZ": afternoon_zone(), "PYTHONPYCACHEPREFIX": str(cache), "PYTHONDONTWRITEBYTECODE": None}
    return Terminal(program(name, *words), environment=changes)


def measure_goals(cache: Path) -> list[Goal]:
    """Measure what has a goal of its own."""
    return [
        Goal(what="`spasmtui status`, against bare Python", figure=status_ratio(cache), wanted=1.5, unit="x"),
        *timer_goals(cache),
        Goal(what="↓ in the diary", figure=list_bytes(cache, "3", "calf"), wanted=80, unit="bytes"),
        Goal(what="↓ in the list of routines", figure=list_bytes(cache, "2", "1½ min"), wanted=80, unit="bytes"),
    ]
