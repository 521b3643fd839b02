r"""Lines of a journal: each a whole record or its deletion, sealed with a checksum. `docs/diary-format.md` has it all.

    {"at":"2026-11-22T05:51:08.273512Z","table":"episodes","id":"0199...","rev":2,"by":"laptop-3fa9c1",
     "change":"5f0c2a9be1d4","after":["77b2e0a1c4d95a9c2a43"],"put":{...},"crc":"1d0b88f2"}

`after` names the lines of the record that its writer knew and that nothing followed yet: each by its change and its
checksum. A deletion has `"del":true` in place of `put`, a purge also `"purge":true`. An undo or a redo names the change
that it takes back or repeats: `"undoes"`, `"redoes"`. `settles` names the fields that the person chose between
versions. The checksum (CRC-32) covers every byte before `,"crc"`. Journals begin with a header line:
`{"journal":"episodes","version":1,"device":"laptop-3fa9c1","crc":"..."}`.

Lines in the exact form that this program writes are split by one pattern, and their record is parsed on demand. Lines
with another order or spacing mean the same and take a slower path.
"""

import json
import re
from binascii import crc32
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib import import_module
from typing import Any, NoReturn

from spasmtui.episodes.store.journal.record_codec import FIRST_YEAR, LAST_YEAR, Document, parse_moment
from spasmtui.errors import CannotStore

PLAIN_VERSION, VERSION = 1, 2
"""Versions of a journal's header. The second, which has encrypted lines, is left alone by whoever knows the first."""
LINE_LIMIT = 1 << 20
"""Most bytes of a line; a longer one is neither read nor written."""
REV_LIMIT = 2**63 - 1
MOST_NESTED = 50  # levels of nesting in a line at most
PURGE_REV = 10**18 - 1
"""The revision of a purge, above any other. A purge counts whatever its revision; an earlier program, to which the
greatest revision counts, obeys it too."""

_SEAL = 18  # ,"crc":"xxxxxxxx"}
_SEALED = "spasmtui.episodes.store.sealing.sealed_line"
_AT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z"
_NAME = r"[A-Za-z0-9._-]{1,60}"
_PARENT = r"[0-9a-f]{8,40}"
_CHANGE = r"[0-9a-f]{0,32}"
_CANONICAL = re.compile(
    rb'\{"at":"(' + _AT.encode() + rb')"'
    rb',"table":"([^"\\\x00-\x1f]{1,64})","id":"([^"\\\x00-\x1f]{1,200})","rev":([1-9][0-9]{0,17})'
    rb',"by":"([A-Za-z0-9._-]{1,60})","change":"([0-9a-f]{0,32})"'
    rb'(?:,"after":\["([0-9a-f]{8,40}(?:","[0-9a-f]{8,40})*)"\])?(?:,"(undoes|redoes)":"([0-9a-f]{1,32})")?'
    rb'(?:,"settles":\["([a-z_]{1,60}(?:","[a-z_]{1,60})*)"\])?'
    rb'(,"as":"[0-9a-f]{8}")?,(?:"put":(\{.*\})|"del":true(,"purge":true)?'
    rb'|("is_open":true,)?("is_ahead":true,)?"sealed":"([A-Za-z0-9+/]{100,}={0,2})")',
    re.DOTALL,
)
_STARTED = re.compile(rb'\{"started_at":"([0-9T:.Z+-]{16,32})"')


