"""Read a time of day however it is written: `03:10`, `3.10 pm`, `0310`, `03h10`, `3 o'clock`, `noon`."""

import re
from typing import NamedTuple

from spasmtui.errors import WrongUsage
from spasmtui.shared.times.typed import compiled

_LETTERS_OF_HALF = r"[ap](?:\.\s?)?m\b\.?"
"""`pm`, `p.m.`, and `p. m.` as in Spanish."""
_HALF = rf"(?:\s?(?P<half>{_LETTERS_OF_HALF}|[ap]\b(?!\.\s?m|m)))"
_FRACTION = r"(?:[.,]\d{1,9})"
_END = r"(?![\d:])"
_HOURS = r"(?:\s?(?:h|hrs?|hours|uhr)\b)"
_COLON = rf"(?P<hour>\d{{1,2}}):(?P<minute>\d\d)(?::(?P<second>\d\d){_FRACTION}?)?{_END}(?:{_HALF}|{_HOURS})?"
_POINT = rf"(?P<hour>\d{{1,2}})\.(?P<minute>\d\d)(?:\.(?P<second>\d\d))?{_END}(?!\.\d)(?:{_HALF}|{_HOURS})?"
_RUN = rf"(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?{_FRACTION}?{_END}(?:{_HALF}|{_HOURS})?"
_WITHOUT_LETTERS = (_COLON, _POINT, _RUN)
"""The writings that need no letter; to compile the others as well takes longer than a command may run."""
_WRITINGS = (
    r"(?:12(?::00)?\s)?(?P<word>noon|midday|midnight)\b",
    _COLON,
    rf"(?P<hour>\d{{1,2}})h(?P<minute>\d\d)(?:m?(?P<second>\d\d)s?)?{_END}",
    _POINT,
    _RUN,
    rf"(?P<hour>\d{{1,2}})(?P<minute>\d\d){_END}{_HALF}",
    rf"(?P<hour>\d{{1,2}}){_HALF}",
    r"(?P<hour>\d{1,2})\s?o['’]?\s?clock\b",
    r"(?P<hour>\d{1,2})\s?uhr(?:\s(?P<minute>\d\d)(?![\d:]))?\b",
)
_BARE = r"(?P<hour>[01]?\d|2[0-4])(?![\d:.,/a-z-])"
_PAST = (
    r"(?P<part>half|(?:a\s)?quarter|\d{1,2}(?:\sminutes?)?)\s(?P<way>past|after|to|before|till?)\s(?P<hour>\d{1,2})(?!\d)"
    rf"(?:\s?o['’]?\s?clock\b|{_HALF})?"
)
_NOON, _DAY_MINUTES = 12, 24 * 60


class ClockTime(NamedTuple):
    """A time of day as it was written."""

    text: str
    hour: int
    """0 to 24."""
    minute: int = 0
    second: int = 0
    is_open: bool = False
    """True where the words leave open which half of the day is meant; without a part of the day it is the first."""
    is_hour_only: bool = False
    """True where no minutes and no half of the day were said, as in `3 o'clock`."""
    is_midnight: bool = False
    """True for the word `midnight` and for 24:00, which may begin a day or end it."""

    @property
    def shown(self) -> str:
        """The time as the program prints it."""
        return f"{self.hour:02}:{self.minute:02}"


def match_clock(text: str, start: int, *, may_be_bare: bool = False) -> tuple[ClockTime, int] | None:
    """Return the time of day that is written at a place of a text, and where it ends; None where there is none.

    Args:
        text: the text.
        start: where the time begins, as an index.
        may_be_bare: take a bare hour, as in `friday at 3`, and `half past 3`.

    Raises:
        WrongUsage: no clock shows this time.
    """
    has_letters = any(map(str.isalpha, text[start:]))
    before = (_PAST,) if may_be_bare and has_letters else ()
    writings = _WRITINGS if has_letters else _WITHOUT_LETTERS
    for writing in (*before, *writings, *((_BARE,) if may_be_bare else ())):
        match = compiled(writing).match(text, start)
        if match is not None:
            return _clock_time(match), match.end()
    return None


def is_half_of_day(text: str) -> bool:
    """Return whether a text is no more than `am`, `p.m.` or `p. m.`."""
    return compiled(_LETTERS_OF_HALF).fullmatch(text) is not None


def says_half_of_day(text: str) -> bool:
    """Return whether a number in a text is followed by the half of the day, as in `3:10 pm`."""
    return compiled(rf"\d\s?{_LETTERS_OF_HALF}").search(text) is not None


def _clock_time(match: re.Match[str]) -> ClockTime:
    """Return the time of a match.

    Raises:
        WrongUsage: no clock shows it.
    """
    found = match.groupdict()
    text = match[0]
    if word := found.get("word"):
        return ClockTime(text, 0, is_midnight=True) if word.lower() == "midnight" else ClockTime(text, _NOON)
    if part := found.get("part"):
        return _past(text, part.lower(), found["way"].lower(), int(found["hour"]), _half(found))
    hour, minute, second = int(found["hour"]), int(found.get("minute") or 0), int(found.get("second") or 0)
    half = _half(found)
    # 13:00 pm has one meaning; 13:00 am and 0:30 pm have none that is sure.
    is_wrong_half = (half == "a" and hour > _NOON) or (half == "p" and hour == 0)
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and (minute or second)) or is_wrong_half:
        raise WrongUsage(f"There is no {text} on a clock. Write {_instead(hour, minute, half)}.")
    if half and hour <= _NOON:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    is_hour_only = not half and found.get("minute") is None
    is_open = not half and 1 <= hour <= _NOON and not found["hour"].startswith("0")
    return ClockTime(text, hour, minute, second, is_open, is_hour_only, is_midnight=hour == 24)


def _instead(hour: int, minute: int, half: str) -> str:
    """Return what may have been meant by a time that no clock shows, or an example where nothing is near."""
    if not half or hour > 23 or minute > 59:
        return "a time such as 03:10 or 3pm"
    other = f"{hour % _NOON or _NOON}{f':{minute:02}' if minute else ''}"
    return f"{hour:02}:{minute:02} or {other}{half}m"


def _half(found: dict[str, str | None]) -> str:
    return (found.get("half") or "").lower()[:1]


def _past(text: str, part: str, way: str, hour: int, half: str) -> ClockTime:
    """Return the time of `half past 3` or `10 to 4`; `half` is a or p where the half of the day was said.

    Raises:
        WrongUsage: no clock shows it, or it could be in either half of the day.
    """
    minutes = 30 if part == "half" else 15 if "quarter" in part else int(part.split()[0])
    is_past = way in ("past", "after")
    if hour > 23 or minutes > 59 or (part == "half" and not is_past) or (half and not 1 <= hour <= _NOON):
        raise WrongUsage(f"There is no {text} on a clock. Write {_instead(hour, minutes, '')}.")
    if half and hour == _NOON and not is_past and minutes:
        # The half may be that of noon or midnight, or that of the time before it.
        instead = f"{_NOON - 1}:{60 - minutes:02}"
        raise WrongUsage(f"{text!r} could be {instead}am or {instead}pm. Write the one that is meant.")
    if half:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    total = (hour * 60 + (minutes if is_past else -minutes)) % _DAY_MINUTES
    return ClockTime(text, total // 60, total % 60, is_open=not half and 1 <= hour <= _NOON, is_hour_only=not half)
