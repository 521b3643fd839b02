"""Draw nights as a calendar, a column for each week: a number, a dash for none, a dot for not recorded."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from textual.content import Content

from spasmtui.shared.formats import DAYS, MONTHS
from spasmtui.ui.drawing.charts import NONE, QUIET, UNKNOWN, columns

LEFT = 4
"""Cells of the name of a weekday."""
NAME_CELLS = 3
"""Cells of the name of a month; the last one may stand beside the last week."""
FEWEST_WEEKS = 3
"""Weeks with a cramp before they are compared."""
LEAST_LINES = 3
"""Lines of the highest bar of a week at least."""
_LEVELS = (
    "$text-muted", "$foreground on $panel", "bold underline $foreground on $panel", "bold $background on $primary",
)  # fmt: skip
"""The style of none, one, two, and three or more; the character alone tells them apart.

A ground that is mixed from two colours cannot be read in every theme: at night none but black is dark enough.
"""


def heat_map(counts: Mapping[date, int | None], last: date, width: int) -> Content:
    """Draw a calendar of the weeks from the first date with a count, at most a year, that fit the width.

    Args:
        counts: by date; a date that is missing was not recorded.
        last: the newest day.
        width: cells of a line; a small window shows the newest weeks.
    """
    begin = min([last, *counts])
    weeks, cell = weeks_that_fit(begin, last, width)
    return _weeks(counts, begin, last, weeks, cell)


def heat_maps(counts: Mapping[date, int | None], last: date, width: int) -> list[Content]:
    """Draw calendars of all weeks from the first date with a count, the newest above, each with the year it begins in.

    Args:
        counts: by date; a date that is missing was not recorded.
        last: the newest day.
        width: cells of a line.
    """
    begin = min([last, *counts])
    weeks, cell = weeks_that_fit(begin, last, width)
    bands: list[Content] = []
    while last >= begin:
        monday = _monday(last) - timedelta(days=7 * (weeks - 1))
        first = max(begin, monday)
        fewer = (_monday(last) - _monday(first)).days // 7 + 1
        bands.append(Content.assemble((str(first.year), "bold"), "\n", _weeks(counts, first, last, fewer, cell)))
        last = monday - timedelta(days=1)
    return bands


def _weeks(counts: Mapping[date, int | None], begin: date, last: date, weeks: int, cell: int) -> Content:
    monday = _monday(last) - timedelta(days=7 * (weeks - 1))
    lines = [Content.styled(" " * LEFT + _months(monday, weeks, cell, last), QUIET)]
    for weekday in range(7):
        days = [monday + timedelta(days=7 * week + weekday) for week in range(weeks)]
        cells = [part for day in days for part in _cell(counts.get(day), cell, is_shown=begin <= day <= last)]
        lines.append(Content.assemble((f"{DAYS[weekday]:<{LEFT}}", QUIET), *cells))
    return Content("\n").join(lines)


def weeks_that_fit(first: date, last: date, width: int) -> tuple[int, int]:
    """Return the number of weeks from `first` to `last` that fit, and the cells of each: 3, or 2 in a small window."""
    known = (_monday(last) - _monday(first)).days // 7 + 1
    room = max(2, width - LEFT)
    cell = 3 if known * 3 <= room else 2
    return max(1, min(known, 53, (room - (NAME_CELLS - cell)) // cell)), cell


def week_columns(nights: Sequence[int | None], cell: int, *, lines_each: int = 1) -> list[Content]:
    """Draw the nights with a cramp of each week as bars below the weeks of a calendar; none where few weeks have any.

    Args:
        nights: the cramps of each night from a Monday on; None is not recorded.
        cell: width of a week in the calendar.
        lines_each: lines of a bar for each night.
    """
    weeks = nights_by_week(nights)
    if sum(map(bool, weeks)) < FEWEST_WEEKS:
        return []
    most = max(count or 0 for count in weeks)
    drawn = columns(weeks, height=max(LEAST_LINES, most) * lines_each, most=most, cell=cell)
    return [Content.assemble(" " * LEFT, line) for line in drawn]


def nights_by_week(nights: Sequence[int | None]) -> list[int | None]:
    """Return the nights with a cramp of each week; None where there is none, but some night is not recorded."""
    weeks = [nights[first : first + len(DAYS)] for first in range(0, len(nights), len(DAYS))]
    return [sum(bool(count) for count in week) or (None if None in week else 0) for week in weeks]


def legend(cell: int) -> tuple[str, ...]:
    """Return the meanings of the characters of a calendar."""
    counts = ("1 2 3+ cramps",) if cell >= NAME_CELLS else ("1 2 cramps", "+ 3 or more")
    return (f"{UNKNOWN} not recorded", f"{NONE} no cramp", *counts)


def shaded_counts(cell: int) -> Content:
    """Return the meanings of the numbers of a calendar, each in the shade of its nights."""
    most = "3+ cramps" if cell >= NAME_CELLS else "+ cramps"
    number, _, word = most.partition(" ")
    return Content.assemble(("1", _LEVELS[1]), " ", ("2", _LEVELS[2]), " ", (number, _LEVELS[3]), (f" {word}", QUIET))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def shade(count: int | None) -> Content:
    """Return the character of a night in its shade; None is not recorded."""
    (text, style), _gap = _cell(count, 2, is_shown=True)
    return Content.styled(text, style)


def _cell(count: int | None, cell: int, *, is_shown: bool) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the text of a day, and the gap after it."""
    if not is_shown:
        return (" " * (cell - 1), ""), (" ", "")
    text = UNKNOWN if count is None else NONE if not count else str(count) if count < 3 else "3+" if cell > 2 else "+"
    style = QUIET if count is None else _LEVELS[min(count, 3)]
    return (text.ljust(cell - 1), style), (" ", "")


def _months(monday: date, weeks: int, cell: int, last: date) -> str:
    """Return the names of the months, each over the week in which it begins, and the first one where it has room."""
    # A month that begins after the last day is not there yet.
    sundays = [min(last, monday + timedelta(days=7 * week + 6)) for week in range(weeks)]
    starts = [(sunday.month, week) for week, sunday in enumerate(sundays) if week == 0 or sunday.day <= 7]
    line = ""
    for index, (month, week) in enumerate(starts):
        following = starts[index + 1][1] if index + 1 < len(starts) else weeks + NAME_CELLS
        if (following - week) * cell > NAME_CELLS:
            line = line.ljust(week * cell) + MONTHS[month - 1]
    return line
