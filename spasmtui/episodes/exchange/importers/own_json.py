"""Import the diary's own JSON, JSON Lines and TinyDB files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from spasmtui.episodes.exchange.importers.csv_table import TextFile
from spasmtui.episodes.exchange.importers.hand_made import EPISODE_MOMENTS, OTHER_MOMENTS, HandMade, intended_field
from spasmtui.episodes.exchange.importers.result import ImportContext, ImportResult, RejectionList
from spasmtui.episodes.exchange.importers.strict_json import NotStrictJson, strict_json, strict_json_values
from spasmtui.episodes.exchange.importers.validation import unknown_keys, validate
from spasmtui.episodes.model.episode import Day, Episode, Practice
from spasmtui.episodes.store.journal.record_codec import DAYS, EPISODES, PRACTICES
from spasmtui.errors import CannotStore, DataError
from spasmtui.terminal.sanitize import sanitize

MOST_LINES = 2_000_000
TABLES = (EPISODES, DAYS, PRACTICES)


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
    """Import a list of episodes, one episode or several, or the tables `episodes`, `days` and `practices`.

    Raises:
        DataError: it is not JSON, or holds no episodes.
        WrongUsage: a date could be two, and nothing decides which.
    """
    try:
        values = strict_json_values(file.text)
    except NotStrictJson as error:
        raise DataError(f"{context.name} {error}. Nothing was imported.") from None
    value = values[0] if len(values) == 1 else values
    items = _episode_items(value)
    if items is None:
        keys = ", ".join(sanitize(key[:20], one_line=True) for key in value) if isinstance(value, dict) else ""
        held = f" It has {keys[:80]}." if keys else ""
        raise DataError(
            f"{context.name} holds no list of episodes.{held} An episode is an object with started_at, as "
            "`spasmtui log export --format json` writes it. Nothing was imported."
        )
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
        raise DataError(
            f"{context.name} has more than {MOST_LINES:,} lines; that is not a diary. Nothing was imported."
        )
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
    hand_made = HandMade((value for _number, value in values), EPISODE_MOMENTS, context)
    for number, value in context.over(values, len(values)):
        if isinstance(value, NotStrictJson):
            rejected.add(number, f"It {value}.")
            continue
        try:
            records.append(validate(Episode, hand_made.episode(value)))
        except CannotStore as error:
            rejected.add(number, error.message)
            continue
        unknown |= dict.fromkeys(unknown_keys(Episode, value))
    return ImportResult(
        format=format_name,
        records=tuple(records),
        rejected=rejected.all(),
        remarks=hand_made.remarks,
        unmapped=tuple(map(_with_intended_field, unknown)),
        unit=unit,
    )


def _with_intended_field(name: str) -> str:
    """Return an unknown key, with the field that it spells in another way."""
    field = intended_field(name)
    return f"{name} (the field is {field})" if field else name


def _add_other_tables(episodes: ImportResult, tables: dict[str, Any], context: ImportContext) -> ImportResult:
    """Add the described days and the practices that a TinyDB file has beside its episodes."""
    records: list[Day | Practice] = []
    rejected = RejectionList(context.name)
    unknown = dict.fromkeys(episodes.unmapped)
    unknown |= dict.fromkeys(sanitize(name, one_line=True) for name in tables if name not in TABLES)
    remarks = list(episodes.remarks)
    kinds: tuple[tuple[str, type[Day] | type[Practice]], ...] = ((DAYS, Day), (PRACTICES, Practice))
    for table, kind in kinds:
        rows = _rows(tables.get(table)) or []
        hand_made = HandMade(rows, OTHER_MOMENTS[table], context)
        for number, value in enumerate(rows, 1):
            try:
                records.append(validate(kind, hand_made.other(value, table)))
            except CannotStore as error:
                rejected.add(number, f"In the table {table}: {error.message}")
                continue
            unknown |= dict.fromkeys(f"{table}.{name}" for name in unknown_keys(kind, value))
        remarks += hand_made.remarks
    return replace(
        episodes,
        records=(*episodes.records, *records),
        rejected=(*episodes.rejected, *rejected.all()),
        remarks=tuple(remarks),
        unmapped=tuple(unknown),
    )


def _episode_items(value: Any) -> list[Any] | None:
    if isinstance(value, dict) and "started_at" in value:
        return [value]
    if not isinstance(value, dict):
        return _rows(value)
    return _rows(value.get(EPISODES, [] if {DAYS, PRACTICES} & value.keys() else None))


def _rows(table: Any) -> list[Any] | None:
    """Return the rows of a JSON list, or of a TinyDB table with its row numbers as keys."""
    if isinstance(table, dict):
        return list(table.values())
    return table if isinstance(table, list) else None
