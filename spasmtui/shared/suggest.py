"""Suggest the known word that a mistyped one was meant to be."""

from __future__ import annotations

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


def did_you_mean(word: str, known: Iterable[str], *, cutoff: float = LENIENT) -> str:
    """Return ` Did you mean 'calf'?` with a space before it, or an empty text when nothing is like `word`."""
    found = nearest_word(word, known, cutoff=cutoff)
    return f" Did you mean {found!r}?" if found else ""
