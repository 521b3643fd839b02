"""Record a running routine in the diary: the diary's side of relief's port. It imports nothing from the relief room."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from spasmtui.clock import Clock
from spasmtui.episodes.model.episode import Episode, Helped, Practice, Side, Tried
from spasmtui.episodes.model.usual_place import usual_place
from spasmtui.episodes.store.diary import Diary

SAME_CRAMP = timedelta(hours=1)
"""An open episode of the same place that began within this time is the same cramp."""
RECENT_EPISODES = 50
"""The number of episodes that are looked at for what was used of late."""
SAME_MOMENT = timedelta(seconds=2)
"""Two records of one start differ by at most this much: times are kept in whole seconds."""


class _Use(Protocol):
    @property
    def routine(self) -> str: ...
    @property
    def seconds(self) -> int: ...
    @property
    def completed(self) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutineUse:
    """A use of a routine, with the moments between which it can have been."""

    id: str
    routine: str
    place: str | None = None
    side: str | None = None
    began_at: datetime
    ended_at: datetime
    seconds: int


class ReliefDiary:
    """Opens, completes and closes episodes as a routine goes on."""

    def __init__(self, diary: Diary, clock: Clock) -> None:
        self._diary = diary
        self._clock = clock

    def usual_place(self) -> tuple[str | None, str | None]:
        """Return the usual place and side of the last episodes; None where the diary has none."""
        place, side = usual_place(self._diary.episodes(limit=50)) or (None, None)
        return place, side.value if side else None

    def open_episodes(self) -> tuple[Episode, ...]:
        """Return the open episodes, newest first."""
        return self._diary.open_episodes()

    def start_episode(self, *, place: str | None, side: str | None, started_at: datetime) -> str:
        """Open an episode and return its id; an open one of the same cramp is continued instead."""
        for episode in self._diary.open_episodes():
            apart = abs(started_at - episode.started_at)
            is_recent = apart <= SAME_CRAMP
            # A start at the very same moment: an interruption came before relief could save the episode's id.
            is_same_side = side is None or episode.side in (None, side) or apart <= SAME_MOMENT
            # Without a place, as for walking it off, the open cramp is meant, wherever it is.
            if is_recent and is_same_side and place in (None, episode.place):
                return episode.id
        now = self._clock.now().replace(microsecond=0)
        episode = Episode(
            id=self._diary.new_id(),
            started_at=started_at.replace(microsecond=0),
            is_open=True,
            place=place,
            side=Side(side) if side else None,
            created_at=now,
            updated_at=now,
            device=self._diary.device,
        )
        self._diary.add(episode)
        return episode.id

    def set_side(self, episode_id: str, side: str | None) -> None:
        """Correct the side."""
        self._diary.edit(episode_id, side=Side(side) if side else None)

    def add_use(self, episode_id: str, use: _Use) -> None:
        """Record a routine as tried; it replaces an earlier entry of the same run."""
        tried = self._diary.get(episode_id).tried
        kept = tried[:-1] if tried and tried[-1].routine == use.routine and tried[-1].seconds <= use.seconds else tried
        entry = Tried(routine=use.routine, seconds=use.seconds, completed=use.completed)
        self._diary.edit(episode_id, tried=(*kept, entry))

    def close(self, episode_id: str, *, ended_at: datetime | None) -> None:
        """Close an episode, in whole seconds; an end of None stays unknown."""
        if ended_at is not None:
            # An episode whose start has a fraction of a second does not end before it.
            ended_at = max(ended_at.replace(microsecond=0), self._diary.get(episode_id).started_at)
        self._diary.edit(episode_id, is_open=False, ended_at=ended_at)

    def rate(self, episode_id: str, *, pain_after: int | None = None, helped: str | None = None) -> None:
        """Record the pain now and how much it helped; None leaves a value as it was."""
        changes: dict[str, Any] = {}
        if pain_after is not None:
            changes["pain_after"] = pain_after
        if helped is not None:
            changes["helped"] = Helped(helped)
        if changes:
            self._diary.edit(episode_id, **changes)

    def recent_uses(self, within_seconds: float) -> tuple[RoutineUse, ...]:
        """Return the routines that were used within so many seconds before now, in an episode or outside.

        An episode does not say when a routine ended: at its end, or where that is not known at its last change.
        """
        since = self._clock.now() - timedelta(seconds=within_seconds)
        found: list[RoutineUse] = []
        for episode in self._diary.episodes(limit=RECENT_EPISODES):
            ended_at = episode.ended_at or episode.updated_at
            found += (
                RoutineUse(
                    id=f"{episode.id}-{number}",
                    routine=tried.routine,
                    place=episode.place,
                    side=None if episode.side is Side.BOTH else episode.side,
                    began_at=episode.started_at,
                    ended_at=ended_at,
                    seconds=tried.seconds,
                )
                for number, tried in enumerate(episode.tried if ended_at >= since else ())
            )
        for practice in self._diary.practices(since - timedelta(seconds=within_seconds)):
            ended_at = practice.started_at + timedelta(seconds=practice.seconds)
            if ended_at >= since:
                found.append(
                    RoutineUse(
                        id=practice.id,
                        routine=practice.routine,
                        began_at=practice.started_at,
                        ended_at=ended_at,
                        seconds=practice.seconds,
                    )
                )
        return tuple(found)

    def add_practice(self, *, routine: str, started_at: datetime, seconds: int, completed: bool) -> None:
        """Record a routine done outside an episode."""
        practice = Practice(
            id=self._diary.new_id(),
            routine=routine,
            started_at=started_at.replace(microsecond=0),
            seconds=seconds,
            completed=completed,
            device=self._diary.device,
        )
        self._diary.add(practice)
