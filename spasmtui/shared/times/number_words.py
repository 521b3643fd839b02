"""Turn the small numbers that people write as words into figures: `two hours`, `half past three`, `twenty-five`."""

import re

from spasmtui.shared.times.typed import compiled

_ONES = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_NUMBERS = {**_ONES, **_TEENS, **_TENS}
_WORD = rf"\b(?:({'|'.join(_TENS)})(?:[- ]({'|'.join(_ONES)}))?|({'|'.join((*_TEENS, *_ONES))}))\b"


def with_figures(text: str) -> str:
    """Return a text in which each number word below a hundred is a figure."""
    lowered = text.lower()
    if not any(word in lowered for word in _NUMBERS):  # most texts have figures, and need no expression
        return text
    return compiled(_WORD).sub(_figure, text)


def _figure(match: re.Match[str]) -> str:
    return str(sum(_NUMBERS[word.lower()] for word in match.groups() if word))
