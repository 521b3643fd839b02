"""Records whose every text is hostile: no face prints what a terminal, tmux, a prompt or a reader would obey.

The store cleans what it reads; here records come to the faces as a journal might have brought them.
"""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.episodes.commands.show import history_lines, version_document
from spasmtui.episodes.commands.undo import change_document, step_text
from spasmtui.episodes.model.episode import Day, Episode, Kind, Practice, Side, Tried
from spasmtui.episodes.model.json_document import document
from spasmtui.episodes.report.data import build_report
from spasmtui.episodes.report.paper.pdf import pdf
from spasmtui.episodes.report.sheet import compose_sheet
from spasmtui.episodes.store.diary import Change
from spasmtui.episodes.store.journal.history import Conflict, Version
from spasmtui.episodes.store.maintenance.health_report import Device, Health, health_lines
from spasmtui.home.status_line import status_line
from spasmtui.terminal.sanitize import PROMPT_CHARACTERS, for_prompt, json_text, one_line, sanitize_values
from tests.conftest import FakeClock
from tests.support.cases import with_each
from tests.support.commands import run
from tests.support.hostile import HOSTILE
from tests.support.memory_diary import MemoryDiary
from tests.support.sheets import page_of

UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
    "|[\U000e0000-\U000e007f]"
)
DIRECTIVES = (
    "#[fg=red]", "#(touch /tmp/x)", "#{pane_pid}", "%F{red}", "%{\x1b[31m%}", "`id`", "$(id)", "${HOME}",
    "\\[\\e[31m\\]", "a\nsecond line", "a\r\nb", "\u2067", "!!", "'; id; '", "%n@%m", "##[x]",
)  # fmt: skip
OBEYED_IN_A_PROMPT = set("#%$`\\{}[]<>|;&!\"'*?~^=@\n\r\t")
NOW = datetime.fromisoformat("2026-11-22T03:12:00+00:00")

hostile_text = st.lists(
    st.sampled_from([text for _name, text, _left in HOSTILE] + list(DIRECTIVES)) | st.text(max_size=6),
    min_size=1,
    max_size=3,
).map("".join)
moments = st.integers(0, 20 * 24 * 60).map(lambda minutes: NOW - timedelta(minutes=minutes))
words = st.lists(hostile_text, max_size=3).map(tuple)
episodes = st.builds(
    Episode,
    id=hostile_text, started_at=moments, is_open=st.booleans(), place=st.none() | hostile_text,
    side=st.none() | st.sampled_from(Side), kind=st.none() | st.sampled_from(Kind), pain=st.none() | st.integers(0, 10),
    triggers=st.none() | words, signs=st.none() | words,
    tried=st.lists(st.builds(Tried, routine=hostile_text, seconds=st.integers(0, 90)), max_size=2).map(tuple),
    note=st.none() | hostile_text, created_at=moments, updated_at=moments, device=hostile_text,
)  # fmt: skip
days = st.builds(
    Day, date=st.dates(date(2026, 11, 1), date(2026, 11, 22)).map(date.isoformat), words=words, updated_at=moments,
    device=hostile_text,
)  # fmt: skip
practices = st.builds(
    Practice, id=hostile_text, routine=hostile_text, started_at=moments, seconds=st.integers(0, 90),
    completed=st.booleans(), device=hostile_text,
)  # fmt: skip
records = st.lists(episodes, min_size=1, max_size=3).flatmap(
    lambda some: st.tuples(st.just(some), st.lists(days, max_size=2), st.lists(practices, max_size=2))
)

FACES: tuple[tuple[str, ...], ...] = (
    ("log", "list"),
    *(("log", "export", "--format", name, "--with", "note") for name in ("csv", "md", "ics", "fhir")),
    *(("report", "--format", name) for name in ("text", "md", "html")),
    ("insights",),
)
JSON_FACES: tuple[tuple[str, ...], ...] = (
    ("log", "list", "--json"),
    ("log", "export", "--format", "json"),
    ("log", "export", "--format", "tinydb"),
    ("report", "--json"),
    ("insights", "--json"),
)


