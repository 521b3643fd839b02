"""Find the episode that a typed id names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.episodes.episode_text import SHORT_ID
from spasmtui.episodes.model.names import SHIPPED, Names
from spasmtui.errors import NotFound
from spasmtui.shell import load
from spasmtui.terminal.sanitize import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spasmtui.episodes.model.episode import Episode, Practice
    from spasmtui.episodes.store.diary import Diary
    from spasmtui.shell import Shell

ID_HELP = "the beginning of its id is enough; `last` is the newest"
"""The help of every `ID` argument."""


def find_episode(diary: Diary, identity: str) -> Episode:
    """Return the episode with this id, or the only one whose id has this prefix; `last` is the newest.

    Raises:
        NotFound: there is none, or more than one.
    """
    if identity != "last":
        try:
            return diary.get(identity)
        except NotFound:
            _raise_deleted(diary, identity)
            raise
    newest = diary.episodes(limit=1)
    if not newest:
        raise NotFound("The diary has no episode yet.")
    return newest[0]


def find_practice(diary: Diary, identity: str) -> Practice | None:
    """Return the practice with this id, or the only one whose id has this prefix; None where there is none.

    An id of an episode, which most are, reads no practice.
    """
    if identity == "last":
        return None
    try:
        diary.find_key(identity)
    except NotFound:
        found = [each for each in diary.practices() if each.id.startswith(identity)]
        return found[0] if len(found) == 1 else None
    return None


def known_names(episodes: Iterable[Episode], shell: Shell) -> Names:
    """Return the names of the routines of these episodes; only for one of the person's own a file is read."""
    used = {each.routine for episode in episodes for each in episode.tried if each.routine is not None}
    if used <= SHIPPED.known:
        return SHIPPED
    names: Names = load("spasmtui.episodes.entry.routine_titles:load_names")(used, shell.services.config / "routines")
    return names


def _raise_deleted(diary: Diary, identity: str) -> None:
    """Say that an episode was deleted, if that is why it is not found.

    Raises:
        NotFound: it was deleted.
    """
    try:
        key = diary.find_key(identity)
    except NotFound:
        return
    short = one_line(key[:SHORT_ID])
    if diary.history(key)[-1].action == "purged":
        raise NotFound(f"The episode {short} was purged. Nothing was changed.")
    how = "deleted on one device and changed on another" if diary.conflict(key) else "deleted"
    raise NotFound(
        f"The episode {short} was {how}. `spasmtui log show {short} --history` shows every version, and "
        f"`spasmtui log edit {short} --back-to N` brings one back."
    )


def resolve_id(diary: Diary, identity: str) -> str:
    """Return the newest episode's id for `last`, and every other id as it was typed, also that of a deleted episode.

    Raises:
        NotFound: the diary has no episode.
    """
    return find_episode(diary, identity).id if identity == "last" else identity
