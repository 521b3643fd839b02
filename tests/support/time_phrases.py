"""Phrases for an instant and for a length, in every style in which people and programs write them."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from spasmtui.shared.formats import MONTH_NAMES, WEEKDAY_NAMES, moment


def clock_phrases(wall_time: datetime) -> Iterator[str]:
    """The time of day of a clock in whole minutes."""
    half = "am" if wall_time.hour < 12 else "pm"
    hour, minute = wall_time.hour % 12 or 12, f"{wall_time.minute:02}"
    yield from (
        f"{wall_time:%H:%M}",
        f"{wall_time.hour}:{minute}",
        f"{wall_time:%H%M}",
        f"{wall_time:%H}h{minute}",
        f"{wall_time:%H:%M:%S}",
    )
    yield from (
        f"{hour}:{minute} {half}",
        f"{hour}.{minute}{half}",
        f"{hour}:{minute} {half[0]}.m.",
        f"{hour}{minute}{half}",
    )
    if wall_time.minute == 0:
        yield from (f"{hour}{half}", f"{hour} {half.upper()}")
    if (wall_time.hour, wall_time.minute) == (12, 0):
        yield "noon"


def date_phrases(wall_time: datetime) -> Iterator[str]:
    """The date of a clock; only those that can be read in one way."""
    name = MONTH_NAMES[wall_time.month - 1]
    yield from (f"{wall_time:%Y-%m-%d}", f"{wall_time:%Y/%m/%d}", f"{wall_time:%Y%m%d}", f"{wall_time:%Y.%m.%d}")
    yield from (
        f"{wall_time.day} {name} {wall_time.year}",
        f"{name[:3]} {wall_time.day}, {wall_time.year}",
        f"{wall_time.day}-{name[:3]}-{wall_time.year}",
    )
    yield from (
        f"{name.lower()} {wall_time.day} {wall_time.year}",
        f"{wall_time:%a} {wall_time.day} {name[:3]} {wall_time.year}",
    )
    if wall_time.day > 12:
        yield from (
            f"{wall_time.day}.{wall_time.month}.{wall_time.year}",
            f"{wall_time:%m/%d/%Y}",
            f"{wall_time:%d/%m/%Y}",
        )


def day_phrases(wall_time: datetime, now: datetime) -> Iterator[str]:
    """The day of a clock in words, as it is said at `now` (a wall_time too)."""
    back = (now.date() - wall_time.date()).days
    if back < 3:
        yield ("today", "yesterday", "the day before yesterday")[back]
    if 0 < back < 7:
        weekday = WEEKDAY_NAMES[wall_time.weekday()]
        yield from (weekday.lower(), f"on {weekday}", weekday[:3], f"last {weekday.lower()}")
    if back:
        yield from (f"{back} day{'s' * (back > 1)} ago", f"{back}d ago")
    if back and back % 7 == 0:
        yield f"{back // 7} week{'s' * (back > 7)} ago"


def moment_phrases(wall_time: datetime, now: datetime) -> Iterator[str]:
    """A past clock in whole minutes, as it is written or said at `now` (a wall_time too)."""
    for clock in clock_phrases(wall_time):
        for day in date_phrases(wall_time):
            yield from (f"{day} {clock}", f"{day}, {clock}", f"{day} at {clock}", f"{clock} on {day}")
        for day in day_phrases(wall_time, now):
            yield from (f"{day} {clock}", f"{day} at {clock}", f"{clock} {day}", f"{day}, {clock}")
        if timedelta() <= now - wall_time < timedelta(days=1):
            yield from (clock, f"at {clock}")
    yield f"{wall_time:%Y-%m-%dT%H:%M}"
    yield f"{wall_time:%Y%m%dT%H%M}"
    yield moment(wall_time, has_year=True)
    if wall_time.hour < 12 and wall_time.date() == now.date():
        yield f"this morning at {wall_time:%H:%M}"
    if wall_time.hour < 6 and wall_time.date() == now.date():
        yield f"last night {wall_time:%H:%M}"
    if wall_time.hour >= 18 and wall_time.date() == now.date() - timedelta(days=1):
        yield from (f"last night {wall_time:%H:%M}", f"last night at {wall_time.hour - 12}:{wall_time:%M}pm")
        yield f"yesterday evening {wall_time:%H:%M}"


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
