"""Read a calendar date however it is written; which number is the day and which the month is never guessed."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from spasmtui.errors import WrongUsage
from spasmtui.shared.formats import MONTH_NAMES, WEEKDAY_NAMES, either
from spasmtui.shared.times.typed import compiled

EARLIEST_YEAR = 1900
"""Nobody keeps a diary of episodes before; a year below is a slip of the finger."""

_GOES_WITHOUT_SAYING = timedelta(days=183)
"""Half a year back: `25 dec` is last Christmas in January, and deserves a word in November."""
_CENTURY = 2000
"""The first year of the century that a year of two digits is in, unless that would be a year to come."""


class DateOrder(StrEnum):
    """The order of day, month and year in a date of three numbers."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


ORDER_NAMES = {DateOrder.DMY: "day first", DateOrder.MDY: "month first", DateOrder.YMD: "year first"}


class PreferredOrder(NamedTuple):
    """The order in which a date is read that could be two."""

    order: DateOrder
    locale: str = ""
    """The locale that has this order, such as `en_US`; empty where the person has said it."""


class TwoWayDate(WrongUsage):
    """A date that could be two; the message has each of them, and how to write it."""

    def __init__(self, question: str, orders: Iterable[DateOrder]) -> None:
        super().__init__(f"{question}, or say --date-order {either(orders)}.")
        self.question = f"{question}."
        """The message for where there are no options."""


class WrittenDate(NamedTuple):
    """A date as it was written, with every day that it could be."""

    text: str
    readings: tuple[tuple[DateOrder | None, date], ...]
    """Each order and its day; the order is None where the writing leaves no choice."""
    has_year: bool = True
    weekday: str = ""
    """The day of the week beside it, which decides where only one reading is one."""
    has_century: bool = True
    near: date | None = None
    """Where no year was written: the earliest day of which nobody needs to be told the year."""

    @property
    def orders(self) -> tuple[DateOrder, ...]:
        """The orders that give a day; all three where the writing leaves no choice."""
        orders = tuple(order for order, _day in self._fitting if order is not None)
        return orders or tuple(DateOrder if self.readings else ())

    def choose(self, preferred: PreferredOrder | None = None) -> tuple[date, str]:
        """Return the day, and a remark where the locale has decided which it is.

        Raises:
            TwoWayDate: it could be two, and nobody has said which.
            WrongUsage: there is no such day, or it is another day of the week.
        """
        days = self._days
        if not days:
            raise WrongUsage(f"There is no day {self.text!r} in any calendar. Write it like 2026-11-22.")
        if len(days) == 1:
            self._check_weekday(days[0])
            return days[0], self._year_remark(days[0])
        chosen = preferred and dict(self.readings).get(preferred.order)
        if preferred is None or chosen is None:
            raise self.question
        self._check_weekday(chosen)
        if not preferred.locale:
            return chosen, self._year_remark(chosen)
        return chosen, f"{self.text} was read as {spell(chosen)}, as {preferred.locale} writes dates."

    def _check_weekday(self, day: date) -> None:
        """Check that a day is the day of the week that was written beside it.

        Raises:
            WrongUsage: it is another one.
        """
        if self.weekday and not _is_weekday(self.weekday, day):
            hint = "" if self.near is None else " If it was another year, write the year as well."
            raise WrongUsage(f"{spell(day)} is a {WEEKDAY_NAMES[day.weekday()]}, not {self.weekday!r}.{hint}")

    @property
    def question(self) -> TwoWayDate:
        """The question which of its days is meant."""
        days = self._days
        said = f"{self.text} could be {either(map(spell, days))}"
        return TwoWayDate(f"{said}. Write {either(map(str, days))}", self.orders)

    @property
    def is_two_way(self) -> bool:
        """True where it could be several days."""
        return len(self._days) > 1

    def _year_remark(self, day: date) -> str:
        is_plain = (self.has_century or day.year >= _CENTURY) and (self.near is None or day >= self.near)
        return "" if is_plain else f"{self.text} was read as {spell(day)}."

    @property
    def _fitting(self) -> tuple[tuple[DateOrder | None, date], ...]:
        fitting = tuple(each for each in self.readings if _is_weekday(self.weekday, each[1])) if self.weekday else ()
        return fitting or self.readings

    @property
    def _days(self) -> list[date]:
        return list(dict.fromkeys(day for _order, day in self._fitting))


