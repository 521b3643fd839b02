"""The command `remind`: print, install, list and remove reminders, and say one when it is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.errors import DataError, NotFound, WrongUsage
from spasmtui.reminders import calendar_file
from spasmtui.reminders.installing import find_all, install, remove, setup_of
from spasmtui.reminders.listing import how_to, list_line, setup_text, shown_title, what_is_seen
from spasmtui.reminders.making import diary_digits, make_reminder
from spasmtui.reminders.model import ICS, KIND_NAMES, Key, Reminder
from spasmtui.reminders.requests import divide, find_routine
from spasmtui.reminders.system import System
from spasmtui.shared.language import ENGLISH
from spasmtui.shared.times.recurring import short_days
from spasmtui.shell import Shell, load, offer
from spasmtui.terminal.printing.question import can_ask, hear_yes
from spasmtui.terminal.sanitize import one_line

if TYPE_CHECKING:
    import argparse

    from spasmtui.reminders.model import Setup

NO_CALENDAR_KNOWS = "A calendar cannot know what was done: its alarm comes every time, until you delete the entry."


def remind_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `remind`."""
    words = parser.add_argument(
        "words", nargs="*", metavar="WORD", help="a routine or a place, then a time: bedtime 22:15"
    )
    offer(words, {}, "routines")
    parser.add_argument("--days", metavar="DAYS", help="only on these: mon,wed,fri, mon-fri, weekdays, weekends")
    way = parser.add_argument(
        "--as", dest="kind", choices=tuple(KIND_NAMES), help="the way, by default what the system has"
    )
    offer(way, KIND_NAMES)
    file = parser.add_argument("-o", "--output", metavar="FILE", help="write the calendar file there; - is stdout")
    offer(file, {}, "files")
    parser.add_argument("--neutral", action="store_true", help="name no routine on a locked screen")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--install", action="store_true", help="show it, ask, and let the system remind from then on")
    what.add_argument("--list", action="store_true", help="the reminders there are")
    what.add_argument("--remove", action="store_true", help="remove those of a routine, or the one at a time")
    what.add_argument("--notify", action="store_true", help="what the system runs: one line, unless it was done")
    parser.add_argument("-y", "--yes", action="store_true", help="install without asking")


def remind(arguments: argparse.Namespace, shell: Shell) -> int:
    """Print a reminder for the system, or install, list, remove or say one."""
    if arguments.notify:
        code: int = load("spasmtui.reminders.notify_command:notify_due")(arguments, shell, System())
        return code
    if arguments.remove:
        return _remove(arguments, shell, System())
    if arguments.list or not arguments.words:
        return _list(shell, System())
    return _set_up(arguments, shell, System())


def _set_up(arguments: argparse.Namespace, shell: Shell, system: System) -> int:
    """Print what a reminder takes, or install it.

    Raises:
        WrongUsage: the options contradict each other.
    """
    if arguments.output is not None and arguments.kind not in (None, ICS):
        raise WrongUsage(f"-o writes a calendar file, and --as {arguments.kind} is none. Leave one of them out.")
    if arguments.output is not None and arguments.install:
        raise WrongUsage("-o writes a calendar file, which is not installed. Leave --install out.")
    reminder = make_reminder(arguments.words, shell, system, days=arguments.days, is_neutral=arguments.neutral)
    kind = arguments.kind or (ICS if arguments.output is not None else system.kinds()[0])
    if arguments.install:
        return _install(reminder, kind, shell, system, is_sure=arguments.yes)
    if kind == ICS:
        return _print_calendar(reminder, arguments.output, shell)
    reminder, setup = setup_of(reminder, kind, system)
    if shell.options.wants_json:
        shell.write_json(document(reminder, setup))
        return 0
    shell.say(f"{reminder.title}, {reminder.when}, as {KIND_NAMES[kind]}. Nothing is written yet.")
    for line in how_to(setup):
        shell.say(line)
    shell.say(f"To have all of that done: add --install. {_what_is_seen(reminder)}")
    shell.write(setup_text(setup))
    return 0


def _what_is_seen(reminder: Reminder) -> str:
    """Return a sentence on what others may read, with the option that changes it."""
    hint = "" if reminder.is_neutral else " --neutral names none."
    return f"{what_is_seen(reminder)}{hint}"


def document(reminder: Reminder, setup: Setup, **more: object) -> dict[str, object]:
    """Return a reminder as JSON values."""
    return {
        "routine": reminder.key.routine,
        "title": reminder.title,
        "time": reminder.key.time.shown,
        "days": short_days(reminder.days),
        "kind": setup.kind,
        "neutral": reminder.is_neutral,
        "files": [{"path": path, "text": text} for path, text in setup.files],
        "line": setup.line or None,
        "activate": [list(words) for words in setup.activate],
        **more,
    }


