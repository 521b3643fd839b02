"""Run one form of the trial and print its result."""

import argparse
import sys
from collections.abc import Callable, Iterable

from tests.endurance.relief import __doc__ as about
from tests.endurance.relief import busy
from tests.endurance.relief.drift import drift
from tests.endurance.relief.keys import keys
from tests.endurance.relief.kill import kill
from tests.endurance.relief.stop import stop


def main() -> None:
    """Run one form and print its result."""
    parser = argparse.ArgumentParser(description=about)
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
