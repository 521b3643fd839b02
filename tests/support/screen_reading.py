"""Read a screen as a person reads it: by its words and by its time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.machinery import SourceFileLoader
from itertools import product
from types import CodeType

from spasmtui.ui.drawing.big_digits import large_digits
from tests.support.terminal import ROOT


@cache
def vocabulary() -> frozenset[str]:
    """Return every word that the program can say, in small letters: what it says besides is cut or broken."""
    found: set[str] = set()
    for path in (ROOT / "content").rglob("*.*"):
        if path.suffix in (".toml", ".md", ".json") and "words" not in path.stem:
            found.update(_words(path.read_text(encoding="utf-8")))
    for path in (ROOT / "spasmtui").rglob("*.py"):
        if path.parent.name != "danger":  # beginnings of words
            # The import system's own cache: to parse the sources takes seconds.
            code = SourceFileLoader(path.stem, str(path)).get_code(path.stem)
            assert code is not None
            found.update(_words("\n".join(_texts(code))))
    plain = {_plain(word) for word in found if not word.isascii()}
    return frozenset(found | {word + "s" for word in found} | plain)


def _texts(constant: object) -> Iterator[str]:
    """Yield the texts in a constant of compiled code."""
    if isinstance(constant, str):
        yield constant
    elif isinstance(constant, (tuple, frozenset)):
        for part in constant:
            yield from _texts(part)
    elif isinstance(constant, CodeType):
        yield from _texts(constant.co_consts)


def _plain(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if letter.isascii())


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{3,}", text.lower()))


_ELIDED = re.compile(r"[^\W\d_]+(?:…|\.\.\.|~)")
"""A word that says by a sign that it is cut."""


def cut_words(text: str) -> list[str]:
    """Return the words of a screen that are none, since they were cut or broken."""
    known = vocabulary()
    words = _words(_ELIDED.sub(" ", text))
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


LONGEST_TIME_SECONDS = 600
_BLOCKS = ("█", "#", "|", "▀")


@cache
def _drawn_times() -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Return each time below ten minutes with the rows of its large digits, in each size and alphabet."""
    return tuple(
        (seconds, large_digits(f"{seconds // 60}:{seconds % 60:02d}", 80, height, is_ascii=is_ascii))
        for seconds in range(LONGEST_TIME_SECONDS)
        for height, is_ascii in product((5, 3), (False, True))
    )


def shown_seconds(text: str) -> int | None:
    """Return the seconds of the time on a screen, in large digits or in a line; None where there is none."""
    rows = text.split("\n")
    for seconds, drawn in _drawn_times():
        if drawn[0] in text and _stands_in(rows, drawn):
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
            if block == list(drawn) and not rows[number][:start].rstrip().endswith(_BLOCKS):
                return True
            start = rows[number].find(drawn[0], start + 1)
    return False
