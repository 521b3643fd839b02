"""Read when something comes again: a time of day, and days of the week."""

import re
from datetime import date
from typing import NamedTuple

from spasmtui.errors import WrongUsage
from spasmtui.shared.formats import WEEKDAY_NAMES, listed
from spasmtui.shared.suggest import nearest_word
from spasmtui.shared.times.days import time_of_day
from spasmtui.shared.times.phrase import read_phrase
from spasmtui.shared.times.typed import bare_words, in_english

TIME_HINT = "Write a time of day such as 22:15, 10:15pm or noon."
DAYS_HINT = "Write days such as mon,wed,fri, mon-fri, weekdays or weekends."
EVERY_DAY = tuple(range(7))
SHORT_DAYS = tuple(name[:3].lower() for name in WEEKDAY_NAMES)
_NUMBERS = {name[:length].lower(): day for day, name in enumerate(WEEKDAY_NAMES) for length in range(2, len(name) + 1)}
"""Each name of a day, and its first letters from two on."""
_ANY_DAY = date(2026, 11, 30)
"""A present day for a reader that asks for one; a day of the week is the same on any."""
_MINUTES_OF_DAY = 24 * 60
_ALL = ("daily", "every day", "everyday", "all", "always", "each day")
_GROUPS = {
    **dict.fromkeys(_ALL, EVERY_DAY),
    **dict.fromkeys(("weekdays", "workdays", "working days"), EVERY_DAY[:5]),
    **dict.fromkeys(("weekends", "weekend", "the weekend"), EVERY_DAY[5:]),
}


class NoDayTime(WrongUsage):
    """A text that is no time of day at all."""


class DayTime(NamedTuple):
    """A time of day, by the clock of the place where a person is."""

    hour: int
    """0 to 23."""
    minute: int

    @property
    def shown(self) -> str:
        """The time as the program prints it."""
        return f"{self.hour:02}:{self.minute:02}"


def read_day_time(text: str, today: date) -> DayTime:
    """Read a time of day as it is read everywhere: `22:15`, `10:15 pm`, `2215`, `noon`, `10 in the evening`.

    Args:
        text: as typed.
        today: the present day.

    Raises:
        NoDayTime: the text is no time of day.
        WrongUsage: it names a day or a zone too, or could be in either half of the day.
    """
    words = bare_words(text)
    phrase = read_phrase(words, today)
    if phrase is None and (english := in_english(words)) != words:
        phrase = read_phrase(english, today)
    if phrase is None or phrase.clock is None:
        raise NoDayTime(f"{text[:60]!r} is not a time of day. {TIME_HINT}")
    if phrase.has_day or phrase.zone is not None:
        raise WrongUsage(f"{text[:60]!r} is more than a time of day. {TIME_HINT}")
    since_midnight, doubt = time_of_day(phrase, phrase.clock, today, text)
    minutes = int(since_midnight.total_seconds()) // 60 % _MINUTES_OF_DAY
    found = DayTime(minutes // 60, minutes % 60)
    if doubt:
        other = DayTime((found.hour + 12) % 24, found.minute)
        raise WrongUsage(f"{text[:60]!r} could be {found.shown} or {other.shown}. Write the one that is meant.")
    return found


def read_weekdays(text: str) -> tuple[int, ...]:
    """Read days of the week: `mon,wed`, `Monday and Friday`, `mon-fri`, `weekdays`, `montags`.

    Args:
        text: as typed, or as a file has it.

    Returns:
        Numbers from 0 for Monday, in order, each once; all seven for every day.

    Raises:
        WrongUsage: something in it is no day of the week.
    """
    words = re.sub(r"\s*(?:-|–|\bto\b)\s*", "-", bare_words(text).lower())
    found: set[int] = set()
    for part in re.split(r"\s*(?:[,;+&]|\band\b)\s*", words):
        for each in (part,) if part in _GROUPS else part.split() or ("",):
            found.update(_GROUPS.get(each) or _span(each))
    return tuple(sorted(found))


def _span(words: str) -> tuple[int, ...]:
    """Return the numbers of one day of the week, or of those from one to another.

    Raises:
        WrongUsage: it is none.
    """
    first, dash, last = words.partition("-")
    begin = _weekday(first)
    end = _weekday(last) if dash else begin
    return tuple((begin + number) % 7 for number in range((end - begin) % 7 + 1))


def _weekday(word: str) -> int:
    """Return the number of a day of the week.

    Raises:
        WrongUsage: it is none.
    """
    word = word.strip(" .")
    if word in _NUMBERS:
        return _NUMBERS[word]
    bare = word.removesuffix("s")
    for each in filter(None, (word, bare, in_english(word), in_english(bare))):
        phrase = read_phrase(each, _ANY_DAY)
        if phrase is not None and phrase.day is not None and phrase.day.unit == "weekday" and phrase.clock is None:
            return phrase.day.number
    near = nearest_word(word, [*_GROUPS, *(name.lower() for name in WEEKDAY_NAMES)])
    raise WrongUsage(f"{word[:40]!r} is no day of the week. {f'Did you mean {near!r}?' if near else DAYS_HINT}")


def short_days(days: tuple[int, ...]) -> str:
    """Return days for a file and an option: `mon,wed`; `daily` for all or none."""
    return "daily" if set(days) in (set(), set(EVERY_DAY)) else ",".join(SHORT_DAYS[day] for day in days)


def days_text(days: tuple[int, ...]) -> str:
    """Return days for a sentence: `every day`, `Monday to Friday`, `Mondays and Fridays`."""
    if set(days) in (set(), set(EVERY_DAY)):
        return "every day"
    if len(days) > 2 and days == tuple(range(days[0], days[-1] + 1)):
        return f"{WEEKDAY_NAMES[days[0]]} to {WEEKDAY_NAMES[days[-1]]}"
    return listed(f"{WEEKDAY_NAMES[day]}s" for day in days)
