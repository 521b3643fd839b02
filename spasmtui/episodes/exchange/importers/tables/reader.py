"""Import a table of any origin by the mapping of its columns: no cell is dropped without a word, no number guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import Any

from spasmtui.episodes.exchange.importers.csv_table import TextFile
from spasmtui.episodes.exchange.importers.file_dates import settle_file_order
from spasmtui.episodes.exchange.importers.result import ImportContext, ImportResult, SkippedRow, UnusedCell
from spasmtui.episodes.exchange.importers.row import Row, RowStopped
from spasmtui.episodes.exchange.importers.row_reader import read_episodes
from spasmtui.episodes.exchange.importers.tables.cells import CellReader
from spasmtui.episodes.exchange.importers.tables.columns import Column, TableMapping
from spasmtui.episodes.exchange.importers.tables.doubts import StartDoubts
from spasmtui.episodes.exchange.importers.tables.headings import CLOCK_UNIT
from spasmtui.episodes.exchange.importers.tables.mapping import (
    DATES,
    change_mapping,
    check_has_start,
    make_mapping,
)
from spasmtui.episodes.exchange.importers.tables.row_length import LengthReader, has_decimal_comma
from spasmtui.episodes.exchange.importers.tables.table import (
    Table,
    aside_of,
    check_is_header,
    check_width,
    find_table,
    layout_of,
)
from spasmtui.episodes.exchange.importers.tables.times import StartColumns, TimeReader, find_date, plain_time
from spasmtui.episodes.exchange.importers.tables.titles import with_units_of_titles, zone_of_titles
from spasmtui.episodes.exchange.importers.tables.words import TableWords, load_table_words
from spasmtui.errors import DataError, SpasmError
from spasmtui.shared.places import PlaceIndex
from spasmtui.shared.times.clock_words import says_half_of_day
from spasmtui.shared.times.dates import DateOrder, PreferredOrder
from spasmtui.shared.times.zone import Reading, find_zone, with_plain_offset
from spasmtui.terminal.sanitize import quoted

SAME_LENGTH = timedelta(minutes=1)
"""An end and a length that differ by less are one: the end is a clock without seconds."""
CLOCKS = ("started_at", "time", "ended_at")
_ORDERS = frozenset(order.value for order in DateOrder)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTable:
    """A table with the mapping of its columns: what an import reads, and what a person looks at before."""

    table: Table
    mapping: TableMapping
    words: TableWords
    name: str
    """The file's name, for sentences."""
    separator: str = ""
    """Between the cells of a text; empty for a spreadsheet."""
    format_name: str = "csv"
    """The name that the result bears."""
    remarks: tuple[str, ...] = ()
    """Sentences about how its text was read, or which of several sheets it is."""

    def with_column(self, heading: str, field: str) -> OpenTable:
        """Return the table with a column set to a field, as `change_mapping` describes.

        Raises:
            WrongUsage: there is no such column, field or unit, or another column was chosen for the field.
        """
        return replace(self, mapping=change_mapping(self.mapping, heading, field, self.words, self.name))

    def with_date_order(self, order: DateOrder) -> OpenTable:
        """Return the table with the order of day and month that a person has chosen."""
        return replace(self, mapping=replace(self.mapping, order=PreferredOrder(order)))


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRow:
    """A row as an import would read it."""

    line: int
    fields: Mapping[str, Any]
    """The fields of its episode; empty where the row would be rejected."""
    reason: str = ""
    """Why it would be rejected."""
    unused: tuple[UnusedCell, ...] = ()


def open_table(file: TextFile, context: ImportContext) -> OpenTable:
    """Find the table of a file and the mapping of its columns.

    Raises:
        DataError: it is empty.
        WrongUsage: it has no header, or `--map` names a column, a field or a unit that is not there.
    """
    if not any(any(map(str.strip, cells)) for _line, cells in file.rows):
        raise DataError(f"{context.name} is empty.")
    words = load_table_words(context.content)
    table = find_table(file.rows, words, context.columns)
    check_is_header(table, words, context.name)
    mapping = make_mapping(table, words, context.name, context.columns, context.date_order)
    if file.has_separator_line:
        said = SkippedRow(line=1, reason="it tells Excel the separator of the cells")
        table = replace(table, skipped=(said, *table.skipped))
    return OpenTable(
        table=table,
        mapping=mapping,
        words=words,
        name=context.name,
        separator=file.separator,
        format_name=file.format_name,
        remarks=file.remarks,
    )


def read_any_table(file: TextFile, context: ImportContext) -> ImportResult:
    """Import the episodes of a table by the mapping that its headings and `--map` make.

    Raises:
        DataError: it is empty.
        WrongUsage: no column says when an episode began, or its dates could be in two orders.
    """
    return read_mapped(open_table(file, context), context)


