"""Make a reminder of what a person asks for: the command that the system will run, its time, and what the plan says."""

from __future__ import annotations

import os
import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

from spasmtui.errors import WrongUsage
from spasmtui.launcher.locations import crc32
from spasmtui.reminders.model import Key, Reminder, folder_environment, is_next_morning
from spasmtui.reminders.requests import SAY_WHEN, divide, find_routine
from spasmtui.reminders.system import System, quiet_program
from spasmtui.shared.formats import either
from spasmtui.shared.language import ENGLISH
from spasmtui.shared.plans.model import WEEK_DAYS, plan_day
from spasmtui.shared.times.recurring import EVERY_DAY, DayTime, read_weekdays

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spasmtui.services import Services
    from spasmtui.shared.plans.model import PlanItem
    from spasmtui.shell import Options


class Host(Protocol):
    """The shell or the app, as far as a reminder needs it."""

    options: Options
    services: Services


def diary_digits(host: Host) -> str:
    """Return eight hexadecimal digits for the diary where its folder was named; empty for the usual one."""
    is_named = host.options.data_dir or os.environ.get("SPASMTUI_DATA")
    return f"{crc32(os.fsencode(str(host.services.data))):08x}" if is_named else ""


def make_reminder(
    words: Sequence[str], host: Host, system: System, *, days: str | None = None, is_neutral: bool = False
) -> Reminder:
    """Return the reminder that words ask for; what they leave open is as the plan has it.

    Args:
        words: a routine or a place, a time of day, and perhaps days.
        host: the shell or the app.
        system: the system.
        days: days of the week, as typed for an option.
        is_neutral: whether it names no routine.

    Raises:
        WrongUsage: they name no routine, no time, or no days.
        RedFlagMet: they are words of danger.
        DataError: the list of places cannot be read.
    """
    services, now = host.services, host.services.clock.now()
    asked = divide(words, now.date())
    routine = find_routine(asked.words, services.content, services.config, host.options.language)
    items = [item for item in services.plan.plan.active_items(plan_day(now)) if item.routine == routine.id]
    time = asked.time or _planned_time(items)
    weekdays = asked.days if days is None else read_weekdays(days)
    # A time after midnight belongs to the evening before, and the system goes by the date.
    later = int(is_next_morning(time))
    if weekdays is None:
        planned = items[0].weekdays if len(items) == 1 else ()
        weekdays = tuple(sorted((day + later) % WEEK_DAYS for day in planned))
    ends = [item.until for item in items if item.until is not None]
    until = max(ends) if items and len(ends) == len(items) else None
    key = Key(routine.id, time, diary_digits(host))
    quiet = [*quiet_program(sys.argv[0], sys.executable, system), "remind", "--notify", routine.id, time.shown]
    if is_neutral:
        quiet.append("--neutral")
    if key.diary:
        quiet += ["--data-dir", str(services.data)]
    if host.options.language != ENGLISH:
        quiet += ["--language", host.options.language]
    return Reminder(
        key=key,
        title=routine.title,
        days=() if weekdays == EVERY_DAY else weekdays,
        until=until + timedelta(days=later) if until is not None and until < date.max else until,
        is_neutral=is_neutral,
        command=tuple(quiet),
        environment=folder_environment(system.environment),
    )


def _planned_time(items: Sequence[PlanItem]) -> DayTime:
    """Return the time of day that the plan has for a routine.

    Raises:
        WrongUsage: it has none, or several.
    """
    found = sorted({DayTime(at.hour, at.minute) for item in items for at in item.at})
    if len(found) == 1:
        return found[0]
    if found:
        raise WrongUsage(f"The plan has {either(each.shown for each in found)}. Say which one, and then the other.")
    raise WrongUsage(SAY_WHEN)
