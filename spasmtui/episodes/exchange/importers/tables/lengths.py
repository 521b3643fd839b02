"""Read the length of an episode from a cell, in the unit of its heading or in its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from fractions import Fraction

from spasmtui.episodes.exchange.importers.row import RowStopped
from spasmtui.episodes.exchange.importers.row_reader import LONGEST_READ
from spasmtui.errors import CannotStore, WrongUsage
from spasmtui.shared.times import length_words
from spasmtui.shared.times.length_words import PARTS_OF_ONE, read_number
from spasmtui.shared.words.fold import fold_word
from spasmtui.terminal.sanitize import quoted, sanitize

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
CLOCK_UNITS = {"h:mm": (3600, 60), "m:ss": (60, 1), "h:mm:ss": (3600, 60, 1)}
"""The seconds of the parts of a length that is written like a clock."""
_CLOCK = re.compile(r"\d{1,4}(?::\d{1,2}){1,2}", re.ASCII)
_WITH_UNIT = re.compile(r"(\d[\d.,]*)\s*([^\W\d_]+)\.?")
_THOUSANDS = re.compile(r"(?<![\d.,])([1-9]\d{0,2})\.(\d{3})(?![\d.,])", re.ASCII)
DECIMAL_COMMA = re.compile(r"\d,(?:\d{1,2}|\d{4,})(?!\d)", re.ASCII)
"""A number in which a comma stands for the decimal point; with three figures behind it, it could be thousands."""
_LETTERS = re.compile(r"[^\W\d_]+\.?")


def parse_length_unit(text: str, units: Mapping[str, str]) -> str | None:
    """Parse the unit of a heading, such as `min`, `hours`, `h:mm` or `mm:ss`; None where it is none.

    Returns:
        A key of `SECONDS` or of `CLOCK_UNITS`.
    """
    plain = fold_word(text).strip(" .").removeprefix("decimal ")
    if letter := units.get(plain):
        return letter
    parts = (units.get(part.strip(" ."), part) for part in re.split(r"[:.]", plain))
    clock = re.sub(r"([hms])\1+", r"\1", ":".join(parts))
    return {"h:m": "h:mm", "m:s": "m:ss", "h:m:s": "h:mm:ss"}.get(clock)


def is_bare_number(text: str) -> bool:
    """Return whether a length is a number without a unit of its own."""
    try:
        return read_number(text) is not None
    except WrongUsage:
        return True  # with or without a decimal point


def read_length(
    text: str, unit: str, units: Mapping[str, str], unknown_unit: str = "", *, has_decimal_comma: bool = False
) -> timedelta:
    """Read a length such as `4`, `4,5`, `4 h`, `1:10` or `90 s`.

    Args:
        text: the cell.
        unit: the unit of its heading, as `parse_length_unit` returns it; empty: a bare number is minutes.
        units: the letter of each word for a unit.
        unknown_unit: what the heading has where a unit is, if that is none; then a bare number stops the row.
        has_decimal_comma: the table writes a comma for the decimal point, so that a point may stand between thousands.

    Raises:
        RowStopped: its number would be another with another unit, or with another reading.
        CannotStore: it is no length.
    """
    words = " ".join(text.split())
    shown = quoted(words)
    if _CLOCK.fullmatch(words):
        return _clock_length(words, unit, shown, unknown_unit)
    if has_decimal_comma and (match := _THOUSANDS.search(words)):
        raise RowStopped(
            f"The length {shown} could be {match[1]}{match[2]} or {match[1]},{match[2]}. Write the one that is meant."
        )
    number = _unambiguous(read_number, words)
    if number is not None:
        if unknown_unit:
            raise RowStopped(f"The length {shown} has the unit {unknown_unit!r}, which is not known.")
        if unit in CLOCK_UNITS:
            raise RowStopped(f"The length {shown} is not written as {unit}, although its heading says so.")
        return _checked(number * SECONDS[unit or "m"], shown)
    english = _LETTERS.sub(lambda match: units.get(fold_word(match[0]).strip("."), match[0]), words)
    for each in (words, english):
        if (seconds := _unambiguous(length_words.read_length, each)) is not None:
            return _checked(seconds, shown)
    if (match := _WITH_UNIT.fullmatch(words)) and fold_word(match[2]) not in units:
        raise RowStopped(f"The length {shown} has the unit {match[2]!r}, which is not known.")
    raise CannotStore(f"The length {shown} cannot be read. Write it like 01h 10m.")


def _unambiguous(read: Callable[[str], int | None], words: str) -> Fraction | None:
    """Return the number that a reader makes of words, which has it in parts of one.

    Raises:
        RowStopped: they could be two numbers.
    """
    try:
        number = read(words)
    except WrongUsage as error:
        raise RowStopped(f"The length {sanitize(error.message, one_line=True)}") from None
    return None if number is None else Fraction(number, PARTS_OF_ONE)


def _clock_length(words: str, unit: str, shown: str, unknown_unit: str) -> timedelta:
    """Return the length that is written like a clock: `1:10` is an hour and ten minutes, unless a unit says otherwise.

    Raises:
        RowStopped: its heading has another unit, so that it could be minutes and seconds as well.
        CannotStore: a clock has no such minutes or seconds.
    """
    parts = [int(part) for part in words.split(":")]
    if unknown_unit:
        raise RowStopped(f"The length {shown} has the unit {unknown_unit!r}, which is not known.")
    if len(parts) == 3:
        seconds = CLOCK_UNITS["h:mm:ss"]
    elif unit in ("m", "s"):
        raise RowStopped(f"The length {shown} could be hours and minutes, or minutes and seconds.")
    else:
        seconds = CLOCK_UNITS[unit if unit in ("h:mm", "m:ss") else "h:mm"]
    if any(part > 59 for part in parts[1:]):
        raise CannotStore(f"The length {shown} cannot be read. Write it like 01h 10m.")
    return _checked(Fraction(sum(part * each for part, each in zip(parts, seconds, strict=True))), shown)


def _checked(seconds: Fraction, shown: str) -> timedelta:
    if seconds > LONGEST_READ.total_seconds():
        raise CannotStore(f"The length {shown} cannot be read. Write it like 01h 10m.")
    return timedelta(seconds=int(seconds + Fraction(1, 2)))
