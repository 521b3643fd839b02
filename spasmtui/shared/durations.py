"""A length of time as it is typed: `90s`, `4m`, `1h10m`, or a bare number of minutes."""

import re

from spasmtui.errors import WrongUsage

_DURATION = re.compile(r"(?:(\d{1,2})h)?(?:(\d{1,4})m(?:in)?)?(?:(\d{1,5})s)?", re.ASCII)


def read_duration(typed: str) -> int:
    """The seconds of a length of time.

    Raises:
        WrongUsage: it is none, or nothing at all.
    """
    text = typed.strip().lower().replace(" ", "")
    if text.isascii() and text.isdecimal():
        text += "m"
    found = _DURATION.fullmatch(text)
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    total = hours * 3600 + minutes * 60 + seconds
    if not text or total == 0:
        raise WrongUsage(f"{typed!r} is not a length of time. Write it as 90s, 4m, 1h10m, or 4 for minutes.")
    return total
