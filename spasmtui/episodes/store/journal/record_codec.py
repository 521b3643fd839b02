"""Records as the journal keeps them: plain JSON values, checked strictly when written and when read.

They are read here, and written by `record_encoder`. One set of checks serves both ways, without pydantic, because
`status` and `log add` must answer before pydantic could be imported; a test compares it with pydantic's verdict on the
same classes. An episode's names, order and kinds are those of `fields.STORED_FIELDS`. An absent field means not
recorded. The id is the document's key and not part of it. Unknown fields are kept: an edit carries them along.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
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
    Side,
    Tried,
    tried_of,
)
from spasmtui.episodes.model.fields import STORED_FIELDS, Field
from spasmtui.episodes.model.trial import Measure, Trial
from spasmtui.shared.trials.limits import FEWEST_WEEKS, MOST_WEEKS
from spasmtui.terminal.sanitize import NOTE_LIMIT, sanitize

SCHEMA = 1
"""Version of the documents' form; a document with a higher one is left alone."""

EPISODES, DAYS, PRACTICES, TRIALS = "episodes", "days", "practices", "trials"
STARTED = (EPISODES, PRACTICES, TRIALS)
"""The tables whose records have a start, by which they are in order; a day has its date."""
TABLES = (*STARTED, DAYS)

Record = Episode | Day | Practice | Trial
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
    return _TABLES[type(record)]


def key_of(record: Record) -> str:
    """Return a record's key in its table: its id; a day's is its date."""
    return record.date if isinstance(record, Day) else record.id


_TABLES: dict[type, str] = {Episode: EPISODES, Day: DAYS, Practice: PRACTICES, Trial: TRIALS}
_RECORD_CLASSES: dict[str, type[Record]] = {EPISODES: Episode, DAYS: Day, PRACTICES: Practice, TRIALS: Trial}


def read_record(table: str, key: str, document: Mapping[str, Any]) -> object:
    """Decode a record of the diary's own tables; other tables hold any document.

    Raises:
        BadDocument: the document is not a record of its table.
    """
    return from_document(table, key, document) if table in ROWS else document


