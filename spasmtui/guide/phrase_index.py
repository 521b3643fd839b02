"""Score typed words against the phrases that people use for a page or another subject. Pure."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

_TOKEN = re.compile(r"[^\W_]+")
_ENDINGS = ("ings", "ing", "ies", "ers", "er", "es", "ed", "s", "y", "e")
_SHORT = ("ment", "able", "ness")


def tokens_of(text: str) -> list[str]:
    """Split a text into words in lower case; `writer's` is one word."""
    return _TOKEN.findall(text.casefold().replace("'s ", "s ").replace("'", "").replace("’", ""))


def stem(token: str) -> str:
    """Strip a word's usual ending where at least three letters remain."""
    for ending in (*_SHORT, *_ENDINGS):
        if token.endswith(ending) and len(token) - len(ending) >= 3:
            token = token.removesuffix(ending)
            break
    return token[:-1] if len(token) > 3 and token[-1] == token[-2] else token


class PhraseIndex:
    """An inverted index from word stems to phrases, and from phrases to documents."""

    def __init__(self, phrases: Iterable[tuple[str, int]]) -> None:
        """Index phrases.

        Args:
            phrases: (phrase, number of the document that it stands for).
        """
        self._phrases: list[tuple[frozenset[str], int]] = []
        self._phrases_with: dict[str, list[int]] = defaultdict(list)
        documents_with: dict[str, set[int]] = defaultdict(set)
        for phrase, document in phrases:
            stems = frozenset(stem(token) for token in tokens_of(phrase))
            for word in stems:
                self._phrases_with[word].append(len(self._phrases))
                documents_with[word].add(document)
            self._phrases.append((stems, document))
        count = max(1, len({document for _stems, document in self._phrases}))
        self._weights = {word: math.log(1 + count / len(numbers)) for word, numbers in documents_with.items()}
        """Inverse document frequency by stem: a word of few documents weighs more."""

    def scores(self, tokens: Sequence[str]) -> dict[int, float]:
        """Score each document by its best phrase: the weights of the matched words times the share of it they cover.

        Args:
            tokens: words in lower case. The last may be unfinished; an unknown one of four letters or more also counts
                as the beginning of a known one.

        Returns:
            Scores above 0 by document number; a document without a matching phrase has none.
        """
        wanted = {stem(token) for token in tokens}
        prefixes = [word for word in wanted if word not in self._weights and len(word) >= 4]
        prefixes += [token for token in tokens[-1:] if len(token) >= 2]
        wanted |= {known for known in self._weights if known.startswith(tuple(prefixes))}
        weights: dict[int, float] = defaultdict(float)
        matches: dict[int, int] = defaultdict(int)
        for word in wanted:
            for phrase in self._phrases_with.get(word, ()):
                weights[phrase] += self._weights[word]
                matches[phrase] += 1
        best: dict[int, float] = {}
        for phrase, weight in weights.items():
            stems, document = self._phrases[phrase]
            best[document] = max(best.get(document, 0.0), weight * matches[phrase] / len(stems))
        return best
