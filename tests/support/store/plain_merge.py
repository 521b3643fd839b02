"""The rule of merging as plainly as it can be said, with sets and without any thought of time."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from spasmtui.episodes.store.journal.line import Line
from spasmtui.episodes.store.journal.merge import TIMESTAMP_FIELDS

Numbers = frozenset[int]


def text_of(document: Mapping[str, Any], name: str) -> str:
    """Return the text of a field's value, by which values are the same; empty for none."""
    return json.dumps(document[name], sort_keys=True) if name in document else ""


class PlainMerge:
    """What the lines of a record make, a line named by its number in the order of their rank."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines = sorted(lines, key=lambda line: line.rank)
        self.documents = [None if line.is_deletion else line.document() for line in self.lines]
        self.past: list[Numbers] = []
        for line in self.lines:
            self.past.append(self._past_of(line))
        roots = [number for number, past in enumerate(self.past) if not past and self.documents[number]]
        self.past = [self._with_equal_roots(number, past, roots) for number, past in enumerate(self.past)]
        self.written: list[dict[str, str]] = []
        self.reopened: list[dict[str, Numbers]] = []
        self.open: list[set[str]] = []
        for number in range(len(self.lines)):
            self._add_effect(number)

    def _past_of(self, line: Line) -> Numbers:
        lower = [number for number, _ in enumerate(self.past) if self.lines[number].rev < line.rev]
        if not line.after:
            return frozenset(lower)
        known = set()
        for name in line.after:
            parents = [each for each in lower if self.lines[each].parent_id == name]
            known |= {*(parents or [each for each in lower if self.lines[each].by == line.by])}
        return frozenset(known).union(*(self.past[each] for each in known))

    def _with_equal_roots(self, number: int, past: Numbers, roots: list[int]) -> Numbers:
        def content(root: int) -> str:
            document = self.documents[root] or {}
            return json.dumps(
                {name: each for name, each in document.items() if name not in TIMESTAMP_FIELDS}, sort_keys=True
            )

        known = {content(root) for root in roots if root in past}
        return past | {root for root in roots if root < number and content(root) in known}

    def _add_effect(self, number: int) -> None:
        line, document, past = self.lines[number], self.documents[number], self._puts(self.past[number])
        written: dict[str, str] = {}
        reopened: dict[str, Numbers] = {}
        contested: set[str] = set()
        if document is not None and not past:
            written = {name: text_of(document, name) for name in document}
        elif document is not None:
            before, contested = self.merged(past)
            settled = set(line.settles) if line.after else contested
            names = {name for name in {*before, *document} if before.get(name, "") != text_of(document, name)}
            written = {name: text_of(document, name) for name in names | settled}
        undone = [each for each in sorted(self.past[number]) if line.undoes and self.lines[each].change == line.undoes]
        if document is not None and undone:
            basis = self._puts(self.past[undone[0]])
            values, open_then = self.merged(basis)
            for name in self.lines[undone[0]].settles:
                is_alone = all(
                    line.undoes in (self.lines[each].change, self.lines[each].undoes, self.lines[each].redoes)
                    for each in self.latest(name, past)
                )
                if name in open_then and text_of(document, name) == values.get(name, "") and is_alone:
                    reopened[name] = basis
                    written[name] = text_of(document, name)
        self.written.append(written)
        self.reopened.append(reopened)
        self.open.append((contested - written.keys()) | reopened.keys())

    def _puts(self, numbers: Iterable[int]) -> Numbers:
        return frozenset(each for each in numbers if self.documents[each] is not None)

    def heads(self, numbers: Iterable[int]) -> list[int]:
        """Return those that no other of them follows."""
        numbers = [*numbers]
        return sorted(each for each in numbers if not any(each in self.past[other] for other in numbers))

    def latest(self, name: str, puts: Numbers) -> list[int]:
        """Return the lines that wrote a field and that no other such line follows."""
        return self.heads(each for each in puts if name in self.written[each])

    def standing(self, name: str, puts: Numbers) -> list[int]:
        """Return the lines whose values stand, after the undo of a choice those that it was made from."""
        latest = self.latest(name, puts)
        if len(latest) == 1 and name in self.reopened[latest[0]]:
            return self.standing(name, self.reopened[latest[0]][name])
        return latest

    def _time(self, number: int) -> tuple[str, str, bytes]:
        return self.lines[number].at, self.lines[number].by, self.lines[number].raw

    def merged(self, puts: Numbers) -> tuple[dict[str, str], set[str]]:
        """Return the text of each field of a set of lines, and the fields in conflict."""
        heads = self.heads(puts)
        if len(heads) == 1:
            document = self.documents[heads[0]] or {}
            return {name: text_of(document, name) for name in document}, self.open[heads[0]]
        values, contested = {}, set()
        for name in {name for each in puts for name in self.written[each]}:
            standing = self.standing(name, puts)
            values[name] = self.written[max(standing, key=self._time)][name]
            if any(self.written[each][name] != values[name] for each in standing):
                contested.add(name)
        return {name: value for name, value in values.items() if value}, contested

    def everything(self) -> tuple[dict[str, str], dict[str, list[bytes]]]:
        """Return the text of each field, and of each field in conflict the latest line of each value."""
        puts = self._puts(range(len(self.lines)))
        values, contested = self.merged(puts)
        lines: dict[str, list[bytes]] = {}
        for name in contested - set(TIMESTAMP_FIELDS):
            by_value: dict[str, bytes] = {}
            for each in sorted(self.standing(name, puts), key=self._time, reverse=True):
                by_value.setdefault(text_of(self.documents[each] or {}, name), self.lines[each].raw)
            lines[name] = [*by_value.values()]
        return values, lines
