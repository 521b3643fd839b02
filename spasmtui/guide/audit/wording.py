"""Find words that the content and the interface avoid: `wording.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spasmtui.guide.audit.faults import Fault, line_of_words
from spasmtui.shared.toml_files import REINSTALL, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FILES = (
    "red_flags.toml",
    "urgent.toml",
    "glossary.toml",
    "places.toml",
    "routines/*.toml",
    "figures/*.toml",
    "drink/*.toml",
)
"""The content beside the pages that a person reads."""
SEARCH_KEYS = frozenset({"say", "words", "also"})
"""Keys of rows whose words are typed by people and not shown to them; `say` is one where it is a list."""
BETWEEN_TEXTS = "\0"
"""Stands between the texts of a file, which are searched at once: no text of TOML has it, and no pattern takes it."""


@dataclass(frozen=True, slots=True)
class AvoidedWords:
    """Some words to avoid, as one pattern, and the advice for an editor."""

    pattern: re.Pattern[str]
    instead: str


def load_avoided_words(content: Path) -> tuple[AvoidedWords, ...]:
    """Load the words to avoid.

    Raises:
        DataError: the file cannot be parsed.
    """
    rows = read_toml(content / "wording.toml", advice=REINSTALL)["avoid"]
    return tuple(AvoidedWords(_compile(row["words"]), row["instead"]) for row in rows)


def _compile(words: list[str]) -> re.Pattern[str]:
    alternatives = (re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b", re.IGNORECASE)


def find_avoided_words(text: str, avoided: tuple[AvoidedWords, ...]) -> Iterator[tuple[int, str]]:
    """Yield (offset, message) for each word of a text that is avoided."""
    for entry in avoided:
        for match in entry.pattern.finditer(text):
            yield match.start(), f"'{' '.join(match[0].split())}': write {entry.instead}"


def find_wording_faults(content: Path) -> Iterator[Fault]:
    """Yield each avoided word in the pages' text and in the rows that a person reads."""
    avoided = load_avoided_words(content)
    for path in sorted((content / "guide").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        body = max(text.find("+++\n", 4), 0)
        for offset, message in find_avoided_words(text, avoided):
            if offset >= body or text.rfind("\nsummary", 0, offset) >= text.rfind("\n", 0, offset):
                yield Fault(f"guide/{path.name}", text.count("\n", 0, offset) + 1, message)
    for path in sorted(path for pattern in FILES for path in content.glob(pattern)):
        text = path.read_text(encoding="utf-8")
        shown = [*_shown_texts(read_toml(path, advice=REINSTALL))]
        joined = BETWEEN_TEXTS.join(shown)
        for offset, message in find_avoided_words(joined, avoided):
            words = shown[joined.count(BETWEEN_TEXTS, 0, offset)]
            yield Fault(path.relative_to(content).as_posix(), line_of_words(text, words), message)


def _shown_texts(value: Mapping[str, Any] | list[Any] | str | object) -> Iterator[str]:
    """Yield the strings of a document, except the lists of words that people type."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _shown_texts(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not (key in SEARCH_KEYS and isinstance(item, list)):
                yield from _shown_texts(item)
