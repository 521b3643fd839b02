"""Draw the picture of each card to a width: what the sentence says, seen at a glance, with every number printed."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual.content import Content

from spasmtui.episodes.insights.outcomes import HIGHEST_PAIN
from spasmtui.episodes.insights.text import month_rows
from spasmtui.episodes.model.names import word_name
from spasmtui.episodes.tui.insights.page import beside
from spasmtui.shared.formats import DAYS, MONTHS, day_and_month, many, number, place_with_side
from spasmtui.shared.text_wrap import truncate
from spasmtui.terminal.sanitize import sanitize
from spasmtui.ui.body_map.layout import Arrangement, arrange
from spasmtui.ui.body_map.picture import bodies
from spasmtui.ui.drawing.body_map import VIEWS, Counts
from spasmtui.ui.drawing.calendar import heat_map, heat_maps, legend, weeks_that_fit
from spasmtui.ui.drawing.charts import bars, change_line, columns, hour_columns, shares

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spasmtui.episodes.insights.analysis import Insights
    from spasmtui.episodes.model.names import Names
    from spasmtui.episodes.model.night_rows import NightRow

QUIET = "$text-muted"
MOST_PAIN_WEEKS = 52
FEWEST_PAIN_WEEKS = 2
HIGHEST_HOURS = 12
"""The most lines of the bars by hour."""
FEWEST_PLACES = 6
LEGEND_GAP = 3
LEAST_BODY = 12
"""Rows of a body below which its places are hard to tell apart."""
TALL_BODY = 24
ROWS_WORTH_MORE = 4
"""Rows by which a tall body has to be taller for the list to go below it."""
ALL_LINES = 60
"""As many lines as a picture with all its rows has."""
FEWEST_ROUTINES = 2
FEWEST_WORDS = 2


def picture(
    card: str,
    insights: Insights,
    names: Names,
    *,
    today: date,
    width: int,
    height: int,
    extra: int = 0,
    is_ascii: bool = False,
) -> list[Content]:
    """Return the lines of a card's picture.

    Args:
        card: the card's id.
        insights: what it shows.
        names: the titles of routines.
        today: the last day of the calendar.
        width: cells of a line.
        height: lines of the window, which a body does not exceed.
        extra: lines that the picture may take beyond its least height; `ALL_LINES` shows everything.
        is_ascii: draw the body with ASCII only; the caller translates the rest.
    """
    draw: dict[str, Callable[[], list[Content]]] = {
        "nights": lambda: _calendar(insights, today, width, is_whole=extra >= ALL_LINES),
        "places": lambda: _places(
            insights, width, min(LEAST_BODY + extra, height - 6), FEWEST_PLACES + extra, is_ascii=is_ascii
        ),
        "hours": lambda: _hours(insights, width, min(4 + extra, HIGHEST_HOURS, height - 8)),
        "tried": lambda: _tried(insights, names, width, FEWEST_ROUTINES + extra // 4),
        "pain": lambda: _pain(insights, today, width, extra),
        "lengths": lambda: _lines(bars(insights.lengths, width)),
        "together": lambda: _together(insights, width, extra),
        "bedtime": lambda: _bedtime(insights, width),
    }
    return draw[card]()


def _hours(insights: Insights, width: int, height: int) -> list[Content]:
    # A handful of episodes makes no towers.
    return _lines(hour_columns(insights.hours, width, height=max(2, min(height, 2 * insights.episodes))))


def _calendar(insights: Insights, today: date, width: int, *, is_whole: bool) -> list[Content]:
    counts = {row.date: len(row.episodes) if row.is_recorded else None for row in insights.rows}
    # The newest row is the night that goes on; before noon that is yesterday's, and today has no cell yet.
    last = min(today, insights.rows[0].date)
    weeks, cell = weeks_that_fit(min(counts), last, width)
    months = _by_month_and_weekday(insights, width) if is_whole else []
    has_more = weeks * 7 < (last - min(counts)).days
    if is_whole and has_more:
        bands = (line for band in heat_maps(counts, last, width) for line in (Content(""), *_lines(band)))
        return [*_wrapped(legend(cell), width), *bands, *months]
    calendar = _lines(heat_map(counts, last, width))
    words = (*legend(cell), *([f"the newest {weeks} weeks"] if has_more else []))
    room = width - max(line.cell_length for line in calendar) - LEGEND_GAP
    if room >= max(map(len, words)):
        # A young diary has few weeks: their meaning stands beside them.
        column = [Content(""), *(_quiet(word, room) for word in words)]
        return [*beside(calendar, column, width - room), *months]
    return [*calendar, *_wrapped(words, width), *months]


def _by_month_and_weekday(insights: Insights, width: int) -> list[Content]:
    """Return the nights with a cramp of each month and of each day of the week, of those recorded."""
    months = [
        (f"{MONTHS[int(month[5:]) - 1]} {month[:4]}", int(affected), int(recorded))
        for month, recorded, affected, *_others in month_rows(insights)
    ]
    described = Counter(row.date.weekday() for row in insights.rows if row.is_recorded)
    cramped = Counter(row.date.weekday() for row in insights.rows if row.episodes)
    days = [(name, cramped[day], described[day]) for day, name in enumerate(DAYS)]
    lines: list[Content] = []
    for title, rows in (("by month", months), ("by the day of its evening", days)):
        heading = _cut(Content.styled(f"Nights with a cramp, {title}", "bold"), width)
        lines += [Content(""), heading, *_lines(shares(rows, width))]
    return lines


def _wrapped(words: Sequence[str], width: int) -> list[Content]:
    """Return words side by side with a gap, on as many lines as they need."""
    lines = [""]
    for word in words:
        together = f"{lines[-1]}   {word}".strip()
        lines = [*lines[:-1], together] if len(together) <= width else [*lines, word]
    return [_quiet(line, width) for line in lines if line]


def _places(insights: Insights, width: int, body_rows: int, most: int, *, is_ascii: bool) -> list[Content]:
    """Return both views of the body, lit by count, with the list beside or below; in a small window the list alone."""
    rows = [(sanitize(place_with_side(place, side), one_line=True), count) for place, side, count in insights.places]
    counts: Counts = {(place, side): count for place, side, count in insights.places}
    at = _arranged(width, body_rows)
    if len(at.panels) < len(VIEWS) or at.body_rows < LEAST_BODY:
        return _listed(rows, most, width)
    body = bodies(at, counts, is_ascii=is_ascii)
    if at.list_left is None:
        few = most if most > ALL_LINES else FEWEST_PLACES // 2
        return [*body, Content(""), *_listed(rows, few, width)]
    return beside(body, [Content(""), *_listed(rows, max(1, len(body) - 2), width - at.list_left)], at.list_left)


def _arranged(width: int, body_rows: int) -> Arrangement:
    """Return the arrangement with the list beside both views, or below them where they are much larger so."""
    with_list, alone = (
        arrange(width, body_rows + 1, front="front", has_list=has_list, can_choose=False) for has_list in (True, False)
    )
    is_larger = alone.body_rows >= with_list.body_rows + ROWS_WORTH_MORE
    return alone if len(with_list.panels) < len(VIEWS) or (is_larger and body_rows > TALL_BODY) else with_list


def _listed(rows: Sequence[tuple[str, int]], most: int, width: int) -> list[Content]:
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
    scores = [*_scores("Worst pain", pain.worst, width), *_scores("Pain afterwards", pain.after, width)]
    blocks = [lines, weeks, scores if extra >= ALL_LINES else []]
    return [line for block in blocks if block for line in (Content(""), *block)][1:]


def _scores(title: str, counts: Sequence[int], width: int) -> list[Content]:
    """Return the episodes of each score from 0 to 10 as upright bars."""
    if not sum(counts):
        return []
    cell = max(3, min(8, width // len(counts)))
    labels = "".join(str(score).ljust(cell) for score in range(len(counts)))
    heading = _cut(Content.styled(f"{title}: episodes by score", "bold"), width)
    drawn = columns(counts, height=3, most=max(counts), cell=cell)
    return [heading, *drawn, _quiet(labels.rstrip(), width), Content("")]


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
    if sum(each is not None for each in worst) < FEWEST_PAIN_WEEKS:
        return []
    while len(worst) > 1 and worst[0] is None:
        worst.pop(0)
    begins = day_and_month(monday - timedelta(days=7 * (len(worst) - 1)))
    cell = max(3, min(6, (width - 3) // len(worst)))
    return [
        *columns(worst, height=height, most=HIGHEST_PAIN, cell=cell, has_scale=True),
        _quiet(f"Worst of each week since {begins}, of {HIGHEST_PAIN}", width),
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
