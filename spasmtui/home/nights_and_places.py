"""Draw the nights of the last weeks as a strip, and list the places of their cramps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from textual.content import Content

from spasmtui.home.blocks import ASCII_MARKS, INDENT, QUIET, Block, Lines, Writer, cut, side_by_side
from spasmtui.shared.formats import place_within
from spasmtui.shared.text_wrap import cell_width, fill_lines
from spasmtui.ui.diary_summary import DiarySummary, PlaceCount
from spasmtui.ui.drawing.calendar import heat_map, shaded_counts, weeks_that_fit
from spasmtui.ui.drawing.charts import in_ascii

BESIDE_STRIP = 3
"""Cells between the strip of nights and what stands beside it."""


def strip_block(summary: DiarySummary, write: Writer, *, beside: Lines | None = None) -> Block:
    """Return the nights of the last weeks: a row for each day of the week, a column for each week, months above.

    Args:
        summary: the diary.
        write: writes the lines.
        beside: lines that stand at the right of it, where there is room.
    """
    if summary.first_night is None or not summary.nights:
        return Block((), rank=5)
    first = summary.first_night
    counts = {first + timedelta(days=number): count for number, count in enumerate(summary.nights)}
    indent = INDENT if write.has_headings else 0
    strip = heat_map(counts, max(counts), write.width - indent)
    drawn = in_ascii(strip) if write.marks == ASCII_MARKS else strip
    lines = [Content.assemble(" " * indent, line) for line in drawn.split("\n")]
    if beside:
        column = max(line.cell_length for line in lines) + BESIDE_STRIP
        lines = side_by_side([(lines, column), (beside, write.width - column)])
    return Block(tuple(lines), rank=5)


def strip_legend(summary: DiarySummary, write: Writer) -> Lines:
    """Return what the marks of the strip mean."""
    first = summary.first_night
    if first is None:
        return []
    last = first + timedelta(days=len(summary.nights) - 1)
    _weeks, cells = weeks_that_fit(first, last, write.width - (INDENT if write.has_headings else 0))
    marks = write.marks
    return [
        Content.assemble(shaded_counts(cells), ("" if write.has_headings else " that night", QUIET)),
        Content.styled(f"{marks.none} no cramp   {marks.unknown} not recorded", QUIET),
    ]


def where_lines(places: Sequence[PlaceCount], width: int, most: int) -> Lines:
    """Return the most frequent places with their counts at the right; the last line sums up what is left out."""
    shown, more = sum_up_rest(places, most)
    numbers = (*(each.episodes for each in shown), *(number for _words, number in more))
    digits = max((len(str(number)) for number in numbers), default=1)
    most_cells = width - digits - 2
    rows = [(place_within(each.place, each.side, most_cells), each.episodes) for each in shown] + more
    room = min(max((cell_width(words) for words, _ in rows), default=1), most_cells)
    return [
        Content.assemble(text := cut(words, room), " " * (room - cell_width(text) + 2), f"{number:>{digits}}")
        for words, number in rows
    ]


def sum_up_rest(places: Sequence[PlaceCount], most: int) -> tuple[Sequence[PlaceCount], list[tuple[str, int]]]:
    """Return the places that have a line each, and words and count of a last line for all others, if there are any."""
    shown = places if len(places) <= most else places[: most - 1]
    rest = places[len(shown) :]
    return shown, [(f"{len(rest)} more", sum(each.episodes for each in rest))] if rest else []


def where_words(places: Sequence[PlaceCount], width: int, most: int) -> Lines:
    """Return the most frequent places with their counts one after the other, in so many lines at most."""
    entries = [f"{cut(each.words, width - 6)} {each.episodes}" for each in places]
    lines: list[str] = []
    for shown in range(len(entries), 0, -1):
        rest = [f"{len(entries) - shown} more"] if shown < len(entries) else []
        lines = fill_lines([*entries[:shown], *rest], width)
        if len(lines) <= most:
            break
    return [Content(line) for line in lines[:most]]
