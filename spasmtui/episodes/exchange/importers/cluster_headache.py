"""Cluster Headache Tracker's CSV: `start_time,end_time,intensity,medication,triggers,notes`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spasmtui.episodes.exchange.importers.csv_table import CsvTable
from spasmtui.episodes.exchange.importers.result import ImportContext, ImportResult
from spasmtui.episodes.exchange.importers.row_reader import instant, optional_list, read_rows_as, score

COLUMNS = ("start_time", "end_time", "intensity", "medication", "triggers", "notes")
NEEDED = frozenset(COLUMNS[:3])


def read_cluster_headache(rows: CsvTable, origin: ImportContext) -> ImportResult:
    """The attacks of the table; the medicine, in the person's words, joins the note."""

    def fields(cells: Mapping[str, str]) -> dict[str, Any]:
        ended = cells.get("end_time", "").strip()
        medicine = cells.get("medication", "").strip()
        return {
            "started_at": instant(cells.get("start_time", ""), origin.now),
            "ended_at": instant(ended, origin.now, "The end") if ended else None,
            "pain": score(cells.get("intensity", ""), "Intensity"),
            "triggers": optional_list(cells.get("triggers", "")),
            "note": "\n".join(
                part for part in (cells.get("notes", "").strip(), f"Medication: {medicine}" if medicine else "") if part
            ),
        }

    return read_rows_as(
        "cluster-headache",
        rows.dictionaries(),
        origin,
        fields,
        unmapped=[name for name in rows.header if name and name not in COLUMNS],
    )
