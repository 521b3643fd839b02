"""Read and write lengths of time: one grammar and one wording for every room."""

import re
from datetime import timedelta

from spasmtui.errors import WrongUsage
from spasmtui.shared.formats import seconds_left

HINT = "Try 90s, 4m, 1h10m, or 4 for minutes."
HALF_MINUTES_BELOW_SECONDS = 10 * 60
"""Below ten minutes half a minute matters; above, it is noise."""

_NUMBER = r"(\d{1,9}(?:[.,]\d{1,3}|½)?)"
_UNITS = (("d(?:ays?)?", 86_400), ("h(?:rs?|ours?)?", 3600), ("m(?:ins?|inutes?)?", 60), ("s(?:ecs?|econds?)?", 1))
_DURATION = re.compile("".join(f"(?:{_NUMBER}{unit})?" for unit, _seconds in _UNITS), re.ASCII)
_MINUTES = re.compile(_NUMBER, re.ASCII)


def parse_duration(text: str, *, longest: timedelta | None = None, may_be_zero: bool = False) -> int:
    """Parse a duration such as `90s`, `4m`, `1h10m`, `2½ min`, or `4` for minutes.

    Args:
        text: as typed; case and spaces do not matter.
        longest: the caller's limit, in whole days; None accepts any length.
        may_be_zero: accept `0`, which other programs write for "less than a minute".

    Returns:
        Whole seconds.

    Raises:
        WrongUsage: the text is not a duration, is zero, or exceeds `longest`.
    """
    compact = "".join(text.lower().split())
    if _MINUTES.fullmatch(compact):
        compact += "m"
    match = _DURATION.fullmatch(compact)
    parts = match.groups(default="0") if match and compact else ()
    total = round(sum(_number(part) * seconds for part, (_unit, seconds) in zip(parts, _UNITS, strict=False)))
    if not parts or (total == 0 and not may_be_zero):
        raise WrongUsage(f"{text!r} is not a length of time. {HINT}")
    if longest is not None and total > longest.total_seconds():
        raise WrongUsage(f"{text!r} is more than {longest.days} days. {HINT}")
    return total


def _number(digits: str) -> float:
    return float(digits.replace(",", ".").replace("½", ".5"))


def format_duration(seconds: float | None) -> str:
    """Format a duration for people: `40 s`, `2½ min`, `12 min`, `2 h 10 min`; empty when it was not recorded.

    Below ten minutes it is rounded to half minutes, above to minutes; halves round up. `parse_duration` reads the
    result back. Under `--ascii` commands print `2.5 min`: see `ascii_fractions`.
    """
    if seconds is None:
        return ""
    if seconds < 59.5:
        return f"{int(seconds + 0.5)} s"
    hours, minutes = divmod(int(seconds / 60 + 0.5), 60)
    if not hours:
        return f"{format_minutes(seconds)} min"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def format_remaining(seconds: float) -> str:
    """Format the time that is left, rounded up to whole seconds first as the timer and `status` do."""
    return format_duration(seconds_left(seconds))


def format_minutes(seconds: float) -> str:
    """Format a duration as a number for a column headed `Min`: at least `½`, then `2½`, `12`, `130`."""
    halves = max(1, int(seconds / 30 + 0.5))
    if halves % 2 and seconds < HALF_MINUTES_BELOW_SECONDS:
        return f"{halves // 2 or ''}½"
    return str(int(seconds / 60 + 0.5))
