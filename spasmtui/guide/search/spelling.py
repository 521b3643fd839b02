"""Read misspelled words: by their sound, by swapped, missing and wrong letters, and run together. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_SOUNDS = (
    (re.compile("^kn|^gn"), "n"), (re.compile("^ps"), "s"), (re.compile("^wr"), "r"), (re.compile("^x"), "z"),
    (re.compile("ph"), "f"), (re.compile("sch"), "sk"), (re.compile("tch"), "ch"), (re.compile("ch"), "C"),
    (re.compile("ck|q"), "k"), (re.compile("c(?=[eiy])"), "s"), (re.compile("c"), "k"), (re.compile("x"), "ks"),
    (re.compile("z"), "s"), (re.compile("gh|(?<=r)h"), ""), (re.compile("th"), "t"), (re.compile("y|ie|ee|ea"), "i"),
    (re.compile("oo|ou"), "u"), (re.compile(r"(.)\1+"), r"\1"), (re.compile("e$"), ""),
)  # fmt: skip
"""Letters and what they sound like, in the order in which they are replaced."""
_MIN_LETTERS = 3
_MIN_PREFIX = 4
_MIN_SPLIT = 5


@lru_cache(maxsize=8192)
def sound_of(word: str) -> str:
    """Spell a word in lower case as it sounds: `fisio` and `physio` are one."""
    for pattern, letters in _SOUNDS:
        word = pattern.sub(letters, word)
    return word


def _most_mistakes(word: str) -> int:
    """Return how many letters may be wrong: none of three, one of five, two of eight, three of more."""
    return 0 if len(word) <= _MIN_LETTERS else 1 if len(word) <= 5 else 2 if len(word) <= 8 else 3


class Speller:
    """Corrects words against those of a text."""

    def __init__(self, words: Iterable[str], weights: Mapping[str, float], is_real: Callable[[str], bool]) -> None:
        """Count the words of a text.

        Args:
            words: every word of the text in lower case, as often as it occurs.
            weights: by word, how much of a keyword it is; 0 for others.
            is_real: returns whether a word that the text does not have is a word of its own, and no mistake.
        """
        self._counts = Counter(word for word in words if len(word) >= _MIN_LETTERS and word.isalpha())
        self._weights = weights
        self._is_real = is_real
        self._words = sorted(self._counts)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            self._by_sound[sound_of(word)].append(word)

    def correct(self, token: str, *, is_last: bool = False) -> tuple[str, ...]:
        """Return the words that were meant: one, two that were run together, or none.

        Args:
            token: a word in lower case that the text does not have.
            is_last: whether it may be unfinished.
        """
        if not token.isalpha() or len(token) < _MIN_LETTERS:
            return ()
        if token not in self._counts and (parts := self._split(token)):
            return parts
        if alike := self._by_sound.get(sound_of(token)):
            return (min(alike, key=lambda word: self._rank(token, word)),)
        if self._is_real(token):
            return ()
        near = self._find_near(token)
        if is_last and len(token) >= _MIN_PREFIX and (not near or near[0] > 1):
            near = min(filter(None, (near, self._find_prefix(token))), default=None)
        return (near[-1],) if near else ()

    def _rank(self, token: str, word: str) -> tuple[bool, float, str]:
        """Rank words at the same distance: the same first letter, keywords and frequent words first."""
        return (word[0] != token[0], -self._weights.get(word, 0.0) - min(1.0, self._counts[word] / 20), word)

    def _find_near(self, token: str) -> tuple[int, bool, float, str] | None:

        found: dict[str, int] = {}
        for typed, words in ((token, self._words), (sound_of(token), list(self._by_sound))):
            most = _most_mistakes(typed)
            for match, distance, _place in extract(typed, words, scorer=OSA.distance, score_cutoff=most, limit=None):
                for word in [match] if typed is token else self._by_sound[match]:
                    found[word] = min(found.get(word, most), int(distance))
        found = {word: distance for word, distance in found.items() if distance <= _most_mistakes(word)}
        return min(((distance, *self._rank(token, word)) for word, distance in found.items()), default=None)

    def _find_prefix(self, token: str) -> tuple[int, bool, float, str] | None:

        size = len(token)
        words = [word for word in self._words if len(word) > size and word[:2] == token[:2]]
        near = (word for word in words if OSA.distance(token, word[:size], score_cutoff=1) <= 1)
        return min(((1, *self._rank(token, word)) for word in near), default=None)

    def _split(self, token: str) -> tuple[str, str] | None:
        """Return the two words that were run together."""
        if len(token) < _MIN_SPLIT:
            return None
        pairs = [(token[:place], token[place:]) for place in range(3, len(token) - 1)]
        known = [pair for pair in pairs if all(self._is_part(part) for part in pair)]
        return max(known, key=lambda pair: sum(self._weights.get(part, 0.0) for part in pair), default=None)

    def _is_part(self, word: str) -> bool:
        return word in ("up", "in") or (len(word) >= _MIN_LETTERS and self._counts.get(word, 0) >= 2)
