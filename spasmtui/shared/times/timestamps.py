"""Read the dates and times of other programs' files: a date with a time of day, in one cell or in two."""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from spasmtui.errors import WrongUsage
from spasmtui.shared.times.clock_words import ClockTime, match_clock
from spasmtui.shared.times.dates import EARLIEST_YEAR, PreferredOrder, match_date, read_date
from spasmtui.shared.times.typed import bare_words
from spasmtui.shared.times.zone import MOST_OFFSET_MINUTES, Reading, find_zone, offset_or_end, read_wall_time

_ISO = r"(\d{4}-\d\d-\d\d)[T ](\d{1,2})(:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*(?:(Z|UTC)|([+-]\d\d):?(\d\d))?"
"""What most programs write: date, hour, the rest of the time of day, then UTC or an offset."""
_SHOWN = 40
"""Characters of a cell that a message quotes."""


def read_timestamp(
    text: str, now: datetime, order: PreferredOrder | None = None, zone: tzinfo | None = None
) -> Reading:
    """Read a full date with a time of day as programs write it, such as `2026-11-22 3:10 UTC` or `5/12/2026 3:10 PM`.

    The words of people (`now`, `20m ago`) are not accepted: in a file they would mean something else each time.

    Args:
        text: the cell.
        now: the present; its zone is the place of a time that has none.
        order: how a date is read that could be two, as `settle_order` has found.
        zone: the place of a time without an offset, where it is another.

    Raises:
        WrongUsage: the text is no such time or could be two, is in the future, or is older than a diary can be.
    """
    words = bare_words(text)
    if (match := re.fullmatch(_ISO, words, re.ASCII)) and (reading := _read_iso(match, now, zone)):
        return check_is_past(reading, words, now)
    found = match_date(words, 0, now.date())
    if found is not None and found[0].has_year and (gap := re.compile("(?:,? |T)(?:at |um )?").match(words, found[1])):
        clock = match_clock(words, gap.end())
        if clock is not None:
            day, remark = found[0].choose(order)
            rest = words[clock[1] :].removesuffix("Uhr").strip(" ()")
            return _read_parts(day, clock[0], words, now, find_zone(rest) if rest else zone, remark)
    raise WrongUsage(f"{words[:_SHOWN]!r} is not a date with a time of day, such as 2026-11-22 03:10.")


def read_day_and_time(
    day_text: str, time_text: str, now: datetime, order: PreferredOrder | None = None, zone: tzinfo | None = None
) -> Reading:
    """Read a date and a time of day from two cells; the date's may have an empty time behind it, as spreadsheets write.

    The arguments are those of `read_timestamp`.

    Raises:
        WrongUsage: one of them cannot be read, or together they are no instant of the past.
    """
    day, remark = read_day(day_text, now, order)
    words = bare_words(time_text)
    clock = match_clock(words, 0)
    if clock is None:
        raise WrongUsage(f"{words[:_SHOWN]!r} is not a time of day, such as 03:10.")
    rest = words[clock[1] :].removesuffix("Uhr").strip(" ()")
    if rest.startswith("-"):
        raise WrongUsage(offset_or_end(clock[0].text, rest.replace(" ", "")))
    return _read_parts(day, clock[0], f"{day_text.strip()} {words}", now, find_zone(rest) if rest else zone, remark)


def read_day(text: str, now: datetime, order: PreferredOrder | None = None) -> tuple[date, str]:
    """Read a full date, and return it with a remark where the locale has decided which day it is.

    A midnight behind it is left out: spreadsheets write it behind every date.

    Raises:
        WrongUsage: the text is no such date, or could be two.
    """
    words = re.sub(r"[T ]0?0:00(?::00(?:\.0+)?)?$", "", bare_words(text))
    written = read_date(words, now.date())
    if written is None or not written.has_year:
        raise WrongUsage(f"{words[:_SHOWN]!r} is not a date such as 2026-11-22.")
    return written.choose(order)


def fixed_zone(offset_minutes: int) -> timezone:
    """Return the zone of an offset in minutes east of UTC.

    Raises:
        WrongUsage: no place on earth has it.
    """
    if not -MOST_OFFSET_MINUTES <= offset_minutes <= MOST_OFFSET_MINUTES:
        raise WrongUsage(f"An offset of {offset_minutes} minutes from UTC does not exist.")
    return timezone(timedelta(minutes=offset_minutes))


def _read_iso(match: re.Match[str], now: datetime, zone: tzinfo | None) -> Reading | None:
    """Return the instant of a timestamp of ISO 8601; None where no calendar has the day, or no clock the time.

    Raises:
        WrongUsage: no diary has its year, or no place its offset.
    """
    day, hour, rest, utc, hours, minutes = match.groups()
    try:
        wall_time = datetime.fromisoformat(f"{day} {hour:0>2}{rest}")
    except ValueError:
        return None
    check_year(wall_time.year, match[0], now)
    place = UTC if utc else find_zone(f"{hours}:{minutes}") if hours else zone
    return read_wall_time(wall_time, now, place)


def _read_parts(day: date, clock: ClockTime, words: str, now: datetime, zone: tzinfo | None, remark: str) -> Reading:
    """Return the instant of a day and a time of day.

    Raises:
        WrongUsage: it is midnight without saying which, in the future, or older than a diary can be.
    """
    if clock.is_midnight and clock.hour != 24:
        raise WrongUsage(f"{words[:_SHOWN]!r} could be the beginning of the day or its end. Write 00:00 or 24:00.")
    check_year(day.year, words, now)
    wall_time = datetime(day.year, day.month, day.day) + timedelta(  # noqa: DTZ001 -- made aware by read_wall_time
        hours=clock.hour, minutes=clock.minute, seconds=clock.second
    )
    reading = read_wall_time(wall_time, now, zone)
    return check_is_past(Reading(reading.instant, " ".join(filter(None, (remark, reading.remark)))), words, now)


def check_year(year: int, text: str, now: datetime, hint: str = "") -> None:
    """Check that a diary can hold a year, before it is reckoned with.

    Raises:
        WrongUsage: it lies in the future, or before any diary.
    """
    if year > now.year + 1:
        raise WrongUsage(f"{text[:_SHOWN]!r} has not come yet; it is now {now:%Y-%m-%d %H:%M}.{hint}")
    if year < EARLIEST_YEAR:
        raise WrongUsage(f"{text[:_SHOWN]!r} is before {EARLIEST_YEAR}.{hint}")


def check_is_past(reading: Reading, text: str, now: datetime, hint: str = "") -> Reading:
    """Return the reading in whole seconds; `hint` follows the message, with a blank before it.

    Raises:
        WrongUsage: it is in the future, or older than a diary can be.
    """
    instant = reading.instant
    check_year(instant.year, text, now, hint)
    if instant > now:
        raise WrongUsage(f"{text[:_SHOWN]!r} has not come yet; it is now {now:%Y-%m-%d %H:%M}.{hint}")
    return Reading(instant.replace(microsecond=0), reading.remark)
