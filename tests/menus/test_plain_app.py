"""The menus over the whole program and the files of this test's home."""

import json
import os
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spasmtui.cli import Composition
from spasmtui.episodes.conflicts.question_text import ALL_CHOSEN, NOTHING
from spasmtui.errors import DataError
from spasmtui.menus.conversation import COMMON_HELP
from spasmtui.plain_app import HANGS, command_words
from spasmtui.relief.routines.loader import open_book
from spasmtui.relief.running.runner import SessionRunner
from spasmtui.relief.running.state_file import StateFile
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.states import Event
from spasmtui.shared.key_names import keys_in_use
from spasmtui.shell import Options
from tests.conftest import ROOT, FakeClock, Run
from tests.relief.conftest import InlineQueue
from tests.support.cases import with_each
from tests.support.menus import note_live, play
from tests.support.slow_disk import HangingDisk
from tests.support.store.two_devices import contested, meet, two_devices
from tests.support.store.values import NIGHT, an_episode

SHORT_HELP = COMMON_HELP.partition(",")[0]
EMERGENCY = "EMERGENCY. Call now"
DIARY, GUIDE, DRINK, SETTINGS = "2", "3", "4", "7"


def episodes(here: Run) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(here("log", "list", "--json").stdout)
    return found


@pytest.fixture
def day() -> FakeClock:
    """The afternoon, at which nothing is asked about the night."""
    return FakeClock(datetime(2026, 11, 22, 16, 0, tzinfo=UTC))


def test_the_main_menu_has_every_part_of_the_program_with_what_is_urgent_first(day: FakeClock) -> None:
    played = play(clock=day)
    assert played.code == 0
    assert played.answers[0].split("\n") == [
        "spasmtui: nothing open",
        "! Urgent: get help now",
        "1 Relief: start a routine now",
        "2 Diary: log, read and change episodes",
        "3 Guide: read and search",
        "4 Drink: the recipe for your amount",
        "5 Insights: what the diary supports",
        "6 Urgent: get help now",
        "7 Settings",
        "8 Commands: everything by its name",
        "9 Plan: what is due, and reminders",
    ]


def test_the_keys_of_the_full_screen_are_no_keys_of_the_menus(day: FakeClock, own_home: Path) -> None:
    folder = own_home / ".config/spasmtui"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text('[keys]\nlog.day = "f9"\nrelief.worse = "f8"\n', encoding="utf-8")
    played = play("log add calf", "insights", clock=day)
    assert "F9" not in played.text
    assert keys_in_use() == {}


def test_an_episode_is_logged_question_by_question_as_log_add_would_record_it(day: FakeClock, here: Run) -> None:
    played = play(DIARY, "1", "left calf", "7", "20m ago", "4m", "1", clock=day)
    (episode,) = episodes(here)
    named = ("place", "side", "pain", "started_at", "duration_s", "helped", "note")
    assert [episode[name] for name in named] == ["calf", "left", 7, "2026-11-22T15:40:00+00:00", 240, None, None]
    assert "Recorded: left calf, Sun 22 Nov 15:40, 4 min, pain 7" in played.text


def test_the_other_questions_read_numbers_words_and_lists_as_the_form_does(day: FakeClock, here: Run) -> None:
    first = (DIARY, "1", "1", "2", "", "", "", "2")
    play(*first, "3", "1", "1, 3, wheat bag", "1", "some", "cold feet", "2", "", "2", "", "1", clock=day)
    (episode,) = episodes(here)
    named = ("place", "side", "sleep_disturbance", "context", "triggers", "helped", "note", "pain_after", "kind")
    assert [episode[name] for name in named] == [
        *("calf", "right", 3, "sleep", ["effort", "little-drink", "wheat bag"], "some", "cold feet", 2, "spasm"),
    ]
    assert episode["tried"] == [{"routine": "night-calf-rescue", "seconds": None, "completed": None}]


def test_an_answer_that_cannot_be_used_is_asked_for_again_and_b_goes_back_one_question(
    day: FakeClock, here: Run
) -> None:
    played = play(DIARY, "1", "tummy", "left calf", "99", "b", "right calf", "5", "1", "", "", "1", clock=day)
    (episode,) = episodes(here)
    assert (episode["place"], episode["side"], episode["pain"]) == ("calf", "right", 5)
    assert "Worst pain is a whole number from 0 (none) to 10 (worst), not '99'." in played.text
    assert "'1' is not a time" in played.text


