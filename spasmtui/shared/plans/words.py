"""Say in words how often a plan item is to be done, and what became of it: the same words in every face. Pure."""

from __future__ import annotations

from spasmtui.shared.formats import DAYS, WEEKDAY_NAMES, day_name, listed, many, times
from spasmtui.shared.plans.model import WEEK_DAYS, PlanSides

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from spasmtui.shared.plans.model import PlanItem
    from spasmtui.shared.plans.progress import Counts, ItemCounts

SIDE_WORDS = {PlanSides.LEFT: "left side", PlanSides.RIGHT: "right side", PlanSides.BOTH: "each side"}
NOTHING_TODAY = "nothing is planned"


def often(item: PlanItem) -> str:
    """Return how often an item is to be done: `twice a day`, `once a day on Mon and Wed`, `on 3 days a week`."""
    a_day = f"{times(item.times_a_day)} a day"
    if item.weekdays:
        if len(item.weekdays) == 1:
            return f"{a_day} on {WEEKDAY_NAMES[item.weekdays[0]]}"
        return f"{a_day} on {listed(DAYS[day] for day in item.weekdays)}"
    if item.days_a_week == WEEK_DAYS:
        return a_day
    return f"{a_day} on {many(item.days_a_week, 'day')} a week"


def amount(item: PlanItem) -> str:
    """Return the side and the sets of an item: `left side, 3 sets`; empty where the routine says both itself."""
    sets = many(item.sets, "set") if item.sets > 1 else ""
    return ", ".join(filter(None, (SIDE_WORDS[item.sides] if item.sides else "", sets)))


def named(title: str, item: PlanItem) -> str:
    """Return a routine's title with the side that the item asks for: `Calf stretch at the wall, left side`."""
    return f"{title}, {SIDE_WORDS[item.sides]}" if item.sides else title


def done_of(counts: Counts) -> str:
    """Return `1 of 3 done`; where nothing is planned, that."""
    return f"{counts.done} of {counts.planned} done" if counts.planned else NOTHING_TODAY


def count_words(counts: Counts) -> str:
    """Return what became of all planned times: `1 of 4 done, 1 in part, 1 skipped, 1 not recorded`."""
    parts = [
        done_of(counts),
        f"{counts.part} in part" * bool(counts.part),
        f"{counts.skipped} skipped" * bool(counts.skipped),
        f"{counts.not_recorded} not recorded" * bool(counts.not_recorded),
        f"{counts.to_come} to come" * bool(counts.to_come),
        f"{counts.extra} more than planned" * bool(counts.extra and counts.planned),
    ]
    if not counts.planned and counts.extra:
        parts = [f"not planned, done {times(counts.extra)}"]
    return ", ".join(filter(None, parts))


def today_words(each: ItemCounts) -> str:
    """Return what became of an item today: `0 of 2 done, 2 due (left side done)`."""
    counts = each.counts
    words = count_words(counts._replace(to_come=0))
    sets = f"{each.sets_done} of {many(each.item.sets, 'set')}" if each.sets_done else ""
    begun = ", ".join(filter(None, (sets, f"{each.side_done} side" if each.side_done else "")))
    if counts.to_come:
        words += f", {counts.to_come} due" + (f" ({begun} done)" if begun else "")
    elif sets:
        words += f", {sets} more"
    return words


def lasts(item: PlanItem, today: date) -> str:
    """Return from when to when an item holds, as far as it says: `until Sun 10 Jan 2027`, `from Mon 7 Dec`."""
    parts = []
    if item.from_day is not None and item.from_day > today:
        parts.append(f"from {day_name(item.from_day, has_year=item.from_day.year != today.year)}")
    if item.until is not None:
        parts.append(f"until {day_name(item.until, has_year=item.until.year != today.year)}")
    return " ".join(parts)


def item_words(title: str, item: PlanItem, today: date) -> str:
    """Return all that was agreed on of an item.

    Such as `Shin cramp, left side, 3 sets: twice a day at 07:00 and 22:15, until Sun 10 Jan, asked for by J. Okafor`.
    """
    what = ", ".join(filter(None, (title, amount(item))))
    at = f" at {listed(f'{each:%H:%M}' for each in item.at)}" if item.at else ""
    by = f"asked for by {item.by}" if item.by else ""
    return f"{what}: {', '.join(filter(None, (often(item) + at, lasts(item, today), by)))}"
