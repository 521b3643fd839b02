"""An episode as the JSON of the interface contract, and back. Its names and their order never change."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta, timezone
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.model.fields import JSON_FIELDS, STORED_FIELDS, fields_of_kind
from spasmtui.errors import CannotStore
from spasmtui.terminal.sanitize import NOTE_LIMIT, sanitize

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import TypeAdapter

    from spasmtui.episodes.model.episode import Day, Episode, Practice, Tried
    from spasmtui.episodes.model.fields import FieldKind

FIELDS = tuple(field.name for field in JSON_FIELDS)
"""Every name an episode's JSON may have, in order. `signs` is there only when some were recorded."""
DERIVED = tuple(field.name for field in JSON_FIELDS if field.derive is not None)
"""Computed from the others when written, and not read back."""
_INSTANTS = tuple(field.name for field in fields_of_kind("moment"))


def _same(value: Any) -> Any:
    return value


def _iso(value: Any) -> str | None:
    return None if value is None else str(value.isoformat())


def _choice(value: Any) -> str | None:
    return None if value is None else str(value.value)


def _list(value: Any) -> list[str] | None:
    return None if value is None else list(value)


def _tried_list(value: Any) -> list[dict[str, Any]]:
    return [{"routine": each.routine, "seconds": each.seconds, "completed": each.completed} for each in value]


_TO_JSON: dict[FieldKind, Callable[[Any], Any]] = {
    "moment": _iso, "night": _iso, "side": _choice, "choice": _choice, "words": _list, "tried": _tried_list,
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
    if not _clean_line(episode.id):
        raise CannotStore(f"{where}: id is empty.")
    for field in STORED_FIELDS:
        value = getattr(episode, field.name)
        if value is not None and (clean := _CLEAN.get(field.kind)) is not None:
            changes[field.name] = clean(value)
    return dataclasses.replace(episode, **changes)


def _clean_line(text: str) -> str:
    return sanitize(text, one_line=True)


def _clean_words(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(_clean_line, words))


def _clean_tried(tried: tuple[Tried, ...]) -> tuple[Tried, ...]:
    return tuple(dataclasses.replace(each, routine=_clean_line(each.routine)) for each in tried)


def _plain(instant: datetime, what: str) -> datetime:
    offset = instant.utcoffset()
    if offset is None:
        raise CannotStore(f"{what} has no offset, such as +01:00 or Z.")
    if offset % timedelta(minutes=1):
        raise CannotStore(f"{what} has an offset with seconds, which no place on a map has.")
    return instant.replace(tzinfo=timezone(offset))


def checked_text(text: str, subject: str = "A note") -> str:
    """Return a text of several lines as it is kept: without control characters.

    Raises:
        CannotStore: it is longer than a note may be; the sentence begins with the subject.
    """
    kept = sanitize(text)
    if len(kept) > NOTE_LIMIT:
        raise CannotStore(f"{subject} has at most {NOTE_LIMIT:,} characters; this one has {len(kept):,}. Shorten it.")
    return kept


_CLEAN: dict[FieldKind, Callable[[Any], Any]] = {
    "name": _clean_line, "place": _clean_line, "text": checked_text, "words": _clean_words, "tried": _clean_tried,
}  # fmt: skip
"""Cleans the text of a field, by its kind; the other kinds hold no text of a person."""
