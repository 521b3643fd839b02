"""Decide whether a reminder that the system gives now is said, or whether there is nothing to remind of."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Protocol

from spasmtui.reminders.model import Key
from spasmtui.shared.times.recurring import DayTime

DAY_BEGINS_HOUR = 5
"""Before it, it is still the evening before: stretches at half past midnight belong to it."""
LATEST = timedelta(hours=1)
"""The longest delay, such as by a lid that was closed: a reminder of the evening says nothing in the morning."""
EARLIEST = timedelta(minutes=1)
"""A timer of the system may come so much before its time."""
_DAY = timedelta(days=1)
SKIPPED_WORDS = {"bedtime-prevention": "no-stretches"}
"""The word of a day by which a person says of a routine that it is left out."""


class Run(Protocol):
    """A practice, as far as a reminder asks for it."""

    @property
    def routine(self) -> str:
        """The routine's id."""
        ...

    @property
    def started_at(self) -> datetime:
        """When it began."""
        ...

    @property
    def is_skipped(self) -> bool:
        """Whether the person said that it is left out."""
        ...


def day_of(instant: datetime) -> date:
    """Return the day that a moment belongs to."""
    return (instant - timedelta(hours=DAY_BEGINS_HOUR)).date()


def first_moment(now: datetime) -> datetime:
    """Return the beginning of the day that goes on."""
    begins = now.replace(hour=DAY_BEGINS_HOUR, minute=0, second=0, microsecond=0)
    return begins if now >= begins else begins - timedelta(days=1)


def reason_for_silence(
    key: Key, now: datetime, *, times: Iterable[DayTime], runs: Iterable[Run], words: Collection[str], sets: int = 1
) -> str:
    """Return why nothing is said, as a sentence; empty where the reminder is said.

    Args:
        key: the reminder.
        now: the present.
        times: the times of all reminders of its routine that are due on this day: each wants a run of its own.
        runs: the practices of this day at least.
        words: the words of this day.
        sets: the runs that one time wants.
    """
    due_at = now.replace(hour=key.time.hour, minute=key.time.minute, second=0, microsecond=0)
    if LATEST < (now - due_at) % _DAY < _DAY - EARLIEST:
        return f"It is too late for the reminder of {key.time.shown}."
    if SKIPPED_WORDS.get(key.routine, "") in words:
        return "It was said that it is left out today."
    today = day_of(now)
    done = [run for run in runs if run.routine == key.routine and day_of(run.started_at) == today]
    earlier = {*(_in_day(time) for time in times if _in_day(time) <= _in_day(key.time)), _in_day(key.time)}
    if len(done) >= len(earlier) * sets:
        return "It was left out today." if done and done[-1].is_skipped else "It was done already."
    if any(run.is_skipped for run in done) and len(done) >= len(earlier):
        return "It was left out today."
    return ""


def _in_day(time: DayTime) -> int:
    """Return the minutes from the beginning of a day to a time."""
    return ((time.hour - DAY_BEGINS_HOUR) % 24) * 60 + time.minute


def line_of(title: str, time: DayTime, *, is_neutral: bool, is_english: bool) -> str:
    """Return the one line that is said."""
    if is_neutral:
        return f"A reminder for {time.shown}" if is_english else time.shown
    return f"Due now: {title}" if is_english else title
