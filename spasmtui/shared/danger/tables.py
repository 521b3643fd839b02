"""Unpack the constants of the gate for words of danger, as much of them as a question needs. Pure."""

from __future__ import annotations

from functools import cache

from spasmtui.shared.danger import _generated as packed
from spasmtui.shared.danger import _generated_spellings as spellings
from spasmtui.shared.danger._generated import (
    AFTER_HARMLESS,
    AFTER_TREATMENT,
    BEFORE_TREATMENT,
    BESIDE,
    CONTEXT,
    DENY,
    DENY_HAVE,
    EARLY_WEEKS,
    EXACT,
    FEELINGS,
    FEVER,
    FIXED,
    FLAGS,
    GESTATION,
    HINTS,
    LITTLE,
    LONG_TIME,
    NO_DURATION,
    NUMBERS,
    ONLY_BESIDE,
    PARTS,
    TEMPERATURES,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = (
    "AFTER_HARMLESS",
    "AFTER_TREATMENT",
    "BEFORE_TREATMENT",
    "BESIDE",
    "CONTEXT",
    "DENY",
    "DENY_HAVE",
    "EARLY_WEEKS",
    "EXACT",
    "FEELINGS",
    "FEVER",
    "FIXED",
    "FLAGS",
    "GESTATION",
    "HINTS",
    "LITTLE",
    "LONG_TIME",
    "NO_DURATION",
    "NUMBERS",
    "ONLY_BESIDE",
    "PARTS",
    "TEMPERATURES",
    "concepts_of",
    "expressions_from",
    "is_lookalike",
    "is_word",
    "letters_of",
    "patterns_with",
    "sign",
    "signs_with",
    "words_of_shape",
)


def _unpack(table: tuple[str, str]) -> dict[str, str]:
    """Return the values of a packed table by their keys, each still a text."""
    return dict(zip(table[0].split(), table[1].split(";"), strict=True))


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split()))


_words = _unpack(packed.WORDS)
_phrases = _unpack(packed.PHRASES)
_signs = packed.SIGNS.split(";")
_signs_with = packed.SIGNS_WITH.split(";")
_patterns = packed.PATTERNS.split(";")


def is_word(stem: str) -> bool:
    """Return whether a stem means something, or is known to mean nothing."""
    return stem in _words


def concepts_of(stem: str) -> tuple[int, ...]:
    """Return the concepts that a stem means."""
    return _numbers(_words.get(stem, ""))


@cache
def expressions_from(stem: str) -> tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]:
    """Return (following stems, concepts) of the expressions of several words that begin with a stem."""
    if not (text := _phrases.get(stem)):
        return ()
    rows = [row.partition(":") for row in text.split(",")]
    return tuple((tuple(rest.split()), _numbers(concepts)) for rest, _colon, concepts in rows)


def sign(number: int) -> tuple[int, ...]:
    """Return the concepts of which one is the sign with this number."""
    return _numbers(_signs[number])


def signs_with(concepts: Iterable[int]) -> set[int]:
    """Return the numbers of the signs that one of these concepts is."""
    return {number for concept in concepts for number in _numbers(_signs_with[concept])}


def patterns_with(signs: Iterable[int]) -> Iterator[tuple[int, ...]]:
    """Yield (flag, whether it is whole, sign that excludes it, signs...) of each pattern whose rarest sign is here."""
    for number in signs:
        if text := _patterns[number]:
            yield from map(_numbers, text.split(","))


@cache
def _spellings() -> tuple[dict[str, str], dict[str, str]]:
    """Return the words of danger by first letter and length, and by first letter the real words that look like one."""
    return _unpack(spellings.BY_SHAPE), _unpack(spellings.LOOKALIKES)


def is_lookalike(word: str) -> bool:
    """Return whether this is a real word that would pass for a misspelling of a word of danger."""
    return f" {word} " in _spellings()[1].get(word[:1], "")


@cache
def words_of_shape(first: str, length: int) -> tuple[tuple[str, int], ...]:
    """Return the words of danger with this first letter and number of letters, each with its `letters_of`."""
    return tuple((word, letters_of(word)) for word in _spellings()[0].get(f"{first}{length}", "").split())


def letters_of(word: str) -> int:
    """Return the set of a word's letters, each a bit of a number."""
    letters = 0
    for letter in word:
        letters |= 1 << ord(letter)
    return letters
