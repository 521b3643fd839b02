"""Draw the order of a trial of one: which weeks are on weeks, in which the routine is done, and which are off weeks.

The order is drawn at random from all orders with at most three weeks alike in a row, and two more of one kind than of
the other at most. The same set of orders is what the result is compared with at the end, in
`episodes/trial/randomization_test.py`, so neither may change: a trial keeps the seed alone, and its order is drawn from
it again whenever it is needed.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from spasmtui.shared.trials.limits import MOST_WEEKS

if TYPE_CHECKING:
    from datetime import date, tzinfo

MOST_ALIKE = 3
"""Weeks of one kind in a row."""
MOST_UNEVEN = 2
"""The most by which weeks of one kind may outnumber the others."""
DAYS = 7
LATEST_START_DAYS = 60
"""From the day on which a trial is agreed to, to its first evening."""


class TrialWeeks(NamedTuple):
    """The weeks of one trial, as far as another room needs them."""

    routine: str
    """The routine's id."""
    first_day: date
    """The first evening of the first week."""
    weeks: int
    seed: str
    ended_on: date | None = None
    """The day from which nothing is asked any more; None while nobody has ended it."""

    @property
    def last_day(self) -> date:
        """The last evening of the last planned week."""
        return self.first_day + timedelta(days=DAYS * self.weeks - 1)

    def week_of(self, day: date) -> int | None:
        """Return the number of a day's week, 0 for the first; None before and after the planned weeks."""
        week = (day - self.first_day).days // DAYS
        return week if 0 <= week < self.weeks else None

    def first_day_of(self, week: int) -> date:
        """Return the first day of a week by its number."""
        return self.first_day + timedelta(days=DAYS * week)


def agreed_since(day: date, zone: tzinfo | None) -> datetime:
    """Return the moment before which no trial can have been agreed to that has a week on a day or after it."""
    return datetime.combine(day - timedelta(days=LATEST_START_DAYS + DAYS * MOST_WEEKS + 1), time(), zone)


def is_off_week(trial: TrialWeeks, day: date) -> bool:
    """Return whether a day is in an off week of a trial that goes on: its routine is not asked for then."""
    return _kind(trial, day) is False


def is_on_week(trial: TrialWeeks, day: date) -> bool:
    """Return whether a day is in an on week of a trial that goes on."""
    return _kind(trial, day) is True


def _kind(trial: TrialWeeks, day: date) -> bool | None:
    """Return True in an on week, False in an off week, None outside the trial."""
    week = trial.week_of(day)
    if week is None or (trial.ended_on is not None and day >= trial.ended_on):
        return None
    return draw_order(trial.weeks, trial.seed)[week]


@lru_cache(maxsize=32)
def draw_order(weeks: int, seed: str) -> tuple[bool, ...]:
    """Return the kinds of all weeks, True for an on week: the same for the same seed, with any version of Python.

    The seed's SHA-256 digest is the place of the order among all orders, the off week sorted before the on week.
    """
    # Loaded when an order is drawn: the diary is read without it.
    digest = import_module("hashlib").sha256(f"spasmtui trial {weeks} {seed}".encode()).digest()
    place = int.from_bytes(digest, "big") % count_orders(weeks)
    order: list[bool] = []
    state = Beginning()
    for left in range(weeks - 1, -1, -1):
        for is_on in (False, True):
            following = state.then(is_on=is_on)
            ways = _count_from(following, left, weeks)
            if place < ways:
                break
            place -= ways
        order.append(is_on)
        state = following
    return tuple(order)


def count_orders(weeks: int) -> int:
    """Return the number of orders from which one is drawn."""
    return _count_from(Beginning(), weeks, weeks)


class Beginning(NamedTuple):
    """The beginning of an order, as far as it decides how the order may go on."""

    is_on: bool = False
    """The kind of its last week."""
    alike: int = 0
    """The weeks of that kind at its end; 0 where there is no week yet."""
    on_weeks: int = 0

    def then(self, *, is_on: bool) -> Beginning:
        """Return the beginning that is one week longer."""
        return Beginning(is_on, self.alike + 1 if self.alike and is_on is self.is_on else 1, self.on_weeks + is_on)

    def is_allowed(self, weeks: int, left: int) -> bool:
        """Return whether it keeps to the rules, and some order of so many weeks with so many left can still do so."""
        off_weeks = weeks - left - self.on_weeks
        most = (weeks + MOST_UNEVEN) // 2
        return self.alike <= MOST_ALIKE and self.on_weeks <= most and off_weeks <= most


@lru_cache(maxsize=4096)
def _count_from(state: Beginning, left: int, weeks: int) -> int:
    """Return the number of orders that begin so."""
    if not state.is_allowed(weeks, left):
        return 0
    if not left:
        return 1
    return sum(_count_from(state.then(is_on=is_on), left - 1, weeks) for is_on in (False, True))