def test_what_was_not_saved_is_kept_named_at_the_next_start_and_offered_again(day: FakeClock, here: Run) -> None:
    left = play(DIARY, "1", "left calf", "7", clock=day)
    assert left.answers[-1] == "What you typed is kept, and offered the next time this is opened."
    assert episodes(here) == []
    again = play(DIARY, "1", "1", "", "", "", "", "1", clock=day)
    assert again.answers[0].startswith("An episode that was begun is not saved yet")
    assert [(each["place"], each["pain"]) for each in episodes(here)] == [("calf", 7)]
    assert "not saved" not in play(clock=day).text


def test_an_episode_is_read_changed_deleted_after_a_question_and_brought_back(day: FakeClock, here: Run) -> None:
    here("log", "add", "calf", "--at", "2026-11-22 14:00", "--pain", "5")
    played = play(DIARY, "3", "1", "2", "Worst pain: 5", "8", "3", "no", "3", "1", "u", clock=day)
    assert "where: calf" in played.text
    assert "Changed: calf, Sun 22 Nov 14:00, pain 8" in played.text
    assert "Deleted: Sun 22 Nov 14:00, calf, pain 8." in played.text
    assert "Undone: the deletion of calf, Sun 22 Nov 14:00." in played.text
    assert [each["pain"] for each in episodes(here)] == [8]


def test_a_change_from_before_this_start_is_undone_only_after_a_question(day: FakeClock, here: Run) -> None:
    play(DIARY, "1", "calf", "", "", "", "", "1", clock=day)
    later = FakeClock(day.now() + timedelta(hours=3))
    asked = play("u", "2", clock=later)
    assert "Nothing has been changed here since the program started. Undo the change made on" in asked.text
    assert len(episodes(here)) == 1
    assert "Undone: the recording of calf" in play("u", "1", clock=later).text
    assert episodes(here) == []


def test_the_morning_question_is_asked_once_and_its_answers_are_stored(here: Run) -> None:
    here("log", "add", "left calf", "--at", "2026-11-22 03:00")
    morning = FakeClock(datetime(2026, 11, 22, 7, 30, tzinfo=UTC))
    played = play("6", "2", "1", "some", "", clock=morning)
    assert played.answers[0].startswith("About the night: ")
    (episode,) = episodes(here)
    assert (episode["pain"], episode["sleep_disturbance"], episode["helped"]) == (6, 2, "some")
    assert play(clock=morning).answers[0].startswith("spasmtui: nothing open")


def test_who_leaves_in_the_middle_of_the_morning_has_the_answers_so_far_stored(here: Run) -> None:
    here("log", "add", "left calf", "--at", "2026-11-22 03:00")
    morning = FakeClock(datetime(2026, 11, 22, 7, 30, tzinfo=UTC))
    played = play("6", "q", clock=morning)
    assert played.answers[-1].startswith("Changed: left calf")
    assert [each["pain"] for each in episodes(here)] == [6]


def test_a_free_night_and_a_kind_of_day_are_recorded(day: FakeClock) -> None:
    played = play(DIARY, "4", "yes", "5", "2 4", "5", "", clock=day)
    assert "No cramp: recorded for the night of Sat 21 Nov." in played.text
    assert "2026-11-22  effort, little to drink" in played.text


