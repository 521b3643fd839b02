"""Kill a process at any moment of its start: the next run has exactly one episode of it."""

import json
import random
import signal
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.endurance.relief import FACES, spasmtui, state_of
from tests.support.terminal import Terminal, program


def kill(count: int, within: float, seed: int) -> Iterator[str]:
    """Kill runs at random moments of their first seconds, resume each, and check for its one episode."""
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
