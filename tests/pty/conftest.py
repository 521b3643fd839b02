"""The `terminal` fixture: programs in pseudo-terminals that end with the test."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.terminal import Terminal, program
from tests.support.zones import afternoon_zone

Start = Callable[..., Terminal]


@pytest.fixture(autouse=True)
def afternoon(own_home: Path) -> None:  # noqa: ARG001 -- which sets the zone of every other test
    """Make it the afternoon for a test of the program as it is run, whenever that is."""
    os.environ["TZ"] = afternoon_zone()
    time.tzset()


@pytest.fixture
def terminal(own_home: Path) -> Iterator[Start]:  # noqa: ARG001 -- the home comes first
    """Start `spasm` or `spasmtui` in a terminal: `terminal("spasm", "calf", "-l", size=(40, 12))`.

    Its home is this test's; a first word that is a path starts that program instead.
    """
    started: list[Terminal] = []

    def start(name: str, *words: str, **options: Any) -> Terminal:
        command = [name, *words] if name.startswith("/") else program(name, *words)
        started.append(Terminal(command, **options))
        return started[-1]

    yield start
    for one in started:
        one.end()
