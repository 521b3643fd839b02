"""Records as the journal keeps them: plain JSON values, checked strictly when written and when read.

One set of checks serves both ways, without pydantic, because `status` and `log add` must answer before pydantic could
be imported; a test compares it with pydantic's verdict on the same classes. An episode's names, order and kinds are
those of `fields.STORED_FIELDS`. An absent field means not recorded. The id is the document's key and not part of it.
Unknown fields are kept: an edit carries them along.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter
from sys import intern
from typing import Any, NamedTuple, TypeGuard

from spasmtui.episodes.model.episode import (
    LONGEST_NAME,
    LONGEST_REMEDY,
    MOST_ITEMS,
    MOST_SECONDS,
    Day,
    Episode,
    Practice,
    Tried,
    tried_of,
)
from spasmtui.episodes.model.fields import STORED_FIELDS, Field
from spasmtui.errors import CannotStore
from spasmtui.terminal.sanitize import NOTE_LIMIT, sanitize

SCHEMA = 1
"""Version of the documents' form; a document with a higher one is left alone."""

EPISODES, DAYS, PRACTICES = "episodes", "days", "practices"

Record = Episode | Day | Practice
Document = dict[str, Any]

Read = Callable[[Any, str], Any]
"""Checks the JSON value of the field that is named, and makes an attribute of it."""

_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST_YEAR, LAST_YEAR = 1900, 2200
"""The years of the times that are read and written: others are no person's, and some overflow in another time zone."""
_IN_TIME = f"between {FIRST_YEAR} and {LAST_YEAR}"


class BadDocument(ValueError):
    """A document that is not a record of this version. The message is a sentence and has none of the values."""

    def __init__(self, field: str, rule: str) -> None:
        super().__init__(f"{field.replace('_', ' ').capitalize()} must be {rule}.")
        self.field = field


class TooNewDocument(BadDocument):
    """A document of a later version."""


def table_of(record: Record) -> str:
    """Return the name of a record's table."""
    return {Episode: EPISODES, Day: DAYS, Practice: PRACTICES}[type(record)]


def key_of(record: Record) -> str:
    """Return a record's key in its table: its id; a day's is its date."""
    return record.date if isinstance(record, Day) else record.id


def to_document(record: Record, unknown: Mapping[str, Any] | None = None) -> Document:
    """Encode a record as plain JSON values, its text sanitized.

    Args:
        record: the record to store.
        unknown: the document that it replaces, whose unknown fields are kept.

    Raises:
        CannotStore: a value is invalid; the sentence names its field.
    """
    return encode_record(record, unknown)[0]


def encode_record(record: Record, unknown: Mapping[str, Any] | None = None) -> tuple[Document, Record]:
    """Return the document of a record, as `to_document`, and the record that this document is read as.

    Raises:
        CannotStore: a value is invalid; the sentence names its field.
    """
    table, key = table_of(record), key_of(record)
    rows = _ROWS[table]
    document: Document = {}
    try:
        get_values, fields = _ENCODED[table]
        for value, (name, default, is_one_line) in zip(get_values(record), fields, strict=True):
            if value is None or (default is not None and value == default and type(value) is type(default)):
                continue
            document[name] = _encode(value, name, one_line=is_one_line)
        document["schema"] = SCHEMA
        stored = from_document(table, key, document)
    except BadDocument as problem:
        raise CannotStore(str(problem)) from None
    if unknown:
        document.update({name: value for name, value in unknown.items() if name not in rows and name != "schema"})
    return document, stored


def read_record(table: str, key: str, document: Mapping[str, Any]) -> object:
    """Decode a record of the diary's own tables; other tables hold any document.

    Raises:
        BadDocument: the document is not a record of its table.
    """
    return from_document(table, key, document) if table in _ROWS else document


def from_document(table: str, key: str, document: Mapping[str, Any]) -> Record:
    """Decode the record of a document, its text sanitized.

    This is the one place where a line of a journal becomes a record, whoever wrote it: values that no person means, and
    keys that a terminal or a reader could take for something else, are refused here.

    Raises:
        BadDocument: a field is missing, or its value is of another type or outside its bounds.
        TooNewDocument: a later version wrote it.
    """
    is_plain = 0 < len(key) <= 40 and key.isprintable() and " " not in key
    if (
        not is_plain
        and table != DAYS
        and (not key or len(key) > LONGEST_NAME or key != _sanitized(str(key), one_line=True))
    ):
        raise BadDocument("id", "a short text")
    schema = document.get("schema", SCHEMA)
    if type(schema) is not int or schema < 1:
        raise BadDocument("schema", "a whole number")
    if schema > SCHEMA:
        raise TooNewDocument("schema", f"{SCHEMA} or lower")
    if table == EPISODES:
        return Episode(id=key, **_decode(EPISODES, document))
    if table == DAYS:
        _check_date(key)
        return Day(date=key, **_decode(DAYS, document))
    if table == PRACTICES:
        return Practice(id=key, **_decode(PRACTICES, document))
    raise BadDocument("table", "one this version knows")


