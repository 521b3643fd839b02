"""Count words over the records that have an answer: an answer of "none" counts as one, and "not recorded" does not."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from spasmtui.episodes.model.episode import Episode
from spasmtui.episodes.model.names import counted_word


@dataclass(frozen=True, slots=True, kw_only=True)
class WordCounts:
    """The number of records with each word."""

    recorded: int
    """The number of records with an answer, "none" included."""
    words: tuple[tuple[str, int], ...] = ()
    """A word and its count, the most frequent first."""


def count_words(records: Iterable[Iterable[str] | None]) -> WordCounts:
    """Count words; a word twice in one record counts once, and a record that is None has no answer."""
    known = [dict.fromkeys(words) for words in records if words is not None]
    counter = Counter(word for words in known for word in words)
    return WordCounts(recorded=len(known), words=tuple(sorted(counter.items(), key=lambda item: (-item[1], item[0]))))


def count_triggers(episodes: Iterable[Episode]) -> WordCounts:
    """Count the triggers of episodes, each as one however another program writes it."""
    return count_words(None if each.triggers is None else map(counted_word, each.triggers) for each in episodes)
