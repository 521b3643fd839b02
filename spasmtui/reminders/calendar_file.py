"""Write a reminder as an iCalendar file with an alarm (RFC 5545), for a phone or any calendar."""

from datetime import date, datetime, timedelta

from spasmtui import __version__
from spasmtui.reminders.model import ICS, Reminder, Setup
from spasmtui.shared.escapes.icalendar import escape_text, join_lines
from spasmtui.shared.formats import WEEKDAY_NAMES

DOMAIN = "spasmtui"
MINUTES = 5
"""The length of the entry: long enough to be seen in a calendar."""


def setup(reminder: Reminder, path: str, now: datetime) -> Setup:
    """Return the file of a reminder at this path."""
    return Setup(ICS, files=((path, calendar_text(reminder, now)),))


def calendar_text(reminder: Reminder, now: datetime) -> str:
    """Return a calendar with one entry that recurs at the same time by the clock, wherever the person is.

    Its times have no zone, so that they move with the person and with summer time; its name stays the same, so that a
    calendar that takes it in again replaces it.

    Args:
        reminder: its title may be any text.
        now: the present; the first entry is the next one.
    """
    hour, minute = reminder.key.time
    first = _first_day(reminder, now)
    weekdays = ",".join(WEEKDAY_NAMES[day][:2].upper() for day in reminder.days)
    rule = f"FREQ=WEEKLY;BYDAY={weekdays}" if weekdays else "FREQ=DAILY"
    if reminder.until is not None:
        rule += f";UNTIL={reminder.until:%Y%m%d}T235959"
    title = escape_text(reminder.label if reminder.is_neutral else reminder.title)
    return join_lines((
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//spasmtui//{__version__}//EN",
        "BEGIN:VEVENT",
        f"UID:{reminder.name}@{DOMAIN}",
        f"DTSTAMP:{_in_utc(now)}",
        f"DTSTART:{first:%Y%m%d}T{hour:02}{minute:02}00",
        f"DURATION:PT{MINUTES}M",
        f"RRULE:{rule}",
        f"SUMMARY:{title}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        f"COMMENT:{escape_text(reminder.mark)}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:PT0S",
        f"DESCRIPTION:{title}",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ))


def _first_day(reminder: Reminder, now: datetime) -> date:
    """Return the first day with an entry from now on."""
    day = now.date() + timedelta(days=(now.hour, now.minute) > reminder.key.time)
    while reminder.days and day.weekday() not in reminder.days:
        day += timedelta(days=1)
    return day


def _in_utc(now: datetime) -> str:
    return f"{now - (now.utcoffset() or timedelta()):%Y%m%dT%H%M%SZ}"
