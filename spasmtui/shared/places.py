"""Look up the words that name a place of the body or a routine: one reader of `places.toml` for every room."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from spasmtui.errors import DataError, WrongUsage
from spasmtui.shared.formats import PLACE_NAMES, place_with_side
from spasmtui.shared.language import WORD_LANGUAGES
from spasmtui.shared.regular_file import promptly
from spasmtui.shared.toml_files import REINSTALL, read_toml
from spasmtui.shared.translations import read_foreign_words, read_texts
from spasmtui.shared.words.fold import fold_word
from spasmtui.shared.words.forms import misspelled_word
from spasmtui.shared.words.pages import is_real_word, nearest_page
from spasmtui.shared.words.place_request import (
    CRAMPS,
    LITTLE,
    NO_CRAMP,
    SIDE,
    SIDES,
    WHEN_IT_CRAMPS,
    PlaceRequest,
    read_place_request,
    read_side,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from typing import Any

PLACES = tuple(PLACE_NAMES)
"""Every place id, in the order of `places.toml`: an id is known without reading a file, and an import never brings
another."""
MOST_BESIDE_A_ROUTINE = 2
"""Words that may not be understood beside one for a routine: `ice` means it in `ice it please`, not in any sentence."""
_LEAST_OF_A_NAME = 3
"""Letters that a word has at least to be part of a misspelled name: `5 calf` misspells no `calf`."""


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
        if not self.has_listed_own():
            shipped = self._without_own
            target = shipped.find(word)
            if target is not None or shipped.find_side(word) or shipped.guess(word):
                return target
        if word not in PLACES and word in self._own_ids:
            return Target(word)
        folded = fold_word(word)
        if folded in self.words:
            return self.words[folded]
        if self._own_ids and folded in self.titles:
            return self.titles[folded]
        found = self._found(self._read(folded)) or self.titles.get(folded)
        return found or self._find_foreign(folded)

    def _read(self, folded: str) -> PlaceRequest:
        return read_place_request(folded, self.words, SIDES, LITTLE)

    def _found(self, request: PlaceRequest, targets: Mapping[str, Target] | None = None) -> Target | None:
        if not request.phrase or not request.is_whole:
            return None
        return (targets or self.words)[request.phrase]._replace(side=request.side)

    def find_side(self, words: str) -> str | None:
        """Return the side where the words say nothing else, such as `left` or `my right side`; None for any others."""
        if not self.has_listed_own():
            return self._without_own.find_side(words)
        folded = fold_word(words)
        requests = (self._read(folded), read_place_request(folded, *self._foreign_tables))
        return next((each.side for each in requests if each.is_side_alone), None)

    def says_only_cramp(self, words: str) -> bool:
        """Return whether words say that it cramps, such as `my cramp again`, and neither where nor on which side."""
        said = [word for word in fold_word(words).split() if word not in WHEN_IT_CRAMPS]
        return self._read(" ".join(said)) == PlaceRequest() and not CRAMPS.isdisjoint(said)

    def side_in(self, words: str) -> str | None:
        """Return the side that words say, whatever else they say; None where they say none, or two that contradict."""
        folded = fold_word(words)
        requests = (self._read(folded), read_place_request(folded, *self._foreign_tables))
        return next((each.side for each in requests if each.side is not None), None)

    def guess(self, words: str) -> PlaceRequest | None:
        """Return the place or the routine among words that are not understood as a whole; None where there is none.

        It is None too where a word tells of another thing than a cramp. Of a routine's words there are at most two
        others. A side is no place where it has none of its own, and what misspells another name is asked back: `uper
        back` is no lower back.
        """
        if not self.has_listed_own():
            return self._without_own.guess(words)
        folded = fold_word(words)
        if self.suggest(words):
            return None
        for request, targets in (
            (self._read(folded), self.words),
            (read_place_request(folded, *self._foreign_tables), self._foreign_tables[0]),
        ):
            beside = [f"{word} {request.phrase}" for word in request.ignored if len(word) >= _LEAST_OF_A_NAME]
            if NO_CRAMP.intersection(request.ignored):
                return None
            if not request.phrase or request.phrase == SIDE or any(misspelled_word(each, targets) for each in beside):
                continue
            if targets[request.phrase].place is not None or len(request.ignored) <= MOST_BESIDE_A_ROUTINE:
                return request.as_typed(words)
        return None

    def read(self, words: str, *, is_whole: bool) -> tuple[str | None, str | None]:
        """Return the place and the side that words say; no place where they name a routine, or none.

        Args:
            words: as typed.
            is_whole: whether every word has to be understood.
        """
        if (target := self.find(words)) is not None:
            return target.place, target.side
        guess = None if is_whole else self.guess(words)
        if guess is None or guess.is_contradictory:
            return None, None
        return (self.find(guess.phrase) or Target("")).place, guess.side

    def contradiction(self, words: str) -> str:
        """Return a sentence for words that name two sides or two places of which one is meant; empty for any others."""
        request = self._read(fold_word(words))
        if request.is_contradictory:
            return f"{words[:60]!r} names more than one side. Say left, right or both."
        named = [self.words[phrase] for phrase in (request.phrase, *request.others)] if request.others else []
        names = list(dict.fromkeys(place_with_side(each.place, None) if each.place else each.routine for each in named))
        if len(names) < 2:
            return ""
        kind = "place" if all(each.place for each in named) else "place or routine"
        return f"{words[:60]!r} names more than one {kind}: {', '.join(names)}. Say one of them."

    def unused(self, words: str) -> str:
        """Return a sentence for words beside a place that are not understood; empty where there is no place."""
        guess = self.guess(words)
        if guess is None or not guess.ignored:
            return ""
        target = self.words.get(guess.phrase) or self._foreign_tables[0][guess.phrase]
        meant = place_with_side(target.place, guess.side) if target.place else target.routine
        left_out = ", ".join(dict.fromkeys(map(repr, guess.ignored)))
        return f"Not understood in {words[:60]!r}: {left_out}. Did you mean {meant!r}?"

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
        """Return the meaning of a word of another language, with its side and little words around it, or of a title."""
        if (target := self.foreign_words.get(folded)) is not None:
            return target
        targets, sides, little = self._foreign_tables
        found = self._found(read_place_request(folded, targets, sides, little), targets)
        return found or self._foreign_titles.get(folded)

    @cached_property
    def _foreign_titles(self) -> dict[str, Target]:
        """The folded titles of the shipped routines in every other language."""
        ids = shipped_routine_ids(self._content)
        texts = ((each, read_texts(self._content, code, f"routines/{each}")) for code in WORD_LANGUAGES for each in ids)
        return {fold_word(text["title"]): Target(each) for each, text in texts if isinstance(text.get("title"), str)}

    @cached_property
    def _foreign_tables(self) -> tuple[dict[str, Target], dict[str, str], frozenset[str]]:
        """The words of every language: those for a place or a routine, for a side, and those that say nothing more."""
        named = read_foreign_words(self._content, "sides")
        sides = {fold_word(word): side for side, words in named.items() for word in (side, *words)}
        little = {fold_word(word) for word in read_foreign_words(self._content, "fillers").get("words", ())}
        return {**self.foreign_words, **self.words}, sides, frozenset(little | LITTLE)

    def place_of(self, target: Target) -> str | None:
        """Return the place that a word leads to: its own, or that of the routine it names."""
        return target.place or self._field(target.routine, "place")

    def suggest(self, word: str, *, only_places: bool = False, has_titles: bool = False) -> str:
        """Return ` Did you mean 'toes' (foot)?` for the known word that this one misspells; empty when none is.

        A word of another meaning is never taken for a misspelling: `knee` is not `neck`.
        """
        words = [part for part in fold_word(word).split() if part not in SIDES and part not in LITTLE]
        targets = {**self.titles, **self.words} if has_titles else self.words
        known = sorted(name for name, target in targets.items() if target.place or not only_places)
        # A long text misspells no name, so that its words need not be looked up one by one.
        if len(" ".join(words)) > 2 * max(map(len, known)) or all(is_real_word(part, self._content) for part in words):
            return ""
        if (near := misspelled_word(" ".join(words), known)) is None:
            return ""
        target = targets[near]
        known_as = target.place or target.routine
        name = place_with_side(target.place, None) if target.place else target.routine
        meant = repr(known_as if fold_word(known_as) == near else near)
        return f" Did you mean {meant}?" if fold_word(name) == near else f" Did you mean {meant} ({name})?"

    def page_hint(self, word: str) -> str:
        """Return ` Nearest page: spasmtui guide ID` for a word that names no place; empty where no page has it."""
        return f" Nearest page: spasmtui guide {page}" if (page := nearest_page(word, self._content)) else ""

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


def shipped_routine_ids(content: Path) -> tuple[str, ...]:
    """Return the ids of the shipped routines: one file each, named by its id."""
    return tuple(sorted(path.stem for path in (content / "routines").glob("*.toml")))


def find_place_and_side(word: str, side: str | None, content: Path) -> tuple[str | None, str | None]:
    """Return the id of the place that words name, or that the routine they name is for, and its side.

    Words for a side alone, such as `left` or `both sides`, name no place.

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
    if (own := PlaceIndex(content).find_side(word)) is not None:
        return None, one_side(word, own, side)
    place, routine, own = find_place_or_routine(word, content, only_places=True)
    if place is None:
        raise WrongUsage(f"{word!r} is a routine ({routine}), not a place. Places: {', '.join(PLACES)}.")
    return place, one_side(word, own, side)


def one_side(word: str, own: str | None, side: str | None) -> str | None:
    """Return the side of a place: the one that its words say, or the one that was said beside them.

    Raises:
        WrongUsage: these are two sides.
    """
    if own is not None and side is not None and (read_side(side) or side) != own:
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
        if contradiction := index.contradiction(word):
            raise WrongUsage(contradiction)
        places = f" Places: {', '.join(PLACES)}."
        if index.says_only_cramp(word):
            raise WrongUsage(f"{word!r} names no place. Leave it out, or name one:{places.partition(':')[2]}")
        if hint := index.suggest(word, only_places=only_places):
            raise WrongUsage(f"{word!r} is not a place.{hint}{places}")
        if unused := index.unused(word):
            raise WrongUsage(unused)
        raise WrongUsage(f"{word!r} is not a place.{places}{index.page_hint(word)}")
    return index.place_of(target), target.routine, target.side
