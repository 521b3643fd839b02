"""Parse CSV of any origin: detect the separator, and keep the line on which each row begins."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from spasmtui.errors import DataError
from spasmtui.terminal.sanitize import sanitize

SEPARATORS = ",;\t|"
LONGEST_CELL = 200_000
MOST_COLUMNS = 500
MOST_ROWS = 1_000_000
"""An episode every ten minutes for twenty years."""
SAMPLE_CHARACTERS = 20_000
SAMPLE_LINES = 40
_SEPARATOR_LINE = re.compile(r"\s*\"?sep=(?:([,;|])|\t)\"?[ \t,;]*(?:\r\n|\n|\r)", re.IGNORECASE)
"""What Excel takes as the separator, and writes as the first line."""
_AS_TEXT = re.compile(r'="([^"]*)"')
"""A cell that a spreadsheet is to show as it is: `="03:10"`."""
_ESCAPED_BAR, _BAR = "\\|", "\ufdd0"
"""A bar that belongs to a cell of a Markdown table, and what stands for it meanwhile: no text has this character."""
_END = "\N{END OF TRANSMISSION}"
"""A row behind the last: a cell whose quote was never closed swallows it."""

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

    format_name = "csv"
    """The format whose name a table of it bears that is no known program's."""

    def __init__(self, text: str, name: str, remarks: tuple[str, ...] = ()) -> None:
        self.text = text
        self.name = name
        """The file's name, for sentences."""
        self.remarks = remarks
        """Sentences about how its text was read."""

    @cached_property
    def has_separator_line(self) -> bool:
        """Is the first line Excel's `sep=;`, which is no row of the table?"""
        return _SEPARATOR_LINE.match(self.text) is not None

    @cached_property
    def separator(self) -> str:
        """The separator between cells; empty where the rows are no text."""
        match = _SEPARATOR_LINE.match(self.text)
        return (match[1] or "\t") if match else _separator(self.text)

    @cached_property
    def rows(self) -> Rows:
        """Every row of the table, with the line it begins on."""
        match = _SEPARATOR_LINE.match(self.text)
        start = match.end() if match else 0
        return parse_rows(self.text[start:], self.name, self.separator, first_line=2 if match else 1)

    @cached_property
    def table(self) -> CsvTable:
        """The table below the first row that is not empty; without a row an empty one."""
        first = next((at for at, (_line, cells) in enumerate(self.rows) if any(map(str.strip, cells))), 0)
        return table_below(self.rows, first) if self.rows else CsvTable((), ())


def parse_rows(text: str, name: str, separator: str = ",", *, first_line: int = 1) -> Rows:
    """Parse every row of a table, with the line it begins on.

    Args:
        text: the table.
        name: the file's name, for sentences.
        separator: between the cells.
        first_line: the number of its first line.

    Raises:
        DataError: it is no table.
    """
    has_bars = separator == "|" and _ESCAPED_BAR in text
    text = text.replace(_ESCAPED_BAR, _BAR) if has_bars else text
    is_plain = not has_bars and '="' not in text
    before = csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(chain(io.StringIO(text, newline=""), (_END,)), delimiter=separator)
    rows: list[tuple[int, tuple[str, ...]]] = []
    line = start = first_line
    try:
        for cells in reader:
            if len(cells) > MOST_COLUMNS:
                raise DataError(f"{name} has {len(cells)} columns in line {line}; that is not a table of episodes.")
            if len(rows) == MOST_ROWS:
                raise DataError(f"{name} has more than {MOST_ROWS:,} rows; that is not a table of episodes.")
            rows.append((line, tuple(cells if is_plain else map(_own_text, cells))))
            start = line
            line = reader.line_num + first_line
    except csv.Error as error:
        near = reader.line_num + first_line - 1
        raise DataError(f"{name} is not a table that can be read: {error}, near line {near}.") from None
    finally:
        csv.field_size_limit(before)
    if rows.pop()[1] != (_END,):
        raise DataError(
            f"{name}: a quote in the row that begins in line {start} is never closed, so all below it is one "
            "cell. Close it or remove it. Nothing was imported."
        )
    return tuple(rows)


def _own_text(cell: str) -> str:
    """Return what a cell says without the signs that only protect it."""
    match = _AS_TEXT.fullmatch(cell)
    return (match[1] if match else cell).replace(_BAR, "|")


def table_below(rows: Rows, header_at: int) -> CsvTable:
    """Return the table below a header row, by its position."""
    header = tuple(sanitize(cell, one_line=True) for cell in rows[header_at][1])
    return CsvTable(header, rows[header_at + 1 :])


def _separator(text: str) -> str:
    """Return the separator that divides all lines alike, outside quotes, else most of them; a comma where none does."""
    lines = ["".join(line.split('"')[::2]) for line in text[:SAMPLE_CHARACTERS].splitlines()[:SAMPLE_LINES]]
    divided = [line for line in lines if any(separator in line for separator in SEPARATORS)]
    best, most = ",", (False, 0)
    for separator in SEPARATORS:
        counts = Counter(count for line in divided if (count := line.count(separator)))
        # Many columns in one line say as much as two columns in many.
        score = max((count * times for count, times in counts.items()), default=0)
        is_alike = len(counts) == 1 and counts.total() == len(divided)
        if (is_alike, score) > most:
            best, most = separator, (is_alike, score)
    return best
