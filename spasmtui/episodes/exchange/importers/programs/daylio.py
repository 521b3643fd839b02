"""Import Daylio's CSV: `full_date,date,weekday,time,mood,activities,note_title,note`, an entry of a day in each row.

Moods and activities become the words of the day, in the person's own names. An entry says when it was written, not when
a cramp began: no row becomes an episode, and the time, the notes and the scales have no place in the diary.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from spasmtui.episodes.exchange.importers.csv_table import TextFile
from spasmtui.episodes.exchange.importers.file_dates import FileDates
from spasmtui.episodes.exchange.importers.programs.day_words import DayWords, maps_a_start
from spasmtui.episodes.exchange.importers.programs.table_rows import (
    column_names,
    find_table,
    open_table,
    rows_by_small_names,
    rows_of_days,
    surplus_of,
)
from spasmtui.episodes.exchange.importers.result import ImportContext, ImportResult, RejectionList
from spasmtui.shared.formats import WEEKDAY_NAMES

FULL_DATE, YEAR, DATE, WEEKDAY = "full_date", "year", "date", "weekday"
MOOD, ACTIVITIES = "mood", "activities"
_NUMBERS = re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{2,4}", re.ASCII)
SAID_TWICE = frozenset({DATE, WEEKDAY})
"""Columns that say again what the full date says."""


def is_daylio(file: TextFile, context: ImportContext) -> bool:
    """Return whether the table has the columns of Daylio: the whole date, or as earlier versions had it its year."""
    return not maps_a_start(context) and find_table(file, has_columns) is not None


def has_columns(names: frozenset[str]) -> bool:
    """Return whether the columns that are needed are among these."""
    return {MOOD, ACTIVITIES} <= names and (FULL_DATE in names or {YEAR, DATE} <= names)


def read_daylio(file: TextFile, context: ImportContext) -> ImportResult:
    """Import the moods and activities of the table.

    Raises:
        DataError: a needed column is not there.
        WrongUsage: `--map` names what the table does not have, or nothing decides which of two days a date is.
    """
    table, above = open_table(file, context, has_columns, f"{FULL_DATE}, {MOOD} and {ACTIVITIES} of Daylio")
    rows = rows_by_small_names(table)
    dates = FileDates(((line, _day_text(cells)) for line, cells in rows), context)
    words, rejected = DayWords(context), RejectionList(context.name)
    columns = [column for column in (MOOD, ACTIVITIES) if not words.leaves_out(column)]
    for _line, cells, on in rows_of_days(context.over(rows, len(rows)), dates, _day_text, rejected):
        for name in (name for column in columns for name in cells.get(column, "").split("|")):
            if name.strip() and (word := words.word(name)):
                words.add(on, word)
    words.check_map()
    used = {FULL_DATE, MOOD, ACTIVITIES}
    names = column_names(table)
    if FULL_DATE not in names.values():
        used |= {YEAR, DATE}
    unused = {name: small for name, small in names.items() if small not in used}
    return ImportResult(
        format="daylio",
        records=words.days(),
        rejected=rejected.all(),
        skipped=tuple(above),
        remarks=(*words.remarks(), *dates.remarks),
        unmapped=(
            *(name for name, small in unused.items() if small not in SAID_TWICE),
            *surplus_of(table),
            *words.without_word,
        ),
        left_out=(*(name for name, small in unused.items() if small in SAID_TWICE), *words.left_out),
        rows=len(rows),
        is_foreign=True,
    )


def _day_text(cells: Mapping[str, str]) -> str:
    """Return the date of a row; with the day of the week, where that can tell 5 December from 12 May."""
    text = cells.get(FULL_DATE) or f"{cells.get(DATE, '')} {cells.get(YEAR, '')}".strip()
    weekday = cells.get(WEEKDAY, "").capitalize()
    return f"{weekday} {text}" if weekday in WEEKDAY_NAMES and _NUMBERS.fullmatch(text) else text
