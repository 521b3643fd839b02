"""An episode's JSON object in words, for formats that people read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from spasmtui.shared.durations import format_duration
from spasmtui.shared.formats import place_with_side


def site(document: dict[str, Any]) -> str:
    """Where it was: `left calf`, or empty when nothing was recorded."""
    return place_with_side(document["place"], document["side"], missing="")


def details(document: dict[str, Any]) -> list[tuple[str, str]]:
    """Label and words of everything recorded, the note excepted; what was not recorded is not mentioned."""
    rows = [
        ("ended", document["ended_at"] and f"{datetime.fromisoformat(document['ended_at']):%Y-%m-%d %H:%M}"),
        ("lasted", format_duration(document["duration_s"])),
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
    return f"{each['routine']} {format_duration(each['seconds'])}" if each["seconds"] else str(each["routine"])


def _score(value: int | None) -> str | None:
    return None if value is None else f"{value} of 10"


def _words(words: list[str] | None) -> str | None:
    return None if words is None else ", ".join(words) or "none"
