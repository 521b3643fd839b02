"""Format the sheet's values as one JSON object, for scripts and for other layouts."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from spasmtui.episodes.report.data import Report, TriedRow
from spasmtui.terminal.sanitize import json_text as sanitized_json


def document(report: Report) -> dict[str, Any]:
    """Return every value of the report by its name; words and their numbers as objects, dates in ISO 8601."""
    return {name: value for name, value in _plain(report).items() if name != "omits_notes"}


def json_text(report: Report) -> str:
    """Format the document as text."""
    return sanitized_json(document(report), indent=2) + "\n"


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        left_out = _unnamed(value) if isinstance(value, TriedRow) else ""
        names = (each.name for each in dataclasses.fields(value) if each.name != left_out)
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [{"word": each[0], "times": each[1]} if _is_count(each) else _plain(each) for each in value]
    return value


def _unnamed(row: TriedRow) -> str:
    """Return the one of its two names that a row does not have."""
    return "remedy" if row.remedy is None else "routine"


def _is_count(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], str) and isinstance(value[1], int)
