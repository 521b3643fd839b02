"""Format the diary as iCalendar (RFC 5545): one private entry an episode, with notes only when asked for.

Calendars are often shared or kept by an employer, so the entries are of class PRIVATE, do not make a person busy, and
say no more than place and figures. A library that writes calendars took three times as long for twenty years as a
person waits; the tests read what is written with one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from spasmtui import __version__
from spasmtui.episodes.exchange.exporters.phrases import detail_phrases, place_phrase
from spasmtui.shared.escapes.icalendar import escape_text, join_lines


def calendar_text(documents: Iterable[dict[str, Any]], *, has_notes: bool) -> str:
    """Format a calendar with one entry an episode; an episode without a known end has no end."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//spasmtui//{__version__}//EN", "METHOD:PUBLISH"]
    for document in documents:
        lines += _entry(document, has_notes=has_notes)
    return join_lines((*lines, "END:VCALENDAR"))


def _entry(document: dict[str, Any], *, has_notes: bool) -> Iterator[str]:
    changed = _in_utc(document["updated_at"])
    yield "BEGIN:VEVENT"
    yield f"SUMMARY:{escape_text(_summary(document))}"
    yield f"DTSTART:{_in_utc(document['started_at'])}"
    if document["ended_at"] is not None:
        yield f"DTEND:{_in_utc(document['ended_at'])}"
    yield f"DTSTAMP:{changed}"
    yield f"UID:{escape_text(document['id'])}@spasmtui"
    yield "CLASS:PRIVATE"
    description = "\n".join(f"{label}: {words}" for label, words in detail_phrases(document))
    if has_notes and document["note"]:
        description += f"\n\n{document['note']}"
    if description:
        yield f"DESCRIPTION:{escape_text(description)}"
    yield f"LAST-MODIFIED:{changed}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _in_utc(text: str) -> str:
    """Format a time in UTC: a bare offset has no name that a calendar knows."""
    return f"{datetime.fromisoformat(text).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _summary(document: dict[str, Any]) -> str:
    words = " ".join(part for part in (place_phrase(document), document["kind"] or "episode") if part)
    return words[:1].upper() + words[1:]
