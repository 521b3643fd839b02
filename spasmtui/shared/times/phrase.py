"""Divide what a person types for a time into its parts: a day, a part of the day, a time of day and a zone."""

import re
from datetime import date, tzinfo
from typing import Literal, NamedTuple

from spasmtui.errors import WrongUsage
from spasmtui.shared.formats import WEEKDAY_NAMES
from spasmtui.shared.times.clock_words import ClockTime, match_clock
from spasmtui.shared.times.dates import WEEKDAY, WrittenDate, match_date
from spasmtui.shared.times.number_words import with_figures
from spasmtui.shared.times.typed import compiled
from spasmtui.shared.times.zone import find_zone, offset_or_end

DayUnit = Literal["day", "month", "weekday", "night"]
PARTS = ("morning", "afternoon", "evening", "night")
MOST_BACK = 99_999
"""Days or months back: more than any diary has, and within the years that a date can hold."""
LONGEST_PHRASE = 120
"""Characters that are looked at; a longer text is no time."""

_FILLER = (
    r"(?:(?P<at>(?:at|um|about|around|approx(?:imately|\.)?|circa|ca\.?|roughly|like|maybe|sometime)(?=[ \d]))"
    r"|(?:on|the|of|early|late|from)\b)"
)
_ABOUT_BEHIND = r"(?<=[\dmkn])(?: ?-?ish| or so)\b"
"""What makes a time a rough one from behind: `3ish`, `3am-ish`, `3 o'clock or so`."""
_YEAR = r"(?:19|20)\d\d(?![\d:])"
_AREA = r"[A-Z]+/[A-Z0-9_/+-]+"
_NAMES = r"(?-i:[A-Z]{2,4}T)|[ECMP][SD]T|CES?T|[BIJK]ST"
"""Abbreviations of zones that people also write small; any others only in capitals, because `left` is none."""
_ZONE = (
    rf"\(?(?P<zone>(?:(?:UTC|GMT)?[+-]\d\d?(?::?\d\d)?|Z|UTC|GMT)(?:\[{_AREA}\])?|\[{_AREA}\]|{_NAMES}|{_AREA})"
    r"(?![\w:])\)?"
)
_UNITS = r"(?P<unit>days?|d|weeks?|wks?|w|fortnights?|months?|years?|yrs?|y)"
_AGO = rf"(?P<count>\d{{1,5}}|an?) ?{_UNITS} (?:ago|back|before now)\b"
_DAYS = rf"(?P<last>last |this past |past |this )?(?P<weekday>{WEEKDAY})\.?"
_NIGHT = r"(?P<night>night before last|last night|tonight|this night)\b"
_NIGHTS = r"(?P<count>\d{1,4}|an?) nights? ago\b"
_NAMED = (
    r"(?P<named>(?:the )?day before yesterday|yesterday|today|tomorrow|last (?=evening)"
    r"|this (?=morning|afternoon|evening))\b"
)
_PART = r"(?:in )?(?:the )?(?P<part>morning|afternoon|evening|night)\b(?:'s)?"
_NAMED_DAYS = {"today": 0, "this": 0, "yesterday": 1, "last": 1, "tomorrow": -1}


class DayWords(NamedTuple):
    """A day as it was said in words."""

    text: str
    unit: DayUnit
    number: int
    """Days or months back; the weekday from 0 for Monday; nights back, 1 for the last one, 0 for this one."""
    is_last: bool = False
    """True for `last friday`, which is never today."""
    is_count: bool = False
    """True for `2 days ago`, which means the present time of day where no other is said."""


class Phrase(NamedTuple):
    """The parts of what a person typed for a time; None or empty for those that were not said."""

    written: WrittenDate | None = None
    """A date of the calendar."""
    day: DayWords | None = None
    part: str = ""
    """One of `PARTS`."""
    clock: ClockTime | None = None
    zone: tzinfo | None = None
    has_at: bool = False
    """True where a word such as `at` says that a number is an hour."""

    @property
    def has_day(self) -> bool:
        """True where a day was said, in figures or in words."""
        return self.written is not None or self.day is not None


