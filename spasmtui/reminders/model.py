"""Define a reminder, the name by which ours are known on a system, and the ways in which a system gives one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from spasmtui.errors import WrongUsage
from spasmtui.shared.plans.model import DAY_BEGINS_HOUR
from spasmtui.shared.times.recurring import DayTime, days_text, short_days

SYSTEMD, LAUNCHD, CRON, ICS = "systemd", "launchd", "cron", "ics"
KIND_NAMES = {
    SYSTEMD: "a systemd user timer",
    LAUNCHD: "a launchd agent",
    CRON: "a crontab line",
    ICS: "a calendar file with an alarm",
}
"""The ways to be reminded, in the order in which they are looked for."""
MARK = "spasmtui reminder"
"""The words before a reminder's name in whatever we have written: only what has them is ever changed or removed."""
LONGEST_NAME = 120
_MARKED = re.compile(rf"{MARK} (?P<name>[A-Za-z0-9_-]+-\d{{4}}(?:-[0-9a-f]{{8}})?) (?P<days>[a-z,]+)")
_NAME = re.compile(r"(?P<routine>[A-Za-z0-9_-]+?)-(?P<hour>\d\d)(?P<minute>\d\d)(?:-(?P<diary>[0-9a-f]{8}))?")
_ESCAPED = re.compile(rb"_([0-9a-f]{2})")


class Key(NamedTuple):
    """The key by which reminders are told apart: two of one routine have two times."""

    routine: str
    """The routine's id."""
    time: DayTime
    diary: str = ""
    """Eight hexadecimal digits for the folder of a diary that was named; empty for the usual one."""

    @property
    def name(self) -> str:
        """The name for files, units and labels: ASCII letters, digits, `-` and `_`."""
        digits = f"{self.time.hour:02}{self.time.minute:02}"
        return "-".join(filter(None, (_slug(self.routine), digits, self.diary)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One time of day, on all or some days of the week, at which the system runs the quiet command."""

    key: Key
    title: str
    """The routine's title, on one line."""
    days: tuple[int, ...] = ()
    """Weekdays from 0 for Monday; none for every day."""
    until: date | None = None
    """The last day, where a plan has one."""
    is_neutral: bool = False
    """Whether it names no routine: others may read what a locked screen shows."""
    command: tuple[str, ...] = ()
    """The quiet command: the program's absolute path and its words."""
    environment: tuple[tuple[str, str], ...] = ()
    """Variables by which the program finds its folders, where they are not the usual ones."""

    @property
    def name(self) -> str:
        """The name for files, units and labels."""
        return self.key.name

    @property
    def mark(self) -> str:
        """The words by which what we have written is known again."""
        return f"{MARK} {self.name} {short_days(self.days)}"

    @property
    def when(self) -> str:
        """The time and the days for a sentence: `every day at 22:15`."""
        return f"{days_text(self.days)} at {self.key.time.shown}"

    @property
    def label(self) -> str:
        """One line that names it where a system lists its timers."""
        return f"Reminder for {self.key.time.shown}" if self.is_neutral else f"Reminder: {self.title}"


class Marked(NamedTuple):
    """A reminder as its mark tells of it."""

    key: Key
    days: str
    """As `short_days` writes them."""


class Setup(NamedTuple):
    """The files or the line that one way of a system needs for a reminder, and the commands around them."""

    kind: str
    files: tuple[tuple[str, str], ...] = ()
    """The path and the text of each file."""
    line: str = ""
    """A line of the crontab, without its end."""
    activate: tuple[tuple[str, ...], ...] = ()
    """Commands that turn it on once the files are there."""
    deactivate: tuple[tuple[str, ...], ...] = ()
    """Commands that turn it off before the files go."""
    settle: tuple[tuple[str, ...], ...] = ()
    """Commands after the files are gone."""


def is_next_morning(at: DayTime) -> bool:
    """Return whether a time belongs to the day of the plan that began on the date before."""
    return at.hour < DAY_BEGINS_HOUR


def find_marks(text: str) -> tuple[Marked, ...]:
    """Return the reminders whose marks are in a text, in order."""
    return tuple(
        Marked(key, match["days"]) for match in _MARKED.finditer(text) if (key := key_of(match["name"])) is not None
    )


def key_of(name: str) -> Key | None:
    """Return the key that a name was made of; None for any other text."""
    match = _NAME.fullmatch(name)
    if match is None or int(match["hour"]) > 23 or int(match["minute"]) > 59:
        return None
    routine = _ESCAPED.sub(lambda found: bytes((int(found[1], 16),)), match["routine"].encode())
    time = DayTime(int(match["hour"]), int(match["minute"]))
    return Key(routine.decode("utf-8", "replace"), time, match["diary"] or "")


def check_writable(reminder: Reminder, kind: str) -> Reminder:
    """Return the reminder with a title of one line, once each of its words can be written in a file of this kind.

    Raises:
        WrongUsage: a path has characters that the file cannot hold.
    """
    for word in (*reminder.command, *(value for _name, value in reminder.environment)):
        if not word.isprintable() or (kind == CRON and "\\" in word):
            shown = "".join(each if each.isprintable() else "?" for each in word)
            raise WrongUsage(
                f"{shown[:200]!r} has a character that {KIND_NAMES[kind]} cannot hold. Rename the folder or the file, "
                "or name another way with --as."
            )
    title = " ".join("".join(each if each.isprintable() else " " for each in reminder.title).split())
    return replace(reminder, title=title or reminder.key.routine)


def folder_environment(environment: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the variables of an environment that say where the program's folders are."""
    names = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
    return tuple((name, environment[name]) for name in names if environment.get(name, "").startswith("/"))


def _slug(routine: str) -> str:
    """Return a routine's id in letters that every system takes; `_` and two digits stand for any other byte."""
    plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"
    return "".join(each if each in plain else "".join(f"_{byte:02x}" for byte in each.encode()) for each in routine)