def read_mapped(opened: OpenTable, context: ImportContext) -> ImportResult:
    """Import the episodes of a table by its mapping.

    Args:
        opened: the table and its mapping.
        context: the circumstances of the import.

    Raises:
        WrongUsage: no column says when an episode began, or its dates could be in two orders.
    """
    reader = _RowReader(opened, context)
    skipped = list(opened.table.skipped)
    remarks = list(reader.remarks)
    rows = _episode_rows(opened, skipped)
    result = read_episodes(
        opened.format_name,
        context.over(rows, len(opened.table.rows)),
        context,
        reader.parse,
        unmapped=opened.mapping.unmapped,
        left_out=opened.mapping.left_out,
        skipped=skipped,
    )
    return replace(result, remarks=(*opened.remarks, *remarks, *reader.cells.converted.values(), *reader.said()))


def sample_rows(opened: OpenTable, context: ImportContext, most: int = 3) -> tuple[SampleRow, ...]:
    """Return the first rows of a table as an import would read them.

    Raises:
        WrongUsage: no column says when an episode began, or its dates could be in two orders.
    """
    reader = _RowReader(opened, context)
    samples: list[SampleRow] = []
    for line, cells in _episode_rows(opened, []):
        if len(samples) == most:
            break
        row = Row(line, cells)
        try:
            fields = {name: value for name, value in reader.parse(row).items() if value not in (None, "", ())}
            samples.append(SampleRow(line=line, fields=fields, unused=tuple(row.unused)))
        except SpasmError as error:
            samples.append(SampleRow(line=line, fields={}, reason=error.message))
    return tuple(samples)


