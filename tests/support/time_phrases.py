"""Phrases for an instant and for a length, in every style in which people and programs write them."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from spasmtui.shared.formats import MONTH_NAMES, WEEKDAY_NAMES, moment


def clock_phrases(face: datetime) -> Iterator[str]:
    """The time of day of a clock face in whole minutes."""
    half = "am" if face.hour < 12 else "pm"
    hour, minute = face.hour % 12 or 12, f"{face.minute:02}"
    yield from (f"{face:%H:%M}", f"{face.hour}:{minute}", f"{face:%H%M}", f"{face:%H}h{minute}", f"{face:%H:%M:%S}")
    yield from (
        f"{hour}:{minute} {half}",
        f"{hour}.{minute}{half}",
        f"{hour}:{minute} {half[0]}.m.",
        f"{hour}{minute}{half}",
    )
    if face.minute == 0:
        yield from (f"{hour}{half}", f"{hour} {half.upper()}")
    if (face.hour, face.minute) == (12, 0):
        yield "noon"


def date_phrases(face: datetime) -> Iterator[str]:
    """The date of a clock face; only those that can be read in one way."""
    name = MONTH_NAMES[face.month - 1]
    yield from (f"{face:%Y-%m-%d}", f"{face:%Y/%m/%d}", f"{face:%Y%m%d}", f"{face:%Y.%m.%d}")
    yield from (
        f"{face.day} {name} {face.year}",
        f"{name[:3]} {face.day}, {face.year}",
        f"{face.day}-{name[:3]}-{face.year}",
    )
    yield from (f"{name.lower()} {face.day} {face.year}", f"{face:%a} {face.day} {name[:3]} {face.year}")
    if face.day > 12:
        yield from (f"{face.day}.{face.month}.{face.year}", f"{face:%m/%d/%Y}", f"{face:%d/%m/%Y}")


def day_phrases(face: datetime, now: datetime) -> Iterator[str]:
    """The day of a clock face in words, as it is said at `now` (a face too)."""
    back = (now.date() - face.date()).days
    if back < 3:
        yield ("today", "yesterday", "the day before yesterday")[back]
    if 0 < back < 7:
        weekday = WEEKDAY_NAMES[face.weekday()]
        yield from (weekday.lower(), f"on {weekday}", weekday[:3], f"last {weekday.lower()}")
    if back:
        yield from (f"{back} day{'s' * (back > 1)} ago", f"{back}d ago")
    if back and back % 7 == 0:
        yield f"{back // 7} week{'s' * (back > 7)} ago"


def moment_phrases(face: datetime, now: datetime) -> Iterator[str]:
    """A past clock face in whole minutes, as it is written or said at `now` (a face too)."""
    for clock in clock_phrases(face):
        for day in date_phrases(face):
            yield from (f"{day} {clock}", f"{day}, {clock}", f"{day} at {clock}", f"{clock} on {day}")
        for day in day_phrases(face, now):
            yield from (f"{day} {clock}", f"{day} at {clock}", f"{clock} {day}", f"{day}, {clock}")
        if timedelta() <= now - face < timedelta(days=1):
            yield from (clock, f"at {clock}")
    yield f"{face:%Y-%m-%dT%H:%M}"
    yield f"{face:%Y%m%dT%H%M}"
    yield moment(face, has_year=True)
    if face.hour < 12 and face.date() == now.date():
        yield f"this morning at {face:%H:%M}"
    if face.hour < 6 and face.date() == now.date():
        yield f"last night {face:%H:%M}"
    if face.hour >= 18 and face.date() == now.date() - timedelta(days=1):
        yield from (f"last night {face:%H:%M}", f"last night at {face.hour - 12}:{face:%M}pm")
        yield f"yesterday evening {face:%H:%M}"


def length_phrases(seconds: int) -> Iterator[str]:
    """A length in whole seconds, exactly."""
    minutes, rest = divmod(seconds, 60)
    hours, left = divmod(minutes, 60)
    yield from (f"{seconds}s", f"{seconds} sec", f"{seconds} seconds", f"{seconds}sec.", f"PT{seconds}S")
    yield from (f"{hours}:{left:02}:{rest:02}", f"{hours}h{left}m{rest}s", f"PT{hours}H{left}M{rest}S")
    if rest == 0:
        yield from (
            str(minutes),
            f"{minutes}m",
            f"{minutes} min",
            f"{minutes} minutes",
            f"{minutes} MINUTES",
            f"pt{minutes}m",
        )
        yield from (
            f"{hours}:{left:02}",
            f"about {minutes} min",
            f"{hours} h {left} min",
            f"{hours} hours, {left} minutes",
        )
        yield from (f"{hours} hours and {left} minutes", f"{hours}h{left:02}", f"{hours} hrs {left}")
    if rest == 30:
        yield from (f"{minutes}.5m", f"{minutes},5 min", f"{minutes}½ min", f"{minutes} 1/2 minutes")
        yield f"{minutes} and a half minutes"
    if seconds % 900 == 0:
        yield from (f"{seconds / 3600} h", f"{seconds / 3600} hours".replace(".", ","))
    words = {60: "a minute", 900: "a quarter of an hour", 1800: "half an hour", 3600: "an hour"}
    more = {5400: "an hour and a half", 2700: "three quarters of an hour", 7200: "two hours", 300: "five minutes"}
    if said := (words | more).get(seconds):
        yield said
