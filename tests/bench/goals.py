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

COMMAND_RUNS = 21
LIST_EPISODES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A figure of ours and what it may be at most."""

    what: str
    figure: float
    wanted: float
    unit: str


def timer_costs(cache: Path) -> tuple[float, float, float]:
    """Bytes and processor time a second of a hold, and bytes a second of half a minute with steps."""
    with tempfile.TemporaryDirectory() as home, _ours(home, cache, "spasm", "calf") as terminal:
        terminal.wait_for("Pull your toes", limit_seconds=30)
        terminal.rest(3)
        before = terminal.cpu_seconds()
        held = terminal.rest(15) / 15
        processor = (terminal.cpu_seconds() - before) / 15 * 1000
        terminal.wait_for("3 of", limit_seconds=60)
        return held, processor, terminal.rest(30) / 30


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
    changes = {"HOME": home, "TZ": "UTC", "PYTHONPYCACHEPREFIX": str(cache), "PYTHONPATH": str(ROOT)}
    return {**{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}, **changes}


def _run(home: str, cache: Path, *words: str) -> None:
    command = program("spasmtui", *words)
    subprocess.run(command, env=_environment(home, cache), capture_output=True, check=True)


def _ours(home: str, cache: Path, name: str, *words: str) -> Terminal:
    changes = {"HOME": home, "TZ": "UTC", "PYTHONPYCACHEPREFIX": str(cache), "PYTHONDONTWRITEBYTECODE": None}
    return Terminal(program(name, *words), environment=changes)


def measure_goals(cache: Path) -> list[Goal]:
    """Measure what has a goal of its own."""
    held, processor, with_steps = timer_costs(cache)
    return [
        Goal(what="`spasmtui status`, against bare Python", figure=status_ratio(cache), wanted=1.5, unit="x"),
        Goal(what="a hold of the timer", figure=held, wanted=60, unit="bytes/s"),
        Goal(what="a hold of the timer", figure=processor, wanted=4, unit="ms of processor/s"),
        Goal(what="half a minute with steps", figure=with_steps, wanted=100, unit="bytes/s"),
        Goal(what="↓ in the diary", figure=list_bytes(cache, "3", "calf"), wanted=80, unit="bytes"),
        Goal(what="↓ in the list of routines", figure=list_bytes(cache, "2", "1½ min"), wanted=80, unit="bytes"),
    ]
