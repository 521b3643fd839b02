"""The state of the diary: a pure function of the set of intact lines, in any order, with repeats.

The lines of a record make its state together, as `merge` has it; all of them are its history. A purge absorbs every
other line of its record, those that arrive later too. A line with a sound seal whose document is not a valid record is
rejected when it is first parsed, and the other lines count.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.store.journal.line import Line

if TYPE_CHECKING:
    from spasmtui.episodes.store.journal.merge import LineGraph, Resolution

HIGHEST_PLAIN_REV = 1_000_000
"""The highest revision that a line may have without following one of the revision below it. A person does not change an
entry a million times; a line that claims to have seen so many changes must show the last of them."""

_MANY_LINES = 16
"""Lines of a record from which on they are found by their bytes; fewer are compared more quickly than kept twice."""

_MANY_RECORDS = 3_000
"""Records that take a tenth of a second to be made of their lines."""

ReadRecord = Callable[[str, str, Mapping[str, Any]], object]
"""Makes a record of a table's name, a key and a document; raises ValueError when the document is not one."""


def any_document(_table: str, _key: str, document: Mapping[str, Any]) -> object:
    """Return the document itself: in plain TinyDB tables every JSON object is a record."""
    return document


def is_chain(lines: Sequence[Line]) -> bool:
    """Return whether each line follows the one before it, so that the last is the record; lines are in their rank."""
    return all(
        before.rev < line.rev and (not line.after or line.after == (before.parent_id,))
        for before, line in pairwise(lines)
    )


def _is_twin(line: Line, other: Line) -> bool:
    if not (line.is_renamed or other.is_renamed):
        return False
    # Few diaries have such lines.
    return bool(import_module("spasmtui.episodes.store.sealing.sealed_line").is_twin(line, other))


def credible_lines(lines: Iterable[Line]) -> list[Line]:
    """Return the lines whose revision could be, in the order of their rank; a purge's always could."""
    ranked = sorted(lines, key=lambda line: line.rank)
    if not ranked or ranked[-1].rev <= HIGHEST_PLAIN_REV:
        return ranked
    credible: list[Line] = []
    revs: dict[str, int] = {}
    for line in ranked:
        if not (line.rev <= HIGHEST_PLAIN_REV or line.is_purge):
            follows = max((revs[name] for name in line.after if name in revs), default=None)
            if follows is None or line.rev > follows + 1:
                continue
        credible.append(line)
        if line.rev >= HIGHEST_PLAIN_REV:
            revs[line.parent_id] = line.rev
    return credible


