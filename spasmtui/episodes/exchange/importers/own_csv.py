"""Import the diary's own CSV, also after a spreadsheet has saved it with another separator and other dates."""

from __future__ import annotations

import re
from typing import Any

from spasmtui.episodes.exchange.exporters.csv_format import NAMES, parse_cell
from spasmtui.episodes.exchange.importers.csv_table import TextFile
from spasmtui.episodes.exchange.importers.hand_made import EPISODE_MOMENTS, HandMade
from spasmtui.episodes.exchange.importers.result import ImportContext, ImportResult, RejectionList
from spasmtui.episodes.exchange.importers.validation import validate
from spasmtui.episodes.model.episode import Episode
from spasmtui.episodes.model.json_document import DERIVED
from spasmtui.errors import CannotStore

NEEDED = frozenset({"id", "started_at", "created_at", "updated_at"})
"""A table with these columns is the diary's own."""
_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,9})?", re.ASCII)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
"""A number in which a spreadsheet may have put the mark between thousands, or the decimal point."""
READ = tuple(name for name in NAMES if name not in DERIVED)


def is_own_csv(file: TextFile, context: ImportContext) -> bool:
    """Return whether the table is the diary's own; with `--map` it is read as any other."""
    return set(file.table.header) >= NEEDED and not context.columns


def read_own_csv(file: TextFile, context: ImportContext) -> ImportResult:
    """Import the episodes of a table that `log export --format csv` wrote."""
    table = file.table
    records = []
    rejected = RejectionList(context.name)
    rows = ({name: cells.get(name, "") for name in EPISODE_MOMENTS} for _line, cells in table.rows_by_column())
    hand_made = HandMade(rows, EPISODE_MOMENTS, context)
    for line, cells in context.over(table.rows_by_column(), len(table.rows)):
        try:
            records.append(validate(Episode, hand_made.episode(_mapping(cells, file.separator))))
        except CannotStore as error:
            rejected.add(line, error.message)
    return ImportResult(
        format="csv",
        records=tuple(records),
        rejected=rejected.all(),
        remarks=hand_made.remarks,
        unmapped=tuple(name for name in table.header if name not in NAMES),
    )


def _mapping(cells: dict[str, str], separator: str) -> dict[str, Any]:
    """Return the fields of a row; an empty cell is a field that was not recorded.

    Args:
        cells: by column.
        separator: what stands between the cells.

    Raises:
        CannotStore: a cell is not written as an export writes it.
    """
    mapping: dict[str, Any] = {}
    for name in READ:
        try:
            value = parse_cell(name, cells.get(name, ""))
        except ValueError as error:
            raise CannotStore(f"{error}.") from None
        if value is not None:
            mapping[name] = value
    if length := cells.get("duration_s", "").strip():
        mapping["duration_s"] = _seconds(length, separator)
    return mapping


def _seconds(text: str, separator: str) -> float | str:
    """Return the length of a cell; what is no number, or could be two, stays a text, which is refused by its field.

    Where commas stand between the cells, a point is the decimal point.
    """
    plain = text.replace(",", ".")
    is_two_way = _THOUSANDS.fullmatch(text) is not None and not (separator == "," and "." in text)
    return float(plain) if _NUMBER.fullmatch(plain) and not is_two_way else text
