"""Type random keys and lines: the program goes on, and every routine that began is in the diary."""

import json
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.endurance.hammer.in_terminal import hammer_program
from tests.endurance.hammer.strokes import KEYS
from tests.endurance.relief import spasmtui
from tests.support.terminal import DOWN, ENTER, ESCAPE, LEFT, RIGHT, UP, Terminal, program

RELIEF = (*"gwoxsynmbatrdlhq+-=2 ", *"0123456789", UP, DOWN, LEFT, RIGHT, ENTER, ENTER, ESCAPE, ESCAPE)
"""Keys that seldom leave the relief screen."""
LINES = ("", *"123456789gwpnb+-sqymo?tx0", "yes", "no", "gone", "skip", "breathe", "3 most", "t", "é", "x" * 300)
"""Lines for linear mode: every choice, and some that are none."""


def keys(count: int, seed: int) -> Iterator[str]:
    """Type `count` random keys into the full screen and as many lines in linear mode; only leaving ends it."""
    with tempfile.TemporaryDirectory() as home:
        for name, of in (("any", KEYS), ("relief's", RELIEF)):
            starts, sent = 0, 0
            while sent < count:
                sent += hammer_program(("spasm", "calf"), Path(home), seed + starts, min(count - sent, 1000), of)
                starts += 1
            yield f"full screen: {count} keys ({name}), {starts} starts, {_kept(Path(home))}"
    with tempfile.TemporaryDirectory() as home:
        ended = Counter(_type_lines(Path(home), count, random.Random(seed)))
        assert set(ended) <= {0}, ended
        yield f"line by line: {count} lines, ended {ended[0]} times, {_kept(Path(home))}"


def _type_lines(home: Path, count: int, choose: random.Random) -> Iterator[int]:
    """Run the routine repeatedly until `count` lines are typed, and yield the exit codes."""
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
    """Return the number of episodes in the diary in words; `status` must be readable too."""
    episodes = json.loads(spasmtui(home, "log", "list", "--json"))
    assert episodes, "every routine that was begun is lost"
    assert isinstance(json.loads(spasmtui(home, "status", "--json")), dict)
    return f"{len(episodes)} episodes kept"
