"""ImportResult our own JSON, JSON Lines and TinyDB files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from spasmtui.episodes.entry.json_input import episode_from_json
from spasmtui.episodes.exchange.importers.result import ImportContext, ImportResult, RejectionList
from spasmtui.episodes.exchange.importers.strict_json import NotStrictJson, strict_json
from spasmtui.episodes.model.episode import Day, Episode, Practice
from spasmtui.episodes.model.json_document import JSON_NAMES
from spasmtui.episodes.store.journal.record_codec import DAYS, PRACTICES, BadDocument, from_document, to_document
from spasmtui.errors import CannotStore, DataError
from spasmtui.shared.places import PLACES
from spasmtui.terminal.sanitize import sanitize

MOST_LINES = 2_000_000


def read_json(text: str, origin: ImportContext) -> ImportResult:
    """A list of episodes, one episode, or the tables `episodes`, `days` and `practices` of a TinyDB file.

    Raises:
        DataError: it is not JSON, or holds no episodes.
    """
    try:
        value = strict_json(text)
    except NotStrictJson as error:
        raise DataError(f"{origin.name} {error}. Nothing was imported.") from None
    items = _items(value)
    if items is None:
        raise DataError(f"{origin.name} holds no list of episodes. `spasmtui log export --format json` writes one.")
    episodes = _reading("json", enumerate(items, 1), origin, unit="item")
    if not isinstance(value, dict) or "started_at" in value:
        return episodes
    return _with_other_tables(episodes, value, origin)


def _with_other_tables(episodes: ImportResult, tables: dict[str, Any], origin: ImportContext) -> ImportResult:
    """The reading with the described days and the practices that stand beside the episodes."""
    records: list[Day | Practice] = []
    rejected = RejectionList(origin.name)
    for table in (DAYS, PRACTICES):
        for at, value in enumerate(_rows(tables.get(table)) or (), 1):
            try:
                records.append(_record_of(table, value))
            except (BadDocument, CannotStore) as error:
                rejected.add(at, f"In the table {table}: {error}")
    return replace(episodes, records=(*episodes.records, *records), rejected=(*episodes.rejected, *rejected.all()))


def _record_of(table: str, value: Any) -> Day | Practice:
    """The day or the practice a JSON object stands for.

    Raises:
        BadDocument: it stands for none; the sentence names the field.
        CannotStore: the diary could not keep it.
    """
    name = "date" if table == DAYS else "id"
    key = value.get(name) if isinstance(value, dict) else None
    if not isinstance(key, str):
        raise BadDocument(name, "a text")
    record = from_document(table, key, value)
    to_document(record)
    return record  # type: ignore[return-value]


def _items(value: Any) -> list[Any] | None:
    if isinstance(value, dict) and "started_at" in value:
        return [value]
    return _rows(value.get("episodes") if isinstance(value, dict) else value)


def _rows(table: Any) -> list[Any] | None:
    if isinstance(table, dict):
        return list(table.values())
    return table if isinstance(table, list) else None


def read_jsonl(text: str, origin: ImportContext) -> ImportResult:
    """One episode a line; empty lines are skipped.

    Raises:
        DataError: it is the diary's own journal, which `log restore` takes, or has lines without end.
    """
    if text.count("\n") > MOST_LINES:
        raise DataError(f"{origin.name} has more than {MOST_LINES:,} lines; that is no diary. Nothing was imported.")
    values: list[tuple[int, Any]] = []
    for line, words in enumerate(text.split("\n"), 1):
        if words.strip():
            try:
                values.append((line, strict_json(words)))
            except NotStrictJson as error:
                values.append((line, error))
    if values and isinstance(values[0][1], dict) and "journal" in values[0][1]:
        raise DataError(
            f"{origin.name} is a journal of a diary, not an export. `spasmtui log restore FILE` takes it in."
        )
    return _reading("jsonl", values, origin, unit="line")


def _reading(form: str, values: Iterable[tuple[int, Any]], origin: ImportContext, *, unit: str) -> ImportResult:
    records: list[Episode] = []
    rejected = RejectionList(origin.name)
    unknown: dict[str, None] = {}
    for line, value in values:
        try:
            records.append(episode_of(value))
        except CannotStore as error:
            rejected.add(line, error.message)
            continue
        unknown |= dict.fromkeys(sanitize(name, one_line=True) for name in value if name not in JSON_NAMES)
    return ImportResult(form=form, records=tuple(records), rejected=rejected.all(), unmapped=tuple(unknown), unit=unit)


def episode_of(value: Any) -> Episode:
    """The episode a JSON object stands for.

    Raises:
        CannotStore: it stands for none; the sentence names the field.
    """
    if isinstance(value, NotStrictJson):
        raise CannotStore(f"It {value}.")
    episode = episode_from_json(value, where="It")
    if episode.place is not None and episode.place not in PLACES:
        raise CannotStore(f"place {episode.place[:40]!r} is not one of {', '.join(PLACES)}.")
    return episode
