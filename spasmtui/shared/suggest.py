"""Suggest the known word that a mistyped one was meant to be."""

from __future__ import annotations

from spasmtui.shared.words.forms import slips_between

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

LENIENT = 0.5
"""For short lists of long names, such as commands and places."""
STRICT = 0.6
"""For lists in which much looks alike, such as ingredients."""


def nearest_word(word: str, known: Iterable[str], *, cutoff: float = LENIENT) -> str | None:
    """Return the known word most like `word`, or None when none is at least `cutoff` alike (0 to 1)."""
    import difflib  # noqa: PLC0415 -- only a mistyped word needs it

    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=cutoff)), None)


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


def did_you_mean(word: str, known: Iterable[str], *, cutoff: float = LENIENT) -> str:
    """Return ` Did you mean 'calf'?` with a space before it, or an empty text when nothing is like `word`."""
    found = nearest_word(word, known, cutoff=cutoff)
    return f" Did you mean {found!r}?" if found else ""
