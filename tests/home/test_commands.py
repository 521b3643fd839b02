"""Commands about the program itself, from outside."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from spasmtui.home.commands import show_status
from spasmtui.services import Services
from spasmtui.shell import Options, Shell
from tests.conftest import ROOT, Run


def test_the_version_is_one_line(here: Run) -> None:
    from spasmtui import __version__

    ended = here("--version")
    assert (ended.returncode, ended.stdout) == (0, f"spasmtui {__version__}\n")


def test_without_a_terminal_there_is_one_screen_of_text(here: Run) -> None:
    ended = here()
    assert ended.returncode == 0
    assert "nothing open" in ended.stdout
    assert [name in ended.stdout for name in ("spasm ", "spasmtui log list", "spasmtui guide calf")] == [True] * 3
    assert len(ended.stdout.splitlines()) <= 24
    assert "\x1b" not in ended.stdout + ended.stderr


def test_status_as_json_has_all_parts(here: Run) -> None:
    ended = here("status", "--json")
    assert json.loads(ended.stdout) == {"open_episode": None, "routine": None, "due": []}


def test_status_is_one_line_about_what_runs_what_is_open_and_what_is_not_saved() -> None:
    class Busy(Services):
        def status(self) -> dict[str, dict[str, object] | None]:
            return {
                "routine": {
                    "id": "calf-wall",
                    "title": "Calf stretch at the wall",
                    "state": "running",
                    "step": 2,
                    "remaining_s": 65.4,
                },
                "open_episode": {"place": "calf", "side": "left", "started_at": "2026-11-22T03:10:00+01:00"},
                "unsaved": {"count": 1},
            }

    show_status(None, Shell(Options(), Busy(), out := io.StringIO()))
    assert out.getvalue() == (
        "Calf stretch at the wall, running, step 2, 1:05 left · open: left calf since 03:10 · 1 not saved, "
        "see spasmtui doctor\n"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("statsu",), "Did you mean 'status'?"),
        (("--color", "pink", "status"), "--color can be auto, always or never"),
        (("--data-dir",), "--data-dir needs a value"),
        (("status", "now"), "'now' is one word too many."),
    ],
)
def test_wrong_usage_is_a_sentence_and_exit_2(here: Run, words: tuple[str, ...], said: str) -> None:
    ended = here(*words)
    assert ended.returncode == 2
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
    assert ended.stdout == ""


def test_an_error_as_json_names_its_code(here: Run) -> None:
    ended = here("statsu", "--json")
    assert json.loads(ended.stderr)["error"]["code"] == "usage"


def test_help_lists_every_command_once(here: Run) -> None:
    from spasmtui.command_table import COMMANDS

    ended = here("--help")
    listed = ended.stdout.splitlines()
    assert [sum(line.startswith(f"  {each.name}   ") for line in listed) for each in COMMANDS] == [1] * len(COMMANDS)


def test_doctor_names_the_folders_and_finds_no_fault_in_a_new_diary(here: Run, own_home: Path) -> None:
    here("log", "add", "calf")
    ended = here("doctor")
    assert ended.returncode == 0
    assert f"Diary: {own_home}/.local/share/spasmtui" in ended.stdout
    assert ended.stdout.splitlines()[0] == "Folders"


def test_doctor_says_whom_the_urgent_page_names_and_exits_1_for_a_region_without_numbers(
    here: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPASMTUI_REGION", "au")
    known = here("doctor")
    assert (
        "Call 000, or 112 from a mobile (abroad: the local number). This number comes from the region that is set."
        in known.stdout
    )
    monkeypatch.setenv("SPASMTUI_REGION", "zz")
    unknown = here("doctor")
    assert (known.returncode, unknown.returncode) == (0, 1)
    assert "There are no numbers for the region 'ZZ'" in unknown.stdout


def test_doctor_exits_1_for_a_line_that_cannot_be_read(here: Run, own_home: Path) -> None:
    here("log", "add", "calf")
    journal = next((own_home / ".local/share/spasmtui").glob("*.jsonl"))
    with journal.open("a", encoding="utf-8") as file:
        file.write('{"id": "not a sealed line"}\n')
    ended = here("doctor", "--json")
    assert ended.returncode == 1
    assert [each["check"] for each in json.loads(ended.stdout) if not each["ok"]] == ["Diary"]


@pytest.mark.long
@pytest.mark.parametrize(
    ("words", "code"),
    [("log list >&-", 0), ("status >&-", 4), ("guide calf >&-", 4), ("log list --json 2>&-", 0), ("bogus 2>&-", 2)],
)
def test_a_stream_the_shell_has_closed_breaks_nothing_and_what_was_for_it_is_missed(
    words: str, code: int, own_home: Path
) -> None:
    ended = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m spasmtui {words}"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        cwd=own_home,
    )
    assert ended.returncode == code
    assert "Traceback" not in ended.stderr


@pytest.mark.long
def test_a_letter_the_output_cannot_write_becomes_a_plain_one_or_a_question_mark(spasmtui: Run) -> None:
    spasmtui("log", "add", "calf", "--note", "漢 é")
    ended = spasmtui("log", "show", "last", PYTHONIOENCODING="ascii")
    assert ended.returncode == 0
    assert "? e" in ended.stdout


@pytest.mark.long
def test_short_options_can_stand_together(spasmtui: Run) -> None:
    ended = spasmtui("relief", "foot", "-rq", stdin="g\n\n")
    assert ended.returncode == 0
    assert json.loads(spasmtui("log", "list", "--json").stdout)[0]["side"] == "right"
