"""Find entries by words as people type them: a title, its beginning, or what a person would call it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spasmtui.shared.words.forms import BOUNDARY, is_misspelling, split_words, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spasmtui.ui.palette.entry import Entry

LITTLE_WORDS = frozenset((
    "a", "an", "and", "at", "can", "do", "does", "for", "from", "how", "i", "in", "is", "it", "me", "my", "of", "on",
    "or", "the", "to", "want", "with",
))  # fmt: skip
"""Words that need not be found."""
_POINTING = frozenset(("he", "her", "him", "she", "that", "them", "these", "they", "this", "those", "you", "your"))
"""Words of the texts that nobody looks for; the stem of one is that of "theme"."""
_TITLE, _SAID, _ABOUT = 10.0, 6.0, 2.0
"""The worth of a word found in the title, among what people say, and in the line about the entry."""
_BEGINNING = 0.8
"""The share of that for the beginning of a word, because the rest may not be typed yet."""
_SAME, _STARTS = 20.0, 10.0
"""Added when the words are a whole title or phrase, or its beginning."""
_USED = 3.0
"""Added for what was used last, less for what was used before it."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """An entry, and its words as they are looked up."""

    entry: Entry
    phrases: tuple[tuple[float, str], ...]
    """Its title and what people say, each as plain words in one text, with the share of the title's worth."""
    words: tuple[tuple[str, str, float], ...]
    """Each of its words with its stem and its worth, the dearest first."""


def index(entries: Iterable[Entry]) -> tuple[Indexed, ...]:
    """Prepare entries for searches."""
    return tuple(_index(entry) for entry in entries)


def _index(entry: Entry) -> Indexed:
    title, said = _plain(entry.title), tuple(map(_plain, entry.words))
    worth: dict[str, float] = {}
    for text, value in ((title, _TITLE), *((phrase, _SAID) for phrase in said), (_plain(entry.help), _ABOUT)):
        for word in text.split():
            if word not in _POINTING:
                worth.setdefault(word, value)
    for word in _plain(f"{entry.id} {entry.kind}").split():
        worth.setdefault(word, _ABOUT)
    phrases = ((1.0, title), *((_SAID / _TITLE, phrase) for phrase in said))
    words = ((word, stem(word), value) for word, value in worth.items())
    return Indexed(entry, phrases, tuple(sorted(words, key=lambda each: -each[2])))


def _plain(text: str) -> str:
    return " ".join(word for word in split_words(text) if word != BOUNDARY)


def find(query: str, indexed: Sequence[Indexed], used: Sequence[str] = ()) -> tuple[Entry, ...]:
    """Return the entries that have every word of the query, the best first.

    A word that none has is taken for a misspelling of one that some have.

    Args:
        query: as typed; its last word may be unfinished.
        indexed: all entries.
        used: the ids of what was used last, the latest first.
    """
    words = _words_of(query)
    if not words:
        return ()
    bonus = {entry_id: _USED * (1 - place / len(used)) for place, entry_id in enumerate(used)}
    found = _rank(words, indexed, bonus)
    return found or _rank(_corrected(words, indexed), indexed, bonus)


def find_nearly(query: str, indexed: Sequence[Indexed]) -> tuple[Entry, ...]:
    """Return the entries with more than half of the words in their titles or in what people say, the best first.

    Args:
        query: words of which no entry has all.
        indexed: all entries.
    """
    words = _words_of(query)
    scored = []
    for each in indexed:
        found = [worth for word in words if (worth := _worth(word, each)) > _ABOUT]
        if 2 * len(found) > len(words):
            scored.append((sum(found), each.entry))
    return tuple(entry for _score, entry in sorted(scored, key=lambda pair: -pair[0]))


def _words_of(query: str) -> list[str]:
    words = _plain(query).split()
    return [word for word in words if word not in LITTLE_WORDS] or words


def _rank(words: list[str], indexed: Sequence[Indexed], bonus: dict[str, float]) -> tuple[Entry, ...]:
    scored = [(score + bonus.get(each.entry.id, 0.0), each) for each in indexed if (score := _score(words, each))]
    # The sort is stable: of equals the one that is listed first comes first.
    scored.sort(key=lambda pair: -pair[0])
    return tuple(each.entry for _score, each in scored)


def _score(words: list[str], indexed: Indexed) -> float:
    total = 0.0
    for word in words:
        worth = _worth(word, indexed)
        if not worth:
            return 0.0
        total += worth
    query = " ".join(words)
    whole = max(
        (
            share * (_SAME if phrase == query else _STARTS)
            for share, phrase in indexed.phrases
            if phrase.startswith(query)
        ),
        default=0.0,
    )
    return total + whole


def _worth(word: str, indexed: Indexed) -> float:
    best, root = 0.0, stem(word)
    for known, known_root, value in indexed.words:
        if value <= best:
            break
        if known == word or (len(root) > 2 and known_root == root):
            best = value
        elif known.startswith(word):
            best = max(best, value * _BEGINNING)
    return best


def _corrected(words: list[str], indexed: Sequence[Indexed]) -> list[str]:
    known = dict.fromkeys(word for each in indexed for word, _root, worth in each.words if worth > _ABOUT)
    return [
        next((near for near in known if is_misspelling(word, near)), word)
        if not any(name.startswith(word) for name in known)
        else word
        for word in words
    ]