class Line:
    """An intact line. Its identity is its bytes: the same bytes in two files are one line."""

    __slots__ = (
        "_put",
        "_start",
        "after",
        "at",
        "by",
        "change",
        "is_purge",
        "key",
        "raw",
        "redoes",
        "rev",
        "settles",
        "table",
        "undoes",
        "value",
    )
    is_sealed = is_renamed = False
    """Whether its record is encrypted; whether it had another checksum before that was done, or undone."""

    def __init__(
        self,
        raw: bytes,
        at: str,
        table: str,
        key: str,
        rev: int,
        by: str,
        change: str = "",
        undoes: str = "",
        redoes: str = "",
        put: bytes | slice | None = None,
        *,
        after: tuple[str, ...] = (),
        settles: tuple[str, ...] = (),
        is_purge: bool = False,
    ) -> None:
        self.raw = raw
        """The bytes, without a line break."""
        self.at = at
        """Time of writing in UTC; all texts have the same length, so they sort as times."""
        self.table = table
        self.key = key
        """The record's id in its table."""
        self.rev = rev
        """Revision: one more than the greatest revision that the writer knew of this record."""
        self.by = by
        """Id of the device that wrote it."""
        self.change = change
        """Id of the change: lines that were written as one share it."""
        self.undoes = undoes
        self.redoes = redoes
        self.after = after
        """The `parent_id` of each line that this one follows; empty in a first line, and in every line of an
        earlier program, which is taken to follow every line of a lower revision."""
        self.settles = settles
        """Fields whose value the person chose among those of several versions."""
        self.is_purge = is_purge
        self._put = put
        # False: not parsed yet. None is a value: a line without a start.
        self._start: float | bool | None = False
        self.value: Any = None
        """The record, once it has been parsed."""

    @property
    def parent_id(self) -> str:
        """The name by which a later line says that it follows this one: its change and its checksum."""
        return self.change + self.raw[-10:-2].decode("ascii")

    @property
    def rank(self) -> tuple[int, str, str, bytes]:
        """Sort key in which a line comes after those that it follows, whatever the clocks were."""
        return self.rev, self.at, self.by, self.raw

    @property
    def is_deletion(self) -> bool:
        """True for a line that deletes its record."""
        return self._put is None

    def put_text(self) -> bytes:
        """Return the record's document as JSON; empty for a deletion."""
        return (self.raw[self._put] if isinstance(self._put, slice) else self._put) or b""

    def document(self) -> Document:
        """Parse the record's document, a new one at each call.

        Raises:
            ValueError: the checksum is right and yet this is not JSON, or not an object.
        """
        if self._put is None:
            raise ValueError("A deletion has no document.")
        document = parse_json(text := self.raw[self._put] if isinstance(self._put, slice) else self._put)
        if type(document) is not dict:
            raise ValueError("Not an object.")
        if text.count(b"[") + text.count(b"{") > MOST_NESTED or b"\\u" in text:
            require_storable(document)
        return document

    @property
    def start(self) -> float | None:
        """Start of the record in seconds of the epoch; None when it has none."""
        return self.find_start()

    def start_bounds(self) -> tuple[float | None, float | None]:
        """Return the earliest and the latest start that it can have, as told without a key."""
        return (start := self.find_start()), start

    def find_start(self) -> float | None:
        """Return the start; it stays the one that was found first."""
        if self._start is False:
            self._start = self._read_start()
        return self._start

    def _read_start(self) -> float | None:
        if self._put is None:
            return None
        if (known := getattr(self.value, "started_at", None)) is not None:
            return float(known.timestamp())
        text = self.raw[self._put] if isinstance(self._put, slice) else self._put
        if match := _STARTED.match(text):
            started = parse_moment(match[1].decode("ascii"))
        else:
            try:
                started = parse_moment(self.document().get("started_at"))
            except ValueError:
                return None
        return None if started is None else started.timestamp()


class Header:
    """The first line of a journal: the device that owns it and the version of its format."""

    __slots__ = ("device", "version")

    def __init__(self, device: str, version: int) -> None:
        self.device = device
        self.version = version


def read_line(raw: bytes) -> Line | Header | None:
    """Parse a line; None when it is not intact: no seal, a wrong seal, or an envelope of wrong types."""
    raw = raw.strip(b"\0\r\n\t \xef\xbb\xbf")
    if not 2 * _SEAL < len(raw) <= LINE_LIMIT or raw[-_SEAL:-10] != b',"crc":"' or raw[-2:] != b'"}':
        return None
    if b"%08x" % crc32(memoryview(raw)[:-_SEAL]) != raw[-10:-2]:
        return None
    match = _CANONICAL.fullmatch(raw, 0, len(raw) - _SEAL)
    if match is None:
        return _read_unusual(raw)
    at, table, key, rev, by, change, after, verb, other, settles, name, put, purge, *_, text = match.groups()
    if not _is_day(at[:10]):
        return None
    try:
        return (Line if name is text is None else import_module(_SEALED).line_class(match))(
            raw,
            at.decode("ascii"),
            _name(table),
            key.decode(),
            int(rev),
            _name(by),
            change.decode("ascii"),
            other.decode("ascii") if verb == b"undoes" else "",
            other.decode("ascii") if verb == b"redoes" else "",
            None if put is None else slice(*match.span(12)),
            after=() if after is None else tuple(after.decode("ascii").split('","')),
            settles=() if settles is None else tuple(settles.decode("ascii").split('","')),
            is_purge=purge is not None,
        )
    except UnicodeDecodeError:
        return None


@lru_cache(maxsize=1000)
def _name(text: bytes) -> str:
    # A cache, because many lines have the same few tables and devices.
    return text.decode()


@lru_cache(maxsize=1000)
def _is_day(text: bytes) -> bool:
    try:
        return FIRST_YEAR <= date.fromisoformat(text.decode("ascii")).year <= LAST_YEAR
    except ValueError:
        return False


