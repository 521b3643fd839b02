"""Read times as people type them, against `now`: each is one instant, or a sentence that says what to type instead."""

import re
from datetime import datetime, timedelta

from spasmtui.errors import WrongUsage
from spasmtui.shared.times.clock_words import ClockTime
from spasmtui.shared.times.dates import EARLIEST_YEAR, PreferredOrder
from spasmtui.shared.times.days import days_meant, part_of, time_of_day, weekday_remark
from spasmtui.shared.times.length_words import parse_duration, read_length, whole_seconds
from spasmtui.shared.times.number_words import with_figures
from spasmtui.shared.times.phrase import LONGEST_PHRASE, Phrase, read_phrase
from spasmtui.shared.times.timestamps import check_is_past, check_year
from spasmtui.shared.times.typed import bare_words, compiled, in_english
from spasmtui.shared.times.zone import Reading, read_wall_time, time_before, wall_time_of

LONGEST_AGO = timedelta(days=99_999)
"""Keeps `... ago` within the years that a datetime can hold."""
WHEN_HINT = "Try 03:10, 3am, 'yesterday 23:40', '20m ago' or '2026-11-22 03:10'."
MIDDLE_OF_NIGHT = ClockTime("03:00", 3)
"""The middle of a night from 18:00 to 12:00, as the diary has it."""

_AGO_ENDS = ("ago", "back", "before now")
_AGO = rf"(?:about |around |~ ?)?(?P<length>.+?) (?:{'|'.join(_AGO_ENDS)})"
_MINUS = r"- ?(?P<length>\d.*[A-Za-z].*)"
_DAYS_ONLY = r"(?:^| )(?:\d+|an?) ?(?:d|days?|nights?|w|wks?|weeks?|fortnights?|months?|y|yrs?|years?)$"
_HOURS_MINUTES = r"(\d\d?) ?h ?([0-5]\d) ?(?:m|min)?"
_EXAMPLES = {"morning": "6:30", "afternoon": "3:10", "evening": "8:30", "night": "23:40"}
_MONTH = r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])"
_NOW = ("now", "right now", "just now", "at the moment")


def parse_moment(text: str, now: datetime, order: PreferredOrder | None = None) -> datetime:
    """Return the instant of `read_moment`.

    Raises:
        WrongUsage: as `read_moment` says.
    """
    return read_moment(text, now, order).instant


def read_moment(text: str, now: datetime, order: PreferredOrder | None = None) -> Reading:
    """Read a typed time as the instant it means, with its offset, and a remark where something was chosen.

    Args:
        text: ISO 8601, `03:10` (the latest one that has passed), `3am`, `yesterday 23:40`, `friday at 3`, `20m ago`.
        now: the present, aware.
        order: how a date is read that could be two.

    Raises:
        WrongUsage: the text is no time or could be two, is in the future, or is older than a diary can be.
    """
    if is_now(text):
        return Reading(now.replace(microsecond=0))
    if re.fullmatch(_MONTH, bare_words(text), re.ASCII):
        raise WrongUsage(f"{_quoted(text)} is a month, and needs a day and a time of day too. {WHEN_HINT}")
    elapsed, phrase = read_words(text, now)
    if elapsed is not None:
        reading = Reading(time_before(now, elapsed))
    elif phrase is not None:
        reading = _instant(phrase, text, now, order)
    else:
        raise WrongUsage(f"{_quoted(text)} is not a time{instead_of(text)} {WHEN_HINT}")
    return check_is_past(reading, text, now, f" {WHEN_HINT}")


def is_now(text: str) -> bool:
    """Return whether a text says the present."""
    return bare_words(text).lower() in _NOW


def read_words(text: str, now: datetime, *, is_english: bool = False) -> tuple[timedelta | None, Phrase | None]:
    """Read a text as the time that has passed since, as in `20m ago` or `-2h`, or as a phrase; both None for neither.

    Days, weeks and longer are no such time but a day, so that `1 day ago` is yesterday. What cannot be read is perhaps
    German, French or Spanish, and tried as that unless it `is_english`.

    Raises:
        WrongUsage: it is no length, or longer than a diary, or no clock shows its time.
    """
    words = bare_words(text)
    if re.fullmatch(_MONTH, words, re.ASCII):
        return None, None  # and no time of day with an offset
    # A bare `-2` is more likely a slip than two minutes.
    if words[:1] == "-" and (match := re.fullmatch(_MINUS, words, re.ASCII)):
        words = f"{match['length']} ago"
    words = re.sub(r" or so(?= ago$)|(?<= ago) or so$", "", words, flags=re.ASCII | re.IGNORECASE)
    has_end = words.lower().endswith(_AGO_ENDS)
    ago = compiled(_AGO).fullmatch(with_figures(words)) if has_end else None
    if ago is None:
        phrase = read_phrase(words, now.date())
        english = words if phrase is not None or is_english else in_english(words)
        if english == words:
            return None, phrase
        elapsed, phrase = read_words(english, now, is_english=True)
        written = phrase.written._replace(text=words) if phrase is not None and phrase.written is not None else None
        return elapsed, phrase and phrase._replace(written=written)
    if compiled(_DAYS_ONLY).search(ago["length"]):
        phrase = read_phrase(words, now.date())
        if phrase is not None:
            return None, phrase
    return _length(ago["length"], text), None


