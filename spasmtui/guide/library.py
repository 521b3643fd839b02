"""The pages of the guide as a collection that answers questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spasmtui.guide.page import Entry, Group


@dataclass(frozen=True, slots=True)
class Library:
    """Every page's entry, in the order of the list."""

    entries: tuple[Entry, ...]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def find(self, name: str) -> Entry | None:
        """The page a name stands for outright: an id, a former id, a title, or the place it is about."""
        words = " ".join(name.casefold().replace("-", " ").replace("_", " ").split())
        for known in (_ids, _aliases, _titles, _places):
            for entry in self.entries:
                if words in known(entry):
                    return entry
        return None

    def in_group(self, group: Group) -> tuple[Entry, ...]:
        """The pages of one group."""
        return tuple(entry for entry in self.entries if entry.group is group)

    def for_place(self, place: str) -> tuple[Entry, ...]:
        """The pages about a place, its own page first."""
        found = [entry for entry in self.entries if place in entry.places]
        return tuple(sorted(found, key=lambda entry: (entry.group is not Group.PLACES, len(entry.places))))

    def titles(self, ids: Iterable[str] | None = None) -> dict[str, str]:
        """Titles by id: of these pages, or of all."""
        wanted = None if ids is None else set(ids)
        return {entry.id: entry.title for entry in self.entries if wanted is None or entry.id in wanted}


def _ids(entry: Entry) -> tuple[str, ...]:
    return (entry.id.replace("-", " "),)


def _aliases(entry: Entry) -> tuple[str, ...]:
    return tuple(alias.replace("-", " ") for alias in entry.aliases)


def _titles(entry: Entry) -> tuple[str, ...]:
    return (entry.title.casefold(),)


def _places(entry: Entry) -> tuple[str, ...]:
    """Only the page in the group of places stands for its place."""
    return tuple(place.replace("-", " ") for place in entry.places) if entry.group is Group.PLACES else ()
