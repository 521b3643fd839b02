"""Lay the weeks of a plan item out as a table of marks: a week a row, a day a column. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from spasmtui.shared.plans.model import WEEK_DAYS, PlanItem, monday_of
from spasmtui.shared.plans.progress import Counts, ItemCounts, PlanProgress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_WEEKS = 26
"""The weeks that a table goes back at most."""


class Mark(StrEnum):
    """The outcome of an item on a day, in the words of the legend."""

    DONE = "done"
    PART = "in part"
    SKIPPED = "skipped"
    NOT_RECORDED = "not recorded"
    DUE = "due"
    EXTRA = "not planned, but done"


SIGNS = {
    Mark.DONE: "●", Mark.PART: "◐", Mark.SKIPPED: "–", Mark.NOT_RECORDED: "·", Mark.DUE: "○", Mark.EXTRA: "+",
}  # fmt: skip
ASCII_SIGNS = {
    Mark.DONE: "x", Mark.PART: "/", Mark.SKIPPED: "-", Mark.NOT_RECORDED: ".", Mark.DUE: "o", Mark.EXTRA: "+",
}  # fmt: skip
"""The sign of each mark; no two are alike without colour. A day without one was not planned, or is still to come."""


class WeekRow(NamedTuple):
    """A week of an item."""

    monday: date
    marks: tuple[Mark | None, ...]
    """One a day; None for a day that was not planned or is still to come."""
    counts: Counts

    @property
    def is_recorded(self) -> bool:
        """True if anything is known of it."""
        return any((self.counts.done, self.counts.part, self.counts.skipped, self.counts.extra))


def counts_of(found: Iterable[ItemCounts], item: PlanItem) -> ItemCounts | None:
    """Return what was counted of an item; None where it has no part in the period."""
    return next((each for each in found if each.item == item), None)


def mark_of(counts: Counts, day: date, today: date) -> Mark | None:
    """Return the mark of a day by its counts."""
    if not counts.planned:
        return Mark.EXTRA if counts.extra else None
    if counts.done == counts.planned:
        return Mark.DONE
    if counts.done or counts.part:
        return Mark.PART
    if counts.to_come:
        return Mark.DUE if day == today else None
    return Mark.SKIPPED if counts.skipped else Mark.NOT_RECORDED


def week_of(progress: PlanProgress, item: PlanItem, monday: date) -> WeekRow | None:
    """Return the week of an item that begins on a Monday; None where it has no day in it."""
    if (whole := counts_of(progress.in_week(monday), item)) is None:
        return None
    marks = []
    for number in range(WEEK_DAYS):
        day = monday + timedelta(days=number)
        found = counts_of(progress.on_day(day), item)
        marks.append(mark_of(found.counts, day, progress.today) if found is not None else None)
    return WeekRow(monday, tuple(marks), whole.counts)


def weeks_of(progress: PlanProgress, item: PlanItem, most: int = MOST_WEEKS) -> tuple[WeekRow, ...]:
    """Return the weeks of an item, the newest first."""
    last = progress.today if item.until is None else min(item.until, progress.today)
    mondays = (monday_of(last) - timedelta(weeks=number) for number in range(most))
    return tuple(row for monday in mondays if (row := week_of(progress, item, monday)) is not None)


def week_words(counts: Counts) -> str:
    """Return the counts of a week with its parts: `5 of 7 done · 1 in part, 1 not recorded`."""
    if not counts.planned:
        return f"not planned, done {counts.extra}" if counts.extra else "not planned"
    parts = [
        f"{number} {words}"
        for number, words in (
            (counts.part, Mark.PART.value),
            (counts.skipped, Mark.SKIPPED.value),
            (counts.not_recorded, Mark.NOT_RECORDED.value),
            (counts.to_come, "to come"),
            (counts.extra, "more than planned"),
        )
        if number
    ]
    return f"{counts.done} of {counts.planned} done" + (f" · {', '.join(parts)}" if parts else "")
