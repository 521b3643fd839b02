"""Format numbers, times and places for people, everywhere the same. Imports nothing."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
PLACE_NAMES = {
    "calf": "calf",
    "foot": "foot",
    "shin": "shin",
    "hamstring": "back of the thigh",
    "thigh": "front of the thigh",
    "hip": "hip",
    "buttock": "buttock",
    "hand": "hand or forearm",
    "neck": "neck",
    "upper-back": "upper back",
    "lower-back": "lower back",
    "side": "belly or side",
}
"""The one name for people of every place, by its id and in the order of `places.toml`. `PlaceIndex.find` reads each
of them again, in every form of `place_with_side`."""
SIDE_LETTERS = {"left": "L", "right": "R", "both": "L+R"}
PLACE_NOT_RECORDED = "place not recorded"


def seconds_left(seconds: float) -> int:
    """Round the time that is left up to whole seconds; an excess of a thousandth is a rounding error."""
    return max(0, int(seconds + 0.999))


def count_down(seconds: float) -> str:
    """Format minutes and seconds as on a kitchen timer, rounded up: `0:34`, `12:05`, `1:02:00`."""
    whole = seconds_left(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, secs = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{secs:02}" if hours else f"{minutes}:{secs:02}"


def day_and_month(day: date) -> str:
    """Format `22 Nov`, in the program's language whatever the locale."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def day_name(day: date, *, has_year: bool = False) -> str:
    """Format `Sun 22 Nov`, or `Sun 22 Nov 2026` with its year."""
    return f"{DAYS[day.weekday()]} {day_and_month(day)}{f' {day.year}' if has_year else ''}"


def moment(when: datetime, *, has_year: bool = False) -> str:
    """Format `Sun 22 Nov 03:12`, with the hour as it was recorded."""
    return f"{day_name(when.date(), has_year=has_year)} {when:%H:%M}"


def number(value: float | None) -> str:
    """Format a figure with at most one decimal, and none where it is zero; empty when there is none."""
    return "" if value is None else f"{value:.1f}".removesuffix(".0")


def many(count: int, one: str, more: str | None = None, *, zero: str = "no") -> str:
    """Format a count with its noun: `1 night`, `2 nights`, `no nights`.

    Args:
        count: how many.
        one: the noun for one.
        more: the noun for several; None adds an s.
        zero: the word for none; figures in a table of figures use `0`.
    """
    return f"{count or zero} {one if count == 1 else more or one + 's'}"


def listed(words: Iterable[str], *, last: str = "and") -> str:
    """Join words for a sentence: `pain`, `pain and the note`, `pain, the note and the end`."""
    *most, end = (*words,) or ("",)
    return f"{', '.join(most)} {last} {end}" if most else end


def either(words: Iterable[str]) -> str:
    """Join words of which one is meant: `dmy`, `dmy or mdy`, `dmy, mdy or ymd`."""
    return listed(words, last="or")


def times(count: int) -> str:
    """Format how often something was done: `once`, `twice`, `34 times`."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def place_with_side(place: str | None, side: str | None, *, missing: str = PLACE_NOT_RECORDED) -> str:
    """Format where it was: `left calf`, `back of the left thigh`, `calf (both sides)`, or `left` without a place.

    A place that is not of this program is its id with blanks for hyphens.

    Args:
        place: the id of a place, or None.
        side: `left`, `right`, `both` or None.
        missing: the text when neither is recorded.
    """
    name = PLACE_NAMES.get(place or "") or (place or "").replace("-", " ")
    if side == "both":
        return f"{name} (both sides)" if name else "both sides"
    if side:
        part, of_the, whole = name.rpartition("of the ")
        return f"{part}{of_the}{side} {whole}".rstrip()
    return name or missing


def short_place(place: str | None, side: str | None, *, missing: str = PLACE_NOT_RECORDED) -> str:
    """Format where it was for a narrow column: `calf L`, `back of thigh R`, `front of thigh L+R`."""
    name = place_with_side(place, None, missing="").replace("of the ", "of ")
    return " ".join(filter(None, (name, SIDE_LETTERS.get(side or "")))) or missing


def place_within(place: str | None, side: str | None, cells: int) -> str:
    """Format where it was: in full where it has no more cells than these, else short, however long that is."""
    full = place_with_side(place, side)
    return full if len(full) <= cells else short_place(place, side)