def spell(day: date) -> str:
    """Format a day in full, which can be read in one way only: `5 December 2026`."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b|weds\b"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d)"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\d:])"
_NO_CLOCK = r"(?![\d:h]|[.]\d|\s?[ap]\.?m\b)"
_WRITINGS = (
    r"(?P<year>\d{4})(?P<mark>[-/.]) ?(?P<number>\d{1,2})(?P=mark) ?(?P<day>\d{1,2})(?!\d)\.?",
    r"(?P<year>(?:19|20)\d\d)(?P<number>\d\d)(?P<day>\d\d)(?:(?!\d)|(?=\d{4}(?:\d\d)?(?!\d)))",
    r"(?P<iso>\d{4}-?W\d\d-?\d)(?!\d)",
    r"(?P<first>\d{1,2})(?P<mark>[-/.]) ?(?P<second>\d{1,2})(?P=mark) ?(?P<last>\d{4}|\d\d)(?![\d:])",
    rf"(?P<year>\d{{4}})[- ]?{MONTH}[- ]?{_DAY}",
    rf"{_DAY}\.?[-/ ]?(?:of )?{MONTH}(?:(?:,? ?|[-/]){_YEAR}|(?:[-/]| ?')(?P<short>\d\d)(?![\d:]))",
    rf"{_DAY}\.?[- ]?(?:of )?{MONTH}",
    rf"{MONTH}[- ]?(?:the )?{_DAY}{_NO_CLOCK}[-,]? ?{_YEAR}",
    rf"{MONTH}[- ]?(?:the )?{_DAY}{_NO_CLOCK}",
    r"(?P<first>\d{1,2})/(?P<second>\d{1,2})(?![\d/])",
    r"(?P<first>\d{1,2})\. ?(?P<second>\d{1,2})\.(?![\d])",
    r"(?P<first>\d{1,2})\.(?P<second>\d{1,2})(?=,? (?:at |um )?\d{1,2}(?::\d\d|h\d\d|\s?[ap]\.?m\b))",
    r"(?:the )?(?P<alone>\d{1,2})(?:st|nd|rd|th)\b",
    r"(?P<year>(?:19|20)\d\d)-(?P<ordinal>\d{3})(?![\d:])",
)
"""Every writing of a date. None of them has letters of another alphabet, nor a number longer than a date needs."""
_HAS_MONTH = tuple(MONTH in writing for writing in _WRITINGS)
_MARKS = ("-", "/", ".", "w", "st", "nd", "rd", "th")
"""What a date has that is no eight figures and names no month: marks, a week, or the end of `22nd`."""
_MONTHS = tuple(name[:3].lower() for name in MONTH_NAMES)
_WEEKDAYS = tuple(name[:3].lower() for name in WEEKDAY_NAMES)


def match_date(text: str, start: int, today: date) -> tuple[WrittenDate, int] | None:
    """Return the date that is written at a place of a text, and where it ends; None where there is none.

    Args:
        text: the text.
        start: where the date begins, as an index.
        today: the present day: a date without a year is the latest one that has come, and a year of two digits is none
            of the future where it could be another.
    """
    is_weekday = text[start : start + 3].lower() in _WEEKDAYS
    weekday = compiled(rf"({WEEKDAY})[.,]? ?").match(text, start) if is_weekday else None
    begin = weekday.end() if weekday is not None else start
    # To compile every writing takes longer than a command may run: those that cannot fit are left out.
    following = text[begin:].lower()
    names_month = any(name in following for name in _MONTHS)
    begins = following[:1].isdigit() or following.startswith("the ")
    has_mark = following[:8].isdigit() or any(mark in following for mark in _MARKS)
    if not (names_month or (begins and has_mark)):
        return None
    for writing, has_month in zip(_WRITINGS, _HAS_MONTH, strict=True):
        match = compiled(writing).match(text, begin) if names_month or not has_month else None
        if match is not None:
            found = {name: value for name, value in match.groupdict().items() if value}
            name = weekday[1] if weekday is not None else ""
            readings, year = _readings(found, today)
            near = None if year else today - _GOES_WITHOUT_SAYING
            written = WrittenDate(text[start : match.end()], readings, bool(year), name, len(year) != 2, near)
            return written, match.end()
    return None


def read_date(text: str, today: date) -> WrittenDate | None:
    """Return the date that a whole text is, with every day that it could be; None where it is no date."""
    words = " ".join(text.split())
    match = match_date(words, 0, today)
    return match[0] if match is not None and match[1] == len(words) else None


def _is_weekday(words: str, day: date) -> bool:
    return words[:3].lower() == WEEKDAY_NAMES[day.weekday()][:3].lower()


def parse_iso_date(text: str) -> date:
    """Parse a calendar date of ISO 8601, of any year.

    Raises:
        WrongUsage: the text is no such date.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUsage(f"{text[:20]!r} is not a date such as 2026-11-22.") from None


