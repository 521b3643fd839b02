"""What leaves the diary, in the format asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.document import document
from spasmtui.errors import WrongUsage
from spasmtui.terminal.text import clean

if TYPE_CHECKING:
    from datetime import datetime

    from spasmtui.episodes.episode import Episode

FORMATS = ("csv", "json", "jsonl", "md", "ics", "fhir", "tinydb")


def exported(
    episodes: Sequence[Episode], form: str, *, omits_notes: bool, has_notes_in_calendar: bool, now: datetime
) -> bytes:
    """The episodes as a file of this format.

    Args:
        episodes: newest first.
        form: one of `FORMATS`.
        omits_notes: leave every note out.
        has_notes_in_calendar: put notes into calendar entries, which other people may see.
        now: when it was made.

    Raises:
        WrongUsage: there is no such format, or it needs an extra that is not installed.
    """
    documents = [_without_note(each) if omits_notes else each for each in map(_cleaned, map(document, episodes))]
    match form:
        case "json":
            from spasmtui.episodes.exchange.json_form import json_text  # noqa: PLC0415 -- one format a run

            text = json_text(documents)
        case "jsonl":
            from spasmtui.episodes.exchange.json_form import jsonl_text  # noqa: PLC0415

            text = jsonl_text(documents)
        case "tinydb":
            from spasmtui.episodes.exchange.json_form import tinydb_text  # noqa: PLC0415

            text = tinydb_text(documents)
        case "csv":
            from spasmtui.episodes.exchange.csv_form import csv_text  # noqa: PLC0415

            text = csv_text(documents)
        case "md":
            from spasmtui.episodes.exchange.markdown_form import markdown_text  # noqa: PLC0415

            text = markdown_text(documents)
        case "ics":
            from spasmtui.episodes.exchange.calendar_form import calendar_text  # noqa: PLC0415

            text = calendar_text(documents, has_notes=has_notes_in_calendar and not omits_notes)
        case "fhir":
            from spasmtui.episodes.exchange.fhir_form import fhir_text  # noqa: PLC0415

            text = fhir_text(documents, now=now)
        case _:
            raise WrongUsage(f"--format is one of {', '.join(FORMATS)}, not {form!r}.")
    return text.encode("utf-8")


def _without_note(whole: dict[str, Any]) -> dict[str, Any]:
    return {**whole, "note": None}


def _cleaned(value: Any) -> Any:
    """The document with no control character in any text, whatever a sync or another program put into the diary."""
    if isinstance(value, str):
        return value if value.isprintable() else clean(value)
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    if isinstance(value, dict):
        return {name: _cleaned(each) for name, each in value.items()}
    return value
