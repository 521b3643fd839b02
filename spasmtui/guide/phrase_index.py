"""How much some words are like the phrases people use for a thing. Pure."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

_TOKEN = re.compile(r"[^\W_]+")
_ENDINGS = ("ings", "ing", "ies", "ers", "er", "es", "ed", "s", "y", "e")
_SHORT = ("ment", "able", "ness")


def tokens_of(text: str) -> list[str]:
    """The words of a text in small letters; `writer's` is one word."""
    return _TOKEN.findall(text.casefold().replace("'s ", "s ").replace("'", "").replace("’", ""))


def stem(token: str) -> str:
    """A word without its usual endings, where at least three letters remain."""
    for ending in (*_SHORT, *_ENDINGS):
        if token.endswith(ending) and len(token) - len(ending) >= 3:
            token = token.removesuffix(ending)
            break
    return token[:-1] if len(token) > 3 and token[-1] == token[-2] else token


class PhraseIndex:
    """Phrases by what they stand for; tells how well some words fit each thing's best phrase."""

    def __init__(self, phrases: Iterable[tuple[str, int]]) -> None:
        """Learn phrases.

        Args:
            phrases: (phrase, number of the thing it stands for).
        """
        self._phrases: list[tuple[frozenset[str], int]] = []
        self._with: dict[str, list[int]] = defaultdict(list)
        things: dict[str, set[int]] = defaultdict(set)
        for phrase, thing in phrases:
            stems = frozenset(stem(token) for token in tokens_of(phrase))
            for one in stems:
                self._with[one].append(len(self._phrases))
                things[one].add(thing)
            self._phrases.append((stems, thing))
        count = max(1, len({thing for _stems, thing in self._phrases}))
        self._worth = {one: math.log(1 + count / len(found)) for one, found in things.items()}

    def scores(self, tokens: Sequence[str]) -> dict[int, float]:
        """The fit of each thing's best phrase; what few things are called counts more, and so does a whole phrase.

        Args:
            tokens: words in small letters; the last one may be unfinished, and a strange one may only begin right.
        """
        asked = {stem(token) for token in tokens}
        begun = [one for one in asked if one not in self._worth and len(one) >= 4]
        begun += [token for token in tokens[-1:] if len(token) >= 2]
        asked |= {known for known in self._worth if known.startswith(tuple(begun))}
        matched: dict[int, float] = defaultdict(float)
        hits: dict[int, int] = defaultdict(int)
        for one in asked:
            for at in self._with.get(one, ()):
                matched[at] += self._worth[one]
                hits[at] += 1
        best: dict[int, float] = {}
        for at, worth in matched.items():
            stems, thing = self._phrases[at]
            best[thing] = max(best.get(thing, 0.0), worth * hits[at] / len(stems))
        return best
