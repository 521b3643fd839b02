"""A journal's line: what is sealed comes back, what was touched does not."""

import json
import random
from binascii import crc32
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.episodes.store.journal.line import LINE_LIMIT, Header, Line, header_line, read_line, seal
from spasmtui.episodes.store.journal.record_codec import to_document
from spasmtui.errors import CannotStore
from tests.support.store.lines import a_line, raw_line
from tests.support.store.strategies import records
from tests.support.store.values import an_episode

FIELDS = ("at", "table", "key", "rev", "by", "change", "undoes", "redoes", "is_purge", "is_deletion", "start")


def sealed_text(text: bytes) -> bytes:
    """Any text with a right checksum, as a hostile or a future program may write it."""
    return b'%b,"crc":"%08x"}' % (text, crc32(text))


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
    assert isinstance(other, Line) and other.document() == usual.document()


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
    assert isinstance(found, Header) and (found.device, found.version) == ("laptop-3fa9c1", 1)


@pytest.mark.parametrize(
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


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"[]", b"null", b'{"a":' * 5000, b"\xff\xfe", b'{"journal":5', b'{"journal":"episodes","version":"x"'],
)
def test_sealed_rubbish_is_a_bad_line(text: bytes) -> None:
    assert read_line(sealed_text(text)) is None


@pytest.mark.parametrize(
    "document", [b"{NaN}", b'{"a":NaN}', b'{"a":1e999}', b'{"a":Infinity}', b'{"a":' + b"[" * 9000]
)
def test_a_record_that_is_no_json_is_noticed_when_it_is_asked_for(document: bytes) -> None:
    before, _, _ = raw_line(an_episode()).partition(b'{"started_at')
    line = read_line(sealed_text(before + document + b"}"))
    if isinstance(line, Line):
        with pytest.raises(ValueError):
            line.document()
    else:
        assert line is None


def test_a_line_over_the_limit_is_neither_written_nor_read() -> None:
    with pytest.raises(CannotStore):
        seal({"put": {"note": "x" * LINE_LIMIT}})
    assert read_line(sealed_text(b'{"put":{"note":"' + b"x" * LINE_LIMIT + b'"}')) is None


@pytest.mark.parametrize(
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
