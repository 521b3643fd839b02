"""Say a reminder that the system gives now, unless it was done already; it opens nothing and asks nothing."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from spasmtui.errors import DataError
from spasmtui.reminders.firing import LEFT_OUT_ROUTINE, LEFT_OUT_WORD, first_moment, line_of, reason_for_silence
from spasmtui.reminders.index import Entry, read_index
from spasmtui.reminders.model import Key
from spasmtui.reminders.notification import notify
from spasmtui.reminders.requests import divide, routine_title
from spasmtui.shared.language import ENGLISH
from spasmtui.shared.plans.model import monday_of, plan_day

if TYPE_CHECKING:
    import argparse

    from spasmtui.reminders.system import System
    from spasmtui.shell import Shell


def notify_due(arguments: argparse.Namespace, shell: Shell, system: System) -> int:
    """Say the reminder in one line; the reason for silence goes to stderr, which the system's log keeps.

    Raises:
        DataError: the diary cannot be read, so that nobody knows whether it was done: nothing is said then.
        WrongUsage: the words are no routine with a time.
    """
    services, now = shell.services, shell.services.clock.now()
    routine, time = divide(arguments.words, now.date())
    assert time is not None  # divide has raised otherwise
    diary, today = services.diary, plan_day(now)
    monday = monday_of(today)
    entries: tuple[Entry, ...] = ()
    with suppress(DataError):  # it only tells of further times
        entries = read_index(services.state)
    reason = reason_for_silence(
        Key(routine, time),
        now,
        times=[each.key.time for each in entries if each.key.routine == routine and each.is_on(today)],
        practices=diary.practices(first_moment(now) - timedelta(days=(today - monday).days)),
        skips=[
            (LEFT_OUT_ROUTINE, today)
            for day in diary.days(today)
            if day.date == today.isoformat() and LEFT_OUT_WORD in day.words
        ],
    )
    if reason:
        shell.say(reason)
        return 0
    language = shell.options.language
    title = routine_title(routine, services.content, services.config, language)
    line = line_of(title, time, is_neutral=arguments.neutral, is_english=language == ENGLISH)
    if not notify(line, system, is_neutral=arguments.neutral):
        shell.write(line)  # into the mail of cron, or the journal
    return 0
