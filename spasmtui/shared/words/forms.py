"""Split text into words, reduce a word to its stem, and tell a misspelling from another word. Imports nothing slow."""

from __future__ import annotations

from spasmtui.shared.plain_letters import plain_letters

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

BOUNDARY = "."
"""The token for the end of a clause: a full stop, comma, colon, question or exclamation mark, or a new line."""
_MARKS = frozenset(".,;:!?\n")
_APOSTROPHES = "'’‘`´"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Characters that no person sees, which text that was copied from a web page may hold inside a word."""
_DASHES = "-–—_/"
_ENDINGS = ("ings", "ing", "ies", "ied", "ly", "ed", "s")


def split_words(text: str) -> list[str]:
    """Split text into words in lower case without accents and apostrophes, with `BOUNDARY` between clauses.

    A decimal point inside a number is no boundary: `38.5` is the two words `38` and `5`.
    """
    text = text.casefold()
    if not text.isascii():
        text = plain_letters("".join(letter for letter in text if letter not in _INVISIBLE))
    spaced: list[str] = []
    for place, letter in enumerate(text):
        if letter.isalnum():
            spaced.append(letter)
        elif letter in _MARKS and not (letter == "." and text[place + 1 : place + 2].isdigit()):
            spaced.append(f" {BOUNDARY} ")
        elif letter not in _APOSTROPHES:
            spaced.append(" ")
    return "".join(spaced).split()


def stem(word: str) -> str:
    """Strip a word's usual endings where at least three letters remain: `aches`, `aching` and `ache` are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word.removesuffix(ending)
            break
    if len(word) > 3 and word[-1] in "eiy":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


def is_misspelling(typed: str, meant: str) -> bool:
    """Return whether few slips of the finger lead from one word to the other, for its length.

    A slip is a letter too many, too few or wrong, or two neighbours exchanged: one in a word of four to seven letters,
    two in a longer one, and in a shorter one none. The first letter is right, or exchanged with the second.
    """
    shortest = min(len(typed), len(meant))
    most = 0 if shortest < 3 or max(len(typed), len(meant)) < 4 else 1 if shortest < 7 else 2
    if abs(len(typed) - len(meant)) > most or not most:
        return False
    if typed[0] != meant[0] and typed[:2] != meant[1::-1]:
        return False
    return slips_between(typed, meant, most) <= most


def slips_between(one: str, other: str, most: int) -> int:
    """Count the slips between two words (optimal string alignment); `most` + 1 stands for any greater number."""
    beyond, width = most + 1, len(other)
    before: list[int] = []
    row = [min(slips, beyond) for slips in range(width + 1)]
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [beyond] * (width + 1)
        row[0] = min(i, beyond)
        # Farther from the diagonal there are more slips than `most` in any case.
        for j in range(max(1, i - most), min(width, i + most) + 1):
            least = before[j - 1]
            if letter != other[j - 1]:
                least = min(least, before[j], row[j - 1]) + 1
                if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == other[j - 1]:
                    least = min(least, last[j - 2] + 1)
            row[j] = least
        if min(row) > most:
            return beyond
    return min(row[-1], beyond)


def misspelled_word(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` misspells by one or two slips of the finger, or None.

    For words of the body: `knee` is not far from `neck`, so the caller first leaves out every real word.
    """
    most = 0 if len(word) < 3 else 1 if len(word) == 3 else 2
    near = [name for name in known if most and abs(len(name) - len(word)) <= most < len(name)]
    ranked = [
        (slips, name[0] != word[0], sorted(name) != sorted(word), name)
        for name in near
        if (slips := slips_between(word, name, most)) <= most
    ]
    return min(ranked)[3] if ranked else None
