"""Versions of a record, and conflicts between devices that did not know of each other's change.

Every line is a version. One that does not count stays in its journal, and going back to it is an edit like any other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from spasmtui.episodes.store.journal.ledger import Ledger
from spasmtui.episodes.store.journal.line import Line
from spasmtui.episodes.store.journal.record_codec import DAYS, EPISODES, Document, Record
from spasmtui.errors import NotFound

_TIMESTAMP_FIELDS = ("updated_at", "schema")
"""Fields in which two versions may differ and still have the same content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One state of a record, as a device wrote it."""

    written_at: datetime
    """In UTC, by that device's clock."""
    device: str
    action: str
    """`added`, `edited`, `deleted`, `taken back`, `made again` or `purged`."""
    record: Record | None
    """None when it was deleted."""
    is_current: bool
    """Whether this is the version that counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A record that devices changed without knowing of each other, and that has not been changed since."""

    table: str
    key: str
    current: Version
    """The version that counts, on every device."""
    others: tuple[Version, ...]
    """The versions with another content."""


def versions(ledger: Ledger, table: str, key: str) -> tuple[Version, ...]:
    """Return every version of a record, the current one last; for a purged record, only its purge."""
    lines = _shown_lines(ledger, table, key)
    return tuple(_version(line, is_first=line is lines[0], is_current=line is lines[-1]) for line in lines)


def find_conflicts(ledger: Ledger) -> Iterator[Conflict]:
    """Yield the episodes and days of which two versions follow the same one.

    A version written in knowledge of another has a greater revision. Two with the same revision therefore did not know
    of each other; the later one counts, and the next change by any device resolves the conflict.
    """
    for winner in ledger.contested():
        if winner.table not in (EPISODES, DAYS) or winner.is_purge:
            continue
        rivals = [line for line in ledger.readable(winner.table, winner.key) if line.rev == winner.rev]
        others = [line for line in rivals if content_of(line) != content_of(winner)]
        if others:
            yield Conflict(
                table=winner.table,
                key=winner.key,
                current=_version(winner, is_first=winner.rev == 1, is_current=True),
                others=tuple(_version(line, is_first=line.rev == 1, is_current=False) for line in others),
            )


def version_document(ledger: Ledger, table: str, key: str, number: int) -> Document | None:
    """Return the document of a version by its number in `versions`, counted from 1; None for a deletion.

    Raises:
        NotFound: there is no such version.
    """
    lines = _shown_lines(ledger, table, key)
    if not 1 <= number <= len(lines) or lines[number - 1].is_purge:
        raise NotFound(f"There is no version {number}. `spasmtui log show {key} --history` lists them.")
    line = lines[number - 1]
    return None if line.is_deletion else line.document()


def _shown_lines(ledger: Ledger, table: str, key: str) -> list[Line]:
    lines = ledger.readable(table, key)
    return lines[-1:] if lines and lines[-1].is_purge else lines


def content_of(line: Line) -> Mapping[str, Any] | None:
    """Return a line's document without timestamps; None for a deletion."""
    return None if line.is_deletion else without_timestamps(line.document())


def without_timestamps(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a document without the fields that differ after every change."""
    return {name: value for name, value in document.items() if name not in _TIMESTAMP_FIELDS}


def _version(line: Line, *, is_first: bool, is_current: bool) -> Version:
    return Version(
        written_at=datetime.fromisoformat(line.at),
        device=line.by,
        action=_act(line, is_first=is_first),
        record=None if line.is_deletion else line.value,
        is_current=is_current,
    )


def _act(line: Line, *, is_first: bool) -> str:
    if line.is_purge:
        return "purged"
    if line.undoes or line.redoes:
        return "undone" if line.undoes else "redone"
    return "deleted" if line.is_deletion else "added" if is_first else "edited"
