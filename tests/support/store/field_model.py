"""What several devices' changes of a record come to, worked out from what each device knew when it made them.

The model knows nothing of revisions, of the lines' `after` or of how the program merges. Each change has the set of
changes that its device knew; a value of a field stands until somebody who knew it wrote another.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
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
    steps: frozenset[str] = frozenset()
    """The ids of the changes that it made, took back or made again."""
    settled: frozenset[str] = frozenset()
    """The fields in conflict that the person chose."""
    undone: "Change | None" = None
    """The change that it took back."""
    reopens: frozenset[str] = frozenset()
    """The fields that are in conflict again, because their choice was taken back."""


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
        change: str = "", undoes: str = "", redoes: str = "", settled: frozenset[str] = frozenset(),
        now: Mapping[str, Any] = MappingProxyType({}),
    ) -> Change:  # fmt: skip
        """Take in a change; `now` is the record after it."""
        past = self.closure(number for number in known if self.changes[number].key == key)
        undone = next((each for each in self._of(key, past) if undoes and each.change == undoes), None)
        reopens = self._reopened(undone, undoes, past, now) if undone is not None and kind == "put" else frozenset()
        made = Change(
            len(self.changes), key, device, at, kind, {**writes, **{name: now.get(name) for name in reopens}}, past,
            change, frozenset({change, undoes, redoes} - {""}), settled, undone, reopens,
        )  # fmt: skip
        self.changes.append(made)
        self.by_line[raw] = made
        self.by_key.setdefault(key, []).append(made)
        return made

    def _of(self, key: Key, numbers: Iterable[int]) -> list[Change]:
        return [each for each in self.by_key.get(key, ()) if each.number in numbers]

    def _reopened(self, undone: Change, step: str, past: Iterable[int], now: Mapping[str, Any]) -> frozenset[str]:
        """A choice that is taken back is to be made again, unless somebody wrote the field since."""
        before = self.expected(undone.key, undone.past)
        if before is None:
            return frozenset()
        changes = self._of(undone.key, past)
        return frozenset(
            name
            for name in undone.settled & (undone.settled if before.is_overruled else before.conflicts)
            if now.get(name) == before.values.get(name)
            and all(step in each.steps for each in self._latest(name, changes, self._pasts(changes)))
        )

    def _pasts(self, changes: list[Change]) -> dict[int, frozenset[int]]:
        return {each.number: self._with_equal_roots(each.past, changes) for each in changes}

    def _latest(self, name: str, changes: list[Change], pasts: Mapping[int, frozenset[int]]) -> list[Change]:
        writers = [each for each in changes if each.kind == "put" and name in each.writes]
        return [each for each in writers if not any(each.number in pasts[other.number] for other in writers)]

    def _standing(self, name: str, changes: list[Change], pasts: Mapping[int, frozenset[int]]) -> list[Change]:
        latest = self._latest(name, changes, pasts)
        if len(latest) == 1 and name in latest[0].reopens and latest[0].undone is not None:
            known = latest[0].undone.past
            return self._standing(name, [each for each in changes if each.number in known], pasts)
        return latest

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
        pasts = self._pasts(changes)
        followed = frozenset[int]().union(*pasts.values())
        heads = [each for each in changes if each.number not in followed]
        is_deleted = any(each.kind == "delete" for each in heads)
        is_overruled = is_deleted and any(each.kind == "put" for each in heads)
        puts = [each for each in changes if each.kind == "put"]
        undone = heads[0].undone if len(heads) == 1 and is_deleted else None
        if undone is not None:
            before = self.expected(key, undone.past)
            since = [each for each in changes if each.number not in undone.past]
            is_alone = all(undone.change in each.steps for each in since)
            is_overruled = is_alone and before is not None and before.is_deleted and before.is_overruled
        if len(heads) > 1 and not is_deleted and not any(each.past for each in heads):
            latest = max(heads, key=lambda each: each.at)
            return Expected(is_overruled=any(each.writes != latest.writes for each in heads), values=latest.writes)
        values, conflicts = {}, set()
        for name in {name for each in puts for name in each.writes}:
            standing = self._standing(name, changes, pasts)
            values[name] = max(standing, key=lambda each: each.at).writes[name]
            if any(each.writes[name] != values[name] for each in standing):
                conflicts.add(name)
        return Expected(False, is_deleted, is_overruled, values, frozenset(conflicts))

    def _with_equal_roots(self, past: frozenset[int], changes: list[Change]) -> frozenset[int]:
        """Who knew a record as it was first added knew every equal one: both were read from the same file."""
        roots = [each for each in changes if each.kind == "put" and not each.past]
        known = [each.writes for each in roots if each.number in past]
        return past | {each.number for each in roots if each.writes in known}
