"""The guide's table of contents: the front matter of every page, found by name and by group. Reads no file.

`GuideRepository` reads the files and holds one `Library`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spasmtui.guide.page import Entry, Group


@dataclass(frozen=True, slots=True)
class Library:
    """The entries of all pages, without their text, in the order of the list."""

    entries: tuple[Entry, ...]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def find(self, name: str) -> Entry | None:
        """Return the page with exactly this id, former id, title or place, looked for in that order, or None."""
        words = " ".join(name.casefold().replace("-", " ").replace("_", " ").split())
        for names_of in (_ids, _aliases, _titles, _places):
            for entry in self.entries:
                if words in names_of(entry):
                    return entry
        return None

    def in_group(self, group: Group) -> tuple[Entry, ...]:
        """Return the pages of one group."""
        return tuple(entry for entry in self.entries if entry.group is group)

    def titles(self, ids: Iterable[str] | None = None) -> dict[str, str]:
        """Return titles by page id: of these pages, or of all."""
        wanted = None if ids is None else set(ids)
        return {entry.id: entry.title for entry in self.entries if wanted is None or entry.id in wanted}


def _ids(entry: Entry) -> tuple[str, ...]:
    return (entry.id.replace("-", " "),)


def _aliases(entry: Entry) -> tuple[str, ...]:
    return tuple(alias.replace("-", " ") for alias in entry.aliases)


def _titles(entry: Entry) -> tuple[str, ...]:
    return (entry.title.casefold(),)


def _places(entry: Entry) -> tuple[str, ...]:
    """Return the names of the place that the page is about: only a page of the group `places` has one."""
    return tuple(place.replace("-", " ") for place in entry.places) if entry.group is Group.PLACES else ()
