"""Favourite drinks, kept in a JSON file of the state folder."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from typing import NamedTuple

from spasmtui.drink.form import Form
from spasmtui.drink.recipe import Choices
from spasmtui.errors import DataError
from spasmtui.shared.atomic_file import replace_file
from spasmtui.shared.regular_file import decode_text, read_regular

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

VERSION = 1
MAX_FAVOURITES = 50
_NUMBER = re.compile(r"[0-9]{1,20}(/[0-9]{1,20})?")


class Favourite(NamedTuple):
    """A form under a name."""

    name: str
    form: Form


class Favourites:
    """The file of favourites. Every call reads it, and a file that cannot be read is never overwritten."""

    def __init__(self, state: Path) -> None:
        self.path = state / "drink-favourites.json"

    def load(self) -> tuple[Favourite, ...]:
        """Load the favourites, the newest first.

        Raises:
            DataError: the file cannot be read; it is named and left as it is.
        """
        try:
            document = json.loads(decode_text(read_regular(self.path)))
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise self._unreadable(error.strerror or str(error)) from error
        except (ValueError, RecursionError) as error:
            raise self._unreadable(str(error)) from error
        try:
            if document["version"] != VERSION:
                raise self._unreadable(f"it was written by another version ({document['version']!r})")
            return tuple(_from_json(row) for row in document["favourites"])
        except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError) as error:
            raise self._unreadable("it is not a list of favourites") from error

    def add(self, favourite: Favourite) -> None:
        """Add a favourite before the others, in place of one of the same name.

        Raises:
            DataError: the file cannot be read or written; its content is unchanged.
        """
        others = [other for other in self.load() if other.name != favourite.name]
        self._write([favourite, *others][:MAX_FAVOURITES])

    def remove(self, name: str) -> None:
        """Remove the favourite of this name, if there is one.

        Raises:
            DataError: the file cannot be read or written; its content is unchanged.
        """
        self._write([favourite for favourite in self.load() if favourite.name != name])

    def _write(self, favourites: list[Favourite]) -> None:
        document = {"version": VERSION, "favourites": [_to_json(favourite) for favourite in favourites]}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self.path, json.dumps(document, ensure_ascii=False, indent=1).encode())
        except OSError as error:
            raise DataError(
                f"{self.path} could not be written: {error.strerror or error}. Nothing was changed."
            ) from error

    def _unreadable(self, reason: str) -> DataError:
        return DataError(f"{self.path} cannot be read: {reason}. Move it away to begin a new list.")


def _to_json(favourite: Favourite) -> dict[str, Any]:
    choices = favourite.form.choices._asdict()
    if isinstance(choices["water"], Fraction):
        choices["water"] = {"sodium_mg_per_l": str(choices["water"])}
    return {"name": favourite.name, "make": favourite.form.size, **choices}


def _from_json(row: dict[str, Any]) -> Favourite:
    """Build a favourite; unknown keys, which a newer version may write, are ignored, and missing ones take defaults.

    Raises:
        ValueError: a field has a value that it cannot have.
    """
    defaults = Choices()._asdict()
    choices: dict[str, Any] = {name: row.get(name, default) for name, default in defaults.items()}
    if isinstance(choices["water"], dict):
        written = choices["water"]["sodium_mg_per_l"]
        if not _NUMBER.fullmatch(written):  # an exponent of nine digits would fill the memory
            raise ValueError(row["name"])
        choices["water"] = Fraction(written)
    form = Form(str(row["make"]), Choices(**choices))
    if not form.is_valid():
        raise ValueError(row["name"])
    return Favourite(str(row["name"]), form)
