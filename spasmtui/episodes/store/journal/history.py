"""Versions of a record, and conflicts between devices that did not know of each other's change.

Every line is a version. One that does not count stays in its journal, and going back to it is an edit like any other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from spasmtui.episodes.store.journal.ledger import Ledger
from spasmtui.episodes.store.journal.line import Line
from spasmtui.episodes.store.journal.merge import Resolution, without_timestamps
from spasmtui.episodes.store.journal.record_codec import DAYS, EPISODES, Document, Record
from spasmtui.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One state of a record, as a device wrote it."""

    written_at: datetime
    """In UTC, by that device's clock."""
    device: str
    action: str
    """`added`, `edited`, `deleted`, `undone`, `redone`, `merged` or `purged`."""
    record: Record | None
    """None when it was deleted."""
    is_current: bool
    """Whether this is the version that counts."""
    number: int = 0
    """Its place in the record's history, counted from 1."""
    merged_from: tuple[int, ...] = ()
    """The numbers of the versions that a merged one was made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestedField:
    """A field to which devices gave different values without knowing of each other."""

    name: str
    kept: Version
    """The version whose value counts: the latest."""
    others: tuple[Version, ...]
    """One version for each other value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A record that devices changed without knowing of each other, and differently."""

    table: str
    key: str
    current: Version
    """The version that counts, on every device; of a merged record, the latest whose value of a field is kept."""
    others: tuple[Version, ...]
    """The versions with another content."""
    fields: tuple[ContestedField, ...]
    """Empty where one version counts as a whole, such as a deletion."""
    id: str
    """The same for the same conflict on every device and at every start. It has no text of the person's."""


def versions(ledger: Ledger, table: str, key: str) -> tuple[Version, ...]:
    """Return every version of a record, the current one last; for a purged record, only its purge.

    A record that was merged from several versions has itself as a last version, by no device alone.
    """
    lines = _shown_lines(ledger, table, key)
    numbers = _numbers(lines)
    return tuple(
        _version(
            line,
            number,
            is_first=line is lines[0],
            is_current=line is lines[-1],
            merged_from=tuple(numbers[head.raw] for head in _merged_heads(ledger, line)),
        )
        for number, line in enumerate(lines, start=1)
    )


def find_conflicts(ledger: Ledger) -> Iterator[Conflict]:
    """Yield the episodes and days that are in conflict; see `merge`."""
    for resolution in ledger.conflicted():
        if resolution.line.table in (EPISODES, DAYS):
            yield _conflict(ledger, resolution)


def conflict_of(ledger: Ledger, table: str, key: str) -> Conflict | None:
    """Return the conflict of a record, if it is in one."""
    resolution = ledger.resolution(table, key)
    is_conflict = resolution is not None and (resolution.conflicts or resolution.rivals)
    return _conflict(ledger, resolution) if resolution and is_conflict else None


def _conflict(ledger: Ledger, resolution: Resolution) -> Conflict:
    line = resolution.line
    numbers = _numbers(_shown_lines(ledger, line.table, line.key))
    by_field = [each for field in resolution.conflicts for each in field.others]
    others = {each.raw: each for each in (*by_field, *resolution.rivals)}
    # The latest of the lines whose values are kept: a record that was edited since is still theirs in these fields.
    kept = max((field.kept for field in resolution.conflicts), key=lambda each: each.at, default=line)

    def version(each: Line, *, is_current: bool = False) -> Version:
        return _version(each, numbers[each.raw], is_first=each.rev == 1, is_current=is_current)

    return Conflict(
        table=line.table,
        key=line.key,
        current=version(kept, is_current=True),
        others=tuple(version(each) for each in others.values()),
        fields=tuple(
            ContestedField(
                name=field.field, kept=version(field.kept), others=tuple(version(each) for each in field.others)
            )
            for field in resolution.conflicts
        ),
        id=" ".join([line.table, line.key, *sorted({kept.parent_id, *(each.parent_id for each in others.values())})]),
    )


def contested_names(resolution: Resolution) -> tuple[str, ...]:
    """Return the fields in conflict, and those in which versions differ of which one counts as a whole."""
    names = dict.fromkeys(each.field for each in resolution.conflicts)
    if resolution.rivals:
        versions = [content for head in resolution.heads if (content := content_of(head)) is not None]
        every = dict.fromkeys(name for version in versions for name in version)
        names |= dict.fromkeys(
            name for name in every if any(each.get(name) != versions[0].get(name) for each in versions)
        )
    return tuple(names)


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
    winner = ledger.winner(table, key)
    if winner is None or winner.is_purge:
        return [] if winner is None else [winner]
    return [*(line for line in lines if line is not winner), winner]


def _numbers(lines: list[Line]) -> dict[bytes, int]:
    """Return the numbers of a history's lines; a merged line is numbered after those that it shares its bytes with."""
    return {line.raw: number for number, line in reversed([*enumerate(lines, start=1)])}


def _merged_heads(ledger: Ledger, line: Line) -> tuple[Line, ...]:
    """Return the lines that a line which is in no journal was made of."""
    resolution = ledger.resolution(line.table, line.key)
    is_merged = resolution is not None and line is resolution.line and line not in resolution.heads
    return resolution.heads if resolution is not None and is_merged else ()


def content_of(line: Line) -> Mapping[str, Any] | None:
    """Return a line's document without timestamps; None for a deletion."""
    return None if line.is_deletion else without_timestamps(line.document())


def _version(
    line: Line, number: int, *, is_first: bool, is_current: bool, merged_from: tuple[int, ...] = ()
) -> Version:
    return Version(
        written_at=datetime.fromisoformat(line.at),
        device=line.by,
        action="merged" if merged_from else _act(line, is_first=is_first),
        record=None if line.is_deletion else line.value,
        is_current=is_current,
        number=number,
        merged_from=merged_from,
    )


def _act(line: Line, *, is_first: bool) -> str:
    if line.is_purge:
        return "purged"
    if line.undoes or line.redoes:
        return "undone" if line.undoes else "redone"
    return "deleted" if line.is_deletion else "added" if is_first else "edited"
