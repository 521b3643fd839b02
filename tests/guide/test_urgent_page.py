"""Get help now: text from constants, the number for the region, three levels."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from spasmtui.guide import _generated, urgent_page
from spasmtui.guide.loader import load_flags, load_questions
from tests.conftest import LIMIT_SECONDS, ROOT, Run
from tests.test_architecture import loaded_after
from tools.urgent_page import TARGET, urgent_module

CONTENT = ROOT / "content"


def test_the_constants_are_what_the_content_says_now() -> None:
    assert TARGET.read_text(encoding="utf-8") == urgent_module(CONTENT)


@pytest.mark.parametrize(
    ("environment", "number"),
    [
        ({"LANG": "en_US.UTF-8"}, "911"),
        ({"LANG": "en_GB.UTF-8"}, "999"),
        ({"LANG": "de_DE@euro"}, "112"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "fr_FR.UTF-8"}, "112"),
        ({"LANG": "en_US.UTF-8", "SPASMTUI_REGION": "gb"}, "999"),
        ({"LANG": "en_US.UTF-8", "SPASMTUI_REGION": "000"}, "000"),  # a country the table lacks
        ({"LANG": "en_US.UTF-8", "SPASMTUI_REGION": "1; rm"}, urgent_page.ANY_REGION),
        ({"LANG": "C.UTF-8"}, urgent_page.ANY_REGION),
        ({"LANG": "ja_JP.UTF-8"}, urgent_page.ANY_REGION),  # better no number than the wrong one
        ({}, urgent_page.ANY_REGION),
    ],
)
def test_the_number_follows_the_region_setting_then_the_locale(environment: dict[str, str], number: str) -> None:
    assert urgent_page.emergency_number(environment) == number


@pytest.mark.parametrize("number", ["112", "911", "999", urgent_page.ANY_REGION])
def test_at_80x24_nothing_scrolls_away_and_the_first_line_is_the_first_action(number: str) -> None:
    lines = urgent_page.format_text(number, 79, 24).splitlines()
    assert lines[0].startswith(f"EMERGENCY. Call now: {number}")
    assert len(lines) < 24
    assert max(map(len, lines)) < 80


def test_a_pipe_gets_every_sign_of_every_level() -> None:
    words = " ".join(urgent_page.format_text("112", 78, 0).split())
    missing = [flag.id for flag in load_flags(CONTENT) if flag.level != "none" and flag.see not in words]
    assert missing == []
    assert [title for title in ("EMERGENCY.", "TODAY.", "BOOK.") if title in words] == ["EMERGENCY.", "TODAY.", "BOOK."]


def test_every_emergency_flag_is_in_the_question_path() -> None:
    asked = {flag for question in load_questions(CONTENT) for flag in question.flags}
    assert {flag.id for flag in load_flags(CONTENT) if flag.level == "emergency"} - asked == set()


def test_the_new_same_day_cases_are_asked_and_name_what_makes_them_an_emergency() -> None:
    asked = {flag: question for question in load_questions(CONTENT) for flag in question.flags}
    assert {flag: asked[flag].level for flag in ("RF41", "RF42", "RF81")} == dict.fromkeys(
        ("RF41", "RF42", "RF81"), "today"
    )
    assert asked["RF81"].say == ("Ask your doctor or pharmacist today. With high fever or confusion, call {number}.")
    assert ("Statin" in asked["RF41"].ask, "heat cramp" in asked["RF42"].ask) == (True, True)


def test_every_same_day_flag_is_in_the_question_path() -> None:
    asked = {flag for question in load_questions(CONTENT) for flag in question.flags}
    assert {flag.id for flag in load_flags(CONTENT) if flag.level == "today"} - asked == set()


def test_questions_go_from_emergency_to_appointment_and_each_ends_in_one_action() -> None:
    levels = [level for _ask, level, _say, _page in _generated.QUESTIONS]
    order = ["emergency", "today", "book", "none"]
    assert levels == sorted(levels, key=order.index)
    assert len(levels) == 11, "ten digits and none of them"
    assert all(say for _ask, _level, say, _page in _generated.QUESTIONS)


def test_no_question_is_wider_than_a_line_of_80_columns() -> None:
    assert [ask for ask, *_rest in _generated.QUESTIONS if len(ask) > 74] == []


def test_the_command_prints_text_without_an_escape_byte(spasmtui: Run) -> None:
    ended = spasmtui("urgent", LANG="en_GB.UTF-8")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("EMERGENCY. Call now: 999 (elsewhere 112, 911 or the local number)\n")
    assert "\x1b" not in ended.stdout


def test_the_command_as_json_has_the_levels_in_order(spasmtui: Run) -> None:
    data = json.loads(spasmtui("urgent", "--json", LANG="en_US.UTF-8").stdout)
    assert data["number"] == "911"
    assert [level["id"] for level in data["levels"]] == ["emergency", "today", "book"]
    assert data["levels"][0]["signs"][0]["id"] == "RF01"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ('region = "gb"', "999"),
        ("theme = 'dark'\nregion='us' # home", "911"),
        ('[relief]\nregion = "gb"', "112"),  # another table's region is not ours
        ("region", "112"),
    ],
)
def test_the_region_may_stand_in_the_settings(own_home: Path, line: str, number: str) -> None:
    (own_home / "settings.toml").write_text(line + "\n", encoding="utf-8")
    assert urgent_page.emergency_number({"LANG": "fr_FR.UTF-8"}, str(own_home)) == number


def test_the_settings_are_found_by_the_command(own_home: Path, spasmtui: Run) -> None:
    folder = own_home / ".config/spasmtui"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text('region = "gb"\n', encoding="utf-8")
    assert spasmtui("urgent").stdout.startswith("EMERGENCY. Call now: 999 ")
    assert json.loads(spasmtui("urgent", "--json").stdout)["number"] == "999"


@pytest.mark.usefixtures("own_home")
def test_a_reader_that_closes_the_pipe_is_no_failure() -> None:
    command = f"{sys.executable} -m spasmtui urgent | head -c 1; exit ${{PIPESTATUS[0]}}"
    ended = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, cwd=ROOT, check=False, timeout=LIMIT_SECONDS
    )
    assert (ended.stdout, ended.stderr, ended.returncode in (0, 141)) == ("E", "", True)


def test_the_command_loads_nothing_that_costs_time() -> None:
    before = loaded_after("import spasmtui.launcher.first_paint")
    loaded = loaded_after("from spasmtui.guide.urgent_page import print_now; print_now(str())") - before
    assert loaded & {"re", "json", "dataclasses", "pathlib", "argparse", "tomllib", "typing", "textual"} == set()
