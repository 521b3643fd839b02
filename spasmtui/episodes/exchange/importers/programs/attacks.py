"""Describe the effect of importing the attacks of a headache diary."""

from __future__ import annotations

from collections.abc import Mapping

from spasmtui.episodes.exchange.importers.result import ImportResult
from spasmtui.shared.formats import many
from spasmtui.terminal.sanitize import sanitize

SHOWN_TYPES = 5


def attack_remarks(
    result: ImportResult, types: Mapping[str, int] | None = None, *, without_offset: int = 0
) -> tuple[str, ...]:
    """Return the sentences that a person needs in order to decide whether the attacks belong into this diary.

    Args:
        result: the episodes that were made of the attacks.
        types: the number of attacks by what the person called them, where the program asks that.
        without_offset: the number of attacks whose time has no offset, where the program records one.
    """
    if not result.records:
        return ()
    is_one = len(result.records) == 1
    become, count = ("becomes an episode", "counts as a cramp") if is_one else ("become episodes", "count as cramps")
    headaches = "If they were headaches, do not import the file."
    remarks = [f"{many(len(result.records), 'attack')} {become} without a place and {count}. {headaches}"]
    if types:
        most = sorted(types, key=lambda name: -types[name])[:SHOWN_TYPES]
        named = ", ".join(f"{sanitize(name, one_line=True)} {types[name]}" for name in most)
        remarks.append(f"Types of attacks: {named}.")
    if without_offset:
        were = "1 attack without an offset was" if without_offset == 1 else f"{without_offset} without an offset were"
        remarks.append(f"{were} read as local time.")
    return tuple(remarks)
