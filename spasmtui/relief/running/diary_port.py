"""What relief asks of the diary: a protocol, so that this room does not know the other."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol, cast


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How much of a routine was done."""

    routine: str
    seconds: int
    completed: bool


class OpenEpisode(Protocol):
    """An episode nobody has closed."""

    @property
    def id(self) -> str:
        """What names it."""
        ...


class DiaryPort(Protocol):
    """Keeps what happens during relief. Each method may take a while; it raises `SpasmError` when nothing was kept."""

    def usual(self) -> tuple[str | None, str | None]:
        """The usual place and side; None for what the diary does not know."""
        ...

    def open_episodes(self) -> tuple[OpenEpisode, ...]:
        """Episodes nobody has closed, newest first."""
        ...

    def begin(self, *, place: str | None, side: str | None, started_at: datetime) -> str:
        """Open an episode and return its id; an open one of the same cramp goes on."""
        ...

    def turn(self, episode_id: str, side: str | None) -> None:
        """Correct the side."""
        ...

    def use(self, episode_id: str, use: Use) -> None:
        """Note what was tried; again for the same routine it replaces what was noted since it began."""
        ...

    def close(self, episode_id: str, *, ended_at: datetime | None) -> None:
        """Close an episode. An end of None is not known, and stays unknown."""
        ...

    def rate(self, episode_id: str, *, pain_after: int | None = None, helped: str | None = None) -> None:
        """Note the pain now, 0 to 10, and how much it helped: `no`, `some`, `most` or `gone`."""
        ...

    def practise(self, *, routine: str, started_at: datetime, seconds: int, completed: bool) -> None:
        """Note a routine done outside an episode."""
        ...


class LazyDiary:
    """A keeper that is made when it is first used: the diary takes as long to load as the timer itself."""

    def __init__(self, make: Callable[[], DiaryPort]) -> None:
        self._make = make

    @classmethod
    def of(cls, make: Callable[[], DiaryPort]) -> DiaryPort:
        """A keeper that calls this once, in the errand that needs it first."""
        return cast("DiaryPort", cls(make))

    @cached_property
    def _made(self) -> DiaryPort:
        return self._make()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._made, name)
