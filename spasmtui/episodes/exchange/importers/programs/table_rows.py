"""Take the rows of a program's table by the names of its columns, and name what has no name of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from spasmtui.episodes.exchange.importers.csv_table import CsvTable, TextFile, table_below
from spasmtui.episodes.exchange.importers.result import ImportContext, SkippedRow
from spasmtui.errors import WrongUsage
from spasmtui.shared.formats import many
from spasmtui.terminal.sanitize import sanitize

TITLE_ROWS = 20
"""Rows in which a header is searched."""


class TableRows(NamedTuple):
    """The rows of a table, and the columns that its reader does not get."""

    rows: list[tuple[int, dict[str, str]]]
    """Line number and cells by column."""
    left_out: tuple[str, ...]
    """The columns that `--map` leaves out."""
    surplus: tuple[str, ...]
    """What stands in no column of a name of its own, for the summary."""


def find_table(file: TextFile, is_header: Callable[[frozenset[str]], bool]) -> tuple[CsvTable, list[SkippedRow]] | None:
    """Return the table below the first row that is a program's header, and the rows above it; None without one.

    Args:
        file: the text of a table; a person or a spreadsheet may have put titles above it.
        is_header: takes the names of a row in small letters.
    """
    above: list[SkippedRow] = []
    for at, (line, cells) in enumerate(file.rows[:TITLE_ROWS]):
        if is_header(frozenset(cell.strip().lower() for cell in cells)):
            return table_below(file.rows, at), above
        if any(map(str.strip, cells)):
            above.append(SkippedRow(line=line, reason="It stands above the table."))
    return None


def only_leaves_out(context: ImportContext) -> bool:
    """Return whether `--map` does no more than leave columns out; a program's table is read as any other if not."""
    return not any(context.columns.values())


def take_rows(table: CsvTable, context: ImportContext) -> TableRows:
    """Return the rows without the columns that `--map` leaves out.

    Raises:
        WrongUsage: `--map` names a column that is not there, or makes something else of one.
    """
    for column, field in context.columns.items():
        if column not in table.header:
            names = ", ".join(name[:40] for name in table.header[:20] if name)
            raise WrongUsage(f"{context.name} has no column {column!r}. Its columns: {names or 'none'}.")
        if field:
            raise WrongUsage(
                f"{column!r} can only be left out here, with --map '{column}='. Say --from csv to read the table as "
                "any other, by the columns that --map names."
            )
    rows = [
        (line, {name: cell for name, cell in cells.items() if name not in context.columns})
        for line, cells in table.rows_by_column()
    ]
    return TableRows(rows, tuple(context.columns), tuple(surplus_of(table)))


def surplus_of(table: CsvTable) -> Iterator[str]:
    """Yield what stands in a column without a name, under a name that another column has, or behind the last column."""
    header = table.header
    for at, name in enumerate(header):
        has_own_name = bool(name.strip()) and name not in header[:at]
        if has_own_name or not any(
            map(str.strip, (cell for _line, cells in table.rows for cell in cells[at : at + 1]))
        ):
            continue
        yield f"{sanitize(name, one_line=True)} (a second column)" if name.strip() else "a column without a name"
    behind = sum(1 for _line, cells in table.rows if any(map(str.strip, cells[len(header) :])))
    if behind:
        yield f"cells after the last column ({many(behind, 'row')})"
