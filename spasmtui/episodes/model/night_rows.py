"""Arrange the diary as rows, one a date from noon to noon, and filter and sort them for the log."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from threading import Lock
from typing import TYPE_CHECKING

from spasmtui.episodes.model.fields import fields_of_kind
from spasmtui.episodes.model.names import NO_CRAMP, SHIPPED, Names, word_name
from spasmtui.episodes.model.night import NIGHT_ENDS_HOUR, is_at_night, row_date
from spasmtui.shared.formats import MONTH_NAMES, WEEKDAY_NAMES, place_with_side

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from spasmtui.episodes.model.episode import Day, Episode, Practice
    from spasmtui.shared.times.bounds import Period

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


class Search:
    """A search for words in nights. The texts of the nights and of their episodes are put together once."""

    def __init__(self, rows: Sequence[NightRow], names: Names = SHIPPED) -> None:
        self._rows = tuple(rows)
        self._names = names
        self._lock = Lock()
        self._texts: list[tuple[str, ...]] = []
        """Of each row so far: the text of the night, then that of each episode."""
        self._known: dict[object, str] = {}
        self._latest: tuple[str, Sequence[int]] = "", range(len(self._rows))
        """The words of the last search, and the numbers of the rows that it found."""

    def prepare_some(self) -> bool:
        """Put the texts of some more rows together; return whether there are more.

        For a thread that does so while nobody waits for it; a search puts the rest together at once.
        """
        with self._lock:
            first = len(self._texts)
            self._texts += [self._texts_of(row) for row in self._rows[first : first + _ROWS_AT_ONCE]]
        return len(self._texts) < len(self._rows)

    def matching(self, text: str) -> tuple[NightRow, ...]:
        """Return the rows that contain every word of `text`, each with only its matching episodes; all for no text."""
        text = text.lower()
        words = text.split()
        if not words:
            return self._rows
        while self.prepare_some():
            pass
        before, numbers = self._latest
        if not text.startswith(before):
            numbers = range(len(self._rows))
        # What has all words now had those that were typed so far.
        found = {number: row for number in numbers if (row := self._narrowed(number, words)) is not None}
        self._latest = text, tuple(found)
        return tuple(found.values())

    def _narrowed(self, number: int, words: Sequence[str]) -> NightRow | None:
        """Return a row with only the episodes that have the words missing from the night's text; None without any."""
        row, texts = self._rows[number], self._texts[number]
        night = texts[0]
        missing = [word for word in words if word not in night]
        if not missing:
            return row
        episodes: Sequence[int] = range(1, len(texts))
        for word in missing:
            episodes = [each for each in episodes if word in texts[each]]
        if len(episodes) == len(row.episodes) and episodes:
            return row
        return _with_episodes(row, (row.episodes[each - 1] for each in episodes)) if episodes else None

    def _texts_of(self, row: NightRow) -> tuple[str, ...]:
        return _night_text(row, self._names), *map(self._episode_text, row.episodes)

    def _episode_text(self, episode: Episode) -> str:
        """Return everything that a search finds in an episode, in lower case."""
        # Episodes differ by their notes and times; most of the rest is the same in many.
        answers = _ANSWERS_OF(episode)
        known = self._known.get(answers)
        if known is None:
            known = self._known[answers] = _answers_text(episode, self._names)
        # After midnight the date beside an episode is the one after that of its night.
        day = _day_text(episode.started_at.date()) if episode.started_at.hour < NIGHT_ENDS_HOUR else ""
        return " ".join((known, *(text.lower() for value_of in _TEXT_FIELDS if (text := value_of(episode))), day))

    def within(self, period: Period) -> tuple[NightRow, ...]:
        """Return the rows with an episode of a period, each with only those, and rows without one on its days."""
        earliest, latest = period.earliest, period.latest
        first = date.min if earliest is None else (earliest - _MARGIN).date()
        last = date.max if latest is None else (latest + _MARGIN).date()
        rows = []
        for row in self._rows:
            if not first <= row.date <= last:
                continue
            episodes = tuple(each for each in row.episodes if period.holds(each.started_at))
            if episodes or (not row.episodes and period.holds_day(row.date.isoformat())):
                rows.append(_with_episodes(row, episodes))
        return tuple(rows)


def _with_episodes(row: NightRow, episodes: Iterable[Episode]) -> NightRow:
    return NightRow(date=row.date, episodes=tuple(episodes), words=row.words, practices=row.practices)


def _night_text(row: NightRow, names: Names) -> str:
    done = [name for each in row.practices for name in (each.routine, names.routine(each.routine))]
    return " ".join((_day_text(row.date), *(word.lower() for word in (*row.words, *map(word_name, row.words), *done))))


def _day_text(day: date) -> str:
    """Return what a day is found by, in lower case: its full names, which begin with the short ones, and its date."""
    return f"{WEEKDAY_NAMES[day.weekday()]} {day.day:02} {MONTH_NAMES[day.month - 1]} {day.year} {day}".lower()


def _answers_text(episode: Episode, names: Names) -> str:
    """Return what a search finds in an episode besides its notes and its time: each thing by its id and by its name."""
    pain = [] if episode.pain is None else [f"pain {episode.pain} pain={episode.pain}"]
    words = [word for value_of in _WORD_FIELDS if (word := value_of(episode))]
    lists = [word for value_of in _LIST_FIELDS for word in value_of(episode) or ()]
    done = [name for each in episode.tried for name in (each.routine or "", names.tried(each))]
    where = place_with_side(episode.place, episode.side, missing="")
    return " ".join([*words, *pain, *lists, *map(word_name, lists), where, *done]).lower()


_WORD_FIELDS = tuple(attrgetter(field.name) for field in fields_of_kind("place", "side", "choice"))
_LIST_FIELDS = tuple(attrgetter(field.name) for field in fields_of_kind("words"))
_TEXT_FIELDS = tuple(attrgetter(field.name) for field in fields_of_kind("text"))
_ANSWERS_OF = attrgetter("pain", "tried", *(field.name for field in fields_of_kind("place", "side", "choice", "words")))
_MARGIN = timedelta(days=3)
"""The time by which the date of a row is in a period at most, seen from any time zone, before all of it is compared."""
_ROWS_AT_ONCE = 100
"""Number of rows whose texts are put together at a time."""


SORTS: dict[str, Callable[[NightRow], tuple[float, ...]]] = {
    "newest": lambda row: (-row.date.toordinal(),),
    "oldest": lambda row: (row.date.toordinal(),),
    "most pain": lambda row: (1 if row.worst is None else -row.worst, -row.date.toordinal()),
    "longest": lambda row: (-(row.seconds or 0), -row.date.toordinal()),
    "most cramps": lambda row: (-len(row.episodes), -row.date.toordinal()),
}
"""The sort keys of the log by the name of the order; nights without a value come last."""


def sort_rows(rows: Sequence[NightRow], order: str) -> tuple[NightRow, ...]:
    """Return the rows in one of the orders of `SORTS`."""
    return tuple(rows) if order == "newest" else tuple(sorted(rows, key=SORTS[order]))
