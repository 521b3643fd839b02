"""Merge the lines of one record: find which of them follow which, and the value of each field of concurrent ones.

A line follows those that it names in `after`, and all that these follow. Lines that nothing follows are the heads. One
head is the record. Several heads were written without knowledge of each other: a field that was changed on one side
alone is taken from that side; of a field that was changed differently on both the later value is kept, and a conflict
is reported until somebody changes the field or chooses. A deletion counts before concurrent edits, and is reported.
Who undoes a choice has the conflict reported again.

All of it is a pure function of the set of lines. Devices that have the same lines show the same record.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spasmtui.episodes.store.journal.line import Line
from spasmtui.episodes.store.number_sets import as_set, least, numbers_in, union_of_groups

TIMESTAMP_FIELDS = ("updated_at", "schema", "device")
"""Fields in which two versions may differ and still have the same content: when and where it was written down."""

_ABSENT: Any = object()
"""The value of a field that a document lacks."""

_Contested = Mapping[str, tuple[int, ...]]
"""The fields in conflict, each with the numbers of the lines whose values stand."""


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that concurrent lines gave different values."""

    field: str
    kept: Line
    """The line whose value counts: the latest."""
    others: tuple[Line, ...]
    """The latest line of each other value."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The record that a set of lines makes."""

    line: Line
    """The line that counts: a head, or a line that is in no journal and holds the merged document."""
    heads: tuple[Line, ...]
    """The lines that nothing follows."""
    conflicts: tuple[FieldConflict, ...] = ()
    rivals: tuple[Line, ...] = ()
    """Heads that the line that counts overrules as a whole: edits beside a deletion, versions of an earlier program."""


