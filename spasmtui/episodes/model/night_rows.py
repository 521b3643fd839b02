"""Arrange the diary as rows, one a date from noon to noon, for the log and the insights."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from spasmtui.episodes.model.names import NO_CRAMP
from spasmtui.episodes.model.night import is_at_night, row_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spasmtui.episodes.model.episode import Day, Episode, Practice

_LONGEST_BLANK = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class NightRow:
    """An afternoon and the night after it, as far as they were recorded."""

    date: date
    """The evening's date."""
    episodes: tuple[Episode, ...] = ()
    """Oldest first, those of the afternoon too."""
    words: tuple[str, ...] = ()
    """The words for the kind of day."""
    practices: tuple[Practice, ...] = ()
    """Routines done outside an episode, oldest first."""

    @property
    def night_count(self) -> int:
        """The number of episodes that began at night."""
        if not self.episodes:
            return 0  # as in most rows of most diaries
        return sum(is_at_night(episode.started_at) for episode in self.episodes)

    @property
    def is_recorded(self) -> bool:
        """True where a cramp or its absence was recorded: by an episode, or by the word for none."""
        return bool(self.episodes) or NO_CRAMP in self.words

    @property
    def night_cramps(self) -> int | None:
        """The cramps of the night, without those of the afternoon before it; see `count_night_cramps`."""
        return count_night_cramps(self.night_count, self.words)

    @property
    def is_only_by_day(self) -> bool:
        """True where there are cramps and all of them came in the afternoon."""
        return bool(self.episodes) and not self.night_count

    @property
    def day_count(self) -> int:
        """The number of episodes that began by day, between noon and 18:00."""
        return len(self.episodes) - self.night_count

    @property
    def worst(self) -> int | None:
        """The worst recorded pain."""
        return max((episode.pain for episode in self.episodes if episode.pain is not None), default=None)

    @property
    def seconds(self) -> int | None:
        """The total length of the episodes whose length is known; None where none is."""
        known = [length for episode in self.episodes if (length := episode.duration_seconds) is not None]
        return sum(known) if known else None

    @property
    def is_partly_timed(self) -> bool:
        """True where the length of some episode is not recorded, so that `seconds` is less than it was."""
        return any(episode.duration_seconds is None for episode in self.episodes)


def count_night_cramps(episodes: int, words: Iterable[str]) -> int | None:
    """Return the cramps of a night as every face counts them: 0 by the word for none, None where neither is recorded.

    Args:
        episodes: the number of those whose `night_of` it is; a cramp by day is in no night.
        words: the words for the kind of day.
    """
    return episodes or (0 if NO_CRAMP in words else None)


def night_rows(
    episodes: Iterable[Episode], days: Iterable[Day], practices: Iterable[Practice], *, today: date
) -> tuple[NightRow, ...]:
    """Return a row for every date from the first record to `today`, newest first; none for an empty diary.

    More than a year without any record has no rows: one entry with a wrong year would put thousands above all others.

    Args:
        episodes: in any order, like `days` and `practices`.
        days: the described days.
        practices: routines done outside an episode.
        today: the date of the current row.
    """
    episodes_by_date: defaultdict[date, list[Episode]] = defaultdict(list)
    for episode in episodes:
        episodes_by_date[row_date(episode.started_at)].append(episode)
    words_by_date = {date.fromisoformat(day.date): day.words for day in days}
    practices_by_date: defaultdict[date, list[Practice]] = defaultdict(list)
    for practice in practices:
        practices_by_date[row_date(practice.started_at)].append(practice)
    dates = episodes_by_date.keys() | words_by_date.keys() | practices_by_date.keys()
    if not dates:
        return ()
    return tuple(
        NightRow(
            date=day,
            episodes=tuple(sorted(episodes_by_date.get(day, ()), key=lambda episode: episode.started_at)),
            words=words_by_date.get(day, ()),
            practices=tuple(sorted(practices_by_date.get(day, ()), key=lambda practice: practice.started_at)),
        )
        for day in _shown_dates({*dates, today})
    )


def changed_date(before: Iterable[NightRow], after: Iterable[NightRow]) -> date | None:
    """Return the newest date whose row differs between two states of the diary, or that only one has; None for none."""
    old, new = (
        {row.date: row for row in rows if row.is_recorded or row.words or row.practices} for rows in (before, after)
    )
    return max((day for day in old.keys() | new.keys() if old.get(day) != new.get(day)), default=None)


def _shown_dates(recorded: Iterable[date]) -> Iterator[date]:
    """Yield these dates and those between them, newest first."""
    newest_first = sorted(recorded, reverse=True)
    for day, earlier in zip(newest_first, [*newest_first[1:], None], strict=True):
        yield day
        if earlier is not None and day - earlier <= _LONGEST_BLANK:
            yield from (day - timedelta(days=back) for back in range(1, (day - earlier).days))
