"""Give random input to the program in a pseudo-terminal, over many starts."""

import contextlib
import os
import random
import select
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.endurance.hammer.homes import KINDS, Homes, check_readable, reports
from tests.endurance.hammer.strokes import KEYS, Resize, Stroke, strokes
from tests.support.terminal import Terminal, program

STARTS = (
    ("spasm", "calf", "-l"),
    ("spasm", "calf"),
    ("spasmtui",),
    ("spasm", "heat"),
    ("spasm", "bedtime"),
    ("spasmtui", "resume"),
)
STROKES_A_START = 400
ANSWERED_SECONDS = 60.0
"""The longest time for the answer to a few dozen keys on a busy machine."""
LAST = 40
"""The last strokes that a failure shows."""


class Deaf(Terminal):
    """A terminal whose screen nobody looks at: emulating it would take most of the time."""

    def _show(self, data: bytes) -> None:
        self._pending = data[-64:]
        del self.raw[:-20_000]

    def send(self, data: bytes) -> None:
        """Send bytes while taking in what the program writes: neither waits for the other for ever.

        Raises:
            AssertionError: the program reads nothing.
        """
        deadline = time.monotonic() + ANSWERED_SECONDS
        while data:
            assert time.monotonic() < deadline, "nothing is read"
            readable, writable, _ = select.select([self.descriptor], [self.descriptor], [], 1)
            if readable and not self.take(0):
                return
            if writable:
                try:
                    data = data[os.write(self.descriptor, data[:1024]) :]
                except OSError:
                    return  # it has ended

    def digest(self) -> None:
        """Wait until the program has answered: until it has hardly used the processor for a moment.

        Raises:
            AssertionError: it does not come to rest.
        """
        deadline = time.monotonic() + ANSWERED_SECONDS
        with contextlib.suppress(OSError):  # it has ended
            while True:
                before = self.cpu_seconds()
                self.rest(0.08)
                if self.cpu_seconds() - before < 0.01:
                    return
                assert time.monotonic() < deadline, "it does not come to rest"


def hammer_starts(count: int, seed: int, homes: Homes) -> Iterator[int]:
    """Send `count` strokes, each start with the next seed; yield the strokes of each start."""
    while count > 0:
        yield (sent := hammer_start(seed, min(count, STROKES_A_START), homes))
        count -= max(sent, 1)
        seed += 1


def hammer_start(seed: int, count: int, homes: Homes) -> int:
    """Start the program in one of the homes, as the seed has it, and hammer on it; return the number of strokes.

    Raises:
        AssertionError: as `hammer_program` does.
    """
    dice = random.Random(seed)
    words, kind = dice.choice(STARTS), dice.choice(KINDS)
    try:
        return hammer_program(words, homes.new("interrupted" if words[-1] == "resume" else kind), seed, count)
    except AssertionError as error:
        error.add_note(f"To play it again: python -m tests.endurance.hammer --replay {seed}")
        raise


def hammer_program(
    words: Sequence[str],
    home: Path,
    seed: int,
    count: int,
    keys: tuple[str, ...] = KEYS,
    size: tuple[int, int] = (80, 24),
) -> int:
    """Start the program in its home, send at most `count` strokes, and end it; return the number of strokes.

    The home is the current folder too: some keys write a file there.

    Raises:
        AssertionError: it ended by itself, does not end, or left what cannot be read; the message has the last strokes.
    """
    dice = random.Random(seed)
    sent: list[Stroke] = []
    environment = {"HOME": str(home), "EDITOR": "true"}
    with contextlib.chdir(home), Deaf(program(*words), size=size, environment=environment) as one:
        try:
            one.wait_until(lambda: b"\x1b[?1049h" in one.raw, "the full screen")
            for stroke in strokes(dice, count, keys):
                sent.append(stroke)
                if isinstance(stroke, Resize):
                    one.resize(stroke.columns, stroke.rows)
                else:
                    one.send(stroke)
                if dice.random() < 0.05:
                    one.digest()
                if not one.is_running:
                    break
            _end(one, dice)
            check_readable(home)
        except Exception as error:
            raise AssertionError(
                f"{type(error).__name__}: {error}\n{' '.join(words)} with seed {seed}, after {len(sent)} strokes, "
                f"the last of them\n{sent[-LAST:]}\nIts last output:\n{bytes(one.raw[-1500:])!r}\n"
                f"Its reports:\n{reports(home)}"
            ) from error
    return len(sent)


def _end(one: Deaf, dice: random.Random) -> None:
    """End the program in one of the ways in which it ends, unless a key has ended it, or is about to."""
    one.digest()
    if not one.is_running:
        assert one.exit_code() == 0, f"code {one.exit_code()}"
    elif dice.random() < 0.5:
        one.close()
        assert one.exit_code() in {0, 129}, f"code {one.exit_code()} at a hang-up"
    else:
        one.send(b"\x1b[201~\x03")
        assert one.exit_code() in {0, 130}, f"code {one.exit_code()} at Ctrl+C"
