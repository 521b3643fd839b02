"""Validate imported records: every row of every format becomes a plain mapping and passes `validate` here.

pydantic checks types and bounds strictly against the dataclasses themselves; its first error becomes a sentence of the
form "pain is 11. It is a whole number from 0 to 10.". Unknown keys are left out, and `unknown_keys` names them.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from spasmtui.episodes.entry.own_words import checked_text
from spasmtui.episodes.model.episode import (
    LONGEST_NAME,
    LONGEST_REMEDY,
    MOST_ITEMS,
    Day,
    Episode,
    Practice,
    Tried,
    tried_of,
)
from spasmtui.episodes.model.fields import EPISODE_FIELDS, JSON_FIELDS, fields_of_kind
from spasmtui.episodes.store.journal.record_codec import FIRST_YEAR, LAST_YEAR, SCHEMA
from spasmtui.errors import CannotStore
from spasmtui.shared.places import PLACES
from spasmtui.terminal.sanitize import quoted, sanitize

RecordT = TypeVar("RecordT", bound=Episode | Day | Practice)

KEYS: dict[type, frozenset[str]] = {
    Episode: frozenset(field.name for field in JSON_FIELDS if field.derive is None),
    Day: frozenset(field.name for field in dataclasses.fields(Day)),
    Practice: frozenset(field.name for field in dataclasses.fields(Practice)),
}
"""Keys that an import reads. An open episode is imported as closed without an end, so `is_open` is not among them."""
IGNORED_KEYS = frozenset({"schema"} | {field.name for field in JSON_FIELDS if field.derive is not None})
"""Keys that are known and computed again."""
TRIED_KEYS = frozenset({"routine", "remedy", "seconds", "completed"})
NOUNS = {Episode: "an episode", Day: "a day", Practice: "a practised routine"}
SHOWN_CHARACTERS = 30
WORD_LISTS = tuple(field.name for field in fields_of_kind("words"))

_MOMENTS = {Episode: tuple(field.name for field in fields_of_kind("moment")), Day: ("updated_at",),
            Practice: ("started_at",)}  # fmt: skip
_RULES = {
    **{field.name: "a whole number from 0 to 10" for field in fields_of_kind("score")},
    **{field.name: f"one of {', '.join(field.choices)}" for field in EPISODE_FIELDS if field.choices},
    **{name: "a time: ISO 8601 with its offset, such as 2026-11-22T03:12:00+01:00"
       for names in _MOMENTS.values() for name in names},
    "place": f"one of {', '.join(PLACES)}",
    **{field.name: f"a text of at most {LONGEST_NAME} characters" for field in fields_of_kind("name")},
    "routine": f"a text of at most {LONGEST_NAME} characters",
    "tried": f"a list of at most {MOST_ITEMS:,} routines and remedies",
    "tried item": "an object with a routine's id as routine, or the person's own words as remedy",
    "remedy": f"a text of 1 to {LONGEST_REMEDY} characters",
    **dict.fromkeys(("words", *WORD_LISTS), f"a list of at most {MOST_ITEMS:,} words"),
    "seconds": "a whole number of seconds, at most a year",
    "completed": "true or false",
    "date": "a date such as 2026-11-22",
    "schema": f"{SCHEMA} or lower; a later version of spasmtui wrote this",
}  # fmt: skip
"""The second half of the sentence, by field; a field that is not here is a text."""


def validate(kind: type[RecordT], mapping: object) -> RecordT:
    """Return the record in a mapping of JSON values, with its text cleaned.

    Args:
        kind: `Episode`, `Day` or `Practice`.
        mapping: the fields by name; a time is a `datetime` or its ISO 8601 text.

    Raises:
        CannotStore: a field is missing or has a value it cannot have; the sentence names field, value and rule.
    """
    if not isinstance(mapping, dict):
        raise CannotStore(f"This is not {NOUNS[kind]}: a JSON object is needed.")
    schema = mapping.get("schema", SCHEMA)
    if isinstance(schema, int) and schema > SCHEMA:
        raise CannotStore(_fault("schema", schema))
    keys = KEYS[kind]
    known = {name: value for name, value in mapping.items() if name in keys}
    if kind is Episode:
        known |= {
            name: checked_text(known[name], subject) for name, subject in _TEXTS if isinstance(known.get(name), str)
        }
    for name in _MOMENTS[kind]:
        value = known.get(name)
        # A number, also one in a text, would be taken for seconds since 1970.
        if not (value[4:5] == "-" if isinstance(value, str) else isinstance(value, datetime | None)):
            raise CannotStore(_fault(name, value))
    try:
        record: RecordT = _adapters()[kind].validate_json(_PLAIN.dump_json(known), strict=True)
    except ValidationError as error:
        raise CannotStore(_first_fault(kind, error)) from None
    except (ValueError, RecursionError):
        raise CannotStore(f"This is not {NOUNS[kind]}.") from None
    changes = _FINISH[kind](record)
    return dataclasses.replace(record, **changes) if changes else record


def unknown_keys(kind: type, mapping: Mapping[str, Any]) -> Iterator[str]:
    """Yield the keys of a mapping that have no place in the diary, cleaned; those of a routine as `tried.key`."""
    keys = KEYS[kind]
    for name in mapping:
        if name not in keys and name not in IGNORED_KEYS:
            yield sanitize(name, one_line=True)
    for each in mapping.get("tried") or () if kind is Episode else ():
        for name in each if isinstance(each, dict) else ():
            if name not in TRIED_KEYS:
                yield f"tried.{sanitize(name, one_line=True)}"


_PLAIN = TypeAdapter(dict[str, Any])
"""Writes the mapping as JSON, times included; reading it back as JSON is the way to be strict about each value."""


@cache
def _adapters() -> dict[type, TypeAdapter[Any]]:
    return {kind: TypeAdapter(kind) for kind in KEYS}


def _first_fault(kind: type, error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    path = fault["loc"]
    if not path:
        return f"This is not {NOUNS[kind]}: it holds a character that no text can have."
    if fault["type"] == "missing":
        return f"{_dotted(path)} is missing."
    return _fault(_dotted(path), fault["input"], _rule(path))


def _dotted(path: tuple[int | str, ...]) -> str:
    """Join a path such as `tried.1.seconds`; items of a list are counted from 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _rule(path: tuple[int | str, ...]) -> str:
    if isinstance(path[-1], int):
        return _RULES["tried item"] if path[0] == "tried" else f"a text of at most {LONGEST_NAME} characters"
    names = [part for part in path if isinstance(part, str)]
    return _RULES.get(names[-1], "a text")


