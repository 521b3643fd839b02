"""What the first paint decides without importing anything, against the modules that decide it later."""

import io
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.content import Content

from spasmtui.errors import WrongUsage
from spasmtui.launcher import _generated_foreign, first_paint, handoff, picture
from spasmtui.launcher._generated import (
    DAY_STYLES,
    HIGH_CONTRAST_STYLES,
    LIGHT_STYLES,
    NIGHT_STYLES,
    ROUTINES,
    WORDS,
)
from spasmtui.launcher.locations import find_folders
from spasmtui.launcher.process_check import process_identity
from spasmtui.launcher.terminal_kind import MILLIONS
from spasmtui.relief.routines.loader import RoutineBook, open_book
from spasmtui.relief.running.selection import find_usual_place, select_routine
from spasmtui.relief.session.texts import title_with_side
from spasmtui.relief.session.timeline import expand
from spasmtui.shared import setting_lines
from spasmtui.shared.language import ENGLISH, LANGUAGES
from spasmtui.shared.settings import load_settings
from spasmtui.shared.words.fold import fold_word
from spasmtui.ui import themes
from tests.conftest import LIMIT_SECONDS, ROOT
from tests.support.cases import with_each
from tools.generate import FOREIGN, LAUNCHER, foreign_module, language_module, launcher_file, launcher_module

BOOK = RoutineBook(ROOT / "content")


def test_the_generated_constants_come_from_the_routine_files_as_they_are_now() -> None:
    assert LAUNCHER.read_text(encoding="utf-8") == launcher_module(), "run: make generated"


def test_no_routine_that_begins_with_a_question_is_painted() -> None:
    assert {routine.id for routine in BOOK.all() if not routine.asks_before} == set(ROUTINES)


def found_in_the_book(word: str) -> tuple[str | None, str] | None:
    try:
        found = BOOK.find(word)
    except WrongUsage:
        return None
    return found.place, found.routine.id


def test_a_word_means_the_same_as_to_the_relief_room() -> None:
    words = [*WORDS, "Upper-Back", "LOWER_back", " lower   back ", "klaf", "Wade", ""]
    assert [word for word in words if picture.find_word(word) != found_in_the_book(word)] == []


def test_words_of_other_languages_are_those_of_the_relief_room_and_none_is_english() -> None:
    assert FOREIGN.read_text(encoding="utf-8") == foreign_module(), "run: make generated"
    listed = {word: (place, routine) for place, routine, words in _generated_foreign.WORDS for word in words}
    assert listed.keys() & WORDS.keys() == set()
    found = {word: BOOK.index.find(word) for word in listed}
    assert listed == {word: (BOOK.index.place_of(target), target.routine) for word, target in found.items() if target}


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != ENGLISH])
def test_the_first_instruction_in_another_language_is_that_of_the_routine(language: str, tmp_path: Path) -> None:
    assert launcher_file(language).read_text(encoding="utf-8") == language_module(language), "run: make generated"
    book = open_book(ROOT / "content", None, language)
    texts = picture.language_texts(language)
    assert texts is not None
    for routine_id in ROUTINES:
        routine = book.routine(routine_id)
        asked = handoff.EarlyRequest(routine_id, "left", "")
        painted = picture.compose_picture(asked, str(tmp_path), (80, 24), DAY_STYLES[16], texts)
        assert painted is not None
        assert painted.texts[0][2] == title_with_side(routine, "left", joint=" · ")
        assert " ".join(text for _x, _y, text, _style in painted.texts[1:]) == expand(routine, "left")[0].say


@with_each(
    ("words", "environment", "title"),
    [
        ("relief calf --language fr", {}, "fr"),
        ("relief --language=fr mollet", {}, "fr"),
        ("relief mollet", {"LANG": "fr_CA.UTF-8"}, "fr"),
        ("relief mollet", {"LANG": "de_DE.UTF-8"}, "en"),
        ("relief calf --language en", {"LANG": "fr_CA.UTF-8"}, "en"),
        ("relief calf --language xx", {"SPASMTUI_LANGUAGE": "fr"}, "fr"),
    ],
)
def test_the_picture_is_in_the_language_of_the_run(words: str, environment: dict[str, str], title: str) -> None:
    folders = find_folders("", {"HOME": "/nowhere"}, "linux")
    asked = first_paint.parse_request(words.split())
    assert asked is not None
    painted = picture.plan_picture(asked, folders, (80, 24), {"TERM": "xterm", **environment}, 3)
    texts = picture.language_texts(title)
    assert painted is not None
    assert texts is not None
    assert painted.texts[0][2] == texts.ROUTINES["night-calf-rescue"][0]


