"""Write the answers of an unfinished form as a text, and read them back."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from spasmtui.episodes.entry.field_input import LONGEST_EPISODE
from spasmtui.errors import WrongUsage
from spasmtui.shared.times.length_words import parse_duration

if TYPE_CHECKING:
    from spasmtui.episodes.entry.form_fields import Values


def write_draft(values: Values, opened_at: datetime) -> str:
    """Return the values of an unfinished form and the moment at which it was opened as a text."""
    return json.dumps({"opened_at": opened_at.isoformat(timespec="seconds"), **values}, ensure_ascii=False)


def read_draft(text: str) -> Values:
    """Return the values of an unfinished form; none where the text is no draft.

    A draft without a start gets the moment at which the form was opened, less the length.
    """
    try:
        draft = json.loads(text)
        opened_at = datetime.fromisoformat(draft.pop("opened_at"))
        values: Values = {
            str(name): tuple(str(word) for word in value) if isinstance(value, list) else str(value)
            for name, value in draft.items()
        }
        length = parse_duration(str(values["length"]), longest=LONGEST_EPISODE) if "length" in values else 0
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError, WrongUsage):
        return {}
    return {"at": (opened_at - timedelta(seconds=length)).isoformat(), **values} if values else {}
