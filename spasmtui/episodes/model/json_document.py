"""Write episodes, days and practices as the JSON of the interface contract, whose names and order never change."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.model.fields import JSON_FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spasmtui.episodes.model.episode import Day, Episode, Practice, Tried
    from spasmtui.episodes.model.fields import FieldKind

JSON_NAMES = tuple(field.name for field in JSON_FIELDS)
"""Every name that an episode's JSON may have, in order. `signs` is there only when some were recorded."""
DERIVED = tuple(field.name for field in JSON_FIELDS if field.derive is not None)
"""The names that are computed from the others when they are written, and that are not read back."""


def _same(value: Any) -> Any:
    return value


def _iso(value: Any) -> str | None:
    return None if value is None else str(value.isoformat())


def _choice(value: Any) -> str | None:
    return None if value is None else str(value.value)


def _list(value: Any) -> list[str] | None:
    return None if value is None else list(value)


def tried_documents(tried: Iterable[Tried]) -> list[dict[str, Any]]:
    """Return routines and remedies as JSON objects, each with the name of what it is."""
    return [
        {
            **({"remedy": each.remedy} if each.routine is None else {"routine": each.routine}),
            "seconds": each.seconds,
            "completed": each.completed,
        }
        for each in tried
    ]


_TO_JSON: dict[FieldKind, Callable[[Any], Any]] = {
    "moment": _iso, "night": _iso, "side": _choice, "choice": _choice, "words": _list, "tried": tried_documents,
}  # fmt: skip
"""The JSON value of a field, by its kind; a kind that is not here is written as it is."""
_COLUMNS = tuple(
    (field.name, field.derive or attrgetter(field.name), _TO_JSON.get(field.kind, _same), field.is_omitted)
    for field in JSON_FIELDS
)


def document(episode: Episode) -> dict[str, Any]:
    """Return the episode as one JSON object; null means not recorded."""
    whole: dict[str, Any] = {}
    for name, value_of, to_json, is_omitted in _COLUMNS:
        value = to_json(value_of(episode))
        if value is not None or not is_omitted:
            whole[name] = value
    return whole


def day_document(day: Day) -> dict[str, Any]:
    """Return a described day as one JSON object."""
    return {
        "date": day.date,
        "words": list(day.words),
        "updated_at": day.updated_at.isoformat(),
        "device": day.device,
    }


def practice_document(practice: Practice) -> dict[str, Any]:
    """Return a routine done outside an episode as one JSON object."""
    return {
        "id": practice.id,
        "routine": practice.routine,
        "started_at": practice.started_at.isoformat(),
        "seconds": practice.seconds,
        "completed": practice.completed,
        "side": _choice(practice.side),
        "pain": practice.pain,
        "pain_after": practice.pain_after,
        "effort": practice.effort,
        "is_skipped": practice.is_skipped,
        "updated_at": _iso(practice.updated_at),
        "device": practice.device,
    }
