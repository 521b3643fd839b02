"""ImportResult our own CSV, also after a spreadsheet has saved it with other separators."""

from __future__ import annotations

from typing import Any

from spasmtui.episodes.exchange.exporters.csv_format import NAMES, from_cell
from spasmtui.episodes.exchange.importers.csv_table import CsvTable
from spasmtui.episodes.exchange.importers.own_json import episode_of
from spasmtui.episodes.exchange.importers.result import ImportContext, ImportResult, RejectionList
from spasmtui.episodes.model.json_document import DERIVED
from spasmtui.errors import CannotStore

NEEDED = frozenset({"id", "started_at", "created_at", "updated_at"})
"""A table with these columns is ours."""


def read_own_csv(rows: CsvTable, origin: ImportContext) -> ImportResult:
    """The episodes of a table that `log export --format csv` wrote."""
    records = []
    rejected = RejectionList(origin.name)
    for line, cells in rows.dictionaries():
        try:
            records.append(episode_of(_value(cells)))
        except CannotStore as error:
            rejected.add(line, error.message)
    return ImportResult(
        form="csv",
        records=tuple(records),
        rejected=rejected.all(),
        unmapped=tuple(name for name in rows.header if name not in NAMES),
    )


def _value(cells: dict[str, str]) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for name in NAMES:
        if name in DERIVED:
            continue
        try:
            value[name] = from_cell(name, cells.get(name, ""))
        except ValueError as error:
            raise CannotStore(f"{error}.") from None
    return value
