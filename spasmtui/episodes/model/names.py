"""Name routines and words as a person reads them: a routine by its title, a kind of day or a trigger in plain words.

A place and its side are named by `shared.formats.place_with_side`. JSON, CSV and the journal keep the ids.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from spasmtui.episodes.model._routine_titles import TITLES
from spasmtui.episodes.model.episode import tried_of
from spasmtui.shared.formats import PLACE_NAMES
from spasmtui.shared.plans.bedtime import NO_STRETCHES

NO_CRAMP = "none"
"""The word of a day without a cramp."""
NO_KINDS = frozenset((NO_CRAMP, NO_STRETCHES))
"""Words that say what did not happen, and nothing about the kind of day."""
_WORD_NAMES = {
    "little-drink": "little to drink",
    "long-sitting": "long sitting",
    "long-standing": "long standing",
    "awkward-position": "awkward position",
    "new-medicine": "new medicine",
    "ill": "being ill",
    NO_STRETCHES: "no stretches",
}
"""The names of the program's own triggers and kinds of day; a word that is not here is its own name."""
_WORDS_BY_NAME = {
    **{word.replace("-", " "): word for word in _WORD_NAMES},
    **{name: word for word, name in _WORD_NAMES.items()},
}


class Named(Protocol):
    """A routine or a remedy of the person's own, one of which is None."""

    @property
    def routine(self) -> str | None:
        """The routine's id."""
        ...

    @property
    def remedy(self) -> str | None:
        """The remedy in the person's own words."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The titles of routines: those of the shipped ones are always known."""

    routines: Mapping[str, str] = field(default_factory=dict[str, str])
    """Title by id, of the person's own."""

    @property
    def known(self) -> frozenset[str]:
        """The ids that have a title."""
        return frozenset((*self.routines, *TITLES))

    def tried(self, tried: Named) -> str:
        """Return the name of what was tried: a routine's title; a remedy of the person's own is its own name."""
        return tried.remedy or "" if tried.routine is None else self.routine(tried.routine)

    def tried_text(self, text: str) -> str:
        """Return the name of a routine's id, or of a remedy with its mark."""
        return self.tried(tried_of(text))

    def short_tried(self, tried: Named) -> str:
        """Return the name of what was tried, a shipped title without what it says after a colon."""
        return tried.remedy or "" if tried.routine is None else self.short_routine(tried.routine)

    def routine(self, routine: str) -> str:
        """Return the title of a routine; one whose file has gone is named by the words of its id."""
        return self.routines.get(routine) or TITLES.get(routine) or (routine if " " in routine else id_words(routine))

    def short_routine(self, routine: str) -> str:
        """Return a shipped title without what it says after a colon, unless a place would be left.

        One of the person's own stays as it is.
        """
        if routine in self.routines:
            return self.routines[routine]
        title = self.routine(routine)
        short = title.partition(": ")[0]
        return title if short.lower() in PLACE_NAMES.values() else short

    def routine_of(self, title: str) -> str:
        """Return the id of a routine by its title; any other text as it is."""
        folded = title.strip().casefold()
        known = (*self.routines.items(), *TITLES.items())
        return next((routine for routine, name in known if name.casefold() == folded), title)


SHIPPED = Names()
"""The names of what the program brings."""


def word_name(word: str) -> str:
    """Return the plain name of a kind of day or of a trigger: `little to drink` for `little-drink`.

    A word of the person's own stays as it was typed.
    """
    return _WORD_NAMES.get(word, word)


def word_of(name: str) -> str:
    """Return the word that a plain name stands for: `little-drink`; any other text is a word of the person's own."""
    return _WORDS_BY_NAME.get(" ".join(name.lower().split()), name)


def counted_word(word: str) -> str:
    """Return the word by which a trigger is counted: other programs write `Heat` and `Little to drink`."""
    return word_of(word).lower()


def id_words(word: str) -> str:
    """Return an id of the program's own in words: the sign `one sided swelling`, the context `after exercise`."""
    return word.replace("-", " ")


def day_text(words: Iterable[str]) -> str:
    """Return the words of a day as a person reads them: `no cramp, little to drink`; empty for none."""
    return ", ".join("no cramp" if word == NO_CRAMP else word_name(word) for word in words)
