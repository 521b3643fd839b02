"""Every screen on every kind of terminal at every size: `python -m tests.endurance.terminals [TERM...]`.

Thirteen terminals, each with three answers on its colours and three encodings, and once without colour. It takes half
a minute a kind and prints what is wrong with the screen on which it was; a kind without a fault prints its name alone.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile

from tests.support.terminal import Terminal, program
from tests.support.terminal_kinds import COLORTERMS, ENCODINGS, SIZES, TERMS, Kind
from tests.support.terminal_matrix import OF_RELIEF, OF_THE_APP, add_episodes, visit
from tests.support.zones import afternoon_zone


def kinds(terms: list[str]) -> list[Kind]:
    """Return all kinds of the terminals of these names."""
    found = []
    for term in terms:
        found += [Kind(term, color, encoding) for encoding in ENCODINGS for color in COLORTERMS]
        found.append(Kind(term, no_color="1"))
    return found


def faults_of(kind: Kind) -> list[str]:
    """Walk all screens of one kind of terminal at all sizes, in a home of its own."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(HOME=home, TZ=afternoon_zone())
        add_episodes()
        found = []
        for command, screens in ((("spasmtui",), OF_THE_APP), (("spasm", "calf"), OF_RELIEF)):
            with Terminal(program(*command), environment=kind.environment) as terminal:
                try:
                    found += visit(terminal, kind, [(screen, SIZES) for screen in screens])
                except AssertionError as error:
                    found.append(f"{kind}: {error}")
        return found


def main() -> int:
    """Try the terminals that are named, or all; return 1 where a fault was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("terms", nargs="*", metavar="TERM", default=list(TERMS))
    parser.add_argument("--few", action="store_true", help="one kind of each terminal")
    arguments = parser.parse_args()
    every = kinds(arguments.terms)
    tried = every[:: len(every) // len(arguments.terms) + 1] if arguments.few else every
    number = 0
    for kind in tried:
        found = faults_of(kind)
        number += len(found)
        print(kind, *found, sep="\n  ", flush=True)  # noqa: T201 -- the program's only output
    return 1 if number else 0


if __name__ == "__main__":
    sys.exit(main())
