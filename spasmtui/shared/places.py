"""Look up the words that name a place of the body or a routine: one reader of `places.toml` for every room."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from spasmtui.errors import DataError, WrongUsage
from spasmtui.shared.formats import PLACE_NAMES, place_with_side
from spasmtui.shared.regular_file import promptly
from spasmtui.shared.toml_files import REINSTALL, read_toml
from spasmtui.shared.translations import read_foreign_words
from spasmtui.shared.words.fold import fold_word
from spasmtui.shared.words.forms import misspelled_word
from spasmtui.shared.words.pages import is_real_word, nearest_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Set
    from pathlib import Path
    from typing import Any

PLACES = tuple(PLACE_NAMES)
"""Every place id, in the order of `places.toml`: an id is known without reading a file, and an import never brings
another."""
SIDES = {"left": "left", "l": "left", "right": "right", "r": "right", "both": "both", "lt": "left", "rt": "right",
         "l+r": "both"}  # fmt: skip
"""Words beside a place that say its side."""
_BESIDE_A_PLACE = frozenset({
    "a", "an", "at", "aching", "cramp", "cramped", "cramping", "cramps", "hurting", "hurts", "in", "is", "muscle",
    "muscles", "my", "of", "on", "our", "pain", "painful", "side", "sides", "sore", "spasm", "spasming", "spasms",
    "the", "tight",
})  # fmt: skip
"""Words beside a place that say nothing more about it."""


class Place(NamedTuple):
    """A place of the body as people speak of it."""

    id: str
    routine: str
    """The routine that a cramp there begins with."""
    words: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """Further routines for the place, best first."""

    @property
    def name(self) -> str:
        """The name for people, which every face prints."""
        return place_with_side(self.id, None)


class Target(NamedTuple):
    """The meaning of a word: a place and the routine a cramp there begins with, or a routine alone."""

    routine: str
    place: str | None = None
    """None: the word names a routine."""
    side: str | None = None
    """`left`, `right` or `both`, where a word beside the place says so."""


class PlaceIndex:
    """The words for places and routines. Reads a file when it is first needed."""

    def __init__(self, content: Path, own: Path | None = None) -> None:
        """Name the folders.

        Args:
            content: the root of the shipped content.
            own: a folder with the person's own routines; it need not exist.
        """
        self._content = content
        self._own = own
        # No cached properties: up to Python 3.11 those of one index wait while a disk hangs in those of another.
        self._listed: tuple[str, ...] | None = None
        self._ids: tuple[str, ...] | None = None

    @cached_property
    def _document(self) -> dict[str, Any]:
        return read_toml(self._content / "places.toml", advice=REINSTALL)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The places in the order they are listed."""
        return tuple(
            Place(
                id=row["id"],
                words=tuple(row.get("words", ())),
                routine=row["routine"],
                also=tuple(row.get("also", ())),
            )
            for row in self._document["places"]
        )

    @property
    def routine_ids(self) -> tuple[str, ...]:
        """The ids of all routines, the person's own first: one file each, named by its id. No file is opened."""
        if self._ids is None:
            self._ids = tuple(dict.fromkeys((*self._own_ids, *shipped_routine_ids(self._content))))
        return self._ids

    def has_listed_own(self) -> bool:
        """Return whether the person's own routines are known; False while a disk takes long to list them."""
        if self._own is None or self._listed is not None:
            return True
        return promptly(lambda: bool(self._own_ids) or True, False)

    def is_own(self, routine_id: str) -> bool | None:
        """Return whether the person has a file by this name; None while a disk takes long to tell."""
        return routine_id in self._own_ids if self.has_listed_own() else None

    @cached_property
    def _without_own(self) -> PlaceIndex:
        return PlaceIndex(self._content)

    @property
    def _own_ids(self) -> tuple[str, ...]:
        if self._listed is None:
            paths = self._own.glob("*.toml") if self._own is not None and self._own.is_dir() else ()
            self._listed = tuple(sorted(path.stem for path in paths))
        return self._listed

    @cached_property
    def words(self) -> dict[str, Target]:
        """Every folded word except the titles; a place's id, name or word comes before a routine's."""
        targets = {fold_word(routine): Target(routine) for routine in self.routine_ids}
        targets |= {fold_word(word): Target(routine) for word, routine in self._document["words"].items()}
        for place in self.places:
            names = (place.id, place.name, *place.words)
            targets |= dict.fromkeys(map(fold_word, names), Target(place.routine, place.id))
        return targets

    @cached_property
    def titles(self) -> dict[str, Target]:
        """The folded titles of the routines, a shipped one before the person's own. Every routine's file is read."""
        shipped = set(shipped_routine_ids(self._content))
        ordered = sorted(self.routine_ids, key=shipped.__contains__)
        return {fold_word(title): Target(routine) for routine in ordered if (title := self._field(routine, "title"))}

    def find(self, word: str) -> Target | None:
        """Return the meaning of a word, an id, a name or a title; None when it has none.

        The exact id of a place comes first. Only by its exact name does a file of the person's
        own take a word from a place, so that `Calf.toml` never stands in the way of `spasm calf`.
        A side, and words such as `my` and `cramp`, may stand around a place in any order. While a disk takes long to
        list the person's own files, a word means what it means without them; one that means nothing then waits.

        Raises:
            DataError: the list of places cannot be read.
        """
        if not self.has_listed_own() and (target := self._without_own.find(word)) is not None:
            return target
        if word not in PLACES and word in self._own_ids:
            return Target(word)
        folded = fold_word(word)
        if folded in self.words:
            return self.words[folded]
        if self._own_ids and folded in self.titles:
            return self.titles[folded]
        found = _find_beside(folded, self.words, SIDES, _BESIDE_A_PLACE) or self.titles.get(folded)
        return found or self._find_foreign(folded)

    @cached_property
    def foreign_words(self) -> dict[str, Target]:
        """Every folded word of another language that is no English one; a place's word comes before a routine's."""
        known = {place.id: Target(place.routine, place.id) for place in self.places}
        targets: dict[str, Target] = {}
        for place, words in read_foreign_words(self._content, "places").items():
            targets |= dict.fromkeys(map(fold_word, words), known[place])
        for routine, words in read_foreign_words(self._content, "routines").items():
            if routine in self.routine_ids:
                targets = {**dict.fromkeys(map(fold_word, words), Target(routine)), **targets}
        return {word: target for word, target in targets.items() if word not in self.words}

    def _find_foreign(self, folded: str) -> Target | None:
        """Return the meaning of a word of another language, with its side and little words around it."""
        if (target := self.foreign_words.get(folded)) is not None:
            return target
        named = read_foreign_words(self._content, "sides")
        sides = {fold_word(word): side for side, words in named.items() for word in (side, *words)}
        fillers = {fold_word(word) for word in read_foreign_words(self._content, "fillers").get("words", ())}
        return _find_beside(folded, {**self.foreign_words, **self.words}, sides, fillers | _BESIDE_A_PLACE)

    def place_of(self, target: Target) -> str | None:
        """Return the place that a word leads to: its own, or that of the routine it names."""
        return target.place or self._field(target.routine, "place")

    def suggest(self, word: str, *, only_places: bool = False) -> str:
        """Return ` Did you mean 'toes' (foot)?` for the known word that this one misspells; empty when none is.

        A word of another meaning is never taken for a misspelling: `knee` is not `neck`.
        """
        words = [part for part in fold_word(word).split() if part not in SIDES and part not in _BESIDE_A_PLACE]
        known = sorted(name for name, target in self.words.items() if target.place or not only_places)
        # A long text misspells no name, so that its words need not be looked up one by one.
        if len(" ".join(words)) > 2 * max(map(len, known)) or all(is_real_word(part, self._content) for part in words):
            return ""
        near = misspelled_word(" ".join(words), known)
        if near is None:
            return ""
        target = self.words[near]
        known_as = target.place or target.routine
        name = place_with_side(target.place, None) if target.place else target.routine
        meant = repr(known_as if fold_word(known_as) == near else near)
        return f" Did you mean {meant}?" if fold_word(name) == near else f" Did you mean {meant} ({name})?"

    def page_hint(self, word: str) -> str:
        """Return ` Nearest page: spasmtui guide ID` for a word that names no place; empty where no page has it."""
        page = nearest_page(word, self._content)
        return f" Nearest page: spasmtui guide {page}" if page else ""

    def _field(self, routine: str, name: str) -> str | None:
        """Return a text of a routine's file; None where the file or the text is missing."""
        folders: Iterable[Path | None] = (self._own, self._content / "routines")
        for folder in folders:
            if folder is not None and (path := folder / f"{routine}.toml").is_file():
                try:
                    value = read_toml(path).get(name)
                except DataError:
                    return None  # it is named when it is started or listed
                return value if isinstance(value, str) else None
        return None


