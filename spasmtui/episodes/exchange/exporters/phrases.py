"""An episode's JSON object in words, for formats that people read."""

from __future__ import annotations

from datetime import datetime
from typing import Any


def site(document: dict[str, Any]) -> str:
    """Where it was: `left calf`, or empty when nothing was recorded."""
    place = (document["place"] or "").replace("-", " ")
    side = document["side"] or ""
    return " ".join(part for part in (side if side != "both" else "both sides,", place) if part).rstrip(",")


def duration(seconds: int) -> str:
    """Such as `4 min`, `1 h 10 min` or `45 s`."""
    if seconds < 120:
        return f"{seconds} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{minutes} min" if minutes else "") if part)


def details(document: dict[str, Any]) -> list[tuple[str, str]]:
    """Label and words of everything recorded, the note excepted; what was not recorded is not mentioned."""
    rows = [
        ("ended", document["ended_at"] and f"{datetime.fromisoformat(document['ended_at']):%Y-%m-%d %H:%M}"),
        ("lasted", None if document["duration_s"] is None else duration(document["duration_s"])),
        ("night of", document["night"]),
        ("kind", document["kind"]),
        ("worst pain", _score(document["pain"])),
        ("pain afterwards", _score(document["pain_after"])),
        ("sleep disturbed", _score(document["sleep_disturbance"])),
        ("came during", document["context"] and document["context"].replace("-", " ")),
        ("triggers", _words(document["triggers"])),
        ("signs ticked", _words(document.get("signs"))),
        ("tried", ", ".join(_tried(each) for each in document["tried"])),
        ("helped", document["helped"]),
    ]
    return [(label, words) for label, words in rows if words]


def _tried(each: dict[str, Any]) -> str:
    return f"{each['routine']} {duration(each['seconds'])}" if each["seconds"] else str(each["routine"])


def _score(value: int | None) -> str | None:
    return None if value is None else f"{value} of 10"


def _words(words: list[str] | None) -> str | None:
    return None if words is None else ", ".join(words) or "none"
