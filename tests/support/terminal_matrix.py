"""Terminals of many kinds and sizes, the way to each screen, and what is wrong with what one of them shows.

A screen is read as a person reads it: by its words, its time, and the characters that the terminal has.
"""

from __future__ import annotations

import ast
import contextlib
import os
import re
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import product

from spasmtui.ui.drawing.big_digits import large_digits
from tests.support.terminal import ENTER, ESCAPE, ROOT, Terminal, program

Size = tuple[int, int]

SIZES: tuple[Size, ...] = (
    *((20, 5), (25, 24), (30, 8), (39, 11), (40, 12), (60, 15), (80, 24), (100, 17), (132, 43), (200, 60), (250, 70)),
)
"""Columns and rows, from a strip beside another window to a whole wall."""
FULL_SCREEN: Size = (40, 12)
"""The smallest window in which the full screen starts."""
LIMIT_SECONDS = 10.0
"""How long a fault may be seen until it counts."""
CLEARED = b"\x1b[2J"
"""How painting anew begins."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a terminal says of itself."""

    term: str
    colorterm: str | None = None
    encoding: str = "utf-8"
    no_color: str | None = None

    @property
    def environment(self) -> Mapping[str, str | None]:
        """The variables that say it."""
        is_utf8 = self.encoding == "utf-8"
        return {
            "TERM": self.term,
            "COLORTERM": self.colorterm,
            "NO_COLOR": self.no_color,
            "LANG": "C.UTF-8" if is_utf8 else "C",
            "LC_ALL": None if is_utf8 else "C",
            "PYTHONUTF8": None if is_utf8 else "0",
            "PYTHONCOERCECLOCALE": None if is_utf8 else "0",
            "PYTHONIOENCODING": None if is_utf8 else self.encoding,
        }

    @property
    def is_plain(self) -> bool:
        """True if nothing above 0x7F may be written."""
        return self.encoding != "utf-8" or self.term.startswith(("vt", "ansi", "cons", "sun"))

    @property
    def colors(self) -> int:
        """The most colours that may be written."""
        if self.no_color:
            return 0
        if self.colorterm in ("truecolor", "24bit") and self.term != "linux" and not self.term.startswith("vt"):
            return 16_777_216
        return 256 if self.term.startswith("xterm") or self.term.endswith("256color") else 16

    def __str__(self) -> str:
        return " ".join(filter(None, (self.term, self.colorterm, self.encoding, self.no_color and "NO_COLOR")))


TERMS = (
    *("xterm", "xterm-256color", "xterm-kitty", "tmux-256color", "screen", "screen-256color"),
    *("rxvt-unicode-256color", "alacritty", "linux", "vt100", "vt220", "ansi"),
)
COLORTERMS = (None, "truecolor", "24bit")
ENCODINGS = ("utf-8", "ascii", "latin-1")


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
    Screen("home", (("", "Start relief"),), r"Start|calf"),
    Screen("relief list", (("2", "Night calf cramp"),), r"(?i)calf"),
    Screen("log", (("3", LOG),), r"Log|Nov|Dec|[0-9]"),
    Screen("form", (("n", "New episode"),), r"Where"),
    Screen("guide", ((ESCAPE, _behind(LOG, "New episode")), ("4", "What to do")), r"(?i)guide|cramp|first"),
    Screen("page", ((ENTER, "Guide .+ Cramp relief"),), r"(?i)cramp|stretch"),
    Screen("drink", (("5", "Sweetener"),), r"Drink|servings"),
    Screen("settings", ((",", "Breathing"),), r"(?i)settings|screen|colours"),
    Screen("palette", ((ESCAPE, _behind("Sweetener", "Breathing")), (":", "a word for what")), r"(?i)a word|here|type"),
    Screen(
        "urgent", ((ESCAPE, _behind("Sweetener", "a word for")), ("!", "(?i)call ")), r"(?i)call|emergency|help|number"
    ),
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
    Screen("paused", ((" ", "paused"),), r"(?i)paused|space"),
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


@cache
def vocabulary() -> frozenset[str]:
    """Return every word that the program can say, in small letters: what it says besides is cut or broken."""
    found: set[str] = set()
    for path in sorted((ROOT / "content").rglob("*.*")):
        if path.suffix in (".toml", ".md", ".json") and "words" not in path.stem:
            found.update(_words(path.read_text(encoding="utf-8")))
    for path in sorted((ROOT / "spasmtui").rglob("*.py")):
        if path.parent.name == "danger":
            continue  # beginnings of words
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.update(_words(node.value))
    return frozenset(found | {word + "s" for word in found} | {_plain(word) for word in found})


def _plain(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if letter.isascii())


def _words(text: str) -> Iterator[str]:
    return (word.lower() for word in re.findall(r"[^\W\d_]{3,}", text))


_ELIDED = re.compile(r"[^\W\d_]+(?:…|\.\.\.|~)")
"""A word that says by a sign that it is cut."""


def cut_words(text: str) -> list[str]:
    """Return the words of a screen that are none, since they were cut or broken."""
    known = vocabulary()
    words = set(_words(_ELIDED.sub(" ", text)))
    # One letter again and again is a drawing.
    return sorted(word for word in words if word not in known and len(set(word)) > 1)


_FRAME = re.compile(r"[╭┏┌+][─━-]{8,}[╮┓┐+]")
"""The upper edge of a dialog, beside which the screen behind it is seen in part."""


