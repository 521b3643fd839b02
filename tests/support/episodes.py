"""Episodes for tests, with only the fields that matter."""

from datetime import datetime
from typing import Any

from spasmtui.episodes.model.episode import Episode


def episode(started_at: str = "2026-11-22T03:12:00+01:00", **fields: Any) -> Episode:
    start = datetime.fromisoformat(started_at)
    whole = {"id": f"0199{start.timestamp():020.0f}", "created_at": start, "updated_at": start, "device": "desk"}
    return Episode(**{**whole, "started_at": start, **fields})
