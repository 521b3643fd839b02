"""A diary in memory with the diary's own API, for tests of the commands and screens above it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from spasmtui.clock import Clock
from spasmtui.episodes.model.episode import Day, Episode, Practice
from spasmtui.episodes.model.trial import Trial
from spasmtui.episodes.store.diary import Change, Diary
from spasmtui.episodes.store.journal.history import Conflict
from spasmtui.episodes.store.journal.journal_set import JournalSet
from spasmtui.episodes.store.journal.record_codec import Record
from spasmtui.errors import NotFound, SpasmError


class MemoryDiary(Diary):
    """Keeps records in the test's own memory; `failure` is raised by the next change when it is set."""

    def __init__(self, clock: Clock, records: Iterable[Record] = ()) -> None:
        self.clock = clock
        self.folder = self.state = Path.home() / "state"
        self.journals = JournalSet(self.folder, self.state, clock)
        self.failure: SpasmError | None = None
        self.unread = 0
        self.count = 0
        self.kept: dict[tuple[str, str], Record] = {}
        self.changes: list[tuple[tuple[str, str], Record | None, str]] = []
        self.merge(records)

    @property
    def device(self) -> str:
        return "desk"

    def new_id(self) -> str:
        self.count += 1
        return f"0199aaaa-0000-7000-8000-{self.count:012x}"

    def _put(self, record: Record, what: str) -> None:
        if self.failure is not None:
            raise self.failure
        key = _key(record)
        self.changes.append((key, self.kept.get(key), what))
        self.kept[key] = record

    def add(self, record: Record) -> None:
        if isinstance(record, Day) or _key(record) not in self.kept:
            self._put(record, "added")

    def edit(self, episode_id: str, seen: Episode | None = None, **changes: Any) -> Episode:  # noqa: ARG002 -- as Diary.edit
        episode = replace(self.get(episode_id), **changes, updated_at=self.clock.now())
        self._put(episode, "edited")
        return episode

    def edit_practice(self, practice_id: str, **changes: Any) -> Practice:
        practice: Practice = replace(self._kept("Practice", practice_id), **changes, updated_at=self.clock.now())
        self._put(practice, "edited")
        return practice

    def edit_trial(self, trial_id: str, **changes: Any) -> Trial:
        trial: Trial = replace(self._kept("Trial", trial_id), **changes, updated_at=self.clock.now())
        self._put(trial, "edited")
        return trial

    def _kept(self, kind: str, key: str) -> Any:
        if (kind, key) not in self.kept:
            raise NotFound(f"There is nothing with the id {key!r} any more.")
        return self.kept[kind, key]

    def delete(self, episode_id: str) -> Episode:
        if self.failure is not None:
            raise self.failure
        episode = self.get(episode_id)
        self.changes.append((_key(episode), episode, "deleted"))
        del self.kept[_key(episode)]
        return episode

    def undo(self) -> Change:
        if not self.changes:
            raise NotFound("There is nothing to undo.")
        key, before, what = self.changes.pop()
        now = self.kept.get(key)
        if before is None:
            del self.kept[key]
        else:
            self.kept[key] = before
        record = before or now
        assert record is not None
        return Change("brought back" if what == "deleted" else "deleted" if before is None else "edited", record)

    def get(self, episode_id: str) -> Episode:
        found = [episode for episode in self.episodes() if episode.id.startswith(episode_id)]
        if len(found) != 1:
            raise NotFound(f"No episode has the id {episode_id!r}.")
        return found[0]

    def episodes(
        self, since: datetime | None = None, until: datetime | None = None, limit: int | None = None
    ) -> tuple[Episode, ...]:
        first, last = since or datetime.min.replace(tzinfo=UTC), until or datetime.max.replace(tzinfo=UTC)
        found = [each for each in self.kept.values() if isinstance(each, Episode) and first <= each.started_at < last]
        return tuple(sorted(found, key=lambda each: each.started_at, reverse=True))[:limit]

    def open_episodes(self) -> tuple[Episode, ...]:
        return tuple(episode for episode in self.episodes() if episode.is_open)

    def days(self, since: date | None = None) -> tuple[Day, ...]:
        first = "" if since is None else since.isoformat()
        found = [each for each in self.kept.values() if isinstance(each, Day) and each.date >= first]
        return tuple(sorted(found, key=lambda each: each.date, reverse=True))

    def practices(self, since: datetime | None = None) -> tuple[Practice, ...]:
        first = since or datetime.min.replace(tzinfo=UTC)
        found = [each for each in self.kept.values() if isinstance(each, Practice) and each.started_at >= first]
        return tuple(sorted(found, key=lambda each: each.started_at, reverse=True))

    def trials(self, since: datetime | None = None) -> tuple[Trial, ...]:
        first = since or datetime.min.replace(tzinfo=UTC)
        found = [each for each in self.kept.values() if isinstance(each, Trial) and each.started_at >= first]
        return tuple(sorted(found, key=lambda each: each.started_at, reverse=True))

    @property
    def own_devices(self) -> tuple[str, ...]:
        return (self.device,)

    def find_key(self, episode_id: str) -> str:
        return self.get(episode_id).id

    def conflict(self, key: str, table: str = "") -> Conflict | None:  # noqa: ARG002 -- as Diary.conflict
        return None

    def recent_conflicts(self) -> tuple[Conflict, ...]:
        return ()

    def has_unread(self) -> bool:
        return self.unread > 0

    def prepare_next(self) -> None:
        pass

    def read_older(self) -> bool:
        self.unread -= 1
        return self.unread >= 0

    def merge(
        self,
        records: Iterable[Record],
        over: Callable[[Collection[Record]], Iterable[Record]] = iter,
        *,
        is_import: bool = False,  # noqa: ARG002 -- as the diary's
    ) -> int:
        before = dict(self.kept)
        self.kept |= {_key(record): record for record in over(tuple(records))}
        return sum(before.get(key) != record for key, record in self.kept.items())

    def why_left_out(self, records: Iterable[Record], *, has_stamps: bool = True) -> list[str]:  # noqa: ARG002 -- as the diary's
        return ["" for _record in records]

    def mark(self) -> object:
        return len(self.changes)


def _key(record: Record) -> tuple[str, str]:
    return ("day", record.date) if isinstance(record, Day) else (type(record).__name__, record.id)
