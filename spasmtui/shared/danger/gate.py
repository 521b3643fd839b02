"""Recognize a red flag in what a person types, before anything else is done with the words. Pure.

Every room asks this gate first: the timer, the diary, the guide, the search and the palette. The red flags, the phrases
that people say for them and the words with one meaning are data (`content/red_flags.toml`, `content/danger_words.toml`,
`content/languages/*/danger_words.toml`), made into constants by `make generated`.

A flag is met when each of the signs of one of its patterns occurs in the words, near each other, and each in a word of
its own. A sign is a *concept*, such as pain, whatever word is used for it. What is denied ("no chest pain"), a
treatment ("hot bath"), an exercise ("chest stretch") and an idle word ("a bit", "hit the gym") is no sign.
"""

from __future__ import annotations

from functools import lru_cache

from spasmtui.shared.words.forms import split_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

GRAVEST_FIRST = ("emergency", "today", "book")
"""The levels of a red flag that calls for somebody."""


class MatchedFlag:
    """A red flag that some words describe. It is no dataclass: a mistyped command would wait for `inspect`."""

    __slots__ = ("do", "hint", "id", "level", "page", "see", "worse")

    def __init__(self, *, id: str, level: str, see: str, do: str, worse: str, page: str, hint: str) -> None:  # noqa: A002
        """Create a flag.

        Args:
            id: its id.
            level: `emergency`, `today` or `book`.
            see: the sign.
            do: what to do about it.
            worse: what makes it worse; may be empty.
            page: the page that explains it.
            hint: a sentence on another meaning of the same words; mostly empty.
        """
        self.id = id
        self.level = level
        self.see = see
        self.do = do
        self.worse = worse
        self.page = page
        self.hint = hint

    @property
    def sentence(self) -> str:
        """The sign, what to do about it, and what makes it worse."""
        return " ".join(filter(None, (self.see, self.do, self.worse)))


def find_flag(words: str | Iterable[str]) -> MatchedFlag | None:
    """Return the gravest red flag that these words describe, as typed; None when they describe none."""
    return next(iter(find_flags(words)), None)


def find_flags(words: str | Iterable[str]) -> tuple[MatchedFlag, ...]:
    """Return every red flag that these words describe, the gravest first.

    Of equally grave ones the one comes first that knows whom it concerns or what came before, such as a pregnancy, a
    child or dialysis; then the one of which more signs occur.

    Args:
        words: a text as typed, or its words.
    """
    return _find_flags(words if isinstance(words, str) else " ".join(words))


@lru_cache(maxsize=8)  # a command and the search that it asks want to know of the same words
def _find_flags(words: str) -> tuple[MatchedFlag, ...]:
    from spasmtui.shared.danger import reading, signs, tables  # noqa: PLC0415 -- a command without words does without

    text = reading.Reading(split_words(words))
    if not text.at:
        return ()
    places = signs.SignPlaces(text)
    best: dict[int, tuple[int, int, int]] = {}
    concepts = frozenset(text.at)
    occurs = tables.signs_with(concepts)
    fewest = 2 if text.asks_what_is() else 1
    for flag, is_whole, excluded, *numbers in tables.patterns_with(occurs):
        if len(numbers) >= fewest and occurs.issuperset(numbers) and excluded not in occurs:
            pattern = [tables.sign(number) for number in numbers]
            context = any(tables.CONTEXT.intersection(sign) & concepts for sign in pattern)
            rank = (int(context), len(pattern), int(is_whole))
            if flag in best and rank <= best[flag]:
                continue
            if (not is_whole or places.are_only(pattern[0])) and places.are_near(pattern) and places.are_apart(pattern):
                best[flag] = rank

    def order(flag: int) -> tuple[int, ...]:
        return (GRAVEST_FIRST.index(tables.FLAGS[flag][1]), *(-part for part in best[flag]), flag)

    return tuple(_matched(tables, flag, concepts) for flag in sorted(best, key=order))


def _matched(data: Any, number: int, concepts: frozenset[int]) -> MatchedFlag:
    flag, level, see, do, worse, page = data.FLAGS[number]
    hint = next((say for wanted, concept, say in data.HINTS if wanted == flag and concept in concepts), "")
    return MatchedFlag(id=flag, level=level, see=see, do=do, worse=worse, page=page, hint=hint)
