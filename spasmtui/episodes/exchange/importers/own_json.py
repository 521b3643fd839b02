"""Import the diary's own JSON, JSON Lines and TinyDB files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from spasmtui.episodes.exchange.importers.csv_table import TextFile
from spasmtui.episodes.exchange.importers.result import ImportContext, ImportResult, RejectionList
from spasmtui.episodes.exchange.importers.row_reader import row_id
from spasmtui.episodes.exchange.importers.strict_json import NotStrictJson, strict_json
from spasmtui.episodes.exchange.importers.validation import unknown_keys, validate
from spasmtui.episodes.model.episode import Day, Episode, Practice
from spasmtui.episodes.store.journal.record_codec import DAYS, EPISODES, PRACTICES
from spasmtui.errors import CannotStore, DataError

MOST_LINES = 2_000_000
MADE_WHERE_MISSING = ("id", "created_at", "updated_at", "device")
"""Fields of an episode that a person who writes one by hand does not know."""


def is_json(file: TextFile, _context: ImportContext) -> bool:
    """Return whether the text begins like one JSON value."""
    start = file.text.lstrip()[:1]
    return start == "[" or (start == "{" and not _begins_with_record(file.text))


def is_jsonl(file: TextFile, _context: ImportContext) -> bool:
    """Return whether the first line is a JSON object of a record; a text without a word has no records."""
    start = file.text.lstrip()[:1]
    return not start or (start == "{" and _begins_with_record(file.text))


def _begins_with_record(text: str) -> bool:
    try:
        first = strict_json(text.lstrip().split("\n", 1)[0])
    except NotStrictJson:
        return False
    return isinstance(first, dict) and ("started_at" in first or "journal" in first)


def read_json(file: TextFile, context: ImportContext) -> ImportResult:
    """Import a list of episodes, one episode, or the tables `episodes`, `days` and `practices` of a TinyDB file.

    Raises:
        DataError: it is not JSON, or holds no episodes.
    """
    try:
        value = strict_json(file.text)
    except NotStrictJson as error:
        raise DataError(f"{context.name} {error}. Nothing was imported.") from None
    items = _episode_items(value)
    if items is None:
        raise DataError(f"{context.name} holds no list of episodes. `spasmtui log export --format json` writes one.")
    episodes = _read_episodes("json", list(enumerate(items, 1)), context, unit="item")
    if not isinstance(value, dict) or "started_at" in value:
        return episodes
    return _add_other_tables(episodes, value, context)


def read_jsonl(file: TextFile, context: ImportContext) -> ImportResult:
    """Import one episode a line; empty lines are skipped.

    Raises:
        DataError: it is the diary's own journal, which `log restore` takes, or has lines without end.
    """
    text = file.text
    if text.count("\n") > MOST_LINES:
        raise DataError(f"{context.name} has more than {MOST_LINES:,} lines; that is no diary. Nothing was imported.")
    values: list[tuple[int, Any]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                values.append((number, strict_json(line)))
            except NotStrictJson as error:
                values.append((number, error))
    if values and isinstance(values[0][1], dict) and "journal" in values[0][1]:
        raise DataError(
            f"{context.name} is a journal of a diary, not an export. `spasmtui log restore FILE` restores it."
        )
    return _read_episodes("jsonl", values, context, unit="line")


def _read_episodes(
    format_name: str, values: Sequence[tuple[int, Any]], context: ImportContext, *, unit: str
) -> ImportResult:
    records: list[Episode] = []
    rejected = RejectionList(context.name)
    unknown: dict[str, None] = {}
    for number, value in context.over(values, len(values)):
        if isinstance(value, NotStrictJson):
            rejected.add(number, f"It {value}.")
            continue
        try:
            records.append(validate(Episode, _completed(value, context)))
        except CannotStore as error:
            rejected.add(number, error.message)
            continue
        unknown |= dict.fromkeys(unknown_keys(Episode, value))
    return ImportResult(
        format=format_name, records=tuple(records), rejected=rejected.all(), unmapped=tuple(unknown), unit=unit
    )


def _completed(value: Any, context: ImportContext) -> Any:
    """Return an item with the id, the stamps and the device that one made by hand lacks; `started_at` alone is needed.

    They follow from what it holds, so that importing it twice adds nothing.
    """
    if not isinstance(value, dict) or all(name in value for name in MADE_WHERE_MISSING):
        return value
    stamp = next((value[name] for name in ("updated_at", "created_at", "started_at") if value.get(name)), None)
    try:
        text = json.dumps(value, sort_keys=True, default=str)
    except (ValueError, RecursionError):
        return value  # what is wrong with it is said when it is validated
    made = {"id": row_id("json", [text]), "created_at": stamp, "updated_at": stamp, "device": context.device}
    return {**value, **{name: made[name] for name in MADE_WHERE_MISSING if name not in value}}


def _add_other_tables(episodes: ImportResult, tables: dict[str, Any], context: ImportContext) -> ImportResult:
    """Add the described days and the practices that a TinyDB file has beside its episodes."""
    records: list[Day | Practice] = []
    rejected = RejectionList(context.name)
    unknown = dict.fromkeys(episodes.unmapped)
    kinds: tuple[tuple[str, type[Day] | type[Practice]], ...] = ((DAYS, Day), (PRACTICES, Practice))
    for table, kind in kinds:
        for number, value in enumerate(_rows(tables.get(table)) or (), 1):
            try:
                records.append(validate(kind, _completed_other(value, table, context)))
            except CannotStore as error:
                rejected.add(number, f"In the table {table}: {error.message}")
                continue
            unknown |= dict.fromkeys(f"{table}.{name}" for name in unknown_keys(kind, value))
    return replace(
        episodes,
        records=(*episodes.records, *records),
        rejected=(*episodes.rejected, *rejected.all()),
        unmapped=tuple(unknown),
    )


def _completed_other(value: Any, table: str, context: ImportContext) -> Any:
    """Return a day or a practice with the id, the stamp and the device that one made by hand lacks."""
    if not isinstance(value, dict):
        return value
    made: dict[str, Any] = {"device": context.device}
    if table == DAYS and isinstance(value.get("date"), str):
        made["updated_at"] = f"{value['date']}T12:00:00+00:00"
    elif table == PRACTICES:
        try:
            made["id"] = row_id("json", [json.dumps(value, sort_keys=True, default=str)])
        except (ValueError, RecursionError):
            return value  # what is wrong with it is said when it is validated
    return made | value


def _episode_items(value: Any) -> list[Any] | None:
    if isinstance(value, dict) and "started_at" in value:
        return [value]
    return _rows(value.get(EPISODES) if isinstance(value, dict) else value)


def _rows(table: Any) -> list[Any] | None:
    """Return the rows of a JSON list, or of a TinyDB table with its row numbers as keys."""
    if isinstance(table, dict):
        return list(table.values())
    return table if isinstance(table, list) else None
