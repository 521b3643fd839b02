"""Import Migraine Buddy's CSV: a preamble, then one row an attack under a header of `#`, `Started`, `Lasted`.

`Started` is the clock of the place, month first (`11/17/24 08:30`); the offset is minutes east of UTC. The location
(`Geohash`) is dropped. What has no field of its own, medicines among them, goes into the note in the person's words.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from spasmtui.episodes.exchange.importers.csv_table import CsvTable, TextFile, table_below
from spasmtui.episodes.exchange.importers.result import ImportContext, ImportResult
from spasmtui.episodes.exchange.importers.row import Row
from spasmtui.episodes.exchange.importers.row_reader import (
    parse_length,
    parse_score,
    read_episodes,
    split_words,
    split_words_or_none,
)
from spasmtui.episodes.model.episode import Helped
from spasmtui.errors import CannotStore, DataError, WrongUsage
from spasmtui.shared.times.timestamps import parse_clock_face
from spasmtui.terminal.sanitize import sanitize

BEGINS = ("#", "Started", "Lasted")
TIMES = ("%m/%d/%y %H:%M", "%m/%d/%Y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S")
DROPPED = "Geohash"
FIELDS = frozenset({
    *BEGINS,
    "Start UTC Offset (min)",
    "End UTC Offset (min)",
    DROPPED,
    "Pain Level",
    "Potential Triggers",
    "Notes",
})
"""Columns with a field of their own, or left out."""
MEDICINES = (
    ("Helpful Medication", Helped.MOST),
    ("Somewhat Helpful Medication", Helped.SOME),
    ("Unhelpful Medication", Helped.NO),
)
"""Its three grades and the diary's; the first that names a medicine counts."""
PREAMBLE_ROWS = 200
"""Rows of a preamble in which the header is searched."""
NOTHING = frozenset({"no medication", "none", "no trigger", "no triggers", "n/a", "-"})


def is_migraine_buddy(file: TextFile, _context: ImportContext) -> bool:
    """Return whether a header of Migraine Buddy follows a preamble."""
    return _find_table(file) is not None


def read_migraine_buddy(file: TextFile, context: ImportContext) -> ImportResult:
    """Import the attacks of the table.

    Raises:
        DataError: there is no header of Migraine Buddy.
    """
    table = _find_table(file)
    if table is None:
        raise DataError(f"{context.name} has no row that begins with {', '.join(BEGINS)}.")
    return read_episodes(
        "migraine-buddy",
        context.over(table.rows_by_column(), len(table.rows)),
        context,
        _parse_row,
        left_out=[name for name in table.header if name == DROPPED],
    )


def _find_table(file: TextFile) -> CsvTable | None:
    for index, (_, cells) in enumerate(file.rows[:PREAMBLE_ROWS]):
        if tuple(cell.strip() for cell in cells[:3]) == BEGINS:
            return table_below(file.rows, index)
    return None


def _parse_row(cells: Row) -> dict[str, Any]:
    started_at = _parse_start(cells)
    length = parse_length(cells.get("Lasted", ""))
    helped = [grade for column, grade in MEDICINES if _recorded_words(cells.get(column, ""))]
    return {
        "started_at": started_at,
        "ended_at": None if length is None else started_at + length,
        "pain": cells.optional("Pain Level", parse_score),
        "triggers": split_words_or_none(", ".join(_recorded_words(cells.get("Potential Triggers", "")))),
        "helped": helped[0] if helped else None,
        "note": _note(cells),
    }


def _parse_start(cells: Mapping[str, str]) -> datetime:
    started, offset = cells.get("Started", ""), cells.get("Start UTC Offset (min)", "").strip() or "0"
    try:
        return parse_clock_face(started, TIMES, int(offset))
    except WrongUsage as error:
        raise CannotStore(f"The start: {sanitize(error.message, one_line=True)}") from None
    except ValueError:
        raise CannotStore(f"The offset {sanitize(offset[:10])!r} is not a number of minutes.") from None


def _recorded_words(text: str) -> tuple[str, ...]:
    return tuple(word for word in split_words(text, ",") if word.lower() not in NOTHING)


def _note(cells: Mapping[str, str]) -> str:
    details = [
        f"{column}: {', '.join(words)}"
        for column, text in cells.items()
        if column and column not in FIELDS and (words := _recorded_words(text))
    ]
    return "\n".join([sanitize(cells.get("Notes", "")).strip(), *details]).strip()
