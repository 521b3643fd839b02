"""The usual place: where relief starts when nobody said where it hurts."""

from collections import Counter
from collections.abc import Iterable

from spasmtui.episodes.model.episode import Episode, Side

LOOK_BACK = 10
"""How many episodes with a place are looked at: enough for a habit, few enough to follow a change."""


def usual_place(newest_first: Iterable[Episode]) -> tuple[str, Side | None] | None:
    """The most frequent place and side of the last ten episodes that have a place; the newest of equals.

    Args:
        newest_first: episodes in that order; no more of them are taken than needed.

    Returns:
        None when no episode has a place.
    """
    found: list[tuple[str, Side | None]] = []
    for episode in newest_first:
        if episode.place is not None:
            found.append((episode.place, episode.side))
            if len(found) == LOOK_BACK:
                break
    return Counter(found).most_common(1)[0][0] if found else None