@with_each(
    ("words", "asked"),
    [
        ("relief", ("", None, "")),
        ("relief calf -l", ("calf", "left", "")),
        ("relief --right lower leg", ("lower leg", "right", "")),
        ("relief -l --left calf --no-log -q", ("calf", "left", "")),
        ("relief calf --data-dir /d", ("calf", None, "/d")),
        ("--data-dir /d relief calf", None),
        ("relief --data-dir=/d", ("", None, "/d")),
        ("relief --data-dir", None),
        ("relief --data-dir=", None),
        ("relief -l -r calf", None),
        ("relief calf -l leg", ("calf leg", "left", "")),
        ("relief --list", None),
        ("relief --plain calf", None),
        ("relief --ascii", None),
        ("relief --for 10m heat", None),
        ("relief -h", None),
        ("relief --color never", None),
        ("relief --json", None),
        ("relief -- calf", None),
        ("log add calf", None),
        ("", None),
    ],
)
def test_only_a_plain_start_of_a_routine_is_taken_for_one(
    words: str, asked: tuple[str, str | None, str] | None
) -> None:
    read = first_paint.parse_request(words.split())
    assert (read and (read.what, read.side, read.data_dir)) == asked


@pytest.mark.parametrize(
    "line", [None, "calf left\n", "foot\n", "hamstring right", "nowhere left", "", "\xff", "calf both"]
)
@pytest.mark.parametrize("asked", [("", None), ("calf", None), ("foot", "right"), ("", "right"), ("hamstring", None)])
def test_the_routine_and_the_side_are_the_ones_the_relief_room_chooses(
    line: str | None, asked: tuple[str, str | None], tmp_path: Path
) -> None:
    if line is not None:
        (tmp_path / "usual").write_text(line, encoding="latin-1")
    found, side = select_routine(BOOK, find_usual_place(tmp_path, None), what=asked[0] or None, side=asked[1])
    painted = picture.compose_picture(handoff.EarlyRequest(*asked, ""), str(tmp_path), (80, 24), DAY_STYLES[16])
    assert painted is not None
    title = found.routine.title + (f" · {side}" if side else "")
    assert painted.texts[0][:3] == (1, 0, title)
    assert " ".join(text for _x, _y, text, _style in painted.texts[1:]) == expand(found.routine, side)[0].say


def test_words_break_into_lines_as_the_full_screen_breaks_them() -> None:
    for _title, *says in ROUTINES.values():
        for say in says:
            for columns in (35, 38, 52, 75):
                broken = [line.plain.rstrip() for line in Content(say).wrap(columns)]
                assert picture.wrap(say, columns) == broken


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("relief.json", "{}"),
        ("routines/foot-toes.toml", ""),
        ("routines/Toes.toml", ""),
        ("settings.toml", "[relief]\nget_ready_seconds = 5"),
        ("settings.toml", "relief = { get_ready_seconds = 5 }"),
        ("settings.toml", "plain = true"),
    ],
)
def test_what_may_change_the_first_instruction_keeps_it_from_being_painted(
    name: str, content: str, tmp_path: Path
) -> None:
    assert not may_start_differently(tmp_path, "toes")
    (tmp_path / "settings.toml").write_text("[relief]\nget_ready_seconds = 0 # of 60", encoding="utf-8")
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines" / "own.toml").write_text("", encoding="utf-8")
    assert not may_start_differently(tmp_path, "toes")
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert may_start_differently(tmp_path, "toes")


