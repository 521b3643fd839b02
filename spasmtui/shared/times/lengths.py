"""Write lengths of time for people: one wording for every room, which `parse_duration` reads back."""

from spasmtui.shared.formats import seconds_left

HALF_MINUTES_BELOW_SECONDS = 10 * 60
"""Below ten minutes half a minute matters; above, it is noise."""
_half = "½"


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


def use_ascii_halves(*, is_ascii: bool) -> None:
    """Write half a minute as `.5` for the rest of the run, or as `½`: for screens whose font may lack it."""
    global _half
    _half = ".5" if is_ascii else "½"


def format_remaining(seconds: float) -> str:
    """Format the time that is left, rounded up to whole seconds first as the timer and `status` do."""
    return format_duration(seconds_left(seconds))


def format_minutes(seconds: float) -> str:
    """Format a duration as a number for a column headed `Min`: at least `½`, then `2½`, `12`, `130`."""
    halves = max(1, int(seconds / 30 + 0.5))
    if halves % 2 and seconds < HALF_MINUTES_BELOW_SECONDS:
        return f"{halves // 2 or ''}{_half}"
    return str(int(seconds / 60 + 0.5))