def _length(words: str, text: str) -> timedelta:
    """Return the length that has passed since.

    Raises:
        WrongUsage: the words are no length, or longer than any diary; the message quotes the whole text.
    """
    length = read_length(words)
    if length is None:
        raise WrongUsage(f"{_quoted(text)} is not a time. {WHEN_HINT}")
    seconds = whole_seconds(length)
    if seconds > LONGEST_AGO.total_seconds():
        raise WrongUsage(f"{_quoted(text)} is before {EARLIEST_YEAR}. {WHEN_HINT}")
    return timedelta(seconds=seconds)


def _instant(phrase: Phrase, text: str, now: datetime, order: PreferredOrder | None) -> Reading:
    """Return the instant of a phrase.

    Raises:
        WrongUsage: it has no time of day, its parts contradict each other, or it could be two.
    """
    wall_time = (
        wall_time_of(now, now) if phrase.zone is None else now.astimezone(phrase.zone).replace(tzinfo=None, fold=0)
    )
    meant = days_meant(phrase, wall_time, order)
    remarks = [meant.remark]
    clock = phrase.clock
    if clock is None:
        clock, remark = _time_unsaid(phrase, wall_time, text)
        remarks.append(remark)
    readings = []
    for day in meant.days:
        check_year(day.year, text, now, f" {WHEN_HINT}")
        after, remark = time_of_day(phrase, clock, day, text)
        reading = read_wall_time(datetime(day.year, day.month, day.day) + after, now, phrase.zone)  # noqa: DTZ001 -- a wall time
        about_day = weekday_remark(phrase, day, wall_time.date(), text)
        readings.append(Reading(reading.instant, _joined(*remarks, about_day, remark, reading.remark)))
    return next((reading for reading in readings if reading.instant <= now), readings[0])


def _time_unsaid(phrase: Phrase, wall_time: datetime, text: str) -> tuple[ClockTime, str]:
    """Return the time of day of a phrase that names none, and a remark where it was chosen.

    Raises:
        WrongUsage: the phrase means a whole day, or a part of one.
    """
    day = phrase.day
    if day is not None and day.is_count and not phrase.part:
        return ClockTime(day.text, wall_time.hour, wall_time.minute, wall_time.second), ""
    if day is not None and day.unit == "night" and not phrase.part:
        return MIDDLE_OF_NIGHT, (
            f"{text!r} has no time of day, so its middle, {MIDDLE_OF_NIGHT.shown}, was taken. "
            f"To be exact, say for example {f'{bare_words(text)} 23:40'!r}."
        )
    said = f"{bare_words(text)} {_EXAMPLES.get(part_of(phrase), '03:10')}"
    raise WrongUsage(f"{_quoted(text)} needs a time of day too, such as {said!r}.")


def instead_of(text: str) -> str:
    """Return the end of a sentence that says what a number or a length alone was perhaps meant to be."""
    words = bare_words(text)
    if (number := re.fullmatch(r"(\d{1,2})(h?)", words, re.ASCII)) and int(number[1]) < 24:
        return f"; {int(number[1]):02}:00 and '{number[1]}{number[2] or 'm'} ago' are."
    if (digits := re.fullmatch(r"(\d)([0-5]\d)", words, re.ASCII)) and digits[1] != "0":
        return f"; 0{digits[1]}:{digits[2]}, {digits[1]}:{digits[2]}pm and '{words}m ago' are."
    if (parts := re.fullmatch(r"(\d{1,2})[ ,;-] ?([0-5]\d)", words, re.ASCII)) and int(parts[1]) < 24:
        return f"; {int(parts[1]):02}:{parts[2]} is."
    try:
        parse_duration(words)
    except WrongUsage:
        return "."
    if not compiled(r"[a-z]").search(words):
        return "."  # a number without a unit is no length that has passed
    if (clock := compiled(_HOURS_MINUTES).fullmatch(words)) and int(clock[1]) < 24:
        return f"; {int(clock[1]):02}:{clock[2]} and '{words} ago' are."
    return f"; '{words} ago' is."


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in dict.fromkeys(sentences) if sentence)


def _quoted(text: str) -> str:
    """Return what was typed as a message quotes it: a very long text only as far as it can be recognised."""
    return repr(text if len(text) <= LONGEST_PHRASE else f"{text[:40]}...")
