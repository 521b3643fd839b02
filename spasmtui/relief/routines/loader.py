"""Read routines: the shipped ones, built without validation because the tests validate them, and the person's own.

Only the requested file is read, so that a routine starts as soon as its name is known.
"""

from pathlib import Path
from typing import Any, NamedTuple

from spasmtui.errors import DataError, RefusedForSafety, SpasmError, WrongUsage
from spasmtui.relief.routines.model import (
    STOP_IF,
    Answer,
    Block,
    Kind,
    OnNo,
    Purpose,
    Question,
    Routine,
    Sides,
    Skin,
    Step,
    StepSide,
    Until,
    Variant,
)
from spasmtui.relief.words import use_words, words
from spasmtui.shared.language import ENGLISH
from spasmtui.shared.places import PLACES, Place, PlaceIndex
from spasmtui.shared.regular_file import promptly
from spasmtui.shared.toml_files import REINSTALL, read_toml
from spasmtui.shared.translations import lay_over, read_texts

UNTOLD = "{} has not been read yet: the disk does not answer. The routines of the program can be started."


class RoutineMatch(NamedTuple):
    """The routine that a word names, and the place it is for."""

    routine: Routine
    place: str | None
    """The place it was asked for, or the routine's own."""
    side: str | None = None
    """The side that was asked for beside the place."""


class RoutineBook:
    """All routines and places. Reads a file when it is first needed."""

    def __init__(self, content: Path, own: Path | None = None, language: str = ENGLISH, *, waits: bool = True) -> None:
        """Create a book that has read nothing yet.

        Args:
            content: the root of the shipped content.
            own: the folder of the person's own routines; it need not exist.
            language: the code of the language of the shipped routines; a text that it lacks is English.
            waits: whether one routine of the person's own is waited for, however long a disk takes to tell it; in the
                app's own thread it is an error then. All of them are always waited for.
        """
        self._waits = waits
        self.index = PlaceIndex(content, own)
        """The words for places and routines."""
        self._content = content
        self._own = own
        self._language = language
        self._routines: dict[str, Routine] = {}

    def forget_own(self) -> None:
        """Read the person's own routines again when they are next asked for: one was made, changed or deleted."""
        self.index = PlaceIndex(self._content, self._own)
        self._routines.clear()

    @property
    def places(self) -> tuple[Place, ...]:
        """The places in the order they are listed."""
        return self.index.places

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all routines, the person's own first; no file is opened for it."""
        return self.index.routine_ids

    def has_listed_own(self) -> bool:
        """Return whether the person's own routines are known; False while a disk takes long to list them."""
        return self.index.has_listed_own()

    @property
    def without_own(self) -> "RoutineBook":
        """The shipped routines alone."""
        return RoutineBook(self._content, None, self._language)

    def find(self, what: str) -> RoutineMatch:
        """Return the routine for a place, a routine id or a common word.

        Raises:
            WrongUsage: the word names neither; the message corrects its spelling, or names the places and the page
                nearest in meaning.
            DataError: its file cannot be read.
        """
        if not (self._waits or self.has_listed_own()) and self.without_own.index.find(what) is None:
            raise DataError(UNTOLD.format(what[:60]))
        target = self.index.find(what)
        if target is None:
            if contradiction := self.index.contradiction(what):
                raise WrongUsage(contradiction)
            if hint := self.index.suggest(what):
                raise WrongUsage(f"{words().is_no_place.format(word=what)}{hint} {words().see_list}")
            places = ", ".join(PLACES)
            raise WrongUsage(f"There is no routine for {what[:60]!r}. Places: {places}.{self.index.page_hint(what)}")
        routine = self.routine(target.routine)
        return RoutineMatch(routine=routine, place=target.place or routine.place, side=target.side)

    def routine(self, routine_id: str) -> Routine:
        """Return the routine with this id; one of the person's own takes precedence over a shipped one.

        While a disk takes long to tell whether there is one of the person's own, it is the shipped one.

        Raises:
            WrongUsage: a routine of the person's own is not valid; the message names file, line and field.
            RefusedForSafety: it keeps heat or cold on the skin for too long.
            DataError: its file cannot be read.
        """
        return self._routine(routine_id, waits=self._waits)

    def _routine(self, routine_id: str, *, waits: bool) -> Routine:
        if routine_id not in self._routines:
            own = self._own / f"{routine_id}.toml" if self._own else None
            # Also a pipe or a broken link, which is then named: only without a file does the shipped routine count.
            is_own = self.index.is_own(routine_id)
            if is_own is None and (shipped := self.shipped(routine_id)) is not None:
                return shipped  # for now
            if own is not None and (is_own or is_own is None):
                read = self._read_own(own) if waits else promptly(lambda: self._read_own(own), None)
                if read is None:
                    if (shipped := self.shipped(routine_id)) is not None:
                        return shipped  # for now
                    raise DataError(UNTOLD.format(routine_id))
                self._routines[routine_id] = read
            else:
                self._routines[routine_id] = self._read_shipped(routine_id)
        return self._routines[routine_id]

    def _read_own(self, path: Path) -> Routine:
        from spasmtui.relief.routines.user_files import read_own  # noqa: PLC0415 -- pydantic, for a person's own file only

        return read_own(path, self.shipped, self._content)

    def shipped(self, routine_id: str) -> Routine | None:
        """Return the shipped routine with this id, whatever the person has by its name; None without one."""
        path = self._content / "routines" / f"{routine_id}.toml"
        return self._read_shipped(routine_id) if path.is_file() else None

    def _read_shipped(self, routine_id: str) -> Routine:
        path = self._content / "routines" / f"{routine_id}.toml"
        texts = read_texts(self._content, self._language, f"routines/{routine_id}")
        return build(lay_over(read_toml(path, advice=REINSTALL), texts))

    def all(self) -> tuple[Routine, ...]:
        """Return every routine that can be read; `faults` then has an error for each of the others."""
        routines = []
        self.faults: tuple[SpasmError, ...] = ()
        for routine_id in self.ids:
            try:
                routines.append(self._routine(routine_id, waits=True))
            except (WrongUsage, RefusedForSafety, DataError) as fault:
                self.faults += (fault,)
        return tuple(routines)

    def by_place(self) -> tuple[tuple[str, tuple[Routine, ...]], ...]:
        """Return all routines by the name of their place, its usual routine first, those for anywhere last."""
        routines = self.all()

        def first_to_last(place: Place) -> tuple[Routine, ...]:
            order = (place.routine, *place.also)
            here = [routine for routine in routines if routine.place == place.id]
            return tuple(sorted(here, key=lambda r: order.index(r.id) if r.id in order else len(order)))

        groups = [(place.name, first_to_last(place)) for place in self.places]
        known = {place.id for place in self.places}
        groups.append(("anywhere", tuple(routine for routine in routines if routine.place not in known)))
        return tuple((name.capitalize(), found) for name, found in groups if found)


