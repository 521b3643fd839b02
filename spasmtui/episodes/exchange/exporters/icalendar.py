"""Format the diary as iCalendar (RFC 5545): one private entry an episode, with notes only when asked for.

Calendars are often shared or kept by an employer, so the entries are of class PRIVATE, do not make a person busy, and
say no more than place and figures.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from spasmtui import __version__
from spasmtui.episodes.exchange.exporters.phrases import detail_phrases, place_phrase
from spasmtui.errors import WrongUsage


def calendar_text(documents: Iterable[dict[str, Any]], *, has_notes: bool) -> str:
    """Format a calendar with one entry an episode; an episode without a known end has no end.

    Raises:
        WrongUsage: the extra `calendar` is not installed.
    """
    try:
        from icalendar import Calendar, Event  # noqa: PLC0415 -- an extra
    except ImportError:
        raise WrongUsage(
            "A calendar needs the extra 'calendar'. Install it with: pip install 'spasmtui[calendar]'"
        ) from None
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//spasmtui//{__version__}//EN")
    calendar.add("method", "PUBLISH")
    for document in documents:
        event = Event()
        event.add("uid", f"{document['id']}@spasmtui")
        event.add("dtstamp", _in_utc(document["updated_at"]))
        event.add("last-modified", _in_utc(document["updated_at"]))
        event.add("dtstart", _in_utc(document["started_at"]))
        if document["ended_at"] is not None:
            event.add("dtend", _in_utc(document["ended_at"]))
        event.add("summary", _summary(document))
        description = "\n".join(f"{label}: {words}" for label, words in detail_phrases(document))
        if has_notes and document["note"]:
            description += f"\n\n{document['note']}"
        if description:
            event.add("description", description)
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return str(calendar.to_ical().decode("utf-8"))


def _in_utc(text: str) -> datetime:
    """Convert a time to UTC: a bare offset has no name that a calendar knows."""
    return datetime.fromisoformat(text).astimezone(UTC)


def _summary(document: dict[str, Any]) -> str:
    words = " ".join(part for part in (place_phrase(document), document["kind"] or "episode") if part)
    return words[:1].upper() + words[1:]
