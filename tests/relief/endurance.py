"""What only a real process on a real clock shows: `python -m tests.relief.endurance drift|stop|kill|keys`.

Each form runs the whole program in pseudo-terminals, in the full screen and line by line at once, and prints what it
measured. They take from half a minute to twenty; the suite runs the shortest of each.
"""

import argparse
import contextlib
import json
import os
import re
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from statistics import median
from typing import Any

from spasmtui.clock import elapsed_seconds
from tests.pty.terminal import Terminal, program

FACES = {"full screen": (), "line by line": ("--plain",)}
BUSY = "while True: pass"


@contextlib.contextmanager
def busy(loops: int, nice: int) -> Iterator[None]:
    """Keep so many processors at work meanwhile."""
    running = [subprocess.Popen(["nice", "-n", str(nice), sys.executable, "-c", BUSY]) for _ in range(loops)]
    try:
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()


def write_routine(home: Path, name: str, text: str) -> None:
    """Put a routine of one's own into a home."""
    folder = home / ".config" / "spasmtui" / "routines"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def state_of(home: Path) -> dict[str, Any] | None:
    """The saved routine of a home with one diary."""
    for path in (home / ".local" / "state" / "spasmtui").glob("*/relief.json"):
        with contextlib.suppress(OSError, ValueError):
            found: dict[str, Any] = json.loads(path.read_bytes())
            return found
    return None


def spasmtui(home: Path, *words: str, stdin: str = "") -> str:
    """What a command prints in this home."""
    environment = {**os.environ, "HOME": str(home), "PYTHONPATH": os.getcwd()}
    done = subprocess.run(
        [sys.executable, "-m", "spasmtui", *words], input=stdin, capture_output=True, text=True, timeout=60,
        env=environment, check=False,
    )  # fmt: skip
    return done.stdout


# Drift


@dataclass(slots=True, kw_only=True)
class Walk:
    """What one run of a routine of equal steps showed, in seconds of the monotonic clock."""

    face: str
    steps: int
    length: int
    began: float = 0.0
    """When the session says that it began."""
    shown: dict[int, float] = field(default_factory=dict)
    """When each step was first on the screen."""
    own: dict[int, float] = field(default_factory=dict)
    """When the session says that each step began, as it was saved."""

    def _late(self, moments: dict[int, float]) -> list[float]:
        planned = dict(enumerate(accumulate([self.length] * (self.steps - 1), initial=0), 1))
        return [moment - self.began - planned[step] for step, moment in sorted(moments.items()) if step > 1]

    @property
    def drifts(self) -> list[float]:
        """How far each step's beginning, by the session, lies from where the clock says it should."""
        return self._late(self.own)

    @property
    def delays(self) -> list[float]:
        """How much later than that each step was on the screen."""
        return self._late(self.shown)

    def __str__(self) -> str:
        drift, late = max(map(abs, self.drifts)), sorted(self.delays)
        return (
            f"{self.face:<12}  {self.steps} steps of {self.length} s  session: at most {drift * 1000:.3f} ms off;"
            f"  shown late: median {median(late) * 1000:.0f}, 95% {late[int(len(late) * 0.95)] * 1000:.0f},"
            f" most {late[-1] * 1000:.0f} ms"
        )


def drift(steps: int, length: int) -> list[Walk]:
    """Walk a routine of equal steps in both faces at once."""
    offset = elapsed_seconds() - time.monotonic()
    routine = (
        'title = "Equal steps"\npurpose = "care"\n[[steps]]\n'
        f'repeat = {steps}\n[[steps.steps]]\nkind = "move"\nseconds = {length}\nsay = "Go on."\n'
    )
    walks: list[Walk] = []
    with contextlib.ExitStack() as stack:
        terminals = []
        for face, words in FACES.items():
            home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            write_routine(home, "equal", routine)
            command = program("spasm", "equal", *words)
            terminal = stack.enter_context(Terminal(command, environment={"HOME": str(home)}))
            walks.append(Walk(face=face, steps=steps, length=length))
            terminals.append((terminal, walks[-1], home))
        limit = time.monotonic() + steps * length + 30
        while any(len(walk.shown) < steps for walk in walks):
            assert time.monotonic() < limit, [(walk.face, walk.shown) for walk in walks]
            _watch(terminals, offset)
    return walks


def _watch(terminals: Iterable[tuple[Terminal, Walk, Path]], offset: float) -> None:
    """Wait for output and note the step it shows; a moment later, when the session says it began."""
    open_ones = {terminal.descriptor: (terminal, walk, home) for terminal, walk, home in terminals}
    ready, _, _ = select.select(list(open_ones), [], [], 0.1)
    moment = time.monotonic()
    for descriptor in ready:
        terminal, walk, _ = open_ones[descriptor]
        terminal.take(0)
        numbers = [int(number) for number in re.findall(rf"(\d+) of {walk.steps}\b", terminal.text)]
        if numbers:
            walk.shown.setdefault(max(numbers), moment)
    for _, walk, home in open_ones.values():
        document = state_of(home)
        if document is not None and document["state"] == "running":
            saved = document["saved_elapsed"] - offset
            walk.began = walk.began or saved - document["active"] - document["idle"]
            walk.own.setdefault(document["step"], saved - document["into"])


def main() -> None:
    """Run one form and print what it found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--busy", type=int, default=0, help="loops that keep the processors at work meanwhile")
    parser.add_argument("--nice", type=int, default=0, help="how nice these loops are")
    forms = parser.add_subparsers(dest="form", required=True)
    drifting = forms.add_parser("drift", help="a routine of equal steps against the monotonic clock")
    drifting.add_argument("--steps", type=int, default=40)
    drifting.add_argument("--length", type=int, default=30)
    arguments = parser.parse_args()
    run: dict[str, Callable[[], Iterable[object]]] = {
        "drift": lambda: drift(arguments.steps, arguments.length),
    }
    with busy(arguments.busy, arguments.nice):
        for line in run[arguments.form]():
            sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
