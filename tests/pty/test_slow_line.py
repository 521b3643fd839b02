"""The program over a slow line: nothing shown is old, no key waits behind output, the shell gets no answer."""

import re
import termios
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from spasmtui.terminal.frame_gate import QUESTION
from tests.support.slow_line import SSH, SlowTerminal
from tests.support.terminal import program

pytestmark = pytest.mark.pty

FIGURE = "[\u2801-\u28ff]"
KEY_SECONDS = 0.3
"""How long a key may wait beside the time for its own bytes and the delay of the line."""
OWN_BYTES = 150
"""What the piece of output that has just been begun may take more."""


@pytest.fixture
def slow(own_home: Path) -> Iterator[Any]:  # noqa: ARG001 -- the home comes first
    """Start a program at the end of a slow line over SSH: `slow("spasm", "calf", bits_a_second=2400)`."""
    started: list[SlowTerminal] = []

    def start(name: str, *words: str, **options: Any) -> SlowTerminal:
        started.append(SlowTerminal(program(name, *words), **{"environment": SSH, **options}))
        return started[-1]

    yield start
    for one in started:
        one.end()


def most_before_a_key(terminal: SlowTerminal) -> float:
    """Return the bytes that may be between the program and the screen."""
    return terminal.bytes_a_second * (KEY_SECONDS + 2 * terminal.latency_seconds) + OWN_BYTES


@pytest.mark.parametrize(
    ("bits", "latency", "is_slow", "options"),
    [
        pytest.param(2400, 0.3, True, {}, id="2400 far", marks=pytest.mark.long),
        # A serial line that says how slow it is, and blocks.
        pytest.param(
            *(9600, 0.0, True, {"environment": {}, "speed": termios.B9600, "buffer_bytes": 64}),
            id="9600 serial",
            marks=pytest.mark.hammer,
        ),
        pytest.param(56_000, 0.3, False, {}, id="56000 far", marks=pytest.mark.hammer),
    ],
)
def test_what_is_shown_is_never_old_and_a_key_goes_before_what_waits(
    slow: Any, bits: int, latency: float, is_slow: bool, options: dict[str, Any]
) -> None:
    one = slow("spasm", "calf", bits_a_second=bits, latency_seconds=latency, **options)
    one.wait_for("Straighten")
    one.wait_for("The line is slow: figures and flashes are left out" if is_slow else FIGURE)
    one.most_waiting = 0
    for _ in range(20):
        one.keys("+")
        one.rest(0.03)
    one.keys(" ")
    one.wait_for("paused")
    one.settle(1.2)
    assert bool(re.search(FIGURE, one.text)) is not is_slow
    one.keys("!")
    one.wait_for("Any of these")
    # Neither a countdown nor keys of the screen before stand below the first lines of this one.
    assert not is_slow or "next:" not in one.text
    assert not is_slow or "g it's gone" not in one.text
    one.keys("\x1b")
    one.wait_for("paused")
    one.keys("g")
    one.wait_for("Gone after")
    one.keys("q")
    one.wait_until(lambda: not one.is_alternate, "the shell's screen")
    assert one.exit_code() == 0
    assert one.most_waiting <= most_before_a_key(one)
    one.rest(2 * latency + 0.1)
    assert QUESTION.encode() in one.written
    assert one.answers_after_the_end == 0
