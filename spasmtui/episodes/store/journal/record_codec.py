"""The shape in which records are kept: plain JSON values, checked strictly on the way in and on the way out.

One checker serves both ways, without pydantic, because `status` and `log add` must answer before pydantic could be
imported; a test compares it with pydantic's opinion of the same classes. Absent means not recorded. The id is the
document's key and not part of it. Unknown fields are somebody's data: an edit carries them along.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from sys import intern
from typing import Any, TypeVar

from spasmtui.episodes.model.episode import Context, Day, Episode, Helped, Kind, Practice, Side, Tried
from spasmtui.errors import CannotStore
from spasmtui.terminal.sanitize import NOTE_LIMIT, sanitize

SCHEMA = 1
"""The version of the documents' shape; a document with a higher one is left alone."""

EPISODES, DAYS, PRACTICES = "episodes", "days", "practices"

Record = Episode | Day | Practice
Document = dict[str, Any]

_E = TypeVar("_E", bound=StrEnum)
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LARGEST = 2**63 - 1


class BadDocument(ValueError):
    """A document that is not a record of this version. The message is a sentence and holds none of its text."""

    def __init__(self, field: str, rule: str) -> None:
        super().__init__(f"{field.replace('_', ' ').capitalize()} must be {rule}.")
        self.field = field


class TooNewDocument(BadDocument):
    """A document of a later version."""


def table_of(record: Record) -> str:
    """The table a record is kept in."""
    return {Episode: EPISODES, Day: DAYS, Practice: PRACTICES}[type(record)]


def key_of(record: Record) -> str:
    """A record's key in its table: its id; a day's is its date."""
    return record.date if isinstance(record, Day) else record.id


def to_document(record: Record, unknown: Mapping[str, Any] | None = None) -> Document:
    """A record as plain JSON values, its text cleaned.

    Args:
        record: what to keep.
        unknown: the document it replaces, whose unknown fields stay.

    Raises:
        CannotStore: a value is outside what the field takes; the sentence names the field.
    """
    names = _FIELDS[table_of(record)]
    try:
        given = ((name, value) for name in names if (value := getattr(record, name)) is not None)
        document = {name: plain for name, value in given if (plain := _plain(name, value)) is not None}
        document["schema"] = SCHEMA
        key = key_of(record)
        if not key or key != _cleaned(str(key), one_line=True) or len(key) > 200:
            raise BadDocument("id", "a short text")
        from_document(table_of(record), key, document)
    except BadDocument as problem:
        raise CannotStore(str(problem)) from None
    if unknown:
        document.update({name: value for name, value in unknown.items() if name not in names and name != "schema"})
    return document


def read_record(table: str, key: str, document: Mapping[str, Any]) -> object:
    """A record of the diary's own tables; other tables hold any document."""
    return from_document(table, key, document) if table in (EPISODES, DAYS, PRACTICES) else document


def from_document(table: str, key: str, document: Mapping[str, Any]) -> Record:
    """The record a document stands for, its text cleaned.

    Raises:
        BadDocument: a field is missing, or its value is of another type or outside its bounds.
        TooNewDocument: a later version wrote it.
    """
    schema = document.get("schema", SCHEMA)
    if type(schema) is not int or schema < 1:
        raise BadDocument("schema", "a whole number")
    if schema > SCHEMA:
        raise TooNewDocument("schema", f"{SCHEMA} or lower")
    if table == EPISODES:
        return _episode(key, document)
    if table == DAYS:
        _day_text(key)
        return Day(
            date=key,
            words=_words(document, "words") or (),
            updated_at=_moment(document, "updated_at"),
            device=_text(document, "device"),
        )
    if table == PRACTICES:
        return Practice(
            id=key,
            routine=_text(document, "routine"),
            started_at=_moment(document, "started_at"),
            seconds=_seconds(document, "seconds"),
            completed=_truth(document, "completed"),
            device=_text(document, "device"),
        )
    raise BadDocument("table", "one this version knows")


def _episode(key: str, document: Mapping[str, Any]) -> Episode:
    get = document.get
    note = get("note")
    if note is not None and (type(note) is not str or len(note) > NOTE_LIMIT):
        raise BadDocument("note", f"a text of at most {NOTE_LIMIT:,} characters")
    tried = get("tried")
    return Episode(
        id=key,
        started_at=_moment(document, "started_at"),
        ended_at=None if get("ended_at") is None else _moment(document, "ended_at"),
        is_open="is_open" in document and _truth(document, "is_open"),
        place=None if get("place") is None else _text(document, "place"),
        side=_choice(document, "side", Side),
        kind=_choice(document, "kind", Kind),
        pain=_score(document, "pain"),
        pain_after=_score(document, "pain_after"),
        sleep_disturbance=_score(document, "sleep_disturbance"),
        context=_choice(document, "context", Context),
        triggers=_words(document, "triggers"),
        signs=_words(document, "signs"),
        tried=() if tried is None and "tried" not in document else _tried(tried),
        helped=_choice(document, "helped", Helped),
        note=None if note is None else _cleaned(note),
        created_at=_moment(document, "created_at"),
        updated_at=_moment(document, "updated_at"),
        device=_text(document, "device"),
    )