def _find_beside(
    folded: str, targets: Mapping[str, Target], side_words: Mapping[str, str], beside: Set[str]
) -> Target | None:
    """Return the meaning of a word with its side and little words around it.

    Args:
        folded: the words as they are looked up.
        targets: the meaning of each word for a place or a routine.
        side_words: the side that a word says.
        beside: words that say nothing more.
    """
    words = [bare for word in folded.split() if (bare := word.strip("(),"))]
    sides = {side_words[word] for word in words if word in side_words}
    plain = [word for word in words if word not in side_words]
    if (target := targets.get(" ".join(plain))) is None and (kept := _without(beside, plain)):
        shorter = {_without(beside, word.split()): target for word, target in targets.items()}
        target = targets.get(kept) or shorter.get(kept)
    return target._replace(side=next(iter(sides), None)) if target is not None and len(sides) <= 1 else None


def _without(beside: Set[str], words: Iterable[str]) -> str:
    """Return the words that say something: `back thigh` for `my back of the thigh` as for `back of the thigh`."""
    return " ".join(word for word in words if word not in beside)


def shipped_routine_ids(content: Path) -> tuple[str, ...]:
    """Return the ids of the shipped routines: one file each, named by its id."""
    return tuple(sorted(path.stem for path in (content / "routines").glob("*.toml")))


