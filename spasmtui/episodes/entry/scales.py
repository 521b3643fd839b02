"""Read a rating of any scale as a whole number from 0 to 10, where that is exact; it is never rounded."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from spasmtui.errors import CannotStore
from spasmtui.shared.times.typed import bare_words
from spasmtui.terminal.sanitize import quoted

HIGHEST = 10
_NUMBER = r"\d{1,6}(?:[.,]\d{1,20})?"
_RATING = re.compile(rf"({_NUMBER})\s*(?:(?:/|out of|of|von|sur|de)\s*(\d{{1,4}})|(%))?", re.ASCII | re.IGNORECASE)
_PERCENT = frozenset({"%", "percent", "per cent", "prozent", "pour cent", "por ciento"})
_RANGE = re.compile(r"\D*?(\d{1,4})\s*(?:[-–—−]|to|bis|à|a|\.\.+)\s*(\d{1,4})\D*", re.IGNORECASE)
_ENDS = re.compile(r"\D*?(\d{1,4})\s*=[^\d=]*(\d{1,4})\s*=\D*")
_OF = re.compile(r"\D*?(?:/|out of|of|von|sur|max\.?|up to)\s*(\d{1,4})\D*", re.IGNORECASE)


class Scale(NamedTuple):
    """The lowest and the highest number of a rating."""

    lowest: int
    highest: int

    def __str__(self) -> str:
        """Return the scale as people write it: `0-10`."""
        return f"{self.lowest}-{self.highest}"


DIARY_SCALE = Scale(0, HIGHEST)


class Rating(NamedTuple):
    """A number from 0 to 10, and the other scale it was converted from."""

    score: int
    converted_from: Scale | None = None


def parse_scale(text: str) -> Scale | None:
    """Parse the scale in a heading, as `0-5`, `1 to 10`, `%` or `0 = none, 10 = worst`; None without one."""
    if text.strip().lower() in _PERCENT:
        return Scale(0, 100)
    if match := _RANGE.fullmatch(text) or _ENDS.fullmatch(text):
        lowest, highest = int(match[1]), int(match[2])
        return Scale(lowest, highest) if lowest < highest else None
    if match := _OF.fullmatch(text):
        return Scale(0, int(match[1])) if int(match[1]) > 0 else None
    return None


def read_rating(text: str, scale: Scale = DIARY_SCALE) -> Rating:
    """Read a rating such as `7`, `7/10`, `3/5` or `70%`; a scale in the cell itself counts before the column's.

    Another scale is converted only where the result is exact: 3 of 5 is 6 of 10, and 2 of 3 is nothing whole. The
    numbers of a scale from 1 to 10 are those of 0 to 10.

    Raises:
        CannotStore: it is no rating, lies outside its scale, or does not come out whole.
    """
    shown = quoted(text)
    match = _RATING.fullmatch(bare_words(text))
    if match is None:
        raise CannotStore(f"{shown} is not a whole number from 0 to {HIGHEST}.")
    value = Fraction(match[1].replace(",", "."))
    if match[3]:
        scale = Scale(0, 100)
    elif match[2]:
        own = Scale(0, int(match[2]))
        scale = scale if scale.highest == own.highest else own
    if scale.highest <= 0 or not scale.lowest <= value <= scale.highest:
        if scale == DIARY_SCALE:
            raise CannotStore(f"{shown} is not a whole number from 0 to {HIGHEST}.")
        raise CannotStore(f"{shown} lies outside its scale, {scale.lowest} to {scale.highest}.")
    if scale.highest == HIGHEST and scale.lowest in (0, 1):
        converted, is_same = value, True
    elif scale.lowest == 0:
        converted, is_same = value * HIGHEST / scale.highest, False
    else:
        raise CannotStore(
            f"{shown} on a scale from {scale.lowest} to {scale.highest} has no exact place on the diary's, "
            f"0 to {HIGHEST}."
        )
    if converted.denominator != 1:
        if is_same:
            raise CannotStore(f"{shown} is not a whole number from 0 to {HIGHEST}, and nothing is rounded.")
        raise CannotStore(
            f"{shown} on a scale from 0 to {scale.highest} is not a whole number from 0 to {HIGHEST}, and nothing is "
            "rounded."
        )
    return Rating(int(converted), None if is_same else scale)
