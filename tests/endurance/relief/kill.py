"""Kill a process at any moment after its first instruction: it is known, goes on, and has exactly one episode."""

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
            changes = {"HOME": folder, **({"NO_COLOR": "1"} if number % 4 == 2 else {})}  # which is not painted early
            with Terminal(command, environment=changes) as terminal:
                terminal.wait_for("Straighten")
                terminal.rest(within * chance.random())
                terminal.signal(signal.SIGKILL)
                terminal.exit_code()
            document = state_of(home)
            was_open = json.loads(spasmtui(home, "log", "list", "--json")) != []
            status = json.loads(spasmtui(home, "status", "--json"))["routine"]
            if status is None:
                assert not was_open, "an open episode with nothing to go on with"
                seen[f"{face}: LOST"] += 1
                continue
            assert status["state"] == "interrupted"
            assert spasmtui(home, "resume", "--plain", stdin="g\n\n").startswith("Step ")
            (episode,) = json.loads(spasmtui(home, "log", "list", "--json"))
            assert episode["ended_at"] is not None
            assert not [path for path in home.rglob("*") if path.name.endswith(".part")], "a draft is left"
            known = (
                "start marked"
                if document is None
                else "its id saved"
                if document["episode"]
                else "episode opened"
                if was_open
                else "place saved"
            )
            seen[f"{face}: {known}, one episode in the end"] += 1
    for what, times in sorted(seen.items()):
        yield f"{what}: {times}"
