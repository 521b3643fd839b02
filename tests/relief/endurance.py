"""What only a real process on a real clock shows: `python -m tests.relief.endurance drift|stop|kill|keys`.

Each form runs the whole program in pseudo-terminals, in the full screen and line by line at once, and prints what it
measured. They take from half a minute to twenty; the suite runs the shortest of each.
"""

import argparse
import contextlib
import json
import os
import random
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from statistics import median
from typing import Any

from spasmtui.clock import elapsed_seconds
from tests.pty.hammer import hammer
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
            f" most {late[-1] * 1000:.0f} ms;"
            f" from step 2 to the last {(self.delays[-1] - self.delays[0]) * 1000:+.0f} ms"
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


# A process that is stopped and goes on.

STEP = 'title = "{0}"\npurpose = "care"\n{1}[[steps]]\nkind = "{2}"\nseconds = 300\nsay = "Stay as you are."\n'
SKIN = "[skin]\nlongest_seconds = {0}\ncheck_every_seconds = 300\nwait_seconds = 2700\n"
STOPPED = {
    # name: (the routine, what is said after the stop; the second is paused by a key, so that its state is saved)
    "hold": (STEP.format("Hold", "", "hold"), r"You were away \d+ s"),
    "heat": (STEP.format("Heat", SKIN.format(1200), "heat"), "[Pp]aused"),
    "heat past its maximum": (STEP.format("Short heat", SKIN.format(60), "heat"), r"Take it off now"),
}
PAUSE = {"full screen": " ", "line by line": "p\n"}


@dataclass(slots=True, kw_only=True)
class Stopped:
    """A run that is stopped, and what it says when it goes on."""

    name: str
    face: str
    terminal: Terminal
    home: Path
    began: float
    heard: str = ""
    told: float = 0.0

    def listen(self) -> None:
        """Note the words that are waited for, once."""
        found = re.search(STOPPED[self.name][1], self.terminal.text)
        if found and not self.heard:
            self.heard, self.told = found[0], time.monotonic()


def stop(away: float) -> Iterator[str]:
    """Stop the process for so long and let it go on; the last of the three passes its maximum meanwhile."""
    with contextlib.ExitStack() as stack:
        runs = []
        for name, (routine, _said) in STOPPED.items():
            for face, words in FACES.items():
                home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
                write_routine(home, "mine", routine)
                command = program("spasm", "mine", *words)
                terminal = stack.enter_context(Terminal(command, environment={"HOME": str(home)}))
                terminal.wait_for("1 of 1")
                runs.append(Stopped(name=name, face=face, terminal=terminal, home=home, began=time.monotonic()))
        _watch_all(runs, max(3.0, 62.0 - away))
        stopped = time.monotonic()
        for run in runs:
            run.terminal.signal(signal.SIGSTOP)
        _watch_all(runs, away)
        went_on = time.monotonic()
        for run in runs:
            run.terminal.signal(signal.SIGCONT)
            if run.name == "heat":
                run.terminal.keys(PAUSE[run.face])
        _watch_all(runs, 3)
        for run in runs:
            document = state_of(run.home)
            true = {"hold": stopped, "heat": run.told}.get(run.name)
            where = "ended"
            if document is not None and true is not None:
                where = f"at {document['into']:.2f} s of the step, {true - run.began:.2f} s after it was shown"
            yield f"{run.name}, {run.face}: {run.heard!r} {run.told - went_on:.2f} s after it went on; {where}"


def _watch_all(runs: list[Stopped], seconds: float) -> None:
    until = time.monotonic() + seconds
    by_descriptor = {run.terminal.descriptor: run for run in runs}
    while (left := until - time.monotonic()) > 0:
        for descriptor in select.select(list(by_descriptor), [], [], left)[0]:
            by_descriptor[descriptor].terminal.take(0)
            by_descriptor[descriptor].listen()


# A process that is killed whenever it may be.


