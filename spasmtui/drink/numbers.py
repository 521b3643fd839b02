"""Exact numbers: read from what a person types, and rounded only to be shown.

Everything between the two is a `Fraction`; a float appears at the edge of JSON alone.
"""

import re
from fractions import Fraction

from spasmtui.errors import WrongUsage

GLYPHS = {
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

_LONGEST = 40
"""Characters a typed amount may have; also keeps digits far below where reading them gets slow."""
_NUMBER = re.compile(r"(?:(\d+) )?(\d+) ?/ ?(\d+)|(\d*)[.,](\d+)|(\d+)", re.ASCII)


def parse_number(text: str) -> Fraction:
    """Read `4`, `0.75`, `0,75`, `3/4`, `1 1/2`, `½` or `1½` exactly.

    Raises:
        WrongUsage: it is no number above zero, or could be read in two ways.
    """
    number, rest = take_number(text)
    if rest:
        raise WrongUsage(f"{text.strip()[:_LONGEST]!r} cannot be read. Write it out: 4, 0.75 or 1 1/2.")
    return number


def take_number(text: str) -> tuple[Fraction, str]:
    """The number a text begins with, and what follows it, stripped.

    Raises:
        WrongUsage: it begins with no number above zero, or the number could be read in two ways.
    """
    plain = _without_glyphs(text)
    found = _NUMBER.match(plain)
    if len(plain) > _LONGEST or found is None:
        raise WrongUsage(f"{text.strip()[:_LONGEST]!r} is not an amount. {_SIGNS.get(plain[:1], _EXAMPLE)}")
    whole, over, under, before, after, plain_whole = found.groups()
    rest = plain[found.end() :].strip()
    if rest[:1] in {"/", ".", ","} or (rest[:1].isdigit()):
        raise WrongUsage(f"{text.strip()!r} can be read in more than one way. {_EXAMPLE}")
    if under is not None:
        if int(under) == 0:
            raise WrongUsage(f"{text.strip()!r} divides by zero. {_EXAMPLE}")
        number = Fraction(int(whole or 0)) + Fraction(int(over), int(under))
    elif after is not None:
        if "," in found.group() and len(after) == 3:
            raise WrongUsage(
                f"{text.strip()!r} can be read in two ways. Write {before or 0}{after} or {before or 0}.{after}."
            )
        number = Fraction(int((before or "0") + after), 10 ** len(after))
    else:
        number = Fraction(int(plain_whole))
    if number <= 0:
        raise WrongUsage(f"{text.strip()!r} is nothing: an amount is above zero.")
    return number, rest


_EXAMPLE = "Write 750ml, 4g, 1/4 tsp or 1 1/2 cups."
_SIGNS = {"-": "An amount is above zero.", "+": _EXAMPLE}


def _without_glyphs(text: str) -> str:
    for written, glyph in GLYPHS.items():
        if glyph in text:
            text = text.replace(glyph, f" {written}")
    return " ".join(text.split())


def rounded(value: Fraction, places: int) -> Fraction:
    """The value rounded to decimal places, half up, still exact; negative places round to tens."""
    steps = _steps(value, places)
    return Fraction(steps, 10**places) if places >= 0 else Fraction(steps * 10**-places)


def decimal(value: Fraction, places: int = 0) -> str:
    """The value in digits with so many decimal places, the ones that say nothing left out: `1.5`, `750`.

    Negative places round to tens and hundreds.
    """
    steps = _steps(value, places)
    if places <= 0:
        return str(steps * 10**-places)
    digits = str(steps).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".")


def _steps(value: Fraction, places: int) -> int:
    """How many tenths, hundredths or whatever the last place is, half up; in whole numbers, which are quick."""
    over, under = value.numerator, value.denominator
    if places >= 0:
        over *= 10**places
    else:
        under *= 10**-places
    return (2 * over + under) // (2 * under)


def with_glyphs(text: str) -> str:
    """A kitchen text with `½` for `1/2`: `1 1/2 cups` becomes `1½ cups`. Reads back as the same amount."""
    for written, glyph in GLYPHS.items():
        text = re.sub(rf"(?<![\d/])(?:(\d+) )?{written}(?![\d/])", rf"\g<1>{glyph}", text)
    return text