def _print_calendar(reminder: Reminder, output: str | None, shell: Shell) -> int:
    """Print the calendar file, or write it.

    Raises:
        WrongUsage: there is a file of that name that is no reminder of ours.
        DataError: it cannot be written.
    """
    setup = calendar_file.setup(reminder, output or "", shell.services.clock.now())
    text = setup.files[0][1]
    if shell.options.wants_json:
        shell.write_json(document(reminder, setup))
    elif output in (None, "-"):
        shell.say(
            f"{reminder.title}, {reminder.when}, as {KIND_NAMES[ICS]}. Open it in your calendar or on your phone."
        )
        shell.say(f"{NO_CALENDAR_KNOWS} To write it: -o reminder.ics. {_what_is_seen(reminder)}")
        shell.write_clean(text)
    else:
        load("spasmtui.reminders.calendar_output:write_calendar")(output, text)
        shell.note_done(f"{output} was written.")
        shell.say(f"{output} is written: {reminder.title}, {reminder.when}. Open it in your calendar or on your phone.")
        shell.say(NO_CALENDAR_KNOWS)
    return 0


def _install(reminder: Reminder, kind: str, shell: Shell, system: System, *, is_sure: bool) -> int:
    """Show what will be written, ask, and install it.

    Raises:
        WrongUsage: there is nobody to ask.
    """
    if kind == ICS:
        install(reminder, kind, system, shell.services.state)  # says why not
    reminder, setup = setup_of(reminder, kind, system)
    if not is_sure and not _asks_and_hears_yes(reminder, setup, shell):
        shell.say("Nothing was written.")
        return 0
    has_changed = install(reminder, kind, system, shell.services.state)
    done = f"{reminder.title}, {reminder.when}: {KIND_NAMES[kind]}"
    if has_changed:
        shell.note_done(f"Installed: {done}.")
    if shell.options.wants_json:
        shell.write_json(document(reminder, setup, installed=True, changed=has_changed))
    else:
        shell.write(f"{'Installed' if has_changed else 'Installed before, nothing changed'}: {done}")
        shell.say(f"{_what_is_seen(reminder)} To remove it: {_removal(reminder.key)}")
    return 0


def _asks_and_hears_yes(reminder: Reminder, setup: Setup, shell: Shell) -> bool:
    """Show what will be written and ask on the terminal.

    Raises:
        WrongUsage: there is no terminal to ask on.
    """
    if shell.options.wants_json or not can_ask(shell.stdin, shell.out, shell.err):
        raise WrongUsage("There is no terminal to ask on. To install it without a question, add --yes.")
    shell.say(f"{reminder.title}, {reminder.when}, as {KIND_NAMES[setup.kind]}. This will be written:\n")
    shell.say(setup_text(setup))
    shell.say(f"\n{_what_is_seen(reminder)}")
    return hear_yes("Install it?", shell.stdin, shell.err)


def _removal(key: Key) -> str:
    return f"spasmtui remind --remove {key.routine} {key.time.shown}"


def _list(shell: Shell, system: System) -> int:
    """List the reminders of the list and of the system."""
    rows, faults = find_all(system, shell.services.state, diary_digits(shell))
    for fault in faults:
        shell.say(fault)
    if shell.options.wants_json:
        shell.write_json([
            {
                "routine": row.key.routine,
                "title": shown_title(row, shell),
                "time": row.key.time.shown,
                "days": row.days,
                "kind": row.kind,
                "path": row.path or None,
                "listed": row.is_listed,
                "on_system": row.is_on_system,
            }
            for row in rows
        ])
    elif rows:
        shell.write("\n".join(one_line(list_line(row, shell)) for row in rows))
    elif not faults:
        shell.say("There is no reminder. To set one: spasmtui remind bedtime 22:15")
    return DataError.exit_code if faults else 0


def _remove(arguments: argparse.Namespace, shell: Shell, system: System) -> int:
    """Remove the reminders of a routine, or the one at a time.

    Raises:
        WrongUsage: no routine is named.
        NotFound: there is none.
    """
    services = shell.services
    if not arguments.words:
        raise WrongUsage("Say which reminder: spasmtui remind --remove bedtime")
    asked, time, _days = divide(arguments.words, services.clock.now().date())
    rows, faults = find_all(system, services.state, diary_digits(shell))
    for fault in faults:
        shell.say(fault)
    known = {row.key.routine for row in rows}
    routine = asked if asked in known else find_routine(asked, services.content, services.config, ENGLISH).id
    chosen = [row for row in rows if row.key.routine == routine and time in (None, row.key.time)]
    if not chosen:
        at = f" at {time.shown}" if time else ""
        raise NotFound(f"There is no reminder for {routine}{at}. To see them: spasmtui remind --list")
    for row in chosen:
        notes = remove(row, system, services.state)
        done = f"Removed: {list_line(row, shell)}"
        shell.note_done(f"{done}.")
        if not shell.options.wants_json:
            shell.write(done)
        for note in notes:
            shell.say(note)
    if shell.options.wants_json:
        shell.write_json([{"routine": row.key.routine, "time": row.key.time.shown, "kind": row.kind} for row in chosen])
    return 0
