"""Say what keeps a draft from being a routine, by the rules that hold for every routine of the person's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spasmtui.relief.editor.draft import Draft
from spasmtui.relief.routines.skin_rules import FieldFault
from spasmtui.relief.routines.user_files import CannotUse, build_own
from spasmtui.shared.places import PLACES
from spasmtui.shared.plain_letters import plain_letters

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from spasmtui.relief.routines.model import Routine

LONGEST_ID = 40
_PLAIN = (
    ("Input should be less than or equal to ", "at most "),
    ("Input should be greater than or equal to ", "at least "),
    ("Input should be a valid integer", "a whole number"),
    ("Input should be a valid string", "a text"),
    ("Input should be ", ""),
)
"""The beginnings of pydantic's sentences on numbers, texts and words out of a list."""
_WORDS = {"title": "A routine needs a title.", "say": "A step says what to do.", "steps": "A routine needs a step."}


def find_fault(
    draft: Draft, routine_id: str, shipped: Callable[[str], Routine | None], content: Path
) -> FieldFault | None:
    """Return the first thing that keeps a draft from being a routine; None where it is one.

    Args:
        draft: the routine as it is written so far.
        routine_id: the id that it has or will have.
        shipped: returns the shipped routine of an id, or None.
        content: the root of the shipped content.
    """
    document = draft.document()
    for name, sentence in (("title", _WORDS["title"]), ("steps", _WORDS["steps"])):
        if not document[name]:
            return FieldFault((name,), sentence)
    for number, within in draft.rows():
        step = draft.step((number, within))
        if step is not None and not step.say.strip():
            where = ("steps", number) if within is None else ("steps", number, "steps", within)
            return FieldFault((*where, "say"), _WORDS["say"])
    try:
        build_own(document, routine_id, shipped, content)
    except CannotUse as fault:
        sentence = fault.sentence if fault.where or fault.is_harmful else f"It cannot be used{fault.sentence}"
        return FieldFault(fault.where, _said_plainly(sentence))
    return None


def _said_plainly(sentence: str) -> str:
    """Return a sentence of pydantic in our words; another one as it is."""
    for beginning, words in _PLAIN:
        if sentence.startswith(beginning):
            return f"It must be {words}{sentence[len(beginning) :]}"
    return sentence


def id_for(title: str, taken: Collection[str]) -> str:
    """Return an id for a title: its words in plain letters, with a number where that is taken or is a place."""
    words = re.findall(r"[a-z0-9]+", plain_letters(title).lower())
    base = "-".join(words)[:LONGEST_ID].strip("-") or "routine"
    number, found = 1, base
    while found in taken or found in PLACES:
        number += 1
        found = f"{base}-{number}"
    return found
