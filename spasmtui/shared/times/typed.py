"""Take what a person typed for a time or a length out of its wrapping: blanks, quotation marks, other keyboards."""

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