def read_phrase(text: str, today: date) -> Phrase | None:
    """Divide a text into its parts, which may come in any order and each once; None where something is no part.

    Args:
        text: as typed.
        today: the present day, for dates without a year.

    Raises:
        WrongUsage: no clock shows its time, or no place has its zone.
    """
    if len(text) > LONGEST_PHRASE:
        return None
    words = with_figures(" ".join(text.replace("’", "'").split()))
    phrase, at, has_at = Phrase(), 0, False
    if any(said in words.lower() for said in ("ish", "or so")):
        words, count = re.subn(_ABOUT_BEHIND, "", words, flags=re.IGNORECASE)
        has_at = count > 0
    while at < len(words):
        if words[at] in " ,;~@":
            at += 1
            continue
        if words[at].lower() in "acefolmrstu" and (filler := _match(_FILLER, words, at)):
            at, has_at = filler.end(), has_at or filler["at"] is not None
            continue
        found = _next_part(phrase, words, at, today)
        if found is None or found[1] == at:
            return None
        phrase, at = found
    is_number = phrase.clock is not None and len(phrase.clock.text) < 3 and phrase.clock.text.isdigit()
    if phrase == Phrase() or (is_number and not (has_at or phrase.has_day or phrase.part)):
        return None
    return phrase._replace(has_at=has_at)


def _next_part(phrase: Phrase, words: str, at: int, today: date) -> tuple[Phrase, int] | None:
    """Return the phrase with the part that begins at an index, and the part's end; None where there is none.

    Raises:
        WrongUsage: no clock shows its time, no place has its zone, or an offset could be the end of a period.
    """
    if not phrase.has_day:
        if written := match_date(words, at, today):
            return phrase._replace(written=written[0]), written[1]
        if day := _match_day(words, at):
            return phrase._replace(day=day[0]), day[1]
    if phrase.clock is not None and words[at] in "12" and (year := _match(_YEAR, words, at)):
        # As the clock of a computer prints it: `Nov 12 03:10:00 2026`.
        said = f"{phrase.written.text} {year[0]}" if phrase.written is not None else ""
        dated = match_date(said, 0, today)
        return (phrase._replace(written=dated[0]), year.end()) if dated and dated[1] == len(said) else None
    if not phrase.part and words[at].lower() in "aeimnt" and (part := _match(_PART, words, at)):
        return phrase._replace(part=part["part"].lower()), part.end()
    if phrase.clock is not None and phrase.zone is None and (zone := _match(_ZONE, words, at)):
        if zone["zone"].startswith("-") and not phrase.has_day:
            raise WrongUsage(offset_or_end(phrase.clock.text, zone["zone"]))
        return phrase._replace(zone=find_zone(zone["zone"])), zone.end()
    if phrase.clock is None:
        begin = at + int(words[at] in "Tt" and words[at + 1 : at + 2].isdigit() and phrase.written is not None)
        if clock := match_clock(words, begin, may_be_bare=True):
            return phrase._replace(clock=clock[0]), clock[1]
    return None


def _match_day(words: str, at: int) -> tuple[DayWords, int] | None:
    # To compile every expression takes longer than a command may run: those that cannot fit are left out.
    begin = words[at].lower()
    if begin in "0123456789a":
        return _match_ago(words, at) if any(said in words.lower() for said in ("ago", "back", "before")) else None
    if begin in "lnt" and (match := _match(_NIGHT, words, at)):
        said = match["night"].lower()
        return DayWords(match[0], "night", {"last night": 1, "night before last": 2}.get(said, 0)), match.end()
    if begin in "dlty" and (match := _match(_NAMED, words, at)):
        said = match["named"].lower().strip()
        return DayWords(match[0].strip(), "day", 2 if "before" in said else _NAMED_DAYS[said]), match.end()
    if begin in "flmpstw" and (match := _match(_DAYS, words, at)):
        index = [name[:3].lower() for name in WEEKDAY_NAMES].index(match["weekday"][:3].lower())
        is_last = (match["last"] or "").lower().rstrip().endswith(("last", "past"))
        return DayWords(match[0], "weekday", index, is_last=is_last), match.end()
    return None


def _match_ago(words: str, at: int) -> tuple[DayWords, int] | None:
    if match := _match(_AGO, words, at):
        count = int(match["count"]) if match["count"].isdigit() else 1
        unit = match["unit"].lower()[:2].rstrip("s")
        months = {"mo": 1, "ye": 12, "yr": 12, "y": 12}.get(unit, 0)
        days = {"d": 1, "da": 1, "w": 7, "we": 7, "wk": 7, "fo": 14}.get(unit, 0)
        return DayWords(
            match[0], "month" if months else "day", min(count * (months or days), MOST_BACK), is_count=True
        ), match.end()
    if match := _match(_NIGHTS, words, at):
        return DayWords(match[0], "night", int(match["count"]) if match["count"].isdigit() else 1), match.end()
    return None


def _match(pattern: str, words: str, at: int) -> re.Match[str] | None:
    return compiled(pattern).match(words, at)
