"""Sum up the plan for the home screen: how much of today is done, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.launcher.due_file import plan_stamps
from spasmtui.shared.plans.bedtime import BEDTIME
from spasmtui.shared.plans.words import amount
from spasmtui.ui.diary_summary import NextPractice, PlanSummary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spasmtui.services import Services
    from spasmtui.shared.plans.progress import ItemCounts

CANNOT_BE_READ = "The file of the plan cannot be read"
ITS_TIME_IS_OVER = "Its time is over: go on, or leave it ended"


def summarize_plan(services: Services) -> PlanSummary | None:
    """Return the plan of today; None where none holds, as without a plan.

    Raises:
        DataError: the diary cannot be read.
    """
    if not plan_stamps(str(services.config)):
        return None
    loaded = services.plan
    if loaded.is_broken:
        return PlanSummary(notice=CANNOT_BE_READ)
    if not loaded.plan.items:
        return None
    progress = services.plan_progress(loaded)
    today = progress.on_day(progress.today)
    active = loaded.plan.active_items(progress.today)
    if not active:
        return PlanSummary(notice=ITS_TIME_IS_OVER) if _has_just_ended(services) else None
    counts = progress.today_counts
    coming = next_open(today)
    following = None
    if coming is not None:
        item = coming.item
        following = NextPractice(
            routine=item.routine,
            title=loaded.title(item.routine),
            words=amount(item),
            at=f"{item.at[_begun(coming)]:%H:%M}" if item.at else "",
            sides=item.sides.value if item.sides is not None else "",
            sets=max(1, item.sets - coming.sets_done),
        )
    return PlanSummary(
        done=counts.done,
        planned=counts.planned,
        following=following,
        is_bedtime_alone=all(item.routine == BEDTIME for item in active),
        has_bedtime=any(item.routine == BEDTIME for item in active),
    )


def _has_just_ended(services: Services) -> bool:
    from spasmtui.plans.ended import LeftEnded, find_ended  # noqa: PLC0415 -- only where nothing is planned any more

    return find_ended(services.plan.plan, services.plan_progress().today, LeftEnded(services.state).names()) is not None


def is_open(counted: ItemCounts) -> bool:
    """Return whether something of an item can still be done today."""
    return bool(counted.counts.to_come)


def next_open(today: Iterable[ItemCounts]) -> ItemCounts | None:
    """Return the item that comes next today: the first that is open, by its time of day where it has one."""
    return min(filter(is_open, today), key=_next_time, default=None)


def _next_time(counted: ItemCounts) -> tuple[int, int]:
    if not counted.item.at:
        return 0, 0
    at = counted.item.at[_begun(counted)]
    return 1, at.hour * 60 + at.minute


def _begun(counted: ItemCounts) -> int:
    """Return the number of the time of day that is next."""
    counts = counted.counts
    return min(len(counted.item.at) - 1, counts.done + counts.part + counts.skipped)
