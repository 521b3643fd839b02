"""The way to each screen, and what is wrong with what a terminal shows of it at each size.

A screen is read as a person reads it: by its words, its time, and the characters that the terminal has.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.support.screen_reading import cut_words, shown_seconds, without_background
from tests.support.terminal import ENTER, ESCAPE, ROOT, Terminal, program
from tests.support.terminal_kinds import Kind, Size, colors_written, unknown_bytes

LIMIT_SECONDS = 10.0
"""How long a fault may be seen until it counts."""
QUIET_SECONDS = 0.05
"""A screen is judged when nothing has arrived for so long."""
CLEARED = b"\x1b[2J"
"""How painting anew begins."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen, the way to it from the one before, and what is read on it at every size.

    The way is keys, each with what the screen that it leads to shows in a window of 80 by 24.
    """

    name: str
    way: tuple[tuple[str, str], ...]
    reads: str
    has_time: bool = False


LOG = "Night +Cramps"


def _behind(shown: str, closed: str) -> str:
    """Return the pattern of a screen that is seen again once what was before it is closed."""
    return rf"\A(?!.*{closed}).*{shown}"


OF_THE_APP = (
    Screen("home", (("", "Start relief"),), r"Start|Relief"),
    Screen("relief list", (("2", "Night calf cramp"),), r"(?i)calf"),
    Screen("log", (("3", LOG),), r"Log|Nov|Dec|[0-9]"),
    Screen("form", (("n", "New episode"),), r"Where"),
    Screen("guide", ((ESCAPE, _behind(LOG, "New episode")), ("4", "What to do")), r"(?i)guide|cramp|first"),
    Screen("page", ((ENTER, "Guide .+ Cramp relief"),), r"(?i)cramp|stretch"),
    Screen("drink", (("5", "Sweetener"),), r"Drink|servings"),
    Screen("settings", ((",", "Breathing"),), r"(?i)settings|screen|colours"),
    Screen("palette", ((ESCAPE, _behind("Sweetener", "Breathing")), (":", "a word for what")), r"(?i)a word|here|type"),
    Screen("urgent", ((ESCAPE, _behind("Sweetener", "a word for")), ("!", "(?i)call ")), r"(?is)call.*1 chest"),
    Screen("keys", ((ESCAPE, _behind("Sweetener", "(?i:call) ")), ("?", "Everywhere")), r"(?i)here|everywhere"),
    Screen(
        "insights",
        ((ESCAPE, _behind("Sweetener", "Everywhere")), ("3", LOG), ("i", "Nights .+ 1 of")),
        r"(?i)insights|night",
    ),
    Screen("sheet", ((ESCAPE, _behind(LOG, "1 of")), ("r", "spasm diary")), r"(?i)diary|shared|recorded"),
)
OF_RELIEF = (
    Screen("timer", (("", "pause"),), r"(?i)leg|toe|heel|calf|stretch", has_time=True),
    Screen("paused", ((" ", "paused"),), r"(?i)paused|space", has_time=True),
    Screen("after", (("g", "Pain"),), r"(?i)pain|gone|how"),
)


EPISODES = (
    ("calf", "--left", "--at", "yesterday 03:10", "--for", "4m", "--pain", "6"),
    ("foot", "--right", "--at", "3 days ago", "--for", "2m"),
)


def add_episodes() -> None:
    """Write two episodes to the diary of this home."""
    for words in EPISODES:
        command = program("spasmtui", "log", "add", *words)
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        subprocess.run(command, env=environment, check=True, capture_output=True, timeout=60)


@dataclass(slots=True)
class _Look:
    """One screen at one size, looked at until nothing is wrong with it."""

    terminal: Terminal
    kind: Kind
    screen: Screen
    since: int
    """The bytes that the terminal had got when the look before began."""
    judged: int = -1
    """The bytes that it had got when it was judged."""
    found: list[str] | None = None

    def is_fine(self) -> bool:
        """Return whether all is well with what is shown; the same bytes are judged once."""
        if self.judged != len(self.terminal.raw):
            self.judged = len(self.terminal.raw)
            self.found = faults(self.terminal, self.kind, self.screen, self.since)
        return not self.found and not self.terminal.rest(QUIET_SECONDS)


def visit(terminal: Terminal, kind: Kind, stops: Iterable[tuple[Screen, Sequence[Size]]]) -> list[str]:
    """Go from screen to screen, give each its sizes, and return what is wrong with what was shown and written.

    What is shown is looked at until nothing is wrong with it and it is complete, or for `LIMIT_SECONDS`.

    Raises:
        AssertionError: a screen did not come up, or was not painted anew; the message shows what was there.
    """
    found, begin, since = [], (terminal.columns, terminal.rows), 0
    for screen, sizes in stops:
        for key, shown in screen.way:
            terminal.keys(key)
            terminal.wait_for(shown)
        for size in sizes:
            look, since = _Look(terminal, kind, screen, since), len(terminal.raw)
            if size != (terminal.columns, terminal.rows):
                _resize(terminal, size)
            with contextlib.suppress(AssertionError):
                terminal.wait_until(look.is_fine, screen.name, LIMIT_SECONDS)
            if look.found:
                found.append(f"{kind}, {screen.name}, {size}: {'; '.join(look.found)}\n{terminal.text}")
        if begin != (terminal.columns, terminal.rows):
            _resize(terminal, begin)
            terminal.wait_for(screen.way[-1][1])
    return found


def _resize(terminal: Terminal, size: Size) -> None:
    """Change the size, and wait until the program has begun to paint anew."""
    since = len(terminal.raw)
    terminal.resize(*size)
    terminal.wait_until(lambda: CLEARED in terminal.raw[since:], f"painted at {size}")


def faults(terminal: Terminal, kind: Kind, screen: Screen, since: int) -> list[str]:
    """Return what is wrong with what a terminal shows; nothing where all is well.

    Args:
        terminal: the terminal.
        kind: what it says of itself.
        screen: the screen that it should show.
        since: the bytes that it had got before.
    """
    text, raw = without_background(terminal.text), bytes(terminal.raw[since:])
    found = []
    if not re.search(screen.reads, text):
        found.append(f"nothing reads {screen.reads!r}")
    if words := cut_words(text):
        found.append(f"cut or broken: {words}")
    if kind.is_plain and not raw.isascii():
        found.append(f"not plain: {sorted({letter for letter in terminal.text if not letter.isascii()})}")
    if "\ufffd" in text or "??" in text:
        found.append("replaced characters")
    if sequences := unknown_bytes(raw, kind):
        found.append(f"unknown sequences: {sequences}")
    if (written := colors_written(raw)) > kind.colors:
        found.append(f"{written} colours where there are {kind.colors}")
    if screen.has_time and shown_seconds(text) is None:
        found.append("no time")
    return found