def open_book(content: Path, own: Path | None, language: str, *, waits: bool = True) -> RoutineBook:
    """Return all routines in a language, in which the relief room speaks from here on; arguments as for the book."""
    use_words(read_texts(content, language, "relief"), language)
    return RoutineBook(content, own, language, waits=waits)


def build(document: dict[str, Any]) -> Routine:
    """Build the routine of a shipped document, which the tests have validated, without validating it again."""
    fields = dict(document)
    fields["purpose"] = Purpose(document["purpose"])
    fields["also"] = Purpose(document["also"]) if "also" in document else None
    fields["sides"] = Sides(document.get("sides", Sides.SORE))
    fields["steps"] = tuple(_build_item(item) for item in document["steps"])
    for name in ("facts", "sources", "cautions"):
        fields[name] = tuple(document.get(name, ()))
    fields["stop_if"] = tuple(document.get("stop_if", STOP_IF))
    for name in ("ask_first", "ask_after"):
        asked = document.get(name, ())
        fields[name] = tuple(Question(**{**question, "stop_on": Answer(question["stop_on"])}) for question in asked)
    fields["skin"] = Skin(**document["skin"]) if "skin" in document else None
    fields["variants"] = tuple(
        Variant(**{**variant, "steps": tuple(_build_item(item) for item in variant.get("steps", ()))})
        for variant in document.get("variants", ())
    )
    return Routine(**fields)


def _build_item(item: dict[str, Any]) -> Step | Block:
    if "steps" in item:
        steps = tuple(_build_step(step) for step in item["steps"])
        return Block(repeat=item["repeat"], steps=steps, optional=item.get("optional", False))
    return _build_step(item)


def _build_step(item: dict[str, Any]) -> Step:
    fields = dict(item)
    fields["kind"] = Kind(item["kind"])
    for name, values in (("side", StepSide), ("until", Until), ("on_no", OnNo)):
        if name in item:
            fields[name] = values(item[name])
    return Step(**fields)
