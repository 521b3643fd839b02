"""Choose the night episode that is completed in the morning, and the questions about it."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from spasmtui.episodes.model.episode import Episode
from spasmtui.episodes.model.night import night_of

ASKED_FOR = timedelta(hours=36)
"""The oldest episode that is asked about: later nobody remembers how bad a night was."""
NOT_BEFORE = timedelta(hours=1)
"""The youngest: the person may still be up with it."""
MORNING_HOUR = 5
"""The first hour of the day in which questions are asked."""
EVENING_HOUR = 22
"""The first hour in which they are not asked any more."""


def missing_fields(episode: Episode) -> tuple[str, ...]:
    """Return the names of the form's fields that a night episode lacks, in the order of the questions."""
    known = {
        "pain": episode.pain is not None,
        "length": not episode.is_open,
        "pain_after": episode.pain_after is not None,
        "sleep_disturbance": episode.sleep_disturbance is not None,
        "helped": episode.helped is not None or not episode.tried,
    }
    return tuple(name for name, is_known in known.items() if not is_known)


def asked_fields(episode: Episode) -> tuple[str, ...]:
    """Return the names of the fields that the morning asks about: those it lacks, and what else was tried.

    What was tried is asked beside others alone, because somebody who tried nothing lacks nothing.
    """
    missing = missing_fields(episode)
    return tuple(dict.fromkeys((*missing, "tried", *(() if episode.helped else ("helped",))))) if missing else ()


def episode_to_complete(episodes: Iterable[Episode], now: datetime, asked: Collection[str]) -> Episode | None:
    """Return the newest night episode that lacks a field and was never asked about; None outside the morning.

    Args:
        episodes: newest first.
        now: the present.
        asked: ids of the episodes that were asked about before, with or without an answer.
    """
    if not MORNING_HOUR <= now.hour < EVENING_HOUR:
        return None
    for episode in episodes:
        age = now - episode.started_at
        is_due = NOT_BEFORE <= age <= ASKED_FOR and night_of(episode.started_at) is not None
        if is_due and episode.id not in asked and missing_fields(episode):
            return episode
    return None
