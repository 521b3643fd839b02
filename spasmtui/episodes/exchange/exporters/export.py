"""Export the diary in the format asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.exchange.exporters.csv_format import csv_text
from spasmtui.episodes.exchange.exporters.fhir import fhir_text
from spasmtui.episodes.exchange.exporters.icalendar import calendar_text
from spasmtui.episodes.exchange.exporters.json_format import json_text, jsonl_text, tinydb_text
from spasmtui.episodes.exchange.exporters.markdown import markdown_text
from spasmtui.episodes.model.fields import fields_of_kind
from spasmtui.episodes.model.json_document import day_document, document, practice_document
from spasmtui.episodes.model.names import SHIPPED, Names
from spasmtui.errors import WrongUsage
from spasmtui.shared.formats import either
from spasmtui.terminal.sanitize import one_line, sanitize_values

if TYPE_CHECKING:
    from datetime import datetime

    from spasmtui.episodes.model.episode import Day, Episode, Practice
    from spasmtui.shared.times.bounds import Period

FORMATS = ("csv", "json", "jsonl", "md", "ics", "fhir", "tinydb")
EPISODE_ONLY_FORMATS = ("csv", "json", "jsonl")
"""Formats that an import reads back and that carry no described day and no practised routine."""
FORMATS_FOR_PEOPLE = ("csv", "md", "ics", "fhir")
"""Formats in which a line break inside a name could begin something else."""
FORMATS_WITH_TITLES = ("md", "ics")
"""Formats that nothing reads again but a person."""
_NOTES = {field.name for field in fields_of_kind("text")}


def export_records(
    episodes: Iterable[Episode],
    format_name: str,
    *,
    omits_notes: bool,
    has_notes_in_calendar: bool,
    now: datetime,
    days: Sequence[Day] = (),
    practices: Sequence[Practice] = (),
    names: Names = SHIPPED,
) -> bytes:
    """Return the episodes as a file of this format; `tinydb` carries the days and the practices too.

    Args:
        episodes: newest first.
        format_name: one of `FORMATS`.
        omits_notes: leave every note out.
        has_notes_in_calendar: put notes into calendar entries, which other people may see.
        now: the time stamp of the file.
        days: described days, newest first.
        practices: routines done outside an episode, newest first.
        names: the titles of routines, for the formats that people read.

    Raises:
        WrongUsage: there is no such format, or it needs an extra that is not installed.
    """
    # One after another, so that who counts the episodes as they are taken knows how far the file has come.
    documents = (sanitize_values(_without_note(each) if omits_notes else each) for each in map(document, episodes))
    if format_name in FORMATS_FOR_PEOPLE:
        documents = (_with_names_on_one_line(each) for each in documents)
    if format_name in FORMATS_WITH_TITLES:
        documents = (_with_titles(each, names) for each in documents)
    match format_name:
        case "json":
            text = json_text(list(documents))
        case "jsonl":
            text = jsonl_text(documents)
        case "tinydb":
            text = tinydb_text(
                episodes=documents,
                days=[sanitize_values(day_document(each)) for each in days],
                practices=[sanitize_values(practice_document(each)) for each in practices],
            )
        case "csv":
            text = csv_text(documents)
        case "md":
            text = markdown_text(list(documents))
        case "ics":
            text = calendar_text(documents, has_notes=has_notes_in_calendar and not omits_notes)
        case "fhir":
            text = fhir_text(documents, now=now)
        case _:
            raise WrongUsage(f"--format can be {either(FORMATS)}, not {format_name!r}.")
    return text.encode("utf-8")


def select_period(
    days: Iterable[Day], practices: Iterable[Practice], period: Period | None
) -> tuple[tuple[Day, ...], tuple[Practice, ...]]:
    """Return the days and the practices of a period; a day belongs to it when some of its date does."""
    if period is None:
        return tuple(days), tuple(practices)
    return (
        tuple(each for each in days if period.holds_day(each.date)),
        tuple(each for each in practices if period.holds(each.started_at)),
    )


def _without_note(whole: dict[str, Any]) -> dict[str, Any]:
    return {**whole, "note": None}


def _with_titles(document: dict[str, Any], names: Names) -> dict[str, Any]:
    """Return an episode with the titles of the routines that were tried, in the place of their ids."""
    tried = [
        {**each, "routine": one_line(names.routine(each["routine"]))} if each.get("routine") else each
        for each in document["tried"]
    ]
    return {**document, "tried": tried}


def _with_names_on_one_line(value: Any) -> Any:
    """Fold the line breaks of every text but the notes."""
    if isinstance(value, dict):
        return {name: each if name in _NOTES else _with_names_on_one_line(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_with_names_on_one_line(each) for each in value]
    return one_line(value) if isinstance(value, str) else value
