"""Play lines to the menus of `spasmtui --plain`, in this process and over the files of this test's home."""

from dataclasses import dataclass
from io import StringIO

import pytest

from spasmtui import cli
from spasmtui.clock import Clock
from spasmtui.menus.conversation import Conversation
from spasmtui.plain_app import PlainHost, converse
from spasmtui.shell import Options, Shell

MANY_ROWS = 10_000
"""Of a window in which every text is shown at once."""


@dataclass(frozen=True)
class Played:
    """What a conversation has shown: a text before each prompt, and how it ended."""

    answers: tuple[str, ...]
    """The text before each prompt, and what was said at the end."""
    prompts: tuple[str, ...]
    code: int

    @property
    def text(self) -> str:
        return "\n".join(self.answers)


def play(
    *lines: str,
    clock: Clock,
    size: tuple[int, int] = (80, MANY_ROWS),
    data_dir: str | None = None,
    language: str = "en",
) -> Played:
    """Type these lines, then end the input."""
    options = Options()
    options.language = language
    options.data_dir, options.is_plain = data_dir, True
    services = cli.Composition(options, clock)
    shell = Shell(options, services, StringIO(), StringIO(), StringIO())
    answers: list[list[str]] = [[]]
    prompts: list[str] = []
    waiting = iter(lines)

    def read(prompt: str) -> str | None:
        prompts.append(prompt)
        answers.append([])
        return next(waiting, None)

    def write(line: str) -> None:
        answers[-1].append(line)

    code = converse(shell, Conversation(read, write, lambda: size), cli._dispatch)  # noqa: SLF001 -- as cli.py hands it over
    return Played(tuple("\n".join(each) for each in answers), tuple(prompts), code)


def note_live(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Note the commands that read lines themselves, in place of running them."""
    started: list[list[str]] = []
    monkeypatch.setattr(PlainHost, "run_live", lambda _host, words: started.append(list(words)))
    return started
