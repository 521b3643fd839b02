"""Check what a routine of the person's own refers to: a place, figures, sources, facts and the signs of red flags.

A name of a place that people use becomes its id. Each list is read only where a file refers to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.errors import WrongUsage
from spasmtui.relief.routines.skin_rules import FieldFault, steps_in
from spasmtui.shared.places import PLACES, PlaceIndex, find_place_or_routine
from spasmtui.shared.suggest import did_you_mean
from spasmtui.shared.toml_files import REINSTALL, read_toml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path
    from typing import Any

    from spasmtui.relief.routines.skin_rules import Where


def find_place(word: str, content: Path) -> str:
    """Return the id of the place that a word names.

    Args:
        word: as it is written in a file.
        content: the root of the shipped content.

    Raises:
        WrongUsage: it names no place, or a side too; the message names the nearest place.
    """
    if word in PLACES:
        return word
    place, routine, side = find_place_or_routine(word, content, only_places=True)
    target = PlaceIndex(content).find(word)
    if place is None or target is None or target.place is None:
        raise WrongUsage(f"{word!r} is a routine ({routine}), not a place. Places: {', '.join(PLACES)}.")
    if side is not None:
        raise WrongUsage(f"{word!r} names a side too. Write place = {place!r}, and the side with `sides`.")
    return place


def find_wrong_reference(document: dict[str, Any], content: Path) -> FieldFault | None:
    """Return the first field of an unvalidated document that refers to nothing there is; None without one.

    Args:
        document: the routine; a value of the wrong type is passed over, because validation names it.
        content: the root of the shipped content.
    """
    if isinstance(place := document.get("place"), str):
        try:
            find_place(place, content)
        except WrongUsage as error:
            return FieldFault(("place",), error.message)
    figures: frozenset[str] = frozenset()
    for where, step in _all_steps(document):
        name = step.get("figure")
        if isinstance(name, str):
            figures = figures or frozenset(path.stem for path in (content / "figures").glob("*.toml"))
            if name not in figures:
                return _unknown((*where, "figure"), name, "figure", figures)
    if document.get("sources") or document.get("facts"):
        sources = read_toml(content / "sources.toml", advice=REINSTALL)
        facts = sources.pop("facts", {})
        for field, table in (("sources", sources), ("facts", facts)):
            for number, name in _texts(document.get(field)):
                if name not in table:
                    return _unknown((field, number), name, field.removesuffix("s"), table)
    signs: Collection[str] = ()
    for field in ("ask_first", "ask_after"):
        for number, question in _tables(document.get(field)):
            if isinstance(sign := question.get("sign"), str):
                signs = signs or read_toml(content / "red_flags.toml", advice=REINSTALL).keys()
                if sign not in signs:
                    return _unknown((field, number, "sign"), sign, "sign of a red flag", signs)
    return None


def _unknown(where: Where, name: str, kind: str, known: Collection[str]) -> FieldFault:
    return FieldFault(where, f"There is no {kind} {name[:60]!r}.{did_you_mean(name, known)}")


def _all_steps(document: dict[str, Any]) -> Iterator[tuple[Where, dict[str, Any]]]:
    """Yield the place and the table of each step, of the routine and of its variants."""
    yield from ((where, step) for where, step, _repeat in steps_in(document))
    for number, variant in _tables(document.get("variants")):
        yield from ((("variants", number, *where), step) for where, step, _repeat in steps_in(variant))


def _tables(value: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    yield from ((n, each) for n, each in enumerate(value if isinstance(value, list) else ()) if isinstance(each, dict))


def _texts(value: Any) -> Iterator[tuple[int, str]]:
    yield from ((n, each) for n, each in enumerate(value if isinstance(value, list) else ()) if isinstance(each, str))
