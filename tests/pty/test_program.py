"""The whole program on a real terminal: the loop, and every way it can be interrupted."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Run
from tests.endurance.hammer.in_terminal import hammer_program
from tests.endurance.hammer.strokes import KEYS
from tests.endurance.relief import FACES, busy, state_of
from tests.endurance.relief.drift import drift
from tests.pty.conftest import Start
from tests.support.screen_reading import shown_seconds
from tests.support.terminal import ENTER, LIMIT_SECONDS, RIGHT, Terminal

pytestmark = pytest.mark.pty

NEXT = {"full screen": RIGHT, "line by line": "l\n"}
TIMER = r"since \d+:\d+"


@pytest.fixture
def timer(terminal: Start, own_home: Path) -> Terminal:
    """`spasm calf -l` in its second step, with its place and its episode on the disk."""
    one = terminal("spasm", "calf", "-l")
    one.wait_for(TIMER)
    one.keys(RIGHT)
    one.wait_for("2 of 6")
    one.wait_until(lambda: (saved := state_of(own_home)) and saved["step"] == 2 and saved["episode"], "it is saved")
    return one


def test_the_loop_from_one_word_to_a_closed_episode(timer: Terminal, here: Run) -> None:
    timer.keys("g")
    timer.wait_for("Pain now")
    timer.keys("3")
    timer.wait_for(r"\[3\]")
    timer.keys(ENTER)
    timer.wait_for("Start relief")
    timer.keys("q")
    assert timer.exit_code() == 0
    (episode,) = json.loads(here("log", "list", "--json").stdout)
    assert episode["ended_at"] is not None
    assert (episode["place"], episode["side"], episode["pain_after"]) == ("calf", "left", 3)
    assert [tried["routine"] for tried in episode["tried"]] == ["night-calf-rescue"]


@pytest.mark.long
def test_keys_that_are_held_from_the_shell_on_leave_the_diary_of_one_press_each(terminal: Start, here: Run) -> None:
    one = terminal("spasm", "calf", "-l")
    one.keys(ENTER * 5)
    one.wait_for(TIMER)
    one.keys(RIGHT * 30)
    one.wait_for("2 of 6")
    one.keys("g" * 30)
    one.wait_for("Pain now")
    one.keys("3" + ENTER * 30)
    one.wait_for("Start relief")
    one.keys("q")
    assert one.exit_code() == 0
    (episode,) = json.loads(here("log", "list", "--json").stdout)
    assert (episode["pain_after"], episode["helped"]) == (3, None)
    assert [tried["completed"] for tried in episode["tried"]] == [False]


def hang_up(terminal: Terminal) -> None:
    terminal.close()


def send(number: signal.Signals) -> Callable[[Terminal], None]:
    return lambda terminal: terminal.signal(number)


@pytest.mark.long
@pytest.mark.parametrize(
    ("face", "end", "code"),
    [
        pytest.param("full screen", send(signal.SIGHUP), 129, marks=pytest.mark.long),
        pytest.param("full screen", send(signal.SIGTERM), 143, marks=pytest.mark.long),
        ("full screen", send(signal.SIGKILL), -9),
        pytest.param("full screen", hang_up, 129, marks=pytest.mark.long),
        pytest.param("line by line", send(signal.SIGTERM), 143, marks=pytest.mark.long),
        pytest.param("line by line", hang_up, 129, marks=pytest.mark.long),
    ],
    ids=["SIGHUP", "SIGTERM", "SIGKILL", "closed terminal", "SIGTERM, lines", "closed terminal, lines"],
)
def test_an_interruption_leaves_an_open_episode_and_resumes_at_the_second(
    face: str, terminal: Start, own_home: Path, spasmtui: Run, here: Run, end: Callable[[Terminal], None], code: int
) -> None:
    one = terminal("spasm", "calf", "-l", *FACES[face])
    one.wait_for("Straighten")
    asked = time.monotonic()
    one.keys(NEXT[face])
    one.wait_for("2 of 6")
    shown = time.monotonic()
    one.wait_until(lambda: (saved := state_of(own_home)) and saved["step"] == 2 and saved["episode"], "it is saved")
    one.rest(1.2)
    ending = time.monotonic()
    end(one)
    assert one.exit_code(promised_seconds=1) == code
    ended = time.monotonic()
    status = json.loads(here("status", "--json").stdout)
    assert status["open_episode"] == json.loads(here("log", "list", "--json").stdout)[0]
    assert (status["open_episode"]["place"], status["open_episode"]["ended_at"]) == ("calf", None)
    left = status["routine"].pop("remaining_s")
    assert status["routine"] == {
        "id": "night-calf-rescue", "title": "Night calf cramp: rescue", "step": 2, "state": "interrupted",
    }  # fmt: skip
    # By the monotonic clock of this process, which cannot know when exactly the key and the end were noticed.
    assert 30 - (ended - asked) - 1 <= left <= 30 - (ending - shown) + 1
    resumed = spasmtui("resume", "--plain", stdin="g\n\n").stdout
    assert resumed.partition("\n")[0].endswith(f"left, {left} seconds.")
    (episode,) = json.loads(here("log", "list", "--json").stdout)
    assert episode["ended_at"] is not None
    assert len(episode["tried"]) == 1


@pytest.mark.long
def test_a_busy_machine_lets_no_routine_drift() -> None:
    with busy(loops=2, nice=19):
        walks = drift(steps=3, length=1)
    for walk in walks:
        assert max(map(abs, walk.drifts), default=0.0) < 0.05
        assert min(walk.delays) > -0.05  # nothing is shown before its time


def test_ctrl_z_gives_the_shell_back_and_fg_goes_on_with_the_routine(terminal: Start) -> None:
    shell = terminal("/bin/bash", "--norc", "--noprofile", "-i", environment={"PS1": "prompt> "})
    shell.wait_for("prompt>")
    shell.keys(f"{sys.executable} -m spasmtui relief calf -l\r")
    shell.wait_for(TIMER)
    shell.settle(0.05)
    shell.keys("\x1a")
    shell.wait_for("Stopped")
    shell.keys("fg\r")
    shell.wait_until(lambda: shell.is_alternate, "the full screen again")
    shell.wait_for(TIMER)
    shell.keys("q")
    shell.wait_until(lambda: not shell.is_alternate, "the end")


def left(terminal: Terminal) -> int:
    """The seconds that are left of the step on the screen."""
    found: int = terminal.wait_until(lambda: shown_seconds(terminal.text), "the time")
    return found


@pytest.mark.long
def test_a_stop_from_outside_loses_nothing_and_starts_no_thread(timer: Terminal) -> None:
    threads, shown = timer.threads(), left(timer)
    timer.signal(signal.SIGSTOP)
    timer.rest(0.3)
    timer.signal(signal.SIGCONT)
    timer.wait_until(lambda: left(timer) < shown, "the clock goes on")
    assert timer.threads() <= threads
    timer.keys("q")
    assert timer.exit_code() == 0


@pytest.mark.long
def test_a_window_made_small_and_smaller_keeps_the_routine(timer: Terminal) -> None:
    for columns, rows in ((40, 12), (20, 5), (1, 1), (120, 40)):
        timer.resize(columns, rows)
        timer.rest(0.15)
    timer.wait_for(TIMER + ".*Stop for any")
    timer.keys("q")
    assert timer.exit_code() == 0


@pytest.mark.hammer
def test_random_keys_never_end_the_program_and_the_episode_is_kept(own_home: Path, here: Run) -> None:
    # `u` and `x` take an episode back: which of the keys meets which screen depends on the machine.
    keys = tuple(key for key in KEYS if key not in "uxq")
    assert hammer_program(("spasm", "calf", "-l"), own_home, seed=20261122, count=300, keys=keys) == 300
    assert json.loads(here("log", "list", "--json").stdout) != []


@pytest.mark.long
def test_without_colour_nothing_is_painted_and_no_colour_is_written(terminal: Start) -> None:
    one = terminal("spasm", "calf", environment={"NO_COLOR": "1"})
    one.wait_for(TIMER)
    one.settle(0.05)
    colors = {(cell.foreground, cell.background) for row in one.cells for cell in row}
    assert colors == {("default", "default")}


@pytest.mark.long
@pytest.mark.usefixtures("own_home")
def test_without_a_terminal_the_program_prints_text_and_a_routine_runs_line_by_line() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run: Any = lambda *words: subprocess.run(  # noqa: E731
        [sys.executable, "-m", "spasmtui", *words], stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=LIMIT_SECONDS, env=environment, check=False,
    )  # fmt: skip
    overview = run()
    assert overview.returncode == 0
    assert "spasmtui --help" in overview.stdout
    assert "\x1b" not in overview.stdout + overview.stderr
