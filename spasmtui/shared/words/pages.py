"""Find the guide's page for a word that names no place, and tell a real word from a misspelling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.shared.toml_files import REINSTALL, read_toml
from spasmtui.shared.words.forms import split_words, stem

if TYPE_CHECKING:
    from pathlib import Path

_LITTLE = frozenset((
    "a",
    "an",
    "and",
    "at",
    "for",
    "from",
    "in",
    "is",
    "it",
    "my",
    "of",
    "on",
    "or",
    "the",
    "to",
    "with",
))


def is_real_word(word: str, content: Path) -> bool:
    """Return whether a word has a meaning of its own, so that it is no misspelling of another.

    Where the list of words is missing, every word is taken for a real one: nothing is guessed then.
    """
    try:
        text = (content / "real_words.txt").read_text(encoding="utf-8")
    except OSError:
        return True
    plain = "".join(split_words(word))
    return not plain.isalpha() or f"\n{plain}\n" in text


def nearest_page(words: str, content: Path) -> str | None:
    """Return the id of the page whose lay words hold these words, or None: by meaning, never by likeness.

    Args:
        words: as typed.
        content: the root of the shipped content.
    """
    wanted = {stem(word) for word in split_words(words) if word not in _LITTLE}
    best, page = 0.0, None
    for page_id, table in read_toml(content / "words.toml", advice=REINSTALL).items():
        score = 0.0
        for phrase in (page_id.replace("-", " "), *table.get("words", ())):
            stems = {stem(word) for word in split_words(phrase) if word not in _LITTLE}
            if found := len(wanted & stems):
                score = max(score, found + found / len(stems)) + 0.01
        if score > best:
            best, page = score, page_id
    return page