def without_background(text: str) -> str:
    """Return a screen without what is seen beside a dialog."""
    rows = text.split("\n")
    for top, row in enumerate(rows):
        if edge := _FRAME.search(row):
            inside = [row[edge.start() : edge.end()] for row in rows[top:]]
            bottom = next((number for number, line in enumerate(inside[1:], 1) if line[:1] in ("╰", "┗", "└", "+")), 0)
            if bottom:
                return "\n".join(line[1:-1] for line in inside[1:bottom])
    return text


_SEQUENCE = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][0AB]|[=>78cDEHM]|P[^\x1b]*\x1b\\)|[\x00-\x1f]"
)
_KNOWN = re.compile(
    rb"\x1b\[(?:[0-9;]*[ABCDHJKXmd]|[0-9;]*G|\?(?:25|7|1000|1002|1003|1004|1006|1015|1016|1049|2004|2026|2048)[hl]"
    rb"|\?(?:2026|2048)\$p|[0-9]*n|>[0-9;]*[cqu]|<u|=[0-9;]*u)\Z|[\r\n\x07\x08]\Z|\x1b\][0-9]+;[^\x00-\x1f]*(?:\x07|\x1b\\)\Z"
)
_PAINT = re.compile(rb"\x1b\[([0-9;]*)m")


def unknown_bytes(raw: bytes) -> list[bytes]:
    """Return the control sequences of an output that not every terminal reads or passes over."""
    return sorted({sequence for sequence in _SEQUENCE.findall(raw) if not _KNOWN.match(sequence)})


def colors_written(raw: bytes) -> int:
    """Return the largest number of colours that an output asks for: 0, 16, 256 or 16777216."""
    most = 0
    for codes in {match.decode() for match in _PAINT.findall(raw)}:
        if "8;2;" in codes:
            return 16_777_216
        if "8;5;" in codes:
            most = max(most, 256)
        elif any(
            30 <= int(code or 0) <= 37 or 40 <= int(code or 0) <= 47 or int(code or 0) >= 90
            for code in codes.split(";")
        ):
            most = max(most, 16)
    return most


def _number(code: str) -> int:
    return int(code or 0)


def shown_seconds(text: str) -> int | None:
    """Return the seconds of the time on a screen, in large digits or in a line; None where there is none."""
    rows = text.split("\n")
    for seconds in range(600):
        time = f"{seconds // 60}:{seconds % 60:02d}"
        for height, is_ascii in product((5, 3), (False, True)):
            if _stands_in(rows, large_digits(time, 80, height, is_ascii=is_ascii)):
                return seconds
    found = re.search(r"(?<![\d:])(\d):(\d\d)(?![\d:])", text)
    return int(found[1]) * 60 + int(found[2]) if found else None


def _stands_in(rows: list[str], drawn: tuple[str, ...]) -> bool:
    for number in range(len(rows) - len(drawn) + 1):
        start = rows[number].find(drawn[0])
        while start >= 0:
            block = [
                row[start : start + len(drawn[0])].ljust(len(drawn[0])) for row in rows[number : number + len(drawn)]
            ]
            if block == list(drawn) and not rows[number][:start].rstrip().endswith(("█", "#", "|", "▀")):
                return True
            start = rows[number].find(drawn[0], start + 1)
    return False


def visit(terminal: Terminal, kind: Kind, screens: Iterable[Screen], sizes: Sequence[Size]) -> list[str]:
    """Go from screen to screen, give each every size, and return what is wrong with what was shown.

    What is shown is looked at until nothing is wrong with it, or for `LIMIT_SECONDS`.
    """
    found, begin = [], (terminal.columns, terminal.rows)
    for screen in screens:
        for key, shown in screen.way:
            terminal.keys(key)
            terminal.wait_for(shown)
        for size in sizes:
            since = len(terminal.raw)
            if size != (terminal.columns, terminal.rows):
                _resize(terminal, size)
            is_fine = partial(_is_fine, terminal, kind, screen, since)
            with contextlib.suppress(AssertionError):
                terminal.wait_until(is_fine, screen.name, LIMIT_SECONDS)
            found += [f"{kind}, {screen.name}, {size}: {fault}" for fault in faults(terminal, kind, screen, since)]
        if begin != (terminal.columns, terminal.rows):
            _resize(terminal, begin)
            terminal.wait_for(screen.way[-1][1])
    return found


def _resize(terminal: Terminal, size: Size) -> None:
    """Change the size, and wait until the program has begun to paint anew."""
    since = len(terminal.raw)
    terminal.resize(*size)
    terminal.wait_until(lambda: CLEARED in terminal.raw[since:], f"painted at {size}")


def _is_fine(terminal: Terminal, kind: Kind, screen: Screen, since: int) -> bool:
    return not faults(terminal, kind, screen, since)


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
    if kind.is_plain and (foreign := {letter for letter in text if not letter.isascii()}):
        found.append(f"not plain: {sorted(foreign)}")
    if "\ufffd" in text or re.search(r"\?\?", text):
        found.append("replaced characters")
    if sequences := unknown_bytes(raw):
        found.append(f"unknown sequences: {sequences}")
    if (written := colors_written(raw)) > kind.colors:
        found.append(f"{written} colours where there are {kind.colors}")
    if screen.has_time and shown_seconds(text) is None:
        found.append("no time")
    return found
