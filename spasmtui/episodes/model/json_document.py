"""An episode as the JSON of the interface contract, and back. Its names and their order never change."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.model.night import night_of
from spasmtui.errors import CannotStore
from spasmtui.terminal.sanitize import NOTE_LIMIT, sanitize

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from spasmtui.episodes.model.episode import Day, Episode, Practice

FIELDS = (
    "id", "started_at", "ended_at", "duration_s", "night", "place", "side", "kind", "pain", "pain_after",
    "sleep_disturbance", "context", "triggers", "signs", "tried", "helped", "note", "created_at", "updated_at",
    "device",
)  # fmt: skip
"""Every name an episode's JSON may have, in order. `signs` is there only when some were recorded."""
DERIVED = ("duration_s", "night")
"""Computed from the others when written, and not read back."""
_INSTANTS = ("started_at", "ended_at", "created_at", "updated_at")


def document(episode: Episode) -> dict[str, Any]:
    """The episode as one JSON object; null means not recorded."""
    night = night_of(episode.started_at)
    whole: dict[str, Any] = {
        "id": episode.id,
        "started_at": episode.started_at.isoformat(),
        "ended_at": episode.ended_at and episode.ended_at.isoformat(),
        "duration_s": episode.duration_seconds,
        "night": night and night.isoformat(),
        "place": episode.place,
        "side": episode.side and episode.side.value,
        "kind": episode.kind and episode.kind.value,
        "pain": episode.pain,
        "pain_after": episode.pain_after,
        "sleep_disturbance": episode.sleep_disturbance,
        "context": episode.context and episode.context.value,
        "triggers": None if episode.triggers is None else list(episode.triggers),
        "signs": None if episode.signs is None else list(episode.signs),
        "tried": [
            {"routine": each.routine, "seconds": each.seconds, "completed": each.completed} for each in episode.tried
        ],
        "helped": episode.helped and episode.helped.value,
        "note": episode.note,
        "created_at": episode.created_at.isoformat(),
        "updated_at": episode.updated_at.isoformat(),
        "device": episode.device,
    }
    if episode.signs is None:
        del whole["signs"]
    return whole


def day_document(day: Day) -> dict[str, Any]:
    """A described day as one JSON object."""
    return {
        "date": day.date,
        "words": list(day.words),
        "updated_at": day.updated_at.isoformat(),
        "device": day.device,
    }


def practice_document(practice: Practice) -> dict[str, Any]:
    """A routine done outside an episode as one JSON object."""
    return {
        "id": practice.id,
        "routine": practice.routine,
        "started_at": practice.started_at.isoformat(),
        "seconds": practice.seconds,
        "completed": practice.completed,
        "device": practice.device,
    }


def from_json(value: object, *, where: str = "This episode") -> Episode:
    """An episode from its JSON object, every field checked and its text cleaned.

    Names that are not in `FIELDS` are left out; who reads a file says which they were.

    Args:
        value: what a JSON reader made of it.
        where: what the sentence calls it, such as "Line 12".

    Raises:
        CannotStore: a field is missing or has a value it cannot have; the sentence names field and reason.
    """
    if not isinstance(value, dict):
        raise CannotStore(f"{where} is not an episode: a JSON object is needed.")
    known = {name: value[name] for name in FIELDS if name in value and name not in DERIVED}
    for name in _INSTANTS:
        if not isinstance(known.get(name), str | None):
            raise CannotStore(f"{where}: {name} is not a time. It is ISO 8601 with an offset.")
    import json  # noqa: PLC0415 -- writing an episode does not need what reading one does

    from pydantic import ValidationError  # noqa: PLC0415

    try:
        episode = _adapter().validate_json(json.dumps(known), strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "it"
        raise CannotStore(f"{where}: {field} cannot be stored. {first['msg']}.") from None
    except (ValueError, RecursionError):
        raise CannotStore(f"{where} is not an episode.") from None
    return _settled(episode, where)


@cache
def _adapter() -> TypeAdapter[Episode]:
    from pydantic import TypeAdapter  # noqa: PLC0415 -- only input from outside needs it

    from spasmtui.episodes.model.episode import Episode  # noqa: PLC0415

    return TypeAdapter(Episode)


def _settled(episode: Episode, where: str) -> Episode:
    """The episode with clean text and plain offsets, once its times make sense together."""
    changes: dict[str, Any] = {}
    for name in _INSTANTS:
        instant: datetime | None = getattr(episode, name)
        if instant is not None:
            changes[name] = _plain(instant, f"{where}: {name}")
    if episode.ended_at is not None and changes["ended_at"] < changes["started_at"]:
        raise CannotStore(f"{where}: it ends before it starts.")
    identity = sanitize(episode.id, one_line=True)
    if not identity:
        raise CannotStore(f"{where}: id is empty.")
    changes |= {
        "id": identity,
        "device": sanitize(episode.device, one_line=True),
        "place": None if episode.place is None else sanitize(episode.place, one_line=True),
        "note": None if episode.note is None else checked_note(episode.note),
        "triggers": None
        if episode.triggers is None
        else tuple(sanitize(word, one_line=True) for word in episode.triggers),
        "signs": None if episode.signs is None else tuple(sanitize(word, one_line=True) for word in episode.signs),
        "tried": tuple(
            dataclasses.replace(each, routine=sanitize(each.routine, one_line=True)) for each in episode.tried
        ),
    }
    return dataclasses.replace(episode, **changes)


def _plain(instant: datetime, what: str) -> datetime:
    offset = instant.utcoffset()
    if offset is None:
        raise CannotStore(f"{what} has no offset, such as +01:00 or Z.")
    if offset % timedelta(minutes=1):
        raise CannotStore(f"{what} has an offset with seconds, which no place on a map has.")
    return instant.replace(tzinfo=timezone(offset))


def checked_note(text: str) -> str:
    """A note as it is kept: without control characters.

    Raises:
        CannotStore: it is longer than a note may be.
    """
    note = sanitize(text)
    if len(note) > NOTE_LIMIT:
        raise CannotStore(f"A note has at most {NOTE_LIMIT:,} characters; this one has {len(note):,}. Shorten it.")
    return note