def test_seconds_to_get_ready_change_nothing_where_a_routine_begins_with_some(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("[relief]\nget_ready_seconds = 5", encoding="utf-8")
    for routine_id in ROUTINES:
        begins_ready = expand(BOOK.routine(routine_id))[0].kind == "prep"
        assert may_start_differently(tmp_path, routine_id) is not begins_ready


@pytest.mark.parametrize("hour", [3, 12])
@pytest.mark.parametrize(
    "settings",
    ["", '[screen]\ntheme = "dark"', "[screen]\ntheme='light' # at noon", '[screen]\ntheme = "night"\n',
     '[screen]\n# theme = "night"', '[screen]\ntheme = "auto"', '[screen]\ntheme = "high-contrast"'],
)  # fmt: skip
def test_the_first_instruction_has_the_colours_of_the_theme_that_is_set(
    settings: str, hour: int, tmp_path: Path
) -> None:
    (tmp_path / "settings.toml").write_text(settings, encoding="utf-8")
    name = themes.theme_for(
        datetime(2026, 11, 22, hour, tzinfo=UTC),
        load_settings(tmp_path / "settings.toml").settings.screen.theme,
        has_no_color=False,
    )
    styles = {
        "spasm-dark": DAY_STYLES,
        "spasm-light": LIGHT_STYLES,
        "spasm-night": NIGHT_STYLES,
        "spasm-high-contrast": HIGH_CONTRAST_STYLES,
    }[name]
    assert picture.theme_styles(setting_lines.read_text(str(tmp_path)), hour, MILLIONS) == styles[MILLIONS]


@pytest.mark.parametrize(
    "settings",
    ['[screen]\ntheme = "terminal"', "[screen]\ntheme = high-contrast", 'screen = { theme = "dark" }', "theme = 3"],
)
def test_nothing_is_painted_in_colours_that_are_not_sure(settings: str, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(settings, encoding="utf-8")
    assert picture.theme_styles(setting_lines.read_text(str(tmp_path)), 12, MILLIONS) is None


def may_start_differently(folder: Path, what: str) -> bool:
    asked = handoff.EarlyRequest(what, None, "")
    asked.resolved = WORDS[fold_word(what)]
    return picture.may_start_differently(asked, str(folder), str(folder), setting_lines.read_text(str(folder)))


def test_an_interrupted_routine_does_not_delay_the_first_instruction(tmp_path: Path) -> None:
    document = {**process_identity(os.getpid()), "born": "1"}
    (tmp_path / "relief.json").write_text(json.dumps(document), encoding="utf-8")
    assert not may_start_differently(tmp_path, "calf")


@with_each(("term", "shown"), [("linux", "Mollet . a gauche"), ("xterm", "Mollet · à gauche")])
def test_the_first_instruction_is_in_ascii_where_nothing_else_is_shown(
    term: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[bytes] = []
    with monkeypatch.context() as patch:
        patch.setenv("TERM", term)
        patch.setattr("sys.stderr", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
        patch.setattr("termios.tcgetattr", lambda _descriptor: [0] * 7)
        patch.setattr("termios.tcsetattr", lambda *_values: None)
        patch.setattr("os.write", lambda _descriptor, data: written.append(data))
        for name in ("handoff.record_paint", "first_paint._handle_signals_while_loading", "start_marker.write_marker"):
            patch.setattr(f"spasmtui.launcher.{name}", lambda *_values: None)
        drawn = handoff.Picture(80, 24, "40", ((1, 0, "Mollet · à gauche", ("", "", "40")),))
        first_paint.paint(handoff.EarlyRequest("", None, ""), drawn)
    assert shown in b"".join(written).decode()


def test_nothing_but_sys_os_and_termios_is_imported_for_the_first_instruction() -> None:
    code = (
        "import sys, time\n"
        "before = set(sys.modules)\n"
        "from spasmtui.launcher.first_paint import parse_request\n"
        "from spasmtui.launcher.locations import find_folders\n"
        "from spasmtui.launcher.picture import plan_picture\n"
        "folders = find_folders('', {'HOME': '/h'}, 'linux')\n"
        "asked = parse_request(['relief', 'calf', '-l'])\n"
        "assert plan_picture(asked, folders, (80, 24), {'TERM': 'xterm'}, 3) is not None\n"
        "import termios\n"
        "print(*sorted(set(sys.modules) - before))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True, timeout=LIMIT_SECONDS
    )
    assert set(ended.stdout.split()) <= {
        "spasmtui", "spasmtui.launcher", "spasmtui.launcher.locations", "spasmtui.launcher.process_check",
        "spasmtui.launcher._generated", "spasmtui.shared", "spasmtui.shared.setting_lines", "spasmtui.shared.language",
        "spasmtui.shared.words", "spasmtui.shared.words.fold", "spasmtui.shared.regular_file",
        "spasmtui.elapsed", "spasmtui.system", "spasmtui.system.calls",
        "spasmtui.launcher.handoff", "spasmtui.launcher.first_paint", "spasmtui.launcher.picture", "termios",
        "spasmtui.launcher.color", "spasmtui.launcher.terminal_kind",
    }  # fmt: skip
