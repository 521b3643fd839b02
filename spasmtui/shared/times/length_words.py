"""Read a length of time however it is written: `90s`, `1h10m`, `1,5 h`, `1:10`, `PT4M`, `half an hour`."""

import re
from datetime import timedelta
from functools import partial

from spasmtui.errors import WrongUsage
from spasmtui.shared.times.number_words import with_figures
from spasmtui.shared.times.typed import bare_words

HINT = "Try 90s, 4m, 1h10m, or 4 for minutes."
LONGEST_TEXT = 80
"""Characters of a text that may be a length."""
_MOST_DECIMALS = 20
"""Spreadsheets write a third of an hour with as many as they have."""
_SHARES_OF_ALL = 2520
"""The least number that can be shared among two, three ... or nine."""
PARTS_OF_ONE: int = 10**_MOST_DECIMALS * _SHARES_OF_ALL
"""The parts of one, or of one second, in which every number that can be written is whole: all its decimals, and shares
up to ninths. So whole numbers are exact, and `fractions` takes longer to load than a command may run."""

_UNITS = (
    ("w wk wks week weeks", 604_800),
    ("d day days", 86_400),
    ("h hr hrs hour hours", 3600),
    ("m min mins minute minutes", 60),
    ("s sec secs second seconds", 1),
)
"""The units with their seconds, the longest first, as they are written one after the other."""
_SECONDS = {word: seconds for words, seconds in _UNITS for word in words.split()}
_SIGNS = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3"}
_SHARES = {"half": "1/2", "quarter": "1/4", "a": "1", "an": "1"}
_NUMBER = rf"(\d{{1,9}}(?:[.,]\d{{1,{_MOST_DECIMALS}}})?(?: \d/\d)?|\d/\d|an?)"
_PART = rf"{_NUMBER} ?([a-z]+)\.?(?![a-z])(?:,| and)? ?"
"""A number with its unit, which another one may follow."""
_CLOCK = r"(?:(\d{1,4}) days?,? )?(\d{1,4}):(\d\d)(?::(\d\d))?(?: ?(?:h(?:rs?|ours?)?|(m(?:ins?|inutes?)?)))?"
"""Hours with minutes, or minutes with seconds where a unit says so; behind days as programs write them."""
_ISO = r"p(?=[\dt])(?:(N)w)?(?:(N)d)?(?:t(?=\d)(?:(N)h)?(?:(N)m)?(?:(N)s)?)?".replace("N", r"\d{1,9}(?:[.,]\d{1,9})?")
_ABOUT = r"(?:about|around|roughly|approx(?:imately|\.)?|circa|ca\.?|etwa|environ|~|≈) ?"
_SAID = r"(?:h(?:rs?|ours?)?|m(?:ins?|inutes?)?|d(?:ays?)?)"
_PHRASES = (
    (rf"(\d+|an?) and a (half|quarter) (?={_SAID}\b)", "{0} {1} "),
    (rf"(\d+|an?) ({_SAID}) and a (half|quarter)$", "{0} {2} {1}"),
    (r"\b3 quarters of an? ", "3/4 "),
    (rf"(?:\ban? )?\b(half|quarter)(?: an?| of an?)?[ -](?={_SAID}\b)", "{0} "),
)
"""What people say for parts of a whole, and how it is written."""


def parse_duration(text: str, *, longest: timedelta | None = None, may_be_zero: bool = False) -> int:
    """Parse a length such as `90s`, `4 minutes`, `1h10`, `2½ min`, `1:10` (hours), `PT4M`, or `4` for minutes.

    Args:
        text: as typed; case and spaces do not matter.
        longest: the caller's limit, in whole days; None accepts any length.
        may_be_zero: accept `0`, which other programs write for "less than a minute".

    Returns:
        Whole seconds; half a second counts as one.

    Raises:
        WrongUsage: the text is not a length or could be two, is zero, or exceeds `longest`.
    """
    total = read_length(text)
    seconds = None if total is None else whole_seconds(total)
    if seconds is None or (seconds == 0 and not may_be_zero):
        raise WrongUsage(f"{text!r} is not a length of time. {HINT}")
    if longest is not None and seconds > longest.total_seconds():
        raise WrongUsage(f"{text!r} is more than {longest.days} days. {HINT}")
    return seconds


def whole_seconds(length: int) -> int:
    """Return the seconds of a length in parts of a second; half a second counts as one."""
    return (2 * length + PARTS_OF_ONE) // (2 * PARTS_OF_ONE)


