"""Collect the words of days from what other programs record of a day: habits, moods, activities, symptoms."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from spasmtui.episodes.exchange.importers.result import ImportContext
from spasmtui.episodes.exchange.importers.validation import validate
from spasmtui.episodes.model.episode import Day
from spasmtui.episodes.model.names import NO_KINDS, word_of
from spasmtui.errors import WrongUsage
from spasmtui.shared.formats import many
from spasmtui.terminal.sanitize import sanitize

WORD_CHARACTERS = 40
SHOWN_WORDS = 20
"""Words that the summary counts."""


class DayWords:
    """The words that the names of another program stand for, and the days on which they occur.

    `--map 'Long run=effort'` chooses the word of a name, `--map 'Reading='` leaves the name out.
    """

    def __init__(self, context: ImportContext) -> None:
        self._context = context
        self._words: dict[str, dict[str, None]] = {}
        self._met: set[str] = set()
        self._left_out: dict[str, None] = {}
        self._without_word: dict[str, None] = {}
        self._negative: dict[str, None] = {}

    @property
    def left_out(self) -> tuple[str, ...]:
        """The names that `--map` leaves out, in the order in which they came."""
        return tuple(self._left_out)

    @property
    def without_word(self) -> tuple[str, ...]:
        """The names that no word can be made of, in the order in which they came, as the summary says it."""
        return (
            *(f"{name} (no word can be made of it)" for name in self._without_word),
            *(f"{name} (it would say that something did not happen)" for name in self._negative),
        )

    def knows(self, name: str) -> bool:
        """Return whether `--map` says what the name is, and take the name as one that the file has."""
        self._met.add(name.strip())
        return name.strip() in self._context.columns

    def leaves_out(self, column: str) -> bool:
        """Return whether `--map` leaves a whole column out.

        Raises:
            WrongUsage: `--map` makes something else of it.
        """
        if not self.knows(column):
            return False
        if self._context.columns[column]:
            raise WrongUsage(
                f"{column!r} can only be left out, with --map {column}=. A word in it can become another one, for "
                "example with --map running=effort."
            )
        self._left_out[sanitize(column, one_line=True)] = None
        return True

    def word(self, name: str) -> str:
        """Return the word that a name stands for; empty when it is left out, or no word can be made of it.

        A name that happens to be `none` or `no-stretches` is no word unless `--map` says so: as a word of a day they
        record that something did not happen.
        """
        is_mapped = self.knows(name)
        chosen = self._context.columns.get(name.strip(), name)
        word = as_word(chosen)
        if is_mapped and not chosen:
            self._left_out[sanitize(name, one_line=True)] = None
            return ""
        if not word:
            self._without_word[sanitize(name, one_line=True)] = None
        elif word in NO_KINDS and not is_mapped:
            self._negative[sanitize(name, one_line=True)] = None
            return ""
        return word

    def add(self, on: date, word: str) -> None:
        """Add a word to a day."""
        self._words.setdefault(on.isoformat(), {})[word] = None

    def days(self) -> tuple[Day, ...]:
        """Return the days that have a word, the newest first."""
        stamps = {"updated_at": self._context.now, "device": self._context.device}
        return tuple(
            validate(Day, {"date": day, "words": list(self._words[day]), **stamps})
            for day in sorted(self._words, reverse=True)
        )

    def remarks(self) -> tuple[str, ...]:
        """Return a sentence that counts the days of each word, the most frequent first; none without a word."""
        counts = Counter(word for words in self._words.values() for word in words)
        if not counts:
            return ()
        shown = ", ".join(f"{word} on {many(days, 'day')}" for word, days in counts.most_common(SHOWN_WORDS))
        rest = len(counts) - SHOWN_WORDS
        return (f"Words of days: {shown}{f', and {rest} more' if rest > 0 else ''}.",)

    def check_map(self) -> None:
        """Refuse a `--map` whose name the file does not have; call it when every name has been read.

        Raises:
            WrongUsage: there is one; the sentence names those that the file has.
        """
        unknown = next((name for name in self._context.columns if name not in self._met), None)
        if unknown is not None:
            names = ", ".join(sanitize(name, one_line=True)[:40] for name in sorted(self._met)[:20])
            raise WrongUsage(f"{self._context.name} has nothing called {unknown!r}. It has: {names or 'none'}.")


def maps_a_start(context: ImportContext) -> bool:
    """Return whether `--map` says which column has the start of an episode: the table is read as any other then."""
    return any(field.partition(":")[0] in {"started_at", "date"} for field in context.columns.values())


def as_word(name: str) -> str:
    """Return a name as a word of a day: `Long run` is `long-run`; empty where it has no letter and no digit.

    A name that the program has for one of its own words is that word: `Little to drink` is `little-drink`.
    """
    name = word_of(" ".join(re.findall(r"\w+", sanitize(name, one_line=True).lower())))
    return "-".join(name.split())[:WORD_CHARACTERS].strip("-")