def find_place_and_side(word: str, side: str | None, content: Path) -> tuple[str, str | None]:
    """Return the id of the place that a word names, or that the routine it names is for, and its side.

    Args:
        word: as typed.
        side: the side that was said beside it, or None.
        content: the root of the shipped content.

    Raises:
        WrongUsage: the word names no place, and the message names the nearest; or two sides were said.
        DataError: the list of places cannot be read.
    """
    if word in PLACES:
        return word, side
    place, routine, own = find_place_or_routine(word, content, only_places=True)
    if place is None:
        raise WrongUsage(f"{word!r} is a routine ({routine}), not a place. Places: {', '.join(PLACES)}.")
    return place, one_side(word, own, side)


def one_side(word: str, own: str | None, side: str | None) -> str | None:
    """Return the side of a place: the one that its words say, or the one that was said beside them.

    Raises:
        WrongUsage: these are two sides.
    """
    if own is not None and side not in (None, own):
        raise WrongUsage(f"{word!r} and the side {side!r} contradict each other. Give only one of them.")
    return own or side


def find_place_or_routine(word: str, content: Path, *, only_places: bool = False) -> tuple[str | None, str, str | None]:
    """Return the place that a word leads to (None for a routine without one), the routine, and the side it names.

    Args:
        word: as typed.
        content: the root of the shipped content.
        only_places: suggest no word for a routine.

    Raises:
        WrongUsage: the word names neither; the message names the nearest.
        DataError: the list of places cannot be read.
    """
    index = PlaceIndex(content)
    if (target := index.find(word)) is None:
        places = f" Places: {', '.join(PLACES)}."
        if hint := index.suggest(word, only_places=only_places):
            raise WrongUsage(f"{word!r} is not a place.{hint}{places}")
        raise WrongUsage(f"{word!r} is not a place.{places}{index.page_hint(word)}")
    return index.place_of(target), target.routine, target.side


def find_routine(word: str, content: Path) -> str:
    """Return the id of the shipped routine that a word names.

    A place means the routine that a cramp there begins with, so that the diary names what was done.

    Raises:
        WrongUsage: the word names no routine; the message names the nearest.
        DataError: the list of places cannot be read.
    """
    index = PlaceIndex(content)
    if (target := index.find(word)) is None:
        hint = index.suggest(word) or index.page_hint(word)
        raise WrongUsage(f"{word!r} is not a routine.{hint} See: spasmtui relief --list")
    return target.routine
