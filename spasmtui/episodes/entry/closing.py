"""Choose the open episode to close, and the moment at which it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.errors import NotFound, WrongUsage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from spasmtui.episodes.model.episode import Episode


def choose_open(episodes: Sequence[Episode], identity: str | None) -> tuple[Episode, tuple[Episode, ...]]:
    """Return the open episode to close, the newest unless one is named, and those that stay open.

    Raises:
        NotFound: none is open, or none of them has this id.
    """
    if not episodes:
        raise NotFound("No episode is open. `spasmtui log add` records one that is over.")
    chosen = [episode for episode in episodes if identity is None or episode.id.startswith(identity)]
    if not chosen:
        raise NotFound(f"No open episode has an id that begins with {identity!r}.")
    if identity is not None and len(chosen) > 1:
        raise NotFound(f"{len(chosen)} open episodes have an id that begins with {identity!r}. Type more of it.")
    return chosen[0], tuple(episode for episode in episodes if episode.id != chosen[0].id)


def parse_end(started_at: datetime, at: datetime | None, now: datetime, *, is_unknown: bool) -> datetime | None:
    """Return the end of an episode: now, as it was typed, or None for unknown.

    Args:
        started_at: its start by the present wall clock.
        at: when it ended; None is now.
        now: the present moment.
        is_unknown: True where nobody knows.

    Raises:
        WrongUsage: that is before the episode began.
    """
    if is_unknown:
        return None
    ended_at = at or now
    if ended_at < started_at.replace(microsecond=0):
        raise WrongUsage(f"It began at {started_at:%Y-%m-%d %H:%M}, so it cannot have ended at {ended_at:%H:%M}.")
    return max(ended_at, started_at)
