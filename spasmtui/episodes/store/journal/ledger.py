"""The state of the diary: a pure function of the set of intact lines, in any order, with repeats.

The line of the greatest rank wins; the other lines of a record are its history. A line with a sound seal whose document
is not a valid record is rejected when it is first parsed, and the next best line wins.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from spasmtui.episodes.store.journal.line import Line

ReadRecord = Callable[[str, str, Mapping[str, Any]], object]
"""Makes a record of a table's name, a key and a document; raises ValueError when the document is not one."""


def any_document(_table: str, _key: str, document: Mapping[str, Any]) -> object:
    """Return the document itself: in plain TinyDB tables every JSON object is a record."""
    return document


class Ledger:
    """Lines by table and key, the winner of each key, and an index by start."""

    def __init__(self, read_record: ReadRecord = any_document) -> None:
        self._read_record = read_record
        self._lines: dict[str, dict[str, list[Line]]] = {}
        self._best: dict[str, dict[str, Line]] = {}
        self._starts: dict[str, list[tuple[float, str]]] = {}
        # The starts of all lines, not of the winners alone: a winner that is rejected later would hide its record.
        self.rejected: list[tuple[Line, ValueError]] = []
        """Intact lines without a valid record, each with the reason."""

    def add(self, line: Line) -> bool:
        """Add a line; return whether it was new."""
        if self.rejected and any(line.raw == known.raw for known, _ in self.rejected):
            return False
        lines = self._lines.setdefault(line.table, {}).setdefault(line.key, [])
        if lines and any(line.raw == known.raw for known in lines):
            return False
        lines.append(line)
        best = self._best.setdefault(line.table, {})
        old = best.get(line.key)
        if old is None or line.rank > old.rank:
            best[line.key] = line
        starts = self._starts.get(line.table)
        if starts is not None and (start := line.start) is not None:
            place = bisect_left(starts, (start, line.key))
            if starts[place : place + 1] != [(start, line.key)]:
                starts.insert(place, (start, line.key))
        return True

    def add_all(self, lines: Sequence[Line]) -> None:
        """Add many lines, after which the index by start is sorted once instead of growing line by line."""
        if len(lines) > 100:
            self._starts.clear()
        for line in lines:
            self.add(line)

    def has(self, line: Line) -> bool:
        """Return whether a line with these bytes has been added."""
        lines = self._lines.get(line.table, {}).get(line.key, ())
        return any(line.raw == known.raw for known in lines) or any(line.raw == each.raw for each, _ in self.rejected)

    def winner(self, table: str, key: str) -> Line | None:
        """Return the line that counts for a record: its deletion, or the best one with a valid record."""
        while (line := self._best.get(table, {}).get(key)) is not None:
            if line.is_deletion or self._is_readable(line):
                return line
            self._reject(line)
        return None

    def value(self, table: str, key: str) -> Any:
        """Return the record, or None when there is none or it was deleted."""
        line = self.winner(table, key)
        return None if line is None or line.is_deletion else line.value

    def is_purged(self, table: str, key: str) -> bool:
        """Return whether the line that counts for a record is its purge."""
        line = self.winner(table, key)
        return line is not None and line.is_purge

    def history(self, table: str, key: str) -> list[Line]:
        """Return all lines of a record, the least rank first."""
        return sorted(self._lines.get(table, {}).get(key, ()), key=lambda line: line.rank)

    def readable(self, table: str, key: str) -> list[Line]:
        """Return the lines that hold a valid record (their `value`) or a deletion, the winner last."""
        for line in self.history(table, key):
            if not line.is_deletion and not self._is_readable(line):
                self._reject(line)
        return self.history(table, key)

    def contested(self) -> Iterator[Line]:
        """Yield the winners that share their revision with another line of the same record."""
        for table, by_key in self._lines.items():
            for key in [key for key, lines in by_key.items() if len(lines) > 1]:
                winner = self.winner(table, key)
                if winner is not None and sum(line.rev == winner.rev for line in by_key[key]) > 1:
                    yield winner

    def tables(self) -> Iterable[str]:
        """Return the names of the tables that have lines."""
        return tuple(self._lines)

    def keys(self, table: str) -> list[str]:
        """Return the keys of the records that are not deleted, in the order in which their first lines were added."""
        return [key for key in self._lines.get(table, ()) if self._is_live(table, key)]

    def all_keys(self, table: str) -> Iterable[str]:
        """Return the keys of all records, the deleted ones too."""
        return tuple(self._lines.get(table, ()))

    def lines(self) -> Iterator[Line]:
        """Yield every line that was added and not rejected."""
        for table in self._lines.values():
            for lines in table.values():
                yield from lines

    def starting_between(self, table: str, since: float | None = None, until: float | None = None) -> Iterator[Line]:
        """Yield the winners of the records that start in [since, until), newest first, equal starts by key."""
        starts = self._starts.get(table)
        if starts is None:
            lines = (line for lines in self._lines.get(table, {}).values() for line in lines)
            starts = sorted({(start, line.key) for line in lines if (start := line.start) is not None})
            self._starts[table] = starts
        first = 0 if since is None else bisect_left(starts, (since, ""))
        last = len(starts) if until is None else bisect_left(starts, (until, ""))
        for place in range(last - 1, first - 1, -1):
            start, key = starts[place]
            line = self.winner(table, key)
            if line is not None and line.start == start:
                yield line

    def _is_live(self, table: str, key: str) -> bool:
        line = self.winner(table, key)
        return line is not None and not line.is_deletion

    def _is_readable(self, line: Line) -> bool:
        if line.value is None:
            try:
                line.value = self._read_record(line.table, line.key, line.document())
            except ValueError as reason:
                self.rejected.append((line, reason))
                return False
        return True

    def _reject(self, line: Line) -> None:
        lines = self._lines[line.table][line.key]
        lines.remove(line)
        if lines:
            self._best[line.table][line.key] = max(lines, key=lambda each: each.rank)
        else:
            del self._lines[line.table][line.key]
            del self._best[line.table][line.key]
