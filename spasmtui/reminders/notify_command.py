"""Say a reminder that the system gives now, unless it was done already; it opens nothing and asks nothing."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from spasmtui.errors import DataError, WrongUsage
from spasmtui.reminders.firing import items_of, line_of, reason_for_silence
from spasmtui.reminders.index import Entry, read_index
from spasmtui.reminders.model import Key
from spasmtui.reminders.notification import notify
from spasmtui.reminders.requests import SAY_WHEN, divide, routine_title
from spasmtui.shared.language import ENGLISH
from spasmtui.shared.plans.loaded import LoadedPlan
from spasmtui.shared.plans.model import Plan, plan_day
from spasmtui.shared.times.recurring import DayTime

if TYPE_CHECKING:
    import argparse

    from spasmtui.reminders.system import System
    from spasmtui.shell import Shell

LOCKED = "locked"
"""The code of the error of an encrypted diary without its key."""


def notify_due(arguments: argparse.Namespace, shell: Shell, system: System) -> int:
    """Say the reminder in one line; the reason for silence goes to stderr, which the system's log keeps.

    Raises:
        DataError: the diary cannot be read, so that nobody knows whether it was done: nothing is said then. Of an
            encrypted diary that is as it should be, and a line without a name is said.
        WrongUsage: the words are no routine with a time.
    """
    services, now = shell.services, shell.services.clock.now()
    routine, time, _days = divide(arguments.words, now.date())
    if time is None:
        raise WrongUsage(SAY_WHEN)
    today = plan_day(now)
    entries: tuple[Entry, ...] = ()
    with suppress(DataError):  # it only tells of further times
        entries = read_index(services.state)
    times = [each.key.time for each in entries if each.key.routine == routine and each.is_on(today)]
    asked = Plan(items_of(services.plan.plan, routine, times))
    times += [DayTime(at.hour, at.minute) for item in asked.items if item.is_planned_on(today) for at in item.at]
    is_neutral, reason = arguments.neutral, ""
    try:
        counts = services.plan_progress(LoadedPlan(asked)).today_counts
    except DataError as error:
        if error.code != LOCKED:
            raise
        is_neutral = True  # it may have been done, and nobody can look
    else:
        reason = reason_for_silence(Key(routine, time), now, times=times, counts=counts)
    if reason:
        shell.say(reason)
        return 0
    language = shell.options.language
    title = routine_title(routine, services.content, services.config, language)
    line = line_of(title, time, is_neutral=is_neutral, is_english=language == ENGLISH)
    if not notify(line, system, is_neutral=is_neutral):
        shell.write(line)  # into the mail of cron, or the journal
    return 0
