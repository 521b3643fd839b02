"""Sessions whose every answer from a snapshot is compared with the answer of the journals alone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path
from typing import Any

import pytest

from spasmtui.episodes.store.journal import journal_set
from spasmtui.episodes.store.journal.disk import Disk
from spasmtui.episodes.store.journal.journal_set import JournalSet
from spasmtui.episodes.store.journal.ledger import Ledger
from spasmtui.episodes.store.journal.mirror import Mirror, intact_lines, split_lines
from spasmtui.episodes.store.journal.purged import read_done
from spasmtui.episodes.store.journal.reader import Reader, Source
from spasmtui.episodes.store.journal.record_codec import DAYS, EPISODES, PRACTICES, read_record
from spasmtui.episodes.store.journal.snapshot import file as snapshot
from spasmtui.episodes.store.journal.snapshot.answers import SnapshotAnswers
from spasmtui.episodes.store.journal.year_index import JournalSummary, SummaryBuilder
from tests.conftest import FakeClock


def plain_answer(folder: Path, state: Path, ask: str, table: str, *bounds: Any) -> tuple[Any, ...]:
    """Answer from the journals alone, as a session does that has no snapshot."""
    disk = Disk()
    journals = JournalSet(folder, state, FakeClock())  # for the key of a diary that is encrypted
    ledger, mirror = Ledger(read_record, lambda: journals.sealing), Mirror(state / "mirror", disk)
    ledger.purged |= read_done(disk, state)
    reader = Reader(folder, mirror, disk, ledger)
    reader.refresh()
    reader.load()
    if ask == "between":
        since, until, limit = (*bounds, None)[:3]
        return tuple(line.value for line in ledger.starting_between(table, since, until))[:limit]
    keys = sorted((key for key in ledger.keys(table) if key >= bounds[0]), reverse=True)
    return tuple(ledger.value(table, key) for key in keys)


def written_values(records: tuple[Any, ...]) -> list[list[tuple[type, str]]]:
    """Return the values with their types, times as they are written: equal times may have different offsets."""
    return [[(type(value), str(value)) for value in _values(record)] for record in records]


def _values(record: Any) -> list[Any]:
    return [getattr(record, name) for name in type(record).__slots__]


_plain_summaries = SnapshotAnswers.summaries


def compared_summaries(self: SnapshotAnswers) -> dict[str, JournalSummary]:
    """Return the summaries that a snapshot makes; none may claim less than the lines of its journal."""
    found = _plain_summaries(self)
    for name, summary in found.items():
        builder = SummaryBuilder()
        builder.add_all(intact_lines(split_lines((self._folder / name).read_bytes())))
        expected = builder.build(summary.stamp)
        assert summary.newest >= expected.newest
        assert expected.oldest_open is None or (summary.oldest_open or inf) <= expected.oldest_open
    return found


_plain_renew = SnapshotAnswers.renew


def compared_renew(self: SnapshotAnswers, purged: Any) -> None:
    """Write a snapshot anew, and compare all of its records with those of the journals."""
    _plain_renew(self, purged)
    try:
        decrypt = self._diary.sealing.decrypt if self._diary.is_encrypted() else None
        renewed = snapshot.Snapshot(Disk(), self._state / snapshot.NAME, decrypt)
    except snapshot.DamagedSnapshot:
        return
    sources = renewed.contents.sources
    if all(
        (self._folder / name).stat().st_size == sources.get(name, Source()).size
        for name in os.listdir(self._folder)
        if name.endswith(".jsonl")
    ):
        renewals.append(len(sources))
        for table, ask, first in (
            (EPISODES, "between", (None, None)),
            (PRACTICES, "between", (None, None)),
            (DAYS, "from_key", ("",)),
        ):
            expected = plain_answer(self._folder, self._state, ask, table, *first)
            found = tuple(reversed(renewed.records_from(table)))
            assert (found, written_values(found)) == (expected, written_values(expected))


renewals: list[int] = []
"""The number of journals of each snapshot that was written anew."""


@contextmanager
def compared_snapshots() -> Iterator[list[str]]:
    """Let every diary have a snapshot of small blocks; yield the list of the questions that one has answered."""
    answered: list[str] = []

    def compared(ask: str) -> Any:
        original = getattr(SnapshotAnswers, ask)

        def answer(self: SnapshotAnswers, *question: Any) -> tuple[Any, ...] | None:
            found: tuple[Any, ...] | None = original(self, *question)
            if found is not None:
                expected = plain_answer(self._folder, self._state, ask, *question)
                assert (found, written_values(found)) == (expected, written_values(expected))
                answered.append(ask)
            return found

        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal_set, "_MUCH_BYTES", 1)
        patch.setattr(snapshot, "_BLOCK_RECORDS", 3)
        for ask in ("between", "from_key"):
            patch.setattr(SnapshotAnswers, ask, compared(ask))
        patch.setattr(SnapshotAnswers, "summaries", compared_summaries)
        patch.setattr(SnapshotAnswers, "renew", compared_renew)
        yield answered
