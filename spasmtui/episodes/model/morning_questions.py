"""Which night episode is still worth a few answers in the morning. Pure: episodes and the time go in."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from spasmtui.episodes.model.episode import Episode
from spasmtui.episodes.model.night import night_of

ASKED_FOR = timedelta(hours=36)
"""After this nobody remembers how bad a night was; the diary keeps "not recorded"."""
NOT_BEFORE = timedelta(hours=1)
"""Within this somebody may still be up with it."""
MORNING_HOUR = 5
"""Before this it is night, and nothing is asked."""
EVENING_HOUR = 22
"""From this on as well."""


def missing_fields(episode: Episode) -> tuple[str, ...]:
    """The fields of the form that a night episode lacks, in the order they are asked."""
    known = {
        "pain": episode.pain is not None,
        "length": not episode.is_open,
        "pain_after": episode.pain_after is not None,
        "sleep_disturbance": episode.sleep_disturbance is not None,
        "helped": episode.helped is not None or not episode.tried,
    }
    return tuple(name for name, is_known in known.items() if not is_known)


def episode_to_complete(episodes: Iterable[Episode], now: datetime, asked: Collection[str]) -> Episode | None:
    """The newest night episode that lacks something and was never asked about; None when it is not morning.

    Args:
        episodes: newest first.
        now: the present.
        asked: ids of episodes that were asked about before, whatever the answer was.
    """
    if not MORNING_HOUR <= now.hour < EVENING_HOUR:
        return None
    for episode in episodes:
        age = now - episode.started_at
        is_due = NOT_BEFORE <= age <= ASKED_FOR and night_of(episode.started_at) is not None
        if is_due and episode.id not in asked and missing_fields(episode):
            return episode
    return None
