"""Read when an episode of a table began and ended, from one cell or several, in the zone that the table has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from spasmtui.episodes.exchange.importers.row import Row, RowStopped
from spasmtui.episodes.exchange.importers.tables.headings import NOON
from spasmtui.episodes.exchange.importers.tables.table import ANY_DAY
from spasmtui.errors import CannotStore, WrongUsage
from spasmtui.shared.times.clock_words import is_half_of_day, match_clock, says_half_of_day
from spasmtui.shared.times.dates import WEEKDAY, PreferredOrder, WrittenDate, match_date
from spasmtui.shared.times.other_languages import in_english, is_weekday
from spasmtui.shared.times.timestamps import fixed_zone, read_day, read_day_and_time, read_timestamp
from spasmtui.shared.times.zone import Reading, find_zone, read_wall_time
from spasmtui.terminal.sanitize import quoted, sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_PAST_MIDNIGHT = timedelta(hours=12)
"""An end before the start is one of the next day, unless that would make a longer episode."""
NO_TIME = f"There is no time of day, so {NOON} was taken."
_DAY_ZERO = r"(?:1899-12-3[01]|1900-01-0[01]|0?1/0?[01]/1900)"
_EMPTY_DAY = re.compile(rf"{_DAY_ZERO}[T ]+")
"""The day before all days, which a spreadsheet writes before a time that has none."""
_WHOLE_HOUR = re.compile(r"(\d{1,2})\s?(?:h|heures?|uhr|horas|hs)\.?", re.IGNORECASE)
"""In a cell of times an hour, not a length."""
_PLUS_ONE = re.compile(r"\s*\(?(?:\+\s?1(?:\s?(d(?:ays?)?))?|((?:the )?(?:next|following) day))\)?\s*\Z", re.IGNORECASE)
"""Behind the end of an episode that went on past midnight: `00:10 (+1 day)`."""
_BRACKETED = re.compile(r"<([^<>]+)>|\[([^\[\]]+)\]")
"""A time as Org mode writes it: `[2026-05-12 Tue 03:10]`."""
_WEEKDAY_BEHIND = re.compile(r"(\d[\d./-]+\d)[ ,]+\(?([^\W\d_]{2,10})\.?\)?,?(?=\s|$)")
_SPAN = re.compile(r"[:.h]\d\d\s+[-–—−]\s+\d{1,2}[:.h]\d\d\s*\Z")
"""The end of a cell such as `2026-05-12 03:10 - 04:00`, which is hardly an offset from UTC."""
_DASH = re.compile(r"\s+[-–—−]\s+(?=\d{1,2}[:.h]\d\d(?![.\d]))")
"""Between a date and its time of day: `2026-05-12 - 03:10`."""
_SPACED_HOUR = re.compile(r"(\d)\s+h\s+(?=\d\d\b)")
_MOST_HOURS = 14
_NUMBER = re.compile(r"[+-]?\d{1,4}(?:[.,]\d{1,2})?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class StartColumns:
    """The columns of a start: one, or a date and a time."""

    started_at: str = ""
    date: str = ""
    time: str = ""
    am_pm: str = ""
    """The column with the half of the day of a clock of twelve hours."""
    usual_clock: str = ""
    """The time of day of a date that has none, as a person has said it; empty: it is put at noon, and named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeReader:
    """Read the times of a table: the present, the order of its dates and the zone of its clock."""

    now: datetime
    order: PreferredOrder | None = None
    zone: tzinfo | None = None
    """The zone of the whole table; None: that of this place."""

    def row_zone(self, text: str, unit: str) -> tzinfo | None:
        """Return the zone of a row by its cell; the table's where it has none.

        Args:
            text: the cell, such as `Europe/Berlin`, `UTC+2`, `-0800` or a number.
            unit: `m` or `h` for a number.

        Raises:
            RowStopped: it is no zone, or one of several.
        """
        if not text:
            return self.zone
        try:
            if _NUMBER.fullmatch(text) and not re.fullmatch(r"[+-]\d{4}", text):
                return fixed_zone(_minutes(text, unit))
            return find_zone(text)
        except WrongUsage as error:
            raise RowStopped(f"The time zone: {sanitize(error.message, one_line=True)}") from None

    def start(self, row: Row, columns: StartColumns, zone: tzinfo | None) -> Reading:
        """Return the start of a row.

        Raises:
            RowStopped: it cannot be read.
        """
        day, clock = row.text(columns.started_at or columns.date), row.text(columns.time) if columns.time else ""
        written = day, clock
        day, clock = read = tuple(map(plain_time, written))
        half = row.text(columns.am_pm) if columns.am_pm else ""
        if half and not is_half_of_day(half):
            raise RowStopped(f"The start: {quoted(half)} is neither am nor pm.")
        if half and not says_half_of_day(clock or day):
            day, clock = (day, f"{clock} {half}") if clock else (f"{day} {half}", clock)
        if _SPAN.search(clock or day):
            raise RowStopped(
                f"The start: {quoted(clock or day)} seems to have the end in it. Give the end a column of its own, or "
                "write an offset from UTC without spaces."
            )
        if re.match(rf"{_DAY_ZERO}(?!\d)", day):
            raise RowStopped(f"The start: {day[:20]!r} is the day that a spreadsheet writes where there is no date.")
        try:
            return self._read_start(_without_dash(day), _EMPTY_DAY.sub("", clock), zone, columns, row)
        except RowStopped:
            raise
        except WrongUsage as error:
            raise RowStopped(f"The start: {_as_written(error, read, written)}") from None

    def leaves_half_open(self, text: str) -> bool:
        """Return whether a time, perhaps with its date, could be in either half of the day: `3:10`, and not `03:10`."""
        text = plain_time(text)
        found = match_date(text, 0, self.now.date())
        try:
            clock = match_clock(text.lstrip(), 0) if found is None else match_clock(text[found[1] :].lstrip(" ,T"), 0)
        except WrongUsage:
            return False
        return clock is not None and clock[0].is_open

    def end(self, text: str, day: str, start: datetime, zone: tzinfo | None) -> Reading:
        """Return the end of a row; a time of day alone is the next one after the start.

        Args:
            text: the cell of the end.
            day: the cell of the day it ended on; empty where there is none.
            start: the start.
            zone: the zone of the end; None: that of the start.

        Raises:
            CannotStore: it cannot be read.
            RowStopped: it lies so long after the start that it may be before it.
        """
        written = _EMPTY_DAY.sub("", text), day
        clock, day = read = tuple(map(plain_time, written))
        if match := _PLUS_ONE.search(clock):
            if not (match[1] or match[2]):
                raise CannotStore(
                    f"The end {quoted(clock)} could be a time on the next day, or one with an offset from UTC."
                )
            day = day or (start.astimezone(zone or start.tzinfo) + timedelta(days=1)).date().isoformat()
            clock = clock[: match.start()]
        try:
            if day:
                return read_day_and_time(day, clock, self.now, self.order, zone)
            if match_date(clock, 0, self.now.date()):
                return read_timestamp(clock, self.now, self.order, zone)
            local = start if zone is None else start.astimezone(zone)
            place = zone or self._own_zone(start)
            ended = read_day_and_time(local.date().isoformat(), clock, self.now, None, place)
            if ended.instant >= start:
                return ended
            following = (local + timedelta(days=1)).date().isoformat()
            later = read_day_and_time(following, clock, self.now, None, place)
        except WrongUsage as error:
            raise CannotStore(f"The end: {_as_written(error, read, written)}") from None
        if later.instant - start > LONGEST_PAST_MIDNIGHT:
            raise RowStopped(f"The end {clock[:20]!r} is before the start, or more than 12 hours after it.")
        return later

    def _own_zone(self, start: datetime) -> tzinfo | None:
        """Return the offset that a start was written with; None where it is the time of this place."""
        here = read_wall_time(start.replace(tzinfo=None), self.now).instant
        return None if here == start else start.tzinfo

    def _read_start(self, day: str, clock: str, zone: tzinfo | None, columns: StartColumns, row: Row) -> Reading:
        """Return the start of one cell, or of two.

        Args:
            day: a date, perhaps with a time of day.
            clock: a time of day, perhaps with a date; empty where there is none.
            zone: the place of the clock.
            columns: the columns they are from.
            row: names the cell that has no time of day.

        Raises:
            WrongUsage: it is none.
            RowStopped: the date is missing, or the cells contradict each other.
        """
        if clock and match_date(clock, 0, self.now.date()) is not None:
            both = read_timestamp(clock, self.now, self.order, zone)
            if day and read_day(day, self.now, self.order)[0] != both.instant.date():
                raise RowStopped(f"The start: {day[:20]!r} and {clock[:30]!r} are two days.")
            return both
        if not day:
            raise RowStopped("The start: the date is missing." if clock else "The start is missing.")
        if clock:
            return read_day_and_time(day, clock, self.now, self.order, zone)
        try:
            read_day(day, self.now, self.order)
        except WrongUsage:
            return read_timestamp(day, self.now, self.order, zone)
        if not columns.usual_clock:
            row.name_cell(columns.time or columns.started_at or columns.date, NO_TIME, is_used=True)
        return read_day_and_time(day, columns.usual_clock or NOON, self.now, self.order, zone)