def _read_unusual(raw: bytes) -> Line | Header | None:
    try:
        value = parse_json(raw)
    except ValueError:
        return None
    if type(value) is not dict:
        return None
    if "journal" in value:
        device, version = value.get("device"), value.get("version")
        if type(device) is not str or type(version) is not int:
            return None
        return Header(device if re.fullmatch(_NAME, device) else "", version)
    texts = [value.get(name, "") for name in ("at", "table", "id", "by", "change", "undoes", "redoes")]
    if any(type(text) is not str for text in texts):
        return None
    at, table, key, by, change, undoes, redoes = texts
    rev, put = value.get("rev"), value.get("put")
    after, settles = value.get("after", []), value.get("settles", [])
    is_sound = (
        re.fullmatch(_AT, at)
        and _is_day(at[:10].encode())
        and re.fullmatch(_NAME, by)
        and 0 < len(table) <= 64
        and 0 < len(key) <= 200
        and type(rev) is int
        and 0 < rev <= REV_LIMIT
        and (type(put) is dict) != (value.get("del") is True)
        and all(type(names) is list and all(type(name) is str for name in names) for names in (after, settles))
        # A line that follows this one names its change; with any other text in it, that line could not be read.
        and all(re.fullmatch(_CHANGE, name) for name in (change, undoes, redoes))
        and all(re.fullmatch(_PARENT, name) for name in after)
    )
    if not is_sound or not isinstance(rev, int):
        return None
    try:
        text = None if put is None else json.dumps(put, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return None
    return Line(
        raw, at, table, key, rev, by, change, undoes, redoes, text,
        after=tuple(after), settles=tuple(settles), is_purge=put is None and value.get("purge") is True,
    )  # fmt: skip


def seal(body: Mapping[str, Any], *, is_plain: bool = False) -> bytes:
    """Encode an envelope as a sealed line without a line break.

    Args:
        body: its keys and values.
        is_plain: the values are known to be those of JSON; a look at each of thousands takes its time.

    Raises:
        CannotStore: it would not read back equal, or is too long.
    """
    if not is_plain:
        _require_plain(body, depth=0)
    try:
        text = _ENCODER.encode(body).encode()[:-1]
    except UnicodeEncodeError:
        raise CannotStore("Text with half a character in it cannot be stored.") from None
    raw = b'%b,"crc":"%08x"}' % (text, crc32(text))
    if len(raw) > LINE_LIMIT:
        raise CannotStore("This is too long to store: at most one megabyte.")
    return raw


def header_line(device: str, version: int = PLAIN_VERSION) -> bytes:
    """Return the sealed first line of a device's journal."""
    return seal({"journal": "episodes", "version": version, "device": device})


def format_timestamp(now: datetime) -> str:
    """Format a time as journals write it: UTC, to the microsecond."""
    return now.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def parse_json(text: bytes) -> Any:
    """Parse strict JSON.

    Raises:
        ValueError: it is not JSON, is nested too deep, or has a number that is not finite.
    """
    try:
        return _DECODER.decode(text.decode())
    except RecursionError:
        raise ValueError("Nested too deeply.") from None


def require_storable(document: Document) -> None:
    """Refuse a document that no later line about its record could repeat.

    Raises:
        ValueError: it is nested deeper than what is written, or has half a character.
    """
    try:
        _require_plain(document, depth=1)
        _ENCODER.encode(document).encode()
    except CannotStore as refusal:
        raise ValueError(refusal.message) from None


def _refuse(_: str) -> NoReturn:
    raise ValueError("Not a number.")


def _finite(text: str) -> float:
    value = float(text)
    if value - value != 0:
        raise ValueError("Not a finite number.")
    return value


def _whole(text: str) -> int:
    value = int(text)
    if not -(2**63) <= value < 2**63:
        raise ValueError("Not a number of 64 bits.")
    return value


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
_DECODER = json.JSONDecoder(parse_constant=_refuse, parse_float=_finite, parse_int=_whole)


def _require_plain(value: object, depth: int) -> None:
    """Refuse values that JSON does not round-trip: tuples, sets, bytes, keys other than text, numbers over 64 bits.

    Raises:
        CannotStore: the value or a part of it cannot be stored.
    """
    kind = type(value)
    if kind in _PLAIN_TYPES:
        return
    if depth > MOST_NESTED:
        raise CannotStore("This is nested too deeply to store.")
    if isinstance(value, dict | Mapping):
        if any(type(name) is not str for name in value):
            raise CannotStore("Names of fields must be text.")
        inner: Iterable[object] = value.values()
    elif isinstance(value, list):
        inner = value
    elif type(value) is int:
        if not -(2**63) <= value < 2**63:
            raise CannotStore("A whole number must fit into 64 bits.")
        return
    elif type(value) is not float or value - value != 0:
        raise CannotStore(f"A value of the kind {kind.__name__!r} cannot be stored.")
    else:
        return
    for each in inner:
        if type(each) not in _PLAIN_TYPES:
            _require_plain(each, depth + 1)


_PLAIN_TYPES = frozenset({str, bool, type(None)})
"""Types of which JSON repeats every value."""
