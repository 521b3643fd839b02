"""Read what a person says in words of their own, and lists of it: triggers, kinds of day and notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spasmtui.episodes.model.names import word_of
from spasmtui.errors import CannotStore, WrongUsage
from spasmtui.terminal.sanitize import NOTE_LIMIT, sanitize

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NONE = "none"
"""The word that says alone that there was none."""
NOTHING = frozenset({
    NONE, "nothing", "no", "nope", "nil", "nein", "nichts", "keine", "keiner", "non", "rien", "aucun", "aucune", "nada",
    "ninguno", "ninguna",
})  # fmt: skip
"""Words that say so too, in the languages of tables."""
UNKNOWN = frozenset({"unknown", "n/a", "na", "null", "not sure", "don't know", "yes", "true", "false", "not recorded"})
"""Words that say neither what there was nor that there was none."""
WORD_LIMIT = 60
"""The most characters of a trigger or of a day's word."""
TRIGGERS = (
    "effort", "heat", "little-drink", "long-sitting", "long-standing", "awkward-position", "stress", "alcohol",
    "new-medicine", "period", "ill",
)  # fmt: skip
"""Triggers that are offered (fact L11); a person may add words of their own."""
SEPARATORS = ",;|\n"
"""What stands between the items of a list: people type commas and semicolons, files have bars and lines as well."""
_QUOTED = r'"((?:[^"]|"")*)"|“([^”]*)”|„([^“”]*)[“”]|«([^»]*)»'
_ITEM = rf"\s*(?:{_QUOTED})\s*(?=[{SEPARATORS}]|\Z)|[^{SEPARATORS}]+"
_OPENING = ('"', "“", "„", "«")
_AND = r"\s+(?:and|&|\+)\s+"


def split_list(text: str, *, is_known: Callable[[str], object] | None = None) -> tuple[str, ...]:
    """Split a list that a person typed, or that a cell of a table has, into its items, cleaned, each once.

    `walking, cold` and `walking; cold` are two items. An item in quotation marks keeps its separators, and has a mark
    of its own doubled: `"salt, lime"; ice` is two. `and` divides an item only where each part is known by itself,
    since nothing else tells: `heat and effort` is two triggers, `salt and vinegar` is one remedy.

    Args:
        text: the list.
        is_known: takes a part, and says that it is a thing of its own; None divides at no `and`.
    """
    if text.isalnum():  # to compile the expression takes longer than a command may run
        return (text,)
    items: dict[str, None] = {}
    for match in re.finditer(_ITEM, text):
        quoted = next((each for each in match.groups() if each is not None), None)
        item = sanitize(match[0] if quoted is None else quoted.replace('""', '"'), one_line=True).strip()
        items |= dict.fromkeys((item,) if quoted is not None or is_known is None else _divided(item, is_known))
    return tuple(item for item in items if item)


def _divided(item: str, is_known: Callable[[str], object]) -> Sequence[str]:
    parts = re.split(_AND, item)
    return parts if len(parts) > 1 and not is_known(item) and all(map(is_known, parts)) else (item,)


def split_words(texts: Sequence[str], *, is_known: Callable[[str], object]) -> list[str]:
    """Return the items of several texts, each of which may be a list; an empty text stays, to be refused."""
    return [item for text in texts for item in split_list(text, is_known=is_known) or (text,)]


def quoted_item(item: str, *, is_known: Callable[[str], object] | None = None) -> str:
    """Return an item as it stands in a list: in quotation marks where `split_list` would read another without."""
    is_plain = item[:1] not in _OPENING and split_list(item, is_known=is_known) == (item,)
    doubled = item.replace('"', '""')
    return item if is_plain else f'"{doubled}"'


def is_trigger(name: str) -> bool:
    """Return whether a word is one of the triggers that are offered, or the name of one."""
    return word_of(name.lower()) in TRIGGERS


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
        WrongUsage: one is empty or too long, or says none beside others, or says nothing at all.
    """
    said = empty_if_none(words)
    check_words(said)
    return clean_words([word_of(word) for word in said])


def check_words(words: Sequence[str]) -> None:
    """Check that each of several words says what there was.

    Raises:
        WrongUsage: one says none beside others, or says nothing at all.
    """
    for word in words:
        if plain_answer(word) in NOTHING:
            raise WrongUsage(f"{word!r} says that there was none. Give it alone, or leave it out.")
        if plain_answer(word) in UNKNOWN:
            raise WrongUsage(f"{word!r} does not say what there was. Type a few words of your own, or none.")


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
    """Return no words where one of `NOTHING` was said alone: there was none."""
    return () if len(words) == 1 and plain_answer(words[0]) in NOTHING else words


def plain_answer(text: str) -> str:
    """Return a text in small letters and without marks around it, as `NOTHING` and `UNKNOWN` have it."""
    return text.lower().replace("’", "'").strip(" .!")