class Ledger:
    """Lines by table and key, the line that counts for each key, and an index by start."""

    def __init__(self, read_record: ReadRecord = any_document, opener: Callable[[], Any] | None = None) -> None:
        """Take what makes records of documents, and what opens the lines that are encrypted, for when one comes."""
        self._read_record = read_record
        self._opener = opener
        self._has_renamed = False  # whether a line came that was encrypted, or opened for good, after it was written
        self._lines: dict[str, dict[str, list[Line]]] = {}
        # The lines that count, found when they are first asked for; a record with a new line has to be asked again.
        self._best: dict[str, dict[str, Line]] = {}
        self._resolutions: dict[tuple[str, str], Resolution] = {}
        self._latest_graph: LineGraph | None = None
        self._starts: dict[str, list[tuple[float, str]]] = {}
        # The starts of all lines, not of the winners alone: a winner that is rejected later would hide its record.
        self._rejected: dict[tuple[str, str], dict[bytes, tuple[Line, ValueError]]] = {}
        # Of records with many lines: their bytes, those of rejected ones too; their history; the bytes of the history.
        self._raws: dict[tuple[str, str], set[bytes]] = {}
        self._histories: dict[tuple[str, str], list[Line]] = {}
        self._credible: dict[tuple[str, str], set[bytes]] = {}
        self.purged: set[tuple[str, str]] = set()
        """Tables and keys of the records that were purged."""

    def add(self, line: Line) -> bool:
        """Add a line; return whether it was new and counts for something."""
        if self._rejected and line.raw in self._rejected.get((line.table, line.key), ()):
            return False
        if line.is_sealed and self._opener is not None:
            line.opener = self._opener()  # type: ignore[attr-defined]
        self._has_renamed = self._has_renamed or line.is_renamed
        lines = self._lines.setdefault(line.table, {}).setdefault(line.key, [])
        if lines:
            if self._is_among(line, lines) or (self._has_renamed and self._takes_place_of_twin(line, lines)):
                return False
            self._best.get(line.table, {}).pop(line.key, None)
            self._resolutions.pop((line.table, line.key), None)
            if len(lines) >= _MANY_LINES:
                self._forget_history(line.table, line.key)
        if line.is_purge:
            self._absorb(line, lines)
        elif self.purged and (line.table, line.key) in self.purged:
            return False
        lines.append(line)
        if len(lines) > _MANY_LINES and (raws := self._raws.get((line.table, line.key))) is not None:
            raws.add(line.raw)
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
        lines = self._lines.get(line.table, {}).get(line.key, [])
        if (self._has_renamed or line.is_renamed) and any(_is_twin(line, known) for known in lines):
            return True
        return self._is_among(line, lines) or line.raw in self._rejected.get((line.table, line.key), ())

    @property
    def rejected(self) -> list[tuple[Line, ValueError]]:
        """Intact lines without a valid record, each with the reason."""
        return [each for rejected in self._rejected.values() for each in rejected.values()]

    def winner(self, table: str, key: str) -> Line | None:
        """Return the line that counts for a record: its deletion, or one whose `value` is the record.

        The line is in no journal where the record is merged of several.
        """
        best = self._best.get(table, {}).get(key)
        if best is None:
            best = self._find_best(table, key)
            if best is not None:
                self._best.setdefault(table, {})[key] = best
        return best

    def value(self, table: str, key: str) -> Any:
        """Return the record, or None when there is none or it was deleted."""
        line = self.winner(table, key)
        return None if line is None or line.is_deletion else line.value

    def is_purged(self, table: str, key: str) -> bool:
        """Return whether a record was purged."""
        return (table, key) in self.purged

    def history(self, table: str, key: str) -> list[Line]:
        """Return the lines of a record that count for something, the least rank first."""
        history = self._histories.get((table, key))
        if history is None:
            history = credible_lines(self._lines.get(table, {}).get(key, ()))
            if self._has_many_lines(table, key):
                self._histories[table, key] = history.copy()
            return history
        return history.copy()

    def is_set_aside(self, line: Line) -> bool:
        """Return whether a line's revision is beyond what could be, so that it counts for nothing."""
        if line.is_purge or line.rev <= HIGHEST_PLAIN_REV:
            return False
        credible = self._credible.get((line.table, line.key))
        if credible is None:
            credible = {known.raw for known in self.history(line.table, line.key)}
            if self._has_many_lines(line.table, line.key):
                self._credible[line.table, line.key] = credible
        return line.raw not in credible

    def readable(self, table: str, key: str) -> list[Line]:
        """Return the lines that hold a valid record (their `value`) or a deletion, the least rank first."""
        history = self.history(table, key)
        if unreadable := [line for line in history if not line.is_deletion and not self._is_readable(line)]:
            self._remove(unreadable)
            return self.history(table, key)
        return history

    def heads(self, table: str, key: str) -> tuple[Line, ...]:
        """Return the lines of a record that no other follows; its next line follows all of them."""
        resolution = self.resolution(table, key)
        if resolution is not None:
            return resolution.heads
        best = self.winner(table, key)
        return () if best is None else (best,)

    def resolution(self, table: str, key: str) -> "Resolution | None":
        """Return how the lines of a record were merged; None when each follows the one before, or there is none."""
        self.winner(table, key)
        return self._resolutions.get((table, key))

    def graph(self, table: str, key: str) -> "LineGraph":
        """Return a record's readable lines with the order of their changes."""
        return self._graph_of(self.readable(table, key))

    def conflicted(self) -> "Iterator[Resolution]":
        """Yield the records of which concurrent lines say different things, by table and key."""
        for table, by_key in self._lines.items():
            for key in [key for key, lines in by_key.items() if len(lines) > 1]:
                if (table, key) in self.purged or is_chain(self.history(table, key)):
                    continue
                resolution = self.resolution(table, key)
                if resolution is not None and (resolution.conflicts or resolution.rivals):
                    yield resolution

    def has_many_unresolved(self) -> bool:
        """Return whether there are many records whose line that counts has not been asked for."""
        unresolved = (len(by_key) - len(self._best.get(table, ())) for table, by_key in self._lines.items())
        return sum(unresolved) >= _MANY_RECORDS

    def tables(self) -> Iterable[str]:
        """Return the names of the tables that have lines."""
        return tuple(self._lines)

    def keys(self, table: str) -> list[str]:
        """Return the keys of the records that are not deleted, in the order in which their first lines were added."""
        # Of a copy: a record without a valid line is removed when it is looked at.
        return [key for key in tuple(self._lines.get(table, ())) if self._is_live(table, key)]

    def all_keys(self, table: str) -> Iterable[str]:
        """Return the keys of all records, the deleted ones too."""
        return tuple(self._lines.get(table, ()))

    def lines(self) -> Iterator[Line]:
        """Yield every line that was added and not rejected."""
        for table in self._lines.values():
            for lines in table.values():
                yield from lines

    def winners_among(self, table: str, may_be: Callable[[bytes], bool]) -> list[Line]:
        """Return the winners of the records of which the bytes of any line may be what is asked for, newest first."""
        by_key = self._lines.get(table, {})
        keys = [key for key, lines in by_key.items() if any(may_be(line.raw) for line in lines)]
        winners = (self.winner(table, key) for key in keys)
        found = [(line.start, line.key, line) for line in winners if line is not None and line.start is not None]
        return [line for _, _, line in sorted(found, key=lambda each: each[:2], reverse=True)]

    def latest_among(self, table: str, may_be: Callable[[bytes], bool]) -> list[Line]:
        """Return the lines of the greatest rank, of the records of which those bytes may be what is asked for."""
        keys = self._lines.get(table, {})
        latest = (history[-1] for key in keys if (history := self.history(table, key)))
        return [line for line in latest if not line.is_deletion and may_be(line.raw)]

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

    def _find_best(self, table: str, key: str) -> Line | None:
        while lines := self._lines.get(table, {}).get(key):
            if len(lines) == 1 and lines[0].rev <= HIGHEST_PLAIN_REV:
                (line,) = lines
                if line.is_deletion or self._is_readable(line):
                    return line
                self._remove(lines)
                continue
            lines = self.history(table, key)
            if not lines or (table, key) in self.purged:
                return lines[-1] if lines else None
            if is_chain(lines):
                # Without its last line a chain is one still.
                best = next((line for line in reversed(lines) if line.is_deletion or self._is_readable(line)), None)
                if best is not lines[-1]:
                    self._remove(lines[lines.index(best) + 1 :] if best else lines)
                if best is not None:
                    return best
            elif lines := self.readable(table, key):
                # Lines that were rejected just now may have made the rest a chain; then the merge has one head.
                resolution = self._graph_of(lines).resolve(
                    lambda line: line.value is not None or self._read(line) is None
                )
                self._resolutions[table, key] = resolution
                return resolution.line
        return None

    def _graph_of(self, lines: Sequence[Line]) -> "LineGraph":
        """Return the graph of a record's readable lines; whoever asks mostly asked for its resolution just before."""
        # Few records have lines that were written without knowledge of each other.
        from spasmtui.episodes.store.journal.merge import LineGraph  # noqa: PLC0415 -- `status` mostly does without it

        if self._latest_graph is None or self._latest_graph.lines != lines:
            self._latest_graph = LineGraph(lines)
        return self._latest_graph

    def _absorb(self, purge: Line, lines: list[Line]) -> None:
        """Forget all lines of a record but its purges."""
        record = purge.table, purge.key
        if record not in self.purged:
            self.purged.add(record)
            lines[:] = [line for line in lines if line.is_purge]
            self._raws.pop(record, None)
            self._rejected.pop(record, None)
            self._forget_history(*record)

    def _is_live(self, table: str, key: str) -> bool:
        line = self.winner(table, key)
        return line is not None and not line.is_deletion

    def _is_readable(self, line: Line) -> bool:
        if line.value is not None:
            return True
        reason = self._read(line)
        if reason is not None:
            self._rejected.setdefault((line.table, line.key), {})[line.raw] = line, reason
        return reason is None

    def _read(self, line: Line) -> ValueError | None:
        """Make the record of a line; return the reason when it holds none."""
        # The start is the one that its bytes begin with, whichever question comes first: one by time asks for it alone.
        line.find_start()
        try:
            line.value = self._read_record(line.table, line.key, line.document())
        except ValueError as reason:
            return reason
        return None

    def _is_among(self, line: Line, lines: Sequence[Line]) -> bool:
        """Return whether the lines of a record have these bytes."""
        if len(lines) < _MANY_LINES:
            return any(line.raw == known.raw for known in lines)
        raws = self._raws.get((line.table, line.key))
        if raws is None:
            self._raws[line.table, line.key] = raws = {known.raw for known in lines}
        return line.raw in raws

    def _takes_place_of_twin(self, line: Line, lines: list[Line]) -> bool:
        """Return whether the same line is there, not encrypted or encrypted; the encrypted one takes its place."""
        place = next((at for at, known in enumerate(lines) if _is_twin(line, known)), None)
        if place is not None and line.is_sealed and not lines[place].is_sealed:
            line.value = lines[place].value
            self._raws.pop((line.table, line.key), None)
            self._forget_history(line.table, line.key)
            self._best.get(line.table, {}).pop(line.key, None)
            self._resolutions.pop((line.table, line.key), None)
            lines[place] = line
        return place is not None

    def _remove(self, rejected: Sequence[Line]) -> None:
        """Remove lines of one record, which has been told why they are rejected."""
        table, key = rejected[0].table, rejected[0].key
        raws = {line.raw for line in rejected}
        lines = self._lines[table][key]
        lines[:] = [line for line in lines if line.raw not in raws]
        if not lines:
            del self._lines[table][key]
        self._raws.pop((table, key), None)
        self._forget_history(table, key)

    def _has_many_lines(self, table: str, key: str) -> bool:
        return len(self._lines.get(table, {}).get(key, ())) >= _MANY_LINES

    def _forget_history(self, table: str, key: str) -> None:
        self._histories.pop((table, key), None)
        self._credible.pop((table, key), None)
