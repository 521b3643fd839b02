"""Describe a table: the field of each column, and the order of its dates."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spasmtui.episodes.exchange.importers.tables.headings import CLOCK_UNIT
from spasmtui.shared.times.dates import PreferredOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table and what is made of it."""

    heading: str
    """The column's name, each another: see `Table.headings`."""
    field: str = ""
    """One of `FIELDS`; empty where the diary has none for it, or it is left out."""
    unit: str = ""
    """The unit, scale, zone or order of its cells, as `Heading.unit` has it; empty where there is none."""
    unknown_unit: str = ""
    """What the heading has where a unit is, if it is not a known one."""
    is_chosen: bool = False
    """Whether a person has said what it is."""
    is_left_out: bool = False
    """Whether a person has left it out on purpose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMapping:
    """Describe a table: the field of each column, and the order of its dates. It holds none of its cells."""

    columns: tuple[Column, ...]
    order: PreferredOrder | None = None
    """The order of dates that a person or the locale says; what all dates of the file show counts more."""

    def headings_of(self, field: str) -> tuple[str, ...]:
        """Return the names of the columns of a field."""
        return tuple(column.heading for column in self.columns if column.field == field)

    def with_column(self, column: Column) -> TableMapping:
        """Return the mapping with another column of the same heading."""
        columns = tuple(column if each.heading == column.heading else each for each in self.columns)
        return replace(self, columns=columns)

    def column_of(self, field: str) -> Column | None:
        """Return the first column of a field."""
        return next((column for column in self.columns if column.field == field), None)

    @property
    def unmapped(self) -> tuple[str, ...]:
        """The columns without a place in the diary."""
        return tuple(each.heading for each in self.columns if not each.field and not each.is_left_out)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The columns left out on purpose."""
        return tuple(each.heading for each in self.columns if each.is_left_out)

    def has_start(self) -> bool:
        """Return whether columns say when an episode began."""
        day = self.column_of("date")
        has_clock = bool(self.headings_of("time")) or (day is not None and CLOCK_UNIT.fullmatch(day.unit) is not None)
        return bool(self.headings_of("started_at")) or (day is not None and has_clock)
