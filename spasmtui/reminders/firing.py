"""Decide whether a reminder that the system gives now is said, or whether there is nothing to remind of."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta

from spasmtui.reminders.model import Key
from spasmtui.shared.plans.model import DAY_BEGINS_HOUR, MOST_TIMES_A_DAY, Plan, PlanItem, plan_day
from spasmtui.shared.plans.progress import PlanProgress, PracticeRecord
from spasmtui.shared.times.recurring import DayTime

EARLIEST = timedelta(minutes=1)
"""A timer of the system may come so much before its time."""
LATEST = timedelta(hours=1)
"""The longest delay, such as by a lid that was closed: a reminder of the evening says nothing in the morning."""
LEFT_OUT_ROUTINE, LEFT_OUT_WORD = "bedtime-prevention", "no-stretches"
"""The routine of which a word of a day says that it is left out, and that word."""
_DAY = timedelta(days=1)


def first_moment(now: datetime) -> datetime:
    """Return the beginning of the day that goes on."""
    return datetime.combine(plan_day(now), time(DAY_BEGINS_HOUR), now.tzinfo)


def reason_for_silence(
    key: Key,
    now: datetime,
    *,
    times: Iterable[DayTime],
    practices: Iterable[PracticeRecord],
    plan: Plan = Plan(),  # noqa: B008 -- a named tuple
    skips: Iterable[tuple[str, date]] = (),
    is_off: Callable[[str, date], bool] = lambda _routine, _day: False,
) -> str:
    """Return why nothing is said, as a sentence; empty where the reminder is said.

    What the plan asks for decides where the plan has the routine; else each reminder of a day wants one time.

    Args:
        key: the reminder.
        now: the present.
        times: the times of all reminders of its routine on this day.
        practices: those of this week at least.
        plan: the plan.
        skips: routines and days of which the person said in another way that they are left out.
        is_off: says whether a routine is not to be done on a day, as in an off week of a trial.
    """
    due_at = now.replace(hour=key.time.hour, minute=key.time.minute, second=0, microsecond=0)
    if LATEST < (now - due_at) % _DAY < _DAY - EARLIEST:
        return f"It is too late for the reminder of {key.time.shown}."
    today, planned = plan_day(now), tuple(item for item in plan.items if item.routine == key.routine)
    if is_off(key.routine, today):
        return "It is an off week of the trial."
    day_times = {_minutes_of_day(each) for each in (*times, key.time)}
    items = planned or (PlanItem(key.routine, times_a_day=min(len(day_times), MOST_TIMES_A_DAY)),)
    progress = PlanProgress(Plan(items), practices, today, skips=skips, is_off=is_off)
    counts = progress.today_counts
    if not counts.planned:
        return "The plan does not ask for it today."
    recorded = counts.done + counts.part + counts.skipped
    # The first reminder of a day wants the first time, the second one the second.
    if not counts.to_come or recorded >= sum(each <= _minutes_of_day(key.time) for each in day_times):
        return (
            "It was left out today." if counts.skipped and not (counts.done or counts.part) else "It was done already."
        )
    return ""


def _minutes_of_day(at: DayTime) -> int:
    """Return the minutes from the beginning of a day to a time."""
    return ((at.hour - DAY_BEGINS_HOUR) % 24) * 60 + at.minute


def line_of(title: str, at: DayTime, *, is_neutral: bool, is_english: bool) -> str:
    """Return the one line that is said."""
    if is_neutral:
        return f"A reminder for {at.shown}" if is_english else at.shown
    return f"Due now: {title}" if is_english else title
