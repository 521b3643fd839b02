"""Get help now: text from constants, the number for the region, three levels."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from spasmtui.guide import _generated, urgent_page
from spasmtui.guide.loader import load_flags, load_questions
from spasmtui.guide.urgent_page import urgent_texts
from spasmtui.shared.emergency_numbers import ANY_REGION, EmergencyLines, emergency_number, find_emergency_lines
from spasmtui.shared.language import LANGUAGES
from tests.conftest import LIMIT_SECONDS, ROOT, Run
from tests.support.cases import with_each
from tests.support.content import read_toml
from tests.test_architecture import loaded_after
from tools.urgent_page import TARGETS, urgent_module

CONTENT = ROOT / "content"
EUROPE = EmergencyLines("112")
AUSTRALIA = find_emergency_lines({"SPASMTUI_REGION": "au"})
BRITAIN = find_emergency_lines({"SPASMTUI_REGION": "gb"})


def test_the_constants_are_what_the_content_says_now() -> None:
    for language, target in TARGETS.items():
        assert target.read_text(encoding="utf-8") == urgent_module(CONTENT, language), "run: make generated"


@with_each(
    ("environment", "number"),
    [
        ({"LANG": "en_US.UTF-8"}, "911"),
        ({"LANG": "en_GB.UTF-8"}, "999"),
        ({"LANG": "de_DE@euro"}, "112"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "fr_FR.UTF-8"}, "112"),
        ({"LANG": "en_US.UTF-8", "SPASMTUI_REGION": "gb"}, "999"),
        ({"LANG": "en_US.UTF-8", "SPASMTUI_REGION": "000"}, "000"),  # a country the table lacks
        ({"LANG": "en_US.UTF-8", "SPASMTUI_REGION": "1; rm"}, ANY_REGION),
        ({"LANG": "C.UTF-8"}, ANY_REGION),
        ({"LANG": "ja_JP.UTF-8"}, "119"),
        ({"LANG": "am_ET.UTF-8"}, ANY_REGION),  # better no number than the wrong one
        ({}, ANY_REGION),
    ],
)
def test_the_number_follows_the_region_setting_then_the_locale(environment: dict[str, str], number: str) -> None:
    assert emergency_number(environment) == number


@with_each("region", ["de", "us", "gb", "au", "ca", "nz", "jp", "zz"])
@with_each("zone", ["", "Asia/Tokyo"])
@with_each("language", LANGUAGES)
def test_at_80x24_nothing_scrolls_away_and_the_first_line_is_the_first_action(
    region: str, zone: str, language: str
) -> None:
    environment = {"TZ": zone, "LANG": f"en_{region.upper()}"} if zone else {"SPASMTUI_REGION": region}
    lines = find_emergency_lines(environment)
    texts = urgent_texts(language)
    printed = urgent_page.format_text(lines, 78, 24, texts).splitlines()
    assert urgent_page.say_number(lines, texts.WORDS) in printed[0]
    assert len(printed) < 24
    assert max(map(len, printed)) < 80


def test_a_pipe_gets_every_sign_of_every_level() -> None:
    words = " ".join(urgent_page.format_text(EUROPE, 78, 0).split())
    missing = [flag.id for flag in load_flags(CONTENT) if flag.level != "none" and flag.see not in words]
    assert missing == []
    assert [title for title in ("EMERGENCY.", "TODAY.", "BOOK.") if title in words] == ["EMERGENCY.", "TODAY.", "BOOK."]


def test_every_flag_is_in_the_question_path_and_none_in_a_question_of_a_lower_level() -> None:
    order = ["emergency", "today", "book", "none"]
    levels = {flag.id: flag.level for flag in load_flags(CONTENT)}
    asked = [(flag, question.level) for question in load_questions(CONTENT) for flag in question.flags]
    assert {flag for flag, _level in asked} == set(levels)
    assert [flag for flag, level in asked if order.index(levels[flag]) < order.index(level)] == []
    gravest = [min((levels[flag] for flag in question.flags), key=order.index) for question in load_questions(CONTENT)]
    assert gravest == [question.level for question in load_questions(CONTENT)]


def test_a_full_bladder_or_constipation_alone_sends_nobody_to_an_emergency_department() -> None:
    emergencies = [question.ask for question in load_questions(CONTENT) if question.level == "emergency"]
    assert "New numb crotch, weak legs, cannot pass or hold urine, or cola urine?" in emergencies
    assert [ask for ask in emergencies if "stool trouble" in ask or "urine trouble" in ask or "constip" in ask] == []


def test_the_new_same_day_cases_are_asked_and_name_what_makes_them_an_emergency() -> None:
    asked = {flag: question for question in load_questions(CONTENT) for flag in question.flags}
    assert {flag: asked[flag].level for flag in ("RF41", "RF42", "RF81")} == dict.fromkeys(
        ("RF41", "RF42", "RF81"), "today"
    )
    assert asked["RF81"].say == (
        "Ask your doctor or pharmacist today. With high fever, confusion or loss of sight, call {number}."
    )
    assert ("statin" in asked["RF41"].ask, "heat cramp" in asked["RF42"].ask) == (True, True)


def test_questions_go_from_emergency_to_appointment_and_each_ends_in_one_action() -> None:
    levels = [level for _ask, level, _say, _page in _generated.QUESTIONS]
    order = ["emergency", "today", "book", "none"]
    assert levels == sorted(levels, key=order.index)
    assert len(levels) == 16, "ten digits, five letters and none of them"
    assert all(say for _ask, _level, say, _page in _generated.QUESTIONS)


def test_no_question_is_wider_than_a_line_of_80_columns() -> None:
    assert [ask for ask, *_rest in _generated.QUESTIONS if len(ask) > 74] == []


def test_the_command_prints_text_without_an_escape_byte(here: Run) -> None:
    ended = here("urgent", LANG="en_GB.UTF-8")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("EMERGENCY. Call now: 999 or 112 (abroad: the local number)\n")
    assert "\x1b" not in ended.stdout


def test_the_command_as_json_has_the_levels_in_order(here: Run) -> None:
    data = json.loads(here("urgent", "--json", LANG="en_US.UTF-8").stdout)
    assert data["number"] == "911"
    assert [level["id"] for level in data["levels"]] == ["emergency", "today", "book"]
    assert {name: data[name] for name in list(data)[2:]} == {
        "region": "US",
        "advice_line": None,
        "poison_line": "Poison Help, 1-800-222-1222",
        "crisis_line": "988",
        "text_service": "If you cannot speak, send a text to 911, where the service exists. Relay service: 711.",
    }
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
    assert emergency_number({"LANG": "fr_FR.UTF-8"}, str(own_home)) == number


def test_the_settings_are_found_by_the_command(own_home: Path, here: Run) -> None:
    folder = own_home / ".config/spasmtui"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text('region = "gb"\n', encoding="utf-8")
    assert here("urgent").stdout.startswith("EMERGENCY. Call now: 999 ")
    assert json.loads(here("urgent", "--json").stdout)["number"] == "999"


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


@with_each(
    ("environment", "number"),
    [
        ({"SPASMTUI_REGION": "12345"}, "12345"),
        ({"SPASMTUI_REGION": "123456", "LANG": "en_GB"}, ANY_REGION),
        ({"SPASMTUI_REGION": " us "}, "911"),
        ({"SPASMTUI_REGION": "zz", "LANG": "en_GB"}, ANY_REGION),  # better no number than the wrong one
        ({"SPASMTUI_REGION": "", "LANG": "en_GB"}, "999"),
        ({"LC_TELEPHONE": "en_US", "LC_ADDRESS": "en_GB", "LANG": "de_DE"}, "911"),
        ({"LC_ADDRESS": "en_GB", "LANG": "de_DE"}, "999"),
        ({"LC_ALL": "C", "LANG": "de_DE"}, "112"),
        ({"LANG": "de_CH.UTF-8@euro"}, "112"),
        ({"LANG": "fr_FR@euro.UTF-8"}, "112"),
    ],
)
def test_a_setting_decides_alone_and_a_locale_without_a_country_leaves_it_to_the_next(
    environment: dict[str, str], number: str
) -> None:
    assert emergency_number(environment) == number


@with_each(
    ("environment", "instruction"),
    [
        ({"SPASMTUI_REGION": "gb"}, "999 or 112 (abroad: the local number)"),
        ({"SPASMTUI_REGION": "au"}, "000, or 112 from a mobile (abroad: the local number)"),
        ({"SPASMTUI_REGION": "us"}, "911 (abroad: the local number)"),
        ({"SPASMTUI_REGION": "4711"}, "4711 (abroad: the local number)"),
        ({"LANG": "en_US", "TZ": "Australia/Perth"}, "000 (Australia) or 911 (USA)"),
        ({}, "112, 911 or 999, or the emergency number where you are"),
    ],
)
def test_the_number_comes_with_what_works_as_well_and_two_countries_are_named(
    environment: dict[str, str], instruction: str
) -> None:
    assert urgent_page.call_instruction(find_emergency_lines(environment)) == instruction


def test_in_australia_no_number_of_another_country_is_printed() -> None:
    for height in (0, 24):
        printed = urgent_page.format_text(AUSTRALIA, 78, height)
        assert printed.startswith("EMERGENCY. Call now: 000, or 112 from a mobile")
        assert "TODAY. Get medical advice the same day: call healthdirect, 1800 022 222\n" in printed
        assert "If you cannot speak, use a textphone (TTY) on 106.\n" in printed
        assert "In doubt, call 000." in printed
        assert ("999" in printed, "911" in printed) == (False, False)


def test_the_page_ends_with_the_lines_that_the_country_has() -> None:
    last = urgent_page.format_text(BRITAIN, 78, 0).splitlines()[-5:]
    assert last == [
        "If you cannot speak and your phone is registered for it, send a text to 999",
        "(to register: text REGISTER to 999).",
        "Relay service: Relay UK, 18000.",
        "Thoughts of suicide: Samaritans, 116 123.",
        "In doubt, call 999. More: spasmtui guide get-help-now",
    ]
    assert urgent_page.text_sentences(EUROPE) == []


def test_every_way_of_writing_has_a_sentence_in_every_language() -> None:
    ways = {row["text_by"] for row in read_toml("regions.toml").values() if "text_by" in row}
    assert len(ways) == 6
    for language in LANGUAGES:
        assert {f"text_{way}" for way in ways} - set(urgent_texts(language).WORDS) == set()


def test_the_question_about_poison_ends_with_the_poison_line_where_there_is_one() -> None:
    say = next(question.say for question in load_questions(CONTENT) if "RF93" in question.flags)
    assert urgent_page.fill_in(say, AUSTRALIA).endswith("vomit. Poison line: 13 11 26.")
    assert urgent_page.fill_in(say, EUROPE).endswith("anybody vomit.")


def test_red_flags_are_printed_where_they_leave_a_line_for_the_prompt_and_questions_elsewhere() -> None:
    complete = urgent_page.format_text(EUROPE, 78, 0)
    lines = complete.count("\n")
    assert urgent_page.format_text(EUROPE, 78, lines + 1) == complete
    short = urgent_page.format_text(EUROPE, 78, lines)
    assert short.count("\n") < 24
    assert "- One limb suddenly cold, pale and painful, or swollen hard and in agony\n" in short
    assert complete.endswith("\n\nIn doubt, call 112. More: spasmtui guide get-help-now\n")
    assert short.endswith("\n\nIn doubt, call 112. More: spasmtui guide get-help-now\n")


def test_blank_lines_set_off_each_level_and_in_full_also_its_signs() -> None:
    complete = urgent_page.format_text(EUROPE, 200, 0).splitlines()
    short = urgent_page.format_text(EUROPE, 200, 24).splitlines()
    for lines, is_complete in ((complete, True), (short, False)):
        headings = [i for i, line in enumerate(lines) if line.startswith(("EMERGENCY.", "TODAY.", "BOOK."))]
        assert len(headings) == 3
        assert headings[0] == 0
        assert all(lines[i - 1] == "" for i in headings[1:])
        assert all((lines[i + 1] == "") is is_complete for i in headings)
        assert lines.count("") == 3 + 3 * is_complete


def test_a_file_gets_lines_of_78_characters_with_the_number_in_every_sign() -> None:
    text = urgent_page.format_text(EUROPE)
    assert text == urgent_page.format_text(EUROPE, 78, 0)
    assert 70 < max(map(len, text.splitlines())) <= 78
    assert "your emergency number" not in text
    assert "call 112 now" in " ".join(text.split())


@pytest.mark.parametrize(("columns", "width"), [(200, 78), (80, 78), (79, 78), (60, 59), (21, 20), (5, 20)])
def test_a_terminal_is_written_to_its_last_column_but_one(
    monkeypatch: pytest.MonkeyPatch, columns: int, width: int
) -> None:
    sizes = {1: os.terminal_size((columns, 24))}
    monkeypatch.setattr("os.get_terminal_size", lambda descriptor: sizes[descriptor])
    assert urgent_page.screen_size() == (width, 24)


def test_a_pipe_has_no_height(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_terminal(_descriptor: int) -> os.terminal_size:
        raise OSError

    monkeypatch.setattr("os.get_terminal_size", no_terminal)
    assert urgent_page.screen_size() == (78, 0)


def test_the_launcher_prints_the_whole_page_and_flushes_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(urgent_page, "screen_size", lambda: (78, 0))
    monkeypatch.setenv("SPASMTUI_REGION", "gb")
    flushed: list[bool] = []
    monkeypatch.setattr("sys.stdout.flush", lambda: flushed.append(True))
    assert urgent_page.print_now("") == 0
    assert flushed
    assert capsys.readouterr().out == urgent_page.format_text(BRITAIN)


def test_the_launcher_s_reader_may_have_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_text: str) -> int:
        raise BrokenPipeError

    monkeypatch.setattr("sys.stdout.write", closed)
    assert urgent_page.print_now("") == 141


def test_the_launcher_says_on_stderr_whom_to_call_where_the_page_cannot_be_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SPASMTUI_REGION", "gb")

    def full(_text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("sys.stdout.write", full)
    code = urgent_page.print_now("")
    assert (code, capsys.readouterr().err.splitlines()) == (
        4,
        [
            "The urgent page could not be shown: no space left on device.",
            "EMERGENCY. Call now: 999 or 112 (abroad: the local number).",
        ],
    )


def test_a_sign_without_more_to_do_is_null_in_json() -> None:
    levels: Any = urgent_page.build_json(EUROPE)["levels"]
    signs = {sign["id"]: sign for level in levels for sign in level["signs"]}
    assert levels[0]["do"] == "Call now: 112 (abroad: the local number)"
    assert (signs["RF21"]["do"], signs["RF01"]["worse"]) == (None, None)
    assert signs["RF10"]["do"] == "It may be a blood clot. Do not massage it or put heat on it."
    assert signs["RF10"]["worse"].startswith("If you are also short of breath")
    assert all(sign["see"] for sign in signs.values())


def test_where_the_output_is_closed_the_urgent_page_says_so_and_whom_to_call(own_home: Path) -> None:
    ended = subprocess.run(
        ["sh", "-c", 'exec "$0" -m spasmtui urgent >&-', sys.executable],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=own_home,
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (
        4,
        (
            "The answer could not be shown: standard output is closed. "
            "EMERGENCY. Call now: 112, 911 or 999, or the emergency number where you are.\n"
        ),
    )
