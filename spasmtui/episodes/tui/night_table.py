"""Write nights as lines of a table whose columns follow what there is to say, and the room for it."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from spasmtui.episodes.model.names import NO_CRAMP, SHIPPED, Names
from spasmtui.shared.formats import DAYS, MONTHS, many, place_with_side, short_place
from spasmtui.shared.times.lengths import format_minutes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from spasmtui.episodes.model.night_rows import NightRow
    from spasmtui.episodes.model.night_search import FoundNights

Cells = dict[str, tuple[str, ...]]
"""The entries of a night by their column; only a column of words has several."""
Widths = tuple[dict[str, int], dict[str, int]]
"""The cells that each column needs: in whole words, and with `back of thigh L`, short titles and short headings."""
NARROW_BELOW_COLUMNS = 50
"""Columns under which a date has no weekday and nothing but the most important columns is shown."""
WIDEST = 60
"""The most cells of a column; what is longer stands beside the list, or on the screen of the night."""
_ORDER = ("Night", "Cramps", "By day", "Worst", "Minutes", "Where", "Tried", "Helped")
_NUMBERS = frozenset(("Cramps", "By day", "Worst", "Minutes"))
_FIRST = ("Night", "Cramps", "By day", "Worst", "Where")
"""The columns of every window; the others follow as far as there is room for them."""
_OTHERS = ("Tried", "Helped", "Minutes")
"""The most important first."""
_LEAST = {"Where": 12, "Tried": 18, "Helped": 7}
"""The cells that a column of words needs at least, unless its longest cell has fewer."""
_FEWEST_TRIED = 13
"""The cells from which the first words of what was tried are worth a column."""
_STAGES = (20, 28, 36, WIDEST)
"""The columns of words grow in turns up to these cells, so that one long line does not take the room of all others."""
_SHORT_NAMES = {"By day": "Day", "Minutes": "Min"}
"""The headings of columns that are narrower than their names."""
_GOES_ON = "…"
"""Ends a cell that has no room for all its entries."""
ORDER_NAMES = {
    "newest": "newest first", "oldest": "oldest first", "most pain": "most pain first", "longest": "longest first",
    "most cramps": "most cramps first",
}  # fmt: skip
"""The name of each order of `SORTS` in the title."""
ORDERS_OF_COLUMN = {
    "Night": ("newest", "oldest"), "Cramps": ("most cramps",), "Worst": ("most pain",), "Minutes": ("longest",),
}  # fmt: skip
"""The orders of `SORTS` that a click on a heading brings, the next one at each click."""
LEGEND = "– no cramp   · not recorded"
LEGEND_WORST = "   Worst: pain, of 10"
LEGEND_BY_DAY = "   {heading}: from noon to 18:00"
"""What the signs mean, and the column that is there when a cramp came by day."""


def night_cells(
    row: NightRow, this_year: int, names: Names = SHIPPED, *, is_narrow: bool = False, is_short: bool = False
) -> Cells:
    """Return the entries of a night by their column.

    Args:
        row: the night.
        this_year: the year that is left out of a date.
        names: the titles of routines.
        is_narrow: whether the date stands without its weekday.
        is_short: whether a place is written as `back of thigh L`, and a title without what it says after a colon.
    """
    return {
        "Night": (short_date(row.date, this_year, has_weekday=not is_narrow),),
        **{name: entries_of(row, names, is_short) for name, entries_of in _ENTRIES.items()},
    }


def _cramps(row: NightRow, _names: Names, _is_short: bool) -> tuple[str, ...]:
    count = row.night_count
    return (str(count) if count else "–" if NO_CRAMP in row.words else "·",)


def _by_day(row: NightRow, _names: Names, _is_short: bool) -> tuple[str, ...]:
    return (str(row.day_count or ""),)


def _worst(row: NightRow, _names: Names, _is_short: bool) -> tuple[str, ...]:
    return ("" if not row.episodes else "·" if row.worst is None else str(row.worst),)


def _where(row: NightRow, _names: Names, is_short: bool) -> tuple[str, ...]:
    write_place = short_place if is_short else place_with_side
    places = (write_place(each.place, each.side, missing="") for each in row.episodes)
    return _counted(place for place in places if place)


def _tried(row: NightRow, names: Names, is_short: bool) -> tuple[str, ...]:
    tried_name, title_of = (names.short_tried, names.short_routine) if is_short else (names.tried, names.routine)
    tried = (tried_name(each) for episode in row.episodes for each in episode.tried)
    return _counted((*tried, *(title_of(each.routine) for each in row.practices if not each.is_skipped)))


def _helped(row: NightRow, _names: Names, _is_short: bool) -> tuple[str, ...]:
    return _counted(episode.helped for episode in row.episodes if episode.helped)


def _minutes(row: NightRow, _names: Names, _is_short: bool) -> tuple[str, ...]:
    seconds = row.seconds
    if seconds is None:
        return ("·" if row.episodes else "",)
    return (f"{'over ' if row.is_partly_timed else ''}{format_minutes(seconds)}",)


def _counted(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{word} ×{count}" if count > 1 else word for word, count in Counter(words).items())


_ENTRIES = {
    "Cramps": _cramps, "By day": _by_day, "Worst": _worst, "Minutes": _minutes, "Where": _where, "Tried": _tried,
    "Helped": _helped,
}  # fmt: skip
"""What makes the entries of each column that follow from the records of a night."""
_ANSWERS: dict[str, Callable[[NightRow], object]] = {
    "Cramps": lambda row: (row.night_count, NO_CRAMP in row.words),
    "By day": lambda row: row.day_count,
    "Worst": lambda row: (bool(row.episodes), row.worst),
    "Minutes": lambda row: (bool(row.episodes), row.seconds, row.is_partly_timed),
    "Where": lambda row: tuple((each.place, each.side) for each in row.episodes),
    "Tried": lambda row: (
        tuple([each.tried for each in row.episodes]),
        tuple([each.routine for each in row.practices if not each.is_skipped]),
    ),
    "Helped": lambda row: tuple(each.helped for each in row.episodes),
}
"""What the entries of each of these columns follow from."""


def needed_widths(rows: Iterable[NightRow], this_year: int, names: Names) -> Widths:
    """Return the cells that each column needs for these nights."""
    nights = tuple(rows)
    longest, short = dict.fromkeys(_ORDER, 0), dict.fromkeys(_ORDER, 0)
    # Dates differ in no more than the digits of the day, the month and the year.
    dates = {(row.date.day > 9, row.date.month, row.date.year == this_year): row.date for row in nights}
    longest["Night"] = short["Night"] = _widest((short_date(day, this_year),) for day in dates.values())
    for name, entries_of in _ENTRIES.items():
        # Thousands of nights have few different cells, and what they follow from is compared more quickly than written.
        different = {_ANSWERS[name](row): row for row in nights}.values()
        for widths, is_short in ((longest, False), (short, True)):
            widths[name] = _widest(entries_of(row, names, is_short) for row in different)
    return _with_headings(longest), _with_headings(short, has_short_headings=True)


def widths_of(rows: Iterable[Cells], *, has_short_headings: bool = False) -> dict[str, int]:
    """Return the cells that each column needs for these rows and its heading; none for a column that nobody needs."""
    every = tuple(rows)
    widths = {name: _widest(cells[name] for cells in every if name in cells) for name in _ORDER}
    return _with_headings(widths, has_short_headings=has_short_headings)


def _widest(cells: Iterable[tuple[str, ...]]) -> int:
    """Return the most cells that any of these entries need, at most `WIDEST`."""
    widest = 0
    for entries in cells:
        text = ", ".join(entries)
        if len(text) > widest:
            widest = max(widest, cell_len(text))
            if widest >= WIDEST:
                return WIDEST
    return widest


def _with_headings(widths: Mapping[str, int], *, has_short_headings: bool = False) -> dict[str, int]:
    shorter = _SHORT_NAMES if has_short_headings else {}
    return {
        name: max(widths[name], len(shorter.get(name, name))) for name in _ORDER if widths[name] or name != "By day"
    }


def choose_columns(longest: Mapping[str, int], short: Mapping[str, int], width: int) -> tuple[dict[str, int], bool]:
    """Return the columns for a window, and whether places and titles are short: whole only where they have room."""
    columns = fit_columns(longest, width)
    is_roomy = all(columns.get(name, 0) >= min(longest[name], _STAGES[1]) for name in ("Where", *_OTHERS))
    return (columns, False) if is_roomy else (fit_columns(short, width), True)


def fit_columns(needed: Mapping[str, int], width: int) -> dict[str, int]:
    """Return the columns that a window has room for, in their order, with their widths in cells.

    Args:
        needed: the cells that each column needs.
        width: the cells of the window.
    """
    is_narrow = width < NARROW_BELOW_COLUMNS
    gap = 1 if is_narrow else 2
    if is_narrow:
        needed = {**needed, "Night": max(len("Night"), needed["Night"] - len("Sat "))}
    least = {name: min(cells, _LEAST.get(name, cells)) for name, cells in needed.items()}
    kept = [name for name in _FIRST if name in needed]
    room = width - len(margin(width)) + gap - sum(least[name] + gap for name in kept)
    if "Tried" in least:
        least["Tried"] = max(min(least["Tried"], _FEWEST_TRIED), min(least["Tried"], room - gap))
    for name in () if is_narrow else _OTHERS:
        # The minutes are beside the list too: a place that is whole is worth more.
        before = max(0, min(needed["Where"], _STAGES[0]) - least["Where"]) if name == "Minutes" else 0
        if name in needed and before + least[name] + gap <= room:
            kept.append(name)
            room -= least[name] + gap
    widths = {name: least[name] for name in needed if name in kept}
    for most, name in product(_STAGES, ("Where", "Tried", "Helped")):
        if name in widths:
            more = min(room, max(0, min(needed[name], most) - widths[name]))
            widths[name] += more
            room -= more
    # A window of a few cells has no room at all: what has no cell cannot be written.
    return {name: max(1, size) for name, size in widths.items()}


def margin(width: int) -> str:
    """Return the blank cells before the first column: for the mark of the chosen line, and for a star."""
    return " " if width < NARROW_BELOW_COLUMNS else "  "


def in_columns(cells: Cells, columns: Mapping[str, int], width: int) -> str:
    """Return a line of the table: numbers right-aligned, words left-aligned, as many of them as have room."""
    parts: list[str] = []
    for name, size in columns.items():
        text = fit_entries(cells[name], size)
        parts.append(text.rjust(size) if name in _NUMBERS else set_cell_size(text, size))
    return margin(width) + (" " if width < NARROW_BELOW_COLUMNS else "  ").join(parts)


def fit_entries(entries: Sequence[str], size: int) -> str:
    """Return the entries that fit, whole, and how many more there are; of a first one that does not, its first words.

    Args:
        entries: those of one cell.
        size: its cells.
    """
    text = ", ".join(entries)
    if cell_len(text) <= size:
        return text
    for shown in range(len(entries) - 1, 0, -1):
        for end in (f" +{len(entries) - shown}", _GOES_ON):
            text = ", ".join(entries[:shown]) + end
            if cell_len(text) <= size:
                return text
    words = set_cell_size(entries[0], max(0, size - 1))
    if not entries[0][len(words) :].startswith((" ", ":", ",")):
        # A single word that is longer than the cell is cut all the same.
        words = words.rpartition(" ")[0].rstrip(" :,") or words
    return f"{words.rstrip(' :,')}{_GOES_ON}"


def heading(columns: Mapping[str, int], width: int) -> str:
    """Return the line of the column headings, shorter ones where a column is narrower than its name."""
    names: Cells = {name: (_heading_of(name, size),) for name, size in columns.items()}
    return in_columns(names, columns, width)


def _heading_of(name: str, cells: int) -> str:
    return name if len(name) <= cells else _SHORT_NAMES.get(name, name)


def legend(columns: Mapping[str, int]) -> str:
    """Return what the signs and the worst mean, or else the hours of a column of what came by day, by its heading."""
    by_day = columns.get("By day")
    # There is no room for both beside the detail of a night.
    return LEGEND + (LEGEND_BY_DAY.format(heading=_heading_of("By day", by_day)) if by_day else LEGEND_WORST)


def order_of_column(column: str, order: str) -> str:
    """Return the order that a click on a heading brings; the present one where the column has none.

    Args:
        column: the heading.
        order: the present order, a name of `SORTS`.
    """
    orders = ORDERS_OF_COLUMN.get(column, (order,))
    return orders[(orders.index(order) + 1) % len(orders)] if order in orders else orders[0]


def column_spans(columns: Mapping[str, int], width: int) -> dict[str, tuple[int, int]]:
    """Return the first cell of each column that nights are sorted by, and the one behind its last."""
    gap, at, spans = 1 if width < NARROW_BELOW_COLUMNS else 2, len(margin(width)), dict[str, tuple[int, int]]()
    for name, size in columns.items():
        spans[name] = (at, at + size)
        at += size + gap
    return {name: span for name, span in spans.items() if name in ORDERS_OF_COLUMN}


def short_date(day: date, this_year: int, *, has_weekday: bool = True) -> str:
    """Return a date such as `Sat 21 Nov`, with the year where it is not this one."""
    text = f"{day.day} {MONTHS[day.month - 1]}"
    if day.year != this_year:
        text += f" {day.year}" if not has_weekday else f" {day.year % 100:02}"
    return f"{DAYS[day.weekday()]} {text}" if has_weekday else text


def log_title(
    found: FoundNights, *, is_whole: bool, filter_text: str, order: str, this_year: int, is_narrow: bool
) -> str:
    """Return the title of the log: the nights it shows, their filter and their order.

    Args:
        found: the nights that are shown.
        is_whole: whether the whole diary has been read.
        filter_text: the words that a night must contain.
        order: a name of `SORTS`.
        this_year: the year that is left out of a date.
        is_narrow: whether the window has less than 60 columns.
    """
    parts = ["Log"]
    if found and not is_whole:
        parts.append("reading older years")
    elif found.earliest is not None:
        first = short_date(found.earliest, this_year, has_weekday=False)
        has_more = bool(filter_text) or order != "newest"
        since = "" if is_narrow else f" since {first}"
        parts.append(f"{_affected(found, is_short=is_narrow and has_more)}{since}")
    if filter_text:
        parts.append(f"only: {filter_text}")
    if order != "newest":
        parts.append(order if is_narrow else ORDER_NAMES[order])
    return " · ".join(parts)


def _affected(found: FoundNights, *, is_short: bool) -> str:
    """Return the nights and the days with cramps: one that came by day is no cramp at night, and not none."""
    nights, days = found.count_affected()
    if not nights and not days:
        return "no cramp recorded"
    counts = [many(nights, "night")] if nights else []
    counts += [many(days, "day")] if days else []
    return ", ".join(counts) if is_short else f"{' and '.join(counts)} with cramps"
