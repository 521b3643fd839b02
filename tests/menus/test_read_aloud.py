"""What the menus say is heard line by line: no columns, no dots between words, no key that only the full screen has."""

import io
import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from spasmtui.menus.conversation import NO_KEYS
from spasmtui.plain_app import is_live
from spasmtui.services import Services
from spasmtui.shell import Options, Shell
from tests.conftest import FakeClock, Run
from tests.support.cases import with_each
from tests.support.menus import note_live, play

COLUMNS = re.compile(r"\S {2,}\S")


@pytest.fixture
def day() -> FakeClock:
    return FakeClock(datetime(2026, 11, 22, 16, 0, tzinfo=UTC))


@with_each(
    "command", ["log list", "log show last", "report", "relief --list", "relief calf --list", "drink", "guide --list"]
)
def test_no_line_has_columns_or_a_sign_that_is_read_badly(command: str, day: FakeClock, here: Run) -> None:
    here("log", "add", "left calf", "--at", "2026-11-22 14:00", "--pain", "5", "--tried", "massage")
    said = play(command, clock=day).answers[1]
    assert len(said.splitlines()) > (command != "log list")
    assert [line for line in said.splitlines() if COLUMNS.search(line) or re.search("[·→#|]", line)] == []


def test_the_sheet_says_in_words_what_it_shows_in_tables_and_bars(day: FakeClock, here: Run) -> None:
    here("log", "add", "left calf", "--at", "2026-11-22 14:00", "--pain", "5", "--tried", "massage")
    said = " ".join(play("report", clock=day).text.split())
    assert "Worst pain (0-10): median 5, highest 5" in said
    assert "calf: left 1, right 0, both 0, side not recorded 0, episodes 1" in said
    assert "Onset by hour: 14:00 1" in said
    assert "Week of 16 Nov: 1 episode, 1 of 7 days recorded" in said
    written = here("report").stdout
    assert "Hour     00 01" in written


def test_an_episode_names_what_is_recorded_and_then_what_is_not(day: FakeClock, here: Run) -> None:
    here("log", "add", "left calf", "--at", "2026-11-22 14:00", "--pain", "5")
    lines = play("log show last", clock=day).answers[1].splitlines()
    assert {"where: left calf", "worst pain: 5 of 10"} <= set(lines)
    assert lines[-2].startswith("not recorded: lasted, kind, pain afterwards")
    assert "where           left calf" in here("log", "show", "last").stdout


def test_what_is_still_needed_is_told_by_the_menus_own_items(day: FakeClock, here: Run) -> None:
    here("log", "add", "left calf", "--at", "2026-11-22 14:00")
    said = " ".join(play("insights", clock=day).text.split())
    assert "recorded: No cramp last night, in the menu of the diary, or spasmtui log day none." in said
    assert "on Home" not in said
    assert "0 on Home in the morning, d in the log" in " ".join(here("insights").stdout.split())


def test_numbers_and_words_are_one_answer_and_a_wrong_one_is_asked_for_again(day: FakeClock) -> None:
    played = play("2", "5", "1, hott", "3, alcohol", "5", "2 5", "5", "99", "", clock=day)
    assert played.answers[3].startswith("'hott' is not a kind of day.")
    assert played.answers[3].endswith("Nothing was recorded.\nWhat kind of day?")
    assert "heat" in played.answers[4]
    assert "alcohol" in played.answers[4]
    assert "effort" in played.answers[6]
    assert played.answers[8].startswith("The numbers here are 1 to 9. Nothing was recorded.")


@with_each("key", ["\x1b[A", "\x1bOP", "\x1b", "calf\x1b[D"])
def test_a_key_that_types_nothing_is_told_what_can_be_typed_and_answers_nothing(key: str, day: FakeClock) -> None:
    played = play(key, "3", "1", key, "", clock=day)
    assert [" ".join(played.answers[number].split()) for number in (1, 4)] == [NO_KEYS, NO_KEYS]
    assert played.answers[5].startswith("Search for?")


def test_a_length_that_is_not_over_is_named_as_it_was_meant(day: FakeClock) -> None:
    played = play("2", "1", "calf", "", "5", "now", "5 minutes", clock=day)
    assert played.answers[7].startswith("5 min from 16:00 is not over yet: it is now 16:00. Give a shorter length")


@with_each(
    ("words", "reads"),
    [
        ("log import a.csv", True),
        ("log import a.csv --yes", False),
        ("log import a.csv --dry-run", False),
        ("log import --help", False),
        ("log list", False),
        ("relief calf", True),
        ("relief --list", False),
        ("resume", True),
    ],
)
def test_an_import_asks_before_it_writes_as_on_the_command_line(words: str, *, reads: bool) -> None:
    assert is_live(words.split()) is reads


def test_a_typed_import_is_handed_the_terminal(day: FakeClock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    live = note_live(monkeypatch)
    play(f"log import {tmp_path / 'a.csv'}", clock=day)
    assert live == [["log", "import", str(tmp_path / "a.csv")]]


def test_the_number_of_a_place_is_the_same_at_every_visit_and_in_the_menu_of_relief(day: FakeClock, here: Run) -> None:
    listed = play("1", "2", clock=day).answers[2].splitlines()
    numbered = [line.lower() for line in listed if line[:1].isdigit()]
    asked = play("2", "1", clock=day).answers[2].splitlines()
    assert [line for line in asked if line[:1].isdigit()] == numbered
    here("log", "add", "right foot", "--at", "2026-11-22 14:00")
    again = play("2", "1", "13", clock=day)
    assert again.answers[2].splitlines()[1:] == [*numbered, "13 right foot"]
    assert again.answers[3].startswith("Where: right foot.")


def test_a_page_names_the_keys_and_the_numbers_of_the_menus(day: FakeClock) -> None:
    pages = {page: " ".join(play("3", "1", page, "1", clock=day).text.split()) for page in ("neck", "recipe of drink")}
    assert "do not stretch: type !." in pages["neck"]
    assert "use spasmtui drink, or 4 in the main menu." in pages["recipe of drink"]
    assert [text for text in pages.values() if "in the app" in text or "press !" in text] == []


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 1


@with_each(("is_data", "printed"), [(False, "one two\nthree four\n"), (True, "one two three four\n")])
def test_what_a_command_prints_is_broken_between_words(
    monkeypatch: pytest.MonkeyPatch, *, is_data: bool, printed: str
) -> None:
    monkeypatch.setattr(os, "get_terminal_size", lambda _stream: os.terminal_size((12, 12)))
    options, out = Options(), Tty()
    options.is_plain = True
    Shell(options, Services(), out, io.StringIO(), io.StringIO()).page("one two three four", is_data=is_data)
    assert out.getvalue() == printed
