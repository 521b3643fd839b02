"""Read routines: the shipped ones, built without validation because the tests validate them, and the person's own.

Only the requested file is read, so that a routine starts as soon as its name is known.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from spasmtui.errors import DataError, WrongUsage
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
from spasmtui.shared.suggest import nearest_word
from spasmtui.shared.toml_files import REINSTALL, read_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of the body as people speak of it."""

    id: str
    name: str
    words: tuple[str, ...] = ()
    routine: str
    """The routine that a cramp there begins with."""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutineMatch:
    """The routine that a word names, and the place it is for."""

    routine: Routine
    place: str | None
    """The place it was asked for, or the routine's own."""


class RoutineBook:
    """All routines and places. Reads a file when it is first needed."""

    def __init__(self, content: Path, own: Path | None = None) -> None:
        """Create a book that has read nothing yet.

        Args:
            content: the root of the shipped content.
            own: the folder of the person's own routines; it need not exist.
        """
        self._content = content
        self._own = own
        self._routines: dict[str, Routine] = {}

    @cached_property
    def _places_file(self) -> dict[str, Any]:
        return read_toml(self._content / "places.toml", advice=REINSTALL)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The places in the order they are listed."""
        return tuple(
            Place(
                id=place["id"],
                name=place["name"],
                words=tuple(place.get("words", ())),
                routine=place["routine"],
                also=tuple(place.get("also", ())),
            )
            for place in self._places_file["places"]
        )

    @cached_property
    def _words(self) -> dict[str, str]:
        """Every word that may be typed, and the place or routine id it means."""
        words = {routine: routine for routine in self.ids}
        words |= self._places_file["words"]
        for place in self.places:
            words |= dict.fromkeys((place.id, place.name, *place.words), place.id)
        return {_folded(word): meant for word, meant in words.items()}

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of all routines, the person's own first; no file is opened for it."""
        own = sorted(path.stem for path in self._own.glob("*.toml")) if self._own and self._own.is_dir() else []
        shipped = sorted(path.stem for path in (self._content / "routines").glob("*.toml"))
        return tuple(dict.fromkeys((*own, *shipped)))

    def find(self, what: str) -> RoutineMatch:
        """The routine for a place, a routine id or a common word.

        Raises:
            WrongUsage: nothing goes by this word; the message names the nearest.
            DataError: its file cannot be read.
        """
        place = next((place for place in self.places if place.id == what), None)
        if place is None and what in self.ids:
            routine = self.routine(what)
            return RoutineMatch(routine=routine, place=routine.place)
        meant = what if place else self._words.get(_folded(what))
        if meant is None:
            raise WrongUsage(f"There is no place or routine {what!r}.{self._nearest(what)} See: spasmtui relief --list")
        place = place or next((place for place in self.places if place.id == meant), None)
        routine = self.routine(place.routine if place else meant)
        return RoutineMatch(routine=routine, place=place.id if place else routine.place)

    def _nearest(self, what: str) -> str:
        near = nearest_word(_folded(what), sorted(self._words))
        if near is None:
            return ""
        meant = self._words[near]
        return f" Did you mean {meant!r}?" if meant == near else f" Did you mean {near!r} ({meant})?"

    def routine(self, routine_id: str) -> Routine:
        """Return the routine with this id; one of the person's own takes precedence over a shipped one.

        Raises:
            WrongUsage: a routine of the person's own is not valid; the message names file, line and field.
            DataError: its file cannot be read.
        """
        if routine_id not in self._routines:
            own = self._own / f"{routine_id}.toml" if self._own else None
            if own is not None and own.is_file():
                from spasmtui.relief.routines.user_files import read_own  # noqa: PLC0415 -- pydantic, for a person's own file only

                self._routines[routine_id] = read_own(own)
            else:
                shipped = self._content / "routines" / f"{routine_id}.toml"
                self._routines[routine_id] = build(read_toml(shipped, advice=REINSTALL))
        return self._routines[routine_id]

    def all(self) -> tuple[Routine, ...]:
        """Return every routine that can be read; `faults` then has a sentence for each of the others."""
        routines = []
        self.faults: tuple[str, ...] = ()
        for routine_id in self.ids:
            try:
                routines.append(self.routine(routine_id))
            except (WrongUsage, DataError) as fault:
                self.faults += (fault.message,)
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


def _folded(word: str) -> str:
    return " ".join(word.lower().replace("-", " ").replace("_", " ").split())


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
    fields["variants"] = tuple(Variant(**variant) for variant in document.get("variants", ()))
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
