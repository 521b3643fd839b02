"""Read a plan item from a table of a file, by hand: `status` reads the plan too, and pydantic would take longer.

Nothing is guessed. An item with a value that cannot be used is no item, since another number would be another plan.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import NamedTuple

from spasmtui.errors import WrongUsage
from spasmtui.shared.formats import either
from spasmtui.shared.plans.model import (
    FIRST_YEAR,
    LAST_YEAR,
    MOST_SETS,
    MOST_TIMES_A_DAY,
    WEEK_DAYS,
    PlanItem,
    PlanSides,
)
from spasmtui.shell import load
from spasmtui.terminal.sanitize import one_line, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

ITEM_KEYS = (
    *("routine", "times_a_day", "days_a_week", "days", "sets", "sides", "at"),
    *("from", "until", "by", "note"),
)
"""The keys of an item, in the order in which they are written."""
LONGEST_NAME = 200
LONGEST_NOTE = 2000


class ItemFault(NamedTuple):
    """A value that cannot be used."""

    key: str
    sentence: str


class ReadItem(NamedTuple):
    """The result of reading one table: an item, or the faults for which there is none."""

    item: PlanItem | None
    faults: tuple[ItemFault, ...] = ()
    unknown: tuple[str, ...] = ()
    """The keys that nothing reads."""


def read_item(table: Mapping[str, Any], find_routine: Callable[[str], str], *, by: str = "") -> ReadItem:
    """Return the item that a table describes.

    Args:
        table: its keys and values, as TOML has them.
        find_routine: returns the id of the routine that words name, or raises WrongUsage.
        by: who made the plan, where the item does not say who asked for it.
    """
    faults: list[ItemFault] = []
    found: dict[str, Any] = {}
    for key in ITEM_KEYS:
        if key in table:
            try:
                found[key] = _READERS[key](table[key])
            except WrongUsage as fault:
                faults.append(ItemFault(key, fault.message))
    unknown = tuple(key for key in table if key not in ITEM_KEYS)
    if "routine" not in table:
        faults.insert(0, ItemFault("routine", "routine is missing: name the routine to be done."))
    elif "routine" in found:
        try:
            found["routine"] = find_routine(found["routine"])
        except WrongUsage as fault:
            faults.insert(0, ItemFault("routine", fault.message))
    faults += _contradictions(found)
    if faults:
        return ReadItem(None, tuple(faults), unknown)
    weekdays = found.get("days", ())
    if len(weekdays) == WEEK_DAYS:
        weekdays = ()
    at = found.get("at", ())
    item = PlanItem(
        routine=found["routine"],
        times_a_day=found.get("times_a_day", len(at) or 1),
        days_a_week=WEEK_DAYS if weekdays else found.get("days_a_week", WEEK_DAYS),
        weekdays=weekdays,
        sets=found.get("sets", 1),
        sides=found.get("sides"),
        at=at,
        from_day=found.get("from"),
        until=found.get("until"),
        by=found.get("by", by),
        note=found.get("note", ""),
    )
    return ReadItem(item, (), unknown)


def _contradictions(found: Mapping[str, Any]) -> list[ItemFault]:
    faults = []
    begins, ends = found.get("from"), found.get("until")
    if begins is not None and ends is not None and ends < begins:
        faults.append(ItemFault("until", f"until ({ends}) is before from ({begins})."))
    days, days_a_week = found.get("days"), found.get("days_a_week")
    if days is not None and days_a_week not in (None, len(days)):
        faults.append(
            ItemFault("days_a_week", f"days names {len(days)}, and days_a_week says {days_a_week}. Leave out one.")
        )
    return faults


def read_weekdays(value: Any) -> tuple[int, ...]:
    """Return the days of the week that a list of names, or a text with commas, says, 0 for Monday.

    Raises:
        WrongUsage: a name is none of a day.
    """
    names = [value] if _is_text(value) else value
    if not isinstance(names, list) or not names or not all(_is_text(name) for name in names):
        raise WrongUsage('must be a list of days such as ["mon", "wed"].')
    read = load("spasmtui.shared.times.recurring:read_weekdays")
    return tuple(sorted({day for name in names for day in read(name)}))


def read_times(value: Any) -> tuple[time, ...]:
    """Return the times of day that a list, or one text, says, in the order of the day.

    Raises:
        WrongUsage: one of them is no time of day.
    """
    given = value if isinstance(value, list) else value.replace(",", " , ").split(" , ") if _is_text(value) else [value]
    if len(given) > MOST_TIMES_A_DAY:
        raise WrongUsage(f"has {len(given)} times, where {MOST_TIMES_A_DAY} are the most.")
    return tuple(sorted({_read_time(each) for each in given}))


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _read_time(value: Any) -> time:
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    if isinstance(value, str):
        text = value.strip()
        hour, colon, minute = text.partition(":")
        if colon and len(hour) in (1, 2) and len(minute) == 2 and (hour + minute).isdecimal() and text.isascii():
            if int(hour) < 24 and int(minute) < 60:
                return time(int(hour), int(minute))
        else:
            return _read_other_time(text)
    raise WrongUsage(f'{quoted(str(value))} is no time of day. Write it as in "22:15".')


def _read_other_time(text: str) -> time:
    """Return the time of `10:15 pm` or `noon`, as every command reads them.

    Raises:
        WrongUsage: it is no time of day.
    """
    found = load("spasmtui.shared.times.clock_words:match_clock")(text[:40].lower(), 0)
    if found is None or found[1] != len(text):
        raise WrongUsage(f'{quoted(text)} is no time of day. Write it as in "22:15".')
    clock = found[0]
    if clock.is_open and ":" not in clock.text:
        raise WrongUsage(f"{quoted(text)} may be in the morning or in the evening. Write am or pm.")
    return time(clock.hour % 24, clock.minute)


def _read_text(most: int) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if not isinstance(value, str):
            raise WrongUsage("must be a text in quotation marks.")
        if len(value) > most:
            raise WrongUsage(f"has {len(value):,} characters, where {most:,} are the most.")
        return one_line(value).strip()

    return read


def _read_whole(most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
            raise WrongUsage(f"must be a whole number from 1 to {most}.")
        return value

    return read


def _read_sides(value: Any) -> PlanSides:
    sides = [each.value for each in PlanSides]
    if not isinstance(value, str) or value.strip().lower() not in sides:
        raise WrongUsage(f"must be {either(sides)}.")
    return PlanSides(value.strip().lower())


def _read_day(value: Any) -> date:
    day = _date_of(value)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise WrongUsage(f"must be in the years from {FIRST_YEAR} to {LAST_YEAR}.")
    return day


def _date_of(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        text = value.strip()
        if len(text) == 10 and text.isascii():
            try:
                return date.fromisoformat(text)
            except ValueError:
                pass
    raise WrongUsage("must be a date such as 2026-11-30.")


_READERS: dict[str, Callable[[Any], Any]] = {
    "routine": _read_text(LONGEST_NAME),
    "times_a_day": _read_whole(MOST_TIMES_A_DAY),
    "days_a_week": _read_whole(WEEK_DAYS),
    "days": read_weekdays,
    "sets": _read_whole(MOST_SETS),
    "sides": _read_sides,
    "at": read_times,
    "from": _read_day,
    "until": _read_day,
    "by": _read_text(LONGEST_NAME),
    "note": _read_text(LONGEST_NOTE),
}
