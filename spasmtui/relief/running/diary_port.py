"""The protocol through which relief reads and writes the diary, so that this room imports no other."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple, Protocol, cast


class Use(NamedTuple):
    """One use of a routine: the seconds that its steps were held, and whether that completes it."""

    routine: str
    seconds: int
    completed: bool


class RoutineUse(Protocol):
    """A use of a routine as the diary has it, by whatever device."""

    @property
    def id(self) -> str:
        """An id that stays the same."""
        ...

    @property
    def routine(self) -> str:
        """The routine's id."""
        ...

    @property
    def place(self) -> str | None:
        """A place id; None is not recorded."""
        ...

    @property
    def side(self) -> str | None:
        """`left`, `right`, or None for both or not recorded."""
        ...

    @property
    def began_at(self) -> datetime:
        """The earliest moment at which it can have begun."""
        ...

    @property
    def ended_at(self) -> datetime:
        """The latest moment at which it can have ended."""
        ...

    @property
    def seconds(self) -> int:
        """The seconds it ran; 0 also where that was not recorded."""
        ...


class RoutineRecord(Protocol):
    """The past uses of one routine."""

    @property
    def used(self) -> int:
        """The episodes in which it was tried, and the times it was done outside an episode."""
        ...

    @property
    def recorded(self) -> int:
        """Those of the episodes in which the relief is recorded."""
        ...

    @property
    def eased(self) -> int:
        """Those of the recorded episodes in which the cramp was gone or mostly gone."""
        ...

    @property
    def at_places(self) -> Mapping[str, tuple[int, int]]:
        """The two counts of each place with a recorded episode: eased, recorded."""
        ...


class PastUses(Protocol):
    """The uses of all routines and places that the diary knows."""

    @property
    def routines(self) -> Mapping[str, RoutineRecord]:
        """The uses of each routine that was used, by its id."""
        ...

    @property
    def places(self) -> Mapping[tuple[str, str | None], int]:
        """The number of episodes by place and side; a side of None is not recorded."""
        ...


class OpenEpisode(Protocol):
    """An episode that has not been closed."""

    @property
    def id(self) -> str:
        """The episode's id."""
        ...

    @property
    def place(self) -> str | None:
        """A place id; None is not recorded."""
        ...

    @property
    def side(self) -> str | None:
        """`left`, `right`, `both`, or None where it was not recorded."""
        ...


class DiaryPort(Protocol):
    """The diary as relief uses it. Each method may take a while.

    A change that cannot be stored is kept aside, and the next ones build on it; `settle` says so at the end of a task.
    """

    def settle(self) -> None:
        """End a task.

        Raises:
            DataError: something that it changed could not be stored; the message says where it is kept.
        """
        ...

    def keeping_aside(self) -> AbstractContextManager[None]:
        """Keep every change of the block aside at once: there is no time left to wait for the disk."""
        ...

    def take_in(self) -> None:
        """Store what earlier runs had to keep aside.

        Raises:
            DataError: one of their files cannot be used; it was set aside.
        """
        ...

    def usual_place(self) -> tuple[str | None, str | None]:
        """Return the usual place and side; None for either one that the diary does not know."""
        ...

    def open_episodes(self) -> tuple[OpenEpisode, ...]:
        """Return the open episodes, newest first."""
        ...

    def start_episode(self, *, place: str | None, side: str | None, started_at: datetime) -> str:
        """Open an episode and return its id; an open one of the same cramp is continued."""
        ...

    def correct_start(self, episode_id: str) -> None:
        """Put the start of an episode right after the wall clock was set: its measured length stays."""
        ...

    def measure_on(self, episode_id: str, *, behind: timedelta) -> None:
        """Measure an episode from now on that an interrupted routine goes on with.

        Args:
            episode_id: the episode's id.
            behind: how far the wall clock is behind the moment at which the routine was last alive.
        """
        ...

    def set_side(self, episode_id: str, side: str | None) -> None:
        """Correct the side of an episode."""
        ...

    def add_use(self, episode_id: str, use: Use) -> None:
        """Record what was tried; a further use by the same run replaces the one it recorded before."""
        ...

    def close(self, episode_id: str, *, ended_at: datetime | None) -> None:
        """Close an episode. `ended_at` None means that the end is not known."""
        ...

    def rate(self, episode_id: str, *, pain_after: int | None = None, helped: str | None = None) -> None:
        """Record the pain now, 0 to 10, and how much it helped: `no`, `some`, `most` or `gone`."""
        ...

    def recent_uses(self, within_seconds: float) -> Sequence[RoutineUse]:
        """Return the routines that were used within so many seconds before now, in an episode or outside."""
        ...

    def past_uses(self) -> PastUses:
        """Return the uses of all routines and the episodes of all places, of the whole diary."""
        ...

    def add_practice(
        self, *, routine: str, started_at: datetime, seconds: int, completed: bool, side: str | None = None
    ) -> str:
        """Record a routine done outside an episode, on a side or on `both`, and return the practice's id."""
        ...

    def rate_practice(self, practice_id: str, *, pain: int | None, pain_after: int | None, effort: int | None) -> None:
        """Record how a practice of this run was: pain before and after it, and effort, 0 to 10; None takes one back."""
        ...

    def take_back_use(self, episode_id: str, *, routine: str | None, began_at: datetime) -> None:
        """Take a run of a routine out of its episode, undoably; an episode that the run has opened goes with it.

        Args:
            episode_id: the episode's id.
            routine: the routine's id; None while its use has not been recorded.
            began_at: when the run began.
        """
        ...

    def take_back_practice(self, practice_id: str) -> None:
        """Delete a practice, undoably."""
        ...


class LazyDiary:
    """A diary port that is created on first use: the diary takes as long to load as the timer itself."""

    def __init__(self, make: Callable[[], DiaryPort]) -> None:
        self._make = make

    @classmethod
    def create(cls, make: Callable[[], DiaryPort]) -> DiaryPort:
        """Return a port that calls `make` once, in the background task that needs it first."""
        return cast("DiaryPort", cls(make))

    @cached_property
    def _made(self) -> DiaryPort:
        return self._make()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._made, name)
