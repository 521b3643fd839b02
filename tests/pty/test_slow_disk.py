"""The program on a disk that takes two minutes for each operation on a file of the person's: help comes at once."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.pty.conftest import Start
from tests.support.terminal import Terminal

pytestmark = pytest.mark.pty

SLOW_SECONDS, LIMIT_SECONDS = 120, 60
"""One operation takes longer than the test waits, so that what appears has waited for none."""


def program(own_home: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "tests.support.slow_disk", str(SLOW_SECONDS), str(own_home), *words]


@pytest.fixture
def slow(terminal: Start, own_home: Path) -> Start:
    """Start a program in a terminal, on a slow disk."""

    def start(*words: str) -> Terminal:
        return terminal(*program(own_home, *words), environment={"PYTHONPATH": str(ROOT)})

    return start


def test_urgent_answers_and_ends(own_home: Path) -> None:
    ended = subprocess.run(
        program(own_home, "spasmtui", "urgent"),
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=LIMIT_SECONDS,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "emergency number" in ended.stdout


@pytest.mark.long
def test_the_first_instruction_is_painted_and_the_timer_runs(slow: Start) -> None:
    one = slow("spasm", "calf", "-l")
    one.wait_for("Straighten the cramped leg", LIMIT_SECONDS)
    one.wait_for("g it's gone", LIMIT_SECONDS)
    one.keys("g")
    one.wait_for("Pain now", LIMIT_SECONDS)
    one.signal(signal.SIGKILL)


@pytest.mark.long
def test_linear_mode_begins(slow: Start) -> None:
    one = slow("spasm", "calf", "--plain")
    one.wait_for("Straighten the cramped leg", LIMIT_SECONDS)
    one.signal(signal.SIGKILL)


@pytest.mark.long
def test_every_screen_and_help_come_and_it_ends(slow: Start) -> None:
    one = slow("spasmtui")
    one.wait_for("Start relief", LIMIT_SECONDS)
    for key, shown in (
        ("3", "Night +Cramps"),
        ("4", "What to do"),
        ("5", "Sweetener"),
        (",", "Breathing"),
        ("!", "Book an appointment"),
    ):
        one.keys(key)
        one.wait_for(shown, LIMIT_SECONDS)
    one.keys("q")
    assert one.exit_code(limit_seconds=LIMIT_SECONDS) == 0
