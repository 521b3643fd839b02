"""A journal's line: what is sealed comes back, what was touched does not."""

import json
import random
from binascii import crc32
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.episodes.store.journal.line import (
    LINE_LIMIT,
    Header,
    Line,
    format_timestamp,
    header_line,
    parse_json,
    read_line,
    seal,
)
from spasmtui.episodes.store.journal.record_encoder import to_document
from spasmtui.errors import CannotStore
from tests.support.cases import with_each
from tests.support.store.lines import a_line, raw_line, sealed_text
from tests.support.store.strategies import records
from tests.support.store.values import an_episode

FIELDS = ("at", "table", "key", "rev", "by", "change", "undoes", "redoes", "is_purge", "is_deletion", "start")


def described(line: Line | Header | None) -> tuple[Any, ...]:
    assert isinstance(line, Line)
    return tuple(getattr(line, name) for name in FIELDS)


@settings(max_examples=20)
@given(records, st.integers(1, 2**53))
def test_a_sealed_record_comes_back_equal(record: Any, rev: int) -> None:
    line = a_line(record, rev=rev)
    assert (line.document(), line.rev, line.is_deletion) == (to_document(record), rev, False)


@settings(max_examples=20)
@given(records)
def test_a_line_in_another_order_and_spacing_means_the_same(record: Any) -> None:
    usual = a_line(record, rev=3)
    value = json.loads(usual.raw)
    del value["crc"]
    other = read_line(sealed_text(json.dumps(dict(reversed(value.items()))).encode()[:-1]))
    assert described(other) == described(usual)
    assert isinstance(other, Line)
    assert other.document() == usual.document()


def test_no_changed_bit_of_a_line_goes_unnoticed() -> None:
    raw = raw_line(an_episode(pain=6))
    for position in range(len(raw)):
        for bit in range(8):
            damaged = bytearray(raw)
            damaged[position] ^= 1 << bit
            found = read_line(bytes(damaged))
            assert found is None or found.raw == raw  # type: ignore[union-attr]


def test_a_line_cut_anywhere_is_not_intact() -> None:
    raw = raw_line(an_episode())
    assert [length for length in range(len(raw)) if read_line(raw[:length]) is not None] == []


def test_line_endings_a_byte_order_mark_and_nuls_around_a_line_are_no_damage() -> None:
    raw = raw_line(an_episode())
    for around in (raw + b"\r", b"\xef\xbb\xbf" + raw, b"\0" * 5000 + raw, raw + b"\0\0"):
        assert described(read_line(around)) == described(read_line(raw))


def test_a_header_tells_the_device_and_the_version() -> None:
    found = read_line(header_line("laptop-3fa9c1"))
    assert isinstance(found, Header)
    assert (found.device, found.version) == ("laptop-3fa9c1", 1)


@with_each(
    "change",
    [
        {"rev": 0}, {"rev": -1}, {"rev": 2**70}, {"rev": True}, {"rev": "1"}, {"rev": 1.0},
        {"at": "yesterday"}, {"at": 5}, {"at": "2026-11-22T05:51:08Z"},
        {"by": ""}, {"by": "../../etc"}, {"by": "a\x1b[2J"}, {"by": None},
        {"id": ""}, {"id": 7}, {"id": "x" * 201}, {"table": ""}, {"table": []},
        {"put": "text"}, {"put": [1]}, {"put": None}, {"del": True}, {"change": 5}, {"undoes": {}},
    ],
)  # fmt: skip
def test_an_envelope_of_wrong_types_with_a_right_seal_is_a_bad_line(change: dict[str, Any]) -> None:
    envelope = json.loads(raw_line(an_episode()))
    del envelope["crc"]
    assert read_line(sealed_text(json.dumps({**envelope, **change}).encode()[:-1])) is None


@with_each(
    "text",
    [b"", b"{", b"[]", b"null", b'{"a":' * 5000, b"\xff\xfe", b'{"journal":5', b'{"journal":"episodes","version":"x"'],
)
def test_sealed_rubbish_is_a_bad_line(text: bytes) -> None:
    assert read_line(sealed_text(text)) is None


@with_each("document", [b"{NaN}", b'{"a":NaN}', b'{"a":1e999}', b'{"a":Infinity}', b'{"a":' + b"[" * 9000])
def test_a_record_that_is_no_json_is_noticed_when_it_is_asked_for(document: bytes) -> None:
    before, _, _ = raw_line(an_episode()).partition(b'{"started_at')
    line = read_line(sealed_text(before + document + b"}"))
    if isinstance(line, Line):
        with pytest.raises(ValueError, match=r"."):
            line.document()
    else:
        assert line is None


