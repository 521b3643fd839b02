"""Measure the program beside bare Python, Textual and programs of others, in turn: `make bench-peers`.

`python -m tests.bench.beside_peers [ROUNDS]` prints the tables and writes them into `docs/bench.md`. Everything runs in
a terminal of 80 by 24 cells, each time in a new home. Programs take turns and medians are told, so that what else the
machine does falls on all of them alike.
"""

import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.bench.goals import measure_goals
from tests.bench.page import Cost, peers_part, write_part
from tests.bench.peers import install_all, program_of
from tests.bench.startup import HELLO
from tests.support.terminal import ROOT, Terminal, program

ROUNDS = 3
WATCHED_SECONDS = 6.0
FIRST_SECONDS = 3.0
"""How long the start is watched: the slowest of these programs is painted by then on a quiet machine."""
EXIT_SECONDS = 4.0

ONE_HERTZ = """
from time import monotonic
from textual.app import App
from textual.widgets import Label

class OneHertz(App):
    def compose(self):
        yield Label("0")

    def on_mount(self):
        self.set_interval(1, lambda: self.query_one(Label).update(str(int(monotonic()))))

OneHertz().run(mouse=False)
"""
"""The least that a Textual app can do once a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program that is measured."""

    name: str
    command: Sequence[str | Path]
    quit_keys: str
    what: str = ""


OURS = (
    Program(name="spasm calf", command=program("spasm", "calf"), quit_keys="q", what="the timer, first two steps"),
    Program(name="spasmtui", command=program("spasmtui"), quit_keys="q", what="home"),
)
REFERENCES = (
    Program(name="python", command=(sys.executable, "-c", "print('hello')"), quit_keys="", what="bare Python"),
    Program(name="hello", command=(sys.executable, "-c", HELLO), quit_keys="\x11", what="a Textual app at rest"),
    Program(
        name="1 Hz",
        command=(sys.executable, "-c", ONE_HERTZ),
        quit_keys="\x11",
        what="a Textual app with one label that changes each second",
    ),
)


def run_once(one: Program, cache: Path) -> Cost | str:
    """Run a program once; return what it cost, or why it could not be measured."""
    with tempfile.TemporaryDirectory() as home:
        changes = {"HOME": home, "TZ": "UTC", "PYTHONPYCACHEPREFIX": str(cache), "PYTHONDONTWRITEBYTECODE": None}
        if Path(one.command[0]).is_relative_to(ROOT / ".venv-peers"):
            changes["PYTHONPATH"] = None
        with Terminal(one.command, environment=changes) as terminal:
            return _watch(terminal, one)


def _watch(terminal: Terminal, one: Program) -> Cost | str:
    seen: list[tuple[float, int]] = []
    deadline = time.perf_counter() + 20
    while time.perf_counter() < deadline:
        is_open = terminal.take(0.02)
        cells = len(terminal.text.replace(" ", "").replace("\n", ""))
        if cells and not seen:
            deadline = time.perf_counter() + FIRST_SECONDS
            bytes_at_first = len(terminal.raw)
            start_bytes = bytes_at_first
        if cells:
            seen.append((time.perf_counter() - terminal.started_at, cells))
            if seen[-1][0] - seen[0][0] <= 1:
                start_bytes = len(terminal.raw)
        if not is_open:
            break
    if not seen:
        return "shows nothing"
    final = seen[-1][1]
    painted = next(at for at, cells in seen if cells >= 0.8 * final)
    if not one.quit_keys:
        return Cost(
            first_ms=seen[0][0] * 1000,
            painted_ms=painted * 1000,
            start_bytes=start_bytes,
            bytes_a_second=0,
            processor_ms_a_second=0,
            memory_mb=0,
            exit_ms=None,
        )
    if not terminal.is_running:
        return "ends by itself"
    before = terminal.cpu_seconds()
    written = terminal.rest(WATCHED_SECONDS)
    processor = terminal.cpu_seconds() - before
    memory = terminal.memory_mb()
    return Cost(
        first_ms=seen[0][0] * 1000,
        painted_ms=painted * 1000,
        start_bytes=start_bytes,
        bytes_a_second=written / WATCHED_SECONDS,
        processor_ms_a_second=processor / WATCHED_SECONDS * 1000,
        memory_mb=memory,
        exit_ms=_exit_ms(terminal, one.quit_keys),
    )


def _exit_ms(terminal: Terminal, keys: str) -> float | None:
    asked = time.perf_counter()
    with suppress(OSError):
        terminal.keys(keys)
    while time.perf_counter() - asked < EXIT_SECONDS:
        if not terminal.is_running:
            return (time.perf_counter() - asked) * 1000
        terminal.take(0.002)
    return None


def in_turn(programs: Iterable[Program], cache: Path, rounds: int) -> tuple[dict[str, list[Cost]], dict[str, str]]:
    """Run programs in turn, after a round that only compiles; return the costs, and why some have none."""
    costs: dict[str, list[Cost]] = {}
    failed: dict[str, str] = {}
    for number in range(rounds + 1):
        for one in programs:
            if one.name in failed:
                continue
            found = run_once(one, cache)
            if isinstance(found, str):
                failed[one.name] = found
                costs.pop(one.name, None)
            elif number:
                costs.setdefault(one.name, []).append(found)
    return costs, failed


def main() -> None:
    """Measure, print the page and write it."""
    rounds = int(sys.argv[1]) if sys.argv[1:] else ROUNDS
    programs = [*OURS, *REFERENCES]
    described = {one.name: one.what for one in programs}
    failed: dict[str, str] = {}
    for peer, reason in install_all():
        name = f"{peer.name} {peer.version}"
        if reason:
            failed[name] = f"could not be installed: {reason}"
        else:
            programs.append(Program(name=name, command=program_of(peer), quit_keys=peer.quit_keys))
            described[name] = peer.what
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        found = measure_goals(cache)
        costs, not_run = in_turn(programs, cache, rounds)
    failed |= not_run
    for name in failed:
        described.pop(name, None)
    text = peers_part(costs, failed, described, found, rounds)
    write_part("bench-peers", text)
    print(text)


if __name__ == "__main__":
    main()
