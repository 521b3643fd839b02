"""Describe an episode's JSON object in words, for formats that people read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.model.fields import JSON_FIELDS
from spasmtui.shared.formats import place_with_side
from spasmtui.shared.times.lengths import format_duration

if TYPE_CHECKING:
    from spasmtui.episodes.model.fields import Field, FieldKind


def place_phrase(document: dict[str, Any]) -> str:
    """Return the place with its side, such as `left calf`; empty when neither was recorded."""
    return place_with_side(document["place"], document["side"], missing="")


def detail_phrases(document: dict[str, Any]) -> list[tuple[str, str]]:
    """Return label and words of every recorded field that has a phrase; the place and the note have none."""
    return [
        (field.phrase, words)
        for field in JSON_FIELDS
        if field.phrase
        and (value := document.get(field.name)) is not None
        and (words := _WORDS_OF_KIND[field.kind](value))
    ]


def can_phrase(field: Field) -> bool:
    """Return whether there are words for a recorded value of the field."""
    return field.kind in _WORDS_OF_KIND


def _tried_words(tried: list[dict[str, Any]]) -> str:
    named = ((str(each.get("remedy") or each["routine"]), each["seconds"]) for each in tried)
    return ", ".join(f"{name} {format_duration(seconds)}" if seconds else name for name, seconds in named)


_WORDS_OF_KIND: dict[FieldKind, Callable[[Any], str]] = {
    "name": str,
    "night": str,
    "moment": lambda text: f"{datetime.fromisoformat(text):%Y-%m-%d %H:%M}",
    "length": format_duration,
    "score": lambda score: f"{score} of 10",
    "choice": lambda choice: str(choice.replace("-", " ")),
    "words": lambda words: ", ".join(words) or "none",
    "tried": _tried_words,
    "text": lambda text: " ".join(text.split()),
}
"""The words of a JSON value, by the field's kind."""
