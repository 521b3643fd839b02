"""Which program wrote a table, by its header."""

from __future__ import annotations

from collections.abc import Callable

from spasmtui.episodes.exchange.own_csv import NEEDED, read_own_csv
from spasmtui.episodes.exchange.reading import Origin, Reading
from spasmtui.episodes.exchange.table import read_rows, table
from spasmtui.errors import WrongUsage

Reader = Callable[[str, Origin], Reading]


def reader(form: str) -> Reader:
    """The reader of a format that is a table."""
    return read_csv


def read_csv(text: str, origin: Origin) -> Reading:
    """A table of our own.

    Raises:
        WrongUsage: it is a table of another program.
    """
    rows = read_rows(text, origin.name)
    if rows and set(rows[0][1]) >= NEEDED:
        return read_own_csv(table(rows, 0), origin)
    raise WrongUsage(f"{origin.name} is not a table of this diary.")
