"""Read the first and the last day of a plan item as people type them: both may be to come."""

from __future__ import annotations

import os
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from spasmtui.errors import WrongUsage
from spasmtui.shared.formats import WEEKDAY_NAMES
from spasmtui.shared.plans.model import FIRST_YEAR, LAST_YEAR
from spasmtui.shared.times.date_order import preferred_order
from spasmtui.shared.times.dates import read_date
from spasmtui.shared.times.number_words import with_figures
from spasmtui.terminal.sanitize import quoted

if TYPE_CHECKING:
    from spasmtui.shared.times.dates import WrittenDate

_DAY = timedelta(days=1)
_NAMED = {"today": 0, "now": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1}
_LENGTH = re.compile(r"(?:for |in )?(\d{1,3}|an?) (day|week|fortnight|month)s?")
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 28}
"""The days of each; a month of a plan is four whole weeks."""
_YEAR = re.compile(r"\d{4}")


def _in_a_plan(day: date, text: str, option: str) -> date:
    """Return the day, once it is in the years of a plan.

    Raises:
        WrongUsage: it is not.
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise WrongUsage(f"{option} must be in the years from {FIRST_YEAR} to {LAST_YEAR}, not {quoted(text)}.")
    return day


def read_plan_day(text: str, today: date, option: str, *, begins: date | None = None, order: str | None = None) -> date:
    """Return the day that a text means: a date, a weekday to come, or with `begins` the last day of a length from it.

    Args:
        text: as typed: `2027-01-10`, `10 Jan`, `tomorrow`, `friday`, `6 weeks`.
        today: the present day.
        option: the name of the option, for the message.
        begins: the first day, where the text may be a length.
        order: what was typed after `--date-order`.

    Raises:
        WrongUsage: it is no day, could be two, or is in no year of a plan.
    """
    words = " ".join(text.strip().lower().split())
    if words in _NAMED:
        return today + _DAY * _NAMED[words]
    if begins is not None and (found := _LENGTH.fullmatch(with_figures(words))):
        days = (int(found[1]) if found[1].isdecimal() else 1) * _DAYS[found[2]]
        return _in_a_plan(_days_after(begins, max(1, days) - 1), text, option)
    weekday = next((day for day, name in enumerate(WEEKDAY_NAMES) if words in (name.lower(), name[:3].lower())), None)
    if weekday is not None:
        return today + _DAY * ((weekday - today.weekday()) % 7)
    written: WrittenDate | None = read_date(text, today)
    if written is None:
        raise WrongUsage(f"{option} must be a day such as 2026-11-30, tomorrow or friday, not {quoted(text)}.")
    day = written.choose(preferred_order(order, os.environ))[0]
    # A date without its year is the next one, where it is not of these weeks.
    if not _YEAR.search(text) and day < today - timedelta(weeks=12):
        return _next_year(day)
    return _in_a_plan(day, text, option)


def _days_after(day: date, days: int) -> date:
    """Return the day so many days later; the last of the calendar where there is none, which no plan may have."""
    return day + _DAY * min(days, (date.max - day).days)


def _next_year(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + 1, day=28)
