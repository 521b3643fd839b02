"""Export → empty diary → import → export is the same, byte for byte."""

import csv
import io
import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.episodes.exchange.exporters.csv_format import csv_text, format_cell, parse_cell
from spasmtui.episodes.exchange.exporters.export import export_records
from spasmtui.episodes.model.episode import Day, Episode, Practice, Tried
from spasmtui.episodes.model.json_document import document
from spasmtui.episodes.store.diary import Diary
from spasmtui.terminal.sanitize import NOTE_LIMIT
from tests.conftest import FakeClock
from tests.support.any_diary import NASTY, diaries
from tests.support.cases import with_each
from tests.support.episodes import episode
from tests.support.exchange import run
from tests.support.memory_diary import MemoryDiary
from tests.support.trials import trial

CLOCK = FakeClock()
TRIGGERS = "=+-@\t\r\n＝＋－＠"


def newest_first(episodes: list[Episode]) -> list[Episode]:
    return sorted(episodes, key=lambda each: each.started_at, reverse=True)


@pytest.mark.long
@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tinydb"])
@given(kept=diaries)
@settings(max_examples=10, deadline=None)
def test_an_import_into_an_empty_diary_exports_the_same_bytes(form: str, kept: list[Episode]) -> None:
    first = run("log", "export", "--format", form, diary=MemoryDiary(CLOCK, newest_first(kept)), clock=CLOCK)
    empty = MemoryDiary(CLOCK)
    taken = run("--json", "log", "import", "-", diary=empty, clock=CLOCK, stdin=first.data)
    assert (taken.code, taken.json["new"], taken.json["rejected"]) == (0, len(kept), [])
    assert run("log", "export", "--format", form, diary=empty, clock=CLOCK) == first


@pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
def test_the_diary_on_the_disk_keeps_long_and_strange_notes_through_an_exchange(
    form: str, tmp_path: Path, clock: FakeClock
) -> None:
    strange = "say \"ah\"\n[/b] é 日本 =1+1\n- 'x';=cmd|' /c calc'!A1 "
    source = Diary(tmp_path / "a", tmp_path / "a-state", clock)
    source.merge(
        episode(f"2026-11-{day:02}T03:12:00+01:00", note=(strange * 1000)[:NOTE_LIMIT], pain=day % 11)
        for day in range(1, 5)
    )
    target = Diary(tmp_path / "b", tmp_path / "b-state", clock)
    file = tmp_path / f"diary.{form}"
    assert run("log", "export", "--format", form, "-o", str(file), diary=source, clock=clock).code == 0
    assert run("log", "import", str(file), diary=target, clock=clock).code == 0
    again = run("log", "export", "--format", form, diary=target, clock=clock)
    assert again.data == file.read_bytes()
    assert run("--json", "log", "import", str(file), diary=target, clock=clock).json["same"] == 4


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_a_file_made_by_hand_needs_the_start_alone_and_twice_is_once(form: str) -> None:
    made = [
        {"started_at": "2026-11-20T03:10:00+01:00"},
        {"started_at": "2026-11-21T03:10:00+01:00", "pain": 5},
    ]
    text = json.dumps(made) if form == "json" else "\n".join(map(json.dumps, made))
    diary = MemoryDiary(CLOCK)
    first, second = (
        run("--json", "log", "import", "-", diary=diary, clock=CLOCK, stdin=text.encode()).json for _ in range(2)
    )
    assert (first["new"], first["rejected"], second["new"], second["same"]) == (2, [], 0, 2)
    assert {(each.pain, each.device, each.updated_at) for each in diary.episodes()} == {
        (pain, diary.device, start)
        for pain, start in zip((None, 5), sorted(each.started_at for each in diary.episodes()), strict=True)
    }
    faults = run(
        "--json", "log", "import", "-", diary=diary, clock=CLOCK, stdin=b'[{"pain": 3}, {"started_at": 5}]'
    ).json
    assert [each["reason"].partition(".")[0] for each in faults["rejected"]] == [
        "started_at is missing",
        "started_at is 5",
    ]


def test_the_json_export_is_what_log_list_prints(clock: FakeClock) -> None:
    diary = MemoryDiary(clock, [episode(note="é"), episode("2026-11-20T15:00:00+01:00")])
    assert (
        run("log", "export", "--format", "json", diary=diary, clock=clock).data
        == run("--json", "log", "list", diary=diary, clock=clock).data
    )


