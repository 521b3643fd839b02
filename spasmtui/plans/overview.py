"""Sum up a plan for its screen: each item with what became of it today, its weeks, and how it was. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum
from statistics import median
from typing import NamedTuple

from spasmtui.plans.summary import is_open
from spasmtui.plans.weeks import WeekRow, counts_of, weeks_of
from spasmtui.shared.formats import day_and_month, many, number
from spasmtui.shared.plans.loaded import LoadedPlan
from spasmtui.shared.plans.model import WEEK_DAYS, PlanItem, PlanSides
from spasmtui.shared.plans.progress import Counts, ItemCounts, PlanProgress, PracticeRecord

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from spasmtui.plans.ended import Ended
    from spasmtui.shared.plans.routine_summary import RoutineSummary

ANSWER_WEEKS = 4
"""The weeks whose pain and effort are summed up."""
ENDED_WEEKS = 12
"""The weeks for which an item that has ended stays on the screen."""


class Part(Enum):
    """The part of the screen that an item belongs to, in their order."""

    TODAY = ""
    OTHER = "Not today"
    COMING = "Later"
    ENDED = "Ended"


class ItemView(NamedTuple):
    """An item of the plan with what is said of it."""

    item: PlanItem
    title: str
    part: Part
    today: ItemCounts | None
    """What became of it today; None where it is not planned and was not done."""
    weeks: tuple[WeekRow, ...]
    answers: ItemCounts | None
    """Pain and effort of the last weeks."""
    is_off: bool = False
    """True in an off week of a trial."""
    latest: PracticeRecord | None = None
    """Its last practice of today or yesterday, of which can be said how it was."""
    figure: str | None = None
    """The figure of the routine's main step."""
    seconds: int = 0
    """How long one run of the routine takes."""

    @property
    def is_open(self) -> bool:
        """True if something of it can still be done today, a further set of a time that was begun too."""
        return self.today is not None and is_open(self.today)


class Overview(NamedTuple):
    """The plan as its screen shows it."""

    today: date
    items: tuple[ItemView, ...] = ()
    counts: Counts = Counts()
    """Those of today, of all items."""
    faults: tuple[str, ...] = ()
    """A sentence for each value of the file that cannot be used."""
    is_broken: bool = False
    """True if the file cannot be read as a whole, so that nothing may be changed."""
    ended: Ended | None = None
    """The item whose time is over, until the person has decided."""
    routines: Mapping[str, RoutineSummary] = {}
    """All routines, by their ids."""

    @property
    def is_empty(self) -> bool:
        """True if there is no item, not even one that has ended."""
        return not self.items


def sum_up(loaded: LoadedPlan, progress: PlanProgress, routines: Mapping[str, RoutineSummary]) -> Overview:
    """Return the plan as its screen shows it.

    Args:
        loaded: the plan as its files have it.
        progress: what was done of it.
        routines: what is known of each routine, by its id.
    """
    today = progress.today
    on_day = progress.on_day(today)
    first = today - timedelta(days=WEEK_DAYS * ANSWER_WEEKS - 1)
    answers = progress.in_period(first, today)
    views = []
    for item in loaded.plan.items:
        counted = counts_of(on_day, item)
        part = _part(item, counted, today)
        if part is Part.ENDED and item.until is not None and today - item.until > timedelta(weeks=ENDED_WEEKS):
            continue
        routine = routines.get(item.routine)
        views.append(
            ItemView(
                item=item,
                title=loaded.title(item.routine),
                part=part,
                today=counted,
                weeks=weeks_of(progress, item),
                answers=counts_of(answers, item),
                is_off=part is Part.OTHER and progress.is_off_day(item, today),
                latest=_latest(progress, item),
                figure=routine.figure if routine is not None else None,
                seconds=routine.seconds if routine is not None else 0,
            )
        )
    order = list(Part)
    views.sort(key=lambda view: order.index(view.part))
    counts, is_broken = progress.today_counts, loaded.is_broken
    return Overview(today, tuple(views), counts, loaded.faults, is_broken, routines=routines)


def _latest(progress: PlanProgress, item: PlanItem) -> PracticeRecord | None:
    for day in (progress.today, progress.today - timedelta(days=1)):
        if found := progress.practices_of(item, day):
            return found[-1]
    return None


def _part(item: PlanItem, counted: ItemCounts | None, today: date) -> Part:
    if item.until is not None and item.until < today:
        return Part.ENDED
    if not item.is_active(today):
        return Part.COMING
    return Part.OTHER if counted is None else Part.TODAY


def today_status(view: ItemView) -> str:
    """Return what became of an item today in a few words: `1 of 2 done`, `ended early`, `due at 22:15`."""
    if view.part is Part.ENDED:
        return f"ended {day_and_month(view.item.until)}" if view.item.until is not None else "ended"
    if view.part is Part.COMING:
        return f"from {day_and_month(view.item.from_day)}" if view.item.from_day is not None else ""
    if view.today is None:
        return "off week" if view.is_off else "not today"
    counts, item = view.today.counts, view.item
    if not counts.planned:
        return "done, not planned"
    if counts.planned == 1:
        return _one_time(view.today, item)
    words = f"{counts.done} of {counts.planned} done"
    if view.today.sets_done:
        words += f", {view.today.sets_done} of {item.sets} sets"
    elif view.today.side_done and counts.to_come:
        words += f", {view.today.side_done} side done"
    elif counts.part:
        words += f", {counts.part} {_partly(item)}"
    return words + (f", {counts.skipped} skipped" if counts.skipped else "")


def short_status(view: ItemView) -> str:
    """Return the same in fewer words, for a narrow window: `1 of 2`."""
    words = today_status(view)
    if view.today is not None and view.today.counts.planned > 1:
        return words.partition(",")[0].removesuffix(" done")
    return words.removesuffix(", not planned").replace("due at ", "")


def _one_time(today: ItemCounts, item: PlanItem) -> str:
    counts = today.counts
    if counts.done:
        return "done"
    if today.sets_done:
        return f"{today.sets_done} of {item.sets} sets"
    if today.side_done and counts.to_come:
        return f"{today.side_done} side done"
    if counts.part:
        return _partly(item)
    if counts.skipped:
        return "skipped"
    return f"due at {item.at[0]:%H:%M}" if item.at else "due"


def _partly(item: PlanItem) -> str:
    """Return how a time was partly done, as far as that is known: a side may be missing where both are asked for."""
    return "ended early" if item.sets == 1 and item.sides is not PlanSides.BOTH else "in part"


def answer_words(answers: ItemCounts | None) -> str:
    """Return pain and effort of the last weeks as medians, and of how many practices; empty where none is recorded."""
    if answers is None:
        return ""
    rated = [
        (name, found)
        for name, found in (
            ("pain before", answers.pains),
            ("pain after", answers.pains_after),
            ("effort", answers.efforts),
        )
        if found
    ]
    if not rated:
        return ""
    if len({len(found) for _name, found in rated}) > 1:
        parts = [f"{name} {number(median(found))} ({many(len(found), 'practice')})" for name, found in rated]
        return f"Medians of {ANSWER_WEEKS} weeks: {', '.join(parts)}"
    words = ", ".join(f"{name} {number(median(found))}" for name, found in rated)
    count = len(rated[0][1])
    of = "Once" if count == 1 else f"Medians of {many(count, 'practice')}"
    return f"{of} in {ANSWER_WEEKS} weeks: {words}"