def kill(count: int, within: float, seed: int) -> Iterator[str]:
    """Kill runs at random moments of their first seconds, go on with each, and look for its one episode."""
    chance = random.Random(seed)
    seen: Counter[str] = Counter()
    for number in range(count):
        face = list(FACES)[number % 2]
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            command = program("spasm", "calf", "-l", *FACES[face])
            with Terminal(command, environment={"HOME": folder}) as terminal:
                terminal.wait_for("Straighten")
                terminal.rest(within * chance.random())
                terminal.signal(signal.SIGKILL)
                terminal.exit_code()
            document = state_of(home)
            was_open = json.loads(spasmtui(home, "log", "list", "--json")) != []
            assert document is not None or not was_open, "an open episode with nothing to go on with"
            if document is None:
                seen[f"{face}: nothing written yet"] += 1
                continue
            assert spasmtui(home, "resume", "--plain", stdin="g\n\n").startswith("Step ")
            (episode,) = json.loads(spasmtui(home, "log", "list", "--json"))
            assert episode["ended_at"] is not None
            known = "its id saved" if document["episode"] else "episode opened" if was_open else "place saved"
            seen[f"{face}: {known}, one episode in the end"] += 1
    for what, times in sorted(seen.items()):
        yield f"{what}: {times}"


# Whatever is typed.

LINES = ("", *"123456789gwpnb+-sqymo?tx0", "yes", "no", "gone", "skip", "breathe", "3 most", "t", "é", "x" * 300)
"""What is typed line by line: every choice there is, and what is none."""


def keys(count: int, seed: int) -> Iterator[str]:
    """Type so many random keys into the full screen, and as many random lines; nothing ends either but a leave."""
    with tempfile.TemporaryDirectory() as home:

        def start() -> Terminal:
            one = Terminal(program("spasm", "calf"), environment={"HOME": home, "EDITOR": "true"})
            one.wait_for(r"since \d|Relief|Running", limit_seconds=30)
            return one

        left = hammer(start, count, seed)
        yield f"full screen: {count} keys, left {left} times, {_kept(Path(home))}"
    with tempfile.TemporaryDirectory() as home:
        ended = Counter(_type_lines(Path(home), count, random.Random(seed)))
        assert set(ended) <= {0}, ended
        yield f"line by line: {count} lines, ended {ended[0]} times, {_kept(Path(home))}"


def _type_lines(home: Path, count: int, choose: random.Random) -> Iterator[int]:
    """Run the routine again and again until so many lines are typed; the exit codes."""
    typed = 0
    while typed < count:
        with Terminal(program("spasm", "calf", "--plain"), environment={"HOME": str(home)}) as one:
            one.wait_for("Step 1", limit_seconds=30)
            while typed < count and one.is_running:
                one.keys(choose.choice(LINES) + "\n")
                one.rest(0.005)
                typed += 1
            one.keys("q\n\n")
            one.rest(0.2)
            one.keys("q\n\n")
            yield one.exit_code()


def _kept(home: Path) -> str:
    """How many episodes are in the diary; that one ended and one that did not can both be read."""
    episodes = json.loads(spasmtui(home, "log", "list", "--json"))
    assert episodes, "every routine that was begun is lost"
    assert isinstance(json.loads(spasmtui(home, "status", "--json")), dict)
    return f"{len(episodes)} episodes kept"


def main() -> None:
    """Run one form and print what it found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--busy", type=int, default=0, help="loops that keep the processors at work meanwhile")
    parser.add_argument("--nice", type=int, default=0, help="how nice these loops are")
    forms = parser.add_subparsers(dest="form", required=True)
    drifting = forms.add_parser("drift", help="a routine of equal steps against the monotonic clock")
    drifting.add_argument("--steps", type=int, default=40)
    drifting.add_argument("--length", type=int, default=30)
    stopping = forms.add_parser("stop", help="the process is stopped and goes on")
    stopping.add_argument("--away", type=float, default=30, help="seconds; six are a gap already")
    killing = forms.add_parser("kill", help="killed at random moments of its first seconds, and gone on with")
    killing.add_argument("--count", type=int, default=30)
    killing.add_argument("--within", type=float, default=2.0, help="seconds after the first instruction")
    killing.add_argument("--seed", type=int, default=1)
    typing = forms.add_parser("keys", help="random keys, and random lines")
    typing.add_argument("--count", type=int, default=10_000)
    typing.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    run: dict[str, Callable[[], Iterable[object]]] = {
        "drift": lambda: drift(arguments.steps, arguments.length),
        "stop": lambda: stop(arguments.away),
        "keys": lambda: keys(arguments.count, arguments.seed),
        "kill": lambda: kill(arguments.count, arguments.within, arguments.seed),
    }
    with busy(arguments.busy, arguments.nice):
        for line in run[arguments.form]():
            sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
