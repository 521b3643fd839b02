"""Encode records as the plain JSON values that a journal keeps, checked strictly before they are written.

What is encoded must be read as the same record; `record_codec` has the fields and the checks, which reading uses too.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any

from spasmtui.episodes.model.episode import LONGEST_REMEDY, Tried
from spasmtui.episodes.store.journal.record_codec import (
    DAYS,
    FIRST_YEAR,
    LAST_YEAR,
    ROWS,
    SCHEMA,
    BadDocument,
    Document,
    Record,
    from_document,
    is_plain_key,
    key_of,
    read_moment,
    sanitized,
    table_of,
)
from spasmtui.errors import CannotStore


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
    get_values, fields = _ENCODED[table]
    document: Document = {}
    # Nearly every record is read as it is, and to make thousands of them a second time takes as long as to encode them.
    is_same = table != DAYS and is_plain_key(key)
    try:
        for value, (name, default, is_one_line, is_required, read) in zip(get_values(record), fields, strict=True):
            if value is None:
                is_same = is_same and default is None and not is_required
            elif default is None or value != default or type(value) is not type(default):
                document[name] = encoded = _encode(value, one_line=is_one_line)
                if read is read_moment:
                    is_same = is_same and _is_plain_moment(value, encoded)
                else:
                    was_read = read(encoded, name)
                    is_same = is_same and type(was_read) is type(value) and was_read == value
        document["schema"] = SCHEMA
        stored = record if is_same else from_document(table, key, document)
    except BadDocument as problem:
        raise CannotStore(str(problem)) from None
    if unknown:
        rows = ROWS[table]
        document.update({name: value for name, value in unknown.items() if name not in rows and name != "schema"})
    return document, stored


def encode_value(value: Any) -> Any:
    """Encode an attribute's value as plain JSON."""
    return _encode(value, one_line=False)


def _is_plain_moment(value: Any, encoded: str) -> bool:
    """Return whether a time is read as it is, with a fixed offset of whole minutes; nothing is parsed to know it."""
    return (
        type(value) is datetime
        and len(encoded) in _MOMENT_LENGTHS
        and FIRST_YEAR <= value.year <= LAST_YEAR
        and value.tzinfo is not None
        and value.tzinfo.utcoffset(None) is not None
    )


_MOMENT_LENGTHS = (len("2026-11-22T03:10:00+01:00"), len("2026-11-22T03:10:00.123456+01:00"))
_WRITTEN_AS_THEY_ARE = frozenset({int, bool, float, type(None)})


def _encode(value: Any, *, one_line: bool) -> Any:
    # The common types first, and by themselves: to ask for a class costs several times as much.
    kind = type(value)
    if kind is str:
        return sanitized(value, one_line=one_line)
    if kind in _WRITTEN_AS_THEY_ARE:
        return value
    if kind is datetime:
        return value.isoformat()
    if isinstance(value, str):
        return str(value) if isinstance(value, StrEnum) else sanitized(value, one_line=one_line)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Tried):
        return _encode_tried(value)
    if isinstance(value, tuple):
        return [_encode(each, one_line=one_line) for each in value]
    return value


def _encode_tried(tried: Tried) -> Document:
    """Encode a routine or a remedy so that earlier programs, which know routines alone, keep it through an edit.

    Raises:
        BadDocument: nothing is left of a remedy's words.
    """
    if tried.remedy is not None and not sanitized(tried.remedy, one_line=True):
        raise BadDocument("remedy", f"a text of 1 to {LONGEST_REMEDY} characters")
    document: Document = {"routine": sanitized(tried.text, one_line=True)}
    if tried.seconds is None and tried.completed is None:
        document |= {"seconds": 0, "completed": False}  # as every version writes it where neither was recorded
        return document
    if tried.seconds is not None:
        document["seconds"] = tried.seconds
    if tried.completed is not None:
        document["completed"] = tried.completed
    if tried.seconds == 0 and tried.completed is False:
        document["timed"] = True  # the routine was left at once: without this nothing would have been recorded
    return document


_ENCODED = {
    table: (
        attrgetter(*rows),
        tuple((name, row.default, row.is_one_line, row.is_required, row.read) for name, row in rows.items()),
    )
    for table, rows in ROWS.items()
}
"""What returns all values of a record, and the fields in their order."""
