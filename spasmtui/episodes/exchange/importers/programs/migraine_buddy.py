"""Import Migraine Buddy's CSV: a preamble, then one row an attack under a header of `#`, `Started`, `Lasted`.

`Started` is the clock of the place, with day and month in the order of the phone's language; the offset is minutes east
of UTC. The location (`Geohash`) is dropped. What has no field of its own, medicines among them, goes into the note in
the person's words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from spasmtui.episodes.entry.own_words import quoted_item, split_list
from spasmtui.episodes.exchange.importers.csv_table import CsvTable, TextFile, table_below
from spasmtui.episodes.exchange.importers.file_dates import FileDates
from spasmtui.episodes.exchange.importers.programs.attacks import attack_remarks
from spasmtui.episodes.exchange.importers.programs.table_rows import only_leaves_out, take_rows
from spasmtui.episodes.exchange.importers.result import ImportContext, ImportResult, SkippedRow
from spasmtui.episodes.exchange.importers.row import NOT_RECORDED, Row
from spasmtui.episodes.exchange.importers.row_reader import (
    parse_length,
    parse_score,
    parse_triggers,
    read_episodes,
)
from spasmtui.episodes.model.episode import LONGEST_REMEDY, MOST_ITEMS, Helped, Tried
from spasmtui.episodes.model.json_document import tried_documents
from spasmtui.errors import CannotStore, DataError, WrongUsage
from spasmtui.shared.times.dates import DateOrder
from spasmtui.shared.times.timestamps import fixed_zone
from spasmtui.terminal.sanitize import sanitize

BEGINS = ("#", "Started", "Lasted")
STARTED, OFFSET, LASTED, TYPES = "Started", "Start UTC Offset (min)", "Lasted", "Attack Types"
DROPPED = ("Geohash", "End UTC Offset (min)")
"""Left out on purpose: where the person was, and what start and length say already."""
FIELDS = frozenset({
    *BEGINS,
    OFFSET,
    *DROPPED,
    "Pain Level",
    "Potential Triggers",
    "Notes",
})
"""Columns with a field of their own, or left out."""
ORDERS = (DateOrder.DMY, DateOrder.MDY)
"""The year comes last in every language, with two figures too: `13/05/26` is no day of 2013."""
GRADES = (
    ("Helpful ", Helped.MOST),
    ("Somewhat Helpful ", Helped.SOME),
    ("Unhelpful ", Helped.NO),
)
"""The beginnings of the columns of medicines and of other relief, by how much it helped; the best grade counts."""
PREAMBLE_ROWS = 200
"""Rows of a preamble in which the header is searched."""
NOTHING = NOT_RECORDED | {"no medication", "no trigger", "no triggers"}


def is_migraine_buddy(file: TextFile, context: ImportContext) -> bool:
    """Return whether a header of Migraine Buddy follows a preamble; with a field in `--map` it is read as any other."""
    return only_leaves_out(context) and _find_table(file) is not None


def read_migraine_buddy(file: TextFile, context: ImportContext) -> ImportResult:
    """Import the attacks of the table.

    Raises:
        DataError: there is no header of Migraine Buddy.
        WrongUsage: a date could be two, and nothing decides which; or `--map` does more than leave columns out.
    """
    found = _find_table(file)
    if found is None:
        raise DataError(f"{context.name} has no row that begins with {', '.join(BEGINS)}.")
    table, header_at = found
    rows, left_out, surplus = take_rows(table, context)
    dates = FileDates(((line, cells.get(STARTED, "")) for line, cells in rows), context, ORDERS)
    result = read_episodes(
        "migraine-buddy",
        context.over(rows, len(rows)),
        context,
        lambda cells: _parse_row(cells, dates),
        unmapped=surplus,
        left_out=[*(name for name in table.header if name in DROPPED and name not in left_out), *left_out],
        skipped=[
            SkippedRow(line=line, reason="It stands above the table of attacks.")
            for line, cells in file.rows[:header_at]
            if any(map(str.strip, cells))
        ],
    )
    without_offset = sum(1 for _line, cells in rows if not cells.get(OFFSET, "").strip())
    types = Counter(word for _line, cells in rows for word in _recorded_words(cells.get(TYPES, "")))
    remarks = attack_remarks(result, types, without_offset=without_offset)
    return replace(result, remarks=(*result.remarks, *remarks, *dates.remarks))


def _find_table(file: TextFile) -> tuple[CsvTable, int] | None:
    """Return the table of attacks, and the position of its header among the rows."""
    for index, (_, cells) in enumerate(file.rows[:PREAMBLE_ROWS]):
        if tuple(cell.strip() for cell in cells[:3]) == BEGINS:
            return table_below(file.rows, index), index
    return None


def _parse_row(cells: Row, dates: FileDates) -> dict[str, Any]:
    started_at = _parse_start(cells, dates)
    length = cells.optional(LASTED, parse_length)
    details = {
        column: words
        for column in cells
        if column and column not in FIELDS and (words := _recorded_words(cells.optional(column, str) or ""))
    }
    helped, remedies = _best_relief(details)
    return {
        "started_at": started_at,
        "ended_at": None if length is None else started_at + length,
        "pain": cells.optional("Pain Level", parse_score),
        "triggers": cells.optional("Potential Triggers", _triggers),
        "tried": tried_documents(Tried(remedy=each) for each in remedies[:MOST_ITEMS] if len(each) <= LONGEST_REMEDY),
        "helped": helped,
        "note": _note(cells.optional("Notes", str) or "", details),
    }


def _best_relief(details: Mapping[str, tuple[str, ...]]) -> tuple[Helped | None, tuple[str, ...]]:
    """Return the best grade that was given, and what it was given to: what helped less stays in the note alone.

    Args:
        details: the words of each column without a field of its own.
    """
    for beginning, grade in GRADES:
        columns = [words for column, words in details.items() if column.startswith(beginning)]
        if remedies := tuple(dict.fromkeys(word for words in columns for word in words)):
            return grade, remedies
    return None, ()


def _parse_start(cells: Row, dates: FileDates) -> datetime:
    """Return the start, at the row's offset; without one it is the time of this place.

    Raises:
        CannotStore: the start or the offset cannot be read.
    """
    offset = cells.get(OFFSET, "").strip().removesuffix(".0")  # as spreadsheets write whole numbers
    try:
        zone = fixed_zone(int(offset)) if offset else None
    except WrongUsage as error:
        raise CannotStore(f"The start: {sanitize(error.message, one_line=True)}") from None
    except ValueError:
        raise CannotStore(f"The offset {sanitize(offset[:10])!r} is not a number of minutes.") from None
    return dates.start(cells.get(STARTED, ""), zone)


def _triggers(text: str) -> tuple[str, ...] | None:
    """Return the triggers of a cell; None where it says in words that nothing was recorded.

    Raises:
        CannotStore: one is too long.
    """
    recorded = _recorded_words(text)
    return parse_triggers(", ".join(map(quoted_item, recorded))) if recorded else None


def _recorded_words(text: str) -> tuple[str, ...]:
    return tuple(word for word in split_list(text) if word.lower() not in NOTHING)


def _note(notes: str, details: Mapping[str, tuple[str, ...]]) -> str:
    lines = (f"{column}: {', '.join(words)}" for column, words in details.items())
    return "\n".join([sanitize(notes).strip(), *lines]).strip()
