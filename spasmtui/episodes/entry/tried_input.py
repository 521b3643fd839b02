"""Read what a person says they tried: a routine by any of its names, or a remedy of their own in their words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from spasmtui.episodes.entry.own_words import NOTHING, UNKNOWN, empty_if_none, plain_answer, split_list
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
_PICTURES = (range(0x2600, 0xFE00), range(0x1F000, 0x20000))
"""Symbols and emoji, of which one is as good as a word."""


def read_tried(texts: Sequence[str], content: Path, own_routines: Path | None = None) -> tuple[Tried, ...]:
    """Return what the texts name, each remedy once; a single `none` is the answer that there was nothing.

    Each text may be a list, as `split_list` reads one; `own: ` before a text makes the whole of it one remedy.

    Args:
        texts: as typed.
        content: the root of the shipped content.
        own_routines: the folder with the person's own routines; it need not exist.

    Raises:
        WrongUsage: as `read_items` says.
        DataError: the list of places cannot be read.
    """
    index = PlaceIndex(content, own_routines)
    return read_items([item for text in texts for item in _items(sanitize(text, one_line=True), index)], index)


def read_items(items: Sequence[str], index: PlaceIndex) -> tuple[Tried, ...]:
    """Return what the items name, each remedy once; a single `none` is the answer that there was nothing.

    A word for a routine is that routine, and a place the routine that a cramp there begins with, so that the diary
    names what was done. Any other text is a remedy, unless it misspells a routine. `own: ` before it makes it a remedy
    in any case, and what follows a name as in CSV, such as `65 completed`, is what was measured.

    Args:
        items: the items of lists, each for itself.
        index: the words for routines.

    Raises:
        WrongUsage: an item is empty or too long, misspells a routine, or says none beside others.
        DataError: the list of places cannot be read.
    """
    words = [sanitize(item, one_line=True) for item in items]
    if not empty_if_none(words):
        return ()
    found = [_read_one(text, index) for text in words]
    return tuple(
        {each.key if each.seconds is None else str(number): each for number, each in enumerate(found)}.values()
    )


def marked_remedy(remedy: str, index: PlaceIndex) -> str:
    """Return the item that `read_items` reads as a remedy: its words, with the mark where they mean anything else.

    Args:
        remedy: a remedy of the person's own, without its mark.
        index: the words for routines, the person's own too.
    """
    try:
        is_plain = read_items([remedy], index) == (Tried(remedy=remedy),)
    except WrongUsage:
        is_plain = False
    return remedy if is_plain else f"{OWN}{remedy}"


def typed_remedy(remedy: str, index: PlaceIndex) -> str:
    """Return the text that `read_tried` reads as a remedy, as `marked_remedy` does; a list has the mark as well."""
    return marked_remedy(remedy, index) if _items(remedy, index) == (remedy,) else f"{OWN}{remedy}"


def keep_measured(tried: Sequence[Tried], before: Sequence[Tried]) -> tuple[Tried, ...]:
    """Return what was tried, where each that was measured before and is only named again keeps its length and end."""
    measured = {each.key: each for each in before}
    return tuple(
        replace(each, seconds=known.seconds, completed=known.completed)
        if each.seconds is None and each.completed is None and (known := measured.get(each.key))
        else each
        for each in tried
    )


def is_routine(text: str, index: PlaceIndex) -> bool:
    """Return whether a text names a routine; a longer one than any name is looked up nowhere."""
    return len(text) <= LONGEST_TITLE and index.find(text) is not None


def _items(text: str, index: PlaceIndex) -> tuple[str, ...]:
    if text.lower().startswith(OWN.strip()) or parse_measured(text) is not None or is_routine(text, index):
        return (text,)
    return split_list(text, is_known=lambda item: is_routine(item, index)) or (text,)


def _read_one(text: str, index: PlaceIndex) -> Tried:
    if (measured := parse_measured(text)) is not None:
        known = index.find(measured.routine) if measured.routine is not None else None
        return _checked(measured if known is None else replace(measured, routine=known.routine))
    if text.lower().startswith(OWN.strip()):
        return _remedy(text[len(OWN.strip()) :].strip())
    if plain_answer(text) in NOTHING:
        raise WrongUsage(f"{text!r} says that nothing was tried. Give it alone, or leave it out.")
    if plain_answer(text) in UNKNOWN:
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
