"""Read the times and dates that a person types, against `now`."""

import re
from datetime import date, datetime, timedelta, timezone

from spasmtui.errors import WrongUsage
from spasmtui.shared.durations import parse_duration

EARLIEST_YEAR = 1900
"""Nobody keeps a diary of episodes before; a year below is a slip of the finger."""
LONGEST_AGO = timedelta(days=99_999)
"""Keeps `... ago` within the years that a datetime can hold."""

WHEN_HINT = "Try 03:10, 'yesterday 23:40', '20m ago' or 2026-11-22T03:10."

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def read_when(text: str, now: datetime) -> datetime:
    """The instant meant, with the offset of that moment; a bare time is the latest one that has passed.

    Args:
        text: ISO 8601, `03:10`, `yesterday 23:40`, `20m ago` or `now`.
        now: the present, aware.

    Raises:
        WrongUsage: it is no time, lies in the future, or is older than a diary can be.
    """
    words = " ".join(text.lower().split())
    instant = _relative(words, now) or _on_a_clock(words, now) or _iso(text.strip(), now)
    if instant is None:
        raise WrongUsage(f"{text!r} is not a time. {WHEN_HINT}")
    if instant > now:
        raise WrongUsage(f"{text!r} has not come yet; it is {now:%Y-%m-%d %H:%M}. {WHEN_HINT}")
    if instant.year < EARLIEST_YEAR:
        raise WrongUsage(f"{text!r} is before {EARLIEST_YEAR}. {WHEN_HINT}")
    return instant.replace(microsecond=0)


def read_bound(text: str, now: datetime, *, is_end: bool) -> datetime:
    """A bound of a period: a WHEN, or a date, which means its whole day (the end of it when `is_end`).

    Raises:
        WrongUsage: it is neither.
    """
    words = text.strip().lower()
    if words in ("today", "yesterday") or _DATE.fullmatch(words):
        day = read_date(words, now)
        return _local(datetime(day.year, day.month, day.day) + timedelta(days=int(is_end)), now)  # noqa: DTZ001 -- made aware here
    return read_when(text, now)


def read_date(text: str, now: datetime) -> date:
    """A date: ISO 8601, `today` or `yesterday`.

    Raises:
        WrongUsage: it is none of these, or outside the years a diary can hold.
    """
    words = text.strip().lower()
    if words in ("today", "yesterday"):
        return now.date() - timedelta(days=int(words == "yesterday"))
    try:
        day = date.fromisoformat(words)
    except ValueError:
        raise WrongUsage(f"{text!r} is not a date. Try 2026-11-22, today or yesterday.") from None
    if not EARLIEST_YEAR <= day.year <= now.year + 1:
        raise WrongUsage(f"{text!r} is not a year this diary can hold. Try 2026-11-22, today or yesterday.")
    return day


def _relative(words: str, now: datetime) -> datetime | None:
    if words == "now":
        return now
    if not words.endswith(" ago"):
        return None
    seconds = parse_duration(words.removesuffix(" ago"), longest=LONGEST_AGO)
    return _shifted(now - timedelta(seconds=seconds), now)


def _on_a_clock(words: str, now: datetime) -> datetime | None:
    day, _, clock = words.rpartition(" ")
    found = _CLOCK.fullmatch(clock)
    if found is None or day not in ("", "today", "yesterday"):
        return None
    hour, minute = int(found[1]), int(found[2])
    if hour > 23 or minute > 59:
        raise WrongUsage(f"There is no {clock} on a clock. {WHEN_HINT}")
    noon = datetime(now.year, now.month, now.day)  # noqa: DTZ001 -- made aware by _local
    back = {"": (0, 1), "today": (0,), "yesterday": (1,)}[day]
    faces = [noon - timedelta(days=days) + timedelta(hours=hour, minutes=minute) for days in back]
    # A clock that is set back shows the same time twice: the later of the two that has passed is meant.
    instants = [_local(face.replace(fold=fold), now) for face in faces for fold in (0, 1)]
    return max((instant for instant in instants if instant <= now), default=instants[0])


def _iso(text: str, now: datetime) -> datetime | None:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not re.search("[Tt ]", text):
        raise WrongUsage(f"{text!r} needs a time of day too, such as {text}T03:10.")
    if not 1 < instant.year < 9999:
        return None
    return _local(instant, now) if instant.tzinfo is None else instant


def _local(face: datetime, now: datetime) -> datetime:
    """What the clock on the wall showed, as an instant: in the zone of `now`, with the offset of that day."""
    if not isinstance(now.tzinfo, timezone):
        return _fixed(face.replace(tzinfo=now.tzinfo))
    if now.astimezone().utcoffset() == now.utcoffset():
        return _fixed(face.astimezone())
    return face.replace(tzinfo=now.tzinfo)


def _shifted(instant: datetime, now: datetime) -> datetime:
    """An earlier instant with the offset it had then, when the zone of `now` is this machine's."""
    if isinstance(now.tzinfo, timezone) and now.astimezone().utcoffset() == now.utcoffset():
        return _fixed(instant.astimezone())
    return instant


def _fixed(instant: datetime) -> datetime:
    return instant.replace(tzinfo=timezone(instant.utcoffset() or timedelta()), fold=0)
