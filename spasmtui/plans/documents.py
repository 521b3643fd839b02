"""Write plan items and their counts as JSON, whose names never change."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from spasmtui.shared.formats import DAYS
from spasmtui.shared.plans.model import WEEK_DAYS, monday_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from spasmtui.shared.plans.loaded import LoadedPlan
    from spasmtui.shared.plans.model import PlanItem
    from spasmtui.shared.plans.progress import Counts, ItemCounts, PlanProgress

_DAY = timedelta(days=1)


def item_document(item: PlanItem, title: str, identity: str | None) -> dict[str, Any]:
    """Return an item as JSON has it, without its counts; `identity` is None where it has none of its own yet."""
    return {
        "id": identity or item_base(item),
        "routine": item.routine,
        "title": title,
        "side": item.sides.value if item.sides else None,
        "sets": item.sets,
        "times_a_day": item.times_a_day,
        "days_a_week": len(item.weekdays) or item.days_a_week,
        "days": [DAYS[day].lower() for day in item.weekdays] or None,
        "at": [f"{each:%H:%M}" for each in item.at],
        "from": item.from_day.isoformat() if item.from_day else None,
        "until": item.until.isoformat() if item.until else None,
        "by": item.by or None,
        "note": item.note or None,
    }


def item_base(item: PlanItem) -> str:
    """Return the routine's id with the side that the item asks for: `calf-wall:left`."""
    return f"{item.routine}:{item.sides.value}" if item.sides else item.routine


def item_ids(loaded: LoadedPlan) -> dict[PlanItem, str]:
    """Return an id for each item: its routine and side, with a number where several have the same."""
    ids: dict[PlanItem, str] = {}
    for item in loaded.plan.items:
        base = item_base(item)
        same = sum(item_base(other) == base for other in ids)
        ids[item] = f"{base}#{same + 1}" if same else base
    return ids


def plan_document(
    loaded: LoadedPlan, progress: PlanProgress, since: date | None = None, until: date | None = None
) -> list[dict[str, Any]]:
    """Return the items of a plan with their counts of today and of each week.

    Args:
        loaded: the plan.
        progress: what was done of it.
        since: the first day; None is the Monday of this week.
        until: the last day; None is the Sunday of this week.
    """
    today = progress.today
    first = since or monday_of(today)
    last = until or monday_of(today) + _DAY * (WEEK_DAYS - 1)
    of_today = {each.item: each for each in progress.on_day(today)}
    ids = item_ids(loaded)
    shown = {each.item for each in progress.in_period(first, last)} | of_today.keys()
    later = {item for item in loaded.plan.items if item.from_day is not None and item.from_day > last}
    documents = []
    for item in loaded.plan.items:
        if item not in shown and (item not in later or since is not None):
            continue
        weeks = [_week(progress, item, begins, ends) for begins, ends in weeks_between(first, last)]
        now = of_today.get(item)
        document = item_document(item, loaded.title(item.routine), ids[item])
        document["today"] = None if now is None else {**now.counts._asdict(), "sets_done": now.sets_done}
        document["weeks"] = [week for week in weeks if week is not None]
        documents.append(document)
    return documents


def weeks_between(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Yield the first and the last day of each week from a day to another, Monday to Sunday where they are whole."""
    begins = first
    while begins <= last:
        ends = min(last, monday_of(begins) + _DAY * (WEEK_DAYS - 1))
        yield begins, ends
        begins = ends + _DAY


def _week(progress: PlanProgress, item: PlanItem, begins: date, ends: date) -> dict[str, Any] | None:
    whole = _of(progress.in_period(begins, ends), item)
    if whole is None:
        return None
    days = []
    day = begins
    while day <= ends:
        found = _of(progress.on_day(day), item)
        if found is not None:
            days.append({"date": day.isoformat(), **found.counts._asdict()})
        day += _DAY
    return {"from": begins.isoformat(), "until": ends.isoformat(), **_answered(whole), "days": days}


def _answered(whole: ItemCounts) -> dict[str, Any]:
    counts: Counts = whole.counts
    return {
        **counts._asdict(),
        "pain": list(whole.pains),
        "pain_after": list(whole.pains_after),
        "effort": list(whole.efforts),
    }


def _of(found: tuple[ItemCounts, ...], item: PlanItem) -> ItemCounts | None:
    return next((each for each in found if each.item == item), None)
