"""Exact numbers: parse typed ones, and round only for display.

Every number in between is a `Fraction`; floats appear in JSON alone.
"""

import re
from fractions import Fraction

from spasmtui.errors import WrongUsage

FRACTION_GLYPHS = {
    "1/8": "⅛",
    "1/4": "¼",
    "1/3": "⅓",
    "3/8": "⅜",
    "1/2": "½",
    "5/8": "⅝",
    "2/3": "⅔",
    "3/4": "¾",
    "7/8": "⅞",
}
"""Fractions that have a character of their own."""

_MAX_CHARACTERS = 40
"""The longest amount that is parsed; Python takes quadratic time for thousands of digits."""
_NUMBER = re.compile(r"(?:(\d+) )?(\d+) ?/ ?(\d+)|(\d*)[.,](\d+)|(\d+)", re.ASCII)


def parse_number(text: str) -> Fraction:
    """Parse `4`, `0.75`, `0,75`, `3/4`, `1 1/2`, `½` or `1½` exactly.

    Raises:
        WrongUsage: the text is no number above zero, or has two meanings.
    """
    number, rest = split_number(text)
    if rest:
        raise WrongUsage(f"{text.strip()[:_MAX_CHARACTERS]!r} cannot be read. Write it out: 4, 0.75 or 1 1/2.")
    return number


def split_number(text: str) -> tuple[Fraction, str]:
    """Parse the number that a text begins with, and return it with the rest of the text, stripped.

    Raises:
        WrongUsage: the text begins with no number above zero, or the number has two meanings.
    """
    plain = _replace_glyphs(text)
    match = _NUMBER.match(plain)
    if len(plain) > _MAX_CHARACTERS or match is None:
        raise WrongUsage(f"{text.strip()[:_MAX_CHARACTERS]!r} is not an amount. {_SIGNS.get(plain[:1], _EXAMPLE)}")
    mixed_whole, numerator, denominator, before_point, after_point, whole = match.groups()
    rest = plain[match.end() :].strip()
    if rest[:1] in {"/", ".", ","} or (rest[:1].isdigit()):
        raise WrongUsage(f"{text.strip()!r} can be read in more than one way. {_EXAMPLE}")
    if denominator is not None:
        if int(denominator) == 0:
            raise WrongUsage(f"{text.strip()!r} divides by zero. {_EXAMPLE}")
        number = Fraction(int(mixed_whole or 0)) + Fraction(int(numerator), int(denominator))
    elif after_point is not None:
        if "," in match.group() and len(after_point) == 3:
            digits = before_point or 0
            raise WrongUsage(
                f"{text.strip()!r} can be read in two ways. Write {digits}{after_point} or {digits}.{after_point}."
            )
        number = Fraction(int((before_point or "0") + after_point), 10 ** len(after_point))
    else:
        number = Fraction(int(whole))
    if number <= 0:
        raise WrongUsage(f"{text.strip()!r} is nothing: an amount is above zero.")
    return number, rest


_EXAMPLE = "Write 750ml, 4g, 1/4 tsp or 1 1/2 cups."
_SIGNS = {"-": "An amount is above zero.", "+": _EXAMPLE}


def _replace_glyphs(text: str) -> str:
    for written, glyph in FRACTION_GLYPHS.items():
        if glyph in text:
            text = text.replace(glyph, f" {written}")
    return " ".join(text.split())


def rounded(value: Fraction, places: int) -> Fraction:
    """Round to decimal places, half up, and keep the result exact; negative places round to tens and hundreds."""
    units = _rounded_units(value, places)
    return Fraction(units, 10**places) if places >= 0 else Fraction(units * 10**-places)


def decimal(value: Fraction, places: int = 0) -> str:
    """Format a value with at most `places` decimal places and no trailing zeros: `1.5`, `750`.

    Negative places round to tens and hundreds.
    """
    units = _rounded_units(value, places)
    if places <= 0:
        return str(units * 10**-places)
    digits = str(units).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".")


def _rounded_units(value: Fraction, places: int) -> int:
    """Count units of the last decimal place, rounded half up; in integers, which are faster than fractions."""
    numerator, denominator = value.numerator, value.denominator
    if places >= 0:
        numerator *= 10**places
    else:
        denominator *= 10**-places
    return (2 * numerator + denominator) // (2 * denominator)


def with_glyphs(text: str) -> str:
    """Write `½` for `1/2` in kitchen measures: `1 1/2 cups` becomes `1½ cups`, which parses to the same amount."""
    for written, glyph in FRACTION_GLYPHS.items():
        text = re.sub(rf"(?<![\d/])(?:(\d+) )?{written}(?![\d/])", rf"\g<1>{glyph}", text)
    return text
