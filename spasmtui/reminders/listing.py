"""Say reminders in lines: those there are, and what one would write."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from spasmtui.reminders.model import CRON, KIND_NAMES
from spasmtui.reminders.requests import routine_title
from spasmtui.shared.times.recurring import SHORT_DAYS, days_text

if TYPE_CHECKING:
    from spasmtui.reminders.installing import Found
    from spasmtui.reminders.making import Host
    from spasmtui.reminders.model import Reminder, Setup


def setup_text(setup: Setup) -> str:
    """Return what would be written, each of several files below a comment with its path."""
    if setup.line:
        return setup.line
    if len(setup.files) == 1:
        return setup.files[0][1].rstrip("\n")
    return "\n".join(f"# {path}\n{text}" for path, text in setup.files).rstrip("\n")


def how_to(setup: Setup) -> list[str]:
    """Return what a person does with it."""
    if setup.kind == CRON:
        return ["Add this line to the crontab with: crontab -e"]
    saved = [f"Save it as {setup.files[0][0]}" if len(setup.files) == 1 else "Save the two files as named."]
    return [*saved, *(f"Then run: {shlex.join(words)}" for words in setup.activate)]


def what_is_seen(reminder: Reminder) -> str:
    """Return a sentence on what others may read on the screen."""
    if reminder.is_neutral:
        return "A locked screen may show that there is a reminder, and not of what."
    return "A locked screen may show the routine's title."


def list_line(row: Found, host: Host) -> str:
    """Return one reminder in a line."""
    days = tuple(SHORT_DAYS.index(day) for day in row.days.split(",") if day in SHORT_DAYS)
    return f"{shown_title(row, host)}, {days_text(days)} at {row.key.time.shown}, {KIND_NAMES[row.kind]}{_state(row)}"


def shown_title(row: Found, host: Host) -> str:
    """Return the title of a reminder, which the list may not have."""
    if row.is_listed:
        return row.title
    return routine_title(row.key.routine, host.services.content, host.services.config, host.options.language)


def _state(row: Found) -> str:
    if not row.is_on_system:
        return ": gone from the system. Remove it from the list, or install it again."
    return "" if row.is_listed else ": on the system, but not in the list of this diary"