@given(st.text(NASTY, max_size=20))
@settings(max_examples=100, deadline=None)
def test_a_guarded_cell_reads_back_exactly_and_never_begins_like_a_formula(text: str) -> None:
    cell = format_cell("note", text)
    assert parse_cell("note", cell) == text
    for part in cell.replace("\n", ";").replace("\t", ";").split(";"):
        assert not part.lstrip(' "\u200b').startswith(tuple(TRIGGERS))


@given(st.lists(st.text(NASTY, max_size=8), max_size=4))
@settings(max_examples=100, deadline=None)
def test_a_list_in_a_cell_reads_back_exactly(words: list[str]) -> None:
    assert parse_cell("triggers", format_cell("triggers", words)) == words


def test_no_cell_of_a_large_table_begins_like_a_formula_and_all_read_back() -> None:
    chance = random.Random(7)
    notes = ["".join(chance.choices(NASTY, k=chance.randrange(12))) for _ in range(400)]
    documents = [document(episode(note=note)) for note in notes]
    text = csv_text(documents)
    assert text.count("\r\n") == 401
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [parse_cell("note", row["note"]) for row in rows] == notes
    assert not [cell for row in rows for cell in row.values() if cell.lstrip().startswith(tuple(TRIGGERS))]


def test_omitted_notes_are_in_no_format() -> None:
    kept = [episode(note="SECRET words")]
    for form in ("json", "jsonl", "csv", "md", "ics", "fhir", "tinydb"):
        data = export_records(kept, form, omits_notes=True, has_notes_in_calendar=True, now=CLOCK.now())
        assert b"SECRET" not in data, form


@with_each(
    ("name", "seconds", "is_completed", "cell"),
    [
        ({"routine": "calf-wall"}, None, None, "calf-wall"),
        ({"routine": "calf-wall"}, 65, False, "calf-wall 65 stopped"),
        ({"routine": "calf-wall"}, 0, True, "calf-wall 0 completed"),
        ({"routine": "calf-wall"}, 65, None, "calf-wall 65 -"),
        ({"routine": "my own"}, None, None, "my own - -"),
        ({"remedy": "wheat bag"}, None, None, "own: wheat bag"),
        ({"remedy": "calf-wall"}, None, None, "own: calf-wall"),
        ({"remedy": "ice"}, 600, True, "own: ice 600 completed"),
        ({"remedy": "ice 600 completed"}, None, None, "own: ice 600 completed - -"),
        ({"remedy": 'salt; "lime" [bold]'}, None, None, 'own: salt\\; "lime" [bold]'),
        ({"remedy": "=1+1"}, None, None, "own: =1+1"),
    ],
)
def test_what_was_tried_is_one_text_in_a_cell_and_reads_back_as_the_same(
    name: dict[str, str], seconds: int | None, is_completed: bool | None, cell: str
) -> None:
    tried = [{**name, "seconds": seconds, "completed": is_completed}]
    assert format_cell("tried", tried) == cell
    assert parse_cell("tried", cell) == tried


@pytest.mark.parametrize(
    ("cell", "tried"),
    [
        ("calf-wall 0 stopped", {"routine": "calf-wall", "seconds": 0, "completed": False}),
        ("my own 0 stopped", {"routine": "my own", "seconds": 0, "completed": False}),
        ("wheat bag", {"remedy": "wheat bag", "seconds": None, "completed": None}),
    ],
)
def test_a_cell_of_an_earlier_version_or_made_by_hand_says_what_was_recorded(cell: str, tried: object) -> None:
    assert parse_cell("tried", cell) == [tried]


def test_a_cell_with_a_number_and_an_unknown_end_is_refused() -> None:
    with pytest.raises(ValueError, match="tried is not of the form"):
        parse_cell("tried", "calf-wall 65 complete")


def whole_diary() -> tuple[Episode | Day | Practice, ...]:
    now = CLOCK.now()
    return (
        episode("2026-11-20T03:12:00+00:00"),
        *(Day(date=f"2026-11-{day}", words=("heat", "own"), updated_at=now, device="desk") for day in (19, 20, 21)),
        *(
            Practice(
                id=f"p{day}", routine="bedtime-prevention", started_at=now.replace(day=day), seconds=210,
                completed=day % 2 == 0, device="desk",
            )
            for day in (17, 18, 19, 20)
        ),
    )  # fmt: skip


