"""Summarize a plan for the sheet: what was planned in its period, and what became of it. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from spasmtui.episodes.model.episode import Day, Practice
from spasmtui.episodes.model.names import BEDTIME, NO_STRETCHES
from spasmtui.shared.plans.model import WEEK_DAYS, Plan, PlanItem
from spasmtui.shared.plans.progress import ItemCounts, PlanProgress

OffDays = Callable[[str, date], bool]
"""Says whether a routine is not to be done on a day, as in an off week of a trial."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """The median of one rating, and the number of practices that have it."""

    recorded: int
    median: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One item of the plan in the period, up to today."""

    routine: str
    """The routine's id."""
    side: str | None
    how_often: str
    """In words, such as `3 sets, twice a day, 5 days a week`."""
    planned: int
    """The times that were planned and are due; the next four numbers add up to it."""
    done: int
    part: int
    """The times that were partly done: ended early, or fewer sets or sides than planned."""
    skipped: int
    """The times of which the person said that they are left out."""
    not_recorded: int
    extra: int
    """The times that were done beyond the plan."""
    pain: Rating
    """Before a practice, and in the next two the pain after it and the effort."""
    pain_after: Rating
    effort: Rating


def plan_rows(
    plan: Plan,
    practices: Iterable[Practice],
    days: Iterable[Day],
    *,
    since: date,
    until: date,
    today: date,
    is_off: OffDays | None = None,
) -> tuple[PlanRow, ...]:
    """Return the items of a plan that have a day in the period, in the plan's order.

    Args:
        plan: the plan.
        practices: all of the diary.
        days: the described days: one without stretches leaves them out.
        since: the first day.
        until: the last day.
        today: the present day; what is still to come on it is not yet planned here.
        is_off: says on which days a routine is not to be done.
    """
    skips = [(BEDTIME, date.fromisoformat(day.date)) for day in days if NO_STRETCHES in day.words]
    options = {} if is_off is None else {"is_off": is_off}
    progress = PlanProgress(plan, practices, today, skips=skips, **options)
    return tuple(map(_row, progress.in_period(since, until)))


def _row(item_counts: ItemCounts) -> PlanRow:
    item, counts = item_counts.item, item_counts.counts
    return PlanRow(
        routine=item.routine,
        side=None if item.sides is None else item.sides.value,
        how_often=how_often(item),
        planned=counts.planned - counts.to_come,
        done=counts.done,
        part=counts.part,
        skipped=counts.skipped,
        not_recorded=counts.not_recorded,
        extra=counts.extra,
        pain=_rate(item_counts.pains),
        pain_after=_rate(item_counts.pains_after),
        effort=_rate(item_counts.efforts),
    )


def _rate(values: Sequence[int]) -> Rating:
    return Rating(recorded=len(values), median=float(median(values)) if values else None)


def how_often(item: PlanItem) -> str:
    """Return how often an item is planned: `daily`, `twice a day`, `3 sets, once a day, 5 days a week`."""
    days = len(item.weekdays) or item.days_a_week
    is_daily = days == WEEK_DAYS
    times = {1: "once", 2: "twice"}.get(item.times_a_day, f"{item.times_a_day} times")
    parts = [f"{item.sets} sets"] if item.sets > 1 else []
    if item.times_a_day > 1 or not parts:
        parts.append(
            "daily" if is_daily and item.times_a_day == 1 else f"{times} a day" if item.times_a_day > 1 else ""
        )
    elif is_daily:
        parts.append("daily")
    if not is_daily:
        parts.append(f"{days} day{'' if days == 1 else 's'} a week")
    return ", ".join(filter(None, parts))
