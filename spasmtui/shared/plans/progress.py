"""Count what was done of a plan: today, in a week, in a period. What is not recorded is not counted as left out.

One time of an item is done when as many runs of its routine as it has sets were completed on the day, on the side that
it asks for; where that is both, a run on each side makes one. A run that ended early, or a set too few, makes a time
partly done. Of two items with the same routine the first is counted first. An item that names no first day begins
with the first day on which something is recorded of it, since nobody knows since when it was planned.
"""

from __future__ import annotations

from collections import defaultdict
from copy import copy
from datetime import date, datetime, timedelta
from typing import NamedTuple, Protocol

from spasmtui.shared.plans.model import WEEK_DAYS, Plan, PlanItem, PlanSides, monday_of, plan_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

DAY = timedelta(days=1)


class PracticeRecord(Protocol):
    """A practice as the diary has it."""

    @property
    def routine(self) -> str:
        """The routine's id."""
        ...

    @property
    def started_at(self) -> datetime:
        """When it began, with the offset of the place."""
        ...

    @property
    def completed(self) -> bool:
        """True if it was done as written."""
        ...

    @property
    def side(self) -> str | None:
        """`left`, `right`, `both`, or None where it was not recorded."""
        ...

    @property
    def is_skipped(self) -> bool:
        """True if the person said that it is left out this time."""
        ...

    @property
    def pain(self) -> int | None:
        """The pain before it, 0 to 10."""
        ...

    @property
    def pain_after(self) -> int | None:
        """The pain after it."""
        ...

    @property
    def effort(self) -> int | None:
        """The effort it took, 0 to 10."""
        ...


class Counts(NamedTuple):
    """The numbers of times of an item that were planned, done, in part, skipped, not recorded, to come and extra."""

    planned: int = 0
    done: int = 0
    """The times that were done, of those planned."""
    part: int = 0
    """The times that were partly done: ended early, or fewer sets or sides than planned."""
    skipped: int = 0
    """The times of which the person said that they are left out."""
    not_recorded: int = 0
    """The times that are over, and of which nothing is known."""
    to_come: int = 0
    """The times that can still be done."""
    extra: int = 0
    """The times that were done beyond what was planned."""

    def __add__(self, other: object) -> Counts:
        """Return the sums."""
        if not isinstance(other, Counts):
            return NotImplemented
        return Counts(*(one + two for one, two in zip(self, other, strict=True)))


class ItemCounts(NamedTuple):
    """The counts of one item on a day, in a week or in a period, and the answers about its practices."""

    item: PlanItem
    counts: Counts
    sets_done: int = 0
    """The completed sets beyond the times that are done, of a day: 2 of 3 sets."""
    pains: tuple[int, ...] = ()
    """The recorded pain before each practice, and in the next two the pain after it and the effort."""
    pains_after: tuple[int, ...] = ()
    efforts: tuple[int, ...] = ()
    side_done: str = ""
    """The one side that is done of a time for both, of a day: `left` or `right`."""


class _Runs(NamedTuple):
    """The records of an item on one day."""

    done: int = 0
    sets_done: int = 0
    partly: int = 0
    ended_early: int = 0
    side_done: str = ""
    skipped: int = 0


def _never_off(_routine: str, _day: date) -> bool:
    return False


