"""Change a plan item field by field: what a row of its form shows, and what arrow keys and typed words make of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from spasmtui.errors import WrongUsage
from spasmtui.plans.days import read_plan_day
from spasmtui.plans.items import LONGEST_NAME, LONGEST_NOTE, read_times, read_weekdays
from spasmtui.shared.formats import DAYS, day_name, listed, many
from spasmtui.shared.plans.model import MOST_SETS, MOST_TIMES_A_DAY, WEEK_DAYS, PlanItem, PlanSides

if TYPE_CHECKING:
    from collections.abc import Sequence

SIDES: tuple[PlanSides | None, ...] = (None, PlanSides.LEFT, PlanSides.RIGHT, PlanSides.BOTH)
SIDE_WORDS = {
    None: "as the routine says", PlanSides.LEFT: "left", PlanSides.RIGHT: "right", PlanSides.BOTH: "each side",
}  # fmt: skip


class FormField(NamedTuple):
    """A row of the form."""

    name: str
    """The field of `PlanItem`; `days` is its days a week or its weekdays."""
    label: str
    meaning: str
    can_step: bool = False


FIELDS = (
    FormField("routine", "Routine", "What is to be done. {Enter:rows.open} lists all routines, your own too."),
    FormField("times_a_day", "Times a day", "How many times on each day.", can_step=True),
    FormField(
        "days",
        "Days",
        "{Enter:rows.enter} takes days such as mon, wed, fri; a number is any days of a week.",
        can_step=True,
    ),
    FormField("sets", "Sets", "How many runs of the routine make one time.", can_step=True),
    FormField("sides", "Side", "A side, or each side with a run of its own.", can_step=True),
    FormField("at", "Time of day", "For reminders, such as 8:00, 20:00. Another time of day counts as well."),
    FormField("from_day", "From", "The first day, such as 1 Dec or 2026-12-01. Empty: from now on.", can_step=True),
    FormField(
        "until", "Until", "The last day, such as 10 Jan, or a length such as 6 weeks. Empty: open.", can_step=True
    ),
    FormField("by", "Asked for by", "Who asked for it; empty where it is your own choice."),
    FormField("note", "Note", "What matters in doing it, such as keep the heel down."),
)


def field_of(name: str) -> FormField:
    """Return the field with this name."""
    return next(field for field in FIELDS if field.name == name)


def value_words(item: PlanItem, name: str, today: date) -> str:
    """Return what a row shows of an item; empty for nothing."""
    match name:
        case "times_a_day" | "sets":
            return str(getattr(item, name))
        case "days":
            return days_words(item)
        case "sides":
            return SIDE_WORDS[item.sides]
        case "at":
            return ", ".join(f"{each:%H:%M}" for each in item.at)
        case "from_day" | "until":
            day: date | None = getattr(item, name)
            return day_name(day, has_year=day.year != today.year) if day is not None else ""
        case _:
            return str(getattr(item, name))


EMPTY_WORDS = {"at": "any time", "from_day": "from now on", "until": "open", "by": "yourself", "note": "none"}
"""What a row says where its field is empty."""


def days_words(item: PlanItem) -> str:
    """Return the days of an item: `every day`, `any 3 days a week`, `Mon, Wed and Fri`."""
    if item.weekdays:
        return listed(DAYS[day] for day in item.weekdays)
    return "every day" if item.days_a_week == WEEK_DAYS else f"any {many(item.days_a_week, 'day')} a week"


def typed_words(item: PlanItem, name: str) -> str:
    """Return the text with which a line for a field begins."""
    match name:
        case "days":
            return ", ".join(DAYS[day] for day in item.weekdays) or str(item.days_a_week)
        case "from_day" | "until":
            day: date | None = getattr(item, name)
            return day.isoformat() if day is not None else ""
        case "at":
            return ", ".join(f"{each:%H:%M}" for each in item.at)
        case _:
            return str(getattr(item, name))


def step(item: PlanItem, name: str, direction: int, today: date) -> PlanItem:
    """Return an item whose field has the next value, or the one before."""
    match name:
        case "times_a_day":
            return item._replace(times_a_day=_between(item.times_a_day + direction, MOST_TIMES_A_DAY))
        case "sets":
            return item._replace(sets=_between(item.sets + direction, MOST_SETS))
        case "days":
            return item._replace(days_a_week=_between(item.days_a_week + direction, WEEK_DAYS), weekdays=())
        case "sides":
            return item._replace(sides=SIDES[(SIDES.index(item.sides) + direction) % len(SIDES)])
        case "from_day":
            return item._replace(from_day=(item.from_day or today) + timedelta(days=direction))
        case "until":
            begins = item.from_day or today
            last = item.until or begins - timedelta(days=1)
            return item._replace(until=max(begins, last + timedelta(weeks=direction)))
        case _:
            return item


def _between(value: int, most: int) -> int:
    return max(1, min(most, value))


def typed(item: PlanItem, name: str, text: str, today: date) -> PlanItem:
    """Return an item whose field is what was typed.

    Raises:
        WrongUsage: it cannot be used; a sentence says why.
    """
    text = " ".join(text.split())
    match name:
        case "times_a_day":
            return item._replace(times_a_day=_whole(text, MOST_TIMES_A_DAY))
        case "sets":
            return item._replace(sets=_whole(text, MOST_SETS))
        case "days":
            return _with_days(item, text)
        case "at":
            return item._replace(
                at=read_times([each for each in text.replace(",", " ").split() if each]) if text else ()
            )
        case "from_day":
            return item._replace(from_day=read_plan_day(text, today, "It") if text else None)
        case "until":
            begins = item.from_day or today
            return item._replace(until=read_plan_day(text, today, "It", begins=begins) if text else None)
        case "by":
            return item._replace(by=text[:LONGEST_NAME])
        case _:
            return item._replace(note=text[:LONGEST_NOTE])


def refusal(item: PlanItem, name: str, text: str, today: date) -> str:
    """Return why a typed text cannot be used; empty where it can."""
    try:
        return fault(typed(item, name, text, today))
    except WrongUsage as error:
        return error.message


def fault(item: PlanItem) -> str:
    """Return why an item cannot be saved, in a sentence; empty where it can."""
    if item.from_day is not None and item.until is not None and item.until < item.from_day:
        return f"Its last day, {day_name(item.until)}, is before its first, {day_name(item.from_day)}."
    return ""


def same_as(item: PlanItem, others: Sequence[PlanItem]) -> bool:
    """Return whether another item asks for the same routine on the same side on some of the same days."""
    return any(
        other.routine == item.routine
        and other.sides == item.sides
        and (item.until is None or other.from_day is None or other.from_day <= item.until)
        and (other.until is None or item.from_day is None or item.from_day <= other.until)
        for other in others
    )


def _with_days(item: PlanItem, text: str) -> PlanItem:
    if text.isdecimal() and text.isascii():
        return item._replace(days_a_week=_whole(text, WEEK_DAYS), weekdays=())
    weekdays = read_weekdays(text)
    is_all = len(weekdays) == WEEK_DAYS
    return item._replace(weekdays=() if is_all else weekdays, days_a_week=WEEK_DAYS)


def _whole(text: str, most: int) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 4 and 1 <= int(text) <= most):
        raise WrongUsage(f"It must be a whole number from 1 to {most}.")
    return int(text)
