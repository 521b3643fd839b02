"""Load the titles of routines, which the diary knows by their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.episodes.model.names import SHIPPED, Names
from spasmtui.errors import DataError
from spasmtui.shared.toml_files import read_toml
from spasmtui.terminal.sanitize import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def load_names(routines: Iterable[str], own: Path | None) -> Names:
    """Return the names of these routines: a file is read only for one that was not shipped.

    Args:
        routines: ids, or a person's own words for a remedy, which have no file.
        own: a folder with the person's own routines; it need not exist.
    """
    unknown = set(routines) - SHIPPED.known
    if own is None or not unknown:
        return SHIPPED
    titles = ((routine, _title(routine, own)) for routine in sorted(unknown))
    return Names(routines={routine: title for routine, title in titles if title})


def _title(routine: str, own: Path) -> str:
    """Return the title in a file of the person's own; empty where there is none, or where it cannot be read."""
    # A remedy is any text: one with a separator of paths must never become a path.
    if not routine.replace("-", "").isalnum():
        return ""
    path = own / f"{routine}.toml"
    try:
        title = read_toml(path).get("title") if path.is_file() else None
    except DataError:
        return ""
    return one_line(title) if isinstance(title, str) else ""
