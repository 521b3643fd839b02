"""Read an episode from the JSON of the interface contract."""

from __future__ import annotations

import dataclasses
import json
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.entry.field_input import checked_text
from spasmtui.episodes.model.episode import Episode, Tried
from spasmtui.episodes.model.fields import STORED_FIELDS, fields_of_kind
from spasmtui.episodes.model.json_document import DERIVED, JSON_NAMES
from spasmtui.errors import CannotStore
from spasmtui.terminal.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import TypeAdapter

    from spasmtui.episodes.model.fields import FieldKind

_MOMENTS = tuple(field.name for field in fields_of_kind("moment"))


def episode_from_json(value: object, *, where: str = "This episode") -> Episode:
    """Build an episode from its JSON object, every field checked and its text cleaned.

    Names that are not in `JSON_NAMES` are left out; the caller reports them.

    Args:
        value: the parsed JSON.
        where: the subject of an error sentence, such as "Line 12".

    Raises:
        CannotStore: a field is missing or has a value it cannot have; the sentence names field and reason.
    """
    if not isinstance(value, dict):
        raise CannotStore(f"{where} is not an episode: a JSON object is needed.")
    known = {name: value[name] for name in JSON_NAMES if name in value and name not in DERIVED}
    for name in _MOMENTS:
        if not isinstance(known.get(name), str | None):
            raise CannotStore(f"{where}: {name} is not a time. It is ISO 8601 with an offset.")
    from pydantic import ValidationError  # noqa: PLC0415 -- the tables of other programs are read without it

    try:
        episode = _adapter().validate_json(json.dumps(known), strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "it"
        raise CannotStore(f"{where}: {field} cannot be stored. {first['msg']}.") from None
    except (ValueError, RecursionError):
        raise CannotStore(f"{where} is not an episode.") from None
    return _normalized(episode, where)


@cache
def _adapter() -> TypeAdapter[Episode]:
    from pydantic import TypeAdapter  # noqa: PLC0415 -- the tables of other programs are read without it

    return TypeAdapter(Episode)


def _normalized(episode: Episode, where: str) -> Episode:
    """Return the episode with clean text and fixed offsets.

    Raises:
        CannotStore: it ends before it starts, has no id, or one of its times has no offset or an odd one.
    """
    changes: dict[str, Any] = {}
    for name in _MOMENTS:
        moment: datetime | None = getattr(episode, name)
        if moment is not None:
            changes[name] = _with_fixed_offset(moment, f"{where}: {name}")
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


def _with_fixed_offset(moment: datetime, subject: str) -> datetime:
    offset = moment.utcoffset()
    if offset is None:
        raise CannotStore(f"{subject} has no offset, such as +01:00 or Z.")
    if offset % timedelta(minutes=1):
        raise CannotStore(f"{subject} has an offset with seconds, which no place on a map has.")
    return moment.replace(tzinfo=timezone(offset))


_CLEAN: dict[FieldKind, Callable[[Any], Any]] = {
    "name": _clean_line, "place": _clean_line, "text": checked_text, "words": _clean_words, "tried": _clean_tried,
}  # fmt: skip
"""Cleans the text of a field, by its kind; the other kinds hold no text of a person."""
