"""What several devices' changes of a record come to, worked out from what each device knew when it made them.

The model knows nothing of revisions, of the lines' `after` or of how the program merges. Each change has the set of
changes that its device knew; a value of a field stands until somebody who knew it wrote another.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Key = tuple[str, str]
NOTHING: Any = None
"""The value of a field that a record lacks."""


@dataclass(frozen=True, eq=False)
class Change:
    """An acknowledged change of a record."""

    number: int
    key: Key
    device: str
    at: str
    kind: str
    """`put`, `delete` or `purge`."""
    writes: Mapping[str, Any]
    """The fields that the person changed, with their new values; all of them where the record was added."""
    past: frozenset[int]
    """The changes that the device knew, and those that were known to whoever made them."""
    change: str = ""
    """The id that the program gave the change."""


@dataclass(frozen=True)
class Expected:
    """What all devices must show of a record."""

    is_purged: bool = False
    is_deleted: bool = False
    is_overruled: bool = False
    """Whether a change as a whole is hidden whose maker did not know of another: one beside a deletion, or a record
    that was added twice with different values."""
    values: Mapping[str, Any] = field(default_factory=dict)
    conflicts: frozenset[str] = frozenset()


class FieldModel:
    """Every change of every record."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.by_line: dict[bytes, Change] = {}
        self.by_key: dict[Key, list[Change]] = {}

    def add(
        self, raw: bytes, key: Key, device: str, at: str, kind: str, writes: Mapping[str, Any], known: Iterable[int],
        change: str = "",
    ) -> Change:  # fmt: skip
        past = self.closure(number for number in known if self.changes[number].key == key)
        made = Change(len(self.changes), key, device, at, kind, dict(writes), past, change)
        self.changes.append(made)
        self.by_line[raw] = made
        self.by_key.setdefault(key, []).append(made)
        return made

    def closure(self, known: Iterable[int]) -> frozenset[int]:
        """Add what the makers of these changes knew: their changes were made on top of it."""
        known = frozenset(known)
        return known.union(*(self.changes[number].past for number in known))

    def expected(self, key: Key, known: Iterable[int]) -> Expected | None:
        """Return what a device must show that knows these changes; None when it knows none of this record."""
        numbers = self.closure(known)
        changes = [each for each in self.by_key.get(key, ()) if each.number in numbers]
        if not changes:
            return None
        if any(each.kind == "purge" for each in changes):
            return Expected(is_purged=True)
        pasts = {each.number: self._with_equal_roots(each.past, changes) for each in changes}
        followed = frozenset[int]().union(*pasts.values())
        heads = [each for each in changes if each.number not in followed]
        is_deleted = any(each.kind == "delete" for each in heads)
        is_overruled = is_deleted and any(each.kind == "put" for each in heads)
        puts = [each for each in changes if each.kind == "put"]
        if len(heads) > 1 and not is_deleted and not any(each.past for each in heads):
            latest = max(heads, key=lambda each: each.at)
            return Expected(is_overruled=any(each.writes != latest.writes for each in heads), values=latest.writes)
        values, conflicts = {}, set()
        for name in {name for each in puts for name in each.writes}:
            writers = [each for each in puts if name in each.writes]
            standing = [each for each in writers if not any(each.number in pasts[other.number] for other in writers)]
            values[name] = max(standing, key=lambda each: each.at).writes[name]
            if any(each.writes[name] != values[name] for each in standing):
                conflicts.add(name)
        return Expected(False, is_deleted, is_overruled, values, frozenset(conflicts))

    def _with_equal_roots(self, past: frozenset[int], changes: list[Change]) -> frozenset[int]:
        """Who knew a record as it was first added knew every equal one: both were read from the same file."""
        roots = [each for each in changes if each.kind == "put" and not each.past]
        known = [each.writes for each in roots if each.number in past]
        return past | {each.number for each in roots if each.writes in known}
