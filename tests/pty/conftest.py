"""The `terminal` fixture: programs in pseudo-terminals that end with the test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.terminal import Terminal, program

Start = Callable[..., Terminal]


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
