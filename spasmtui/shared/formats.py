"""How numbers and times are written on the screen and in text, everywhere the same."""

from datetime import date, datetime

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def count_down(seconds: float) -> str:
    """Minutes and seconds, as on a kitchen timer: `0:34`, `12:05`, `1:02:00`."""
    whole = max(0, int(seconds + 0.999))
    hours, rest = divmod(whole, 3600)
    minutes, secs = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{secs:02}" if hours else f"{minutes}:{secs:02}"


def day_name(day: date) -> str:
    """`Sun 22 Nov`, in the program's language whatever the locale."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def moment(when: datetime) -> str:
    """`Sun 22 Nov 03:12`, with the hour as it was recorded."""
    return f"{day_name(when.date())} {when:%H:%M}"


def many(count: int, one: str, more: str | None = None) -> str:
    """`1 night`, `2 nights`, `no nights`."""
    return f"{count or 'no'} {one if count == 1 else more or one + 's'}"


def place_with_side(place: str | None, side: str | None) -> str:
    """`left calf`, `both calves` reads as `calf, both sides`; a missing part is left out."""
    name = (place or "place not recorded").replace("-", " ")
    if side == "both":
        return f"{name}, both sides"
    return f"{side} {name}" if side else name
