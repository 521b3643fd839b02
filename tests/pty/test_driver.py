"""The driver against each way a terminal goes away, comes back or misbehaves."""

import signal
import sys
from pathlib import Path

import pytest

from spasmtui.terminal.frame_gate import QUESTION
from tests.pty.conftest import Start
from tests.support.terminal import ESCAPE, Terminal

pytestmark = pytest.mark.pty


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def running(terminal: Start, state: Path) -> Terminal:
    """The trial app, started and at rest."""
    one = terminal(sys.executable, "-m", "tests.support.trial_app", str(state))
    one.wait_for("ready")
    one.settle()
    return one


@pytest.mark.long
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (signal.SIGHUP, 129),
        pytest.param(signal.SIGTERM, 143, marks=pytest.mark.long),
        pytest.param(signal.SIGINT, 130, marks=pytest.mark.long),
    ],
    ids=lambda value: str(value),
)
def test_a_signal_saves_once_ends_with_its_code_and_gives_the_terminal_back(
    running: Terminal, state: Path, number: signal.Signals, code: int
) -> None:
    running.signal(number)
    running.signal(number)
    assert running.exit_code(promised_seconds=1) == code
    assert state.read_text(encoding="utf-8") == "saved\n"
    assert (running.is_alternate, running.is_cursor_shown, running.echoes) == (False, True, True)


@pytest.mark.long
def test_ctrl_c_ends_as_its_signal_does_also_while_an_input_has_the_focus(running: Terminal, state: Path) -> None:
    running.keys("i")
    running.wait_for("key 1")
    running.keys("\x03")
    assert running.exit_code(promised_seconds=1) == 130
    assert state.read_text(encoding="utf-8") == "saved\n"


def test_a_closed_terminal_saves_and_ends(running: Terminal, state: Path) -> None:
    running.close()
    assert running.exit_code(promised_seconds=1) == 129
    assert state.read_text(encoding="utf-8") == "saved\n"


@pytest.mark.long
def test_the_end_of_input_ends_the_program_where_the_hang_up_is_ignored(terminal: Start, state: Path) -> None:
    one = terminal(sys.executable, "-m", "tests.support.trial_app", str(state), "deaf")
    one.wait_for("ready")
    one.close()
    assert one.exit_code(promised_seconds=1) == 129
    assert state.read_text(encoding="utf-8") == "saved\n"


@pytest.mark.long
def test_a_loop_that_is_stuck_does_not_keep_the_program(running: Terminal, state: Path) -> None:
    running.keys("b")
    running.wait_until(lambda: b"stuck" in running.raw, "a loop that is stuck")
    running.signal(signal.SIGTERM)
    assert running.exit_code(promised_seconds=2) == 143
    assert state.read_text(encoding="utf-8") == "saved\n"
    assert (running.is_alternate, running.is_cursor_shown, running.echoes) == (False, True, True)


@pytest.mark.long
def test_a_stray_continue_starts_nothing_and_the_program_still_quits_at_once(running: Terminal) -> None:
    threads = running.threads()
    for _ in range(3):
        running.signal(signal.SIGSTOP)
        running.signal(signal.SIGCONT)
        running.settle(0.1)
    running.wait_until(lambda: running.threads() == threads, f"{threads} threads, as before")
    running.keys("x")
    running.wait_for("key 1: x")
    running.keys("q")
    assert running.exit_code(promised_seconds=0.5) == 0


@pytest.mark.long
def test_nothing_is_written_at_rest_and_odd_bytes_or_a_stop_nobody_could_end_do_no_harm(running: Terminal) -> None:

    def is_at_rest() -> bool:
        before = running.cpu_seconds()
        return running.rest(0.7) == 0 and running.cpu_seconds() - before < 0.02

    running.wait_until(is_at_rest, "a program that does nothing at rest")
    assert QUESTION.encode() not in running.raw, "a terminal on this machine is asked nothing"
    # Broken UTF-8, then half a character that never gets its other half.
    for odd in (b"\xff\xfe\xe7\x97", b"\x9b", b"\x1a"):
        running.send(odd)
        running.rest(0.05)
    running.keys(ESCAPE)
    running.wait_for(r"key \d+: escape")
    running.keys("q")
    assert running.exit_code(promised_seconds=0.5) == 0


MOUSE_ON, MOUSE_OFF = b"\x1b[?1000h\x1b[?1006h", b"\x1b[?1006l\x1b[?1000l"


def is_mouse_reported(terminal: Terminal) -> bool:
    """Return whether what was written last has switched the reports on."""
    return terminal.raw.rfind(MOUSE_ON) > terminal.raw.rfind(MOUSE_OFF)


@pytest.mark.long
@pytest.mark.parametrize(
    "end",
    [
        "leave",
        pytest.param("crash", marks=pytest.mark.long),
        pytest.param("signal", marks=pytest.mark.long),
        pytest.param("stuck", marks=pytest.mark.long),
    ],
)
def test_the_mouse_is_reported_until_the_end_whichever_it_is_and_no_motion_ever(
    terminal: Start, state: Path, end: str
) -> None:
    one = terminal(sys.executable, "-m", "tests.support.trial_app", str(state), "mouse")
    one.wait_for("ready")
    one.settle()
    assert is_mouse_reported(one)
    assert not any(motion in one.raw for motion in (b"?1002h", b"?1003h", b"?1015h", b"?1016h"))
    one.keys("\x1b[<0;3;1M\x1b[<0;3;1m")
    one.wait_for("click 2, 0")
    if end == "stuck":
        one.keys("b")
        one.wait_until(lambda: b"stuck" in one.raw, "a loop that is stuck")
    if end in ("signal", "stuck"):
        one.signal(signal.SIGTERM)
    else:
        one.keys({"leave": "q", "crash": "c"}[end])
    one.exit_code()
    assert not is_mouse_reported(one)


@pytest.mark.long
def test_ctrl_z_gives_the_shell_back_and_fg_paints_the_screen_again(terminal: Start, state: Path) -> None:
    shell = terminal("/bin/bash", "--norc", "--noprofile", "-i", environment={"PS1": "prompt> "})
    shell.wait_for("prompt>")
    shell.keys(f"{sys.executable} -m tests.support.trial_app {state} mouse\r")
    shell.wait_for("^ready")
    shell.settle()
    shell.keys("\x1a")
    shell.wait_for("Stopped")
    assert (shell.is_alternate, is_mouse_reported(shell)) == (False, False)
    shell.keys("echo still $((40 + 2))\r")
    shell.wait_for("still 42")
    shell.keys("fg\r")
    shell.wait_until(lambda: shell.is_alternate, "the full screen again")
    shell.wait_for("^ready")
    assert is_mouse_reported(shell)
    shell.keys("x")
    shell.wait_for("key 1: x")
    shell.keys("q")
    shell.wait_until(lambda: not shell.is_alternate, "the end")
    # The shell drops what is typed before it has taken the terminal back.
    shell.wait_until(lambda: shell.text.rstrip().endswith("prompt>"), "a prompt")
    shell.keys("echo code $?\r")
    shell.wait_for("code 0")