def from_document(table: str, key: str, document: Mapping[str, Any]) -> Record:
    """Decode the record of a document, its text sanitized.

    This is the one place where a line of a journal becomes a record, whoever wrote it: values that no person means, and
    keys that a terminal or a reader could take for something else, are refused here.

    Raises:
        BadDocument: a field is missing, or its value is of another type or outside its bounds.
        TooNewDocument: a later version wrote it.
    """
    if (
        not is_plain_key(key)
        and table != DAYS
        and (not key or len(key) > LONGEST_NAME or key != sanitized(str(key), one_line=True))
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
    if table == TRIALS:
        return Trial(id=key, **_decode(TRIALS, document))
    raise BadDocument("table", "one this version knows")


def is_plain_key(key: str) -> bool:
    """Return whether a key is short and a single word, as those are that the program makes."""
    return 0 < len(key) <= 40 and key.isprintable() and " " not in key


def attributes_of(table: str) -> tuple[type[Record], tuple[tuple[str, Read], ...]]:
    """Return the class of a table's records, and its attributes in their order, each with what reads its values."""
    record_class = _RECORD_CLASSES[table]
    rows = ROWS[table]
    return record_class, tuple(
        (name, rows[name].read if name in rows else _read_key) for name in record_class.__slots__
    )


def _decode(table: str, document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attributes of a record. An absent field is left to its default; a required one is refused."""
    get = document.get
    attributes = {}
    for name, read, missing, left_out in _DECODED[table]:
        value = get(name, missing)
        if value is not left_out:
            attributes[name] = read(value, name)
    return attributes


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


def sanitized(text: str, *, one_line: bool = False) -> str:
    """Remove from a text what a terminal could obey, and what is not of one line where it is to be one."""
    # Printable text has nothing to remove; only a line break, or something worse, takes the slow way.
    if text.isprintable():
        return " ".join(text.split()) if one_line and " " in text else text
    return sanitize(text, one_line=one_line)


def read_moment(value: object, field: str) -> datetime:
    """Read the JSON value of a time.

    Raises:
        BadDocument: it is no ISO 8601 time with its offset, or of a year that cannot be.
    """
    moment = _parse_moment(value) if type(value) is str else None
    if moment is None:
        raise BadDocument(field, f"a date and time with its offset, {_IN_TIME}")
    return moment


def _read_text(value: object, field: str) -> str:
    if type(value) is not str or len(value) > LONGEST_NAME:
        raise BadDocument(field, f"a text of at most {LONGEST_NAME} characters")
    # Few different places, devices and routines, and many records.
    return intern(sanitized(value))


def _read_key(value: object, _: str) -> str:
    if type(value) is not str:
        raise BadDocument("id", "a text")
    return value


def _read_note(value: object, field: str) -> str:
    if type(value) is not str or len(value) > NOTE_LIMIT:
        raise BadDocument(field, f"a text of at most {NOTE_LIMIT:,} characters")
    return sanitized(value)


def _read_score(value: object, field: str) -> int:
    # Not isinstance: True is an int, and 6.0 equals 6.
    if type(value) is not int or not 0 <= value <= 10:
        raise BadDocument(field, "a whole number from 0 to 10")
    return value


def _read_seconds(value: object, field: str) -> int:
    if type(value) is not int or not 0 <= value <= MOST_SECONDS:
        raise BadDocument(field, "a whole number of seconds, at most a year")
    return value


def _read_weeks(value: object, field: str) -> int:
    if type(value) is not int or not FEWEST_WEEKS <= value <= MOST_WEEKS:
        raise BadDocument(field, f"a whole number from {FEWEST_WEEKS} to {MOST_WEEKS}")
    return value


def _read_date(value: object, field: str) -> str:
    text = _read_text(value, field)
    _check_date(text)
    return text


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
    return tuple(sanitized(each) for each in value)


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
    words = sanitized(remedy, one_line=True)
    if not words:
        raise BadDocument("remedy", f"a text of 1 to {LONGEST_REMEDY} characters")
    return Tried(remedy=words, seconds=seconds, completed=completed)


class Row(NamedTuple):
    """A field of a document."""

    read: Read
    missing: object = None
    """The substitute for the value of an absent field."""
    left_out: object = None
    """The value that is left to the default of the attribute instead of being read."""
    default: object = None
    """The attribute's value that is not written."""
    is_one_line: bool = True
    is_required: bool = False


_ABSENT = object()
_READERS: dict[str, Read] = {
    "name": _read_text,
    "place": _read_text,
    "moment": read_moment,
    "flag": _read_flag,
    "score": _read_score,
    "words": _read_words,
    "tried": _read_tried,
    "text": _read_note,
}


def _row(field: Field) -> Row:
    read = _choice_reader(field.choices) if field.choices else _READERS[field.kind]
    if field.is_required:
        return _required(read)
    # A field whose default is a value, not None, has no null: absent, or its own type.
    absent = None if field.default is None else _ABSENT
    return Row(read, absent, absent, field.default, is_one_line=field.kind != "text")


def _required(read: Read) -> Row:
    return Row(read, missing=None, left_out=_ABSENT, is_required=True)


def _optional(read: Read) -> Row:
    return Row(read)


ROWS: dict[str, dict[str, Row]] = {
    EPISODES: {field.name: _row(field) for field in STORED_FIELDS if field.name != "id"},
    DAYS: {"words": _required(_read_words), "updated_at": _required(read_moment), "device": _required(_read_text)},
    PRACTICES: {
        "started_at": _required(read_moment),
        "routine": _required(_read_text),
        "seconds": _required(_read_seconds),
        "completed": _required(_read_flag),
        "side": _optional(_choice_reader(Side)),
        "pain": _optional(_read_score),
        "pain_after": _optional(_read_score),
        "effort": _optional(_read_score),
        "is_skipped": Row(_read_flag, _ABSENT, _ABSENT, default=False),
        "updated_at": _optional(read_moment),
        "device": _required(_read_text),
    },
    TRIALS: {
        "started_at": _required(read_moment),
        "routine": _required(_read_text),
        "first_day": _required(_read_date),
        "weeks": _required(_read_weeks),
        "measure": _required(_choice_reader(Measure)),
        "seed": _required(_read_text),
        "ended_at": _optional(read_moment),
        "updated_at": _required(read_moment),
        "device": _required(_read_text),
    },
}
_DECODED = {
    table: tuple((name, row.read, row.missing, row.left_out) for name, row in rows.items())
    for table, rows in ROWS.items()
}
"""The rows as decoding goes through them, for every record of the diary."""
