"""The first instruction on the screen before anything heavy is imported."""

import os
import sys


def main(program: str) -> None:
    """Run the program under the name it was called by; `spasm` is short for `spasmtui relief`. Does not return."""
    words = sys.argv[1:]
    if program == "spasm":
        words = ["relief", *words]
    from spasmtui.cli import main as run  # noqa: PLC0415 -- nothing heavy before the first instruction

    code = run(words)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        code = code or 141
    os._exit(code)
