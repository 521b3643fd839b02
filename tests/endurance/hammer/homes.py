"""Make the homes that random input begins in: an empty one, one with a diary, and one with an interrupted routine."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.endurance.relief import state_of
from tests.support.terminal import RIGHT, Terminal, program

KINDS = ("empty", "diary", "interrupted")


class Homes:
    """The three kinds of home, made once and copied to one place for each start: a state belongs to a path."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._home = folder / "home"
        for kind in KINDS:
            self._home.mkdir()
            if kind != "empty":
                _keep_diary(self._home)
            if kind == "interrupted":
                _interrupt_routine(self._home)
            self._home.rename(folder / kind)

    def new(self, kind: str) -> Path:
        """Return a fresh home of one kind; what the start before has left of it is removed."""
        shutil.rmtree(self._home, ignore_errors=True)
        shutil.copytree(self._folder / kind, self._home, dirs_exist_ok=True)
        return self._home


def _keep_diary(home: Path) -> None:
    for words in (("calf", "-l", "-p", "7"), ("foot", "--note", "after the long walk"), ("calf", "--at", "1h ago")):
        spasmtui(home, "log", "add", *words)
    spasmtui(home, "log", "day", "effort")


def _interrupt_routine(home: Path) -> None:
    with Terminal(program("spasm", "calf", "-l"), environment={"HOME": str(home)}) as one:
        one.wait_for(r"since \d")
        one.keys(RIGHT)
        one.wait_until(lambda: (saved := state_of(home)) and saved["episode"], "a saved routine")
        one.signal(signal.SIGKILL)
        one.exit_code()


def spasmtui(home: Path, *words: str) -> str:
    """Run a command in this home and return its standard output; it must succeed."""
    environment = {**os.environ, "HOME": str(home), "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "spasmtui", *words], stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=120, env=environment, check=True,
    ).stdout  # fmt: skip


def check_readable(home: Path) -> None:
    """Check that the diary and the state that random input has left can be read.

    Raises:
        AssertionError: a command prints what is not JSON.
        subprocess.CalledProcessError: a command fails.
    """
    status: Any = json.loads(spasmtui(home, "status", "--json"))
    assert set(status) == {"open_episode", "routine", "due"}, status
    assert isinstance(json.loads(spasmtui(home, "log", "list", "--json")), list)


def reports(home: Path) -> str:
    """Return the crash reports of a home."""
    return "\n".join(path.read_text(encoding="utf-8") for path in home.rglob("crash-reports/*.txt"))