def _episode_rows(opened: OpenTable, skipped: list[SkippedRow]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line and cells of each row that may be an episode; the others join `skipped`."""
    table, words = opened.table, opened.words
    start = opened.mapping.column_of("started_at") or opened.mapping.column_of("date")
    for line, cells in table.rows:
        named = table.cells_of(cells)
        reason = layout_of(table, cells)
        if not reason and (about := aside_of(cells, words)):
            reason = "" if start and find_date(named.get(start.heading, "").strip()) else about
        if reason:
            skipped.append(SkippedRow(line=line, reason=reason))
        else:
            yield line, named


class _RowReader:
    """Turns the cells of a row into the fields of an episode."""

    def __init__(self, opened: OpenTable, context: ImportContext) -> None:
        mapping, said = with_units_of_titles(opened.mapping, opened.table, opened.words)
        check_has_start(mapping, opened.name)
        self._opened = opened
        self._mapping = mapping
        self.cells = CellReader(mapping, opened.words, context, {}, PlaceIndex(context.content, context.own_routines))
        self._lengths = LengthReader(mapping, opened.words, has_decimal_comma(mapping, opened.table, opened.separator))
        self.remarks = list(said)
        self._doubts = StartDoubts(mapping, opened.table, opened.words)
        start, day = mapping.column_of("started_at"), mapping.column_of("date")
        self._columns = (
            StartColumns(started_at=start.heading, usual_clock=_clock(start), am_pm=_heading(mapping, "am_pm"))
            if start
            else StartColumns(
                date=_heading(mapping, "date"),
                time=_heading(mapping, "time"),
                usual_clock=_clock(day),
                am_pm=_heading(mapping, "am_pm"),
            )
        )
        self._is_twelve_hour = self._says_half()
        order = self._settle_order(context)
        headed = (column.unit for column in self._start_columns() if column.field != "ended_at")
        self._heading_zone = next((find_zone(unit) for unit in headed if _is_zone(unit)), None)
        title_zone, remark = (None, "") if self._heading_zone else zone_of_titles(opened.table, opened.name)
        if remark:
            self.remarks.append(remark)
        zone = self._heading_zone or title_zone
        self._times = TimeReader(now=context.now, order=order, zone=zone)
        self._said: dict[str, list[int]] = {}

    def parse(self, row: Row) -> dict[str, Any]:
        """Return the fields of a row.

        Raises:
            RowStopped: its start cannot be read, or a number would be another in another unit.
        """
        check_width(self._opened.table, row, self._opened.separator)
        zone = self._row_zone(row)
        if not row.text(self._columns.am_pm):
            self._check_half(row.text(self._columns.time or self._columns.started_at or self._columns.date), "start")
        started = self._times.start(row, self._columns, self._heading_zone or zone)
        clock = row.text(self._columns.time or self._columns.started_at or self._columns.date)
        self._doubts.check(row, clock, started.instant, self._times, self._heading_zone or zone)
        if zone is not None:
            started = started._replace(instant=_in_zone(started, zone))
        self._say(started, row)
        ended = self._end(row, started, zone)
        return {"started_at": started.instant, "ended_at": ended, **self.cells.read(row)}

    def said(self) -> list[str]:
        """Return what was chosen for single rows, such as one of the two times of a clock that was set back."""
        return [
            *self._lengths.remarks(),
            *(f"{text} (line {', '.join(map(str, lines[:5]))})" for text, lines in self._said.items()),
        ]

    def _check_half(self, text: str, what: str) -> None:
        """Check that a time says its half of the day, where others of the table do.

        Raises:
            RowStopped: it could be in either. The times of a workbook's own type, which have seconds, cannot.
        """
        is_typed = not self._opened.separator and text.count(":") == 2
        if self._is_twelve_hour and not is_typed and self._times.leaves_half_open(text):
            raise RowStopped(
                f"The {what} {quoted(text)} could be am or pm; other times in the table say which they are."
            )

    def _says_half(self) -> bool:
        """Return whether the table has a clock of twelve hours: a column for the half of the day, or times with one."""
        table = self._opened.table
        clocks = [column for field in CLOCKS if (column := self._mapping.column_of(field))]
        return bool(self._columns.am_pm) or any(
            says_half_of_day(text) for column in clocks for _line, text in table.texts(column.heading)
        )

    def _say(self, reading: Reading, row: Row) -> None:
        if reading.remark:
            self._said.setdefault(reading.remark, []).append(row.line)

    def _end(self, row: Row, started: Reading, zone: tzinfo | None) -> datetime | None:
        """Return the end of a row by its end, its length, or both where they agree.

        Raises:
            RowStopped: they do not agree, or one of them has a unit that is not known.
        """
        ended = self._end_cell(row, started, zone)
        length = self._lengths.read(row)
        if length is None:
            return ended
        by_length = started.instant + length
        if ended is None:
            return by_length
        if abs(by_length - ended) >= SAME_LENGTH:
            text = row.text(_heading(self._mapping, "ended_at"))[:20]
            raise RowStopped(f"The end {text!r} and the length {self._lengths.shown(row)} contradict each other.")
        return ended

    def _end_cell(self, row: Row, started: Reading, zone: tzinfo | None) -> datetime | None:
        """Return the end that a row has; None where it has none, or one that cannot be read and is named.

        Raises:
            RowStopped: it is before the start, or could be am or pm.
        """
        column, end_date = self._mapping.column_of("ended_at"), self._mapping.column_of("end_date")
        day = row.optional(end_date.heading, str) or "" if end_date else ""
        end_zone = self._heading_zone or zone
        if column and _is_zone(column.unit):
            end_zone = find_zone(column.unit)

        def parse(text: str) -> datetime:
            if self._columns.am_pm and not says_half_of_day(text):
                raise RowStopped(f"The end {text[:20]!r} could be am or pm.")
            self._check_half(text, "end")
            reading = self._times.end(text, day, started.instant, end_zone)
            self._say(reading, row)
            return reading.instant if zone is None else _in_zone(reading, zone)

        ended = row.optional(column.heading, parse) if column else None
        if ended is None and day and end_date:
            row.name_cell(end_date.heading, "There is a date for the end, but no time of day.")
        return ended

    def _row_zone(self, row: Row) -> tzinfo | None:
        """Return the zone of a row.

        Raises:
            RowStopped: it cannot be known.
        """
        for column in self._start_columns():
            if column.unknown_unit:
                raise RowStopped(
                    f"The time zone {column.unknown_unit!r} in the heading {column.heading!r} can be more than one, or "
                    f"none. Say which with --map '{column.heading}={column.field}:America/New_York' or an offset."
                )
        said = self._mapping.column_of("timezone")
        return self._times.row_zone(row.text(said.heading), said.unit) if said else self._times.zone

    def _start_columns(self) -> Iterator[Column]:
        for field in ("started_at", "date", "time", "ended_at", "end_date"):
            if column := self._mapping.column_of(field):
                yield column

    def _settle_order(self, context: ImportContext) -> PreferredOrder | None:
        """Return the order of all dates of the file.

        Raises:
            WrongUsage: they could be in two orders, and nobody has said which.
        """
        table, mapping = self._opened.table, self._mapping
        columns = [each for field in DATES if (each := mapping.column_of(field))]
        cells = ((line, plain_time(text)) for column in columns for line, text in table.texts(column.heading))
        why = "as the heading says" if any(each.unit in _ORDERS for each in columns) else "as you said"
        order, remark = settle_file_order(cells, context, mapping.order, why=why)
        if remark:
            self.remarks.append(remark)
        return order


def _heading(mapping: TableMapping, field: str) -> str:
    column = mapping.column_of(field)
    return column.heading if column else ""


def _clock(column: Column | None) -> str:
    """Return the time of day that a column's unit says; empty where it says none."""
    return column.unit if column is not None and CLOCK_UNIT.fullmatch(column.unit) else ""


def _is_zone(unit: str) -> bool:
    """Return whether the unit of a time is a zone, not an order of dates or a time of day."""
    return bool(unit) and unit not in _ORDERS and not CLOCK_UNIT.fullmatch(unit)


def _in_zone(reading: Reading, zone: tzinfo) -> datetime:
    return with_plain_offset(reading.instant.astimezone(zone))
