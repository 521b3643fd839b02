"""Draw the cramps of the last weeks by week and by hour, and by place; imported when there is room for them."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from textual.content import Content

from spasmtui.home.blocks import ASCII_MARKS, INDENT, Block, Lines, Writer
from spasmtui.home.nights_and_places import sum_up_rest
from spasmtui.shared.formats import DAYS, place_within
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.diary_summary import WEEKS, DiarySummary, PlaceCount
from spasmtui.ui.drawing.calendar import LEFT, NAME_CELLS, week_columns
from spasmtui.ui.drawing.charts import bars, hour_columns, in_ascii, most_label_cells

FEWEST_CRAMPS = 5
"""Cramps before their hours are compared."""
LEAST_LINES, MOST_LINES = 3, 8
"""Lines of the highest bar of the hours."""


def weeks_block(summary: DiarySummary, write: Writer, months: Content) -> Block:
    """Return the nights with a cramp of each week as bars, each below its week of the strip of nights.

    Args:
        summary: the diary.
        write: writes the lines.
        months: the names of the months above the strip, which stand above the bars too.
    """
    has_room = write.width - INDENT - LEFT >= NAME_CELLS * ceil(len(summary.nights) / len(DAYS))
    drawn = week_columns(summary.nights, NAME_CELLS) if has_room else []
    if not drawn:
        return Block(())
    bar_lines = [Content.assemble(" " * INDENT, line) for line in drawn]
    lines = (*write.heading("Nights with a cramp, by week"), months, *_in_ascii_if_asked(bar_lines, write))
    return Block(lines, rank=8).opening("insights")


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
    drawn = hour_columns(summary.hours, write.width - INDENT, height=height).split("\n")
    bar_lines = [Content.assemble(" " * INDENT, line) for line in drawn]
    lines = (*write.heading(f"When cramps began, in {WEEKS} weeks"), *_in_ascii_if_asked(bar_lines, write))
    return Block(lines, rank=8).opening("insights")


def place_bars(places: Sequence[PlaceCount], write: Writer, most: int) -> Lines:
    """Return the most frequent places as bars with their counts; the last one sums up what is left out.

    Args:
        places: the most frequent first.
        write: writes the lines.
        most: the most lines there is room for.
    """
    shown, more = sum_up_rest(places, most)
    cells = most_label_cells(write.width)
    rows = [(shown_text(place_within(each.place, each.side, cells), one_line=True), each.episodes) for each in shown]
    return _in_ascii_if_asked(bars([*rows, *more], write.width).split("\n"), write)


def _in_ascii_if_asked(lines: Lines, write: Writer) -> Lines:
    return [in_ascii(line) for line in lines] if write.marks == ASCII_MARKS else lines
