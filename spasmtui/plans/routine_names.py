"""Find the routine that a plan names, and the titles of routines: one reader of places and routines for the plan."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from spasmtui.errors import DataError, WrongUsage
from spasmtui.shared.formats import listed
from spasmtui.shared.suggest import did_you_mean
from spasmtui.shared.toml_files import read_toml
from spasmtui.shared.words.fold import fold_word
from spasmtui.shell import load
from spasmtui.terminal.sanitize import one_line, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from spasmtui.shared.places import PlaceIndex


class RoutineNames:
    """The ids and titles of all routines, the person's own first. Reads a file when it is first needed."""

    def __init__(self, content: Path, own: Path) -> None:
        """Take the root of the shipped content, and the folder of the person's own routines."""
        self._content = content
        self._own = own

    @cached_property
    def own_ids(self) -> tuple[str, ...]:
        """The ids of the person's own routines."""
        try:
            names = sorted(name for name in os.listdir(self._own) if name.endswith(".toml"))
        except OSError:
            return ()
        return tuple(name.removesuffix(".toml") for name in names)

    def own_files(self) -> tuple[Path, ...]:
        """Return the files of the person's own routines."""
        return tuple(self._own / f"{each}.toml" for each in self.own_ids)

    @cached_property
    def index(self) -> PlaceIndex:
        """The words for places and routines, which are looked at where a plan does not name an id."""
        index: PlaceIndex = load("spasmtui.shared.places:PlaceIndex")(self._content, self._own)
        return index

    def find(self, words: str) -> str:
        """Return the id of the routine that words name: its id, its title or a common word.

        Raises:
            WrongUsage: they name none, or a place of which several routines may be meant.
        """
        if words in self.own_ids or self._is_shipped(words):
            return words
        if (named := self.index.titles.get(fold_word(words))) is not None:
            return named.routine
        target = self.index.find(words) if words.strip() else None
        if target is not None and target.place is None:
            return target.routine
        if target is not None and target.place is not None:
            place = next(each for each in self.index.places if each.id == target.place)
            routines = dict.fromkeys((*place.also, place.routine))
            raise WrongUsage(
                f"{quoted(words)} is a place. Name a routine for it: {listed(sorted(routines), last='or')}."
            )
        hint = self.index.suggest(words, has_titles=True)
        if not hint:
            hint = did_you_mean(words.lower(), (*self.index.routine_ids, *self.index.titles))
        raise WrongUsage(f"There is no routine {quoted(words)}.{hint} spasmtui relief --list shows them all.")

    def titles(self, routines: Iterable[str]) -> dict[str, str]:
        """Return the titles of routines by their ids; one whose file cannot be read is named by its id."""
        return {each: self.title(each) for each in dict.fromkeys(routines)}

    def title(self, routine: str) -> str:
        """Return the title of a routine; one whose file cannot be read is named by its id."""
        try:
            title = read_toml(self.path(routine)).get("title")
        except DataError:
            return routine
        return one_line(title) if isinstance(title, str) and title.strip() else routine

    def path(self, routine: str) -> Path:
        """Return the file of a routine that exists."""
        folder = self._own if routine in self.own_ids else self._content / "routines"
        return folder / f"{routine}.toml"

    def _is_shipped(self, words: str) -> bool:
        return words.replace("-", "").isalnum() and (self._content / "routines" / f"{words}.toml").is_file()
