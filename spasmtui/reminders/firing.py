"""Decide whether a reminder that the system gives now is said, or whether there is nothing to remind of."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from spasmtui.reminders.model import Key
from spasmtui.shared.plans.model import DAY_BEGINS_HOUR, MOST_TIMES_A_DAY, Plan, PlanItem
from spasmtui.shared.plans.progress import Counts
from spasmtui.shared.times.recurring import DayTime

EARLIEST = timedelta(minutes=1)
"""A timer of the system may come so much before its time."""
LATEST = timedelta(hours=1)
"""The longest delay, such as by a lid that was closed: a reminder of the evening says nothing in the morning."""
_DAY = timedelta(days=1)


def items_of(plan: Plan, routine: str, times: Iterable[DayTime]) -> tuple[PlanItem, ...]:
    """Return what is asked of a routine: what the plan says, else one time for each of its reminders of a day."""
    planned = tuple(item for item in plan.items if item.routine == routine)
    return planned or (PlanItem(routine, times_a_day=min(len({*times}) or 1, MOST_TIMES_A_DAY)),)


def reason_for_silence(key: Key, now: datetime, *, times: Iterable[DayTime], counts: Counts) -> str:
    """Return why nothing is said, as a sentence; empty where the reminder is said.

    Args:
        key: the reminder.
        now: the present.
        times: the times of all reminders of its routine on this day, and those that the plan names.
        counts: what became of its routine on this day.
    """
    due_at = now.replace(hour=key.time.hour, minute=key.time.minute, second=0, microsecond=0)
    if LATEST < (now - due_at) % _DAY < _DAY - EARLIEST:
        return f"It is too late for the reminder of {key.time.shown}."
    if not counts.planned:
        return "It is not planned for today."
    recorded = counts.done + counts.part + counts.skipped
    # The first reminder of a day wants the first time, the second one the second, and the last one all of them.
    in_order = sorted({_minutes_of_day(each) for each in (*times, key.time)})
    number = in_order.index(_minutes_of_day(key.time)) + 1
    is_early = number < len(in_order) and recorded >= number
    if not counts.to_come or is_early:
        return "It was done already." if counts.done or counts.part else "It was left out today."
    return ""


def _minutes_of_day(at: DayTime) -> int:
    """Return the minutes from the beginning of a day to a time."""
    return ((at.hour - DAY_BEGINS_HOUR) % 24) * 60 + at.minute


def line_of(title: str, at: DayTime, *, is_neutral: bool, is_english: bool) -> str:
    """Return the one line that is said."""
    if is_neutral:
        return f"A reminder for {at.shown}" if is_english else at.shown
    return f"Due now: {title}" if is_english else title
