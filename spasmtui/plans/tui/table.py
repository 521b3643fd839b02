"""Write the weeks of a plan item, and what is said of it, in lines of a width."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from spasmtui.plans.ended import ended_words
from spasmtui.plans.overview import ItemView, Part, answer_words, short_status, today_status
from spasmtui.plans.weeks import ASCII_SIGNS, SIGNS, Mark, WeekRow, week_words
from spasmtui.shared.formats import DAYS, day_and_month, day_name
from spasmtui.shared.plans.words import amount, lasts, often
from spasmtui.shared.text_wrap import cell_width, pad_cells, truncate, wrap
from spasmtui.terminal.sanitize import shown_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from spasmtui.plans.overview import Overview
    from spasmtui.shared.plans.progress import Counts

Lines = list[Content]
QUIET, HEADING = "$text-muted", "$text-accent bold"
WEEK_CELLS = 8
"""The cells of the date of a Monday and the gap after it."""
DAY_CELLS = (5, 3, 2)
"""The cells that a day takes: as many as leave room for all words, and else as few as there are."""
LEAST_TITLE = 16
WEEK_COLUMN_CELLS = 10
FEWEST_WEEKS = 4
"""Weeks that are worth more than whole titles beside them."""
FEWEST_IN_TABLE = 2
"""Items from which a table of all of them tells more than that of the chosen one."""
FEWEST_ROWS_BESIDE_LEGEND = 5


class Columns(NamedTuple):
    """The cells of the parts of an item's row."""

    title: int
    amount: int
    is_short: bool
    """True if there is no room for all words on today."""


def row_columns(views: Sequence[ItemView], width: int) -> Columns:
    """Return the cells of each part; the side and the sets have some where all titles keep enough."""
    status = _widest(today_status(view) for view in views)
    amounts = _widest(amount(view.item) for view in views)
    titles = _widest(shown_text(view.title, one_line=True) for view in views)
    room = width - 2 - status - 2
    if amounts and room - amounts - 2 >= min(titles, 30):
        return Columns(min(titles, room - amounts - 2), amounts, is_short=False)
    if titles > room:
        short = width - 2 - _widest(short_status(view) for view in views) - 2
        return Columns(max(LEAST_TITLE, min(titles, short)), 0, is_short=True)
    return Columns(titles, 0, is_short=False)


def _widest(texts: Iterable[str]) -> int:
    return max(map(cell_width, texts), default=0)


def item_row(view: ItemView, columns: Columns, goes_on: str) -> Content:
    """Return the row of an item: its title, its side and sets, and what became of it today."""
    title = pad_cells(truncate(shown_text(view.title, one_line=True), columns.title, goes_on), columns.title)
    parts: list[Content | str | tuple[str, str]] = ["  ", title]
    if columns.amount:
        parts.append((f"  {pad_cells(amount(view.item), columns.amount)}", QUIET))
    status = short_status(view) if columns.is_short else today_status(view)
    parts.append((f"  {status}", "" if view.is_open else QUIET))
    return Content.assemble(*parts)


def week_table(rows: Sequence[WeekRow], width: int, height: int, *, is_ascii: bool, this_year: int) -> Lines:
    """Return the weeks as a table with its days above and the meaning of its signs below.

    Args:
        rows: the newest first.
        width: cells of a line.
        height: the most lines.
        is_ascii: use signs in ASCII.
        this_year: the year that is left out of a date.
    """
    signs = ASCII_SIGNS if is_ascii else SIGNS
    legend = legend_lines(rows, width, is_ascii=is_ascii)
    legend = legend if height - len(legend) >= FEWEST_ROWS_BESIDE_LEGEND else []
    room = height - 1 - len(legend)
    shown = rows[: max(1, room)]
    dates = [_date(row.monday, this_year) for row in shown]
    date_cells = max([WEEK_CELLS, *(cell_width(each) + 2 for each in dates)])
    longest = max(cell_width(week_words(row.counts)) for row in shown)
    fitting = (cells for cells in DAY_CELLS if date_cells + len(DAYS) * cells + longest <= width)
    day_cells = next(fitting, DAY_CELLS[-1])
    names = "".join(pad_cells(day[: max(1, day_cells - 2)], day_cells) for day in DAYS)
    lines = [Content.styled(f"{' ' * date_cells}{names}", QUIET)]
    spare = room - len(shown)
    for when, row in zip(dates, shown, strict=True):
        marks = "".join(pad_cells(signs[mark] if mark is not None else "", day_cells) for mark in row.marks)
        words, *more = _fitting_words(row, width - date_cells - len(DAYS) * day_cells, width - date_cells)
        lines.append(Content.assemble((pad_cells(when, date_cells), QUIET), marks, words))
        if len(more) <= spare:
            spare -= len(more)
            lines += [Content(" " * date_cells + line) for line in more]
    return [*lines, *legend]


