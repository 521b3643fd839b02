"""Draw the cramps of the last weeks by week and by hour, and by place; imported when there is room for them."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from spasmtui.home.blocks import ASCII_MARKS, INDENT, Block, Lines, Writer
from spasmtui.home.nights_and_places import words_within
from spasmtui.terminal.sanitize import sanitize
from spasmtui.ui.diary_summary import WEEKS, DiarySummary, PlaceCount
from spasmtui.ui.drawing.calendar import LEFT, NAME_CELLS
from spasmtui.ui.drawing.charts import bars, columns, hour_columns, in_ascii, most_label_cells

FEWEST_WEEKS = 3
"""Weeks with a cramp before they are compared."""
FEWEST_CRAMPS = 5
"""Cramps before their hours are compared."""
LEAST_LINES, MOST_LINES = 3, 8
"""Lines of the highest bar."""
DAYS_OF_WEEK = 7


def weeks_block(summary: DiarySummary, write: Writer, months: Content) -> Block:
    """Return the nights with a cramp of each week as bars, each below its week of the strip of nights.

    Args:
        summary: the diary.
        write: writes the lines.
        months: the names of the months above the strip, which stand above the bars too.
    """
    weeks = nights_by_week(summary.nights)
    is_aligned = write.width - INDENT - LEFT >= NAME_CELLS * len(weeks)
    if not is_aligned or sum(bool(count) for count in weeks) < FEWEST_WEEKS:
        return Block(())
    most = max(count or 0 for count in weeks)
    drawn = columns(weeks, height=max(LEAST_LINES, most), most=most, cell=NAME_CELLS)
    heading = write.row("Nights with a cramp, by week", Content(""))[:1]
    bar_lines = [Content.assemble(" " * (INDENT + LEFT), line) for line in drawn]
    return Block((*heading, months, *_plain(bar_lines, write)), rank=8).opening("insights")


def nights_by_week(nights: Sequence[int | None]) -> list[int | None]:
    """Return the nights with a cramp of each week; None where there is none, but some night is not recorded."""
    weeks = [nights[first : first + DAYS_OF_WEEK] for first in range(0, len(nights), DAYS_OF_WEEK)]
    return [sum(bool(count) for count in week) or (None if None in week else 0) for week in weeks]


def hours_block(summary: DiarySummary, write: Writer, rows: int) -> Block:
    """Return the cramps by the hour they began, as bars that are as high as the rows allow.

    Args:
        summary: the diary.
        write: writes the lines.
        rows: the most lines there is room for.
    """
    height = min(MOST_LINES, rows - 3)
    if height < LEAST_LINES or sum(summary.hours) < FEWEST_CRAMPS:
        return Block(())
    heading = write.row(f"When they began, in {WEEKS} weeks", Content(""))[:1]
    drawn = hour_columns(summary.hours, write.width - INDENT, height=height).split("\n")
    return Block((*heading, *_plain([Content.assemble(" " * INDENT, line) for line in drawn], write)), rank=8).opening(
        "insights"
    )


def place_bars(places: Sequence[PlaceCount], write: Writer, most: int) -> Lines:
    """Return the most frequent places as bars with their counts; the last one sums up what is left out.

    Args:
        places: the most frequent first.
        write: writes the lines.
        most: the most lines there is room for.
    """
    shown = places if len(places) <= most else places[: most - 1]
    rest = places[len(shown) :]
    cells = most_label_cells(write.width)
    rows = [(sanitize(words_within(each, cells), one_line=True), each.episodes) for each in shown]
    rows += [(f"{len(rest)} more", sum(each.episodes for each in rest))] if rest else []
    return _plain(bars(rows, write.width).split("\n"), write)


def _plain(lines: Lines, write: Writer) -> Lines:
    return [in_ascii(line) for line in lines] if write.marks == ASCII_MARKS else lines
