"""Take the rows of a program's table by the names of its columns, and name what has no name of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from spasmtui.episodes.exchange.importers.csv_table import CsvTable, TextFile, table_below
from spasmtui.episodes.exchange.importers.file_dates import FileDates
from spasmtui.episodes.exchange.importers.result import ImportContext, RejectionList, SkippedRow
from spasmtui.errors import DataError, SpasmError, WrongUsage
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


def open_table(
    file: TextFile, context: ImportContext, is_header: Callable[[frozenset[str]], bool], lacking: str
) -> tuple[CsvTable, list[SkippedRow]]:
    """Return the table of a program and the rows above it, as `find_table` does.

    Args:
        file: the text of a table.
        context: the file's name.
        is_header: takes the names of a row in small letters.
        lacking: the columns that are needed, for the message.

    Raises:
        DataError: one of them is not there.
    """
    found = find_table(file, is_header)
    if found is None:
        raise DataError(f"{context.name} lacks one of the columns {lacking}.")
    return found


def rows_by_small_names(table: CsvTable) -> list[tuple[int, dict[str, str]]]:
    """Return the rows with the names of their columns in small letters, and cells without space around them."""
    return [
        (line, {name.strip().lower(): cell.strip() for name, cell in cells.items()})
        for line, cells in table.rows_by_column()
    ]


def rows_of_days(
    rows: Iterable[tuple[int, dict[str, str]]],
    dates: FileDates,
    day_text: Callable[[Mapping[str, str]], str],
    rejected: RejectionList,
) -> Iterator[tuple[int, dict[str, str], date]]:
    """Yield each row with its day; one whose date cannot be read is rejected.

    Args:
        rows: line number and cells by column.
        dates: the dates of the file.
        day_text: takes the cells, and returns the text of their date.
        rejected: collects the others.
    """
    for line, cells in rows:
        try:
            on = dates.day(day_text(cells))
        except SpasmError as error:
            rejected.add(line, sanitize(error.message, one_line=True))
        else:
            yield line, cells, on


def column_names(table: CsvTable) -> dict[str, str]:
    """Return the columns that have a name, in their order, each with its name in small letters."""
    return {name: name.strip().lower() for name in table.header if name.strip()}


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