def _plain(name: str, value: Any) -> Any:
    if value is None or (name == "is_open" and value is False) or (name == "tried" and value == ()):
        return None
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str):
        return _cleaned(value, one_line=name != "note")
    if name == "tried":
        if not isinstance(value, tuple) or not all(isinstance(each, Tried) for each in value):
            raise BadDocument(name, "a list of routines")
        return [
            {"routine": _cleaned(each.routine, one_line=True), "seconds": each.seconds, "completed": each.completed}
            for each in value
        ]
    if isinstance(value, tuple):
        return [_plain(name, each) for each in value]
    return value


def parse_moment(text: object) -> datetime | None:
    """An aware time from its ISO 8601 text, or None when it is not one."""
    return _read_moment(text) if type(text) is str else None


@lru_cache(maxsize=64)  # the times of one record are often the same, and those of its history
def _read_moment(text: str) -> datetime | None:
    if not _MOMENT.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _moment(document: Mapping[str, Any], field: str) -> datetime:
    value = parse_moment(document.get(field))
    if value is None:
        raise BadDocument(field, "a date and time with its offset")
    return value


def _day_text(text: str) -> None:
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        date.fromisoformat(text)
    except ValueError:
        raise BadDocument("date", "a date such as 2026-11-22") from None


def _cleaned(text: str, *, one_line: bool = False) -> str:
    # What prints has nothing to strip; only a line break, or something worse, takes the slow way.
    if text.isprintable():
        return " ".join(text.split()) if one_line else text
    return sanitize(text, one_line=one_line)


def _text(document: Mapping[str, Any], field: str) -> str:
    value = document.get(field)
    if type(value) is not str:
        raise BadDocument(field, "a text")
    # Few different places, devices and routines, and many records.
    return intern(_cleaned(value))


def _score(document: Mapping[str, Any], field: str) -> int | None:
    value = document.get(field)
    if value is None:
        return None
    if type(value) is not int or not 0 <= value <= 10:
        raise BadDocument(field, "a whole number from 0 to 10")
    return value


def _seconds(document: Mapping[str, Any], field: str, default: int | None = None) -> int:
    value = document.get(field, default)
    if type(value) is not int or not 0 <= value <= _LARGEST:
        raise BadDocument(field, "a whole number of seconds")
    return value


def _truth(document: Mapping[str, Any], field: str, default: bool | None = None) -> bool:
    value = document.get(field, default)
    if type(value) is not bool:
        raise BadDocument(field, "true or false")
    return value


def _choice(document: Mapping[str, Any], field: str, choices: type[_E]) -> _E | None:
    value = document.get(field)
    if value is None:
        return None
    if type(value) is str and value in (members := _members(choices)):
        choice: _E = members[value]
        return choice
    raise BadDocument(field, f"one of {', '.join(choices)}")


@lru_cache
def _members(choices: type[_E]) -> dict[str, _E]:
    # Asking the class itself costs five times as much.
    return {choice.value: choice for choice in choices}


def _words(document: Mapping[str, Any], field: str) -> tuple[str, ...] | None:
    value = document.get(field)
    if value is None and field != "words":
        return None
    if type(value) is not list or not all(type(each) is str for each in value):
        raise BadDocument(field, "a list of words")
    return tuple(_cleaned(each) for each in value)


def _tried(value: object) -> tuple[Tried, ...]:
    if type(value) is not list or not all(type(each) is dict for each in value):
        raise BadDocument("tried", "a list of routines")
    return tuple(
        Tried(
            routine=_text(each, "routine"),
            seconds=_seconds(each, "seconds", 0),
            completed=_truth(each, "completed", default=False),
        )
        for each in value
    )


_FIELDS = {
    EPISODES: (
        "started_at", "ended_at", "is_open", "place", "side", "kind", "pain", "pain_after", "sleep_disturbance",
        "context", "triggers", "signs", "tried", "helped", "note", "created_at", "updated_at", "device",
    ),
    DAYS: ("words", "updated_at", "device"),
    PRACTICES: ("started_at", "routine", "seconds", "completed", "device"),
}  # fmt: skip
