"""Stop a process for a while and continue it: a hold waits and says so, warmth counts the time."""

import contextlib
import re
import select
import signal
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.endurance.relief import FACES, state_of, write_routine
from tests.support.terminal import Terminal, program

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
    """A run that is stopped, and its message when it goes on."""

    name: str
    face: str
    terminal: Terminal
    home: Path
    began: float
    heard: str = ""
    told: float = 0.0

    def listen(self) -> None:
        """Record the expected message, once."""
        found = re.search(STOPPED[self.name][1], self.terminal.text)
        if found and not self.heard:
            self.heard, self.told = found[0], time.monotonic()


def stop(away: float) -> Iterator[str]:
    """Stop each process for `away` seconds and continue it; the last of the three passes its maximum meanwhile."""
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
