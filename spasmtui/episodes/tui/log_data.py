"""Read the diary for the log, the newest years first."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date, datetime
from time import sleep
from typing import TYPE_CHECKING

from spasmtui.episodes.conflicts.choices import date_of
from spasmtui.episodes.entry.routine_titles import load_names
from spasmtui.episodes.model.names import SHIPPED, Names
from spasmtui.episodes.model.night import row_date
from spasmtui.episodes.model.night_rows import NightRow, night_rows
from spasmtui.episodes.model.night_search import FoundNights, Search
from spasmtui.episodes.tui.night_table import Widths, log_title, needed_widths
from spasmtui.launcher.collector import without_collection
from spasmtui.shell import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from spasmtui.episodes.model.episode import Day, Episode, Practice
    from spasmtui.episodes.model.trial import Trial
    from spasmtui.episodes.store.diary import Diary
    from spasmtui.episodes.store.journal.history import Conflict
    from spasmtui.shared.times.bounds import Period


EMPTY = "No episodes yet. They appear here by themselves when you use relief, or when you record one."
NO_MATCH = "No night contains these words."
_MEASURED_ROWS = 200
"""Number of nights up to which the columns are measured for just these."""
_FIND_PERIOD = "spasmtui.shared.times.bounds:find_period"
REST_SECONDS = 0.005
"""The time that a reading thread leaves to the screen after each year."""
FIRST_REST_SECONDS = 0.1
"""The time that it leaves to the screen to show the newest years, before it reads the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogData:
    """A snapshot of the diary's records and the rows made of them; empty until the diary has been read."""

    is_whole: bool = False
    """Whether it is the whole diary; else it begins with the year before this one."""

    rows: tuple[NightRow, ...] = ()
    episodes: tuple[Episode, ...] = ()
    """Newest first."""
    days: tuple[Day, ...] = ()
    practices: tuple[Practice, ...] = ()
    trials: tuple[Trial, ...] = ()
    """Those that were agreed to in the time that was read."""
    conflicts: tuple[Conflict, ...] = ()
    """What devices changed without knowing of each other, in the records that have been read."""
    mark: object = field(default_factory=object)
    """The diary's mark before it was read; at first a mark that no diary has."""
    search: Search = field(default_factory=lambda: Search(()))
    names: Names = SHIPPED
    """The titles of the routines in these records."""

    @property
    def words_by_date(self) -> dict[date, tuple[str, ...]]:
        """The words of the described days, by date."""
        return {date.fromisoformat(day.date): day.words for day in self.days}

    def conflicts_on(self, day: date) -> dict[str, Conflict]:
        """Return the conflicts of a row, by the keys of their records."""
        return {conflict.key: conflict for conflict in self.conflicts if date_of(conflict) == day}

    @property
    def affected(self) -> frozenset[date]:
        """The dates with an episode."""
        return frozenset(row.date for row in self.rows if row.episodes)


def filter_rows(snapshot: LogData, text: str, now: datetime) -> FoundNights:
    """Return the nights that contain the words of a text; where none does, those of the day or time that it names."""
    found = snapshot.search.matching(text)
    if found or not text.strip():
        return found
    period: Period | None = load(_FIND_PERIOD)(text, now, os.environ)
    return found if period is None else snapshot.search.within(period)


@dataclass(frozen=True, slots=True)
class Request:
    """The nights that are to be shown, and how."""

    snapshot: LogData
    text: str
    """The words of the filter."""
    order: str
    """A name of `SORTS`."""
    is_narrow: bool = False
    """Whether the window has less than 60 columns."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """The answer to a request."""

    rows: FoundNights
    needed: Widths
    """The cells that each column needs."""
    title: str
    when_empty: str
    """The text of an empty list."""
    this_year: int
    """The year that is left out of a date."""
    names: Names
    """The titles of routines."""
    contested: frozenset[date]
    """The nights with something that two devices changed differently."""


class Arranger:
    """Filters and sorts the nights of a diary, for one thread at a time."""

    def __init__(self) -> None:
        self._snapshot: LogData | None = None
        self._needed: Widths = ({}, {})
        # What all nights of this snapshot need.

    def is_quick(self, request: Request) -> bool:
        """Return whether a request takes no more than milliseconds, so that it needs no thread."""
        return self._snapshot is request.snapshot and request.snapshot.search.is_prepared

    def arrange(self, request: Request, now: datetime) -> Arranged:
        """Return the nights of a request, with the columns and the title that they need."""
        snapshot = request.snapshot
        rows = filter_rows(snapshot, request.text, now).sorted_by(request.order)
        if self._snapshot is not snapshot:
            self._snapshot, self._needed = snapshot, needed_widths(snapshot.rows, now.year, snapshot.names)
        # Many nights need about what all need, and are not measured anew at each letter.
        is_measured = len(rows) > _MEASURED_ROWS or len(rows) == len(snapshot.rows)
        needed = self._needed if is_measured else needed_widths(rows, now.year, snapshot.names)
        title = log_title(
            rows, is_whole=snapshot.is_whole, filter_text=request.text, order=request.order, this_year=now.year,
            is_narrow=request.is_narrow,
        )  # fmt: skip
        contested = frozenset(map(date_of, snapshot.conflicts))
        empty = NO_MATCH if request.text else EMPTY
        return Arranged(rows, needed, title, empty, now.year, snapshot.names, contested)


def prepare_search(snapshot: LogData, is_cancelled: Callable[[], bool]) -> None:
    """Make the search ready, in a thread, while nobody waits for it: the first letter of a filter would."""
    while not is_cancelled() and snapshot.search.prepare_some():
        sleep(REST_SECONDS)
    load(_FIND_PERIOD)


def read_in_steps(
    diary: Diary, now: datetime, is_cancelled: Callable[[], bool] = lambda: False, own_routines: Path | None = None
) -> Iterator[LogData]:
    """Read this year and the last one first, where older ones have to be read too; then everything.

    For a thread: it sleeps after each of the older years, so that the screen is not kept waiting.

    Args:
        diary: the diary to read.
        now: the present.
        is_cancelled: called after each year; reading ends when it returns True.
        own_routines: the folder with the person's own routines.

    Raises:
        DataError: it cannot be read.
    """
    since = datetime(now.year - 1, 1, 1, tzinfo=now.tzinfo)
    with without_collection():
        diary.episodes(since)
    if diary.has_unread():
        yield read_snapshot(diary, now, since, own_routines)
        sleep(FIRST_REST_SECONDS)
        while diary.read_older():
            if is_cancelled():
                return
            sleep(REST_SECONDS)
    yield read_snapshot(diary, now, None, own_routines)


@without_collection()
def read_snapshot(
    diary: Diary, now: datetime, since: datetime | None = None, own_routines: Path | None = None
) -> LogData:
    """Read the diary from a moment on, or the whole of it.

    Raises:
        DataError: it cannot be read.
    """
    # The mark comes first: a record that another terminal adds during the read is then seen at the next check.
    mark = diary.mark()
    first = None if since is None else since.date()
    episodes, days, practices = diary.episodes(since), diary.days(first), diary.practices(since)
    conflicts = diary.recent_conflicts()
    tried = {each.routine for episode in episodes for each in episode.tried if each.routine is not None}
    used = tried | {each.routine for each in practices}
    names = load_names(used, own_routines)
    rows = night_rows(episodes, days, practices, today=row_date(now))
    return LogData(
        is_whole=since is None, rows=rows, episodes=episodes, days=days, practices=practices, mark=mark,
        conflicts=conflicts, trials=diary.trials(since),
        search=Search(rows, names), names=names,
    )  # fmt: skip
