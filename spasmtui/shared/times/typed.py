"""Take what a person typed for a time or a length out of its wrapping: blanks, quotation marks, other keyboards.

What is left is compared with expressions, which are compiled here.
"""

import importlib
import re
from functools import cache

from spasmtui.shared.words.fold import plain_typing

_QUOTES = ("''", '""', "‘’", "“”", "„“", "«»")
"""Marks that stand around an example, and are copied with it."""


def bare_words(text: str) -> str:
    """Return the words of a text with single spaces, and without quotation marks around them.

    Digits of other scripts become ASCII ones, and invisible marks go: `“3am”`, a time from a Japanese keyboard, and a
    date that was copied with a mark for the direction of writing.
    """
    words = " ".join(plain_typing(text).split())
    return words[1:-1].strip() if len(words) > 2 and words[0] + words[-1] in _QUOTES else words


def in_english(words: str) -> str:
    """Return words of a time that are no English ones in English, as `other_languages` has them; others as they are."""
    if not any(map(str.isalpha, words)):
        return words
    english: str = importlib.import_module("spasmtui.shared.times.other_languages").in_english(words)
    return english


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return an expression for words in small or capital letters, compiled when it is first needed.

    To compile every expression of a module when it is imported would take longer than a command may run.
    """
    return re.compile(pattern, re.ASCII | re.IGNORECASE)
