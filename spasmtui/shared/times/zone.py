"""Find the one instant at which a clock showed a time, also where it left that time out or had it twice."""

import importlib
import os
import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

from spasmtui.errors import UnusableZone, WrongUsage
from spasmtui.shared.times.typed import compiled

# Nothing is compiled by the import: most times have no zone.
_OFFSET = r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?"
_AREA = r"[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)+"
_NAMES_OF_UTC = ("Z", "UTC", "GMT", "ETC/UTC", "ETC/GMT")
MOST_OFFSET_MINUTES = 14 * 60
"""No place on earth is further from UTC."""
_OFFSET_STEP_MINUTES = 15
"""Offsets of today are whole quarters of an hour; another number is the end of a period: `03:10-03:14`."""


class Reading(NamedTuple):
    """The instant that a written time means."""

    instant: datetime
    """With the bare offset that the place had then, in whole seconds."""
    remark: str = ""
    """A sentence about what was chosen; empty where there was nothing to choose."""


def read_wall_time(wall_time: datetime, now: datetime, zone: tzinfo | None = None) -> Reading:
    """Return the instant at which a clock showed a time, and a remark where it showed it twice or not at all.

    A time that the clock left out is read as the clock would have gone on without the change; of a time that it showed
    twice, the latest that has passed is meant.

    Args:
        wall_time: what the clock showed, without an offset.
        now: the present; its zone is the place of the clock.
        zone: the place of the clock, where it is another.

    Raises:
        UnusableZone: the zone of this machine is none that can be reckoned with.
    """
    first, second = (_instant(wall_time.replace(fold=fold), now, zone) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return Reading(first)
    day = f"{wall_time:%Y-%m-%d}"
    earlier, later = sorted((first, second))
    if wall_time_of(first, now, zone) != wall_time:
        shown = _shown(later, now, zone)
        return Reading(
            shown,
            f"There was no {wall_time:%H:%M} on {day}, because the clocks went forward: {shown:%H:%M} was taken.",
        )
    chosen, other, which = (later, earlier, "second") if later <= now else (earlier, later, "first")
    return Reading(
        chosen,
        f"{wall_time:%H:%M} came twice on {day}, because the clocks went back: the {which} was taken. "
        f"The other is {other.isoformat(timespec='minutes')}.",
    )


def time_before(now: datetime, elapsed: timedelta) -> datetime:
    """Return the instant at which so much time had still to pass, with the offset that the place of `now` had then."""
    instant = now.astimezone(UTC) - elapsed  # in a zone, datetimes reckon with the clock and not with time
    if _is_of_machine(now) or not isinstance(now.tzinfo, timezone):
        return _shown(instant, now, None)
    return instant.astimezone(now.tzinfo)


def wall_time_of(instant: datetime, now: datetime, zone: tzinfo | None = None) -> datetime:
    """Return what the clock of a place shows at an instant, without an offset; the place is that of `now` or `zone`."""
    return _shown(instant, now, zone).replace(tzinfo=None)


def find_zone(name: str) -> tzinfo:
    """Return the zone of a name, such as `UTC`, `+01:00`, `UTC-5`, `America/Los_Angeles` or `+01:00[Europe/Paris]`.

    Raises:
        WrongUsage: there is no such zone, or the name is that of several.
    """
    said, _, place = name.strip().partition("[")  # a place in brackets says the same as the offset before it
    words = said.strip() or place.removesuffix("]")
    if words.upper() in _NAMES_OF_UTC:
        return UTC
    named = re.sub(r"(?<=\d) ?\([^()]*\)?$", "", words)  # the name behind an offset, as browsers write it, adds nothing
    if match := compiled(_OFFSET).fullmatch(named.replace(" ", "")):
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        if minutes > MOST_OFFSET_MINUTES or int(match[3] or 0) % _OFFSET_STEP_MINUTES:
            raise WrongUsage(f"No place is {words!r} from UTC. Write an offset such as +01:00.")
        return timezone(timedelta(minutes=minutes if match[1] == "+" else -minutes))
    if re.fullmatch(_AREA, words, re.ASCII):
        try:
            zone: tzinfo = importlib.import_module("zoneinfo").ZoneInfo(words)
        except (LookupError, ValueError, OSError):
            raise WrongUsage(
                f"{words!r} is not a time zone that this machine knows. Write the offset, such as +01:00."
            ) from None
        return zone
    raise WrongUsage(
        f"{words[:30]!r} can be more than one time zone, or none. Write the offset, such as -05:00, or the place, "
        "such as America/New_York."
    )


def unknown_zone(name: str, now: datetime) -> str:
    """Return the sentence about a zone that the system does not know and then takes every time for UTC; else nothing.

    Args:
        name: the variable TZ.
        now: the present moment as the system reads it.
    """
    place = name.removeprefix(":")
    # With digits it is no name but the zone itself, such as EST5EDT; and no place is taken for UTC that is not at UTC.
    if re.search(r"^/|^$|\d", place) or place.upper() in _NAMES_OF_UTC or now.utcoffset():
        return ""
    try:
        importlib.import_module("zoneinfo").ZoneInfo(place)
    except (LookupError, ValueError, OSError):
        return (
            f"TZ is {place!r}, which this machine does not know, so times are recorded in UTC. Set it to a place such "
            "as Europe/London, or unset it."
        )
    return ""


def offset_or_end(time_of_day: str, offset: str) -> str:
    """Return the question what a time with a minus and a number behind it means, where no day says that it is one time.

    Args:
        time_of_day: as it was written.
        offset: what follows, with its minus.
    """
    return (
        f"'{time_of_day}{offset}' could be the time from {time_of_day} to {offset[1:]}, or one time whose offset from "
        f"UTC is {offset}. Write when it began alone, such as 03:10, or the day as well, such as "
        "2026-11-22T03:10-05:00."
    )


def with_plain_offset(instant: datetime) -> datetime:
    """Return the same instant with a bare offset in the place of a zone, as the diary stores it."""
    return instant.replace(tzinfo=timezone(instant.utcoffset() or timedelta()), fold=0)


def _is_of_machine(now: datetime) -> bool:
    """Return whether the offset of `now` stands for the zone of this machine, which had another at other times."""
    return isinstance(now.tzinfo, timezone) and now.astimezone().utcoffset() == now.utcoffset()


def _instant(wall_time: datetime, now: datetime, zone: tzinfo | None) -> datetime:
    place = zone or now.tzinfo
    if zone is None and _is_of_machine(now):
        try:
            return with_plain_offset(wall_time.astimezone())
        except (ValueError, OverflowError, OSError):
            raise UnusableZone(os.environ.get("TZ", "")) from None
    return with_plain_offset(wall_time.replace(tzinfo=place))


def _shown(instant: datetime, now: datetime, zone: tzinfo | None) -> datetime:
    """Return an instant with the offset of the place at that time.

    Raises:
        UnusableZone: the zone of this machine is none that can be reckoned with.
    """
    try:
        return with_plain_offset(
            instant.astimezone(None if zone is None and _is_of_machine(now) else zone or now.tzinfo)
        )
    except (ValueError, OverflowError, OSError):
        raise UnusableZone(os.environ.get("TZ", "")) from None
