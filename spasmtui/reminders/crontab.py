"""Write a reminder as one line of a crontab, and put it into the lines of a person or take it out (crontab(5))."""

import re
import shlex

from spasmtui.reminders.model import CRON, Key, Reminder, Setup, find_marks


def setup(reminder: Reminder) -> Setup:
    """Return the line of a reminder whose words have been checked."""
    return Setup(CRON, line=line_text(reminder))


def line_text(reminder: Reminder) -> str:
    r"""Return the line: fields, command, and the mark in a comment of the shell that runs the command.

    Cron makes a line break of each `%` without a `\` before it, also between quotation marks.
    """
    days = ",".join(str((day + 1) % 7) for day in reminder.days) or "*"
    words = (*(f"{name}={shlex.quote(value)}" for name, value in reminder.environment), shlex.join(reminder.command))
    command = " ".join(words).replace("%", "\\%")
    return f"{reminder.key.time.minute} {reminder.key.time.hour} * * {days} {command} # {reminder.mark}"


def with_line(crontab: str, key: Key, line: str) -> str:
    """Return a crontab with this line in place of those of the same reminder; all other lines stay as they are."""
    kept = without(crontab, key)
    return f"{kept}{'' if not kept or kept.endswith(chr(10)) else chr(10)}{line}\n"


def without(crontab: str, key: Key) -> str:
    """Return a crontab without the lines of a reminder; all other lines stay as they are."""
    return "".join(line for line in _lines(crontab) if not is_of(line, key))


def is_of(line: str, key: Key) -> bool:
    """Return whether a line is ours and of this reminder: its mark is the last of it."""
    text = line.rstrip()
    if text.startswith("#"):
        return False  # switched off by hand, and not ours any more
    marks = find_marks(text.rpartition(" # ")[2])
    return len(marks) == 1 and marks[0].key == key


def own_lines(crontab: str) -> tuple[str, ...]:
    """Return the lines of all reminders."""
    lines = (line.rstrip("\n") for line in _lines(crontab))
    return tuple(line for line in lines if any(is_of(line, mark.key) for mark in find_marks(line)))


def _lines(crontab: str) -> list[str]:
    """Return the lines with their ends; cron knows no other end than a line feed."""
    return re.findall(r"[^\n]*\n|[^\n]+", crontab)
