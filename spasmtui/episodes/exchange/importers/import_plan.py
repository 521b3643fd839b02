"""Compare an import with the diary: the records that are new or newer, before any is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from spasmtui.episodes.exchange.importers.result import ImportResult
from spasmtui.episodes.model.episode import Day, Episode, Practice
from spasmtui.episodes.model.json_document import document

DiaryRecord = Episode | Day | Practice


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """The records of an import by their effect on the diary."""

    new: tuple[DiaryRecord, ...] = ()
    newer: tuple[DiaryRecord, ...] = ()
    """Changed later than what the diary has; they replace it."""
    same: int = 0
    older: int = 0
    """The diary has a later or another version; it keeps its own."""
    repeated: int = 0
    """The file has another record with the same id or date, which was changed later or came first; that one counts."""
    purged: int = 0
    """They were purged from the diary, and stay so."""
    deleted: int = 0
    """They were deleted from the diary later than they were changed, and stay so."""
    alike: tuple[tuple[Episode, Episode], ...] = ()
    """New episodes beside one of the diary that began in the same minute at the same place: listed, not merged."""

    @property
    def records(self) -> tuple[DiaryRecord, ...]:
        """The records to write."""
        return (*self.new, *self.newer)


def leave_out(plan: ImportPlan, reasons: Sequence[str]) -> ImportPlan:
    """Return the plan without the new records that the diary leaves out, which it counts.

    Args:
        plan: the records by their effect.
        reasons: of each new record, `purged`, `deleted`, or nothing for one that is written.
    """
    new = tuple(record for record, reason in zip(plan.new, reasons, strict=True) if not reason)
    left_out = {_key(record) for record, reason in zip(plan.new, reasons, strict=True) if reason}
    alike = tuple(pair for pair in plan.alike if _key(pair[0]) not in left_out)
    return replace(plan, new=new, alike=alike, purged=reasons.count("purged"), deleted=reasons.count("deleted"))


def plan_import(
    result: ImportResult, episodes: Iterable[Episode], days: Iterable[Day], practices: Iterable[Practice] = ()
) -> ImportPlan:
    """Compare the imported records with those of the diary."""
    known: dict[str, DiaryRecord] = {each.id: each for each in episodes}
    minutes = {_minute(each): each for each in known.values() if isinstance(each, Episode)}
    known |= {_key(each): each for each in days}
    known |= {_key(each): each for each in practices}
    stored = frozenset(known)
    new: dict[str, DiaryRecord] = {}
    newer: dict[str, DiaryRecord] = {}
    same = older = repeated = 0
    for imported in result.records:
        record = imported
        key = _key(record)
        existing = known.get(key)
        if result.is_foreign and isinstance(record, Day) and isinstance(existing, Day):
            record = replace(record, words=tuple(dict.fromkeys((*existing.words, *record.words))))
        if existing is None:
            new[key] = known[key] = record
        elif _has_same_content(record, existing, is_foreign=result.is_foreign):
            repeated += key in new
            same += key not in new
        elif result.is_foreign and isinstance(record, Episode):
            older += 1  # what a person has changed since is theirs
        elif _is_newer(record, existing):
            repeated += key in new or key in newer
            known[key] = record
            (newer if key in stored else new)[key] = record
        elif key in new or key in newer:
            repeated += 1
        else:
            older += 1
    alike = [
        (record, minutes[_minute(record)])
        for record in new.values()
        if isinstance(record, Episode) and _minute(record) in minutes
    ]
    return ImportPlan(
        new=tuple(new.values()),
        newer=tuple(newer.values()),
        same=same,
        older=older,
        repeated=repeated,
        alike=tuple(alike),
    )


def _key(record: DiaryRecord) -> str:
    if isinstance(record, Day):
        return f"day {record.date}"
    return f"practice {record.id}" if isinstance(record, Practice) else record.id


def _is_newer(record: DiaryRecord, existing: DiaryRecord) -> bool:
    """Return whether it was changed later; a practice is never changed."""
    if isinstance(record, Practice) or isinstance(existing, Practice):
        return False
    return record.updated_at > existing.updated_at


def _has_same_content(record: DiaryRecord, existing: DiaryRecord, *, is_foreign: bool) -> bool:
    """Return whether two records say the same; the stamps of what is foreign are those of its import."""
    if record == existing:
        return True
    if isinstance(record, Episode) and isinstance(existing, Episode):
        if is_foreign:
            record = replace(
                record, created_at=existing.created_at, updated_at=existing.updated_at, device=existing.device
            )
        return _comparable(record) == _comparable(existing)
    if isinstance(record, Day) and isinstance(existing, Day):
        return record.words == existing.words
    return record == existing


def _comparable(episode: Episode) -> dict[str, Any]:
    """Return an episode's document with nothing held as "not recorded": earlier versions exported that for both."""
    whole = document(episode)
    for each in whole["tried"]:
        if each["seconds"] == 0 and each["completed"] is False:
            each |= {"seconds": None, "completed": None}
    return whole


def _minute(episode: Episode) -> tuple[str, str | None]:
    return f"{episode.started_at.timestamp() // 60}", episode.place
