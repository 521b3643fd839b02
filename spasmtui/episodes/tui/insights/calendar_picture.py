"""Draw the nights of a diary to a width: the calendar, and the nights with a cramp by week, month and weekday."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual.content import Content

from spasmtui.episodes.insights.text import month_rows, nights_text
from spasmtui.episodes.tui.insights.page import ALL_LINES, beside
from spasmtui.shared.formats import DAYS, MONTHS
from spasmtui.shared.text_wrap import fill_lines, truncate
from spasmtui.ui.drawing.calendar import heat_map, heat_maps, legend, shade, week_columns, weeks_that_fit
from spasmtui.ui.drawing.charts import shares

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spasmtui.episodes.insights.analysis import Insights

QUIET = "$text-muted"
CALENDAR_LINES = 13
"""Lines of a card in full beside the tables below its calendar."""
LATEST_NIGHTS = 14
LEGEND_GAP = 3
WEEKS_OTHER_LINES = 3
"""Lines of the table of weeks beside its bars: a blank one, its heading and the numbers."""


def calendar_picture(insights: Insights, today: date, width: int, height: int, extra: int) -> list[Content]:
    """Return the calendar with the meaning of its marks, and below it the tables that there is room for.

    Args:
        insights: the nights.
        today: the last day of the calendar.
        width: cells of a line.
        height: lines of the window.
        extra: lines that it may take beyond the calendar; from `ALL_LINES` on everything is shown.
    """
    counts = {row.date: row.night_cramps for row in insights.rows}
    # The newest row is the night that goes on; before noon that is yesterday's, and today has no cell yet.
    last = min(today, insights.rows[0].date)
    weeks, cell = weeks_that_fit(min(counts), last, width)
    monday = last - timedelta(days=last.weekday(), weeks=weeks - 1)
    nights = [counts.get(monday + timedelta(days=number)) for number in range((last - monday).days + 1)]
    is_whole = extra >= ALL_LINES
    has_more = min(counts) < monday
    others = [_by_month(insights, width), _by_weekday(insights, width)]
    tables = [_by_week(nights, cell, lines_each=1), *others]
    # The last of them comes first, and the others as far as there is room.
    while sum(map(len, tables)) > extra:
        tables.pop(0)
    # Air comes after all of them: until then the lines are worth more to the other cards.
    room = (height - CALENDAR_LINES if is_whole else extra) - sum(map(len, tables)) - len(DAYS)
    is_airy = room >= 0 and len(tables) > len(others)
    if is_airy and room >= len(tables[0]) - WEEKS_OTHER_LINES:
        tables[0] = _by_week(nights, cell, lines_each=2)
    below = [line for table in tables for line in table]
    if is_whole and has_more:
        bands = (line for band in heat_maps(counts, last, width) for line in (Content(""), *lines_of(band)))
        return [*_wrapped(legend(cell), width), *bands, *below]
    calendar = lines_of(heat_map(counts, last, width))
    if is_airy:
        calendar = [calendar[0], *(line for day in calendar[1:] for line in (day, Content("")))]
    words = (*legend(cell), *([f"the newest {weeks} weeks"] if has_more else []))
    room = width - max(line.cell_length for line in calendar) - LEGEND_GAP
    if room >= max(map(len, words)):
        # A young diary has few weeks: their meaning stands beside them.
        column = [Content(""), *(quiet(word, room) for word in words)]
        return [*beside(calendar, column, width - room), *below]
    return [*calendar, *_wrapped(words, width), *below]


def latest_nights(insights: Insights, width: int) -> list[Content]:
    """Return the latest nights in a line, each below the letter of its day."""
    rows = insights.rows[: min(LATEST_NIGHTS, width // 2)][::-1]
    counts = {row.date: row.night_cramps for row in rows}
    letters = " ".join(DAYS[day.weekday()][0] for day in counts)
    marks = Content(" ").join(shade(count) for count in counts.values())
    said = (f"the last {nights_text(len(rows))}", *legend(2)[:2])
    return [quiet(letters, width), marks, *_wrapped(said, width)]


def _by_week(nights: Sequence[int | None], cell: int, *, lines_each: int) -> list[Content]:
    """Return the nights with a cramp of each week as bars, below the weeks of the calendar."""
    drawn = week_columns(nights, cell, lines_each=lines_each)
    return [Content(""), Content.styled("Nights with a cramp, by week", "bold"), *drawn] if drawn else []


def _by_month(insights: Insights, width: int) -> list[Content]:
    """Return the nights with a cramp of each month, of those recorded."""
    rows = [
        (f"{MONTHS[int(month[5:]) - 1]} {month[:4]}", int(affected), int(recorded))
        for month, recorded, affected, *_others in month_rows(insights)
    ]
    return _nights_by("month", rows, width)


def _by_weekday(insights: Insights, width: int) -> list[Content]:
    """Return the nights with a cramp of each day of the week, of those recorded."""
    recorded = Counter(row.date.weekday() for row in insights.rows if row.night_cramps is not None)
    affected = Counter(row.date.weekday() for row in insights.rows if row.night_cramps)
    rows = [(name, affected[day], recorded[day]) for day, name in enumerate(DAYS)]
    return _nights_by("the weekday of the evening", rows, width)


def _nights_by(what: str, rows: Sequence[tuple[str, int, int]], width: int) -> list[Content]:
    heading = cut(Content.styled(f"Nights with a cramp, by {what}", "bold"), width)
    return [Content(""), heading, *lines_of(shares(rows, width))]


def _wrapped(words: Sequence[str], width: int) -> list[Content]:
    """Return words side by side with a gap, on as many lines as they need."""
    return [quiet(line, width) for line in fill_lines(words, width)]


def lines_of(content: Content) -> list[Content]:
    """Return the lines of a drawing; none for an empty one."""
    return content.split("\n") if content.plain else []


def quiet(text: str, width: int) -> Content:
    """Return a quiet line of at most so many cells."""
    return Content.styled(truncate(text, max(3, width)), QUIET)


def cut(content: Content, width: int) -> Content:
    """Return a line of at most so many cells."""
    return content.truncate(max(3, width), ellipsis=True)