def texts(value: Any) -> Iterator[str]:
    """Every text in a JSON value, the names of fields too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield name
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)


def assert_safe(printed: str, where: object) -> None:
    assert UNSAFE.findall(printed.replace("\r\n", "\n")) == [], where


@pytest.mark.long
@settings(max_examples=10)
@given(records)
def test_no_face_prints_what_something_obeys(of: tuple[list[Episode], list[Day], list[Practice]]) -> None:
    clock = FakeClock(NOW + timedelta(minutes=1))
    diary = MemoryDiary(clock, [*of[0], *of[1], *of[2]])
    for words_typed in FACES:
        ended = run(*words_typed, diary=diary, clock=clock)
        assert ended.code == 0, (words_typed, ended.err)
        assert_safe(ended.out + ended.err, words_typed)
    for words_typed in JSON_FACES:
        ended = run(*words_typed, diary=diary, clock=clock)
        assert_safe(ended.out, words_typed)
        for text in texts(ended.json):
            assert_safe(text, words_typed)
    listed = run("log", "list", diary=diary, clock=clock).out
    assert len(listed.splitlines()) == 1 + len(diary.episodes())  # no line break of a name begins a line


@pytest.mark.long
@settings(max_examples=25)
@given(episodes, days, practices, hostile_text)
def test_no_sentence_about_a_record_holds_what_something_obeys(
    episode: Episode, day: Day, practice: Practice, device: str
) -> None:
    one = Version(written_at=NOW, device=device, action="edited", record=episode, is_current=True)
    history = history_lines([one])
    assert len(history) == len("\n".join(history).splitlines()) == 1
    said = [*history, *(step_text(Change("edited", each), is_undo=True) for each in (episode, day, practice))]
    health = Health(
        folder=MemoryDiary(FakeClock()).folder,
        conflicts=(Conflict(table="episodes", key=episode.id, current=one, others=(one,), fields=(), id="a"),),
        devices=(Device(device, NOW, timedelta(), is_this=False),),
    )
    said += [one_line(line) for line in health_lines(health)]
    for sentence in said:
        assert_safe(one_line(sentence), sentence)
        assert "\n" not in sentence
    for value in (
        version_document(1, one),
        *(change_document(Change("edited", each)) for each in (episode, day, practice)),
    ):
        for text in texts(json.loads(json_text(value))):
            assert_safe(text, value)


@settings(max_examples=40)
@given(episodes, hostile_text)
def test_the_status_line_is_one_short_line_without_a_directive(episode: Episode, routine: str) -> None:
    running = {"id": routine, "title": routine, "state": routine, "step": 1, "remaining_s": 3.0}
    line = status_line({"open_episode": document(episode), "routine": running, "due": []})
    assert not set(line) & OBEYED_IN_A_PROMPT, line
    assert_safe(line, line)
    assert len(line) <= PROMPT_CHARACTERS


@with_each(
    ("place", "line"),
    [
        ("calf", "open: left calf since 03:12"),
        ("lower-back", "open: left lower back since 03:12"),
        ("#[fg=red]calf", "open: left fgredcalf since 03:12"),
        ("#(touch x) `id` $(id)", "open: left (touch x) id (id) since 03:12"),
        ("%F{red}a\nb", "open: left Freda b since 03:12"),
        ("Wäde 日本", "open: left Wäde 日本 since 03:12"),
    ],
)
def test_the_status_line_keeps_what_can_only_be_printed(place: str, line: str) -> None:
    found = document(
        Episode(id="a", started_at=NOW, place=place, side=Side.LEFT, created_at=NOW, updated_at=NOW, device="d")
    )
    assert status_line({"open_episode": found, "routine": None, "due": []}) == line


def test_the_status_of_both_sides_keeps_its_brackets() -> None:
    assert for_prompt("open: calf (both sides) since 03:12 · x") == "open: calf (both sides) since 03:12 · x"


@pytest.mark.long
def test_a_table_is_no_wider_for_one_endless_row() -> None:
    clock = FakeClock(NOW)
    tried = tuple(Tried(routine=f"routine-{number}") for number in range(20_000))
    one = Episode(id="a", started_at=NOW, tried=tried, created_at=NOW, updated_at=NOW, device="d")
    listed = run("log", "list", diary=MemoryDiary(clock, [one]), clock=clock).out
    assert max(map(len, listed.splitlines())) < 200


def test_a_hostile_record_makes_a_pdf_without_its_codes() -> None:
    bad = "".join(text for _name, text, _left in HOSTILE)
    one = Episode(
        id=bad, started_at=NOW, place=bad, triggers=(bad,), note=bad, created_at=NOW, updated_at=NOW, device=bad
    )
    sheet = compose_sheet(build_report([one], [], [], since=NOW.date(), until=NOW.date(), made_on=NOW.date()))
    for _label, phrase in page_of(sheet).overview:
        assert_safe(phrase, phrase)
    assert pdf(sheet).data.startswith(b"%PDF")


def test_names_of_fields_are_cleaned_like_their_values() -> None:
    assert sanitize_values({"a\x1b": ["\u202eb", {"c": ("\x9bd", 1, None)}]}) == {"a": ["b", {"c": ["d", 1, None]}]}
    assert json_text({"a": "b\u0007\\"}) == '{"a": "b\\\\"}'
    assert json_text({"a": "\ud800"}) == '{"a": "?"}'
