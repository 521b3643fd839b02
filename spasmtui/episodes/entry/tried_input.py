"""Read what a person says they tried: a routine by any of its names, or a remedy of their own in their words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from spasmtui.episodes.entry.own_words import NONE
from spasmtui.episodes.model.episode import OWN, Tried
from spasmtui.episodes.model.tried_text import parse_measured
from spasmtui.errors import WrongUsage
from spasmtui.shared.places import PlaceIndex
from spasmtui.terminal.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

REMEDY_LIMIT = 100
"""The most characters of a remedy that is typed."""
LONGEST_TITLE = 80
"""The most characters that are looked up: no routine's name is longer."""
NOTHING = frozenset({NONE, "nothing", "no", "nope", "nil", "nichts", "keine", "rien", "nada"})
"""Words that say alone that nothing was tried."""
UNKNOWN = frozenset({"unknown", "n/a", "na", "null", "not sure", "don't know", "yes", "true", "false", "not recorded"})
"""Words that say neither what was tried nor that nothing was."""
_PICTURES = (range(0x2600, 0xFE00), range(0x1F000, 0x20000))
"""Symbols and emoji, of which one is as good as a word."""


def read_tried(
    texts: Sequence[str], content: Path, own_routines: Path | None = None, *, index: PlaceIndex | None = None
) -> tuple[Tried, ...]:
    """Return what the texts name, each remedy once; a single `none` is the answer that there was nothing.

    A word for a routine is that routine, and a place the routine that a cramp there begins with, so that the diary
    names what was done; so is each of a list with commas. Any other text is a remedy, unless it misspells a routine, or
    is a list with a routine in it. `own: ` before it makes it a remedy in any case, and what follows a name as in CSV,
    such as `65 completed`, is what was measured.

    Args:
        texts: as typed.
        content: the root of the shipped content.
        own_routines: the folder with the person's own routines; it need not exist.
        index: the words for routines, where many texts are read; it names the folders itself.

    Raises:
        WrongUsage: a text is empty or too long, misspells a routine, says none beside others, or could be a list.
        DataError: the list of places cannot be read.
    """
    words = [sanitize(text, one_line=True) for text in texts]
    if len(words) == 1 and _plain(words[0]) in NOTHING:
        return ()
    index = index or PlaceIndex(content, own_routines)
    found = [each for text in words for each in _read_text(text, index)]
    return tuple(
        {each.key if each.seconds is None else str(number): each for number, each in enumerate(found)}.values()
    )


def typed_remedy(remedy: str, index: PlaceIndex) -> str:
    """Return the text that `read_tried` reads as a remedy: its words, with the mark where they mean anything else.

    Args:
        remedy: a remedy of the person's own, without its mark.
        index: the words for routines, the person's own too.
    """
    try:
        read = _read_text(remedy, index)
    except WrongUsage:
        read = ()
    return remedy if read == (Tried(remedy=remedy),) and _plain(remedy) not in NOTHING else f"{OWN}{remedy}"


def keep_measured(tried: Sequence[Tried], before: Sequence[Tried]) -> tuple[Tried, ...]:
    """Return what was tried, where each that was measured before and is only named again keeps its length and end."""
    measured = {each.key: each for each in before}
    return tuple(
        replace(each, seconds=known.seconds, completed=known.completed)
        if each.seconds is None and each.completed is None and (known := measured.get(each.key))
        else each
        for each in tried
    )


def _read_text(text: str, index: PlaceIndex) -> tuple[Tried, ...]:
    """Return what a text names: several routines where it is a list of nothing else.

    Raises:
        WrongUsage: as `read_tried` says.
    """
    parts = [part for part in re.split(r"\s*[,;]\s*", text) if part]
    is_marked = text.lower().startswith(OWN.strip()) or parse_measured(text) is not None
    if len(parts) < 2 or is_marked or len(text) > LONGEST_TITLE or index.find(text) is not None:
        return (_read_one(text, index),)
    routines = [index.find(part) for part in parts]
    if all(routines):
        return tuple(_read_one(part, index) for part in parts)
    if any(routines):
        raise WrongUsage(
            f"{text!r} could be one remedy or several. Name each by itself, or write {f'{OWN}{text}'!r} for a remedy "
            "of your own."
        )
    return (_read_one(text, index),)


def _plain(text: str) -> str:
    return text.lower().replace("’", "'").strip(" .!")


def _read_one(text: str, index: PlaceIndex) -> Tried:
    if (measured := parse_measured(text)) is not None:
        known = index.find(measured.routine) if measured.routine is not None else None
        return _checked(measured if known is None else replace(measured, routine=known.routine))
    if text.lower().startswith(OWN.strip()):
        return _remedy(text[len(OWN.strip()) :].strip())
    if _plain(text) in NOTHING:
        raise WrongUsage(f"{text!r} says that nothing was tried. Give it alone, or leave it out.")
    if _plain(text) in UNKNOWN:
        raise WrongUsage(f"{text!r} does not say what was tried. Type a routine, a few words of your own, or none.")
    if len(text) > LONGEST_TITLE:
        return _remedy(text)
    if (target := index.find(text)) is not None:
        return Tried(routine=target.routine)
    if hint := index.suggest(text, has_titles=True):
        raise WrongUsage(
            f"{text!r} is not a routine.{hint} For a remedy of your own by this name, write {f'{OWN}{text}'!r}."
        )
    return _remedy(text)


def _remedy(words: str) -> Tried:
    if not any(letter.isalnum() or any(ord(letter) in pictures for pictures in _PICTURES) for letter in words):
        raise WrongUsage(f"{words!r} names nothing that was tried. Type a routine, a few words of your own, or none.")
    return _checked(Tried(remedy=words))


def _checked(tried: Tried) -> Tried:
    if tried.remedy is not None and len(tried.remedy) > REMEDY_LIMIT:
        raise WrongUsage(
            f"A remedy has at most {REMEDY_LIMIT} characters; this one has {len(tried.remedy)}. "
            "Put longer text into the note."
        )
    return tried
