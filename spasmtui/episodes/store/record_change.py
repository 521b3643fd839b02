"""The next state of a record, and the line that says it, before it is sealed."""

from collections.abc import Sequence
from typing import Any, NamedTuple


class RecordChange(NamedTuple):
    """The next state of a record: a document, or None for its deletion."""

    table: str
    key: str
    document: dict[str, Any] | None
    undoes: str = ""
    """Id of the change that this one takes back."""
    redoes: str = ""
    """Id of the change that this one makes again."""
    settles: tuple[str, ...] = ()
    """Fields whose value the person chose between versions."""
    is_purge: bool = False
    """A purge is a deletion that cannot be undone and that absorbs every other line of the record."""
    value: object = None
    """The record that the document was read as, which spares reading it from its line again."""


def envelope(
    change: RecordChange, at: str, device: str, change_id: str, rev: int, after: Sequence[str]
) -> dict[str, Any]:
    """Return the keys and values of a change's line in their order.

    Args:
        change: the record's next state.
        at: the time of writing.
        device: the device that writes it.
        change_id: the id of all lines that are written as one; empty for a purge.
        rev: the line's revision.
        after: the names of the lines that it follows.
    """
    keys: dict[str, Any] = {"at": at, "table": change.table, "id": change.key, "rev": rev, "by": device}
    if change.is_purge:
        return {**keys, "change": "", "del": True, "purge": True}
    keys["change"] = change_id
    if after:
        keys["after"] = list(after)
    if change.undoes:
        keys["undoes"] = change.undoes
    elif change.redoes:
        keys["redoes"] = change.redoes
    if change.settles:
        keys["settles"] = list(change.settles)
    return {**keys, "del": True} if change.document is None else {**keys, "put": change.document}
