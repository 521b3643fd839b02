"""Say that the time of a plan item is over, with what the diary has of the nights before it and during it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from spasmtui.shared.atomic_file import replace_file
from spasmtui.shared.formats import day_and_month
from spasmtui.shared.plans.model import WEEK_DAYS, Plan, PlanItem
from spasmtui.shared.regular_file import decode_text, read_regular

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHOWN_DAYS = 42
"""The days for which it is said that an item has ended."""
MOST_WEEKS_IN_WORDS = 12
_WORDS = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
FILE_NAME = "plan-left-ended.txt"
MOST_NAMES = 100
PASSES = "Plans begin at bad times, and those also pass by themselves."
"""What two counts one after the other cannot tell apart: regression to the mean (fact L23)."""
DECIDE = "Go on, or leave it ended: it is for you to decide."


class Nights(NamedTuple):
    """The nights of a period."""

    affected: int
    """Those with a cramp."""
    recorded: int


class Ended(NamedTuple):
    """An item whose time is over, until the person has decided."""

    item: PlanItem
    title: str
    during: Nights | None = None
    """The nights while it was planned, and those of as many days before; None where it says no first day."""
    before: Nights | None = None

    @property
    def days(self) -> int:
        """The days for which it was planned; 0 where it says no first day."""
        if self.item.from_day is None or self.item.until is None:
            return 0
        return (self.item.until - self.item.from_day).days + 1

    @property
    def name(self) -> str:
        """The name by which it is remembered that the person leaves it ended."""
        return f"{self.item.routine}:{self.item.until}"


def find_ended(plan: Plan, today: date, left: frozenset[str] = frozenset()) -> PlanItem | None:
    """Return the item that has ended last, unless it goes on in another one or the person has left it ended."""
    going_on = {each.routine for each in plan.items if each.until is None or each.until >= today}
    ended = [
        each
        for each in plan.items
        if each.until is not None
        and timedelta(0) < today - each.until <= timedelta(days=SHOWN_DAYS)
        and each.routine not in going_on
        and Ended(each, "").name not in left
    ]
    return max(ended, key=lambda each: each.until or date.min, default=None)


def describe_ended(item: PlanItem, title: str, count_nights: Callable[[date, date], tuple[int, int]]) -> Ended:
    """Return an item that has ended with the nights of its time and of as many days before.

    Args:
        item: the item.
        title: the title of its routine.
        count_nights: returns the nights with a cramp and all that are recorded, from a day to another.
    """
    ended = Ended(item, title)
    if item.from_day is None or item.until is None:
        return ended
    during = Nights(*count_nights(item.from_day, item.until))
    day = timedelta(days=1)
    before = Nights(*count_nights(item.from_day - day * ended.days, item.from_day - day))
    return ended._replace(during=during, before=before)


def ended_words(ended: Ended, *, is_short: bool = False) -> str:
    """Return what is to be said, with no word of a cause.

    Such as `Bedtime stretches: the six weeks ended on 10 Jan. Cramps on 9 of 40 recorded nights; before: 12 of 28.`

    Args:
        ended: the item.
        is_short: say no more than that it has ended.
    """
    until = ended.item.until
    when = f" on {day_and_month(until)}" if until is not None else ""
    weeks, rest = divmod(ended.days, WEEK_DAYS)
    period = f"the {_WORDS[weeks]} weeks" if not rest and 1 < weeks <= MOST_WEEKS_IN_WORDS else "its time"
    parts = [f"{ended.title}: {period} ended{when}."]
    if is_short:
        return parts[0]
    if ended.during is not None and ended.before is not None and ended.during.recorded:
        nights = f"Cramps on {ended.during.affected} of {ended.during.recorded} recorded nights"
        before = f"; before: {ended.before.affected} of {ended.before.recorded}" if ended.before.recorded else ""
        parts.append(f"{nights}{before}.")
        parts += [PASSES] if before else []
    return " ".join((*parts, DECIDE))


def gone_on(item: PlanItem, today: date) -> PlanItem:
    """Return the item that goes on from today, for as long as the one that has ended."""
    days = Ended(item, "").days
    return item._replace(from_day=today, until=today + timedelta(days=days - 1) if days else None)


class LeftEnded:
    """The names of items that the person leaves ended; without the file it is said once more that they have."""

    def __init__(self, state: Path) -> None:
        """Take the state folder."""
        self._path = state / FILE_NAME

    def names(self) -> frozenset[str]:
        """Return the names."""
        return frozenset(self._read())

    def add(self, name: str) -> None:
        """Remember an item.

        Raises:
            OSError: the file cannot be written.
        """
        known = [each for each in self._read() if each != name]
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        replace_file(self._path, "".join(f"{each}\n" for each in [*known, name][-MOST_NAMES:]).encode())

    def _read(self) -> list[str]:
        try:
            return decode_text(read_regular(self._path)).split()
        except (OSError, ValueError):
            return []