def test_a_line_over_the_limit_is_neither_written_nor_read() -> None:
    with pytest.raises(CannotStore):
        seal({"put": {"note": "x" * LINE_LIMIT}})
    assert read_line(sealed_text(b'{"put":{"note":"' + b"x" * LINE_LIMIT + b'"}')) is None


@with_each(
    "value",
    [float("nan"), float("inf"), (1, 2), {1: 2}, "\ud800", 2**70, b"bytes", {1, 2}, object(), {"a": [{"b": 1j}]}],
    ids=lambda value: type(value).__name__,
)
def test_a_value_that_would_not_come_back_equal_is_refused(value: Any) -> None:
    with pytest.raises(CannotStore):
        seal({"put": {"value": value}})


def test_random_bytes_are_never_a_line() -> None:
    chance = random.Random(7)
    assert [raw for _ in range(300) if read_line(raw := chance.randbytes(chance.randrange(200)))] == []


def envelope(**fields: Any) -> dict[str, Any]:
    """The envelope of a deletion, in the order of the journals."""
    return {
        "at": "2026-11-22T05:51:08.273512Z", "table": "episodes", "id": "x", "rev": 1, "by": "desk-1",
        "change": "5f0c", **fields,
    }  # fmt: skip


def read(value: dict[str, Any]) -> Line:
    line = read_line(seal(value))
    assert isinstance(line, Line)
    return line


def test_a_sealed_line_has_the_exact_bytes_of_the_format() -> None:
    text = b'{"at":"2026-11-22T05:51:08.273512Z","table":"episodes","id":"x","rev":1,"by":"desk-1","change":"5f0c"'
    for value, end in (
        ({"put": {"note": "fü€r"}}, ',"put":{"note":"fü€r"}'.encode()),
        ({"del": True}, b',"del":true'),
        ({"del": True, "purge": True}, b',"del":true,"purge":true'),
        ({"undoes": "ab", "del": True}, b',"undoes":"ab","del":true'),
        ({"redoes": "ab", "put": {}}, b',"redoes":"ab","put":{}'),
    ):
        assert seal(envelope(**value)) == b'%b%b,"crc":"%08x"}' % (text, end, crc32(text + end))
    assert header_line("desk-1") == sealed_text(b'{"journal":"episodes","version":1,"device":"desk-1"')


@pytest.mark.parametrize("is_usual", [True, False])
def test_every_part_of_an_envelope_is_read(*, is_usual: bool) -> None:
    def parsed(**fields: Any) -> Line:
        value = envelope(**fields)
        return read(value if is_usual else dict(reversed(value.items())))

    undo, redo = parsed(undoes="ab", put={}), parsed(redoes="cd", **{"del": True})
    assert (undo.undoes, undo.redoes, undo.is_deletion, undo.is_purge) == ("ab", "", False, False)
    assert (redo.undoes, redo.redoes, redo.is_deletion, redo.is_purge) == ("", "cd", True, False)
    purge = parsed(**{"del": True, "purge": True})
    assert (purge.undoes, purge.redoes, purge.is_deletion, purge.is_purge) == ("", "", True, True)
    assert (purge.at, purge.table, purge.key, purge.rev, purge.by, purge.change) == (
        "2026-11-22T05:51:08.273512Z", "episodes", "x", 1, "desk-1", "5f0c",
    )  # fmt: skip
    with pytest.raises(ValueError, match=r"^A deletion has no document\.$"):
        purge.document()
    assert purge.start is None


def test_a_lines_document_is_a_new_one_each_time() -> None:
    line = read(envelope(put={"tried": []}))
    line.document()["tried"].append(1)
    assert line.document() == {"tried": []}


@with_each(
    ("put", "start"),
    [
        ({"started_at": "1970-01-01T00:01:00Z"}, 60.0),
        ({"started_at": "1970-01-01T01:01:00+01:00", "note": "x"}, 60.0),
        ({"note": "x", "started_at": "1970-01-01T00:01:00Z"}, 60.0),
        ({"started_at": "1970-01-01T00:01Z"}, 60.0),
        ({"started_at": "yesterday"}, None),
        ({"started_at": "2026-13-40T03:12:00Z"}, None),
        ({"started_at": 60}, None),
        ({"started_at": None}, None),
        ({}, None),
    ],
)
def test_a_line_knows_the_start_of_its_record_wherever_it_is_written(put: dict[str, Any], start: float | None) -> None:
    line = read(envelope(put=put))
    assert (line.start, line.start) == (start, start)
    other = read(dict(reversed(envelope(put=put).items())))
    assert other.start == start