def test_days_and_practices_go_through_a_tinydb_file_and_twice_is_once(tmp_path: Path, clock: FakeClock) -> None:
    source = Diary(tmp_path / "a", tmp_path / "a-state", clock)
    source.merge(whole_diary())
    file = tmp_path / "diary.json"
    written = run("log", "export", "--format", "tinydb", "-o", str(file), diary=source, clock=clock)
    assert (written.code, written.err) == (0, f"Written to {file}.\n")
    target = Diary(tmp_path / "b", tmp_path / "b-state", clock)
    first = run("--json", "log", "import", str(file), diary=target, clock=clock).json
    assert (first["read"], first["new"], first["written"], first["rejected"]) == (8, 8, 8, [])
    assert (target.episodes(), target.days(), target.practices()) == (
        source.episodes(), source.days(), source.practices(),
    )  # fmt: skip
    again = run("--json", "log", "import", str(file), diary=target, clock=clock).json
    assert (again["same"], again["new"], again["newer"], again["written"]) == (8, 0, 0, 0)
    assert run("log", "export", "--format", "tinydb", diary=target, clock=clock).data == file.read_bytes()


@pytest.mark.parametrize("form", ["tinydb", "json", "csv"])
def test_a_format_without_trials_names_those_of_the_diary(form: str, tmp_path: Path) -> None:
    clock = FakeClock()
    diary = Diary(tmp_path / "a", tmp_path / "a-state", clock)
    diary.add(trial(first_day="2026-11-23"))
    ended = run("log", "export", "--format", form, diary=diary, clock=clock)
    assert ended.err == "1 trial is not part of this format; `log backup` leaves nothing out.\n"


@pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
def test_a_format_of_episodes_alone_says_what_it_leaves_behind(form: str) -> None:
    kept = MemoryDiary(CLOCK, whole_diary())
    left = "not part of this format; --format tinydb and `log backup` leave nothing out.\n"
    ended = run("log", "export", "--format", form, diary=kept, clock=CLOCK)
    assert (ended.code, ended.err) == (0, f"3 days and 4 practised routines are {left}")
    assert run("-q", "log", "export", "--format", form, diary=kept, clock=CLOCK) == replace(ended, err="")
    part = run("log", "export", "--format", form, "--since", "2026-11-21", diary=kept, clock=CLOCK)
    assert part.err == f"1 day is {left}"


def test_a_period_of_a_tinydb_file_has_its_days_and_practices_alone() -> None:
    words = ("log", "export", "--format", "tinydb", "--since", "2026-11-19", "--until", "2026-11-20")
    tables = run(*words, diary=MemoryDiary(CLOCK, whole_diary()), clock=CLOCK).json
    assert {name: len(rows) for name, rows in tables.items()} == {"episodes": 1, "days": 2, "practices": 2}


@pytest.mark.parametrize(
    ("table", "row", "reason"),
    [
        (
            "days",
            {"date": "soon", "words": [], "updated_at": "2026-11-22T03:12:00Z", "device": "d"},
            "date is 'soon'. It is a date such as 2026-11-22.",
        ),
        ("days", 5, "This is not a day: a JSON object is needed."),
        ("practices", {"id": "p", "routine": 5}, "routine is 5. It is a text of at most 200 characters."),
        ("practices", {"id": "p"}, "routine is missing."),
    ],
)
def test_a_day_or_a_practice_that_cannot_be_kept_is_rejected_and_named(table: str, row: object, reason: str) -> None:
    data = json.dumps({"episodes": {}, table: {"1": row}}).encode()
    ended = run("--json", "log", "import", "-", diary=MemoryDiary(CLOCK), clock=CLOCK, stdin=data)
    assert (ended.code, ended.json["new"], ended.json["rejected"][0]["item"]) == (4, 0, 1)
    assert ended.json["rejected"][0]["reason"].startswith(f"In the table {table}: ")
    assert reason in ended.json["rejected"][0]["reason"]


def test_an_export_of_an_earlier_version_is_known_again_and_changes_nothing() -> None:
    kept = episode("2026-11-20T03:12:00+00:00", tried=(Tried(routine="calf-wall"),))
    exported = document(kept) | {"tried": [{"routine": "calf-wall", "seconds": 0, "completed": False}]}
    diary = MemoryDiary(CLOCK, [kept])
    taken = run("--json", "log", "import", "-", diary=diary, clock=CLOCK, stdin=json.dumps([exported]).encode()).json
    assert (taken["new"], taken["same"]) == (0, 1)
    assert diary.episodes() == (kept,)
