"""A fault of the program, wherever it is: the episode is kept, one sentence, exit code 70, the terminal as it was."""

import json
import re
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run
from tests.endurance.relief import state_of
from tests.pty.conftest import Start
from tests.support.faulty_program import NOTE
from tests.support.terminal import ENTER, RIGHT, Terminal

pytestmark = pytest.mark.pty

MODES_OFF = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?2004l", b"\x1b[?1004l")
SENTENCE = r"The program itself failed\b[^\n]*: (\w+) in [\w.]+, line \d+\."


def start_with_fault(terminal: Start, place: str, *words: str) -> Terminal:
    return terminal(sys.executable, "-m", "tests.support.faulty_program", place, *words,
                    environment={"PYTHONPATH": str(ROOT)})  # fmt: skip


def assert_told_once_and_reported(one: Terminal, home: Path, error: str = "RuntimeError") -> None:
    shown = one.text.replace("\n", "")
    assert re.findall(SENTENCE, shown) == [error]
    assert "Traceback" not in shown
    assert NOTE.encode() not in one.raw
    (report,) = home.glob(".local/state/spasmtui/*/crash-reports/*")
    text = report.read_text(encoding="utf-8")
    assert error in text
    assert "  __main__:" in text
    assert [secret for secret in (NOTE, str(home), str(ROOT), "calf") if secret in text] == []
    assert report.stat().st_mode & 0o777 == 0o600


@pytest.mark.long
@pytest.mark.parametrize(
    ("place", "keys"),
    [
        ("key", "?"),
        pytest.param("compose", "4", marks=pytest.mark.long),
        pytest.param("worker", "u", marks=pytest.mark.long),
        pytest.param("input", "?", marks=pytest.mark.long),
        pytest.param("output", "?", marks=pytest.mark.long),
        pytest.param("leaving", "q", marks=pytest.mark.long),
        # Those that differ little from one of the others.
        pytest.param("import", "5", marks=pytest.mark.hammer),
        pytest.param("thread", "?", marks=pytest.mark.hammer),
        pytest.param("timer", "?", marks=pytest.mark.hammer),
        pytest.param("signal", "?", marks=pytest.mark.hammer),
    ],
)
def test_a_fault_in_the_app_keeps_the_routine_and_gives_the_terminal_back(
    terminal: Start, own_home: Path, here: Run, place: str, keys: str
) -> None:
    one = start_with_fault(terminal, place, "spasm", "calf", "-l")
    one.wait_for(r"since \d+:\d+")
    one.keys(RIGHT)
    one.wait_for("2 of 6")
    one.wait_until(lambda: (saved := state_of(own_home)) and saved["episode"], "an episode")
    one.keys(keys)
    assert one.exit_code() == 70
    assert_told_once_and_reported(one, own_home)
    assert (one.is_alternate, one.is_cursor_shown, one.echoes) == (False, True, True)
    assert [mode for mode in MODES_OFF if mode not in one.raw] == []
    status = json.loads(here("status", "--json").stdout)
    assert (status["routine"]["step"], status["open_episode"]["place"]) == (2, "calf")


@pytest.mark.long
def test_a_fault_while_the_episode_is_saved_is_told_at_once_and_on_leaving_and_the_routine_runs_on(
    terminal: Start, own_home: Path
) -> None:
    one = start_with_fault(terminal, "saving", "spasm", "calf", "-l")
    one.wait_for("The program itself failed")
    one.keys(RIGHT)
    one.wait_for("2 of 6")
    one.wait_until(lambda: (saved := state_of(own_home)) and saved["step"] == 2, "the position is saved all the same")
    one.keys("q")
    assert one.exit_code() == 70
    assert_told_once_and_reported(one, own_home)


@pytest.mark.long
def test_a_fault_in_linear_mode_keeps_the_routine(terminal: Start, own_home: Path, here: Run) -> None:
    one = start_with_fault(terminal, "linear", "spasm", "calf", "-l", "--plain")
    one.wait_for("Straighten")
    one.keys("n" + ENTER)
    assert one.exit_code() == 70
    assert_told_once_and_reported(one, own_home)
    status = json.loads(here("status", "--json").stdout)
    assert (status["routine"]["step"], status["open_episode"]["place"]) == (1, "calf")


@pytest.mark.long
@pytest.mark.parametrize("keys", [["g", ENTER, "q"], pytest.param(["q"], marks=pytest.mark.hammer)])
def test_an_episode_that_could_not_be_saved_is_named_on_leaving_with_exit_4_and_is_there_later(
    terminal: Start, own_home: Path, here: Run, keys: list[str]
) -> None:
    (own_home / "file").touch()  # where the folder of the diary would have to be
    diary = f"--data-dir={own_home}/file/diary"
    one = terminal("spasm", "calf", "-l", diary)
    one.wait_for(r"since \d+:\d+")
    for key in keys:
        one.keys(key)
    assert one.exit_code() == 4
    (kept,) = own_home.glob(".local/state/spasmtui/*/unsaved-*.json")
    shown = one.text.replace("\n", "")
    assert (one.is_alternate, f"is kept in {kept} and goes into the diary" in shown) == (False, True)
    assert f"{own_home}/file/diary cannot be read: Not a directory." in shown
    (own_home / "file").unlink()
    (episode,) = json.loads(here("log", "list", "--json", diary).stdout)
    assert (episode["place"], episode["side"], episode["ended_at"] is None) == ("calf", "left", len(keys) == 1)
