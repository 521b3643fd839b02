"""Read the bounds of a period, and compare them with the clock that the list shows beside each record."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from spasmtui.errors import WrongUsage
from spasmtui.shared.formats import MONTH_NAMES
from spasmtui.shared.times.date_order import locale_order
from spasmtui.shared.times.dates import EARLIEST_YEAR, MONTH, PreferredOrder, read_date, spell
from spasmtui.shared.times.days import PART_HOURS, Days, days_meant, months_back, part_of, time_of_day
from spasmtui.shared.times.moments import WHEN_HINT, instead_of, is_now, read_words
from spasmtui.shared.times.number_words import with_figures
from spasmtui.shared.times.phrase import Phrase
from spasmtui.shared.times.typed import bare_words, in_english
from spasmtui.shared.times.zone import read_wall_time, time_before, wall_time_of

DATE_HINT = "Try 2026-11-22, yesterday, friday or '2 weeks ago'."
_PERIOD_HINT = "Try 2026-11-22, yesterday, 'last night', 'last week' or november."
_PERIOD = r"(?P<which>this|last) (?P<unit>week|month|year)"
_ROLLING = r"(?:the )?(?:last|past) (?:(?P<count>\d{1,4}) )?(?P<unit>day|week|month|year)s?"
_DAY_AND_MONTH = r"(\d{1,2})\.(\d{1,2})"
_YEAR = r"(?:19|20)\d\d"
WIDEST = timedelta(days=2)
"""More than the clocks of any two places differ."""


class Bound(NamedTuple):
    """One end of a period: a time on the clock of the place where a record was made, or an instant."""

    instant: datetime
    """The instant at which the clock of this place shows it; where an instant was meant, that."""
    wall_time: datetime | None
    """The time on the clock, without an offset; None where an instant was meant, by `2 hours ago` or an offset."""
    remark: str = ""

    def has_come(self, moment: datetime) -> bool:
        """Return whether a moment of a record, with the offset that it was recorded with, is at the bound or after."""
        return moment >= self.instant if self.wall_time is None else moment.replace(tzinfo=None) >= self.wall_time

    @property
    def last_day(self) -> date:
        """The last day that has begun before the bound."""
        return ((self.wall_time or self.instant) - timedelta(microseconds=1)).date()

    @property
    def day(self) -> date:
        """The day of the bound."""
        return (self.wall_time or self.instant).date()


class Period(NamedTuple):
    """The time between two bounds; None is no bound."""

    since: Bound | None = None
    until: Bound | None = None
    """The first time that is no part of it."""

    def holds(self, moment: datetime) -> bool:
        """Return whether a moment of a record, with the offset that it was recorded with, is in the period."""
        return (self.since is None or self.since.has_come(moment)) and not (
            self.until is not None and self.until.has_come(moment)
        )

    def holds_day(self, day: str) -> bool:
        """Return whether some of a day, ISO 8601, is in the period."""
        return (self.since is None or day >= self.since.day.isoformat()) and (
            self.until is None or day <= self.until.last_day.isoformat()
        )

    @property
    def earliest(self) -> datetime | None:
        """An instant before which no record can be in the period, wherever it was made."""
        return self.since and (self.since.instant if self.since.wall_time is None else self.since.instant - WIDEST)

    @property
    def latest(self) -> datetime | None:
        """An instant from which no record can be in the period, wherever it was made."""
        return self.until and (self.until.instant if self.until.wall_time is None else self.until.instant + WIDEST)

    @property
    def remarks(self) -> str:
        """Sentences about what was chosen where a bound left something open."""
        said = [bound.remark for bound in (self.since, self.until) if bound is not None and bound.remark]
        if self.since is not None and self.until is not None and self.since.instant >= self.until.instant:
            said.append("The period ends before it begins, so nothing is in it. Swap --since and --until.")
        return " ".join(dict.fromkeys(said))


def read_period(
    *, since: str | None, until: str | None, on: str | None, now: datetime, order: PreferredOrder | None = None
) -> Period:
    """Read the texts of `--since`, `--until` and `--on`; None where one was not given.

    Raises:
        WrongUsage: one of them is no time or could be two, or `--on` has company.
    """
    if on is None:
        return Period(
            None if since is None else parse_bound(since, now, is_end=False, order=order),
            None if until is None else parse_bound(until, now, is_end=True, order=order),
        )
    if since is not None or until is not None:
        raise WrongUsage("--on names a whole period, so it cannot be used with --since or --until.")
    begin, end = parse_period(on, now, order, has_length=True)
    if begin == end:
        raise WrongUsage(f"{on!r} is a time. --on takes a day or a longer period. {_PERIOD_HINT}")
    return Period(begin, end)


def find_period(text: str, now: datetime, environment: Mapping[str, str]) -> Period | None:
    """Return the period that a text of a search names, as the locale has its dates; None where it names none."""
    try:
        begin, end = parse_period(text, now, locale_order(environment), has_length=True)
    except WrongUsage:
        return None
    return Period(begin, end)


def parse_bound(text: str, now: datetime, *, is_end: bool, order: PreferredOrder | None = None) -> Bound:
    """Parse a bound of a period: a time, or a day, a part of one, a week, a month or a year, which are meant whole.

    Args:
        text: as typed.
        now: the present, aware.
        is_end: return the end of what is meant, where it has a length.
        order: how a date is read that could be two.

    Raises:
        WrongUsage: the text is none of these, or could be two.
    """
    return parse_period(text, now, order)[int(is_end)]


def parse_period(
    text: str, now: datetime, order: PreferredOrder | None = None, *, has_length: bool = False
) -> tuple[Bound, Bound]:
    """Parse a period that one text names, such as `yesterday` or `last night`: its beginning, and the bound after it.

    A time has no length: both bounds are the same.

    Args:
        text: as typed.
        now: the present, aware.
        order: how a date is read that could be two.
        has_length: a day or a longer period is meant, so that `2026` and `12.11` are no times of day.

    Raises:
        WrongUsage: the text names none, or could name two.
    """
    wall_time = wall_time_of(now, now)
    if is_now(text):
        return Bound(now, None), Bound(now, None)
    words = bare_words(text).lower()
    if (days := _calendar_period(words, wall_time.date(), text, has_length=has_length)) is not None:
        return _bound(_midnight(days[0]), now), _bound(_midnight(days[1]), now)
    elapsed, phrase = read_words(f"{words}." if _is_day_and_month(words, has_length=has_length) else text, now)
    if elapsed is not None:
        instant = time_before(now, elapsed)
        return Bound(instant, None), Bound(instant, None)
    if phrase is None and (english := in_english(words).lower()) != words:
        days = _calendar_period(english, wall_time.date(), text, has_length=has_length)
    if days is not None:
        return _bound(_midnight(days[0]), now), _bound(_midnight(days[1]), now)
    if phrase is None:
        if has_length:
            raise WrongUsage(f"{text!r} is not a day or a longer period. {_PERIOD_HINT}")
        raise WrongUsage(f"{text!r} is not a time or a date{instead_of(text)} {WHEN_HINT}")
    meant = days_meant(phrase, wall_time, order)
    _check_years(meant, text, now)
    if phrase.clock is not None:
        bound = _at_time(phrase, meant, text, now)
        return bound, bound
    begin, end = PART_HOURS[part_of(phrase)] if part_of(phrase) else (0, 24)
    spans = [(_midnight(day) + timedelta(hours=begin), _midnight(day) + timedelta(hours=end)) for day in meant.days]
    # A weekday and a night are the latest that have begun; a day of the calendar may be one to come.
    first, last = next((span for span in spans if span[0] <= wall_time), spans[0])
    return _bound(first, now, meant.remark), _bound(last, now, meant.remark)


def read_day_words(text: str, now: datetime, order: PreferredOrder | None = None) -> tuple[date, str]:
    """Read a typed date: any writing of a calendar date, `yesterday`, `friday`, `7d ago`; of a night, its evening.

    Returns:
        The day, and a remark where the locale has decided which it is.

    Raises:
        WrongUsage: the text is none of these, could be two, or is outside the years that a diary can hold.
    """
    wall_time = wall_time_of(now, now)
    words = bare_words(text)
    elapsed, phrase = read_words(f"{words}." if re.fullmatch(_DAY_AND_MONTH, words, re.ASCII) else text, now)
    if elapsed is not None:
        return time_before(now, elapsed).date(), ""
    if phrase is None or phrase.clock is not None or not phrase.has_day:
        raise WrongUsage(f"{text!r} is not a date. {DATE_HINT}")
    meant = days_meant(phrase, wall_time, order)
    _check_years(meant, text, now)
    return next((day for day in meant.days if day <= wall_time.date()), meant.days[0]), meant.remark


def _is_day_and_month(words: str, *, has_length: bool) -> bool:
    """Return whether two numbers with a point between them are a day and a month, because no time of day is meant."""
    match = re.fullmatch(_DAY_AND_MONTH, words, re.ASCII)
    return match is not None and (has_length or len(match[2]) == 1 or int(match[1]) > 23)


def _bound(wall_time: datetime, now: datetime, remark: str = "") -> Bound:
    return Bound(read_wall_time(wall_time, now).instant, wall_time, remark)


def _at_time(phrase: Phrase, meant: Days, text: str, now: datetime) -> Bound:
    """Return the bound of a time, the latest that has come where no day was said."""
    assert phrase.clock is not None
    bounds = []
    for day in meant.days:
        after, remark = time_of_day(phrase, phrase.clock, day, text)
        wall_time, said = _midnight(day) + after, " ".join(filter(None, (meant.remark, remark)))
        instant = read_wall_time(wall_time, now, phrase.zone).instant
        bounds.append(Bound(instant, wall_time if phrase.zone is None else None, said))
    return next((bound for bound in bounds if bound.instant <= now), bounds[0])


def _calendar_period(words: str, today: date, text: str, *, has_length: bool) -> tuple[date, date] | None:
    """Return the first day of a week, a month or a year and the day after it; None where the words are none of them.

    Raises:
        WrongUsage: the words are no week or month of a calendar, or could be a time of day as well.
    """
    # To compile every expression takes longer than a command may run: those that cannot fit are left out.
    if words[:1].isdigit():
        return _numbered_period(words, today, text, has_length=has_length)
    if words.startswith(("this ", "last ")) and (match := re.fullmatch(_PERIOD, words)):
        back = int(match["which"] != "this")
        if match["unit"] == "week":
            monday = today - timedelta(days=today.weekday(), weeks=back)
            return monday, monday + timedelta(weeks=1)
        months = 1 if match["unit"] == "month" else 12
        first = today.replace(day=1) if months == 1 else today.replace(month=1, day=1)
        return months_back(first, back * months), months_back(first, (back - 1) * months)
    is_rolling = words.startswith(("the ", "last ", "past "))
    if is_rolling and (match := re.fullmatch(_ROLLING, with_figures(words), re.ASCII)):
        count = int(match["count"] or 1) * {"week": 7, "year": 12}.get(match["unit"], 1)
        first = months_back(today, count) if match["unit"] in ("month", "year") else today - timedelta(days=count)
        return first, today + timedelta(days=1)
    names = [name[:3].lower() for name in MONTH_NAMES]
    names_month = any(name in words for name in names)
    if names_month and (match := re.fullmatch(rf"(?:in )?{MONTH}(?: ({_YEAR}))?", words, re.ASCII)):
        number = names.index(match["month"][:3]) + 1
        first = date(int(match[2]) if match[2] else today.year - int(number > today.month), number, 1)
        return first, months_back(first, -1)
    return None


def _numbered_period(words: str, today: date, text: str, *, has_length: bool) -> tuple[date, date] | None:
    """Return the first day of a week, a month or a year in figures and the day after it; None for any other words.

    Raises:
        WrongUsage: no calendar has the week or the month, or a year or a day could be a time of day as well.
    """
    if match := re.fullmatch(rf"({_YEAR})-?w(\d\d)", words, re.ASCII):
        try:
            monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        except ValueError:
            raise WrongUsage(f"{text!r} is not a week. {DATE_HINT}") from None
        return monday, monday + timedelta(weeks=1)
    if match := re.fullmatch(rf"({_YEAR})-(\d\d)", words, re.ASCII):
        if not 1 <= int(match[2]) <= 12:
            raise WrongUsage(f"{text!r} is not a month. {DATE_HINT}")
        first = date(int(match[1]), int(match[2]), 1)
        return first, months_back(first, -1)
    if re.fullmatch(_YEAR, words, re.ASCII):
        if has_length:
            return date(int(words), 1, 1), date(int(words) + 1, 1, 1)
        raise WrongUsage(
            f"{text!r} could be a year or {words[:2]}:{words[2:]}. Write {words}-01-01 or {words[:2]}:{words[2:]}."
        )
    match = None if has_length else re.fullmatch(r"(\d{1,2})\.([0-5]\d)", words, re.ASCII)
    if match and int(match[1]) < 24:
        clock = f"{match[1]:0>2}:{match[2]}"
        written = read_date(f"{words}.", today)
        days = list(dict.fromkeys(day for _order, day in written.readings)) if written is not None else []
        if days:
            raise WrongUsage(
                f"{text!r} could be {', '.join(map(spell, days))} or {clock}. "
                f"Write {', '.join(map(str, days))} or {clock}."
            )
    return None


def _check_years(meant: Days, text: str, now: datetime) -> None:
    """Check that a diary can hold the days.

    Raises:
        WrongUsage: it cannot.
    """
    if not all(EARLIEST_YEAR <= day.year <= now.year + 1 for day in meant.days):
        raise WrongUsage(f"{text!r} is not a year this diary can hold. {DATE_HINT}")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
