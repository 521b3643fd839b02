"""End commands by a signal at any moment, 300 by default: `python -m tests.endurance.interruptions [COUNT] [SEED]`."""

import sys
import tempfile
from pathlib import Path

from tests.support.interruptions import Interruptions

RECORDS = 1500


def main() -> int:
    """Interrupt the commands, print each problem and the number of outcomes; return 1 when there is a problem."""
    count, seed = (int(word) for word in [*sys.argv[1:], *("300", "1")[len(sys.argv) - 1 :]])
    with tempfile.TemporaryDirectory() as base:
        tried = Interruptions(Path(base), RECORDS)
        problems = [problem for at in range(seed, seed + count) if (problem := tried.try_one(at))]
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    sys.stdout.write(f"{count} interruptions, {len(problems)} problems; outcomes: {tried.outcomes}\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
