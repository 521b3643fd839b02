"""Read times and dates as people type them, against `now`."""

import re
from datetime import date, datetime, timedelta, timezone

from spasmtui.errors import WrongUsage
from spasmtui.shared.times.dates import EARLIEST_YEAR, parse_iso_date
from spasmtui.shared.times.lengths import parse_duration

LONGEST_AGO = timedelta(days=99_999)
"""Keeps `... ago` within the years that a datetime can hold."""

WHEN_HINT = "Try 03:10, 'yesterday 23:40', '20m ago' or 2026-11-22T03:10."

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def parse_moment(text: str, now: datetime) -> datetime:
    """Parse a typed time into the instant it means, with the offset of that moment.

    Args:
        text: ISO 8601, `03:10` (the latest one that has passed), `yesterday 23:40`, `20m ago`, `-20m` or `now`.
        now: the present, aware.

    Raises:
        WrongUsage: the text is no time, is in the future, is older than a diary can be, or was left out by the clock.
    """
    words = " ".join(text.lower().split())
    return _check_is_past(_relative(words, now) or _clock_time(words, now) or _iso(text.strip(), now), text, now)


def parse_bound(text: str, now: datetime, *, is_end: bool) -> datetime:
    """Parse a bound of a period: a time, or a date, which means its whole day (the end of it when `is_end`).

    Raises:
        WrongUsage: the text is neither.
    """
    words = text.strip().lower()
    if words in ("today", "yesterday") or _DATE.fullmatch(words):
        day = parse_date(words, now)
        return _in_local_zone(datetime(day.year, day.month, day.day) + timedelta(days=int(is_end)), now)  # noqa: DTZ001 -- made aware here
    return parse_moment(text, now)


def parse_date(text: str, now: datetime) -> date:
    """Parse a typed date: ISO 8601, `today`, `yesterday`, or the day of a time such as `7d ago` or `-7d`.

    Raises:
        WrongUsage: the text is none of these, or outside the years a diary can hold.
    """
    words = text.strip().lower()
    if words in ("today", "yesterday"):
        return now.date() - timedelta(days=int(words == "yesterday"))
    if _length_ago(words) is not None:
        return parse_moment(words, now).date()
    try:
        day = parse_iso_date(words)
    except WrongUsage:
        raise WrongUsage(f"{text!r} is not a date. Try 2026-11-22, today or yesterday.") from None
    if not EARLIEST_YEAR <= day.year <= now.year + 1:
        raise WrongUsage(f"{text!r} is not a year this diary can hold. Try 2026-11-22, today or yesterday.")
    return day


def _check_is_past(instant: datetime | None, text: str, now: datetime) -> datetime:
    """Return the instant in whole seconds.

    Raises:
        WrongUsage: there is none, it is in the future, or older than a diary can be.
    """
    if instant is None:
        raise WrongUsage(f"{text!r} is not a time. {WHEN_HINT}")
    if instant > now:
        raise WrongUsage(f"{text!r} has not come yet; it is {now:%Y-%m-%d %H:%M}. {WHEN_HINT}")
    if instant.year < EARLIEST_YEAR:
        raise WrongUsage(f"{text!r} is before {EARLIEST_YEAR}. {WHEN_HINT}")
    return instant.replace(microsecond=0)


def _relative(words: str, now: datetime) -> datetime | None:
    if words == "now":
        return now
    length = _length_ago(words)
    if length is None:
        return None
    seconds = parse_duration(length, longest=LONGEST_AGO)
    return _with_offset_of_its_day(now - timedelta(seconds=seconds), now)


def _length_ago(words: str) -> str | None:
    """Return the length in `2h ago`, which may also be written `-2h`; None where the words are neither."""
    if words.endswith(" ago"):
        return words.removesuffix(" ago")
    # A bare `-2` is more likely a slip than two minutes.
    return words[1:] if words.startswith("-") and words[-1:].isalpha() and words[1:2].isdigit() else None


def _clock_time(words: str, now: datetime) -> datetime | None:
    day, _, clock = words.rpartition(" ")
    match = _CLOCK.fullmatch(clock)
    if match is None or day not in ("", "today", "yesterday"):
        return None
    hour, minute = int(match[1]), int(match[2])
    if hour > 23 or minute > 59:
        raise WrongUsage(f"There is no {clock} on a clock. {WHEN_HINT}")
    midnight = datetime(now.year, now.month, now.day)  # noqa: DTZ001 -- made aware by _in_local_zone
    back = {"": (0, 1), "today": (0,), "yesterday": (1,)}[day]
    faces = [midnight - timedelta(days=days) + timedelta(hours=hour, minutes=minute) for days in back]
    # A clock that is set back shows the same time twice: the later of the two that has passed is meant.
    instants = {_in_local_zone(face.replace(fold=fold), now): face for face in faces for fold in (0, 1)}
    instant = max((instant for instant in instants if instant <= now), default=next(iter(instants)))
    _check_was_shown(instants[instant], now)
    return instant


def _iso(text: str, now: datetime) -> datetime | None:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not re.search("[Tt ]", text):
        raise WrongUsage(f"{text!r} needs a time of day too, such as {text}T03:10.")
    # An offset could carry the first and the last year out of the years that a datetime can hold.
    if not 1 < instant.year < 9999:
        return None
    if instant.tzinfo is not None:
        return instant
    _check_was_shown(instant, now)
    return _in_local_zone(instant, now)


def _check_was_shown(face: datetime, now: datetime) -> None:
    """Refuse what the clock of this place left out when it was put forward: which time was meant, nobody can say.

    Raises:
        WrongUsage: the clock never showed this; the message has the times before and after.
    """
    before, after = sorted(_clock_face(_in_local_zone(face.replace(fold=fold), now), now) for fold in (0, 1))
    if face not in (before, after):
        said = f"{before:%H:%M} or {after:%H:%M}"
        raise WrongUsage(f"There was no {face:%H:%M} on {face:%Y-%m-%d}, because the clocks went forward. Say {said}.")


def _clock_face(instant: datetime, now: datetime) -> datetime:
    """Return what the clock of this place shows at an instant, without an offset."""
    is_of_machine = isinstance(now.tzinfo, timezone) and now.astimezone().utcoffset() == now.utcoffset()
    return instant.astimezone(None if is_of_machine else now.tzinfo).replace(tzinfo=None, fold=0)


def _in_local_zone(face: datetime, now: datetime) -> datetime:
    """Return the instant at which the clock of this place showed `face`, with the offset of that day.

    The place is the zone of `now`. A fixed offset that is this machine's present one stands for the machine's zone, so
    that a time of last summer gets summer time; any other fixed offset is kept as it is.
    """
    if not isinstance(now.tzinfo, timezone):
        return _with_plain_offset(face.replace(tzinfo=now.tzinfo))
    if now.astimezone().utcoffset() == now.utcoffset():
        return _with_plain_offset(face.astimezone())
    return face.replace(tzinfo=now.tzinfo)


def _with_offset_of_its_day(instant: datetime, now: datetime) -> datetime:
    """Return an earlier instant with the offset it had then, when the zone of `now` is this machine's."""
    if isinstance(now.tzinfo, timezone) and now.astimezone().utcoffset() == now.utcoffset():
        return _with_plain_offset(instant.astimezone())
    return instant


def _with_plain_offset(instant: datetime) -> datetime:
    """Return the same instant with a bare offset in the place of a zone, as the diary stores it."""
    return instant.replace(tzinfo=timezone(instant.utcoffset() or timedelta()), fold=0)
