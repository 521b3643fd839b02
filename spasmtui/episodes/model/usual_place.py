"""Count the places of episodes, and find the usual one, at which relief starts when none was named."""

from collections import Counter
from collections.abc import Iterable

from spasmtui.episodes.model.episode import Episode, Side

LOOK_BACK = 10
"""The number of episodes with a place that count: enough for a habit, few enough to follow a change."""


def usual_place(newest_first: Iterable[Episode]) -> tuple[str, Side | None] | None:
    """Return the most frequent place and side of the last ten episodes that have a place; on a tie, the newest.

    Args:
        newest_first: the episodes in that order; no more of them are consumed than needed.

    Returns:
        None when no episode has a place.
    """
    recent: list[tuple[str, Side | None]] = []
    for episode in newest_first:
        if episode.place is not None:
            recent.append((episode.place, episode.side))
            if len(recent) == LOOK_BACK:
                break
    return Counter(recent).most_common(1)[0][0] if recent else None


def count_by_place(episodes: Iterable[Episode]) -> Counter[tuple[str, str | None]]:
    """Count the episodes of each place and side, None where no side is recorded; one without a place counts nowhere."""
    return Counter((each.place, each.side and each.side.value) for each in episodes if each.place is not None)