def read_length(text: str) -> int | None:
    """Return a length exactly, in parts of a second; None where the text is none.

    Raises:
        WrongUsage: its number could be two, as in `1,200 s`.
    """
    words = _in_figures(text)
    if re.fullmatch(_NUMBER, words, re.ASCII):
        number = read_number(text)
        return None if number is None else number * 60
    if ":" in words and (match := re.fullmatch(_CLOCK, words, re.ASCII)):
        days, first, second, third = (int(part or 0) for part in match.groups()[:4])
        if second > 59 or third > 59 or (match[5] and (match[1] or match[4])):
            return None
        return PARTS_OF_ONE * (first * 60 + second if match[5] else days * 86_400 + first * 3600 + second * 60 + third)
    parts, tail = _iso_parts(words) if words[:1] == "p" else _parts(words)
    if not parts:
        return None
    total = sum(_number(number, text) * seconds for number, seconds in parts)
    if not tail:
        return total
    # `1h30` is an hour and thirty minutes, `4m30` four minutes and thirty seconds.
    smallest = parts[-1][1]
    if smallest not in (60, 3600) or int(tail) > 59:
        return None
    return total + int(tail) * (smallest // 60) * PARTS_OF_ONE


def _iso_parts(words: str) -> tuple[list[tuple[str, int]], str]:
    """Return the parts of a length of ISO 8601, as `_parts` does; there is nothing behind them."""
    match = re.fullmatch(_ISO, words, re.ASCII)
    numbers = match.groups() if match is not None else ()
    return [(number, seconds) for number, (_words, seconds) in zip(numbers, _UNITS, strict=False) if number], ""


def _parts(words: str) -> tuple[list[tuple[str, int]], str]:
    """Return the number of each part of a length with the seconds of its unit, and a number without one behind them.

    There are none where a unit is no unit, or is not shorter than the one before it, or anything else is left.
    """
    pattern, at = re.compile(_PART, re.ASCII), 0
    parts: list[tuple[str, int]] = []
    while match := pattern.match(words, at):
        seconds = _SECONDS.get(match[2], 0)
        if not seconds or (parts and seconds >= parts[-1][1]):
            return [], ""
        parts.append((match[1], seconds))
        at = match.end()
    tail = words[at:]
    return (parts, tail) if not tail or re.fullmatch(r"\d\d?", tail, re.ASCII) else ([], "")


def read_number(text: str) -> int | None:
    """Return the number of a length without a unit, such as `4`, `1½` or `about 4,5`, exactly, in parts of one.

    It is None for any other text.

    Raises:
        WrongUsage: it could be two, as in `1,200`.
    """
    number = re.fullmatch(_NUMBER, _in_figures(text), re.ASCII)
    return _number(number[1], text) if number is not None and number[1][0] != "a" else None


def _in_figures(text: str) -> str:
    """Return a length in small letters and figures, without `about`; empty where it is too long to be one."""
    words = bare_words(text).lower() if len(text) <= LONGEST_TEXT else ""
    # To compile every expression takes longer than a command may run: those that cannot fit are left out.
    for sign in filter(words.__contains__, _SIGNS):
        words = re.sub(rf"(?<=\d) ?{sign}", f" {_SIGNS[sign]}", words).replace(sign, _SIGNS[sign])
    if not words[:1].isdigit():
        words = re.sub(rf"^{_ABOUT}", "", words)
    words = words.replace("&", "and")
    if "." in words or "," in words:
        words = re.sub(r"(?<![\d.,])([.,]\d)", r"0\1", words, flags=re.ASCII)
    words = with_figures(words)
    if "half" in words or "quarter" in words:
        for said, written in _PHRASES:
            words = re.sub(said, partial(_filled, written), words, flags=re.ASCII)
    return words


def _filled(written: str, match: re.Match[str]) -> str:
    return written.format(*(_SHARES.get(part, part) for part in match.groups()))


def _number(digits: str, text: str) -> int:
    """Return the number exactly, in parts of one.

    Raises:
        WrongUsage: a comma could stand for a decimal point, or between thousands.
    """
    if digits[0] == "a":
        return PARTS_OF_ONE
    whole, _, share = digits.partition(" ")
    if re.fullmatch(r"[1-9]\d{0,2},\d{3}", whole):
        raise WrongUsage(
            f"{text!r} could be {whole.replace(',', '')} or {whole.replace(',', '.')}. Write the one that is meant."
        )
    if "/" in whole:
        whole, share = "0", whole
    units, _, decimals = whole.replace(",", ".").partition(".")
    number = int(f"{units}{decimals:0<{_MOST_DECIMALS}}") * _SHARES_OF_ALL
    if share:
        some, of_all = map(int, share.split("/"))
        if of_all == 0:
            raise WrongUsage(f"{text!r} is not a length of time. {HINT}")
        number += some * (PARTS_OF_ONE // of_all)
    return number
