"""Record a running routine in the diary: the diary's side of relief's port. It imports nothing from the relief room."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from spasmtui.clock import Clock, wall_offset
from spasmtui.elapsed import SET_SECONDS
from spasmtui.episodes.model.episode import Episode, Helped, Practice, Side, Tried
from spasmtui.episodes.model.past_uses import PastUses, count_past_uses
from spasmtui.episodes.model.usual_place import usual_place
from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.store.measured_starts import MeasuredStarts
from spasmtui.episodes.store.quiet import without_asking
from spasmtui.episodes.store.unsaved.keeper import broken_sentence, took_too_long
from spasmtui.errors import DataError, InvalidFile, KeptAside, NotFound

SAME_CRAMP = timedelta(hours=1)
"""An open episode of the same place that began within this time is the same cramp."""
LONG_EPISODE = timedelta(days=7)
"""Every episode that began within this time is looked at for what was used of late, and every later one."""
OLDER_EPISODES = 50
"""The number of those that began earlier and may have ended of late."""
_OF_RELIEF = ("is_open", "ended_at", "side", "tried", "pain_after", "helped")
"""The fields that a run of a routine changes."""
SAME_MOMENT = timedelta(seconds=SET_SECONDS + 1)
"""Two records of one start differ by at most this much: times are kept in whole seconds, and a wall clock that was set
by less than `SET_SECONDS` corrects none."""


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
    """Opens, completes and closes episodes as a routine goes on.

    A change that cannot be stored is kept aside, and the next ones build on it as if it were stored. After each task
    `settle` raises what went wrong in it, so that it can be reported.
    """

    def __init__(self, diary: Diary, clock: Clock) -> None:
        self._diary = diary
        self._clock = clock
        self._starts = MeasuredStarts(diary.state, clock)
        self._failure: KeptAside | None = None
        """Why the first change of this task that could not be stored was not; those after it are not tried."""
        self._keeps_aside = False
        self._known: dict[str, Episode] = {}
        """The episodes as they were stored last, for a diary that cannot be read any more."""
        self._practised: dict[str, Practice] = {}
        """The practices of this run as they were stored last."""
        self._continued: dict[str, Episode] = {}
        """The open episodes that a run has gone on with, as they were before it."""

    def settle(self) -> None:
        """End a task.

        Raises:
            KeptAside: something that it changed could not be stored.
        """
        failure, self._failure = self._failure, None
        if failure is not None:
            raise failure

    @contextmanager
    def keeping_aside(self) -> Iterator[None]:
        """Store nothing inside the block, and keep it aside instead: there is no time left to wait for the disk."""
        self._keeps_aside = True
        try:
            yield
        finally:
            self._keeps_aside = False

    def take_in(self) -> None:
        """Store what earlier runs could not store.

        Raises:
            InvalidFile: one of their files cannot be used; it was set aside.
        """
        if broken := self._diary.keeper.take_in()[1]:
            raise InvalidFile(" ".join(map(broken_sentence, broken)))

    def usual_place(self) -> tuple[str | None, str | None]:
        """Return the usual place and side of the last episodes; None where the diary has none."""
        with without_asking(self._diary.journals):
            place, side = usual_place(self._diary.episodes(limit=50)) or (None, None)
        return place, side.value if side else None

    def open_episodes(self) -> tuple[Episode, ...]:
        """Return the open episodes, newest first; without those of a diary that cannot be read."""
        unsaved = {each.key[1]: each.record for each in self._diary.keeper.all() if isinstance(each.record, Episode)}
        stored: tuple[Episode, ...] = ()
        if not self._keeps_aside:
            with suppress(DataError, OSError), without_asking(self._diary.journals):
                stored = self._diary.open_episodes()
        known = {**{episode.id: episode for episode in stored}, **unsaved}
        still_open = [episode for episode in known.values() if episode.is_open]
        return tuple(sorted(still_open, key=lambda episode: episode.started_at, reverse=True))

    def start_episode(self, *, place: str | None, side: str | None, started_at: datetime) -> str:
        """Open an episode and return its id; an open one of the same cramp is continued instead."""
        offset = wall_offset(self._clock)
        for episode in self.open_episodes():
            apart = abs(started_at - self._starts.present_start(episode))
            is_recent = apart <= SAME_CRAMP
            # A start at the very same moment: an interruption came before relief could save the episode's id.
            is_same_side = side is None or episode.side in (None, side) or apart <= SAME_MOMENT
            # Without a place, as for walking it off, the open cramp is meant, wherever it is.
            if is_recent and is_same_side and place in (None, episode.place):
                self._continued.setdefault(episode.id, episode)
                self.correct_start(episode.id)
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
            device=self._diary.known_device,
        )
        self._store(episode, None)
        self._starts.note(episode, started_at, offset)
        return episode.id

    def correct_start(self, episode_id: str) -> None:
        """Put the start of an episode right where the wall clock was set since: what was measured stays its length.

        Raises:
            NotFound: the episode has been deleted since.
        """
        if corrections := self._starts.corrections(self._get(episode_id)[0]):
            self._change(episode_id, **corrections)

    def measure_on(self, episode_id: str, *, behind: timedelta) -> None:
        """Measure an episode from now on that an interrupted routine goes on with.

        Args:
            episode_id: the episode's id.
            behind: how far the wall clock is behind what was saved last: after a restart of the machine it alone tells
                the time since, which cannot be negative.

        Raises:
            NotFound: the episode has been deleted since.
        """
        episode = self._get(episode_id)[0]
        if not self._starts.is_measured(episode):
            began_at = episode.started_at - behind
            if self._clock.now() - began_at > LONG_EPISODE:
                return  # nobody has a cramp for so long: either clock may be wrong
            self._starts.note(episode, began_at)
        self.correct_start(episode_id)

    def set_side(self, episode_id: str, side: str | None) -> None:
        """Correct the side."""
        self._change(episode_id, side=Side(side) if side else None)

    def add_use(self, episode_id: str, use: _Use) -> None:
        """Record a routine as tried; it replaces an earlier entry of the same run."""
        tried = self._get(episode_id)[0].tried
        last = tried[-1] if tried else None
        is_same_run = last is not None and last.routine == use.routine and (last.seconds or 0) <= use.seconds
        kept = tried[:-1] if is_same_run else tried
        entry = Tried(routine=use.routine, seconds=use.seconds, completed=use.completed)
        self._change(episode_id, tried=(*kept, entry))

    def close(self, episode_id: str, *, ended_at: datetime | None) -> None:
        """Close an episode with its measured length, in whole seconds; an end of None stays unknown.

        So does one of which a clock that was wrong for days would be the only witness.
        """
        stamps: dict[str, Any] = {"ended_at": None}
        if ended_at is not None:
            offset = wall_offset(self._clock)
            episode = self._get(episode_id)[0]
            stamps = self._starts.closing(episode, ended_at, offset)
            if not self._starts.is_measured(episode) and stamps["ended_at"] - episode.started_at > LONG_EPISODE:
                stamps = {"ended_at": None}
        self._change(episode_id, is_open=False, **stamps)

    def rate(self, episode_id: str, *, pain_after: int | None = None, helped: str | None = None) -> None:
        """Record the pain now and how much it helped; None leaves a value as it was."""
        changes: dict[str, Any] = {}
        if pain_after is not None:
            changes["pain_after"] = pain_after
        if helped is not None:
            changes["helped"] = Helped(helped)
        if changes:
            self._change(episode_id, **changes)

    def recent_uses(self, within_seconds: float) -> tuple[RoutineUse, ...]:
        """Return the routines that were used within so many seconds before now, in an episode or outside.

        An episode does not say when a routine ended: at its end, or where that is not known at its last change.
        """
        with without_asking(self._diary.journals):
            return self._recent_uses(within_seconds)

    def _recent_uses(self, within_seconds: float) -> tuple[RoutineUse, ...]:
        since = self._clock.now() - timedelta(seconds=within_seconds)
        found: list[RoutineUse] = []
        for episode in self._ended_since(since):
            ended_at = episode.ended_at or episode.updated_at
            found += (
                RoutineUse(
                    id=f"{episode.id}-{number}",
                    routine=tried.routine,
                    place=episode.place,
                    side=None if episode.side is Side.BOTH else episode.side,
                    began_at=episode.started_at,
                    ended_at=ended_at,
                    seconds=tried.seconds or 0,
                )
                for number, tried in enumerate(episode.tried if ended_at >= since else ())
                if tried.routine is not None
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

    def past_uses(self) -> PastUses:
        """Return the uses of all routines and the episodes of all places, of the whole diary.

        Raises:
            DataError: the diary cannot be read.
        """
        with without_asking(self._diary.journals):
            return count_past_uses(self._diary.episodes(), self._diary.practices())

    def _ended_since(self, since: datetime) -> Iterator[Episode]:
        """Yield the episodes that can have ended from a moment on, newest first, however many began after them.

        Those dated in the future, by the clock of another device, are among them and take the place of none.
        """
        began_since = since - LONG_EPISODE
        yield from self._diary.episodes(began_since)
        older = self._diary.episodes(until=began_since, limit=OLDER_EPISODES)
        yield from older
        known = {episode.id for episode in older}
        for episode in self._diary.open_episodes():
            if episode.started_at < began_since and episode.id not in known:
                yield episode

    def add_practice(
        self, *, routine: str, started_at: datetime, seconds: int, completed: bool, side: str | None = None
    ) -> str:
        """Record a routine done outside an episode, and return the practice's id."""
        practice = Practice(
            id=self._diary.new_id(),
            routine=routine,
            started_at=started_at.replace(microsecond=0),
            seconds=seconds,
            completed=completed,
            side=Side(side) if side else None,
            device=self._diary.known_device,
        )
        self._store(practice, None)
        return practice.id

    def rate_practice(self, practice_id: str, *, pain: int | None, pain_after: int | None, effort: int | None) -> None:
        """Record how a practice was that was added here; None takes a value back.

        Raises:
            NotFound: it has been deleted since.
        """
        unsaved = next((each for each in self._diary.keeper.all() if each.key == ("practices", practice_id)), None)
        stored = self._practised.get(practice_id)
        practice = unsaved.record if unsaved is not None else stored
        if not isinstance(practice, Practice):
            raise NotFound(f"There is no practice with the id {practice_id!r} any more. Nothing was changed.")
        now = self._clock.now().replace(microsecond=0)
        rated = replace(practice, pain=pain, pain_after=pain_after, effort=effort, updated_at=now)
        self._store(rated, stored)

    def take_back_use(self, episode_id: str, *, routine: str | None, began_at: datetime) -> None:
        """Take a run of a routine out of its episode, undoably; an episode that the run has opened goes with it.

        Raises:
            NotFound: the episode has been deleted since.
            DataError: the diary could not be changed.
        """
        episode, stored = self._get(episode_id)
        if abs(episode.started_at - began_at) <= SAME_MOMENT:
            if (unsaved := self._diary.keeper.find(episode_id)) is not None:
                self._diary.keeper.forget(unsaved.record)
            if stored is not None:
                self._diary.delete(episode_id)
        elif (before := self._continued.get(episode_id)) is not None:
            self._change(episode_id, **{name: getattr(before, name) for name in _OF_RELIEF})
        elif routine is not None and episode.tried and episode.tried[-1].routine == routine:
            self._change(episode_id, tried=episode.tried[:-1])

    def take_back_practice(self, practice_id: str) -> None:
        """Delete a practice, undoably.

        Raises:
            NotFound: it has been deleted since.
            DataError: the diary could not be changed.
        """
        kept = [each.record for each in self._diary.keeper.all() if each.key == ("practices", practice_id)]
        for record in kept:
            self._diary.keeper.forget(record)
        if not kept:
            self._diary.delete_practice(practice_id)

    def _get(self, episode_id: str) -> tuple[Episode, Episode | None]:
        """Return an episode as it is to be, and as the diary has it.

        Raises:
            NotFound: it has been deleted since.
            DataError: the diary cannot be read.
            OSError: the same.
        """
        unsaved = self._diary.keeper.find(episode_id)
        if unsaved is not None and isinstance(unsaved.record, Episode):
            before = unsaved.before
            return unsaved.record, before if isinstance(before, Episode) else None
        try:
            with without_asking(self._diary.journals):
                stored = self._diary.get(episode_id)
        except (DataError, OSError):
            if (known := self._known.get(episode_id)) is None:
                raise
            stored = known
        return stored, stored

    def _change(self, episode_id: str, **changes: Any) -> None:
        episode, before = self._get(episode_id)
        now = self._clock.now().replace(microsecond=0)
        self._store(replace(episode, updated_at=now, **changes), before)

    def _store(self, record: Episode | Practice, before: Episode | Practice | None) -> None:
        keeper = self._diary.keeper
        if self._keeps_aside:
            keeper.keep(record, before, took_too_long(self._diary))
        elif self._failure is not None:
            self._failure = keeper.keep(record, before, self._failure.cause)
        else:
            try:
                stored = keeper.store(record, before)
            except KeptAside as error:
                self._failure = error
            else:
                if isinstance(stored, Episode):
                    self._known[stored.id] = stored
                elif isinstance(stored, Practice):
                    self._practised[stored.id] = stored
