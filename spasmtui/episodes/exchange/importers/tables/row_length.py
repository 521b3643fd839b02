"""Read the length of a row from its column, or from several: hours and minutes, a number and its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise

from spasmtui.episodes.exchange.importers.row import Row, RowStopped
from spasmtui.episodes.exchange.importers.tables.columns import Column, TableMapping
from spasmtui.episodes.exchange.importers.tables.lengths import (
    DECIMAL_COMMA,
    SECONDS,
    is_bare_number,
    parse_length_unit,
    read_length,
)
from spasmtui.episodes.exchange.importers.tables.table import Table
from spasmtui.episodes.exchange.importers.tables.words import TableWords
from spasmtui.shared.formats import listed
from spasmtui.terminal.sanitize import quoted


def has_decimal_comma(mapping: TableMapping, table: Table, separator: str) -> bool:
    """Return whether a table writes a comma for the decimal point, as programs do that separate cells by semicolons.

    Args:
        mapping: the mapping of its columns.
        table: the table, whose lengths may show it too.
        separator: what stands between the cells; empty for a workbook, whose numbers leave no choice.
    """
    if separator in ("", ";"):
        return bool(separator)
    texts = (text for heading in mapping.headings_of("duration") for _line, text in table.texts(heading))
    return any(map(DECIMAL_COMMA.search, texts))


_CLOCK = re.compile(r"\d{1,4}:\d\d", re.ASCII)


@dataclass(slots=True)
class LengthReader:
    """Reads the lengths of a table's rows."""

    mapping: TableMapping
    words: TableWords
    has_decimal_comma: bool = False
    """Whether the table writes a comma for the decimal point."""
    in_minutes: set[str] = field(default_factory=set[str])
    """The columns of which a number without a unit was read as minutes."""
    by_clock: dict[str, str] = field(default_factory=dict[str, str])
    """The columns of which a length such as 4:30 was read as hours and minutes, and the first one."""
    known: dict[tuple[str, str], timedelta] = field(default_factory=dict[tuple[str, str], timedelta])
    """The lengths of texts and units: the same few are in many rows."""

    def read(self, row: Row) -> timedelta | None:
        """Return the length of a row; None where it has none that can be read.

        Raises:
            RowStopped: it could be another with another unit, or its parts do not fit.
        """
        columns = [column for column in self.mapping.columns if column.field == "duration"]
        parts = [(column, length) for column in columns if (length := self._part(row, column)) is not None]
        if len(parts) < 2:
            return parts[0][1] if parts else None
        lengths = [length for _column, length in parts]
        if max(lengths) - min(lengths) < timedelta(seconds=1):
            return lengths[0]
        parts.sort(key=lambda part: -SECONDS.get(part[0].unit, 0))
        for (larger, _length), (_column, smaller) in pairwise(parts):
            if smaller >= timedelta(seconds=SECONDS.get(larger.unit, 0)):
                raise RowStopped(f"The lengths {self.shown(row)} are neither the same nor the parts of one length.")
        return sum(lengths, timedelta())

    def remarks(self) -> list[str]:
        """Return sentences about lengths that say no unit."""
        minutes = [f"{heading}: a number without a unit was read as minutes." for heading in self.in_minutes]
        clocks = [f"{heading}: {text} was read as hours and minutes." for heading, text in self.by_clock.items()]
        return minutes + clocks

    def shown(self, row: Row) -> str:
        """Return the length as the row has it, for a sentence."""
        texts = [row.text(heading) for heading in self.mapping.headings_of("duration")]
        return listed(quoted(text) for text in texts if text)

    def _part(self, row: Row, column: Column) -> timedelta | None:
        unit, text = column.unit or self._row_unit(row, column), row.get(column.heading, "").strip()
        if not (unit or column.unknown_unit or (text, "") in self.known):
            if is_bare_number(text):
                self.in_minutes.add(column.heading)
            elif _CLOCK.fullmatch(text):
                self.by_clock.setdefault(column.heading, text)
        return row.optional(column.heading, lambda text: self._read(text, unit, column.unknown_unit))

    def _read(self, text: str, unit: str, unknown_unit: str) -> timedelta:
        """Return the length of a cell.

        Raises:
            RowStopped: it could be another with another unit.
            CannotStore: it is none.
        """
        known = self.known.get((text, unit))
        if known is None:
            known = read_length(text, unit, self.words.units, unknown_unit, has_decimal_comma=self.has_decimal_comma)
            self.known[text, unit] = known
        return known

    def _row_unit(self, row: Row, column: Column) -> str:
        """Return the unit that another cell of the row says for a bare number.

        Raises:
            RowStopped: it is not a known one.
        """
        said = self.mapping.column_of("duration_unit")
        text = row.text(said.heading) if said is not None else ""
        if not text or not is_bare_number(row.get(column.heading, "")):
            return ""
        unit = parse_length_unit(text, self.words.units)
        if unit is None:
            shown = quoted(text)
            raise RowStopped(f"The length {self.shown(row)} has the unit {shown}, which is not known.")
        return unit
