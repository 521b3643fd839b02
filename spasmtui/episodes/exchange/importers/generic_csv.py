"""Any other table: its columns are given by `--map COLUMN=FIELD`, or have a name that says what they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from spasmtui.episodes.exchange.importers.csv_table import CsvTable
from spasmtui.episodes.exchange.importers.result import ImportContext, ImportResult
from spasmtui.episodes.exchange.importers.row_reader import instant, lasted, optional_list, read_rows_as, score
from spasmtui.episodes.model.episode import Context, Helped, Kind, Side
from spasmtui.errors import CannotStore, WrongUsage
from spasmtui.shared.places import find_place
from spasmtui.shared.suggest import did_you_mean
from spasmtui.terminal.sanitize import sanitize

FIELDS = (
    "started_at", "date", "time", "ended_at", "duration", "place", "side", "kind", "pain", "pain_after",
    "sleep_disturbance", "context", "triggers", "helped", "note",
)  # fmt: skip
"""What a column can be; `date` and `time` together are `started_at`."""
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
SIDES = {"left": Side.LEFT, "l": Side.LEFT, "right": Side.RIGHT, "r": Side.RIGHT, "both": Side.BOTH}
"""Words beside a place that say its side."""
SCORES = ("pain", "pain_after", "sleep_disturbance")
CHOICES = {"side": Side, "kind": Kind, "context": Context, "helped": Helped}


def read_any_csv(rows: CsvTable, origin: ImportContext) -> ImportResult:
    """The episodes of the table.

    Raises:
        WrongUsage: a mapped column is not there, a field does not exist, or no column says when.
    """
    columns = mapping(rows.header, origin)

    def fields(cells: Mapping[str, str]) -> dict[str, Any]:
        return _fields({field: cells.get(column, "").strip() for field, column in columns.items()}, origin)

    return read_rows_as(
        "csv",
        rows.dictionaries(),
        origin,
        fields,
        unmapped=[name for name in rows.header if name and name not in columns.values()],
    )


def mapping(header: tuple[str, ...], origin: ImportContext) -> dict[str, str]:
    """Field to column: those that were given, then those whose name says what they are.

    Raises:
        WrongUsage: see `read_any_csv`.
    """
    columns: dict[str, str] = {}
    for column, field in origin.columns.items():
        if column not in header:
            raise WrongUsage(f"{origin.name} has no column {column!r}. Its columns: {_names(header)}.")
        if field not in FIELDS:
            raise WrongUsage(f"{field!r} is not a field.{did_you_mean(field, FIELDS)} Fields: {', '.join(FIELDS)}.")
        if field in columns:
            raise WrongUsage(f"Two columns are mapped to {field}: {columns[field]!r} and {column!r}. Keep one.")
        columns[field] = column
    for column in header:
        name = re.sub(r"\s*\(.*\)$", "", column.lower()).strip()
        found = name if name in FIELDS else KNOWN.get(name)
        if found and found not in columns and column not in columns.values():
            columns[found] = column
    if "started_at" not in columns and not {"date", "time"} <= columns.keys():
        raise WrongUsage(
            f"No column of {origin.name} says when an episode began. Its columns: {_names(header)}. "
            "Name one, such as --map 'Date and time=started_at', or two as date and time."
        )
    return columns


def _names(header: tuple[str, ...]) -> str:
    return ", ".join(sanitize(name, one_line=True)[:40] for name in header[:20] if name) or "none"


def _fields(cells: Mapping[str, str], origin: ImportContext) -> dict[str, Any]:
    when = cells.get("started_at") or f"{cells.get('date', '')} {cells.get('time', '')}"
    started_at = instant(when, origin.now)
    length = lasted(cells.get("duration", ""))
    ended = cells.get("ended_at")
    fields: dict[str, Any] = {
        "started_at": started_at,
        "ended_at": instant(ended, origin.now, "The end") if ended else _end(started_at, length),
        "triggers": optional_list(cells.get("triggers", "")),
        "note": cells.get("note", ""),
    }
    fields |= {name: score(cells.get(name, ""), name.replace("_", " ").capitalize()) for name in SCORES}
    fields |= {name: _choice(name, cells.get(name, "")) for name in CHOICES}
    side, place = _where(cells.get("place", ""), origin)
    return fields | {"place": place, "side": fields["side"] or side}


def _end(started_at: Any, length: timedelta | None) -> Any:
    return None if length is None else started_at + length


def _where(text: str, origin: ImportContext) -> tuple[Side | None, str | None]:
    """Side and place of words such as `left calf` or `Calf (R)`."""
    words = re.findall(r"[\w-]+", text.lower())
    sides = {SIDES[word] for word in words if word in SIDES}
    place = " ".join(word for word in words if word not in SIDES)
    side = None if not sides else sides.pop() if len(sides) == 1 else Side.BOTH
    if not place:
        return side, None
    try:
        return side, find_place(place, origin.content)
    except WrongUsage as error:
        raise CannotStore(error.message) from None


def _choice(name: str, text: str) -> Any:
    if not text:
        return None
    word = "-".join(text.lower().split())
    choices = [str(each.value) for each in CHOICES[name]]
    if word not in choices:
        raise CannotStore(f"{name} is {sanitize(text[:20], one_line=True)!r}. It is one of {', '.join(choices)}.")
    return CHOICES[name](word)
