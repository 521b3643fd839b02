"""Records to store in tests."""

from datetime import UTC, datetime, timedelta
from typing import Any

from spasmtui.episodes.model.episode import Episode, Side

NIGHT = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)


def an_episode(number: int = 1, **fields: Any) -> Episode:
    """Make an episode whose id and start follow from its number."""
    start = NIGHT + timedelta(hours=number)
    default: dict[str, Any] = {
        "id": f"0199a000-0000-7000-8000-{number:012d}",
        "started_at": start,
        "place": "calf",
        "side": Side.LEFT,
        "created_at": start,
        "updated_at": start,
        "device": "laptop-3fa9c1",
    }
    return Episode(**{**default, **fields})
