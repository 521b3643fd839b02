"""Import Cluster Headache Tracker's CSV: `start_time,end_time,intensity,medication,triggers,notes`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spasmtui.episodes.exchange.importers.csv_table import CsvTable
from spasmtui.episodes.exchange.importers.result import ImportContext, ImportResult
from spasmtui.episodes.exchange.importers.row_reader import (
    parse_row_time,
    parse_score,
    read_episodes,
    split_words_or_none,
)

COLUMNS = ("start_time", "end_time", "intensity", "medication", "triggers", "notes")
NEEDED = frozenset(COLUMNS[:3])


def read_cluster_headache(table: CsvTable, context: ImportContext) -> ImportResult:
    """Import the attacks of the table; the medicine, in the person's words, joins the note."""

    def parse_row(cells: Mapping[str, str]) -> dict[str, Any]:
        ended = cells.get("end_time", "").strip()
        medicine = cells.get("medication", "").strip()
        notes = (cells.get("notes", "").strip(), f"Medication: {medicine}" if medicine else "")
        return {
            "started_at": parse_row_time(cells.get("start_time", ""), context.now),
            "ended_at": parse_row_time(ended, context.now, "The end") if ended else None,
            "pain": parse_score(cells.get("intensity", "")),
            "triggers": split_words_or_none(cells.get("triggers", "")),
            "note": "\n".join(filter(None, notes)),
        }

    return read_episodes(
        "cluster-headache",
        table.rows_by_column(),
        context,
        parse_row,
        unmapped=[name for name in table.header if name and name not in COLUMNS],
    )
