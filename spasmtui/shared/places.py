"""The places of the body by id, and the words people use for them, from `places.toml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.errors import FileMissing, WrongUsage
from spasmtui.shared.suggest import did_you_mean
from spasmtui.shared.toml_files import REINSTALL, read_toml

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

PLACES = (
    "calf", "foot", "shin", "hamstring", "thigh", "hip", "buttock", "hand", "neck", "upper-back", "lower-back", "side",
)  # fmt: skip
"""Every place id, in the order of the interface contract; an import never brings another."""
_WORDS = {
    "back": "lower-back",
    "lower back": "lower-back",
    "upper back": "upper-back",
    "toe": "foot",
    "toes": "foot",
    "feet": "foot",
    "quad": "thigh",
    "quads": "thigh",
    "forearm": "hand",
    "calves": "calf",
    "hands": "hand",
}


def find_place(word: str, content: Path) -> str:
    """The id of a place from its id or a common word for it.

    Args:
        word: as typed.
        content: the root of the shipped content.

    Raises:
        WrongUsage: no place is called so; the sentence names the nearest.
    """
    typed = " ".join(word.lower().split())
    if typed in PLACES:
        return typed
    words = {**_WORDS, **_shipped_words(content / "places.toml")}
    if typed in words:
        return words[typed]
    raise WrongUsage(f"{word!r} is not a place.{did_you_mean(typed, [*PLACES, *words])} Places: {', '.join(PLACES)}.")


def find_routine(word: str, content: Path) -> str:
    """The id of a shipped routine, from a place, an id or a common word, decided as a routine is started by it.

    A place means the routine that a cramp there begins with, so that the diary names what was done.

    Raises:
        WrongUsage: no routine is called so; the sentence names the nearest.
        DataError: the list of places cannot be read.
    """
    typed = _folded(word)
    known = routine_ids(content)
    if "-".join(typed.split()) in known and "-".join(typed.split()) not in PLACES:
        return "-".join(typed.split())
    words = _routine_words(content / "places.toml")
    if typed in words:
        return words[typed]
    if not known:
        return "-".join(typed.split())
    for routine in (f"{typed}-session", f"{typed}-prevention"):
        if routine in known:
            return routine
    raise WrongUsage(f"{word!r} is not a routine.{did_you_mean(typed, [*known, *words])} See: spasmtui relief --list")


def _routine_words(path: Path) -> dict[str, str]:
    """Lay words and places to routine ids; a place's word comes before a routine's."""
    data = _read_places(path)
    words = {_folded(word): str(routine) for word, routine in data.get("words", {}).items()}
    for row in data.get("places", ()):
        names = (row["id"], row["name"], *row.get("words", ()))
        words |= dict.fromkeys(map(_folded, names), str(row["routine"]))
    return words


def _folded(word: str) -> str:
    return " ".join(word.lower().replace("-", " ").replace("_", " ").split())


def routine_ids(content: Path) -> tuple[str, ...]:
    """The ids of the shipped routines: one file each, named by its id."""
    return tuple(sorted(path.stem for path in (content / "routines").glob("*.toml")))


def _shipped_words(path: Path) -> dict[str, str]:
    """Lay words to place ids: every string in a place's `words`."""
    data = _read_places(path)
    tables = data.get("places", data)
    rows = tables.items() if isinstance(tables, dict) else ((row.get("id"), row) for row in tables)
    return {
        str(word).lower(): str(place)
        for place, row in rows
        if isinstance(row, dict) and place in PLACES
        for word in row.get("words", ())
    }


def _read_places(path: Path) -> dict[str, Any]:
    try:
        return read_toml(path, advice=REINSTALL)
    except FileMissing:
        return {}
