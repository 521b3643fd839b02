"""Import Cluster Headache Tracker's CSV: `start_time,end_time,intensity,medication,triggers,notes`."""

from __future__ import annotations

from typing import Any

from spasmtui.episodes.exchange.importers.csv_table import TextFile
from spasmtui.episodes.exchange.importers.result import ImportContext, ImportResult
from spasmtui.episodes.exchange.importers.row import Row
from spasmtui.episodes.exchange.importers.row_reader import (
    parse_row_time,
    parse_score,
    read_episodes,
    split_words_or_none,
)
from spasmtui.errors import DataError

COLUMNS = ("start_time", "end_time", "intensity", "medication", "triggers", "notes")
NEEDED = frozenset(COLUMNS[:3])


def is_cluster_headache(file: TextFile, context: ImportContext) -> bool:
    """Return whether the table has the needed columns; with `--map` it is read as any other."""
    return set(file.table.header) >= NEEDED and not context.columns


def read_cluster_headache(file: TextFile, context: ImportContext) -> ImportResult:
    """Import the attacks of the table; the medicine, in the person's words, joins the note.

    Raises:
        DataError: a needed column is not there.
    """
    table = file.table
    if not set(table.header) >= NEEDED:
        raise DataError(f"{context.name} lacks one of the columns {', '.join(sorted(NEEDED))}.")

    def parse_row(cells: Row) -> dict[str, Any]:
        ended = cells.get("end_time", "").strip()
        medicine = cells.get("medication", "").strip()
        notes = (cells.get("notes", "").strip(), f"Medication: {medicine}" if medicine else "")
        return {
            "started_at": parse_row_time(cells.get("start_time", ""), context.now),
            "ended_at": parse_row_time(ended, context.now, "The end") if ended else None,
            "pain": cells.optional("intensity", parse_score),
            "triggers": split_words_or_none(cells.get("triggers", "")),
            "note": "\n".join(filter(None, notes)),
        }

    return read_episodes(
        "cluster-headache",
        context.over(table.rows_by_column(), len(table.rows)),
        context,
        parse_row,
        unmapped=[name for name in table.header if name and name not in COLUMNS],
    )