def test_relief_starts_at_the_usual_place_another_or_by_words_after_one_question(
    day: FakeClock, here: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    here("log", "add", "left foot", "--at", "2026-11-22 14:00")
    started = note_live(monkeypatch)
    played = play("1", "1", "2", "1", "2", "2", "neck", "", "left calf", "1", "spasm heat", clock=day)
    assert "1 Start now: left foot" in played.text
    assert "'left calf' can mean:\n! Urgent: get help now\n1 Start relief: left calf\n2 Read: Calf cramp" in played.text
    assert started == [
        ["relief"],
        ["relief", "calf", "--right"],
        ["relief", "neck"],
        ["relief", "left", "calf"],
        ["relief", "heat"],
    ]


@with_each(
    "lines", ["chest pain", "1|2|chest pain", "2|1|chest pain", "3|1|chest pain", "4|1|chest pain", "8|chest pain"]
)
def test_words_of_danger_are_answered_wherever_they_are_typed(lines: str) -> None:
    played = play(*lines.split("|"), clock=FakeClock(datetime(2026, 11, 22, 16, 0, tzinfo=UTC)))
    assert played.answers[-2 if played.answers[-1] == "" else -1].startswith("Pain or tightness in the chest")


def test_relief_is_offered_beside_a_sign_that_can_wait_for_an_appointment(
    day: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = note_live(monkeypatch)
    played = play("new medicine calf cramps", "1", clock=day)
    assert "Start relief: calf" in played.answers[1]
    assert played.answers[1].index("appointment") < played.answers[1].index("Start relief")
    assert started == [["relief", "calf", "cramps"]]


def test_clear_takes_an_answer_out_and_b_at_the_first_question_asks_before_it_throws_away(
    day: FakeClock, here: Run
) -> None:
    here("log", "add", "calf", "--at", "2026-11-22 14:00", "--pain", "5")
    thrown = ("1", "left calf", "7", "b", "b", "b", "no", "4", "yes")
    played = play(DIARY, "3", "1", "2", "2", "clear", "b", "b", *thrown, clock=day)
    assert [(each["place"], each["pain"]) for each in episodes(here)] == [("calf", None)]
    assert "Thrown away. Nothing was changed." in played.text
    assert "not saved" not in play(clock=day).text


def test_a_page_has_numbered_links_and_b_returns_to_the_page_before(day: FakeClock) -> None:
    played = play(GUIDE, "2", "7", "Calf cramp", "b", "Sources", "b", "Search", "toes curl", clock=day)
    first, linked, back, sources, pages, asked, found = played.answers[3:10]
    assert first.startswith("The first minutes\n")
    assert "From here\n! Urgent: get help now\n1 " in first
    assert linked.startswith("Calf cramp\n")
    assert back == first
    assert sources.startswith("- ")
    assert pages.startswith("What to do\n")
    assert asked.startswith("What to do") is False
    assert "Foot and toe cramp" in played.text
    assert found


def test_the_drink_is_scaled_varied_listed_and_kept(day: FakeClock) -> None:
    made = ("1", "1.5 l", "2", "2", "2", "b", "3", "4", "8", "6", "Sunday")
    played = play(DRINK, *made, clock=day)
    assert "1/3 cup maple syrup" in played.text
    assert "This is not an oral rehydration solution." in played.text
    assert "Shopping list\n- water: 1.26 L" in played.text
    assert played.answers[-4].startswith("- This is not an oral rehydration solution.")
    assert "Kept as Sunday." in played.text
    again = play(DRINK, "7", "1", clock=day)
    assert "Electrolyte drink: 5.3 servings, 1.5 L" in again.text


def test_a_setting_is_changed_in_the_file_and_holds_at_once(day: FakeClock, own_home: Path) -> None:
    played = play(SETTINGS, "2", "1", "off", "7", "99", "15", "", clock=day)
    text = (own_home / ".config/spasmtui/settings.toml").read_text()
    assert "bell = false" in text
    assert "get_ready_seconds = 15" in text
    assert "It must be a whole number from 0 to 60." in played.text
    assert "1 Bell: off" in played.answers[-2]


def test_a_diary_that_cannot_be_read_is_told_and_the_menus_go_on(day: FakeClock, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("no folder")
    played = play(
        DIARY, "3", "1", "calf", "", "", "", "", "1", "b", GUIDE, clock=day, size=(200, 1000), data_dir=str(path)
    )
    assert "spasmtui: the diary cannot be read" in played.answers[0]
    assert "Guide\n! Urgent: get help now\n1 Search" in played.text
    assert str(path) in played.text


@with_each(
    "typed, words",
    [
        ("log list --limit 3", ["log", "list", "--limit", "3"]),
        ("spasmtui doctor", ["doctor"]),
        ("spasm left calf", ["relief", "left", "calf"]),
        ("log add --note 'two words'", ["log", "add", "--note", "two words"]),
        ("left calf", None),
        ("log add --note 'open", None),
        ("spasmtui", None),
        ("", None),
    ],
)
def test_a_typed_command_line_is_recognized(typed: str, words: list[str] | None) -> None:
    assert command_words(typed) == words


LINES = st.sampled_from([
    *map(str, range(1, 14)),
    *("", "", "b", "b", "u", "!", "?", "clear", "-", "yes", "no", "left calf", "night cramps", "chest pain", "heat"),
    *("20m ago", "yesterday", "4m", "1 2 3", "none", "log list", "log undo", "doctor", "insights", "wheat bag"),
    *("log rm zzz", "relief calf", "diary", "settings", "'", "\x1b[2J", "é漢", "x" * 300, "log add calf", "help log"),
])


@pytest.mark.long
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINES, max_size=30), st.sampled_from([(80, 24), (39, 11), (20, 5)]))
def test_whatever_is_typed_the_menus_go_on_and_every_prompt_answers_the_common_words(
    monkeypatch: pytest.MonkeyPatch, lines: list[str], size: tuple[int, int]
) -> None:
    clock = FakeClock(datetime(2026, 11, 22, 16, 0, tzinfo=UTC))
    note_live(monkeypatch)
    home = Path.home() / ".local/share/spasmtui"
    before = {path: path.read_bytes() for path in home.glob("journal-*")}
    played = play(*lines, "!", "?", "q", clock=clock, size=size)
    assert played.code == 0
    assert len(played.prompts) == len(lines) + 3
    urgent, helped = played.answers[-3:-1]
    assert urgent.startswith(EMERGENCY)
    assert SHORT_HELP in helped or size != (80, 24), "the rest of the help comes with Enter"
    for path, content in before.items():
        assert path.read_bytes().startswith(content), "a journal is only ever added to"
    assert all(len(answer.split("\n")) < size[1] or size[1] == 5 for answer in played.answers[:-1])
    assert "\x1b" not in played.text


def interrupt(clock: FakeClock) -> None:
    """Leave `spasm calf -l` as a process does that is killed in its second step."""
    services = Composition(Options(), clock)
    runner = SessionRunner(
        Session.create(open_book(ROOT / "content", None, "en").routine("night-calf-rescue"), "left"),
        place="calf",
        clock=clock,
        background=InlineQueue(),
        diary_port=services.diary_port,
        file=StateFile(services.state, clock),
    )
    runner.start()
    clock.advance(10)
    runner.tick()
    runner.apply(Event.NEXT)
    runner.shut_down(1)
    (path,) = (path for path in services.state.iterdir() if path.suffix == ".json" and b'"pid"' in path.read_bytes())
    path.write_text(re.sub(r'"pid": ?\d+', '"pid": 4194305', path.read_text()))
    os.utime(path, (clock.now().timestamp(),) * 2)  # when it was seen last


def test_an_interrupted_routine_is_asked_about_first_and_its_end_is_recorded(
    day: FakeClock, here: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = note_live(monkeypatch)
    interrupt(day)
    later = FakeClock(day.now() + timedelta(minutes=1))
    asked = play("b", clock=later)
    assert re.match(r"Interrupted at 16:0[01]: Night calf cramp: rescue, step 2 of 6\.\n", asked.answers[0])
    assert asked.answers[1].startswith("spasmtui: a routine is interrupted, open: left calf since 16:00")
    assert play("Go on", clock=later).code == 0
    assert started == [["resume"]]
    assert "Recorded: it stopped at 16:0" in play("2", clock=later).text
    (episode,) = episodes(here)
    assert episode["ended_at"] is not None
    assert play(clock=later).answers[0].startswith("spasmtui: nothing open")


def test_a_command_of_its_meaning_is_offered_for_a_word_and_menu_leads_to_the_main_menu(
    day: FakeClock, here: Run
) -> None:
    here("log", "add", "calf", "--at", "2026-11-22 14:00", "--pain", "5")
    played = play("history", "1", DIARY, "menu", "log undo", "redo", "1", "b", clock=day)
    assert "Run the command log list" in played.text
    assert "Run the command" not in play("heat", clock=day).text
    assert played.answers[4].startswith("spasmtui: nothing open")
    assert "Redone: the recording of calf" in played.text
    assert played.answers[-2].startswith("This is the main menu")


def test_commands_are_listed_and_run_as_typed_with_their_options(day: FakeClock) -> None:
    played = play("8", "drink --servings 2 --json", "log add calf --pain eleven", "log chest pain", "", clock=day)
    assert '"servings": 2' in played.text
    assert "Pain is a whole number from 0 (none) to 10 (worst), not 'eleven'." in played.text
    assert played.answers[4].startswith("Pain or tightness in the chest")
    assert played.answers[5] == "Type a command, or b to go back."


def test_what_an_earlier_run_has_kept_is_taken_in_and_said(day: FakeClock, here: Run) -> None:
    here("log", "add", "calf", "--at", "2026-11-22 14:00")
    services = Composition(Options(), day)
    episode = services.diary.episodes()[0]
    kept = services.diary.keeper.keep(replace(episode, id=services.diary.new_id(), pain=9), None, DataError("Full."))
    assert kept.path
    assert play(clock=day).answers[0].startswith("The episode Sun 22 Nov 14:00, calf, pain 9, which could not be saved")
    assert sorted(str(each["pain"]) for each in episodes(here)) == ["9", "None"]


def test_a_long_question_has_pages_that_fit_the_window_and_takes_the_numbers_of_all(day: FakeClock) -> None:
    first = (DIARY, "1", "1", "2", "", "", "", "2", "", "")
    played = play(*first, "0", "3, 12", "0", "0", "2", clock=day, size=(39, 12))
    assert "Enter for more > " not in played.prompts
    assert [answer for answer in played.answers if len(answer.split("\n")) > 11] == []
    triggers, others, tried = played.answers[len(first) : len(first) + 3]
    numbers = [int(line.split()[0]) for line in f"{triggers}\n{others}".split("\n") if re.match(r"[1-9]\d* ", line)]
    assert numbers == [*range(1, len(numbers) + 1)]
    assert all(answer.endswith("0 more") for answer in (triggers, others, tried))
    assert tried.startswith("Triggers: little to drink, ")
    assert "Tried: " in played.text


def test_values_of_two_devices_are_named_and_chosen_or_left_for_later(tmp_path: Path) -> None:
    one, _other, episode = contested(tmp_path)
    clock = FakeClock((NIGHT + timedelta(days=3)).replace(hour=16))
    played = play(DIARY, "two devices", "3", "10", "1", "10", clock=clock, data_dir=str(one.folder))
    _main, named, asked, later, _again, chosen, done = played.answers[:7]
    assert " ".join(named.split()).startswith(
        "Changed on two devices: left calf, Sun 22 Nov, pain. To choose, type: two devices"
    )
    assert asked.split("\n")[0].endswith("Pain: which is right?")
    assert "7 of 10" in asked
    assert asked.endswith("3 Leave it for later")
    assert "Nothing is left" not in later
    assert "u takes it back." in chosen
    assert "Nothing is left to choose." in chosen
    assert "is not in this list" in done
    assert f"Kept: pain {one.get(episode.id).pain} of 10." in chosen
    labels = asked.split("\n")[1:3]
    assert [label.endswith(", counts now") for label in labels] == ["7 of 10" in label for label in labels]


def test_each_thing_that_two_devices_changed_is_asked_once_and_what_is_left_for_later_not_again(tmp_path: Path) -> None:
    one, other = two_devices(tmp_path)
    one.add(an_episode(1, pain=5))
    meet(one, other)
    beginning = "Woke at three with the left calf hard as wood, and walked about the room until it let go"
    one.edit(an_episode(1).id, pain=4, note=f"{beginning}. Heat helped.")
    other.edit(an_episode(1).id, pain=7, note=f"{beginning}. Cold helped.")
    meet(one, other)
    clock = FakeClock((NIGHT + timedelta(days=3)).replace(hour=16))
    played = play(DIARY, "two devices", "3", "1", clock=clock, data_dir=str(one.folder))
    text = " ".join(played.text.split())
    assert [text.count(words) for words in ("Pain: which is right?", "Note: which is right?")] == [1, 1]
    assert f"All begin: {beginning}." in text
    assert "Kept: pain " in text
    assert ALL_CHOSEN not in text
    assert NOTHING not in text


@with_each(
    ("language", "title", "side"), [("fr", "Soulagement", "1 left, 2 right"), ("en", "Relief", "1 left, 2 right")]
)
def test_the_menu_of_relief_has_the_words_of_its_room(language: str, title: str, side: str) -> None:
    played = play("1", "2", "1", clock=FakeClock(NIGHT), language=language)
    assert played.answers[1].startswith(title)
    assert side in played.text


def test_on_a_disk_that_hangs_the_menus_come_with_help_and_relief_and_name_what_has_to_wait(
    day: FakeClock, disk: HangingDisk
) -> None:
    disk.hang()
    played = play("2", "5", "!", "1", clock=day)
    disk.answer()
    title, diary, insights, urgent, relief = played.answers[:5]
    assert title.startswith("spasmtui: the disk does not answer")
    assert {diary.replace("\n", " "), insights.replace("\n", " ")} == {HANGS}
    assert urgent.startswith("EMERGENCY. Call now: 112, 911 or 999")
    assert "1 Start now: calf" in relief
