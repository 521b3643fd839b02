"""Import any other table: `--map COLUMN=FIELD` names its columns, or their headers are common names of fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.exchange.importers.csv_table import TextFile
from spasmtui.episodes.exchange.importers.result import ImportContext, ImportResult
from spasmtui.episodes.exchange.importers.row_reader import (
    parse_length,
    parse_row_time,
    parse_score,
    parse_side_and_place,
    read_episodes,
    split_words_or_none,
)
from spasmtui.episodes.model.fields import JSON_FIELDS
from spasmtui.errors import DataError, WrongUsage
from spasmtui.shared.suggest import did_you_mean
from spasmtui.terminal.sanitize import sanitize

if TYPE_CHECKING:
    from spasmtui.episodes.model.fields import FieldKind

_PARSERS: dict[FieldKind, Callable[[str], Any]] = {
    "score": parse_score,
    "side": lambda text: "-".join(text.lower().split()),
    "choice": lambda text: "-".join(text.lower().split()),
    "words": split_words_or_none,
    "text": str,
}
"""The value of a cell that is not empty, by the field's kind."""
NOT_MAPPED = frozenset({"signs"})
"""Warning signs are ids of this program's own list; another program's table has none."""
ONE_CELL = tuple(
    field for field in JSON_FIELDS if field.option and field.kind in _PARSERS and field.name not in NOT_MAPPED
)
"""The fields that are parsed from one cell."""
TIMES_AND_PLACE = {
    "started_at": ("started_at", "date", "time"),
    "ended_at": ("ended_at",),
    "duration_s": ("duration",),
    "place": ("place",),
}
"""The fields that are parsed together, or with a side, and their names as columns."""
FIELDS = tuple(
    name
    for field in JSON_FIELDS
    for name in TIMES_AND_PLACE.get(field.name, (field.name,) if field in ONE_CELL else ())
)
"""The fields that a column can hold; `date` and `time` together are `started_at`."""
KNOWN = {
    "start": "started_at", "started": "started_at", "start time": "started_at", "start_time": "started_at",
    "day": "date", "clock": "time",
    "datetime": "started_at", "timestamp": "started_at", "date/time": "started_at", "when": "started_at",
    "end": "ended_at", "ended": "ended_at", "end time": "ended_at", "end_time": "ended_at",
    "minutes": "duration", "duration_min": "duration", "lasted": "duration",
    "location": "place", "body part": "place", "where": "place",
    "intensity": "pain", "severity": "pain", "pain level": "pain", "pain_worst": "pain",
    "trigger": "triggers", "notes": "note", "comment": "note", "comments": "note",
}  # fmt: skip
"""Common names of columns, in lower case."""


def read_any_csv(file: TextFile, context: ImportContext) -> ImportResult:
    """Import the episodes of the table.

    Raises:
        DataError: it is empty.
        WrongUsage: a mapped column is not there, a field does not exist, or no column holds the start.
    """
    if not file.rows:
        raise DataError(f"{context.name} is empty.")
    table = file.table
    columns = map_columns(table.header, context)

    def parse_row(cells: Mapping[str, str]) -> dict[str, Any]:
        return _parse_fields({field: cells.get(column, "").strip() for field, column in columns.items()}, context)

    return read_episodes(
        "csv",
        context.over(table.rows_by_column(), len(table.rows)),
        context,
        parse_row,
        unmapped=[name for name in table.header if name and name not in columns.values()],
    )


def map_columns(header: tuple[str, ...], context: ImportContext) -> dict[str, str]:
    """Return field to column: the columns that `--map` names, then those whose header is a common name.

    Raises:
        WrongUsage: see `read_any_csv`.
    """
    columns: dict[str, str] = {}
    for column, field in context.columns.items():
        if column not in header:
            raise WrongUsage(f"{context.name} has no column {column!r}. Its columns: {_names(header)}.")
        if field not in FIELDS:
            raise WrongUsage(f"{field!r} is not a field.{did_you_mean(field, FIELDS)} Fields: {', '.join(FIELDS)}.")
        if field in columns:
            raise WrongUsage(f"Two columns are mapped to {field}: {columns[field]!r} and {column!r}. Keep one.")
        columns[field] = column
    for column in header:
        name = re.sub(r"\s*\(.*\)$", "", column.lower()).strip()
        field = name if name in FIELDS else KNOWN.get(name, "")
        if field and field not in columns and column not in columns.values():
            columns[field] = column
    if "started_at" not in columns and not {"date", "time"} <= columns.keys():
        raise WrongUsage(
            f"No column of {context.name} says when an episode began. Its columns: {_names(header)}. "
            "Name one, such as --map 'Date and time=started_at', or two as date and time."
        )
    return columns


def _names(header: tuple[str, ...]) -> str:
    return ", ".join(sanitize(name, one_line=True)[:40] for name in header[:20] if name) or "none"


def _parse_fields(cells: Mapping[str, str], context: ImportContext) -> dict[str, Any]:
    when = cells.get("started_at") or f"{cells.get('date', '')} {cells.get('time', '')}"
    started_at = parse_row_time(when, context.now)
    length = parse_length(cells.get("duration", ""))
    ended = cells.get("ended_at")
    fields: dict[str, Any] = {
        "started_at": started_at,
        "ended_at": parse_row_time(ended, context.now, "The end") if ended else _end(started_at, length),
    }
    fields |= {field.name: _PARSERS[field.kind](text) for field in ONE_CELL if (text := cells.get(field.name))}
    side, place = parse_side_and_place(cells.get("place", ""), context)
    return {"side": side, **fields, "place": place}


def _end(started_at: Any, length: timedelta | None) -> Any:
    return None if length is None else started_at + length
