"""Read what a person says in words of their own: triggers, kinds of day and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.episodes.model.names import word_of
from spasmtui.errors import CannotStore, WrongUsage
from spasmtui.terminal.sanitize import NOTE_LIMIT, sanitize

if TYPE_CHECKING:
    from collections.abc import Sequence

NONE = "none"
"""The word that says alone that there was none."""
WORD_LIMIT = 60
"""The most characters of a trigger or of a day's word."""


def checked_text(text: str, subject: str = "A note") -> str:
    """Return a text of several lines as it is kept: without control characters.

    Raises:
        CannotStore: it is longer than a note may be; the sentence begins with the subject.
    """
    kept = sanitize(text)
    if len(kept) > NOTE_LIMIT:
        raise CannotStore(f"{subject} has at most {NOTE_LIMIT:,} characters; this one has {len(kept):,}. Shorten it.")
    return kept


def read_words(words: Sequence[str]) -> tuple[str, ...]:
    """Return the person's own words, cleaned, each once; `none` alone is the empty answer "there was none".

    Raises:
        WrongUsage: one is empty or too long.
    """
    return clean_words([word_of(word) for word in empty_if_none(words)])


def clean_words(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words cleaned, in lower case, each once.

    Raises:
        WrongUsage: one is empty or too long.
    """
    kept = dict.fromkeys(sanitize(word, one_line=True).lower() for word in words)
    if "" in kept:
        raise WrongUsage("A word is empty. Leave it out, or say none.")
    if any(len(word) > WORD_LIMIT for word in kept):
        raise WrongUsage(f"A word has at most {WORD_LIMIT} characters; put longer text into the note.")
    return tuple(kept)


def empty_if_none(words: Sequence[str]) -> Sequence[str]:
    """Return no words where `none` was said alone: there was none."""
    return () if [word.strip().lower() for word in words] == [NONE] else words
