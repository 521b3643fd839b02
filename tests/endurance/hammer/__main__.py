"""Hunt for an end of the app, and say how many keys it stood."""

import argparse
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

from tests.endurance.hammer import __doc__ as about
from tests.endurance.hammer import in_process, in_terminal
from tests.endurance.hammer.homes import Homes

REPORTED_EVERY = 5_000


def main() -> int:
    """Run the hunt, print its progress, and return 1 after a failure."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--keys", type=int, default=100_000, help="the number of keys, pastes and other strokes")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first start; each next start has the next")
    parser.add_argument("--replay", type=int, metavar="SEED", help="play one start again")
    parser.add_argument("--in-process", action="store_true", help="without a terminal")
    arguments = parser.parse_args()
    where = in_process if arguments.in_process else in_terminal
    with tempfile.TemporaryDirectory() as folder:
        homes = Homes(Path(folder))
        try:
            if arguments.replay is not None:
                _report(f"{where.hammer_start(arguments.replay, where.STROKES_A_START, homes)} strokes, and no end.")
            else:
                _hunt(where.hammer_starts(arguments.keys, arguments.seed, homes), arguments.seed)
        except AssertionError as failure:
            traceback.print_exception(failure)
            return 1
    return 0


def _hunt(starts: Iterator[int], seed: int) -> None:
    """Run every start, and print how many strokes the app has stood."""
    began, sent, number = time.monotonic(), 0, 0
    for number, of_one in enumerate(starts, 1):
        before, sent = sent, sent + of_one
        if before // REPORTED_EVERY != sent // REPORTED_EVERY:
            _report(f"{sent} strokes in {number} starts, {time.monotonic() - began:.0f} s")
    _report(f"{sent} strokes with seeds {seed} to {seed + number - 1}: {number} starts, and no end by itself.")


def _report(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
