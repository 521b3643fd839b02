"""What leaves the diary, in the format asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.model.json_document import day_document, document, practice_document
from spasmtui.errors import WrongUsage
from spasmtui.terminal.sanitize import sanitize

if TYPE_CHECKING:
    from datetime import datetime

    from spasmtui.episodes.model.episode import Day, Episode, Practice

FORMATS = ("csv", "json", "jsonl", "md", "ics", "fhir", "tinydb")
EPISODES_ALONE = ("csv", "json", "jsonl")
"""Formats an import takes in again that carry no described day and no practised routine."""


def exported(
    episodes: Sequence[Episode],
    form: str,
    *,
    omits_notes: bool,
    has_notes_in_calendar: bool,
    now: datetime,
    days: Sequence[Day] = (),
    practices: Sequence[Practice] = (),
) -> bytes:
    """The episodes as a file of this format; `tinydb` carries the days and the practices too.

    Args:
        episodes: newest first.
        form: one of `FORMATS`.
        omits_notes: leave every note out.
        has_notes_in_calendar: put notes into calendar entries, which other people may see.
        now: when it was made.
        days: described days, newest first.
        practices: routines done outside an episode, newest first.

    Raises:
        WrongUsage: there is no such format, or it needs an extra that is not installed.
    """
    documents = [_without_note(each) if omits_notes else each for each in map(_cleaned, map(document, episodes))]
    match form:
        case "json":
            from spasmtui.episodes.exchange.exporters.json_format import json_text  # noqa: PLC0415 -- one format a run

            text = json_text(documents)
        case "jsonl":
            from spasmtui.episodes.exchange.exporters.json_format import jsonl_text  # noqa: PLC0415

            text = jsonl_text(documents)
        case "tinydb":
            from spasmtui.episodes.exchange.exporters.json_format import tinydb_text  # noqa: PLC0415

            text = tinydb_text(
                episodes=documents,
                days=[_cleaned(day_document(each)) for each in days],
                practices=[_cleaned(practice_document(each)) for each in practices],
            )
        case "csv":
            from spasmtui.episodes.exchange.exporters.csv_format import csv_text  # noqa: PLC0415

            text = csv_text(documents)
        case "md":
            from spasmtui.episodes.exchange.exporters.markdown import markdown_text  # noqa: PLC0415

            text = markdown_text(documents)
        case "ics":
            from spasmtui.episodes.exchange.exporters.icalendar import calendar_text  # noqa: PLC0415

            text = calendar_text(documents, has_notes=has_notes_in_calendar and not omits_notes)
        case "fhir":
            from spasmtui.episodes.exchange.exporters.fhir import fhir_text  # noqa: PLC0415

            text = fhir_text(documents, now=now)
        case _:
            raise WrongUsage(f"--format is one of {', '.join(FORMATS)}, not {form!r}.")
    return text.encode("utf-8")


def within(
    days: Iterable[Day], practices: Iterable[Practice], since: datetime | None, until: datetime | None
) -> tuple[tuple[Day, ...], tuple[Practice, ...]]:
    """The days and the practices of [since, until); a day belongs to it when its date does."""
    last = None if until is None else (until - timedelta(microseconds=1)).date().isoformat()
    return (
        tuple(
            each
            for each in days
            if (since is None or each.date >= since.date().isoformat()) and (last is None or each.date <= last)
        ),
        tuple(
            each
            for each in practices
            if (since is None or each.started_at >= since) and (until is None or each.started_at < until)
        ),
    )


def _without_note(whole: dict[str, Any]) -> dict[str, Any]:
    return {**whole, "note": None}


def _cleaned(value: Any) -> Any:
    """The document with no control character in any text, whatever a sync or another program put into the diary."""
    if isinstance(value, str):
        return value if value.isprintable() else sanitize(value)
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    if isinstance(value, dict):
        return {name: _cleaned(each) for name, each in value.items()}
    return value
