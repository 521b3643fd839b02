"""The diary: the one owner of TinyDB. Episodes, days and practice go in and come out as values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from spasmtui.clock import Clock
from spasmtui.episodes.episode import Day, Episode, Practice


@dataclass(frozen=True, slots=True)
class Change:
    """What an undo or a redo did, for a sentence."""

    what: str
    """`added`, `edited`, `deleted` or `brought back`."""
    record: Episode | Day | Practice


class Diary:
    """Keeps episodes, days and practice. Cheap to construct; files are opened at the first use, from any thread.

    Every method that changes something returns when the change is on the disk, or raises `NotSaved`, `LogBusy` or
    `CannotStore` with nothing changed.
    """

    def __init__(self, folder: Path, state: Path, clock: Clock) -> None:
        self.folder = folder
        self.state = state
        self.clock = clock

    @property
    def device(self) -> str:
        """This device's id, kept in the state folder."""
        raise NotImplementedError

    def new_id(self) -> str:
        """A uuid7 of the clock's time."""
        raise NotImplementedError

    def add(self, record: Episode | Day | Practice) -> None:
        """Store a record; adding the same id again changes nothing. A day replaces the same date's."""
        raise NotImplementedError

    def edit(self, episode_id: str, **changes: Any) -> Episode:
        """Change fields of an episode; `updated_at` is set by the clock.

        Raises:
            NotFound: no episode has this id.
        """
        raise NotImplementedError

    def delete(self, episode_id: str) -> Episode:
        """Delete an episode, undoably, and return it as it was."""
        raise NotImplementedError

    def undo(self) -> Change:
        """Take back the last change this device made, also after a restart."""
        raise NotImplementedError

    def redo(self) -> Change:
        """Make the last undone change again."""
        raise NotImplementedError

    def get(self, episode_id: str) -> Episode:
        """The episode with this id, or with the only id that begins so."""
        raise NotImplementedError

    def episodes(
        self, since: datetime | None = None, until: datetime | None = None, limit: int | None = None
    ) -> tuple[Episode, ...]:
        """Episodes that started in [since, until), newest first."""
        raise NotImplementedError

    def open_episodes(self) -> tuple[Episode, ...]:
        """Episodes nobody has closed, newest first."""
        raise NotImplementedError

    def days(self) -> tuple[Day, ...]:
        """Days that were described, newest first."""
        raise NotImplementedError

    def practices(self) -> tuple[Practice, ...]:
        """Routines done outside an episode, newest first."""
        raise NotImplementedError

    def merge(self, records: Iterable[Episode | Day | Practice]) -> int:
        """Take in records from an import, all or none; returns how many were new or newer."""
        raise NotImplementedError

    def mark(self) -> object:
        """A value that is another one when another terminal or a sync has changed the diary; costs a few stats."""
        raise NotImplementedError