def attributes_of(table: str) -> tuple[type[Record], tuple[tuple[str, Read], ...]]:
    """Return the class of a table's records, and its attributes in their order, each with what reads its values."""
    record_class: type[Record] = {EPISODES: Episode, DAYS: Day, PRACTICES: Practice}[table]
    rows = _ROWS[table]
    return record_class, tuple(
        (name, rows[name].read if name in rows else _read_key) for name in record_class.__slots__
    )


def encode_value(value: Any) -> Any:
    """Encode an attribute's value as plain JSON."""
    return _encode(value, "", one_line=False)


def _decode(table: str, document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attributes of a record. An absent field is left to its default; a required one is refused."""
    get = document.get
    attributes = {}
    for name, read, missing, left_out in _DECODED[table]:
        value = get(name, missing)
        if value is not left_out:
            attributes[name] = read(value, name)
    return attributes


_WRITTEN_AS_THEY_ARE = frozenset({int, bool, float, type(None)})


def _encode(value: Any, name: str, *, one_line: bool) -> Any:
    if type(value) in _WRITTEN_AS_THEY_ARE:
        return value
    if isinstance(value, str):
        return value.value if isinstance(value, StrEnum) else _sanitized(value, one_line=one_line)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Tried):
        return _encode_tried(value)
    if isinstance(value, tuple):
        return [_encode(each, name, one_line=one_line) for each in value]
    return value


def _encode_tried(tried: Tried) -> Document:
    """Encode a routine or a remedy so that earlier programs, which know routines alone, keep it through an edit.

    Raises:
        BadDocument: nothing is left of a remedy's words.
    """
    if tried.remedy is not None and not _sanitized(tried.remedy, one_line=True):
        raise BadDocument("remedy", f"a text of 1 to {LONGEST_REMEDY} characters")
    document: Document = {"routine": _sanitized(tried.text, one_line=True)}
    if tried.seconds is None and tried.completed is None:
        return document | _UNTIMED
    measured = {"seconds": tried.seconds, "completed": tried.completed}
    if measured == _UNTIMED:
        return document | measured | {"timed": True}
    return document | {name: value for name, value in measured.items() if value is not None}


_UNTIMED: Document = {"seconds": 0, "completed": False}
"""What every version writes where neither was recorded; beside it `timed` says that a routine was left at once."""


def parse_moment(text: object) -> datetime | None:
    """Parse an ISO 8601 time with its offset; None when it is not one, or is of a year that cannot be."""
    return _parse_moment(text) if type(text) is str else None


@lru_cache(maxsize=64)  # the times of one record are often the same, and those of its history
def _parse_moment(text: str) -> datetime | None:
    if not _MOMENT.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if FIRST_YEAR <= moment.year <= LAST_YEAR else None


def _check_date(text: str) -> None:
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        if not FIRST_YEAR <= date.fromisoformat(text).year <= LAST_YEAR:
            raise ValueError
    except ValueError:
        raise BadDocument("date", f"a date {_IN_TIME}, such as 2026-11-22") from None


def _sanitized(text: str, *, one_line: bool = False) -> str:
    # Printable text has nothing to remove; only a line break, or something worse, takes the slow way.
    if text.isprintable():
        return " ".join(text.split()) if one_line else text
    return sanitize(text, one_line=one_line)


def _read_moment(value: object, field: str) -> datetime:
    moment = _parse_moment(value) if type(value) is str else None
    if moment is None:
        raise BadDocument(field, f"a date and time with its offset, {_IN_TIME}")
    return moment


def _read_text(value: object, field: str) -> str:
    if type(value) is not str or len(value) > LONGEST_NAME:
        raise BadDocument(field, f"a text of at most {LONGEST_NAME} characters")
    # Few different places, devices and routines, and many records.
    return intern(_sanitized(value))


def _read_key(value: object, _: str) -> str:
    if type(value) is not str:
        raise BadDocument("id", "a text")
    return value


def _read_note(value: object, field: str) -> str:
    if type(value) is not str or len(value) > NOTE_LIMIT:
        raise BadDocument(field, f"a text of at most {NOTE_LIMIT:,} characters")
    return _sanitized(value)


def _read_score(value: object, field: str) -> int:
    # Not isinstance: True is an int, and 6.0 equals 6.
    if type(value) is not int or not 0 <= value <= 10:
        raise BadDocument(field, "a whole number from 0 to 10")
    return value


def _read_seconds(value: object, field: str) -> int:
    if type(value) is not int or not 0 <= value <= MOST_SECONDS:
        raise BadDocument(field, "a whole number of seconds, at most a year")
    return value


def _read_flag(value: object, field: str) -> bool:
    if type(value) is not bool:
        raise BadDocument(field, "true or false")
    return value


def _choice_reader(choices: type[StrEnum]) -> Read:
    # The members by their values: a lookup in the class itself costs five times as much.
    members = {choice.value: choice for choice in choices}

    def read(value: object, field: str) -> StrEnum:
        if type(value) is str and value in members:
            return members[value]
        raise BadDocument(field, f"one of {', '.join(choices)}")

    return read


def _is_list(value: object) -> TypeGuard[list[Any]]:
    return type(value) is list and len(value) <= MOST_ITEMS


def _read_words(value: object, field: str) -> tuple[str, ...]:
    if not (_is_list(value) and all(type(each) is str and len(each) <= LONGEST_NAME for each in value)):
        raise BadDocument(field, "a list of words")
    return tuple(_sanitized(each) for each in value)


def _read_tried(value: object, field: str) -> tuple[Tried, ...]:
    if not (_is_list(value) and all(type(each) is dict for each in value)):
        raise BadDocument(field, "a list of routines and remedies")
    return tuple(map(_read_one_tried, value))


def _read_one_tried(value: dict[str, Any]) -> Tried:
    seconds, completed = value.get("seconds"), value.get("completed")
    seconds = None if seconds is None else _read_seconds(seconds, "seconds")
    completed = None if completed is None else _read_flag(completed, "completed")
    if seconds == 0 and completed is False and value.get("timed") is not True:
        seconds = completed = None
    if (remedy := value.get("remedy")) is None:
        return tried_of(_read_text(value.get("routine"), "routine"), seconds, completed=completed)
    if type(remedy) is not str or len(remedy) > LONGEST_REMEDY or value.get("routine") is not None:
        raise BadDocument("remedy", f"a text of 1 to {LONGEST_REMEDY} characters in place of a routine")
    words = _sanitized(remedy, one_line=True)
    if not words:
        raise BadDocument("remedy", f"a text of 1 to {LONGEST_REMEDY} characters")
    return Tried(remedy=words, seconds=seconds, completed=completed)


class _Row(NamedTuple):
    """A field of a document."""

    read: Read
    missing: object = None
    """The substitute for the value of an absent field."""
    left_out: object = None
    """The value that is left to the default of the attribute instead of being read."""
    default: object = None
    """The attribute's value that is not written."""
    is_one_line: bool = True


_ABSENT = object()
_READERS: dict[str, Read] = {
    "name": _read_text,
    "place": _read_text,
    "moment": _read_moment,
    "flag": _read_flag,
    "score": _read_score,
    "words": _read_words,
    "tried": _read_tried,
    "text": _read_note,
}


def _row(field: Field) -> _Row:
    read = _choice_reader(field.choices) if field.choices else _READERS[field.kind]
    if field.is_required:
        return _required(read)
    # A field whose default is a value, not None, has no null: absent, or its own type.
    absent = None if field.default is None else _ABSENT
    return _Row(read, absent, absent, field.default, is_one_line=field.kind != "text")


def _required(read: Read) -> _Row:
    return _Row(read, missing=None, left_out=_ABSENT)


_ROWS: dict[str, dict[str, _Row]] = {
    EPISODES: {field.name: _row(field) for field in STORED_FIELDS if field.name != "id"},
    DAYS: {"words": _required(_read_words), "updated_at": _required(_read_moment), "device": _required(_read_text)},
    PRACTICES: {
        "started_at": _required(_read_moment),
        "routine": _required(_read_text),
        "seconds": _required(_read_seconds),
        "completed": _required(_read_flag),
        "device": _required(_read_text),
    },
}
_DECODED = {
    table: tuple((name, row.read, row.missing, row.left_out) for name, row in rows.items())
    for table, rows in _ROWS.items()
}
"""The rows as decoding goes through them, for every record of the diary."""
_ENCODED = {
    table: (attrgetter(*rows), tuple((name, row.default, row.is_one_line) for name, row in rows.items()))
    for table, rows in _ROWS.items()
}
"""The same for encoding: what returns all values of a record, and the fields in their order."""
