"""Lines of a journal whose record is encrypted, and lines that were encrypted, or opened for good, later on.

    {"at":...,"table":"episodes","id":"0199...","rev":1,"by":"...","change":"...","as":"5a9c2a43","is_open":true,
     "sealed":"YWdlLWVuY3J5cHRpb24ub3Jn...","crc":"..."}

`sealed` is an age file in base64. It holds the record with its table and id, so that it counts in no other line:
`{"table":"episodes","id":"0199...","put":{...}}`. All else is as in other lines, so that merging, undo, purges,
mirrors and syncs need no key. `is_open` says that the episode is open, `is_ahead` that it starts after the time of
writing. `as` is the checksum that the line had before, by which other lines name it.
"""

import re
from binascii import crc32
from collections.abc import Callable
from datetime import datetime
from functools import partial
from math import inf
from typing import Any, Protocol

from spasmtui.episodes.store.journal.line import MOST_NESTED, Line, parse_json, require_storable
from spasmtui.episodes.store.journal.record_codec import Document, parse_moment
from spasmtui.episodes.store.journal.year_index import key_time
from spasmtui.errors import DiaryLocked

_ESCAPED = re.compile(r'["\\\x00-\x1f]')
_START = re.compile(rb'\{"started_at":"([0-9T:.Z+-]{16,32})"')


class Opener(Protocol):
    """Opens what is encrypted."""

    def open(self, sealed: bytes, table: str, key: str, year: str) -> bytes:
        """Return the record's document as JSON.

        Raises:
            DiaryLocked: there is no key.
            ValueError: it is damaged, for another key, or of another record.
        """


class _Renamed(Line):
    """A line that others may name by the checksum that it had before."""

    __slots__ = ("_name",)

    def __init__(self, *args: Any, name: str = "", **words: Any) -> None:
        super().__init__(*args, **words)
        self._name = name

    @property
    def is_renamed(self) -> bool:  # type: ignore[override]
        """True if it had another checksum before."""
        return bool(self._name)

    @property
    def parent_id(self) -> str:
        """The name by which a later line says that it follows this one."""
        return self.change + self._name if self._name else super().parent_id


class SealedLine(_Renamed):
    """A line whose record is encrypted."""

    __slots__ = ("_opened", "_text", "is_ahead", "opener")
    is_sealed = True

    def __init__(self, *args: Any, text: slice, is_ahead: bool, **words: Any) -> None:
        super().__init__(*args, **words)
        self._text = text
        self._opened = b""  # between the question for the start and that for the record
        self.is_ahead = is_ahead
        self.opener: Opener | None = None
        """Set by the ledger that the line is added to."""

    @property
    def is_deletion(self) -> bool:
        """False: nothing of a deletion is encrypted."""
        return False

    def put_text(self) -> bytes:
        """Open the record's document, as JSON.

        Raises:
            DiaryLocked: there is no key.
            ValueError: it cannot be opened with the right key.
        """
        if self.opener is None:
            raise DiaryLocked("The diary is encrypted.")
        return self.opener.open(self.raw[self._text], self.table, self.key, self.at[:4])

    def document(self) -> Document:
        """Open and parse the record's document, a new one at each call.

        Raises:
            DiaryLocked: there is no key.
            ValueError: it cannot be opened with the right key, or is not what a line can hold.
        """
        text, self._opened = self._opened or self.put_text(), b""
        document = parse_json(text)
        if type(document) is not dict:
            raise ValueError("Not an object.")
        if text.count(b"[") + text.count(b"{") > MOST_NESTED or b"\\u" in text:
            require_storable(document)
        return document

    def start_bounds(self) -> tuple[float | None, float | None]:
        """Return the earliest and the latest start that it can have, as far as both can be told without a key."""
        created = key_time(self.key)
        return -inf if created is None else created, inf if self.is_ahead else _seconds(self.at)

    def _read_start(self) -> float | None:
        if (known := getattr(self.value, "started_at", None)) is not None:
            return float(known.timestamp())
        try:
            self._opened = self.put_text()
            match = _START.match(self._opened)
            started = parse_moment(match[1].decode("ascii") if match else self.document().get("started_at"))
        except ValueError:
            return None
        return None if started is None else started.timestamp()


def line_class(match: re.Match[bytes]) -> Callable[..., Line]:
    """Return the class of a line that is encrypted or has a former checksum, with what it needs besides the others."""
    name = "" if match[11] is None else match[11][7:15].decode("ascii")
    if match[16] is None:
        return partial(_Renamed, name=name)
    return partial(SealedLine, name=name, text=slice(*match.span(16)), is_ahead=match[15] is not None)


def payload_of(table: str, key: str, put: bytes) -> bytes:
    """Return what is encrypted of a line."""
    return beginning_of(table, key) + put + b"}"


def beginning_of(table: str, key: str) -> bytes:
    """Return what a payload of this record begins with; see `can_be_sealed`."""
    return f'{{"table":"{table}","id":"{key}","put":'.encode()


def can_be_sealed(table: str, key: str) -> bool:
    """Return whether a table and an id are written in JSON as they are: an encrypted line has no other form."""
    return not _ESCAPED.search(table + key)


def put_in(payload: bytes, table: str, key: str) -> bytes:
    """Return the document in a payload, as JSON.

    Raises:
        ValueError: it is of another record, or none of this form.
    """
    beginning = beginning_of(table, key)
    if not payload.startswith(beginning + b"{") or not payload.endswith(b"}}"):
        raise ValueError("What is encrypted in it belongs to another record.")
    return payload[len(beginning) : -1]


def is_twin(line: Line, other: Line) -> bool:
    """Return whether two lines of a record are one, before and after it was encrypted or opened for good."""
    return (
        (line.is_renamed or other.is_renamed)
        and line.parent_id == other.parent_id
        and (line.at, line.rev, line.by) == (other.at, other.rev, other.by)
    )


def with_end(text: bytes) -> bytes:
    """Return a line without its last brace and checksum as a whole line."""
    return b'%b,"crc":"%08x"}' % (text, crc32(text))


def _seconds(at: str) -> float:
    return datetime.fromisoformat(at).timestamp()
