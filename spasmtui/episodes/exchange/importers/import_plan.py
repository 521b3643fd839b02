"""What an import would change in the diary: counted first, written after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from spasmtui.episodes.exchange.importers.result import ImportResult
from spasmtui.episodes.model.episode import Day, Episode, Practice
from spasmtui.episodes.model.json_document import document

DiaryRecord = Episode | Day | Practice


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """The records of an import, sorted by what they mean to the diary."""

    new: tuple[DiaryRecord, ...] = ()
    newer: tuple[DiaryRecord, ...] = ()
    """Changed later than what the diary has; they replace it."""
    same: int = 0
    older: int = 0
    """The diary has a later or another version; it keeps its own."""
    alike: tuple[tuple[Episode, Episode], ...] = ()
    """New episodes beside one of the diary that began in the same minute at the same place: listed, not merged."""

    @property
    def records(self) -> tuple[DiaryRecord, ...]:
        """What is written."""
        return (*self.new, *self.newer)


def plan_import(
    reading: ImportResult, episodes: Iterable[Episode], days: Iterable[Day], practices: Iterable[Practice] = ()
) -> ImportPlan:
    """Compare what was read with what the diary has."""
    known: dict[str, DiaryRecord] = {each.id: each for each in episodes}
    minutes = {_minute(each): each for each in known.values() if isinstance(each, Episode)}
    known |= {_key(each): each for each in days}
    known |= {_key(each): each for each in practices}
    had = dict(known)
    new: dict[str, DiaryRecord] = {}
    newer: dict[str, DiaryRecord] = {}
    same = older = 0
    for read in reading.records:
        record = read
        key = _key(record)
        there = known.get(key)
        if reading.is_foreign and isinstance(record, Day) and isinstance(there, Day):
            record = replace(record, words=tuple(dict.fromkeys((*there.words, *record.words))))
        if there is None:
            new[key] = known[key] = record
        elif _says_the_same(record, there) or (reading.is_foreign and isinstance(record, Episode)):
            same += 1
        elif _is_newer(record, there):
            known[key] = record
            (newer if key in had else new)[key] = record
        else:
            older += 1
    alike = [
        (record, minutes[_minute(record)])
        for record in new.values()
        if isinstance(record, Episode) and _minute(record) in minutes
    ]
    return ImportPlan(new=tuple(new.values()), newer=tuple(newer.values()), same=same, older=older, alike=tuple(alike))


def _key(record: DiaryRecord) -> str:
    if isinstance(record, Day):
        return f"day {record.date}"
    return f"practice {record.id}" if isinstance(record, Practice) else record.id


def _is_newer(record: DiaryRecord, there: DiaryRecord) -> bool:
    """Whether it was changed later; a practice is never changed."""
    if isinstance(record, Practice) or isinstance(there, Practice):
        return False
    return record.updated_at > there.updated_at


def _says_the_same(record: DiaryRecord, there: DiaryRecord) -> bool:
    if isinstance(record, Episode) and isinstance(there, Episode):
        return document(record) == document(there)
    if isinstance(record, Day) and isinstance(there, Day):
        return record.words == there.words
    return record == there


def _minute(episode: Episode) -> tuple[str, str | None]:
    return f"{episode.started_at.timestamp() // 60}", episode.place
