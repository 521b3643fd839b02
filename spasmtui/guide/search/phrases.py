"""Score typed words against the phrases that people use for a page or another subject. Pure."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from spasmtui.guide.search.words import stem, tokens_of, without_little_words

LIGHT_WORD_SHARE = 0.4
"""The share of its weight that a light word keeps: it may confirm a phrase, and never decides between two."""
SYNONYM_SHARE = 1.0
"""The share of its weight that a phrase's word has for a typed word that no phrase has, where both mean the same."""
KNOWN_SYNONYM_SHARE = 0.4
"""The same for a typed word that another phrase has."""
PART_SHARE = 0.4
"""The share of its score that a phrase keeps where a longer phrase that has all its words was typed as well."""
HEAVY = 0.85
"""The power of the part of a phrase that was typed."""


class PhraseIndex:
    """An inverted index from word stems to phrases, and from phrases to documents."""

    def __init__(
        self,
        phrases: Iterable[tuple[str, int]],
        *,
        light_words: frozenset[str] = frozenset(),
        synonyms: Mapping[str, frozenset[str]] = MappingProxyType({}),
    ) -> None:
        """Index phrases, without their little words.

        Args:
            phrases: (phrase, number of the document that it stands for).
            light_words: stems of words that weigh less.
            synonyms: by stem, the stems that mean the same.
        """
        self._phrases: list[tuple[frozenset[str], int]] = []
        self._phrases_with: dict[str, list[int]] = defaultdict(list)
        self._synonyms = synonyms
        self._light = light_words
        self.tokens: set[str] = set()
        """The words of all phrases, little ones among them."""
        documents_with: dict[str, set[int]] = defaultdict(set)
        for phrase, document in phrases:
            tokens = tokens_of(phrase)
            self.tokens.update(tokens)
            stems = frozenset(map(stem, without_little_words(tokens)))
            for word in stems:
                self._phrases_with[word].append(len(self._phrases))
                documents_with[word].add(document)
            self._phrases.append((stems, document))
        count = max(1, len({document for _stems, document in self._phrases}))
        self._weights = {
            word: math.log(1 + count / len(numbers)) * (LIGHT_WORD_SHARE if word in light_words else 1.0)
            for word, numbers in documents_with.items()
        }
        """Inverse document frequency by stem: a word of few documents weighs more."""

    @property
    def stems(self) -> Mapping[str, float]:
        """The stems of all phrases with their weights."""
        return self._weights

    def knows(self, token: str) -> bool:
        """Return whether a phrase has a word, or one that means the same."""
        word = stem(token)
        return word in self._weights or any(other in self._weights for other in self._synonyms.get(word, ()))

    def scores(self, tokens: Sequence[str]) -> dict[int, float]:
        """Score each document by its best phrase: the weights of the matched words times the share of it they cover.

        Args:
            tokens: words in lower case. The last may be unfinished; an unknown one of four letters or more also counts
                as the beginning of a known one, and any one as a word that means the same, with a share of its weight.

        Returns:
            Scores above 0 by document number; a document without a matching phrase has none.
        """
        weights: dict[int, float] = defaultdict(float)
        matches: dict[int, float] = defaultdict(float)
        for word, share in self.wanted_words(tokens).items():
            for phrase in self._phrases_with.get(word, ()):
                weights[phrase] += self._weights[word] * share
                matches[phrase] += share
        whole = {stems for phrase, count in matches.items() if count >= len(stems := self._phrases[phrase][0]) - 0.001}
        parts = {stems for stems in whole if any(stems < other and other - stems - self._light for other in whole)}
        best: dict[int, float] = {}
        for phrase, weight in weights.items():
            stems, document = self._phrases[phrase]
            share = min(1.0, matches[phrase] / len(stems)) ** HEAVY * (PART_SHARE if stems in parts else 1.0)
            best[document] = max(best.get(document, 0.0), weight * share)
        return best

    def sources(self, tokens: Sequence[str]) -> dict[str, str]:
        """Return, for each stem that explains a typed word, the stem of that word: it may mean the same or go on."""
        typed = {stem(token): token for token in tokens}
        sources = {other: word for word in typed for other in self._synonyms.get(word, ())}
        for word, token in typed.items():
            if word not in self._weights and len(word) >= 4:
                sources |= dict.fromkeys((known for known in self._weights if known.startswith((word, token))), word)
        return sources | {word: word for word in typed}

    def wanted_words(self, tokens: Sequence[str]) -> dict[str, float]:
        """Return the stems to look for, each with the share of its weight that it counts with."""
        typed = {stem(token) for token in tokens}
        prefixes = [word for word in typed if word not in self._weights and len(word) >= 4]
        prefixes += [token for token in tokens[-1:] if len(token) >= 2]
        wanted: dict[str, float] = {}
        for word in typed:
            share = KNOWN_SYNONYM_SHARE if word in self._weights else SYNONYM_SHARE
            for other in self._synonyms.get(word, ()):
                wanted[other] = max(share, wanted.get(other, 0.0))
        wanted |= dict.fromkeys((known for known in self._weights if known.startswith(tuple(prefixes))), 1.0)
        return wanted | dict.fromkeys(typed, 1.0)


FOREIGN_LITTLE_WORDS = frozenset({
    "a", "ai", "al", "am", "an", "au", "aux", "avec", "bei", "beim", "c", "con", "d", "dans", "das", "de", "del", "dem",
    "den", "der", "des", "die", "du", "ein", "eine", "el", "en", "est", "et", "fur", "ich", "il", "im", "in", "j", "je",
    "l", "la", "las", "le", "les", "los", "ma", "me", "mes", "mi", "mir", "mis", "mit", "mon", "ou", "par", "para",
    "por", "pour", "que", "qui", "s", "se", "sur", "tengo", "u", "un", "una", "und", "une", "vom", "von", "y", "zu",
})  # fmt: skip
"""French, German and Spanish words that decide nothing in a search."""


class ForeignWords:
    """The phrases of other languages, asked only where the words are not English: they never change another search."""

    def __init__(self, phrases: Iterable[tuple[str, int]], english: PhraseIndex) -> None:
        """Index phrases.

        Args:
            phrases: (phrase, number of the document that it stands for).
            english: the English phrases.
        """
        heavy = [(_heavy(tokens_of(phrase)), document) for phrase, document in phrases]
        self._index = PhraseIndex((" ".join(tokens), document) for tokens, document in heavy)
        self._whole = {frozenset(map(stem, tokens)) for tokens, _document in heavy}
        self._english = english

    def scores(self, tokens: Sequence[str], english_words: Callable[[], frozenset[str]]) -> dict[int, float]:
        """Score each document by its best foreign phrase; no document where the words are English.

        They are foreign where one of them is in a foreign phrase and in no English text, or where together they are a
        foreign phrase with a word that no English phrase has.

        Args:
            tokens: words in lower case.
            english_words: returns every word of the English texts; called only where a word may be foreign.
        """
        heavy = _heavy(tokens)
        known = [token for token in heavy if stem(token) in self._index.stems]
        if not known:
            return {}
        is_whole = frozenset(map(stem, heavy)) in self._whole and not all(map(self._english.knows, heavy))
        if not is_whole and all(token in self._english.tokens or token in english_words() for token in known):
            return {}
        return self._index.scores([*heavy, ""])  # the last word is not the beginning of another


def _heavy(tokens: Iterable[str]) -> list[str]:
    return [token for token in tokens if token not in FOREIGN_LITTLE_WORDS]
