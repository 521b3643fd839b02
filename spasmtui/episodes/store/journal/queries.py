"""Which records a question means, reading no more journals than it needs. The caller holds the book's guard."""

from datetime import datetime
from itertools import islice
from math import inf
from typing import Any

from spasmtui.episodes.model.episode import Episode
from spasmtui.episodes.store.journal.journal_set import JournalSet
from spasmtui.episodes.store.journal.record_codec import EPISODES
from spasmtui.errors import NotFound


def find(book: JournalSet, episode_id: str) -> Episode:
    """The episode with this id, or with the only id that begins so.

    Raises:
        NotFound: there is none, or more than one.
    """
    book.reader.load_key(episode_id)
    episode = book.ledger.value(EPISODES, episode_id)
    if isinstance(episode, Episode):
        return episode
    book.reader.load()
    found = [key for key in book.ledger.keys(EPISODES) if episode_id and key.startswith(episode_id)]
    if len(found) != 1:
        which = "More than one episode's id begins" if found else "No episode's id begins"
        raise NotFound(f"{which} with {episode_id!r}. `spasmtui log list` shows the ids.")
    only: Episode = book.ledger.value(EPISODES, found[0])
    return only


def find_key(book: JournalSet, table: str, beginning: str) -> str:
    """The key of a record, a deleted one too, that is this or alone begins so.

    Raises:
        NotFound: there is none, or more than one.
    """
    book.reader.load_key(beginning)
    if book.ledger.history(table, beginning):
        return beginning
    book.reader.load()
    found = [key for key in book.ledger.all_keys(table) if beginning and key.startswith(beginning)]
    if len(found) != 1:
        which = "More than one id begins" if found else "No id begins"
        raise NotFound(f"{which} with {beginning!r}. Nothing was changed.")
    return found[0]


def newest(
    book: JournalSet, table: str, since: datetime | None = None, until: datetime | None = None, limit: int | None = None
) -> tuple[Any, ...]:
    """Records that start in [since, until), newest first; goes on reading only while an unread journal could matter."""
    first = None if since is None else since.timestamp()
    last = None if until is None else until.timestamp()
    while True:
        found = [line.value for line in islice(book.ledger.starting(table, first, last), limit)]
        is_full = limit is not None and len(found) >= limit
        floor = found[-1].started_at.timestamp() if is_full and found else -inf if first is None else first
        edge = book.reader.unread_newest()
        if edge is None or edge < floor:
            return tuple(found)
        book.reader.load_since(floor if limit is None else edge)
