"""Find the days that a phrase means, and the hours of a part of a day; times on a clock, without a zone."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from spasmtui.errors import WrongUsage
from spasmtui.shared.times.clock_words import ClockTime
from spasmtui.shared.times.dates import PreferredOrder, spell
from spasmtui.shared.times.phrase import Phrase

PART_HOURS = {"morning": (0, 12), "afternoon": (12, 18), "evening": (18, 24), "night": (18, 36)}
"""The first hour of each part of a day, and the hour in which it is over; a night ends on the next day, at noon."""
_WIDER = {"morning": (0, 12), "afternoon": (12, 19), "evening": (16, 24), "night": (18, 36)}
"""The hours that people still call so when they say the time as well."""
_EITHER_END = range(6, 8)
"""The hours of a clock of twelve that may begin a night or end it; those before end it, and those after begin it."""


class Days(NamedTuple):
    """The days that a phrase could mean, that which is most likely first: the first that has come is meant."""

    days: tuple[date, ...]
    remark: str = ""


def days_meant(phrase: Phrase, wall_time: datetime, order: PreferredOrder | None) -> Days:
    """Return the days that a phrase could mean; of a night it is the day on which it begins.

    Args:
        phrase: what was said.
        wall_time: what the clock shows now.
        order: how a date is read that could be two.

    Raises:
        WrongUsage: its date is none, or could be two.
    """
    today = wall_time.date()
    if phrase.written is not None:
        day, remark = phrase.written.choose(order)
        return Days((day,), remark)
    words = phrase.day
    if words is None:
        return Days((today, today - timedelta(days=1)))
    if words.unit == "month":
        return Days((months_back(today, words.number),))
    if words.unit == "weekday":
        back = (today.weekday() - words.number) % 7
        if words.is_last and back == 0:
            return Days((today - timedelta(days=7),))
        nearest = today - timedelta(days=back)
        return Days((nearest,) if words.is_last else (nearest, nearest - timedelta(days=7)))
    day = today - timedelta(days=words.number)
    if words.unit == "night" and words.number == 0:  # it goes on until noon
        return Days((day - timedelta(days=int(wall_time.hour < PART_HOURS["morning"][1])),))
    return Days((day, day - timedelta(days=1)) if words.unit == "night" else (day,))


def weekday_remark(phrase: Phrase, day: date, today: date, text: str) -> str:
    """Return a sentence that says which day a weekday was, where people differ: today, and `last` in this week.

    Args:
        phrase: what was said.
        day: the day it was read as.
        today: the present day.
        text: as typed.
    """
    words = phrase.day
    if words is None or words.unit != "weekday":
        return ""
    is_plain = day.weekday() != today.weekday() and (not words.is_last or (today - day).days > today.weekday())
    return "" if is_plain else f"{text!r} was read as a time of {spell(day)}."


def part_of(phrase: Phrase) -> str:
    """Return the part of the day that a phrase names; `last night` names one with its day."""
    return "night" if phrase.day is not None and phrase.day.unit == "night" else phrase.part


def time_of_day(phrase: Phrase, clock: ClockTime, day: date, text: str) -> tuple[timedelta, str]:
    """Return how long after the beginning of its day a time is, and a remark where that leaves room for doubt.

    Args:
        phrase: what was said.
        clock: its time of day.
        day: the day that it is about, for the message.
        text: as typed.

    Raises:
        WrongUsage: the time is in no such part of the day, or could be two.
    """
    part, hour = part_of(phrase), clock.hour
    if clock.is_midnight:
        is_today = phrase.day is not None and phrase.day.unit == "day" and phrase.day.number == 0
        says_which = hour == 24 or not phrase.has_day or is_today
        if part not in ("", "evening", "night") or not (says_which or part):
            ends = day + timedelta(days=1)
            raise WrongUsage(f"{text!r} could be {day} 00:00 or {ends} 00:00. Write the one that is meant.")
        return timedelta(hours=24 if part or hour == 24 else 0), ""
    if clock.is_open and part:
        hour = _hour_in_part(clock, part, text)
    if part == "night" and hour < 12:
        hour += 24
    first, last = _WIDER[part] if part else (0, 36)
    if not (first <= hour < last or (hour == last and not clock.minute)):
        raise WrongUsage(f"{text!r} says {clock.shown}, which is not in the {part}. Write the time as 03:10 or 3pm.")
    remark = ""
    if clock.is_open and clock.is_hour_only and not part:
        other = f"{clock.hour % 12 or 12}{f':{clock.minute:02}' if clock.minute else ''}"
        remark = f"{text!r} was read as {clock.shown}; the other half of the day is {other}"
        remark += "am." if clock.hour == 12 else "pm."
    return timedelta(hours=hour, minutes=clock.minute, seconds=clock.second), remark


def _hour_in_part(clock: ClockTime, part: str, text: str) -> int:
    """Return the hour from 0 to 24 that `3` means in a part of the day.

    Raises:
        WrongUsage: it could be two.
    """
    hour = clock.hour % 12
    is_twelve = part == "morning" and hour == clock.minute == 0
    if is_twelve or (part == "night" and hour in _EITHER_END):
        raise WrongUsage(
            f"{text!r} could be {hour + 12:02}:{clock.minute:02} or {hour:02}:{clock.minute:02}. "
            f"Write {clock.text}pm or {clock.text}am."
        )
    if part == "night":
        return 24 if hour == 0 else hour + 12 if hour > _EITHER_END[-1] else hour
    return hour if part == "morning" else hour + 12


def months_back(day: date, months: int) -> date:
    """Return the same day some months before; the last of the month where that month is shorter."""
    count = day.year * 12 + day.month - 1 - months
    year, month = max(count // 12, 1), count % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(day.day, (following - timedelta(days=1)).day))
