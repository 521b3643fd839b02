"""Draw the picture of each card to a width: what the sentence says, seen at a glance, with every number printed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual.content import Content

from spasmtui.episodes.insights.outcomes import HIGHEST_PAIN
from spasmtui.episodes.model.names import word_name
from spasmtui.episodes.tui.insights.calendar_picture import (
    QUIET,
    calendar_picture,
    cut,
    latest_nights,
    lines_of,
    quiet,
)
from spasmtui.episodes.tui.insights.page import ALL_LINES, beside
from spasmtui.shared.formats import day_and_month, many, number, place_within, times
from spasmtui.shared.text_wrap import truncate
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.body_map.layout import Arrangement, arrange
from spasmtui.ui.body_map.picture import INK_STYLES, bodies
from spasmtui.ui.drawing.body_map import VIEWS, Counts, key_of
from spasmtui.ui.drawing.charts import (
    bars,
    change_axis,
    change_line,
    columns,
    hour_columns,
    hours_together,
    most_label_cells,
    shares,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spasmtui.episodes.insights.analysis import Insights
    from spasmtui.episodes.insights.outcomes import TriedSummary
    from spasmtui.episodes.model.names import Names
    from spasmtui.episodes.model.night_rows import NightRow

MOST_PAIN_WEEKS = 52
FEWEST_PAIN_WEEKS = 2
MOST_BUSIEST = 3
HIGHEST_HOURS = 12
"""The most lines of the bars by hour."""
FEWEST_PLACES = 6
FEWEST_RANGES = 3
MARKS = ("at its worst", "afterwards")
"""What the filled mark and the open one of a change stand for."""
LEAST_WEEKS_LINES = 5
"""Lines of the bars of weeks at least."""
WEEKS_OTHER_LINES = 3
"""Lines of the picture of weeks beside its bars: a blank one, the numbers, and what they are."""
LIST_BELOW_LINES = 6
"""Lines of a list below the bodies, with the blank one above it and the one on the other places."""
LEAST_LIST = 3
PLACES_OTHER_LINES = 7
"""Lines of the card of the places beside its bodies or its list."""
LEAST_BODY = 12
"""Rows of a body below which its places are hard to tell apart."""
TALL_BODY = 24
ROWS_WORTH_MORE = 4
"""Rows by which a tall body has to be taller for the list to go below it."""
FEWEST_ROUTINES = 1
CHANGE_CELLS = 13
"""Cells of the label of a change of pain, and the gap after it."""
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
        extra: lines that the picture may take beyond its least height; `ALL_LINES` shows everything, `SMALLEST` little.
        is_ascii: draw the body with ASCII only; the caller translates the rest.
    """
    draw: dict[str, Callable[[], list[Content]]] = {
        "nights": lambda: (
            latest_nights(insights, width) if extra < 0 else calendar_picture(insights, today, width, height, extra)
        ),
        "places": lambda: _places(insights, width, height - PLACES_OTHER_LINES, extra, is_ascii=is_ascii),
        "hours": lambda: (
            _busiest(insights, width)
            if extra < 0
            else _hours(insights, width, min(4 + extra, HIGHEST_HOURS, height - 8))
        ),
        "tried": lambda: (
            _eased(insights, width) if extra < 0 else _tried(insights, names, width, FEWEST_ROUTINES + extra // 4)
        ),
        "pain": lambda: _pain(insights, today, width, extra),
        "lengths": lambda: _lengths(insights, width, is_whole=extra >= ALL_LINES),
        "together": lambda: _together(insights, width, extra),
        "bedtime": lambda: _bedtime(insights, width, extra),
    }
    return draw[card]()


def _hours(insights: Insights, width: int, height: int) -> list[Content]:
    # A handful of episodes makes no towers.
    return lines_of(hour_columns(insights.hours, width, height=max(2, min(height, 2 * insights.episodes))))


def _busiest(insights: Insights, width: int) -> list[Content]:
    """Return the hours with the most episodes, two together, and how many others have any."""
    rows = sorted((row for row in hours_together(insights.hours) if row[1]), key=lambda row: -row[1])
    return [
        *lines_of(bars(rows[:MOST_BUSIEST], width)),
        *_rest(rows, MOST_BUSIEST, "time of day", "times of day", width),
    ]


def _lengths(insights: Insights, width: int, *, is_whole: bool) -> list[Content]:
    # One or two ranges say no more than the sentence.
    if len(insights.lengths) < FEWEST_RANGES and not is_whole:
        return []
    return lines_of(shares([(name, count, insights.minutes_recorded) for name, count in insights.lengths], width))


def _places(insights: Insights, width: int, tallest: int, extra: int, *, is_ascii: bool) -> list[Content]:
    """Return both views of the body, lit by count, with the list beside or below; in a small window the list alone."""
    places = insights.places
    counts: Counts = {(place, side): count for place, side, count in places}
    most = FEWEST_PLACES + extra
    at = _arranged(width, min(LEAST_BODY + extra, tallest))
    if at.list_left is None:
        # A list below the bodies takes its lines first: they are not much clearer when they are higher.
        at = _arranged(width, min(LEAST_BODY + max(0, extra - LIST_BELOW_LINES), tallest))
    if len(at.panels) < len(VIEWS) or at.body_rows < LEAST_BODY:
        return _listed(places, max(LEAST_LIST, min(most, tallest)), width)
    body = bodies(at, counts, is_ascii=is_ascii)
    body += _key(counts, width if at.list_left is None else at.list_left - 1, is_ascii=is_ascii)
    if at.list_left is None:
        few = most if extra >= ALL_LINES else min(extra, LIST_BELOW_LINES) - 2
        return [*body, Content(""), *_listed(places, few, width)] if few > 1 else body
    return beside(body, [Content(""), *_listed(places, max(1, len(body) - 2), width - at.list_left)], at.list_left)


def _key(counts: Counts, width: int, *, is_ascii: bool) -> list[Content]:
    """Return what the inks of the bodies stand for, on as many lines as the width needs."""
    degrees: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    for ink, piece, shown in key_of(counts, is_ascii=is_ascii):
        if shown is None:
            others += [(piece, INK_STYLES[ink]), (" side not recorded", QUIET)]
        else:
            times = str(shown[0]) if len(shown) == 1 else f"{shown[0]}–{shown[-1]}"
            degrees += [(piece, INK_STYLES[ink]), (f" {times}   ", QUIET)]
    lines = [Content.assemble(*degrees, ("times", QUIET))] if degrees else []
    if lines and lines[0].cell_length > width:
        lines = [quiet("denser: more often", width)]
    return [*lines, *([cut(Content.assemble(*others), width)] if others else [])]


def _arranged(width: int, body_rows: int) -> Arrangement:
    """Return the arrangement with the list beside both views, or below them where they are much larger so."""
    with_list, alone = (
        arrange(width, body_rows + 1, front="front", has_list=has_list, can_choose=False) for has_list in (True, False)
    )
    is_larger = alone.body_rows >= with_list.body_rows + ROWS_WORTH_MORE
    return alone if len(with_list.panels) < len(VIEWS) or (is_larger and body_rows > TALL_BODY) else with_list


def _listed(places: Sequence[tuple[str, str | None, int]], most: int, width: int) -> list[Content]:
    cells = most_label_cells(width)
    rows = [
        (shown_text(place_within(place, side, cells), one_line=True), count) for place, side, count in places[:most]
    ]
    return [*lines_of(bars(rows, width)), *_rest(places, most, "place", "places", width)]


def _rest(rows: Sequence[object], most: int, one: str, several: str, width: int) -> list[Content]:
    """Return a line on what the picture has no room for."""
    more = len(rows) - most
    return [quiet(f"and {many(more, f'more {one}', f'more {several}')}", width)] if more > 0 else []


def _more_tried(rest: Sequence[TriedSummary], width: int) -> list[Content]:
    """Return a line on what else was tried; where remedies are among it, it has no one name."""
    words = ("", "") if any(each.remedy is not None for each in rest) else (" routine", " routines")
    return [quiet(f"and {many(len(rest), f'more{words[0]}', f'more{words[1]}')}", width)] if rest else []


def _tried(insights: Insights, names: Names, width: int, most: int) -> list[Content]:
    lines: list[Content] = []
    for each in insights.tried[:most]:
        name = names.tried(each) if each.remedy is None else f"Your own: {each.remedy}"
        title = shown_text(name, one_line=True)
        used = times(each.episodes)
        head = truncate(title, max(3, width - len(used) - 1))
        gap = " " * max(1, width - Content(head).cell_length - len(used))
        lines += [Content("")] if lines else []
        lines.append(Content.assemble((head, "bold"), gap, (used, QUIET)))
        lines += lines_of(shares([("gone or most", each.eased.count, each.eased.total)], width))
        if each.pain is not None:
            before, after = each.pain
            change = f"{number(before)} → {number(after)}"
            lines.append(change_line(f"{f'pain {change}':<{CHANGE_CELLS - 1}}", before, after, HIGHEST_PAIN, width))
    if any(each.pain is not None for each in insights.tried[:most]):
        lines += change_axis(CHANGE_CELLS, HIGHEST_PAIN, MARKS, width)
    return [*lines, *_more_tried(insights.tried[most:], width)]


def _eased(insights: Insights, width: int) -> list[Content]:
    """Return how often the cramp was gone after what the sentence names, and how many others there are."""
    eased = insights.tried[0].eased
    bar = shares([("gone or most", eased.count, eased.total)], width)
    return [*lines_of(bar), *_more_tried(insights.tried[1:], width)]


def _pain(insights: Insights, today: date, width: int, extra: int) -> list[Content]:
    lines: list[Content] = []
    pain = insights.pain
    if pain.both is not None:
        before, after = pain.both
        words = (f"{MARKS[0]} {number(before)}", f"{MARKS[1]} {number(after)}")
        lines = [change_line("", before, after, HIGHEST_PAIN, width), *change_axis(0, HIGHEST_PAIN, words, width)]
    high = min(HIGHEST_PAIN, extra - WEEKS_OTHER_LINES if lines else LEAST_WEEKS_LINES + extra)
    weeks = weeks_of_pain(insights.rows, today, width, height=high) if high >= LEAST_WEEKS_LINES else []
    scores = [*_scores("Worst pain", pain.worst, width), *_scores("Pain afterwards", pain.after, width)]
    blocks = [lines, weeks, scores if extra >= ALL_LINES else []]
    return [line for block in blocks if block for line in (Content(""), *block)][1:]


def _scores(title: str, counts: Sequence[int], width: int) -> list[Content]:
    """Return the episodes of each score from 0 to 10 as upright bars."""
    if not sum(counts):
        return []
    cell = max(3, min(8, width // len(counts)))
    labels = "".join(str(score).ljust(cell) for score in range(len(counts)))
    heading = cut(Content.styled(f"{title}: episodes by score", "bold"), width)
    drawn = columns(counts, height=3, most=max(counts), cell=cell)
    return [heading, *drawn, quiet(labels.rstrip(), width), Content("")]


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
        quiet(f"Worst of each week since {begins}, of {HIGHEST_PAIN}", width),
    ]


def _together(insights: Insights, width: int, extra: int) -> list[Content]:
    lines: list[Content] = []
    compared = [each for each in insights.comparisons if each.about == "day"]
    most = FEWEST_WORDS + extra // 6
    for each in compared[:most]:
        title = [(word_name(each.name), "bold"), ("   seen together", QUIET) if each.is_finding else ("", "")]
        one, other = each.one, each.other
        lines += [Content("")] if lines else []
        lines.append(cut(Content.assemble(*title), width))
        lines += lines_of(shares([("with", one.count, one.total), ("without", other.count, other.total)], width))
    lines += _rest(compared, most, "kind of day", "kinds of day", width)
    if insights.triggers.words:
        lines += [Content("")] if lines else []
        asked = f"Triggers ticked in {insights.triggers.recorded} of {many(insights.episodes, 'episode')}"
        words = [(shown_text(word_name(word), one_line=True), count) for word, count in insights.triggers.words]
        most = 3 + extra // 3
        lines += [cut(Content.styled(asked, "bold"), width), *lines_of(bars(words[:most], width))]
        lines += _rest(words, most, "trigger", "triggers", width)
    return lines


def _bedtime(insights: Insights, width: int, extra: int) -> list[Content]:
    """Return the shares that the sentence says as bars, and those of evenings with and without, as room allows."""
    if insights.bedtime is None:
        return []
    before, after = (each.affected for each in insights.bedtime)
    lines = [cut(Content.styled("Nights with a cramp", "bold"), width)]
    lines += lines_of(shares([("before", before.count, before.total), ("since", after.count, after.total)], width))
    one, other = insights.evenings
    if any(each.about == "evening" for each in insights.comparisons):
        rows = [("with stretches", one.count, one.total), ("without", other.count, other.total)]
        heading = cut(Content.styled("Since then, nights after evenings", "bold"), width)
        evenings = [Content(""), heading, *lines_of(shares(rows, width))]
        lines += evenings if extra > len(lines) + len(evenings) else []
    return lines if extra > len(lines) else []
