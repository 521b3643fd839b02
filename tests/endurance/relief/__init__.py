"""Try the timer as a real process on the real clock: `python -m tests.endurance.relief drift|stop|kill|keys`.

Each form runs the whole program in pseudo-terminals, in the full screen and in linear mode, and prints what it
measured.
They take from half a minute to twenty; the suite runs the shortest.
"""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FACES = {"full screen": (), "line by line": ("--plain",)}
BUSY = "while True: pass"


@contextlib.contextmanager
def busy(loops: int, nice: int) -> Iterator[None]:
    """Keep `loops` processors busy inside the block."""
    running = [subprocess.Popen(["nice", "-n", str(nice), sys.executable, "-c", BUSY]) for _ in range(loops)]
    try:
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()


def write_routine(home: Path, name: str, text: str) -> None:
    """Write a routine of the person's own into a home."""
    folder = home / ".config" / "spasmtui" / "routines"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def state_of(home: Path) -> dict[str, Any] | None:
    """Return the document of the state file in a home with one diary; None without one."""
    for path in (home / ".local" / "state" / "spasmtui").glob("*/relief.json"):
        with contextlib.suppress(OSError, ValueError):
            found: dict[str, Any] = json.loads(path.read_bytes())
            return found
    return None


def spasmtui(home: Path, *words: str, stdin: str = "") -> str:
    """Run a command in this home and return its standard output."""
    environment = {**os.environ, "HOME": str(home), "PYTHONPATH": os.getcwd()}
    done = subprocess.run(
        [sys.executable, "-m", "spasmtui", *words], input=stdin, capture_output=True, text=True, timeout=60,
        env=environment, check=False,
    )  # fmt: skip
    return done.stdout
