"""`spasmtui log ...` in this process, over a diary in memory."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from spasmtui.command_table import COMMANDS
from spasmtui.episodes.commands.undo import short_step_text, step_text
from spasmtui.episodes.model.episode import Practice
from spasmtui.episodes.model.fields import JSON_FIELDS
from spasmtui.episodes.store.diary import Change
from spasmtui.episodes.store.measured_starts import MeasuredStarts
from spasmtui.errors import NotSaved
from spasmtui.relief.routines.loader import RoutineBook
from tests.conftest import LIMIT_SECONDS, ROOT, FakeClock, Run
from tests.support.commands import run
from tests.support.episodes import episode
from tests.support.memory_diary import MemoryDiary


@pytest.fixture
def diary(clock: FakeClock) -> MemoryDiary:
    return MemoryDiary(clock)


def test_add_stores_every_field_and_prints_the_stored_episode(diary: MemoryDiary, clock: FakeClock) -> None:
    words = (
        "log add Calf -l -p 6 --after 2 --sleep 7 --at 20m\tago --for 4m --kind cramp --context sleep --trigger Heat "
        "--trigger heat --trigger long\tsitting --tried night-calf-rescue --helped most --note - --json"
    )
    ended = run(*(word.replace("\t", " ") for word in words.split(" ")), diary=diary, clock=clock, stdin="a\x1bb\nc\n")
    assert (ended.code, ended.err) == (0, "")
    assert ended.json == {
        **{field.name: field.default for field in JSON_FIELDS if not field.is_omitted},
        "id": "0199aaaa-0000-7000-8000-000000000001",
        "started_at": "2026-11-22T02:52:00+00:00",
        "ended_at": "2026-11-22T02:56:00+00:00",
        "duration_s": 240,
        "night": "2026-11-21",
        "place": "calf",
        "side": "left",
        "kind": "cramp",
        "pain": 6,
        "pain_after": 2,
        "sleep_disturbance": 7,
        "context": "sleep",
        "triggers": ["heat", "long-sitting"],
        "tried": [{"routine": "night-calf-rescue", "seconds": None, "completed": None}],
        "helped": "most",
        "note": "ab\nc",
        "created_at": "2026-11-22T03:12:00+00:00",
        "updated_at": "2026-11-22T03:12:00+00:00",
        "device": "desk",
    }
    assert run("log", "list", "--json", diary=diary, clock=clock).json == [ended.json]


def test_add_needs_no_word_at_all(diary: MemoryDiary, clock: FakeClock) -> None:
    stored = run("log", "add", "--json", diary=diary, clock=clock).json
    recorded = {name for name, value in stored.items() if value not in (None, [])}
    assert recorded == {"id", "started_at", "night", "created_at", "updated_at", "device"}
    assert diary.open_episodes() == ()


def test_a_length_alone_means_that_it_has_just_ended(diary: MemoryDiary, clock: FakeClock) -> None:
    stored = run("log", "add", "calf", "--for", "4", "--json", diary=diary, clock=clock).json
    assert (stored["started_at"], stored["ended_at"]) == ("2026-11-22T03:08:00+00:00", "2026-11-22T03:12:00+00:00")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("add clf", "Did you mean 'calf'"),
        ("add calf -p 11", "Pain is a whole number from 0"),
        ("add calf --pain six", "Pain is a whole number from 0"),
        ("add calf --sleep -1", "Sleep disturbance is a whole number from 0"),
        ("add calf --kind crmp", "A kind can be cramp, spasm"),
        ("add calf --helped yes", "can be no, some, most or gone"),
        ("add calf --at 2999-01-01T00:00", "has not come yet"),
        ("add calf --at 5m\tago --for 20m", "20 min from 03:07 is not over yet"),
        ("add calf --for 0", "Try 90s"),
        ("add calf -l -r", "--right and --left cannot be used together"),
        ("add right calf -l", "'right calf' and the side 'left' contradict"),
        ("add calf --pane 6", "There is no option --pane. Did you mean --pain?"),
        ("list --since soon", "is not a time"),
        ("list --limit few", "--limit is a whole number"),
        ("list --place clf", "Did you mean 'calf'"),
        ("edit last", "Say what to change"),
        ("edit last --clear id", "cannot be cleared"),
        ("edit last -p 4 --clear pain", "'pain' is both changed and cleared. Give only one of the two."),
        ("edit last --place left\tcalf --clear side", "'side' is both changed and cleared"),
        ("day --on 2999-01-01 effort", "2999"),
        ("day bogus", "'bogus' is not a kind of day. Kinds: none, ordinary, effort, heat, little-drink, alcohol,"),
        ("day efort", "Did you mean 'effort'?"),
        ("day yesterday effort", "'yesterday' is a day, not a kind of day. Say which day with --on 'yesterday'."),
        ("day --instead none hot-day", "'hot-day' is not a kind of day."),
    ],
)
def test_a_word_that_cannot_be_used_is_a_sentence_and_exit_2(
    words: str, sentence: str, diary: MemoryDiary, clock: FakeClock
) -> None:
    diary.add(episode())
    before = dict(diary.kept)
    ended = run("log", *(word.replace("\t", " ") for word in words.split(" ")), diary=diary, clock=clock)
    assert (ended.code, ended.out) == (2, "")
    assert sentence in ended.err
    assert diary.kept == before


def test_a_note_that_is_too_long_is_refused_before_anything_is_stored(diary: MemoryDiary, clock: FakeClock) -> None:
    ended = run("log", "add", "--note", "-", diary=diary, clock=clock, stdin="x" * 20_001)
    assert (ended.code, diary.kept) == (2, {})
    assert ended.err == "A note has at most 20,000 characters; this one has 20,001. Shorten it."


def test_a_place_can_be_called_by_a_common_word(diary: MemoryDiary, clock: FakeClock) -> None:
    typed = ["quad", "toes", "back", "forearm", "upper back", "CALF"]
    stored = [run("log", "add", word, "--json", diary=diary, clock=clock).json["place"] for word in typed]
    assert stored == ["thigh", "foot", "lower-back", "hand", "upper-back", "calf"]


def test_done_closes_the_newest_open_episode_and_names_the_others(diary: MemoryDiary, clock: FakeClock) -> None:
    older = episode("2026-11-22T02:00:00+00:00", is_open=True, place="foot")
    diary.merge([older, episode("2026-11-22T03:04:00+00:00", is_open=True)])
    ended = run("log", "done", "--json", diary=diary, clock=clock)
    assert ended.json["duration_s"] == 480
    assert ended.err == f"Still open: foot since 2026-11-22 02:00, {older.id}.\n"
    assert run("log", "done", "--unknown", "--json", diary=diary, clock=clock).json["ended_at"] is None
    assert diary.open_episodes() == ()
    assert run("log", "done", diary=diary, clock=clock).code == 1


@pytest.mark.parametrize("set_by", [5 * 3600, -5 * 3600])
def test_done_closes_with_the_measured_length_though_the_clock_was_set(
    set_by: float, diary: MemoryDiary, clock: FakeClock
) -> None:
    diary.add(opened := episode("2026-11-22T03:12:00+00:00", is_open=True))
    MeasuredStarts(diary.state, clock).note(opened)
    clock.advance(90)
    clock.start += timedelta(seconds=set_by)
    stored = run("log", "done", "--json", diary=diary, clock=clock).json
    assert stored["duration_s"] == 90
    assert datetime.fromisoformat(stored["ended_at"]) == clock.now()


def test_a_start_that_the_person_has_corrected_is_not_measured(diary: MemoryDiary, clock: FakeClock) -> None:
    diary.add(opened := episode("2026-11-22T03:12:00+00:00", is_open=True))
    MeasuredStarts(diary.state, clock).note(opened)
    clock.advance(90)
    diary.edit(opened.id, started_at=opened.started_at - timedelta(minutes=10))
    assert run("log", "done", "--json", diary=diary, clock=clock).json["duration_s"] == 690


def test_done_at_a_time_before_the_start_is_refused(diary: MemoryDiary, clock: FakeClock) -> None:
    diary.add(episode("2026-11-22T03:00:00+00:00", is_open=True))
    ended = run("log", "done", "--at", "02:50", diary=diary, clock=clock)
    assert (ended.code, ended.err) == (2, "It began at 2026-11-22 03:00, so it cannot have ended at 02:50.")
    assert run("log", "done", "--at", "03:04", "--json", diary=diary, clock=clock).json["duration_s"] == 240


def test_edit_changes_only_what_is_named_and_takes_the_end_along(diary: MemoryDiary, clock: FakeClock) -> None:
    start = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    diary.add(episode(start.isoformat(), ended_at=start + timedelta(minutes=4), pain=6, note="x"))
    ended = run(
        "log", "edit", "last", "--at", "02:00", "-p", "4", "--clear", "note", "--json", diary=diary, clock=clock
    )
    assert ended.json["ended_at"] == "2026-11-22T02:04:00+00:00"
    assert (ended.json["pain"], ended.json["note"], ended.json["duration_s"]) == (4, None, 240)


def test_list_is_newest_first_and_filters_by_period_place_side_and_number(diary: MemoryDiary, clock: FakeClock) -> None:
    for day, place, side in [(18, "calf", "left"), (19, "foot", "left"), (20, "calf", "right"), (21, "calf", "left")]:
        run("log", "add", place, "--side", side, "--at", f"2026-11-{day}T23:40", diary=diary, clock=clock)

    def days(*words: str) -> list[str]:
        return [each["night"][-2:] for each in run("log", "list", "--json", *words, diary=diary, clock=clock).json]

    assert days() == ["21", "20", "19", "18"]
    assert days("--since", "2026-11-19", "--until", "2026-11-20") == ["20", "19"]
    assert days("--place", "calf", "--side", "left") == days("--place", "left calf") == ["21", "18"]
    assert days("--place", "calf", "--limit", "2") == ["21", "20"]
    assert days("--limit", "0") == []


def test_an_empty_list_is_empty_json_and_a_sentence_for_people(diary: MemoryDiary, clock: FakeClock) -> None:
    assert run("log", "list", "--json", diary=diary, clock=clock).json == []
    for words, sentence in (
        ((), "No episodes to list."),
        (("--limit", "5"), "No episodes to list."),
        (("--limit", "0"), "No episode matches."),
    ):
        ended = run("log", "list", *words, diary=diary, clock=clock)
        assert (ended.code, ended.out) == (0, "")
        assert sentence in ended.err


def test_the_table_for_people_says_not_recorded_where_nothing_is_known(diary: MemoryDiary, clock: FakeClock) -> None:
    run("log", "add", "calf", "-l", "-p", "6", "--at", "03:00", "--for", "4m", diary=diary, clock=clock)
    run("log", "add", "--at", "02:00", diary=diary, clock=clock)
    rows = run("log", "list", diary=diary, clock=clock).out.splitlines()
    assert [row.split() for row in rows] == [
        ["id", "started", "where", "pain", "after", "lasted", "tried", "helped"],
        ["0199aaaa-0000", "2026-11-22", "03:00", "left", "calf", "6", "·", "4", "min", "·", "·"],
        ["0199aaaa-0000", "2026-11-22", "02:00", "·", "·", "·", "·", "·", "·"],
    ]


def test_show_prints_every_field_of_the_episodes_asked_for(diary: MemoryDiary, clock: FakeClock) -> None:
    diary.add(episode(id="0199b", note="one\ntwo", triggers=()))
    text = run("log", "show", "0199b", diary=diary, clock=clock).out
    assert "triggers        none\n" in text
    assert "signs           not recorded\n" in text
    assert "note            one\n                two\n" in text
    assert run("log", "show", "ffff", diary=diary, clock=clock).code == 1


def test_rm_can_be_undone_and_redone_and_touches_nothing_when_one_id_is_wrong(
    diary: MemoryDiary, clock: FakeClock
) -> None:
    diary.merge([episode(id="0199b"), episode(id="0199c")])
    assert run("log", "rm", "0199b", "ffff", diary=diary, clock=clock).code == 1
    assert len(diary.episodes()) == 2
    ended = run("log", "rm", "0199b", diary=diary, clock=clock)
    assert "log undo` brings it back" in ended.err
    assert [each.id for each in diary.episodes()] == ["0199c"]
    assert run("log", "undo", "--json", diary=diary, clock=clock).json["episode"]["id"] == "0199b"
    assert len(diary.episodes()) == 2


def test_a_day_is_described_word_by_word_or_anew(diary: MemoryDiary, clock: FakeClock) -> None:
    def words(*typed: str) -> list[str]:
        described: list[str] = run("log", "day", *typed, "--json", diary=diary, clock=clock).json["words"]
        return described

    assert run("log", "day", "--json", diary=diary, clock=clock).json is None
    assert run("log", "day", "effort", diary=diary, clock=clock).out == "2026-11-22  effort\n"
    assert words("none", "Little drink", "effort") == ["effort", "none", "little-drink"]
    assert words() == ["effort", "none", "little-drink"]
    assert words("ordinary") == ["none", "ordinary"]
    assert words("--instead", "heat") == ["heat"]
    assert words("none", "--on", "yesterday") == ["none"]
    assert [each.date for each in diary.days()] == ["2026-11-22", "2026-11-21"]


def test_a_change_that_did_not_reach_the_disk_is_exit_4_and_prints_no_episode(
    diary: MemoryDiary, clock: FakeClock
) -> None:
    diary.failure = NotSaved("The diary could not be written: disk full.")
    ended = run("log", "add", "calf", "--json", diary=diary, clock=clock)
    assert (ended.code, ended.out) == (4, "")
    assert ended.err.startswith("The diary could not be written: disk full. It is kept in ")


@pytest.mark.long
def test_add_and_list_load_neither_textual_nor_pydantic() -> None:
    code = """
