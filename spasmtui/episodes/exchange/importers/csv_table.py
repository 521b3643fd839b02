"""Parse CSV of any origin: detect the separator, and keep the line on which each row begins."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from spasmtui.errors import DataError
from spasmtui.terminal.sanitize import sanitize

SEPARATORS = ",;\t|"
LONGEST_CELL = 200_000
MOST_COLUMNS = 500
MOST_ROWS = 1_000_000
"""An episode every ten minutes for twenty years."""
SAMPLE_CHARACTERS = 20_000


Rows = tuple[tuple[int, tuple[str, ...]], ...]
"""Line number and cells of each row."""


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A header and the rows below it."""

    header: tuple[str, ...]
    rows: Rows

    def rows_by_column(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield line number and cells by column; a short row lacks its last columns, empty rows are skipped.

        Of two columns with one name the first counts.
        """
        columns = [(name, at) for at, name in enumerate(self.header) if name not in self.header[:at]]
        for line, cells in self.rows:
            if any(map(str.strip, cells)):
                yield line, {name: cells[at] for name, at in columns if at < len(cells)}


class TextFile:
    """The text of a file; its rows are parsed once, when they are first needed."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        """The file's name, for sentences."""

    @cached_property
    def rows(self) -> Rows:
        """Every row of the table, with the line it begins on."""
        return parse_rows(self.text, self.name)

    @cached_property
    def table(self) -> CsvTable:
        """The table below the first row; without a row an empty one."""
        return table_below(self.rows, 0) if self.rows else CsvTable((), ())


def parse_rows(text: str, name: str) -> Rows:
    """Parse every row of a table, with the line it begins on.

    Args:
        text: the table.
        name: the file's name, for sentences.

    Raises:
        DataError: it is no table.
    """
    before = csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    rows: list[tuple[int, tuple[str, ...]]] = []
    try:
        first_line = 1
        for cells in reader:
            if len(cells) > MOST_COLUMNS:
                raise DataError(
                    f"{name} has {len(cells)} columns in line {first_line}; that is not a table of episodes."
                )
            if len(rows) == MOST_ROWS:
                raise DataError(f"{name} has more than {MOST_ROWS:,} rows; that is not a table of episodes.")
            rows.append((first_line, tuple(cells)))
            first_line = reader.line_num + 1
    except csv.Error as error:
        raise DataError(f"{name} is not a table that can be read: {error}, near line {reader.line_num}.") from None
    finally:
        csv.field_size_limit(before)
    return tuple(rows)


def table_below(rows: Rows, header_at: int) -> CsvTable:
    """Return the table below a header row, by its position."""
    header = tuple(sanitize(cell, one_line=True) for cell in rows[header_at][1])
    return CsvTable(header, rows[header_at + 1 :])


def _separator(text: str) -> str:
    """Return the separator of the first line that has one, outside quotes; a comma without any."""
    for line in text[:SAMPLE_CHARACTERS].splitlines()[:20]:
        outside = "".join(line.split('"')[::2])
        counts = {separator: outside.count(separator) for separator in SEPARATORS}
        best = max(counts, key=lambda separator: counts[separator])
        if counts[best]:
            return best
    return ","