def plan_table(views: Sequence[ItemView], width: int, height: int, this_year: int) -> Lines:
    """Return how many times of each item were done in each week: an item a row, the newest week first.

    Args:
        views: the items; those without a week are left out.
        width: cells of a line.
        height: the most lines.
        this_year: the year that is left out of a date.
    """
    with_weeks = [view for view in views if view.weeks][: max(0, height - 2)]
    if len(with_weeks) < FEWEST_IN_TABLE:
        return []
    mondays = sorted({row.monday for view in with_weeks for row in view.weeks}, reverse=True)
    titles = [shown_text(view.title, one_line=True) for view in with_weeks]
    title_cells = min(_widest(titles), max(LEAST_TITLE, width - FEWEST_WEEKS * WEEK_COLUMN_CELLS))
    shown = mondays[: max(0, (width - title_cells) // WEEK_COLUMN_CELLS)]
    heads = "".join(_date(monday, this_year).rjust(WEEK_COLUMN_CELLS) for monday in shown)
    lines = [Content.styled("All items: times done", HEADING), Content.styled(" " * title_cells + heads, QUIET)]
    for title, view in zip(titles, with_weeks, strict=True):
        counts = {row.monday: row.counts for row in view.weeks}
        cells = (_done(counts[monday]) if monday in counts else "" for monday in shown)
        name = pad_cells(truncate(title, title_cells, "…"), title_cells)
        lines.append(Content(name + "".join(cell.rjust(WEEK_COLUMN_CELLS) for cell in cells)))
    return lines


def _done(counts: Counts) -> str:
    if not counts.planned:
        return f"+{counts.extra}" if counts.extra else ""
    return f"{counts.done} of {counts.planned}"


def _date(monday: date, this_year: int) -> str:
    return day_and_month(monday) + ("" if monday.year == this_year else f" {monday.year}")


def _fitting_words(row: WeekRow, room: int, room_below: int) -> list[str]:
    """Return the counts of a week: in one line where its parts have room, else how many were done, and lines below."""
    words = week_words(row.counts)
    if cell_width(words) <= room:
        return [words]
    done, _, parts = words.partition(" · ")
    below = wrap(parts, room_below) if parts and room_below >= LEAST_TITLE else []
    first = next((text for text in (done, done.removesuffix(" done")) if cell_width(text) <= room), "")
    return [first, *below]


def legend_lines(rows: Sequence[WeekRow], width: int, *, is_ascii: bool) -> Lines:
    """Return the meaning of the signs that there are, in as many lines as they take."""
    signs = ASCII_SIGNS if is_ascii else SIGNS
    known = {mark for row in rows for mark in row.marks}
    entries = [f"{signs[mark]} {mark.value}" for mark in Mark if mark in known]
    lines: list[str] = []
    for entry in entries:
        joined = f"{lines[-1]}   {entry}" if lines else entry
        if lines and cell_width(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(entry)
    return [Content.styled(line, QUIET) for line in lines]


def about_lines(view: ItemView, overview: Overview, width: int, *, has_title: bool) -> Lines:
    """Return what was agreed on of an item, and how it was: how often, from when to when, by whom, note, pain.

    Args:
        view: the item.
        overview: the plan.
        width: cells of a line.
        has_title: begin with the title.
    """
    item = view.item
    lines: Lines = []
    if has_title:
        lines += [Content.styled(line, "bold") for line in wrap(shown_text(view.title, one_line=True), width)]
    at = f"at {', '.join(f'{each:%H:%M}' for each in item.at)}" if item.at else ""
    how = ", ".join(filter(None, (often(item), amount(item), at)))
    facts = [f"{how[:1].upper()}{how[1:]}"]
    ends = _ended(view) if view.part is Part.ENDED else lasts(item, overview.today)
    by = f"by {shown_text(item.by, one_line=True)}" if item.by else ""
    if about := " · ".join(filter(None, (f"{ends[:1].upper()}{ends[1:]}", by))):
        facts.append(about)
    if view.is_off:
        facts.append("Off week of your trial: not planned.")
    if overview.ended is not None and overview.ended.item == item:
        facts.append(shown_text(ended_words(overview.ended), one_line=True))
    if item.note:
        facts.append(shown_text(item.note, one_line=True))
    if answers := answer_words(view.answers):
        facts.append(answers + ".")
    for fact in facts:
        lines += [Content(line) for line in wrap(fact, width)]
    return lines


def _ended(view: ItemView) -> str:
    return f"ended on {day_name(view.item.until)}" if view.item.until is not None else ""