import sys
from tests.conftest import FakeClock
from tests.support.memory_diary import MemoryDiary
from tests.support.commands import run
clock = FakeClock()
diary = MemoryDiary(clock)
for words in (["add", "calf"], ["list"], ["list", "--json"]):
    assert run("log", *words, diary=diary, clock=clock).code == 0
print({"textual", "rich", "pydantic"} & set(sys.modules))
"""
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True, timeout=LIMIT_SECONDS
    )
    assert ended.stdout == "set()\n"


def test_a_red_flag_is_printed_once_on_stderr(diary: MemoryDiary, clock: FakeClock) -> None:
    words = ("log", "add", "calf", "--at", "02:00", "--for", "11m", "--kind", "cramp", "--json")
    ended = run(*words, diary=diary, clock=clock)
    assert ended.json["duration_s"] == 660
    assert ended.err.endswith("Get medical advice today. More: spasmtui guide get-help-now\n")
    again = run("log", "edit", ended.json["id"], "-p", "4", diary=diary, clock=clock)
    assert (again.code, again.err) == (0, "")


def test_a_sign_that_does_not_exist_is_refused_with_those_that_do(diary: MemoryDiary, clock: FakeClock) -> None:
    ended = run("log", "add", "--sign", "swollen", diary=diary, clock=clock)
    assert ended.code == 2
    assert "Signs: one-sided-swelling, hot-or-red" in ended.err
    stored = run("log", "add", "--sign", "fever", "--json", diary=diary, clock=clock).json
    assert stored["signs"] == ["fever"]


@pytest.mark.parametrize(
    ("word", "routine"),
    [
        ("calf", "night-calf-rescue"),
        ("Lower leg", "night-calf-rescue"),
        ("back", "low-back-ease"),
        ("calf-wall", "calf-wall"),
        ("calf wall", "calf-wall"),
        ("shin", "shin"),
        ("walk", "walk-it-off"),
        ("heat", "heat-session"),
        ("hip", "hip-flexor"),
    ],
)
def test_a_place_that_was_tried_means_the_routine_that_relief_starts_there(
    word: str, routine: str, diary: MemoryDiary, clock: FakeClock
) -> None:
    stored = run("log", "add", "--tried", word, "--json", diary=diary, clock=clock).json["tried"]
    assert stored == [{"routine": routine, "seconds": None, "completed": None}]
    assert RoutineBook(ROOT / "content").find(word).routine.id == routine


ADD = ("log", "add", "calf", "-l", "--at", "03:05", "--for", "5m", "-p", "8")


def test_what_was_added_closed_or_changed_is_one_line_of_what_was_recorded(
    diary: MemoryDiary, clock: FakeClock
) -> None:
    line = "left calf, Sun 22 Nov 03:05, 5 min, pain 8"
    assert run(*ADD, diary=diary, clock=clock).out == f"Recorded: {line} (0199aaaa-0000)\n"
    edited = run(
        "log", "edit", "last", "--tried", "calf", "--trigger", "none", "--helped", "some", diary=diary, clock=clock
    )
    more = "triggers none, tried Night calf cramp: rescue, helped some"
    assert edited.out == f"Changed: {line}, {more} (0199aaaa-0000)\n"
    diary.add(episode("2026-11-22T03:10:00+00:00", id="0199b", is_open=True, place="foot", note="x"))
    closed = run("log", "done", diary=diary, clock=clock)
    assert closed.out == "Closed: foot, Sun 22 Nov 03:10, 2 min, with a note (0199b)\n"
    assert run("-q", "log", "add", "calf", diary=diary, clock=clock).out == ""


def test_an_edit_names_what_a_new_list_no_longer_has(diary: MemoryDiary, clock: FakeClock) -> None:
    run("log", "add", "--tried", "calf-wall", "--tried", "wheat bag", "--trigger", "heat", diary=diary, clock=clock)
    words = ("--tried", "Wheat bag", "--tried", "tea", "--trigger", "effort")
    said = run("log", "edit", "last", *words, diary=diary, clock=clock).err
    assert said.startswith("No longer recorded: Calf stretch at the wall, heat. A new list replaces the old one")
    assert run("log", "edit", "last", "--tried", "none", "--trigger", "none", diary=diary, clock=clock).err == ""


def test_an_edit_that_changes_nothing_is_no_step_for_undo(diary: MemoryDiary, clock: FakeClock) -> None:
    run(*ADD, diary=diary, clock=clock)
    kept, steps = dict(diary.kept), len(diary.changes)
    same = run("log", "edit", "last", "-p", "8", "--at", "03:05", diary=diary, clock=clock)
    assert (same.code, same.out) == (
        0,
        "Nothing to change: left calf, Sun 22 Nov 03:05, 5 min, pain 8 (0199aaaa-0000)\n",
    )
    assert (diary.kept, len(diary.changes)) == (kept, steps)


def test_the_same_words_for_a_day_again_are_no_step_for_undo(diary: MemoryDiary, clock: FakeClock) -> None:
    first = run("log", "day", "effort", "heat", "--json", diary=diary, clock=clock).json
    clock.advance(60.5)
    assert run("log", "day", "heat", "--json", diary=diary, clock=clock).json == first
    assert run("log", "day", "--instead", "heat", "effort", "--json", diary=diary, clock=clock).json == first
    assert len(diary.changes) == 1
    assert run("log", "day", "alcohol", "--json", diary=diary, clock=clock).json["updated_at"] == (
        "2026-11-22T03:13:00+00:00"
    )


def test_undo_says_what_was_taken_back_and_what_is_there_now(diary: MemoryDiary, clock: FakeClock) -> None:
    def undone() -> str:
        return run("log", "undo", diary=diary, clock=clock).out

    run(*ADD, diary=diary, clock=clock)
    run("log", "edit", "last", "-p", "3", diary=diary, clock=clock)
    called, line = "left calf, Sun 22 Nov 03:05", "left calf, Sun 22 Nov 03:05, 5 min, pain 8 (0199aaaa-0000)"
    assert undone() == f"Undone: the change to {called}. It now reads: {line}.\n"
    run("log", "rm", "last", diary=diary, clock=clock)
    assert undone() == f"Undone: the deletion of {called}. It now reads: {line}.\n"
    assert undone() == f"Undone: the recording of {called}. It is no longer in the diary.\n"
    run("log", "day", "effort", diary=diary, clock=clock)
    run("log", "day", "heat", diary=diary, clock=clock)
    assert undone() == "Undone: the change to the day Sun 22 Nov. It now reads: effort.\n"


def test_redo_says_what_was_made_again() -> None:
    kept = episode("2026-11-22T03:05:00+00:00", id="0199b", place="calf")
    called = "calf, Sun 22 Nov 03:05"
    assert step_text(Change("deleted", kept), is_undo=False) == (
        f"Redone: the deletion of {called}. It is no longer in the diary."
    )
    assert step_text(Change("deleted", kept, 3), is_undo=True) == (
        f"Undone: the recording of {called} and 2 more records. They are no longer in the diary."
    )
    assert step_text(Change("brought back", kept, 3), is_undo=False) == (
        f"Redone: the recording of {called} and 2 more records. It now reads: {called} (0199b)."
    )


def test_an_undo_names_a_routine_of_ones_own_by_its_title(tmp_path: Path) -> None:
    (tmp_path / "my-calf.toml").write_text('title = "Calf on the stairs"\n')
    at = datetime.fromisoformat("2026-11-21T22:40:00+00:00")
    done = Practice(id="p", routine="my-calf", started_at=at, seconds=90, completed=True, device="")
    said = short_step_text(Change("added", done), is_undo=False, own_routines=tmp_path)
    assert said == "Redone: the recording of Calf on the stairs, Sat 21 Nov 22:40. u takes it back."


def test_a_filter_that_matches_nothing_is_not_an_empty_diary(diary: MemoryDiary, clock: FakeClock) -> None:
    run(*ADD, diary=diary, clock=clock)
    ended = run("log", "list", "--place", "foot", diary=diary, clock=clock)
    assert (ended.code, ended.out, ended.err) == (0, "", "No episode matches.\n")


def test_a_day_described_as_free_that_has_an_episode_gets_a_note(diary: MemoryDiary, clock: FakeClock) -> None:
    run(*ADD, diary=diary, clock=clock)
    ended = run("log", "day", "none", "--on", "yesterday", diary=diary, clock=clock)
    note = "An episode is recorded for the night of 2026-11-21, and none says that there was no cramp. Both are kept.\n"
    assert (ended.code, ended.out, ended.err) == (0, "2026-11-21  no cramp\n", note)
    assert run("log", "day", "none", diary=diary, clock=clock).err == ""
    assert run("log", "day", "effort", "--on", "2026-11-20", diary=diary, clock=clock).err == ""


def test_log_alone_lists_what_can_be_done_with_the_log(diary: MemoryDiary, clock: FakeClock) -> None:
    ended = run("log", diary=diary, clock=clock)
    listed = [row.split("  ")[0].strip() for row in ended.out.splitlines()]
    assert (ended.code, listed) == (
        0,
        [f"spasmtui {command.name}" for command in COMMANDS if command.name.startswith("log ")],
    )
    assert run("log", "--json", diary=diary, clock=clock).json[0] == {
        "command": "log add",
        "summary": "record an episode without the timer",
    }
    wrong = run("log", "lst", diary=diary, clock=clock)
    assert (wrong.code, wrong.err) == (2, "There is no command 'log lst'. Did you mean 'log list'? See: spasmtui log")


def test_summaries_begin_small_and_end_without_a_period() -> None:
    assert [each.summary for each in COMMANDS if each.summary[0].isupper() or each.summary.endswith(".")] == []


def test_help_for_log_names_its_commands(spasmtui: Run) -> None:
    ended = spasmtui("log", "--help")
    assert ended.returncode == 0
    listed = [line.split()[1] for line in ended.stdout.splitlines() if line.startswith("  log ")]
    assert listed[:10] == ["add", "done", "day", "list", "show", "edit", "rm", "undo", "redo", "export"]


@pytest.mark.parametrize(
    "words", [("log", "show", "last"), ("log", "list"), ("report",), ("log", "export", "--format", "csv", "-o", "-")]
)
def test_a_routine_without_a_recorded_length_is_nowhere_called_stopped(
    words: tuple[str, ...], diary: MemoryDiary, clock: FakeClock
) -> None:
    run("log", "add", "--tried", "calf", "--at", "03:00", diary=diary, clock=clock)
    ended = run(*words, diary=diary, clock=clock)
    assert ended.code == 0, ended.err
    assert "rescue" in ended.out
    assert [word for word in ("stopped", "completed;", "0 s") if word in ended.out] == []


def test_a_word_is_taken_by_the_name_that_is_printed_and_one_of_the_persons_own_stays_as_it_is(
    diary: MemoryDiary, clock: FakeClock
) -> None:
    typed = ("--trigger", "little to drink", "--trigger", "e-bike", "--json")
    assert run("log", "add", "calf", *typed, diary=diary, clock=clock).json["triggers"] == ["little-drink", "e-bike"]
    assert "triggers        little to drink, e-bike" in run("log", "show", "last", diary=diary, clock=clock).out
    day = run("log", "day", "little to drink", "heat", "--json", diary=diary, clock=clock).json
    assert day["words"] == ["little-drink", "heat"]
    assert run("log", "day", diary=diary, clock=clock).out.split("  ")[1] == "little to drink, heat\n"


def test_triggers_what_was_tried_and_kinds_of_day_may_be_lists(diary: MemoryDiary, clock: FakeClock) -> None:
    typed = ("--trigger", "Heat and little to drink; beer, wine", "--tried", "calf wall, wheat bag", "--json")
    stored = run("log", "add", "calf", *typed, diary=diary, clock=clock).json
    assert stored["triggers"] == ["heat", "little-drink", "beer", "wine"]
    assert [each.get("routine") or each["remedy"] for each in stored["tried"]] == ["calf-wall", "wheat bag"]
    day = run("log", "day", "little to drink and heat,", "effort", "--json", diary=diary, clock=clock).json
    assert day["words"] == ["little-drink", "heat", "effort"]
    for typed_words in ("heat and little to drink", "heat, little drink", "heat + little-drink"):
        arguments = ("log", "day", "--instead", *typed_words.split(), "--json")
        assert run(*arguments, diary=diary, clock=clock).json["words"] == ["heat", "little-drink"], typed_words
    for typed_words, unknown in (
        ("and heat", "and"),
        ("heat and", "and"),
        ("heat and run", "and"),
        ("little", "little"),
    ):
        assert f"'{unknown}' is not a kind" in run("log", "day", *typed_words.split(), diary=diary, clock=clock).err


def test_a_remedy_in_any_words_is_stored_as_typed_and_an_edit_keeps_what_was_measured(
    diary: MemoryDiary, clock: FakeClock
) -> None:
    texts = ("Wheat bag", "calf-wall 65 completed", "own: [bold]; =1+1")
    ended = run("log", "add", "calf", *(f"--tried={text}" for text in texts), "--json", diary=diary, clock=clock)
    assert ended.json["tried"] == [
        {"remedy": "Wheat bag", "seconds": None, "completed": None},
        {"routine": "calf-wall", "seconds": 65, "completed": True},
        {"remedy": "[bold]; =1+1", "seconds": None, "completed": None},
    ]
    edited = run("log", "edit", "last", "--tried=wheat bag", "--tried=calf wall", "--json", diary=diary, clock=clock)
    assert edited.json["tried"] == [
        {"remedy": "wheat bag", "seconds": None, "completed": None},
        {"routine": "calf-wall", "seconds": 65, "completed": True},
    ]
    refused = run("log", "edit", "last", "--tried=calf-wal", diary=diary, clock=clock)
    assert (refused.code, "Did you mean 'calf-wall'?" in refused.err) == (2, True)


def test_an_edit_to_a_place_of_words_of_danger_answers_those(diary: MemoryDiary, clock: FakeClock) -> None:
    run("log", "add", "calf", diary=diary, clock=clock)
    for words in ("swollen calf", "hot calf"):
        ended = run("log", "edit", "last", "--place", words, diary=diary, clock=clock)
        assert (ended.code, ended.out) == (3, "")
        assert "it may be a blood clot" in ended.err
    ended = run("log", "edit", "last", "--place", "calff leg thing", diary=diary, clock=clock)
    assert (ended.code, "blood clot" in ended.err) == (2, False)
    assert diary.episodes()[0].place == "calf"


def test_the_words_of_a_remedy_are_asked_for_danger_and_mean_nothing_together_with_the_place(
    diary: MemoryDiary, clock: FakeClock
) -> None:
    harmless = run("log", "add", "calf", "--tried=chest rub", diary=diary, clock=clock)
    assert (harmless.code, harmless.err) == (0, "")
    said = run("log", "add", "calf", "--tried=aspirin for crushing chest pain", diary=diary, clock=clock)
    assert (said.code, "Call 112" in said.err) == (0, True)


def test_a_side_is_read_alike_beside_a_place_in_its_words_and_in_a_filter(diary: MemoryDiary, clock: FakeClock) -> None:
    for side in ("L", "links", "gauche", "my left side", "izquierda"):
        assert run("log", "add", "calf", f"--side={side}", "--json", diary=diary, clock=clock).json["side"] == "left"
        assert run("log", "add", "linke Wade", f"--side={side}", diary=diary, clock=clock).code == 0
    assert len(run("log", "list", "--side=links", "--json", diary=diary, clock=clock).json) == 10
    refused = run("log", "add", "calf", "--side=knee", diary=diary, clock=clock)
    assert (refused.code, "A side can be left, right or both, not 'knee'." in refused.err) == (2, True)
    assert run("log", "add", "linke Wade", "--side=rechts", diary=diary, clock=clock).code == 2
