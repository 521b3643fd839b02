"""Import Cluster Headache Tracker's CSV: `start_time,end_time,intensity,medication,triggers,notes`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from spasmtui.episodes.entry.own_words import split_list
from spasmtui.episodes.exchange.importers.csv_table import TextFile
from spasmtui.episodes.exchange.importers.file_dates import FileDates
from spasmtui.episodes.exchange.importers.programs.attacks import attack_remarks
from spasmtui.episodes.exchange.importers.programs.table_rows import (
    column_names,
    find_table,
    only_leaves_out,
    open_table,
    take_rows,
)
from spasmtui.episodes.exchange.importers.result import ImportContext, ImportResult
from spasmtui.episodes.exchange.importers.row import Row
from spasmtui.episodes.exchange.importers.row_reader import (
    parse_score,
    parse_triggers,
    read_episodes,
)
from spasmtui.episodes.model.episode import LONGEST_REMEDY, MOST_ITEMS, Tried
from spasmtui.episodes.model.json_document import tried_documents

COLUMNS = ("start_time", "end_time", "intensity", "medication", "triggers", "notes")
NEEDED = frozenset(COLUMNS[:3])


def is_cluster_headache(file: TextFile, context: ImportContext) -> bool:
    """Return whether the table has the needed columns; with a field in `--map` it is read as any other."""
    return only_leaves_out(context) and find_table(file, NEEDED.issubset) is not None


def read_cluster_headache(file: TextFile, context: ImportContext) -> ImportResult:
    """Import the attacks of the table; the medicine, in the person's words, joins the note.

    Raises:
        DataError: a needed column is not there.
        WrongUsage: a date could be two, and nothing decides which; or `--map` does more than leave columns out.
    """
    table, above = open_table(file, context, NEEDED.issubset, ", ".join(sorted(NEEDED)))
    taken, left_out, surplus = take_rows(table, context)
    rows = [(line, {name.strip().lower(): cell for name, cell in cells.items()}) for line, cells in taken]
    dates = FileDates(((line, cells.get(name, "")) for line, cells in rows for name in COLUMNS[:2]), context)

    def parse_row(cells: Row) -> dict[str, Any]:
        medicine, notes = (cells.optional(name, str) or "" for name in ("medication", "notes"))
        return {
            "started_at": dates.start(cells.text("start_time")),
            "ended_at": cells.optional("end_time", dates.moment),
            "pain": cells.optional("intensity", parse_score),
            "triggers": cells.optional("triggers", parse_triggers),
            "tried": tried_documents(
                Tried(remedy=each) for each in split_list(medicine)[:MOST_ITEMS] if len(each) <= LONGEST_REMEDY
            ),
            "note": "\n".join(filter(None, (notes, f"Medication: {medicine}" if medicine else ""))),
        }

    result = read_episodes(
        "cluster-headache",
        context.over(rows, len(rows)),
        context,
        parse_row,
        unmapped=[
            *(name for name, small in column_names(table).items() if small not in COLUMNS and name not in left_out),
            *surplus,
        ],
        left_out=left_out,
        skipped=above,
    )
    return replace(result, remarks=(*result.remarks, *attack_remarks(result), *dates.remarks))