def _readings(found: dict[str, str], today: date) -> tuple[tuple[tuple[DateOrder | None, date], ...], str]:
    """Return every day that the parts of a date could be, and its year as it was written, empty where it was not."""
    if iso := found.get("iso"):
        try:
            return ((None, date.fromisoformat(iso.upper())),), iso[:4]
        except ValueError:
            return (), iso[:4]
    if "first" in found:
        first, second, last = found["first"], found["second"], found.get("last", "")
        orders = {DateOrder.DMY: (last, second, first), DateOrder.MDY: (last, first, second)}
        if len(last) == 2:
            orders[DateOrder.YMD] = (first, second, last)
        days = [(order, day) for order, parts in orders.items() if (day := _day(*parts, today)) is not None]
        if any(day.year <= today.year for order, day in days if order is not DateOrder.YMD):
            days = [(order, day) for order, day in days if order is not DateOrder.YMD or day <= today]
        return tuple(days), last
    if ordinal := found.get("ordinal"):
        day = date(int(found["year"]), 1, 1) + timedelta(days=int(ordinal) - 1)
        return ((None, day),) if day.year == int(found["year"]) else (), found["year"]
    if "alone" in found:
        day = _day_of_month(int(found["alone"]), today)
        return (() if day is None else ((None, day),)), ""
    year = found.get("year") or found.get("short") or ""
    month = found.get("number") or str(_month_number(found["month"]))
    day = _day(year, month, found["day"], today)
    return (() if day is None else ((None, day),)), year


def _month_number(name: str) -> int:
    return [month[:3].lower() for month in MONTH_NAMES].index(name[:3].lower()) + 1


def _day(year: str, month: str, day: str, today: date) -> date | None:
    """Return the day of these numbers; None where there is none.

    Without a year it is the latest that has come. A weekday is compared with it and chooses no earlier one: it is more
    likely a slip than the same date of six years ago.
    """
    if not year:
        years = range(today.year, today.year - 9, -1)  # a 29 February can be eight years ago
        days = (found for each in years if (found := _date(each, int(month), int(day))))
        return next((found for found in days if found <= today), None)
    if len(year) < 3:
        # A diary has no year to come.
        century = today.year // 100 * 100
        number = century + int(year)
        return _date(number - 100 if number > today.year + 1 else number, int(month), int(day))
    return _date(int(year), int(month), int(day))


def _day_of_month(number: int, today: date) -> date | None:
    """Return the latest day with this number; None for none."""
    months = [divmod(today.year * 12 + today.month - 1 - back, 12) for back in range(24)]
    days = (found for year, month in months if (found := _date(year, month + 1, number)))
    return next((found for found in days if found <= today), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
