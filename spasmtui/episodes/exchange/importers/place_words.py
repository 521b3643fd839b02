"""Look up the places that a file's words name, each spelling once: a file has thousands of rows and few places."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from spasmtui.errors import WrongUsage
from spasmtui.shared.places import find_place_and_side


@lru_cache(maxsize=1000)
def find_place(words: str, side: str | None, content: Path) -> tuple[str | None, str | None] | WrongUsage:
    """Return the place that words name, and its side; else the error that says why they name none.

    Args:
        words: such as `left calf` or `Foot cramps`.
        side: the side that is said beside them, or None.
        content: the root of the shipped content.
    """
    try:
        return find_place_and_side(words, side, content)
    except WrongUsage as error:
        return error


def find_known_place(words: str, side: str | None, content: Path) -> tuple[str | None, str | None] | None:
    """Return the place that words name, and its side; None where they name none, or another side than was said."""
    found = find_place(words, side, content)
    return None if isinstance(found, WrongUsage) else found
