"""The command `plan`: what is due today, what became of this week, and what was agreed on."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

from spasmtui.errors import DiaryLocked, WrongUsage
from spasmtui.plans.documents import plan_document
from spasmtui.plans.ended import LeftEnded, describe_ended, ended_words, find_ended
from spasmtui.plans.text import NO_PLAN, PlanText
from spasmtui.shared.plans.model import WEEK_DAYS, monday_of, plan_day
from spasmtui.shared.plans.progress import PlanProgress
from spasmtui.shell import load

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from spasmtui.shared.plans.loaded import LoadedPlan
    from spasmtui.shell import Shell

_DAY = timedelta(days=1)
WIDTH, LEAST_WIDTH, MOST_WIDTH = 80, 36, 100
MOST_WEEKS = 53
UNUSABLE = "Nothing of the plan can be used. Correct its file, then run spasmtui plan again."


def show_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `show`."""
    parser.add_argument("--week", metavar="DATE", help="the week of a day: 2026-11-16, 'last week'")
    parser.add_argument("--since", metavar="DATE", help="the weeks from a day on")
    parser.add_argument("--until", metavar="DATE", help="the weeks up to a day, included; by default, today")
    parser.add_argument("--date-order", metavar="ORDER", help="dmy, mdy or ymd: how to read 5/12/2026")


def show(arguments: argparse.Namespace, shell: Shell) -> int:
    """Print what is due today, this week and what was agreed on, or earlier weeks.

    Raises:
        WrongUsage: a date cannot be read, or the period ends before it begins.
        DiaryLocked: what was done cannot be counted; what was agreed on is printed before.
    """
    services = shell.services
    today = plan_day(services.clock.now())
    period = _period(arguments, shell, today)
    loaded = services.plan
    name_faults(loaded, shell)
    try:
        progress = services.plan_progress(loaded, period[0] if period else None)
    except DiaryLocked:
        if loaded.plan.items and not shell.options.wants_json:
            # The plan is no secret of the diary: what was agreed on is read without its key.
            is_read_aloud, is_ascii = shell.is_read_aloud, shell.options.is_ascii
            uncounted = PlanProgress(loaded.plan, (), today)
            unread = PlanText(loaded, uncounted, _width(shell), is_read_aloud=is_read_aloud, is_ascii=is_ascii)
            shell.write("\n".join(unread.agreed()))
        raise
    if shell.options.wants_json:
        shell.write_json(plan_document(loaded, progress, *(period or (None, None))))
        return 0
    if not loaded.plan.items:
        shell.write("\n".join(NO_PLAN) if not loaded.faults else UNUSABLE)
        return 0
    text = PlanText(loaded, progress, _width(shell), is_read_aloud=shell.is_read_aloud, is_ascii=shell.options.is_ascii)
    lines = [*text.weeks(*period)] if period else [*text.now(), *_ended(loaded, shell, text, today)]
    shell.page("\n".join(lines), _is_heading)
    return 0


def _ended(loaded: LoadedPlan, shell: Shell, text: PlanText, today: date) -> list[str]:
    """Return the lines about the item whose time is over, until the person has decided; else none."""
    services = shell.services
    item = find_ended(loaded.plan, today, LeftEnded(services.state).names())
    if item is None:
        return []
    ended = describe_ended(item, loaded.title(item.routine), services.count_recorded_nights)
    return ["", *text.paragraph(ended_words(ended))]


def name_faults(loaded: LoadedPlan, shell: Shell) -> None:
    """Name on stderr what cannot be used of the plan's files, and what nothing reads."""
    for sentence in (*loaded.faults, *loaded.unknown):
        shell.say(sentence)


def _is_heading(line: str) -> bool:
    return line[:1] not in ("", " ", "-") and not any(sign in line[:1] for sign in "●◐–·○+")


def _width(shell: Shell) -> int:
    columns = shutil.get_terminal_size((WIDTH, 24)).columns if shell.is_terminal else WIDTH
    return max(LEAST_WIDTH, min(columns - 1 if shell.is_terminal else columns, MOST_WIDTH))


def _period(arguments: argparse.Namespace, shell: Shell, today: date) -> tuple[date, date] | None:
    """Return the first and the last day that were asked for; None for today and this week.

    Raises:
        WrongUsage: they contradict each other, or are too far apart.
    """
    if arguments.week is not None:
        if arguments.since is not None or arguments.until is not None:
            raise WrongUsage("Give either --week, or --since and --until.")
        monday = monday_of(_day(arguments.week, arguments, shell, is_end=False))
        return monday, monday + _DAY * (WEEK_DAYS - 1)
    if arguments.since is None and arguments.until is None:
        return None
    until = today if arguments.until is None else _day(arguments.until, arguments, shell, is_end=True)
    since = monday_of(until) if arguments.since is None else _day(arguments.since, arguments, shell, is_end=False)
    if since > until:
        raise WrongUsage(f"The period begins on {since} and ends before, on {until}. Swap --since and --until.")
    if until - since > timedelta(weeks=MOST_WEEKS):
        raise WrongUsage(f"The period has more than {MOST_WEEKS} weeks. Ask for fewer.")
    return since, until


def _day(text: str, arguments: argparse.Namespace, shell: Shell, *, is_end: bool) -> date:
    order = load("spasmtui.shared.times.date_order:preferred_order")(arguments.date_order, os.environ)
    first, last = load("spasmtui.shared.times.bounds:parse_period")(
        text, shell.services.clock.now(), order, has_length=True
    )
    if first.remark:
        shell.say(first.remark)
    day: date = last.last_day if is_end and first != last else first.day
    return day