def test_a_record_that_is_no_json_has_no_start() -> None:
    line = read_line(sealed_text(raw_line(an_episode()).partition(b'{"started_at')[0] + b'{"a":NaN}'))
    assert isinstance(line, Line)
    assert line.start is None


@pytest.mark.parametrize("text", [b"[1]", b"5", b'"x"', b"null"])
def test_a_sealed_line_without_an_object_is_a_bad_line(text: bytes) -> None:
    assert read_line(sealed_text(b" " * 30 + text)) is None


@pytest.mark.parametrize(("rev", "is_sound"), [(1, True), (2**63 - 1, True), (2**63, False), (0, False)])
def test_a_revision_has_63_bits(rev: int, *, is_sound: bool) -> None:
    for value in (envelope(rev=rev, put={}), dict(reversed(envelope(rev=rev, put={}).items()))):
        text = json.dumps(value, separators=(",", ":")).encode()[:-1]
        assert (read_line(sealed_text(text)) is not None) is is_sound


@with_each("rev", ["1.0", "1e0", "true", '"1"', "1" + "0" * 5000, "NaN", "-0", "01"])
def test_a_revision_that_is_no_whole_number_makes_a_bad_line(rev: str) -> None:
    text = json.dumps(envelope(rev=0, put={}), separators=(",", ":"))[:-1].replace('"rev":0', f'"rev":{rev}')
    assert read_line(sealed_text(text.encode())) is None


@pytest.mark.parametrize(
    ("field", "longest"), [("table", 64), ("id", 200), ("by", 60)],
)  # fmt: skip
def test_names_have_a_greatest_length(field: str, longest: int) -> None:
    for length, is_sound in ((1, True), (longest, True), (longest + 1, False), (0, False)):
        for value in (envelope(put={}), dict(reversed(envelope(put={}).items()))):
            value[field] = "x" * length
            assert (read_line(seal(value)) is not None) is is_sound


@with_each(("version", "device"), [(1.0, "x"), ("1", "x"), (True, "x"), (None, "x"), (1, 5), (1, None), (1, ["x"])])
def test_a_header_of_wrong_types_is_a_bad_line(version: object, device: object) -> None:
    assert read_line(seal({"journal": "episodes", "version": version, "device": device})) is None


def test_a_headers_device_is_a_name_or_nothing() -> None:
    header = read_line(seal({"journal": "episodes", "version": 2, "device": "../etc"}))
    assert isinstance(header, Header)
    assert (header.device, header.version) == ("", 2)


def test_a_line_may_be_as_long_as_the_limit() -> None:
    short = len(seal({"put": {"note": ""}}))
    fitting = seal({"put": {"note": "x" * (LINE_LIMIT - short)}})
    assert len(fitting) == LINE_LIMIT
    assert read_line(seal(envelope(put={"note": "x" * 1000}))) is not None
    with pytest.raises(CannotStore, match=r"^This is too long to store: at most one megabyte\.$"):
        seal({"put": {"note": "x" * (LINE_LIMIT - short + 1)}})
    longest = envelope(put={"note": ""})
    longest["put"]["note"] = "x" * (LINE_LIMIT - len(seal(longest)))
    raw = seal(longest)
    assert len(raw) == LINE_LIMIT
    assert read_line(raw) is not None
    text = raw[:-18].replace(b'"note":"', b'"note":"x')
    assert read_line(sealed_text(text)) is None


@with_each("value", [2**63 - 1, -(2**63), 0.5, 1e308, True, None, "", [], {}, [[]], {"a": {"b": [1]}}])
def test_a_value_that_json_gives_back_equal_is_stored(value: object) -> None:
    stored = read(envelope(put={"value": value})).document()["value"]
    assert (stored, type(stored)) == (value, type(value))


