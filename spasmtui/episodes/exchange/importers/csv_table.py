"""Parse CSV of any origin: detect the separator, and keep the line on which each row begins."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from spasmtui.errors import DataError
from spasmtui.terminal.sanitize import sanitize

SEPARATORS = ",;\t|"
LONGEST_CELL = 200_000
MOST_COLUMNS = 500
MOST_ROWS = 1_000_000
"""An episode every ten minutes for twenty years."""
SAMPLE_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A header and the rows below it."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """Line number and cells."""

    def rows_by_column(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield line number and cells by column; a short row lacks its last columns, empty rows are skipped.

        Of two columns with one name the first counts.
        """
        columns = [(name, at) for at, name in enumerate(self.header) if name not in self.header[:at]]
        for line, cells in self.rows:
            if any(map(str.strip, cells)):
                yield line, {name: cells[at] for name, at in columns if at < len(cells)}


def parse_rows(text: str, name: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
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
                raise DataError(f"{name} has {len(cells)} columns in line {first_line}; that is no table of episodes.")
            if len(rows) == MOST_ROWS:
                raise DataError(f"{name} has more than {MOST_ROWS:,} rows; that is no table of episodes.")
            rows.append((first_line, tuple(cells)))
            first_line = reader.line_num + 1
    except csv.Error as error:
        raise DataError(f"{name} is not a table that can be read: {error}, near line {reader.line_num}.") from None
    finally:
        csv.field_size_limit(before)
    return tuple(rows)


def table_below(rows: tuple[tuple[int, tuple[str, ...]], ...], header_at: int) -> CsvTable:
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
