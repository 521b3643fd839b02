"""Measure a routine of equal steps against the real clock: the drift of its session, and the delay of the screen."""

import contextlib
import re
import select
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from statistics import median

from spasmtui.elapsed import elapsed_seconds
from tests.endurance.relief import FACES, state_of, write_routine
from tests.support.terminal import LIMIT_SECONDS, Terminal, program


@dataclass(slots=True, kw_only=True)
class Walk:
    """The measurements of one run of a routine of equal steps, in seconds of the monotonic clock."""

    face: str
    steps: int
    length: int
    began: float = 0.0
    """The beginning of the session, as it was saved."""
    shown: dict[int, float] = field(default_factory=dict)
    """The moment at which each step was first on the screen."""
    own: dict[int, float] = field(default_factory=dict)
    """The beginning of each step in the session, as it was saved."""

    def _late(self, moments: dict[int, float]) -> list[float]:
        planned = dict(enumerate(accumulate([self.length] * (self.steps - 1), initial=0), 1))
        return [moment - self.began - planned[step] for step, moment in sorted(moments.items()) if step > 1]

    @property
    def drifts(self) -> list[float]:
        """The drift of each step's beginning in the session from the clock."""
        return self._late(self.own)

    @property
    def delays(self) -> list[float]:
        """The delay of each step on the screen."""
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
    """Run a routine of equal steps in both faces at once and return their measurements."""
    offset = elapsed_seconds() - time.monotonic()
    routine = 'title = "Equal steps"\npurpose = "care"\n' + "".join(
        f'[[steps]]\nkind = "move"\nseconds = {length}\nsay = "Do {step}."\n' for step in range(1, steps + 1)
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
        limit = time.monotonic() + steps * length + LIMIT_SECONDS
        # A step may be over before a busy machine lets us look; the last one stays.
        while any(steps not in walk.shown for walk in walks):
            assert time.monotonic() < limit, [(walk.face, walk.shown) for walk in walks]
            _watch(terminals, offset)
    return walks


def _watch(terminals: Iterable[tuple[Terminal, Walk, Path]], offset: float) -> None:
    """Wait for output and record the step that it shows, then the beginning of that step in the session."""
    open_ones = {terminal.descriptor: (terminal, walk, home) for terminal, walk, home in terminals}
    ready, _, _ = select.select(list(open_ones), [], [], 0.1)
    moment = time.monotonic()
    for descriptor in ready:
        terminal, walk, _ = open_ones[descriptor]
        terminal.take(0)
        numbers = [int(number) for number in re.findall(r"\bDo (\d+)\.", terminal.text)]
        if numbers:
            walk.shown.setdefault(max(numbers), moment)
    for _, walk, home in open_ones.values():
        document = state_of(home)
        if document is not None and document["state"] == "running":
            saved = document["saved_elapsed"] - offset
            walk.began = walk.began or saved - document["active"] - document["idle"]
            walk.own.setdefault(document["step"], saved - document["into"])
