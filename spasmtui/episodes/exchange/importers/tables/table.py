"""Find the table in the rows of a file: its header below titles, its columns each with a name of its own, its rows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, zip_longest

from spasmtui.episodes.exchange.importers.csv_table import Rows
from spasmtui.episodes.exchange.importers.result import SkippedRow
from spasmtui.episodes.exchange.importers.row import RowStopped
from spasmtui.episodes.exchange.importers.tables.headings import interpret_heading
from spasmtui.episodes.exchange.importers.tables.unit_row import units_below
from spasmtui.episodes.exchange.importers.tables.words import TableWords
from spasmtui.errors import WrongUsage
from spasmtui.shared.formats import MONTH_NAMES
from spasmtui.shared.times.dates import match_date
from spasmtui.shared.times.other_languages import month_of
from spasmtui.shared.words.fold import fold_word
from spasmtui.terminal.sanitize import sanitize

ROWS_ABOVE = 60
"""Rows at the top of a file among which the header is searched."""
TITLE_CHARACTERS = 60
_ROWS_COUNTED = re.compile(r"\(?\d+ rows?(?: in set.*)?\)?", re.ASCII)
"""What databases write below a table."""
_MONTHS = frozenset(name.lower()[:length] for name in MONTH_NAMES for length in (3, 4, len(name)))
ANY_DAY = date(2000, 1, 1)
"""A day as the present, where only the form of a date matters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A header and the rows below it."""

    header_line: int
    """The line of the header, counted from 1."""
    headings: tuple[str, ...]
    """The name of each column, clean, each another: a second `Notes` is `Notes (2)`, one without a heading `column 4`.
    Empty for a column that has neither heading nor cell."""
    rows: Rows
    """Line number and cells of each row below the header."""
    above: tuple[tuple[int, str], ...] = ()
    """Line number and text of each row above the header that is not empty."""
    skipped: tuple[SkippedRow, ...] = ()
    """The rows above the header."""
    named: int = 0
    """The columns that the header itself has."""

    def cells_of(self, cells: Sequence[str]) -> dict[str, str]:
        """Return the cells of a row by column."""
        return {heading: cell for heading, cell in zip(self.headings, cells, strict=False) if heading}

    def texts(self, heading: str) -> Iterator[tuple[int, str]]:
        """Yield line and text of each cell of a column that is not empty."""
        at = self.headings.index(heading)
        for line, cells in self.rows:
            if at < len(cells) and (text := cells[at].strip()):
                yield line, text


def find_table(rows: Rows, words: TableWords, wanted: Collection[str] = ()) -> Table:
    """Return the table of a file's rows; the header is the row near the top with the most headings that are known.

    Args:
        rows: every row of the file, at least one.
        words: the words of tables.
        wanted: headings that a person has named; the row that has them all is the header.
    """
    at = _find_header(rows, words, wanted)
    line, header = rows[at]
    below = _without_empty_end(rows[at + 1 :])
    above = [(number, _title(cells)) for number, cells in rows[:at]]
    skipped = [SkippedRow(line=number, reason=f"a title, {text!r}" if text else "empty") for number, text in above]
    if below and (units := units_below(header, below[0][1], words)):
        header = tuple(
            f"{name} ({unit})" if name and unit else name for name, unit in zip_longest(header, units, fillvalue="")
        )
        skipped.append(SkippedRow(line=below[0][0], reason="the units of the columns"))
        below = below[1:]
    return Table(
        header_line=line,
        headings=_headings(header, below),
        rows=below,
        above=tuple((number, text) for number, text in above if text),
        skipped=tuple(skipped),
        named=_width(header),
    )


def check_is_header(table: Table, words: TableWords, name: str) -> None:
    """Check that the first row names columns, and is no episode itself.

    Args:
        table: the table.
        words: the words of tables.
        name: the file's name, for sentences.

    Raises:
        WrongUsage: it has a date, and no heading that is known.
    """
    if any(interpret_heading(heading, words).field for heading in table.headings):
        return
    for heading in table.headings:
        found = match_date(heading, 0, ANY_DAY)
        if found is not None and found[0].has_year:
            raise WrongUsage(
                f"{name} has no header: its first row, in line {table.header_line}, has the date {found[0].text}. Put "
                "a row above it that names the columns, such as Date, Time, Place, Pain."
            )


def check_width(table: Table, row: Mapping[str, str], separator: str) -> None:
    """Check that a row has no more cells than the header, where a comma inside a cell could have shifted them.

    Raises:
        RowStopped: it has, and two of its cells could be the halves of one number.
    """
    beyond = table.headings[table.named :] if separator == "," else ()
    if not any(row.get(heading, "").strip() for heading in beyond):
        return
    cells = [row.get(heading, "").strip() for heading in table.headings]
    if any(first.isdigit() and second.isdigit() for first, second in pairwise(cells)):
        raise RowStopped(
            f"It has more cells than the header, {_width(cells)} for {table.named}. A comma inside a cell, as in 4,5, "
            "needs quotes around it."
        )


def layout_of(table: Table, cells: Sequence[str]) -> str:
    """Return what a row is that only divides the others: empty, a drawn line, a heading; empty for any other row."""
    if all(map(_is_rule, cells)):
        return "a line between rows" if any(map(str.strip, cells)) else "empty"
    if text := _month_heading(cells):
        return f"a heading, {text!r}"
    header = table.headings[: len(cells)]
    is_again = cells[0].strip() == header[0] and tuple(map(str.strip, cells)) == header
    return "the header again" if is_again else ""


def aside_of(cells: Sequence[str], words: TableWords) -> str:
    """Return what a row without a date is by its first words: a total, or a remark; empty for any other row."""
    if cells[0][:1].isdigit() and not cells[0].isdecimal():
        return ""  # a date, in most tables
    first = next((cell for cell in cells if cell.strip()), "").strip()
    if first.startswith(("# ", "#+")) or _ROWS_COUNTED.fullmatch(first):
        return "a remark"
    return "a total or an average" if _is_total(cells, words) else ""


def _is_rule(cell: str) -> bool:
    """Return whether a cell is empty, or a part of a line that is drawn between rows: `---`, `:-:`, `--+--`, `===`."""
    return not cell.strip(" -=:_+|\t─━═┼╪├┤")


def _month_heading(cells: Sequence[str]) -> str:
    """Return the text of a row that is the heading of a month, such as `May 2026`; empty for any other row."""
    text = cells[0].strip() if cells else ""
    if not text or len(text) > TITLE_CHARACTERS or any(map(str.strip, cells[1:])):
        return ""
    month, *year = fold_word(text).replace(".", " ").replace(",", " ").split() or [""]
    is_month = bool(month_of(month)) or month in _MONTHS
    return text if is_month and (not year or (len(year) == 1 and len(year[0]) == 4 and year[0].isdecimal())) else ""


def _is_total(cells: Sequence[str], words: TableWords) -> bool:
    """Return whether a row begins with a word such as `Total` or `Average`, perhaps behind its number."""
    first = next((cell for cell in cells if cell.strip() and not cell.strip().isdecimal()), "")
    plain = fold_word(first).strip(" :.=")
    return plain in words.totals or plain.startswith(words.total_beginnings)


def _find_header(rows: Rows, words: TableWords, wanted: Collection[str]) -> int:
    first = next((at for at, (_line, cells) in enumerate(rows) if any(map(str.strip, cells))), 0)
    best, most = first, 0
    for at, (_line, cells) in enumerate(rows[:ROWS_ABOVE]):
        texts = [sanitize(cell, one_line=True) for cell in cells if cell.strip()]
        if wanted and set(wanted) <= set(texts):
            return at
        fields = {heading.field for text in texts if (heading := interpret_heading(text, words)).field}
        if len(fields) > most:
            best, most = at, len(fields)
    return best if most > 1 or best == first else first


def _headings(header: Sequence[str], rows: Rows) -> tuple[str, ...]:
    width = max((len(cells) for _line, cells in rows), default=0)
    filled: set[int] = set()
    for _line, cells in rows:
        if len(cells) > len(header):
            filled |= {at for at in range(len(header), len(cells)) if cells[at].strip()}
    named = [sanitize(cell, one_line=True).strip() for cell in header]
    for at in (at for at, name in enumerate(named) if not name):
        if any(at < len(cells) and cells[at].strip() for _line, cells in rows):
            filled.add(at)
    names: list[str] = []
    taken = set(named)
    for at in range(max(width, len(named))):
        name = named[at] if at < len(named) else ""
        if not name and at in filled:
            name = _free(f"column {at + 1}", taken)
        elif name and name in names:
            name = _free(name, taken)
        taken.add(name)
        names.append(name)
    return tuple(names)


def _free(name: str, taken: Collection[str]) -> str:
    """Return a name that is not taken: `Notes (2)` for a second `Notes`."""
    if name not in taken:
        return name
    number = 2
    while f"{name} ({number})" in taken:
        number += 1
    return f"{name} ({number})"


def _width(cells: Sequence[str]) -> int:
    """Return the number of cells up to the last that is not empty."""
    return max((at for at, cell in enumerate(cells, 1) if cell.strip()), default=0)


def _title(cells: Sequence[str]) -> str:
    texts = (sanitize(cell, one_line=True).strip() for cell in cells)
    return " ".join(text for text in texts if text)[:TITLE_CHARACTERS]


def _without_empty_end(rows: Rows) -> Rows:
    end = len(rows)
    while end and not any(map(str.strip, rows[end - 1][1])):
        end -= 1
    return rows[:end]
