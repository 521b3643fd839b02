"""Ask which day, or whose clock, is meant by a time that is typed in the place of a stored one."""

from datetime import datetime, timedelta

from spasmtui.errors import WrongUsage
from spasmtui.shared.times.days import time_of_day
from spasmtui.shared.times.moments import is_now, read_words
from spasmtui.shared.times.phrase import Phrase
from spasmtui.shared.times.zone import Reading, read_wall_time, wall_time_of


def check_beside(text: str, reading: Reading, stored: datetime, now: datetime, *, is_end: bool = False) -> Reading:
    """Return the reading of a typed time where it is the only one beside the time that is stored.

    `03:15` for an episode of last week is hardly the 03:15 of today, and `2026-11-25 00:35` for one of another place is
    perhaps what its clock showed: what the list shows may be what a person corrects.

    Args:
        text: as typed.
        reading: what it means now and here.
        stored: the start of the episode, with its offset.
        now: the present, aware.
        is_end: the time is the end of the episode, and not before its start.

    Raises:
        WrongUsage: it could be another time as well; the message has both.
    """
    if is_now(text):
        return reading
    _elapsed, phrase = read_words(text, now)
    if phrase is None or phrase.clock is None or phrase.zone is not None or phrase.day is not None:
        return reading
    others = [each for each in _on_its_clock(phrase, text, reading, stored, now) if each <= now]
    if is_end:
        others = [each for each in others if each >= stored.replace(microsecond=0)]
    if not others:
        return reading
    other = min(others, key=lambda each: abs(each - stored))
    if other == reading.instant:
        return reading
    both = [_shown(each, is_here=other.utcoffset() == reading.instant.utcoffset()) for each in (other, reading.instant)]
    raise WrongUsage(f"{text!r} could be {both[0]} or {both[1]}. Write the one that is meant.")


def _on_its_clock(phrase: Phrase, text: str, reading: Reading, stored: datetime, now: datetime) -> list[datetime]:
    """Return the instants at which the clock that the episode was recorded with showed the words."""
    if phrase.written is not None:
        return [read_wall_time(wall_time_of(reading.instant, now), stored).instant]
    assert phrase.clock is not None
    midnight = datetime(stored.year, stored.month, stored.day)  # noqa: DTZ001 -- a wall time
    days = [midnight + timedelta(days=apart) for apart in (-1, 0, 1)]
    return [
        read_wall_time(day + time_of_day(phrase, phrase.clock, day.date(), text)[0], stored).instant for day in days
    ]


def _shown(instant: datetime, *, is_here: bool) -> str:
    return f"{instant:%Y-%m-%d %H:%M}" if is_here else instant.isoformat(timespec="minutes")
