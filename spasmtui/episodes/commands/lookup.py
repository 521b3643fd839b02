"""Find the episode that a typed id names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.errors import NotFound

if TYPE_CHECKING:
    from spasmtui.episodes.model.episode import Episode
    from spasmtui.episodes.store.diary import Diary

ID_HELP = "the beginning of its id is enough; `last` is the newest"
"""The help of every `ID` argument."""


def find_episode(diary: Diary, identity: str) -> Episode:
    """Return the episode with this id, or the only one whose id has this prefix; `last` is the newest.

    Raises:
        NotFound: there is none, or more than one.
    """
    if identity != "last":
        return diary.get(identity)
    newest = diary.episodes(limit=1)
    if not newest:
        raise NotFound("The diary has no episode yet.")
    return newest[0]


def resolve_id(diary: Diary, identity: str) -> str:
    """Return the newest episode's id for `last`, and every other id as it was typed, also that of a deleted episode.

    Raises:
        NotFound: the diary has no episode.
    """
    return find_episode(diary, identity).id if identity == "last" else identity
