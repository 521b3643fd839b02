"""Type random keys into the whole program, 10,000 by default: `python -m tests.endurance.hammer [COUNT] [SEED]`."""

import contextlib
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence

from tests.support.terminal import DOWN, ENTER, ESCAPE, LEFT, RIGHT, TAB, UP, Terminal, program

KEYS = (
    *"abcdefghijklmnoprstuvwxyz0123456789!?/:+-=<>[]{}()'\"\\~ ", "q", ENTER, ESCAPE, TAB, UP, DOWN, LEFT, RIGHT,
    "\x7f", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", "\x1bOP", "\x1b[Z", "é", "痛", "\x0c", "\x00", "\x1b[<0;5;5M",
)  # fmt: skip

ANSWERED_SECONDS = 60
"""The longest time for the answer to 25 keys on a busy machine."""


def hammer(start: Callable[[], Terminal], count: int, seed: int, of: Sequence[str] = KEYS) -> int:
    """Type `count` random keys, restarting when one of them leaves; return the number of restarts.

    Raises:
        AssertionError: the program ended in any other way.
    """
    choose = random.Random(seed)
    one, left = start(), 0
    for _ in range(0, count, 25):
        # Leaving is one of the keys, but a rare one.
        keys = [choose.choice(of) if choose.random() < 0.03 else choose.choice([k for k in of if k != "q"])
                for _ in range(25)]  # fmt: skip
        one.keys("".join(keys))
        _digest(one)
        if not one.is_running:
            assert one.exit_code() == 0, f"seed {seed}, after {keys}:\n{one.text}"
            one, left = start(), left + 1
    assert one.is_running or one.exit_code() == 0, f"seed {seed}, code {one.exit_code()}, at the end:\n{one.text}"
    assert "Traceback" not in one.text
    one.end()
    return left


def _digest(one: Terminal) -> None:
    """Wait until the program has answered the keys: until it has hardly used the processor for a moment."""
    deadline = time.monotonic() + ANSWERED_SECONDS
    with contextlib.suppress(OSError):  # it has ended
        while time.monotonic() < deadline:
            before = one.cpu_seconds()
            one.rest(0.25)
            if one.cpu_seconds() - before < 0.03:
                return


if __name__ == "__main__":
    count = int(sys.argv[1]) if sys.argv[1:] else 10_000
    seed = int(sys.argv[2]) if sys.argv[2:] else 1
    with tempfile.TemporaryDirectory() as home:

        def start() -> Terminal:
            """Start the program again in the same home."""
            one = Terminal(program("spasm", "calf"), environment={"HOME": home, "EDITOR": "true"})
            one.wait_for(r"since \d|Relief|Running")
            return one

        left = hammer(start, count, seed)
    sys.stdout.write(f"{count} keys with seed {seed}; left {left} times, never by a fault.\n")
