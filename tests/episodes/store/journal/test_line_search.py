"""The lines about a few records are found in a journal's bytes, as reading all of it would find them."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.store.journal.line import Line, header_line, read_line, seal
from spasmtui.episodes.store.journal.line_search import lines_about, lines_beginning
from spasmtui.errors import NotFound
from tests.conftest import FakeClock
from tests.support.cases import with_each
from tests.support.store.lines import raw_line, sealed_text, write_journal
from tests.support.store.values import NIGHT, an_episode

KEYS = ("a", "ab", "abc", 'q"t', "b\\s", "s/h", "line\nbreak", "née", "2026-11-22", "\U0001f634")
EVERY = [an_episode(number, note=f"night {number}") for number in range(11)]

keys = st.sampled_from(KEYS) | st.text(alphabet='ab"\\/é\n', min_size=1, max_size=3)


def written(key: str, note: str, spelling: str) -> bytes:
    """Return a line about a record as some program may write it."""
    plain = raw_line(key, note=note)
    if spelling == "escaped":
        escaped = "".join(f"\\u{ord(each):04x}" if ord(each) < 0x10000 else each for each in key)
        body = f'{{"at":"2026-11-22T05:51:08.273512Z","table":"episodes","id":"{escaped}"'
        return sealed_text(f'{body},"rev":1,"by":"x","change":"00","del":true'.encode())
    if spelling == "slashes":
        text = plain[: plain.rindex(b',"crc"')].replace(b"/", b"\\/")
        return sealed_text(text)
    if spelling == "twice":
        text = plain[: plain.rindex(b',"crc"')]
        return sealed_text(text + b',"id":"ab"')
    if spelling == "blanks":
        return sealed_text(plain[: plain.rindex(b',"crc"')].replace(b'"id":', b'"id"\t: '))
    return plain[:-3] if spelling == "torn" else plain


spellings = st.sampled_from(["plain", "escaped", "slashes", "twice", "blanks", "torn"])
lines = st.lists(st.tuples(keys, st.sampled_from(["", '"id":"ab"', "\\u0061"]), spellings), max_size=8)


@pytest.mark.long
@settings(max_examples=60, deadline=None)
@given(lines, st.lists(keys, max_size=12), keys, st.booleans())
def test_any_lines_are_found_as_reading_everything_finds_them(
    written_lines: list[tuple[str, str, str]], wanted: list[str], beginning: str, ends: bool
) -> None:
    data = b"\n".join([header_line("x"), *(written(*each) for each in written_lines), *([b""] if ends else [])])
    read = [line for raw in data.split(b"\n") if isinstance(line := read_line(raw), Line)]
    found, begun = lines_about(data, set(wanted)), lines_beginning(data, beginning)
    assert found is not None
    assert begun is not None
    assert [line.raw for line in found] == [line.raw for line in read if line.key in wanted]
    assert [line.raw for line in begun] == [line.raw for line in read if line.key.startswith(beginning)]


@with_each(
    "newer",
    [
        seal({"journal": "episodes", "version": 3, "device": "x"}),
        sealed_text(b'{"\\u006aournal":"episodes","version":3,"device":"x"'),
    ],
)
def test_a_journal_of_a_newer_format_is_left_alone(newer: bytes) -> None:
    data = b"\n".join([header_line("x"), raw_line("a"), newer, b""])
    assert (lines_about(data, ["a"]), lines_beginning(data, "a")) == (None, None)


def a_session(root: Path) -> Diary:
    return Diary(root / "data", root / "state", FakeClock(NIGHT))


def test_a_record_is_found_and_changed_without_reading_its_journal(tmp_path: Path) -> None:
    write_journal(tmp_path / "data", "2026.laptop-3fa9c1.jsonl", *map(raw_line, EVERY))
    write_journal(tmp_path / "data", "2027.phone.jsonl", raw_line(replace(EVERY[3], pain=4), rev=2, by="phone"))
    a_session(tmp_path).episodes()
    diary = a_session(tmp_path)
    assert diary.get(EVERY[3].id) == replace(EVERY[3], pain=4)
    with pytest.raises(NotFound, match="More than one"):
        diary.get(EVERY[3].id[:-1])
    assert diary.get(EVERY[10].id[:-1]) == EVERY[10]
    assert [version.number for version in diary.history(EVERY[3].id)] == [1, 2]
    assert len(diary.journals.reader.unread()) == 2
    assert diary.edit(EVERY[3].id, note="changed").pain == 4
    assert a_session(tmp_path).get(EVERY[3].id).note == "changed"


def test_a_journal_is_read_after_several_searches(tmp_path: Path) -> None:
    write_journal(tmp_path / "data", "2026.laptop-3fa9c1.jsonl", *map(raw_line, EVERY))
    a_session(tmp_path).episodes()
    diary = a_session(tmp_path)
    counts = []
    for episode in EVERY[:10]:
        assert [diary.get(episode.id) for _ in range(2)] == [episode, episode]
        counts.append(len(diary.journals.reader.unread()))
    assert counts == [1] * 8 + [0] * 2


@pytest.mark.parametrize("seen", [False, True])
def test_a_record_is_searched_for_again_when_its_journal_has_changed(tmp_path: Path, seen: bool) -> None:
    path = write_journal(tmp_path / "data", "2026.laptop-3fa9c1.jsonl", *map(raw_line, EVERY))
    a_session(tmp_path).episodes()
    diary = a_session(tmp_path)
    if seen:
        assert diary.get(EVERY[3].id).pain is None
    with path.open("ab") as file:
        file.write(raw_line(replace(EVERY[3], pain=9), rev=2) + b"\n")
    assert diary.get(EVERY[3].id).pain == 9
    assert diary.episodes()[-4].pain == 9