class PlanProgress:
    """The practices of a plan, counted by day once, and asked as often as a screen likes."""

    def __init__(
        self,
        plan: Plan,
        practices: Iterable[PracticeRecord],
        today: date,
        *,
        skips: Iterable[tuple[str, date]] = (),
        is_off: Callable[[str, date], bool] = _never_off,
    ) -> None:
        """Count the practices by routine and day.

        Args:
            plan: the plan.
            practices: those of the days that will be asked about at least, in any order.
            today: the present day, as `plan_day` has it.
            skips: routines and days of which the person said in another way that they are left out.
            is_off: says whether a routine is not to be done on a day, as in an off week of a trial.
        """
        self.plan = plan
        self.today = today
        self._is_off = is_off
        self._practices: defaultdict[tuple[str, date], list[PracticeRecord]] = defaultdict(list)
        self._skips: defaultdict[tuple[str, date], list[str | None]] = defaultdict(list)
        for practice in practices:
            key = practice.routine, plan_day(practice.started_at)
            if practice.is_skipped:
                self._skips[key].append(practice.side)
            else:
                self._practices[key].append(practice)
        for routine, day in skips:
            self._skips[routine, day] = self._skips[routine, day] or [None]
        self._runs: dict[date, Mapping[PlanItem, _Runs]] = {}
        # By the present day too: `as_of` shares them.
        self._days: dict[tuple[date, date], tuple[ItemCounts, ...]] = {}
        self._periods: dict[tuple[date, date, date], tuple[ItemCounts, ...]] = {}
        recorded = [(day, routine) for routine, day in (*self._practices, *self._skips)]
        self._first_days = {
            item: min((day for day, routine in recorded if routine == item.routine and day < today), default=today)
            for item in plan.items
            if item.from_day is None
        }

    def as_of(self, today: date) -> PlanProgress:
        """Return the same practices counted on another day, as if nothing more had been recorded until then."""
        other = copy(self)
        other.today = today
        return other

    def on_day(self, day: date) -> tuple[ItemCounts, ...]:
        """Return the items that are planned on a day, or were practised on it, in the plan's order.

        An item whose days are the person's choice is planned today while its week needs it; on a day that is over it is
        planned as far as something is recorded of it.
        """
        if (known := self._days.get((day, self.today))) is not None:
            return known
        found = []
        for item in self._active_items(day):
            counts = self._count_day(item, day)
            if counts.planned or counts.extra:
                found.append(self._with_answers(item, counts, (day,)))
        self._days[day, self.today] = tuple(found)
        return self._days[day, self.today]

    def in_week(self, monday: date) -> tuple[ItemCounts, ...]:
        """Return what became of each item in the week of this Monday, without those that have no day in it."""
        return self.in_period(monday, monday + timedelta(days=WEEK_DAYS - 1))

    def in_period(self, since: date, until: date) -> tuple[ItemCounts, ...]:
        """Return what became of each item from a day to another, both included; later days than today are to come."""
        if (known := self._periods.get((since, until, self.today))) is not None:
            return known
        found = []
        for item in self.plan.items:
            days = [day for day in _days(since, until) if self._is_active(item, day)]
            if not days:
                continue
            counts = Counts()
            for monday in sorted({monday_of(day) for day in days}):
                counts += self._count_week(item, [day for day in days if monday_of(day) == monday])
            found.append(self._with_answers(item, counts, days))
        self._periods[since, until, self.today] = tuple(found)
        return self._periods[since, until, self.today]

    @property
    def today_counts(self) -> Counts:
        """The counts of all items of today."""
        total = Counts()
        for each in self.on_day(self.today):
            total += each.counts
        return total

    def is_off_day(self, item: PlanItem, day: date) -> bool:
        """Return whether an item is not to be done on a day that its plan has it on, as in an off week of a trial."""
        return item.is_active(day) and self._is_off(item.routine, day)

    def practices_of(self, item: PlanItem, day: date) -> tuple[PracticeRecord, ...]:
        """Return the practices of a day that may count to an item, the earliest first; none that is skipped."""
        found = (each for each in self._practices.get((item.routine, day), ()) if _is_of_side(item, each))
        return tuple(sorted(found, key=lambda each: each.started_at))

    def due_items(self) -> tuple[ItemCounts, ...]:
        """Return the items of today of which something is still to come."""
        return tuple(each for each in self.on_day(self.today) if each.counts.to_come)

    def _is_active(self, item: PlanItem, day: date) -> bool:
        return item.is_active(day) and day >= self._first_days.get(item, day)

    def _active_items(self, day: date) -> list[PlanItem]:
        return [item for item in self.plan.items if self._is_active(item, day)]

    def _count_week(self, item: PlanItem, days: list[date]) -> Counts:
        """Return what became of an item on these days of one week."""
        if not item.is_any_day:
            total = Counts()
            for day in days:
                total += self._count_day(item, day)
            return total
        open_days = [day for day in days if not self._is_off(item.routine, day)]
        # So many days of a whole week; of a part of one its share, a half rounded up.
        planned_days = min(len(open_days), (2 * item.days_a_week * len(open_days) + WEEK_DAYS) // (2 * WEEK_DAYS))
        planned = planned_days * item.times_a_day
        runs = [self._runs_of(item, day) for day in days]
        done = min(planned, sum(min(each.done, item.times_a_day) for each in runs))
        extra = sum(each.done for each in runs) - done
        part = min(planned - done, sum(each.partly for each in runs))
        skipped = min(planned - done - part, sum(each.skipped for each in runs))
        rest = planned - done - part - skipped
        to_come = min(rest, sum(self._times_left(item, day) for day in open_days if day >= self.today))
        return Counts(planned, done, part, skipped, rest - to_come, to_come, extra)

    def _times_left(self, item: PlanItem, day: date) -> int:
        """Return how many times of an item a day has left, beside those of which something is recorded."""
        runs = self._runs_of(item, day)
        return max(0, item.times_a_day - runs.done - runs.partly - runs.skipped)

    def _count_day(self, item: PlanItem, day: date) -> Counts:
        runs = self._runs_of(item, day)
        if item.is_any_day:
            recorded = min(item.times_a_day, runs.done + runs.partly + runs.skipped)
            is_needed = day == self.today and not self._is_off(item.routine, day) and self._is_week_open(item, day)
            planned = item.times_a_day if is_needed or runs.done or runs.partly else recorded
        else:
            is_planned = item.is_planned_on(day) and not self._is_off(item.routine, day)
            planned = item.times_a_day if is_planned else 0
        done = min(planned, runs.done)
        is_over = day < self.today
        part = min(planned - done, runs.partly)
        skipped = min(planned - done - part, runs.skipped)
        rest = planned - done - part - skipped
        return Counts(planned, done, part, skipped, rest * is_over, rest * (not is_over), runs.done - done)

    def _is_week_open(self, item: PlanItem, day: date) -> bool:
        """Return whether an item's week needs more days than those before this one on which something is recorded."""
        monday = monday_of(day)
        used = (self._runs_of(item, monday + DAY * number) for number in range(day.weekday()))
        return sum(1 for each in used if each.done or each.partly or each.skipped) < item.days_a_week

    def _with_answers(self, item: PlanItem, counts: Counts, days: Iterable[date]) -> ItemCounts:
        days = tuple(days)
        practices = [each for day in days for each in self._practices[item.routine, day] if _is_of_side(item, each)]
        return ItemCounts(
            item,
            counts,
            self._runs_of(item, days[0]).sets_done if len(days) == 1 else 0,
            tuple(each.pain for each in practices if each.pain is not None),
            tuple(each.pain_after for each in practices if each.pain_after is not None),
            tuple(each.effort for each in practices if each.effort is not None),
            self._runs_of(item, days[0]).side_done if len(days) == 1 else "",
        )

    def _runs_of(self, item: PlanItem, day: date) -> _Runs:
        """Return what was recorded of an item on a day; a time of today that lacks a set or a side is still to come."""
        runs = self._runs_on(day).get(item, _Runs())
        if day < self.today:
            return runs
        if item.sets == 1:
            return runs._replace(partly=runs.ended_early)
        return runs._replace(partly=0) if runs.sets_done or runs.side_done else runs

    def _runs_on(self, day: date) -> Mapping[PlanItem, _Runs]:
        """Return what was recorded of each item on a day."""
        if (known := self._runs.get(day)) is None:
            known = self._runs[day] = self._share_out(day)
        return known

    def _share_out(self, day: date) -> Mapping[PlanItem, _Runs]:
        shared: dict[PlanItem, _Runs] = {}
        by_routine: defaultdict[str, list[PlanItem]] = defaultdict(list)
        for item in self._active_items(day):
            by_routine[item.routine].append(item)
        for routine, items in by_routine.items():
            left = list(self._practices[routine, day])
            sides: list[str | None] = [each.sides.value if each.sides else None for each in items]
            skips = len(_without(self._skips[routine, day], sides))
            for number, item in enumerate(items):
                is_last = number == len(items) - 1
                most_sets = None if is_last else item.times_a_day * item.sets
                mine, left = _take(item, left, most_sets)
                runs = _count_runs(item, mine)
                own = 0 if sides[number] in sides[:number] else self._skips[routine, day].count(sides[number])
                more = skips if is_last else min(skips, max(0, item.times_a_day - runs.done - runs.partly - own))
                skips -= more
                shared[item] = runs._replace(skipped=own + more)
        return shared


def _without(skips: Iterable[str | None], sides: list[str | None]) -> list[str | None]:
    """Return what was skipped on another side than that of any item, or without a side."""
    return [side for side in skips if side not in sides]


def _take(
    item: PlanItem, practices: list[PracticeRecord], most_sets: int | None
) -> tuple[list[PracticeRecord], list[PracticeRecord]]:
    """Divide practices into those of an item and those that are left for the next item with the same routine."""
    mine: list[PracticeRecord] = []
    left: list[PracticeRecord] = []
    for practice in sorted(practices, key=lambda each: each.started_at):
        is_mine = _is_of_side(item, practice) and (most_sets is None or _whole_sets(item, mine) < most_sets)
        (mine if is_mine else left).append(practice)
    return mine, left


def _is_of_side(item: PlanItem, practice: PracticeRecord) -> bool:
    """Return whether a practice was on the side that an item asks for; where that is not recorded it counts."""
    return item.sides in (None, PlanSides.BOTH) or practice.side in (None, "both", item.sides)


def _whole_sets(item: PlanItem, practices: Iterable[PracticeRecord]) -> int:
    """Return the completed sets; where both sides are asked for, one on each side makes one."""
    whole = [each.side for each in practices if each.completed]
    if item.sides is not PlanSides.BOTH:
        return len(whole)
    left, right = whole.count("left"), whole.count("right")
    return len(whole) - left - right + min(left, right)


def _count_runs(item: PlanItem, practices: list[PracticeRecord]) -> _Runs:
    whole = _whole_sets(item, practices)
    done, sets_done = divmod(whole, item.sets)
    sides = [each.side for each in practices if each.completed] if item.sides is PlanSides.BOTH else []
    more_left = sides.count("left") - sides.count("right")
    ended_early = sum(not each.completed for each in practices)
    broken = abs(more_left) + ended_early
    # With several sets, what is left of them is one time, partly done; else each run that ended early is one.
    partly = broken if item.sets == 1 else int(bool(sets_done or broken))
    side_done = ("left" if more_left > 0 else "right") if more_left else ""
    return _Runs(done=done, sets_done=sets_done, partly=partly, ended_early=ended_early, side_done=side_done)


def _days(since: date, until: date) -> list[date]:
    return [since + DAY * number for number in range((until - since).days + 1)]
