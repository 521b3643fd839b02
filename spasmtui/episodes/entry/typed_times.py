"""Read a time that is typed into a line of a form, and write one so that it is read back."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from spasmtui.errors import WrongUsage
from spasmtui.shared.times.beside import check_beside
from spasmtui.shared.times.date_order import locale_order
from spasmtui.shared.times.dates import TwoWayDate
from spasmtui.shared.times.moments import read_moment
from spasmtui.shared.times.zone import Reading, read_wall_time

if TYPE_CHECKING:
    from datetime import datetime


def read_typed_time(text: str, now: datetime, stored: datetime | None = None) -> Reading:
    """Read a typed time, in the place of a stored one; a date that could be two as the locale has it.

    Raises:
        WrongUsage: the text is no time, or could be two.
    """
    try:
        reading = read_moment(text, now, locale_order(os.environ))
    except TwoWayDate as error:
        raise WrongUsage(error.question) from None  # a form has no options
    return reading if stored is None else check_beside(text, reading, stored, now)


def time_remark(text: str, now: datetime) -> str:
    """Return a sentence about what was chosen where a typed time, which can be read, left something open."""
    return read_typed_time(text, now).remark if text.strip() else ""


def editable_time(moment: datetime) -> str:
    """Return a time with its offset only where it would be read as another instant without."""
    reading = read_wall_time(moment.replace(tzinfo=None), moment.astimezone())
    is_plain = not reading.remark and reading.instant.isoformat() == moment.isoformat()
    return f"{moment:%Y-%m-%d %H:%M}" if is_plain else moment.isoformat(" ", "minutes")
