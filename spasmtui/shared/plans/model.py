"""Define a plan: which routines were agreed on, how often, on which side, from when to when, and by whom."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

DAY_BEGINS_HOUR = 5
"""The hour before which a practice belongs to the day before: bedtime may be after midnight."""
WEEK_DAYS = 7
MOST_TIMES_A_DAY = 12
MOST_SETS = 20
MOST_ITEMS = 40
FIRST_YEAR, LAST_YEAR = 1900, 2200
"""The years of a plan, which are those of the diary; with others nothing can be counted."""


class PlanSides(StrEnum):
    """The side that a plan item asks for; without one the routine's own sides hold."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class PlanItem(NamedTuple):
    """One routine of a plan, and how often it is to be done."""

    routine: str
    """The routine's id."""
    times_a_day: int = 1
    days_a_week: int = WEEK_DAYS
    """Any days, so many of them in a week; all seven where `weekdays` names the days."""
    weekdays: tuple[int, ...] = ()
    """The days on which it is planned, 0 for Monday; empty where any day will do."""
    sets: int = 1
    """The runs of the routine that make one time."""
    sides: PlanSides | None = None
    at: tuple[time, ...] = ()
    """Times of day at which it was to be done, for reminders; they decide nothing about what counts."""
    from_day: date | None = None
    until: date | None = None
    """The last day."""
    by: str = ""
    """The name of who asked for it; empty for the person's own choice."""
    note: str = ""

    def is_active(self, day: date) -> bool:
        """Return whether the plan has it on this day: it has begun and not ended."""
        return (self.from_day is None or self.from_day <= day) and (self.until is None or day <= self.until)

    @property
    def is_any_day(self) -> bool:
        """True if the days of a week are the person's choice: three times a week, say, on whichever days."""
        return not self.weekdays and self.days_a_week < WEEK_DAYS

    def is_planned_on(self, day: date) -> bool:
        """Return whether it is to be done on this very day; False where the days are the person's choice."""
        return self.is_active(day) and not self.is_any_day and (not self.weekdays or day.weekday() in self.weekdays)


class Plan(NamedTuple):
    """All items that were ever agreed on; those that have ended stay, for what was planned then."""

    items: tuple[PlanItem, ...] = ()
    title: str = ""
    by: str = ""
    """The name of who made it."""

    def active_items(self, day: date) -> tuple[PlanItem, ...]:
        """Return the items that the plan has on this day, whether or not they are to be done on it."""
        return tuple(item for item in self.items if item.is_active(day))


def plan_day(moment: datetime) -> date:
    """Return the day to which a practice counts: until 05:00 on its own clock face it is the day before."""
    return (moment - timedelta(hours=DAY_BEGINS_HOUR)).date() if moment.hour < DAY_BEGINS_HOUR else moment.date()


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())