class LineGraph:
    """The readable lines of a record that has no purge, and which of them each follows."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines = sorted(lines, key=lambda line: line.rank)
        # Sets of lines are the bits of an integer: there may be thousands of lines, and sets of sets of them.
        self._followed = self._follow_names()
        self._documents = [None if line.is_deletion else line.document() for line in self.lines]
        self._puts = as_set(number for number, document in enumerate(self._documents) if document is not None)
        in_time = sorted(range(len(self.lines)), key=lambda number: _time_of_writing(self.lines[number]))
        self._time = dict(zip(in_time, range(len(in_time)), strict=True)).__getitem__
        self._undone_lines = self._lines_undone()
        self._join_equal_roots()
        self._written: list[dict[str, Any]] = []
        self._writers: dict[str, int] = {}
        """The lines that wrote a field."""
        self._contested: list[_Contested] = []
        """For each line the fields in conflict after it."""
        self._reopened: list[dict[str, int]] = []
        self._merged: dict[int, tuple[Mapping[str, Any], _Contested]] = {}
        self._latest: dict[str, tuple[int, tuple[int, ...]]] = {}
        """The latest answer of `_latest_writers` for each field, with the lines that it was made of."""
        for number, line in enumerate(self.lines):
            written, contested = self._effect(number, line)
            reopened = self._reopens(number, line)
            for name in reopened:
                written[name] = _get(self._documents[number] or {}, name)
            itself = 1 << number
            for name in written:
                self._writers[name] = self._writers.get(name, 0) | itself
            self._written.append(written)
            self._reopened.append(reopened)
            if reopened:
                # The line itself is the latest writer of these fields.
                again = {name: self._last_writers(name, before) for name, before in reopened.items()}
                contested = {**contested, **again}
            self._contested.append(contested)

    def heads(self) -> list[Line]:
        """Return the lines that no other follows."""
        return [self.lines[number] for number in self._heads_in(self._everything)]

    def others_since(self, line: Line) -> list[Line]:
        """Return the lines by other devices that a line's undo would take something from: values of its fields.

        Of a first line, or a deletion, that is every line which it did not follow.
        """
        number = self.lines.index(line)
        if not self._puts & self._followed[number]:
            since = numbers_in(self._everything & ~self._followed[number])
        else:
            fields = [field for field in self._written[number] if field not in TIMESTAMP_FIELDS]
            since = sorted({each for field in fields for each in self._latest_writers(field, self._puts)})
        return [self.lines[each] for each in since if self.lines[each].by != line.by]

    def document_without(self, line: Line) -> dict[str, Any] | None:
        """Return the document of all lines with what one of them changed taken back; None for a deletion.

        What other devices changed in other fields stays, whether they deleted the record or not.
        """
        number = self.lines.index(line)
        followed = self._followed[number]
        if not line.is_deletion:
            heads = self._heads_in(followed) if followed else []
            if not heads or any(self._documents[head] is None for head in heads):
                return None
        document = dict(self._merge(self._puts)[0])
        before = self._merge(self._puts & followed)[0]
        for field in self._written[number]:
            _set(document, field, _get(before, field))
        return document

    def document_with(self, line: Line) -> dict[str, Any] | None:
        """Return the document of all lines with what one of them changed made again; None for a deletion."""
        if line.is_deletion:
            return None
        document = dict(self._merge(self._puts)[0])
        for field, value in self._written[self.lines.index(line)].items():
            _set(document, field, value)
        return document

    def resolve(self, is_record: Callable[[Line], bool]) -> Resolution:
        """Return the record of all lines.

        Args:
            is_record: returns whether the document of a line is a valid record. Fields that are each valid may not fit
                together; then the latest head counts as a whole.
        """
        heads = self.heads()
        if len(heads) > 1 and not any(line.is_deletion for line in heads) and any(line.after for line in heads):
            return self._merge_heads(heads, is_record)
        deletions = [line for line in heads if line.is_deletion]
        old = all(not line.after for line in heads)
        winner = max(heads, key=lambda line: line.rank) if old else max(deletions or heads, key=_time_of_writing)
        content = _content(winner)
        rivals = [line for line in heads if line is not winner and _content(line) != content]
        rivals = rivals or self._rivals_again(winner)
        contested = self._contested[self.lines.index(winner)] if len(heads) == 1 and not deletions else {}
        return Resolution(winner, tuple(heads), self._conflicts(contested), tuple(rivals))

    def _merge_heads(self, heads: list[Line], is_record: Callable[[Line], bool]) -> Resolution:
        document, contested = self._merge(self._puts)
        top = max(heads, key=_time_of_writing)
        line = top
        if document != top.document():
            line = Line(
                top.raw, top.at, top.table, top.key, max(each.rev for each in heads), top.by, top.change,
                put=json.dumps(document, ensure_ascii=False).encode(),
            )  # fmt: skip
            if not is_record(line):
                return Resolution(top, tuple(heads), (), tuple(each for each in heads if each is not top))
        return Resolution(line, tuple(heads), self._conflicts(contested))

    def _conflicts(self, contested: _Contested) -> tuple[FieldConflict, ...]:
        conflicts = []
        for field, numbers in sorted(contested.items()):
            if field in TIMESTAMP_FIELDS:
                continue
            latest: dict[Any, int] = {}
            for number in sorted(numbers, key=self._time, reverse=True):
                latest.setdefault(_identity(_get(self._documents[number] or {}, field)), number)
            kept, *others = (self.lines[number] for number in latest.values())
            conflicts.append(FieldConflict(field, kept, tuple(others)))
        return tuple(conflicts)

    @property
    def _everything(self) -> int:
        return (1 << len(self.lines)) - 1

    def _follow_names(self) -> list[int]:
        """Return for each line the lines that it follows, directly or through others.

        A line that names none is taken to follow every line of a lower revision. Of a line that names one which is not
        here, no more is known than that its writer knew its own earlier lines.
        """
        # Sets of lines of a lower revision with all that these follow, by their name and by their writer. Only of a
        # lower revision: a forged line cannot follow itself in a circle.
        by_name: dict[str, int] = {}
        by_writer: dict[str, int] = {}
        followed: list[int] = []
        first = 0
        for number, line in enumerate(self.lines):
            if line.rev > self.lines[first].rev:
                for each in range(first, number):
                    before, mask = self.lines[each], 1 << each | followed[each]
                    by_name[before.parent_id] = by_name.get(before.parent_id, 0) | mask
                    by_writer[before.by] = by_writer.get(before.by, 0) | mask
                first = number
            mask = 0 if line.after else (1 << first) - 1
            for name in line.after:
                mask |= by_name.get(name) or by_writer.get(line.by, 0)
            followed.append(mask)
        return followed

    def _join_equal_roots(self) -> None:
        """Let lines that follow one of several equal first lines follow all of them: both sides imported the record."""
        roots = [number for number, mask in enumerate(self._followed) if not mask and self._documents[number]]
        if len(roots) < 2:
            return
        groups: dict[str, int] = {}
        for root in roots:
            content = json.dumps(without_timestamps(self._documents[root] or {}), sort_keys=True)
            groups[content] = groups.get(content, 0) | 1 << root
        group_of = {root: group for group in groups.values() if group.bit_count() > 1 for root in numbers_in(group)}
        joined: dict[int, int] = {0: 0}
        all_of_groups = as_set(group_of)
        for number, mask in enumerate(self._followed):
            known = mask & all_of_groups
            if known not in joined:
                joined[known] = union_of_groups(group_of, known)
            self._followed[number] = mask | joined[known] & (1 << number) - 1

    def _effect(self, number: int, line: Line) -> tuple[dict[str, Any], _Contested]:
        """Return the fields that a line changed, with their values, and the fields in conflict after it."""
        document = self._documents[number]
        followed = self._puts & self._followed[number]
        if document is None:
            return {}, {}
        if not followed:
            return dict(document), {}
        before, contested = self._merge(followed)
        names = [name for name in {**before, **document} if not _is_same(_get(before, name), _get(document, name))]
        # A line of an earlier program settled every conflict: it was written in knowledge of all versions.
        settled = set(line.settles if line.after else contested)
        written = {name: _get(document, name) for name in (*names, *(settled - set(names)))}
        if contested and contested.keys() & written.keys():
            contested = {name: writers for name, writers in contested.items() if name not in written}
        return written, contested

    def _reopens(self, number: int, line: Line) -> dict[str, int]:
        """Return the fields in conflict again after the undo of a choice, with the lines that the choice was made from.

        Nobody may have written them since, and they have the values again that they had before.
        """
        choice = self._undone(number, line)
        document = self._documents[number]
        if choice is None or document is None or not self.lines[choice].settles:
            return {}
        known, before = self._puts & self._followed[number], self._puts & self._followed[choice]
        values, contested = self._merge(before)
        return {
            field: before
            for field in self.lines[choice].settles
            if field in contested
            and _is_same(_get(document, field), _get(values, field))
            and all(self._is_step(line.undoes, each) for each in self._latest_writers(field, known))
        }

    def _rivals_again(self, winner: Line) -> list[Line]:
        """Return the edits beside a deletion that are reported again, because the choice of one of them was undone."""
        if not winner.is_deletion or not winner.undoes:
            return []
        number = self.lines.index(winner)
        choice = self._undone(number, winner)
        if choice is None:
            return []
        since = self._followed[number] & ~self._followed[choice]
        heads = [self.lines[each] for each in self._heads_in(self._followed[choice])] if self._followed[choice] else []
        is_alone = all(self._is_step(winner.undoes, each) for each in numbers_in(since))
        return [line for line in heads if not line.is_deletion] if is_alone and len(heads) > 1 else []

    def _undone(self, number: int, line: Line) -> int | None:
        """Return the line that a line takes back; None for a line that is no undo."""
        if not line.undoes:
            return None
        undone = self._followed[number] & self._undone_lines.get(line.undoes, 0)
        return least(undone) if undone else None

    def _lines_undone(self) -> dict[str, int]:
        """Return the lines of each change that a line takes back."""
        numbers: dict[str, list[int]] = {line.undoes: [] for line in self.lines if line.undoes}
        if numbers:
            for number, line in enumerate(self.lines):
                if line.change in numbers:
                    numbers[line.change].append(number)
        return {change: as_set(each) for change, each in numbers.items()}

    def _is_step(self, change: str, number: int) -> bool:
        """Return whether a line made a change, took it back or made it again."""
        line = self.lines[number]
        return change in (line.change, line.undoes, line.redoes)

    def _merge(self, puts: int) -> tuple[Mapping[str, Any], _Contested]:
        """Return the document of a set of lines without deletions, and the writers of each field in conflict."""
        merged = self._merged.get(puts)
        if merged is None:
            heads = self._heads_in(puts)
            if len(heads) == 1:
                (head,) = heads
                return self._documents[head] or {}, self._contested[head]
            self._merged[puts] = merged = self._merge_fields(puts, heads)
        return merged

    def _merge_fields(self, puts: int, heads: Sequence[int]) -> tuple[Mapping[str, Any], _Contested]:
        documents = [self._documents[head] or {} for head in sorted(heads, key=self._time, reverse=True)]
        names = dict.fromkeys(name for document in documents for name in document)
        others = (writers & puts for name, writers in self._writers.items() if name not in names)
        firsts = sorted({least(writers) for writers in others if writers})
        names |= dict.fromkeys(name for number in firsts for name in self._written[number])
        merged: dict[str, Any] = {}
        contested: dict[str, tuple[int, ...]] = {}
        for field in names:
            writers = self._last_writers(field, puts)
            kept = max(writers, key=self._time)
            value = self._written[kept][field]
            if value is not _ABSENT:
                merged[field] = value
            if any(not _is_same(self._written[each][field], value) for each in writers):
                contested[field] = writers
        return merged, contested

    def _last_writers(self, field: str, puts: int) -> tuple[int, ...]:
        """Return the lines whose values of a field stand: after the undo of a choice those that it chose between."""
        latest = self._latest_writers(field, puts)
        before = self._reopened[latest[0]].get(field) if len(latest) == 1 else None
        return latest if before is None else self._last_writers(field, before)

    def _latest_writers(self, field: str, puts: int) -> tuple[int, ...]:
        writers = self._writers.get(field, 0) & puts
        known = self._latest.get(field)
        if known is None or known[0] != writers:
            self._latest[field] = known = writers, tuple(self._heads_in(writers))
        return known[1]

    def _heads_in(self, mask: int) -> list[int]:
        """Return the lines of a set that no other of the set follows, the least rank first."""
        heads = []
        while mask:
            # No line follows one of a greater rank, so that the last of those that are left is a head.
            last = mask.bit_length() - 1
            heads.append(last)
            mask ^= 1 << last
            if followed := mask & self._followed[last]:
                mask ^= followed
        return heads[::-1]


def _time_of_writing(line: Line) -> tuple[str, str, bytes]:
    return line.at, line.by, line.raw


def _get(document: Mapping[str, Any], name: str) -> Any:
    return document.get(name, _ABSENT)


def _set(document: dict[str, Any], name: str, value: Any) -> None:
    if value is _ABSENT:
        document.pop(name, None)
    else:
        document[name] = value


def _is_same(one: Any, other: Any) -> bool:
    """Return whether two JSON values are the same; 1, 1.0 and true are equal in Python and differ here."""
    if one is other:
        return True
    if type(one) is type(other) is str:
        return bool(one == other)
    return bool(one == other) and _identity(one) == _identity(other)


def _identity(value: Any) -> Any:
    """Return what is equal for JSON values that are the same, and for no others."""
    return value if value is _ABSENT else json.dumps(value, sort_keys=True)


def without_timestamps(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a document without the fields that differ after every change."""
    return {name: value for name, value in document.items() if name not in TIMESTAMP_FIELDS}


def _content(line: Line) -> Mapping[str, Any] | None:
    return None if line.is_deletion else without_timestamps(line.document())
