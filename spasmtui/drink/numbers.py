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
_READ_GLYPHS = FRACTION_GLYPHS | {"1/5": "⅕", "2/5": "⅖", "3/5": "⅗", "4/5": "⅘", "1/6": "⅙", "5/6": "⅚", "/": "⁄"}
"""Characters that are read, with what they stand for; the last is the fraction slash, U+2044."""

_MAX_CHARACTERS = 40
"""The longest amount that is parsed; Python takes quadratic time for thousands of digits."""
_NUMBER = re.compile(r"(?:(\d+) )?(\d+) ?/ ?(\d+)|(\d*)[.,](\d+)|(\d+)", re.ASCII)
_JOINED_FRACTION = r"^(\d+) ?(?:[-–&+]|and) ?(?=\d+ ?/ ?\d+(?!\d))"
"""A whole number joined to its fraction, as in 1-1/2 and 1 and 1/2."""
_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_NUMBER_WORDS = {word: Fraction(number) for number, word in enumerate(_WORDS) if number} | {
    "a": Fraction(1), "an": Fraction(1),
}  # fmt: skip
_PART_WORDS = {
    "half": Fraction(1, 2), "third": Fraction(1, 3), "thirds": Fraction(1, 3), "quarter": Fraction(1, 4),
    "quarters": Fraction(1, 4), "eighth": Fraction(1, 8), "eighths": Fraction(1, 8),
}  # fmt: skip


def parse_number(text: str) -> Fraction:
    """Parse `4`, `0.75`, `0,75`, `3/4`, `1 1/2`, `1-1/2`, `½`, `1½` or `six` exactly.

    Raises:
        WrongUsage: the text is no number above zero, or has two meanings.
    """
    number, rest = split_number(text)
    if rest:
        raise WrongUsage(f"{text.strip()[:_MAX_CHARACTERS]!r} is not a number. Write it out: 4, 0.75 or 1 1/2.")
    return number


def split_number(text: str) -> tuple[Fraction, str]:
    """Parse the number that a text begins with, and return it with the rest of the text, stripped.

    Raises:
        WrongUsage: the text begins with no number above zero, or the number has two meanings.
    """
    plain = _plain_text(text)
    if len(plain) <= _MAX_CHARACTERS and plain[:1].isalpha() and (spelled := _split_words(plain)):
        return spelled
    match = _NUMBER.match(plain)
    if len(plain) > _MAX_CHARACTERS or match is None:
        raise WrongUsage(f"{text.strip()[:_MAX_CHARACTERS]!r} is not an amount. {_SIGNS.get(plain[:1], _EXAMPLE)}")
    mixed_whole, numerator, denominator, before_point, after_point, whole = match.groups()
    rest = plain[match.end() :].strip()
    if rest[:1] in {"/", ".", ",", "-", "–"} or rest[:1].isdigit():
        raise WrongUsage(f"{text.strip()!r} can be read in more than one way. {_EXAMPLE}")
    if denominator is not None:
        if int(denominator) == 0:
            raise WrongUsage(f"{text.strip()!r} has a zero below the line of the fraction. {_EXAMPLE}")
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
        raise WrongUsage(f"{text.strip()!r} is not above zero. {_EXAMPLE}")
    return _with_half_behind(number, rest)


_EXAMPLE = "Write 750ml, 4g, 1/4 tsp or 1 1/2 cups."
_SIGNS = {"-": "Write an amount above zero, such as 750ml or 4g.", "+": _EXAMPLE}


def _plain_text(text: str) -> str:
    """Return the text with fractions spelled out, single spaces and no full stop at its end."""
    if not text.isascii():
        for written, glyph in _READ_GLYPHS.items():
            if glyph in text:
                text = text.replace(glyph, written if written == "/" else f" {written}")
    plain = " ".join(text.split()).rstrip(".")
    if "/" in plain:
        plain = re.sub(_JOINED_FRACTION, r"\1 ", plain, flags=re.ASCII)
    return plain


def _split_words(plain: str) -> tuple[Fraction, str] | None:
    """Parse a number in words: `a pint`, `half a gallon`, `three quarters of a cup`; None if it begins with none."""
    words = plain.lower().replace("-", " ").split()
    if words[0] in _NUMBER_WORDS:
        number, rest = _NUMBER_WORDS[words[0]], words[1:]
    elif words[0] in _PART_WORDS:
        number, rest = Fraction(1), words
    else:
        return None
    if rest and rest[0] in _PART_WORDS:
        number, rest = number * _PART_WORDS[rest[0]], rest[1:]
        for filler in ("of", "a", "an"):
            if rest[:1] == [filler]:
                rest = rest[1:]
    return _with_half_behind(number, " ".join(rest))


def _with_half_behind(number: Fraction, rest: str) -> tuple[Fraction, str]:
    """Add a part that stands behind the number or the unit: `two and a half cups`, `a cup and a half`."""
    for word in ("half", "quarter"):
        words = f"and a {word}"
        if words in rest:
            before, _, after = rest.partition(words)
            return number + _PART_WORDS[word], f"{before} {after}".strip()
    return number, rest


def rounded(value: Fraction, places: int) -> Fraction:
    """Round to decimal places, half up, and keep the result exact; negative places round to tens and hundreds."""
    units = _rounded_units(value, places)
    return Fraction(units, 10**places) if places >= 0 else Fraction(units * 10**-places)


def rounded_to(value: Fraction, step: int) -> Fraction:
    """Round to a multiple of `step`, half up."""
    return Fraction(_rounded_units(value / step, 0) * step)


def rounded_figure(value: Fraction) -> str:
    """Format a figure without false precision: whole below 20, from there on in steps of 5."""
    return decimal(value) if value < 20 else decimal(rounded_to(value, 5))


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


_has_glyphs = True


def use_glyphs(*, is_ascii: bool) -> None:
    """Write fractions as `1/2` for the rest of the run, or as `½`: for screens whose font may lack it."""
    global _has_glyphs
    _has_glyphs = not is_ascii


def with_glyphs(text: str) -> str:
    """Write `½` for `1/2` in kitchen measures: `1 1/2 cups` becomes `1½ cups`, which parses to the same amount."""
    for written, glyph in FRACTION_GLYPHS.items() if _has_glyphs else ():
        text = re.sub(rf"(?<![\d/])(?:(\d+) )?{written}(?![\d/])", rf"\g<1>{glyph}", text)
    return text
