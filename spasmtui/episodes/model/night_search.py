"""Search the nights of the diary for words, anew at each letter of a filter, and sort what was found."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import chain
from operator import add, attrgetter
from threading import Lock
from typing import TYPE_CHECKING, overload

from spasmtui.episodes.model.fields import fields_of_kind
from spasmtui.episodes.model.names import SHIPPED, Names, word_name
from spasmtui.episodes.model.night import NIGHT_ENDS_HOUR, is_at_night
from spasmtui.episodes.model.night_rows import NightRow
from spasmtui.shared.formats import MONTH_NAMES, WEEKDAY_NAMES, place_with_side

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spasmtui.episodes.model.episode import Episode
    from spasmtui.shared.times.bounds import Period

_MARGIN = timedelta(days=3)
"""How far outside a period, seen from any time zone, the date of a row in it can be; others are left out at once."""
_ROWS_AT_ONCE = 100
"""Number of rows whose texts are put together at a time."""
_MOST_STEPS = 12
"""Number of searches that are kept, so that a letter that is taken back needs no search."""
_MEASURES: dict[str, tuple[Callable[[Episode], int], Callable[[int, int], int], int]] = {
    "most pain": (lambda episode: -1 if episode.pain is None else episode.pain, max, -1),
    "longest": (lambda episode: episode.duration_seconds or 0, add, 0),
    "most cramps": (lambda _episode: 1, add, 0),
}
"""Of an order: what counts of an episode, how it is joined to that of a night, and what a night without one has."""
SORTS = ("newest", "oldest", *_MEASURES)
"""The names of the orders of the log. Nights without a value come last, and of equal ones the newest first."""


class Search:
    """A search for words in nights. What is searched in each episode is put together once.

    A hit is the number of an episode among all, or of a night without one, in the order of the rows.
    """

    def __init__(self, rows: Iterable[NightRow], names: Names = SHIPPED) -> None:
        self.rows = tuple(rows)
        """The nights, newest first."""
        self._names = names
        self._lock = Lock()
        self._texts: list[str] = []
        """The text of each hit, with that of its night, as far as they have been put together."""
        self._prepared_rows = 0
        self._known: dict[object, str] = {}
        self._steps: list[tuple[str, Sequence[int]]] = []
        """Texts of the last searches, each the beginning of the next one, and their hits."""
        self._nights: _Nights | None = None

    @property
    def is_prepared(self) -> bool:
        """True if all texts have been put together, so that a search takes no more than milliseconds."""
        return self._prepared_rows == len(self.rows)

    def prepare_some(self) -> bool:
        """Put the texts of some more rows together; return whether there are more.

        For a thread that does so while nobody waits for it; a search puts the rest together at once.
        """
        with self._lock:
            rows = self.rows[self._prepared_rows : self._prepared_rows + _ROWS_AT_ONCE]
            self._texts += chain.from_iterable(map(self._texts_of, rows))
            self._prepared_rows += len(rows)
            if self.is_prepared:
                self._known.clear()
        return not self.is_prepared

    def matching(self, text: str) -> FoundNights:
        """Return the nights that contain every word of `text`, each with only its matching episodes; all for no text.

        A word of the night itself, as of its date, counts for each of its episodes.
        """
        text = text.lower()
        words = text.split()
        if not words:
            return FoundNights(self.nights, range(len(self.nights.numbers)))
        while self.prepare_some():
            pass
        while self._steps and not text.startswith(self._steps[-1][0]):
            self._steps.pop()
        before, hits = self._steps[-1] if self._steps else ("", range(len(self._texts)))
        # What has all words now had those that were typed so far, of which only the last may have become longer.
        for word in words[max(0, len(before.split()) - 1) :] if text != before else ():
            hits = self._hits_with(word, hits)
        if text != before:
            self._steps = [*self._steps[1 - _MOST_STEPS :], (text, hits)]
        return FoundNights(self.nights, hits)

    def _hits_with(self, word: str, hits: Sequence[int]) -> Sequence[int]:
        texts = self._texts
        if isinstance(hits, range):
            return [hit for hit, text in enumerate(texts) if word in text]
        found = [hit for hit in hits if word in texts[hit]]
        # Most letters of a date leave everything, and need no second list.
        return hits if len(found) == len(hits) else found

    def within(self, period: Period) -> FoundNights:
        """Return the nights with an episode of a period, each with only those, and nights without one on its days."""
        earliest, latest = period.earliest, period.latest
        first = date.min if earliest is None else (earliest - _MARGIN).date()
        last = date.max if latest is None else (latest + _MARGIN).date()
        hits: list[int] = []
        for row, hit in zip(self.rows, self.nights.first_hits, strict=False):
            if first <= row.date <= last:
                hits += (hit + at for at, each in enumerate(row.episodes) if period.holds(each.started_at))
                if not row.episodes and period.holds_day(row.date.isoformat()):
                    hits.append(hit)
        return FoundNights(self.nights, hits)

    @property
    def nights(self) -> _Nights:
        """The nights by the numbers of their hits; computed by the first search."""
        if self._nights is None:
            self._nights = _Nights(self.rows)
        return self._nights

    def _texts_of(self, row: NightRow) -> Iterable[str]:
        night = _night_text(row, self._names)
        return (f"{night} {self._episode_text(each)}" for each in row.episodes) if row.episodes else (night,)

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


class _Nights:
    """The nights of a diary, and which hits are theirs."""

    __slots__ = ("_measured", "first_hits", "kinds", "numbers", "rows")

    def __init__(self, rows: tuple[NightRow, ...]) -> None:
        self._measured: dict[str, list[int]] = {}
        self.rows = rows
        self.first_hits: list[int] = []
        """The first hit of each night, and the number of all hits."""
        self.numbers: list[int] = []
        """The number of the night of each hit."""
        self.kinds: list[int] = []
        """For each hit twice the number of its night, one more by day; -1 for a night without an episode."""
        for number, row in enumerate(rows):
            self.first_hits.append(len(self.numbers))
            at_night, by_day = 2 * number, 2 * number + 1
            for episode in row.episodes:
                self.numbers.append(number)
                self.kinds.append(at_night if is_at_night(episode.started_at) else by_day)
            if not row.episodes:
                self.numbers.append(number)
                self.kinds.append(-1)
        self.first_hits.append(len(self.numbers))

    def measured(self, order: str) -> list[int]:
        """Return for each hit what counts in an order; computed once."""
        if order not in self._measured:
            measure, _, without = _MEASURES[order]
            self._measured[order] = [
                amount for row in self.rows for amount in (tuple(map(measure, row.episodes)) or (without,))
            ]
        return self._measured[order]


class FoundNights(Sequence[NightRow]):
    """The nights that a search found, each with only its matching episodes. A night is made when it is looked at."""

    __slots__ = ("_hits", "_nights", "_numbers")

    def __init__(self, nights: _Nights, hits: Sequence[int], numbers: Sequence[int] | None = None) -> None:
        """Take the hits in their order.

        Args:
            nights: all nights.
            hits: the hits among them.
            numbers: the numbers of the nights in another order than the newest first.
        """
        self._nights = nights
        self._hits = hits
        self._numbers = list(dict.fromkeys(map(nights.numbers.__getitem__, hits))) if numbers is None else numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, index: int) -> NightRow: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[NightRow, ...]: ...
    def __getitem__(self, index: int | slice) -> NightRow | tuple[NightRow, ...]:
        """Return a night, or some of them."""
        if isinstance(index, slice):
            return tuple(map(self.__getitem__, range(*index.indices(len(self)))))
        number = self._numbers[index]
        row, first, end = self._nights.rows[number], *self._nights.first_hits[number : number + 2]
        hits = self._hits[bisect_left(self._hits, first) : bisect_left(self._hits, end)]
        if len(hits) == end - first:
            return row
        return NightRow(
            date=row.date, episodes=tuple(row.episodes[hit - first] for hit in hits), words=row.words,
            practices=row.practices,
        )  # fmt: skip

    def sorted_by(self, order: str) -> FoundNights:
        """Return the nights in one of the orders of `SORTS`."""
        if order == "newest":
            return self
        if order == "oldest":
            return FoundNights(self._nights, self._hits, self._numbers[::-1])
        amounts, number_of, join = self._nights.measured(order), self._nights.numbers, _MEASURES[order][1]
        totals: dict[int, int] = {}
        for hit in self._hits:
            number, amount = number_of[hit], amounts[hit]
            totals[number] = join(totals[number], amount) if number in totals else amount
        return FoundNights(self._nights, self._hits, sorted(totals, key=totals.__getitem__, reverse=True))

    def index_of(self, day: date | None) -> int | None:
        """Return the place of the night of a date; None where it is not among them."""
        if day is None:
            return None
        rows = self._nights.rows
        number = bisect_left(rows, -day.toordinal(), key=lambda row: -row.date.toordinal())
        if number == len(rows) or rows[number].date != day or number not in self._numbers:
            return None
        return self._numbers.index(number)

    @property
    def earliest(self) -> date | None:
        """The date of the first night in the order of time; None without any."""
        return self._nights.rows[max(self._numbers)].date if self._numbers else None

    def count_affected(self) -> tuple[int, int]:
        """Return the number of nights with a cramp at night, and of those with one by day."""
        kinds = set(map(self._nights.kinds.__getitem__, self._hits))
        kinds.discard(-1)
        by_day = sum(kind & 1 for kind in kinds)
        return len(kinds) - by_day, by_day


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
