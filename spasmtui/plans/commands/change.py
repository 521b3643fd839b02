"""The commands that change the plan: `plan add`, `plan end` and `plan start`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from spasmtui.errors import NotFound, WrongUsage
from spasmtui.plans.documents import item_document
from spasmtui.plans.items import ITEM_KEYS, read_item
from spasmtui.plans.shipped import load_shipped, shipped_ids
from spasmtui.plans.skin import check_skin
from spasmtui.shared.formats import day_name, listed
from spasmtui.shared.plans.model import plan_day
from spasmtui.shared.plans.words import item_words, named
from spasmtui.shell import load, offer

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from spasmtui.plans.writer import PlanFiles
    from spasmtui.shared.plans.loaded import LoadedPlan
    from spasmtui.shared.plans.model import PlanItem
    from spasmtui.shell import Shell


_DAY = timedelta(days=1)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `add`."""
    _routine_argument(parser)
    parser.add_argument("--times", metavar="N", help="how many times a day; by default once")
    days = parser.add_mutually_exclusive_group()
    days.add_argument("--days", metavar="DAYS", help="on which days: mon,wed,fri or weekdays; by default every day")
    days.add_argument("--days-a-week", metavar="N", help="on how many days a week, whichever they are")
    parser.add_argument("--sets", metavar="N", help="how many runs make one time")
    side = parser.add_argument("--side", metavar="SIDE", help="left, right or both; by default as the routine has it")
    offer(side, ("left", "right", "both"))
    parser.add_argument(
        "--at", action="append", default=[], metavar="TIME", help="a time of day, such as 22:15; repeatable"
    )
    parser.add_argument("--from", dest="begins", metavar="DATE", help="the first day; by default today")
    parser.add_argument("--until", metavar="DATE", help="the last day: a date, or a length such as '6 weeks'")
    parser.add_argument("--by", metavar="NAME", help="who asked for it")
    parser.add_argument("--note", metavar="TEXT", help="a note of your own")
    parser.add_argument("--date-order", metavar="ORDER", help="dmy, mdy or ymd: how to read 5/12/2026")


def end_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `end`."""
    _routine_argument(parser)
    side = parser.add_argument("--side", metavar="SIDE", help="which one, where each side has an item of its own")
    offer(side, ("left", "right", "both"))
    parser.add_argument("--on", metavar="DATE", help="the last day; by default yesterday")
    parser.add_argument("--date-order", metavar="ORDER", help="dmy, mdy or ymd: how to read 5/12/2026")


def start_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `start`."""
    plan = parser.add_argument("plan", metavar="PLAN", help="a plan that the program brings: bedtime")
    offer(plan, {"bedtime": "bedtime stretches for six weeks, then decide"})
    parser.add_argument("--from", dest="begins", metavar="DATE", help="the first day; by default today")
    parser.add_argument("--at", action="append", default=[], metavar="TIME", help="a time of day, for reminders")
    parser.add_argument("--date-order", metavar="ORDER", help="dmy, mdy or ymd: how to read 5/12/2026")


def _routine_argument(parser: argparse.ArgumentParser) -> None:
    routine = parser.add_argument("routine", nargs="+", metavar="ROUTINE", help="a routine by its id, title or word")
    offer(routine, (), "routines")


def add(arguments: argparse.Namespace, shell: Shell) -> int:
    """Add an item to the plan, or change how often a routine that is in it is done; then print it.

    Raises:
        WrongUsage: a value cannot be used, or the plan has this very item already.
        RefusedForSafety: it asks for heat or cold more often than the skin's wait leaves room for.
        NotSaved: the plan's file could not be changed.
    """
    services = shell.services
    today = plan_day(services.clock.now())
    begins = _day(arguments.begins, today, "--from", arguments) or today
    routine = services.find_routine(" ".join(arguments.routine))
    loaded = services.plan
    sides = None if arguments.side is None else arguments.side.strip().lower()
    old = next(
        (each for each in loaded.plan.active_items(begins) if (each.routine, each.sides) == (routine, sides)), None
    )
    table: dict[str, Any] = {
        "routine": routine,
        "times_a_day": _whole(arguments.times, "--times"),
        "days": arguments.days,
        "days_a_week": _whole(arguments.days_a_week, "--days-a-week"),
        "sets": _whole(arguments.sets, "--sets"),
        "sides": arguments.side,
        "at": [part for text in arguments.at for part in text.split(",")] or None,
        "from": begins,
        "until": _day(arguments.until, today, "--until", arguments, begins=begins),
        "by": arguments.by,
        "note": arguments.note,
    }
    item = _item({key: value for key, value in table.items() if value is not None}, loaded.plan.by)
    files = _files(shell)
    if old is not None:
        item = _with_unsaid(item, old, table)
    check_skin(item, services.routine_title(routine), services.load_routine(routine).skin)
    if old is None:
        files.add((item,), today)
    else:
        if begins <= today:
            item = files.change(old, item, today)
        else:
            with files.all_or_nothing():
                files.end(old, begins - _DAY)
                files.add((item,), today)
    _tell_added(item, shell, "Added to the plan" if old is None else "Changed in the plan")
    return 0


def _with_unsaid(item: PlanItem, old: PlanItem, table: dict[str, Any]) -> PlanItem:
    """Return a changed item with what nobody has said anew: the sets, the last day, who asked for it."""
    unsaid = {name: getattr(old, name) for name, key in _KEYS.items() if table[key] is None}
    if table["days"] is None and table["days_a_week"] is None:
        unsaid |= {"weekdays": old.weekdays, "days_a_week": old.days_a_week}
    if table["at"] is not None and table["times_a_day"] is None:
        del unsaid["times_a_day"]
    elif table["at"] is None and len(old.at) not in (0, unsaid.get("times_a_day", item.times_a_day)):
        del unsaid["at"]  # their number would say another frequency
    return item._replace(**unsaid)


