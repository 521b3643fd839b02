"""Which program wrote a table, found out by its header."""

from __future__ import annotations

from collections.abc import Callable

from spasmtui.episodes.exchange.importers import cluster_headache, generic_csv, loop_habits, migraine_buddy, own_csv
from spasmtui.episodes.exchange.importers.csv_table import Rows, read_rows, table
from spasmtui.episodes.exchange.importers.result import Origin, Reading
from spasmtui.errors import DataError

PREAMBLE_ROWS = 200
"""Rows of a preamble before the header of Migraine Buddy."""


def reader(form: str) -> Callable[[str, Origin], Reading]:
    """The reader of a format that is a table; `csv` finds out which."""
    return {
        "csv": read_csv,
        "migraine-buddy": read_migraine_buddy,
        "cluster-headache": read_cluster_headache,
        "loop": loop_habits.read_checkmarks,
    }[form]


def read_csv(text: str, origin: Origin) -> Reading:
    """A table of this diary, of a program that is known, or of any other with a mapping of its columns.

    Raises:
        DataError: it is empty or no table.
        WrongUsage: nothing says when an episode began.
    """
    rows = read_rows(text, origin.name)
    if not rows:
        raise DataError(f"{origin.name} is empty.")
    found = table(rows, 0)
    if set(found.header) >= own_csv.NEEDED and not origin.columns:
        return own_csv.read_own_csv(found, origin)
    if _attacks(rows) is not None:
        return read_migraine_buddy(text, origin)
    if set(found.header) >= cluster_headache.NEEDED and not origin.columns:
        return cluster_headache.read_cluster_headache(found, origin)
    if found.header[:2] == ("Date", "Value") or origin.name == loop_habits.CHECKMARKS:
        return loop_habits.read_checkmarks(text, origin)
    return generic_csv.read_any_csv(found, origin)


def read_migraine_buddy(text: str, origin: Origin) -> Reading:
    """The attacks below the preamble.

    Raises:
        DataError: there is no such header.
    """
    found = _attacks(read_rows(text, origin.name))
    if found is None:
        raise DataError(f"{origin.name} has no row that begins with {', '.join(migraine_buddy.BEGINS)}.")
    return migraine_buddy.read_migraine_buddy(found, origin)


def read_cluster_headache(text: str, origin: Origin) -> Reading:
    """The attacks of a table of Cluster Headache Tracker.

    Raises:
        DataError: its columns are others.
    """
    rows = read_rows(text, origin.name)
    if not rows or not set(table(rows, 0).header) >= cluster_headache.NEEDED:
        raise DataError(f"{origin.name} lacks one of the columns {', '.join(sorted(cluster_headache.NEEDED))}.")
    return cluster_headache.read_cluster_headache(table(rows, 0), origin)


def _attacks(rows: tuple[tuple[int, tuple[str, ...]], ...]) -> Rows | None:
    for index, (_, cells) in enumerate(rows[:PREAMBLE_ROWS]):
        if tuple(cell.strip() for cell in cells[:3]) == migraine_buddy.BEGINS:
            return table(rows, index)
    return None