def _fault(name: str, value: object, rule: str | None = None) -> str:
    return f"{name} is {_quoted(value)}. It is {rule or _RULES.get(name, 'a text')}."


def _quoted(value: object) -> str:
    if isinstance(value, str):
        return quoted(value)
    text = json.dumps(value, default=str)
    return sanitize(text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}...", one_line=True)


def _finish_episode(episode: Episode) -> dict[str, Any]:
    _check_offsets(episode)
    if episode.ended_at is not None and episode.ended_at < episode.started_at:
        raise CannotStore("It ends before it starts.")
    changes = _clean_lines(episode, _LINES)
    place = changes.get("place", episode.place)
    if place is not None and place not in PLACES:
        raise CannotStore(_fault("place", place))
    _check_key("id", changes.get("id", episode.id))
    for name in WORD_LISTS:
        words: tuple[str, ...] = getattr(episode, name) or ()
        if words and (clean := tuple(map(_clean_line, words))) != words:
            changes[name] = clean
    if episode.tried:
        changes["tried"] = tuple(_finish_tried(each, number) for number, each in enumerate(episode.tried, 1))
    return changes


def _finish_tried(tried: Tried, number: int) -> Tried:
    text = _clean_line(tried.text)
    clean = tried_of(text, tried.seconds, completed=tried.completed)
    if tried.routine is None and clean.routine is not None:
        raise CannotStore(_fault(f"tried.{number}.remedy", "", _RULES["remedy"]))
    return tried if clean == tried else clean


def _finish_day(day: Day) -> dict[str, Any]:
    _check_offsets(day)
    try:
        is_in_time = FIRST_YEAR <= date.fromisoformat(day.date).year <= LAST_YEAR
    except ValueError:
        raise CannotStore(_fault("date", day.date)) from None
    if len(day.date) != len("2026-11-22") or not is_in_time:
        raise CannotStore(_fault("date", day.date))
    changes = _clean_lines(day, ("device",))
    if (words := tuple(map(_clean_line, day.words))) != day.words:
        changes["words"] = words
    return changes


def _finish_practice(practice: Practice) -> dict[str, Any]:
    _check_offsets(practice)
    changes = _clean_lines(practice, ("id", "routine", "device"))
    _check_key("id", changes.get("id", practice.id))
    return changes


_TEXTS = tuple((field.name, field.subject) for field in fields_of_kind("text"))
_LINES = tuple(field.name for field in fields_of_kind("name", "place"))
_FINISH: dict[type, Callable[[Any], dict[str, Any]]] = {
    Episode: _finish_episode,
    Day: _finish_day,
    Practice: _finish_practice,
}
"""Cleans the text of a validated record, checks what no type says, and returns the fields that change."""


def _check_key(name: str, key: str) -> None:
    if not key:
        raise CannotStore(f"{name} is empty.")
    if len(key) > LONGEST_NAME:
        raise CannotStore(_fault(name, key, f"a text of at most {LONGEST_NAME} characters"))


def _check_offsets(record: Episode | Day | Practice) -> None:
    for name in _MOMENTS[type(record)]:
        moment: datetime | None = getattr(record, name)
        if moment is not None and moment.tzinfo is None:
            raise CannotStore(f"{name} has no offset, such as +01:00 or Z.")
        if moment is not None and not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise CannotStore(_fault(name, moment.isoformat(), f"a time between {FIRST_YEAR} and {LAST_YEAR}"))


def _clean_lines(record: object, names: tuple[str, ...]) -> dict[str, Any]:
    """Return the texts of these fields that cleaning changes."""
    changes: dict[str, Any] = {}
    for name in names:
        text: str | None = getattr(record, name)
        if text is not None and (clean := _clean_line(text)) != text:
            changes[name] = clean
    return changes


def _clean_line(text: str) -> str:
    # Most text prints as it is, and asking that is several times faster than cleaning it.
    return " ".join(text.split()) if text.isprintable() else sanitize(text, one_line=True)
