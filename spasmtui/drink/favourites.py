"""Favourites: forms a person wants again, in one small JSON file of the state folder."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import NamedTuple

from spasmtui.drink.form import Form
from spasmtui.drink.recipe import Choices
from spasmtui.errors import DataError
from spasmtui.shared.atomic_file import replace_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

VERSION = 1
MOST_FAVOURITES = 50


class Favourite(NamedTuple):
    """A named form."""

    name: str
    form: Form


class Favourites:
    """The file of favourites; reads it at each use, and never overwrites what it cannot read."""

    def __init__(self, state: Path) -> None:
        self.path = state / "drink-favourites.json"

    def all(self) -> tuple[Favourite, ...]:
        """The favourites, the newest first.

        Raises:
            DataError: the file cannot be read; it is named and left as it is.
        """
        try:
            written = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return ()
        except (OSError, ValueError) as error:
            raise self._unreadable(str(error)) from error
        try:
            if written["version"] != VERSION:
                raise self._unreadable(f"it was written by another version ({written['version']!r})")
            return tuple(_favourite(one) for one in written["favourites"])
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise self._unreadable("it is not a list of favourites") from error

    def keep(self, favourite: Favourite) -> None:
        """Put one first; one of the same name is replaced.

        Raises:
            DataError: the file cannot be read or written; what it held is untouched.
        """
        others = [one for one in self.all() if one.name != favourite.name]
        self._write([favourite, *others][:MOST_FAVOURITES])

    def forget(self, name: str) -> None:
        """Take one out; nothing happens where there is none of that name.

        Raises:
            DataError: the file cannot be read or written; what it held is untouched.
        """
        self._write([one for one in self.all() if one.name != name])

    def _write(self, favourites: list[Favourite]) -> None:
        document = {"version": VERSION, "favourites": [_document(one) for one in favourites]}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self.path, json.dumps(document, ensure_ascii=False, indent=1).encode())
        except OSError as error:
            raise DataError(
                f"{self.path} could not be written: {error.strerror or error}. Nothing was changed."
            ) from error

    def _unreadable(self, why: str) -> DataError:
        return DataError(f"{self.path} cannot be read: {why}. Move it away to begin a new list.")


def _document(favourite: Favourite) -> dict[str, Any]:
    choices = favourite.form.choices._asdict()
    if isinstance(choices["water"], Fraction):
        choices["water"] = {"sodium_mg_per_l": str(choices["water"])}
    return {"name": favourite.name, "make": favourite.form.make, **choices}


def _favourite(written: dict[str, Any]) -> Favourite:
    """One favourite; keys of another version are ignored, missing ones are the usual.

    Raises:
        ValueError: a value cannot be what it is.
    """
    usual = Choices()._asdict()
    chosen: dict[str, Any] = {name: written.get(name, value) for name, value in usual.items()}
    if isinstance(chosen["water"], dict):
        chosen["water"] = Fraction(chosen["water"]["sodium_mg_per_l"])
    form = Form(str(written["make"]), Choices(**chosen))
    if not form.is_possible():
        raise ValueError(written["name"])
    return Favourite(str(written["name"]), form)
