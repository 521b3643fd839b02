"""Migraine Buddy's CSV: a preamble, then one row an attack under a header that begins with `#`, `Started`, `Lasted`.

`Started` is the clock of the place, month first (`11/17/24 08:30`); the offset is minutes east of UTC. The location
(`Geohash`) is dropped. What has no field of its own, medicines among them, goes into the note in the person's words.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from spasmtui.episodes.exchange.importers.csv_table import CsvTable
from spasmtui.episodes.exchange.importers.result import ImportContext, ImportResult
from spasmtui.episodes.exchange.importers.row_reader import (
    lasted,
    optional_list,
    read_rows_as,
    score,
    word_list,
)
from spasmtui.episodes.model.episode import Helped
from spasmtui.errors import CannotStore, WrongUsage
from spasmtui.shared.dates import parse_clock_face
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
"""Its three grades and ours; the first that names something counts."""
NOTHING = frozenset({"no medication", "none", "no trigger", "no triggers", "n/a", "-"})


def read_migraine_buddy(rows: CsvTable, origin: ImportContext) -> ImportResult:
    """The attacks of the table."""
    return read_rows_as(
        "migraine-buddy",
        rows.dictionaries(),
        origin,
        _fields,
        left_out=[name for name in rows.header if name == DROPPED],
    )


def _fields(cells: Mapping[str, str]) -> dict[str, Any]:
    started_at = _started(cells)
    length = lasted(cells.get("Lasted", ""))
    helped = [grade for column, grade in MEDICINES if _said(cells.get(column, ""))]
    return {
        "started_at": started_at,
        "ended_at": None if length is None else started_at + length,
        "pain": score(cells.get("Pain Level", "")),
        "triggers": optional_list(", ".join(_said(cells.get("Potential Triggers", "")))),
        "helped": helped[0] if helped else None,
        "note": _note(cells),
    }


def _started(cells: Mapping[str, str]) -> datetime:
    started, offset = cells.get("Started", ""), cells.get("Start UTC Offset (min)", "").strip() or "0"
    try:
        return parse_clock_face(started, TIMES, int(offset))
    except WrongUsage as error:
        raise CannotStore(f"The start: {sanitize(error.message, one_line=True)}") from None
    except ValueError:
        raise CannotStore(f"The offset {sanitize(offset[:10])!r} is not a number of minutes.") from None


def _said(text: str) -> tuple[str, ...]:
    return tuple(word for word in word_list(text, ",") if word.lower() not in NOTHING)


def _note(cells: Mapping[str, str]) -> str:
    details = [
        f"{column}: {', '.join(words)}"
        for column, text in cells.items()
        if column and column not in FIELDS and (words := _said(text))
    ]
    return "\n".join([sanitize(cells.get("Notes", "")).strip(), *details]).strip()