_KEYS = {
    "times_a_day": "times_a_day", "sets": "sets", "at": "at", "until": "until", "by": "by", "note": "note",
}  # fmt: skip
"""The fields that a change keeps where nobody says otherwise, with their keys."""


def end(arguments: argparse.Namespace, shell: Shell) -> int:
    """Let an item of the plan end; what was planned before stays for the weeks before.

    Raises:
        NotFound: the plan does not have the routine, or has it on several sides.
        NotSaved: the plan's file could not be changed.
    """
    services = shell.services
    today = plan_day(services.clock.now())
    loaded = services.plan
    item = _find_item(loaded, services.find_routine(" ".join(arguments.routine)), arguments.side, today)
    last_day = _day(arguments.on, today, "--on", arguments) or today - _DAY
    is_removed = _files(shell).end(item, last_day)
    name = named(loaded.title(item.routine), item)
    day = day_name(last_day, has_year=last_day.year != today.year)
    if is_removed:
        sentence = f"Removed from the plan: {name}. It had not begun."
    elif last_day < today:
        sentence = f"Ended: {name}. Its last day was {day}; the weeks before stay as they were."
    else:
        sentence = f"{name} will end: its last day is {day}."
    shell.note_done(sentence)
    if shell.options.wants_json:
        shell.write_json(item_document(item._replace(until=last_day), name, None))
    else:
        shell.write(sentence)
    return 0


def start(arguments: argparse.Namespace, shell: Shell) -> int:
    """Take a plan that the program brings, from today on; then print its items.

    Raises:
        WrongUsage: there is no such plan, or its items are in the plan already.
        NotSaved: the plan's file could not be changed.
    """
    services = shell.services
    today = plan_day(services.clock.now())
    name = arguments.plan.strip().lower()
    if name not in (known := shipped_ids(services.content)):
        raise WrongUsage(f"There is no plan {name[:30]!r}. The program brings: {listed(known)}.")
    begins = _day(arguments.begins, today, "--from", arguments) or today
    shipped = load_shipped(services.content, name, begins)
    at = _item({"routine": "bedtime-prevention", "at": arguments.at}, "").at if arguments.at else ()
    items = tuple(item._replace(at=at) if at else item for item in shipped.items)
    present = services.plan.plan.active_items(begins)
    if taken := [item for item in items if any(each.routine == item.routine for each in present)]:
        title = services.routine_title(taken[0].routine)
        raise WrongUsage(f"{title} is in the plan already. spasmtui plan end {taken[0].routine} ends it.")
    _files(shell).add(items, today)
    for item in items:
        _tell_added(item, shell, "Taken into the plan")
    shell.say(shipped.decide)
    return 0


def _files(shell: Shell) -> PlanFiles:
    files: PlanFiles = load("spasmtui.plans.writer:PlanFiles")(shell.services.config, shell.services.content)
    return files


def _tell_added(item: PlanItem, shell: Shell, done: str) -> None:
    services = shell.services
    title = services.routine_title(item.routine)
    today = plan_day(services.clock.now())
    sentence = f"{done}: {item_words(title, item, today)}."
    shell.note_done(sentence)
    if shell.options.wants_json:
        shell.write_json(item_document(item, title, None))
    else:
        shell.write(sentence)


def _item(table: dict[str, Any], by: str) -> PlanItem:
    """Return the item of typed values.

    Raises:
        WrongUsage: one of them cannot be used; the message names its option.
    """
    read = read_item(table, str, by=by)
    if read.item is None:
        key, sentence = read.faults[0]
        said = sentence if sentence.startswith(key) else f"{OPTIONS[key]} {sentence}"
        raise WrongUsage(f"{said[:1].upper()}{said[1:]}")
    return read.item


OPTIONS = {
    **dict(zip(ITEM_KEYS, ITEM_KEYS, strict=True)),
    "times_a_day": "--times", "days_a_week": "--days-a-week", "days": "--days", "sets": "--sets", "sides": "--side",
    "at": "--at", "from": "--from", "until": "--until", "by": "--by", "note": "--note",
}  # fmt: skip
"""The option of each key."""


def _whole(text: str | None, option: str) -> int | None:
    if text is None:
        return None
    digits = text.strip().removesuffix("x")
    if not digits.isdecimal() or not digits.isascii() or len(digits) > 3:
        raise WrongUsage(f"{option} must be a whole number, not {text[:20]!r}.")
    return int(digits)


def _day(
    text: str | None, today: date, option: str, arguments: argparse.Namespace, *, begins: date | None = None
) -> date | None:
    if text is None:
        return None
    day: date = load("spasmtui.plans.days:read_plan_day")(
        text, today, option, begins=begins, order=arguments.date_order
    )
    return day


def _find_item(loaded: LoadedPlan, routine: str, side: str | None, today: date) -> PlanItem:
    """Return the item of a routine that has not ended.

    Raises:
        NotFound: there is none, or several and no side to tell which.
    """
    found = [item for item in loaded.plan.items if item.routine == routine and (not item.until or item.until >= today)]
    if side is not None:
        found = [item for item in found if item.sides == side.strip().lower()]
    title = loaded.title(routine)
    if not found:
        raise NotFound(f"{title} is not in the plan, or has ended. spasmtui plan shows what is in it.")
    if len(found) > 1 and side is None:
        raise NotFound(f"{title} is in the plan {len(found)} times. Name the side: --side left, right or both.")
    return found[0]
