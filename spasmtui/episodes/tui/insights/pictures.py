"""Draw the picture of each card to a width: what the sentence says, seen at a glance, with every number printed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual.content import Content

from spasmtui.episodes.insights.outcomes import HIGHEST_PAIN
from spasmtui.episodes.model.names import word_name
from spasmtui.shared.formats import day_and_month, many, number, place_with_side
from spasmtui.shared.text_wrap import truncate
from spasmtui.terminal.sanitize import sanitize
from spasmtui.ui.drawing.calendar import heat_map, legend, weeks_that_fit
from spasmtui.ui.drawing.charts import bars, change_line, columns, hour_columns, shares

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spasmtui.episodes.insights.analysis import Insights
    from spasmtui.episodes.model.names import Names
    from spasmtui.episodes.model.night_rows import NightRow

QUIET = "$text-muted"
MOST_PAIN_WEEKS = 52
HIGHEST_HOURS = 10
"""The most lines of the bars by hour."""
FEWEST_PLACES = 6
FEWEST_ROUTINES = 2
FEWEST_WORDS = 2


def picture(card: str, insights: Insights, names: Names, *, today: date, width: int, extra: int = 0) -> list[Content]:
    """Return the lines of a card's picture.

    Args:
        card: the card's id.
        insights: what it shows.
        names: the titles of routines.
        today: the last day of the calendar.
        width: cells of a line.
        extra: lines that the picture may take beyond its least height.
    """
    draw: dict[str, Callable[[], list[Content]]] = {
        "nights": lambda: _calendar(insights, today, width),
        "places": lambda: _places(insights, width, FEWEST_PLACES + extra),
        "hours": lambda: _lines(hour_columns(insights.hours, width, height=min(HIGHEST_HOURS, 4 + extra))),
        "tried": lambda: _tried(insights, names, width, FEWEST_ROUTINES + extra // 4),
        "pain": lambda: _pain(insights, today, width, extra),
        "lengths": lambda: _lines(bars(insights.lengths, width)),
        "together": lambda: _together(insights, width, extra),
        "bedtime": lambda: _bedtime(insights, width),
    }
    return draw[card]()


def _calendar(insights: Insights, today: date, width: int) -> list[Content]:
    counts = {row.date: len(row.episodes) if row.is_recorded else None for row in insights.rows}
    last = max(today, insights.rows[0].date)
    # The night of today has not begun before noon: its empty cell would look like one that nobody recorded.
    last = insights.rows[0].date if insights.rows[0].date < today else last
    weeks, cell = weeks_that_fit(min(counts), last, width)
    caption = [_quiet(legend(cell), width)]
    if weeks * 7 < (last - min(counts)).days:
        caption.append(_quiet(f"The newest {weeks} weeks.", width))
    return [*_lines(heat_map(counts, last, width)), *caption]


def _places(insights: Insights, width: int, most: int) -> list[Content]:
    rows = [(sanitize(place_with_side(place, side), one_line=True), count) for place, side, count in insights.places]
    return [*_lines(bars(rows[:most], width)), *_rest(rows, most, "place", "places", width)]


def _rest(rows: Sequence[object], most: int, one: str, several: str, width: int) -> list[Content]:
    """Return a line on what the picture has no room for."""
    more = len(rows) - most
    return [_quiet(f"and {many(more, f'more {one}', f'more {several}')}", width)] if more > 0 else []


def _tried(insights: Insights, names: Names, width: int, most: int) -> list[Content]:
    lines: list[Content] = []
    for each in insights.tried[:most]:
        title = sanitize(names.routine(each.routine), one_line=True)
        used = f"{each.episodes} times" if each.episodes > 1 else "once"
        head = truncate(title, max(3, width - len(used) - 1))
        gap = " " * max(1, width - Content(head).cell_length - len(used))
        lines += [Content("")] if lines else []
        lines.append(Content.assemble((head, "bold"), gap, (used, QUIET)))
        lines += _lines(shares([("gone or most", each.eased.count, each.eased.total)], width))
        if each.pain is not None:
            before, after = each.pain
            change = f"{number(before)} → {number(after)}"
            lines.append(change_line(f"{f'pain {change}':<12}", before, after, HIGHEST_PAIN, width))
    return [*lines, *_rest(insights.tried, most, "routine", "routines", width)]


def _pain(insights: Insights, today: date, width: int, extra: int) -> list[Content]:
    lines: list[Content] = []
    pain = insights.pain
    if pain.both is not None:
        before, after = pain.both
        ends = f"{'0':<{max(1, width - 2)}}{HIGHEST_PAIN}"
        lines = [change_line("", before, after, HIGHEST_PAIN, width), _quiet(ends, width)]
        lines += [_quiet(f"● worst {number(before)}   ○ afterwards {number(after)}", width)]
    weeks = weeks_of_pain(insights.rows, today, width, height=min(HIGHEST_PAIN, 5 + extra))
    return [*lines, *([Content("")] if lines and weeks else []), *weeks]


def weeks_of_pain(rows: Sequence[NightRow], today: date, width: int, *, height: int = 5) -> list[Content]:
    """Return the worst pain of each week as a vertical bar on a scale from 0 to 10, the newest at the right."""
    monday = today - timedelta(days=today.weekday())
    known = [row for row in rows if row.worst is not None]
    first = min((row.date for row in known), default=today)
    weeks = max(1, min(MOST_PAIN_WEEKS, (width - 3) // 3, (monday - first).days // 7 + 2))
    worst: list[int | None] = [None] * weeks
    for row in known:
        index = weeks - 1 - (monday - (row.date - timedelta(days=row.date.weekday()))).days // 7
        if 0 <= index < weeks and row.worst is not None:
            worst[index] = max(worst[index] or 0, row.worst)
    if all(each is None for each in worst):
        return []
    while len(worst) > 1 and worst[0] is None:
        worst.pop(0)
    begins = day_and_month(monday - timedelta(days=7 * (len(worst) - 1)))
    caption = f"Worst of each week since {begins}" if len(worst) > 1 else "Worst of this week"
    return [
        *columns(worst, height=height, most=HIGHEST_PAIN, cell=3, has_scale=True),
        _quiet(f"{caption}, of {HIGHEST_PAIN}", width),
    ]


def _together(insights: Insights, width: int, extra: int) -> list[Content]:
    lines: list[Content] = []
    compared = [each for each in insights.comparisons if each.about == "day"]
    most = FEWEST_WORDS + extra // 6
    for each in compared[:most]:
        title = [(word_name(each.name), "bold"), ("   seen together", QUIET) if each.is_finding else ("", "")]
        one, other = each.one, each.other
        lines += [Content("")] if lines else []
        lines.append(_cut(Content.assemble(*title), width))
        lines += _lines(shares([("with", one.count, one.total), ("without", other.count, other.total)], width))
    lines += _rest(compared, most, "kind of day", "kinds of day", width)
    if insights.triggers:
        lines += [Content("")] if lines else []
        asked = f"Triggers ticked in {insights.triggers_recorded} of {many(insights.episodes, 'episode')}"
        words = [(sanitize(word_name(word), one_line=True), count) for word, count in insights.triggers]
        most = 3 + extra // 3
        lines += [_cut(Content.styled(asked, "bold"), width), *_lines(bars(words[:most], width))]
        lines += _rest(words, most, "trigger", "triggers", width)
    return lines


def _bedtime(insights: Insights, width: int) -> list[Content]:
    if insights.bedtime is None:
        return []
    before, after = (each.affected for each in insights.bedtime)
    lines = [_cut(Content.styled("Nights with a cramp", "bold"), width)]
    lines += _lines(shares([("before", before.count, before.total), ("since", after.count, after.total)], width))
    one, other = insights.evenings
    if any(each.about == "evening" for each in insights.comparisons):
        lines += [Content(""), _cut(Content.styled("Since then, nights after evenings", "bold"), width)]
        rows = [("with stretches", one.count, one.total), ("without", other.count, other.total)]
        lines += _lines(shares(rows, width))
    return lines


def _lines(content: Content) -> list[Content]:
    return content.split("\n") if content.plain else []


def _quiet(text: str, width: int) -> Content:
    return Content.styled(truncate(text, max(3, width)), QUIET)


def _cut(content: Content, width: int) -> Content:
    return content.truncate(max(3, width), ellipsis=True)