@with_each(
    ("value", "sentence"),
    [
        (2**63, "A whole number must fit into 64 bits."),
        (-(2**63) - 1, "A whole number must fit into 64 bits."),
        (float("-inf"), "A value of the kind 'float' cannot be stored."),
        ((), "A value of the kind 'tuple' cannot be stored."),
        ({"a": {1: 2}}, "Names of fields must be text."),
        ("\udc80", "Text with half a character in it cannot be stored."),
    ],
)
def test_a_refused_value_is_named_in_a_sentence(value: object, sentence: str) -> None:
    with pytest.raises(CannotStore) as refusal:
        seal({"put": {"value": value}})
    assert refusal.value.message == sentence


def test_a_value_is_nested_at_most_fifty_deep() -> None:
    def nested(depth: int) -> Any:
        value: Any = 1
        for _ in range(depth):
            value = [value]
        return value

    seal({"put": nested(49)})
    with pytest.raises(CannotStore, match=r"^This is nested too deeply to store\.$"):
        seal({"put": nested(50)})
    deep: Any = {}
    for _ in range(51):
        deep = {"a": deep}
    with pytest.raises(CannotStore, match=r"^This is nested too deeply to store\.$"):
        seal(deep)


def test_a_time_is_written_in_utc_to_the_microsecond() -> None:
    moment = datetime(2026, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    assert format_timestamp(moment) == "2025-12-31T23:30:00.000000Z"


@with_each("name", ["at", "table", "id", "rev", "by"])
def test_an_envelope_without_one_of_its_parts_is_a_bad_line(name: str) -> None:
    value = envelope(put={})
    del value[name]
    assert read_line(seal(value)) is None


def test_an_envelope_needs_no_change_and_takes_more_fields() -> None:
    value = envelope(put={}, weather=4)
    del value["change"]
    line = read(value)
    assert (line.change, line.document()) == ("", {})


@with_each(
    ("text", "sentence"),
    [
        (b"NaN", "Not a number."),
        (b"-Infinity", "Not a number."),
        (b'{"a":Infinity}', "Not a number."),
        (b"1e999", "Not a finite number."),
        (b"-1e999", "Not a finite number."),
        (b"[" * 100_000, "Nested too deeply."),
    ],
    ids=["nan", "infinity", "infinity inside", "too large", "too small", "deep"],
)
def test_what_is_no_strict_json_is_refused_with_the_reason(text: bytes, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{sentence}$"):
        parse_json(text)


@pytest.mark.parametrize(("text", "value"), [(b"6.0", 6.0), (b"1e2", 100.0), (b"6", 6), (b"-0.0", -0.0)])
def test_a_number_keeps_its_type(text: bytes, value: float) -> None:
    parsed = parse_json(text)
    assert (parsed, type(parsed)) == (value, type(value))


def test_lines_are_ranked_by_revision_then_time_then_device_then_bytes() -> None:
    early, late = "2026-11-22T05:00:00.000000Z", "2026-11-22T06:00:00.000000Z"
    ascending = [
        a_line(an_episode(1), rev=1, at=late, by="z"),
        a_line(an_episode(1), rev=2, at=early, by="z"),
        a_line(an_episode(1), rev=2, at=late, by="a"),
        a_line(an_episode(1, pain=1), rev=2, at=late, by="b"),
        a_line(an_episode(1, pain=2), rev=2, at=late, by="b"),
        a_line(an_episode(1), rev=10, at=early, by="a"),
    ]
    descending = list(reversed(ascending))
    assert sorted(descending, key=lambda line: line.rank) == ascending


def test_a_line_has_at_most_a_mebibyte() -> None:
    assert LINE_LIMIT == 1_048_576


def test_a_record_that_is_no_object_has_no_document() -> None:
    line = Line(b"[1]", "", "episodes", "x", 1, "desk", put=b"[1]")
    with pytest.raises(ValueError, match=r"^Not an object\.$"):
        line.document()


@pytest.mark.parametrize("field", ["table", "id"])
def test_a_name_in_bytes_that_are_no_text_makes_a_bad_line(field: str) -> None:
    text = raw_line(an_episode())[:-18].replace(f'"{field}":"'.encode(), f'"{field}":"'.encode() + b"\xff")
    assert read_line(sealed_text(text)) is None


def test_half_a_character_in_a_record_of_unusual_spacing_makes_a_bad_line() -> None:
    text = json.dumps(envelope(put={"note": "\udc80"}))[:-1]
    assert read_line(sealed_text(text.encode())) is None


@with_each("number", range(37))
def test_a_line_shorter_than_an_envelope_is_bad(number: int) -> None:
    assert read_line(sealed_text(b"{}"[:1] + b" " * number)) is None
