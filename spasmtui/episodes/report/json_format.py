"""The sheet's values as one JSON object: for a script, or for somebody who draws an own page."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from typing import Any

from spasmtui.episodes.report.data import Report


def document(report: Report) -> dict[str, Any]:
    """Every value of the report by its name; words and their numbers as objects, dates in ISO 8601."""
    return {name: value for name, value in _plain(report).items() if name != "are_notes_left_out"}


def json_text(report: Report) -> str:
    """The document as text."""
    return json.dumps(document(report), ensure_ascii=False, indent=2) + "\n"


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [{"word": each[0], "times": each[1]} if _is_count(each) else _plain(each) for each in value]
    return value


def _is_count(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], str) and isinstance(value[1], int)