def find_date(text: str) -> tuple[WrittenDate, str] | None:
    """Return the date that a cell begins with, in any of its languages, and what stands behind it."""
    for each in (text, plain_time(text)):
        if (found := match_date(each, 0, ANY_DAY)) is not None:
            return found[0], each[found[1] :]
    return None


def _without_dash(text: str) -> str:
    """Return a date and a time of day without the dash between them.

    Raises:
        WrongUsage: the date is none.
    """
    found = match_date(text, 0, ANY_DAY) if _DASH.search(text) else None
    dash = None if found is None else _DASH.match(text, found[1])
    return text if dash is None else f"{text[: dash.start()]} {text[dash.end() :]}"


def plain_time(text: str) -> str:
    """Return a date or a time in English: `Tue 12 May 2026` for `Di., 12. Mai 2026` or `mar. 12 de mayo de 2026`."""
    if not any(map(str.isalpha, text)):
        return text
    if hour := _WHOLE_HOUR.fullmatch(text):
        return f"{hour[1]}:00"
    if match := _BRACKETED.fullmatch(text):
        text = match[1] or match[2]
    if (behind := _WEEKDAY_BEHIND.match(text)) and _is_weekday(behind[2]):
        text = f"{behind[2]} {behind[1]}{text[behind.end() :]}"
    return in_english(_SPACED_HOUR.sub(r"\1h", text))


def _whole(text: str) -> str:
    return rf"(?<![\w:.])({re.escape(text)})(?![\w:])"


def _as_written(error: WrongUsage, read: Iterable[str], written: Iterable[str]) -> str:
    """Return what is wrong with a time, in one line, which quotes a cell as it is written and not as it was read."""
    message = error.message
    for plain, cell in zip(read, written, strict=True):
        if plain != cell:
            # Not within another time: `1:00`, which the cell has as `1h`, is no part of `21:00`.
            message = "".join(cell if part == plain else part for part in re.split(_whole(plain), message))
    return sanitize(message, one_line=True)


def _is_weekday(word: str) -> bool:
    return is_weekday(word) or re.fullmatch(WEEKDAY, word, re.IGNORECASE) is not None


def _minutes(text: str, unit: str) -> int:
    """Return a bare number of a zone in minutes: hours without a unit, as far as a place can be from UTC.

    Raises:
        WrongUsage: it could be neither.
    """
    number = float(text.replace(",", "."))
    if unit == "m":
        return round(number)
    if unit != "h" and abs(number) > _MOST_HOURS:
        raise WrongUsage(f"{text!r} could be minutes or hours from UTC. Write an offset such as +01:00.")
    return round(number * 60)
