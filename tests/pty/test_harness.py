"""The harness itself: what it answers, what it fails with, and that it leaves nothing running."""

import signal
import sys
from pathlib import Path

import pytest

from tests.pty.conftest import Start

pytestmark = pytest.mark.pty

ASKS_AND_ECHOES = r"""
import os, signal, sys, termios, time, tty
before = termios.tcgetattr(0)
tty.setraw(0)
signal.signal(signal.SIGWINCH, lambda *_: os.write(1, b"size %d %d\r\n" % tuple(os.get_terminal_size(1))))
os.write(1, b"\x1b[?2026$p\x1b[>25u\x1b]0;a title\x07\x1b[?2004hpaste up\r\n")
os.write(1, b"answer " + repr(os.read(0, 100)).encode() + b"\r\n")
os.write(1, b"\x1b[?1049h\x1b[?25l\x1b[1;31mred \xe7\x97\x9b\x1b[0m")
key = os.read(0, 100)
os.write(1, b"\x1b[?1049l\x1b[?25hgot " + repr(key).encode() + b"\r\n")
termios.tcsetattr(0, termios.TCSANOW, before)
"""
WAITS = "import time; print('ready', flush=True); time.sleep(60)"


def test_a_program_meets_a_terminal_that_answers_switches_screens_and_takes_keys(terminal: Start) -> None:
    one = terminal(sys.executable, "-c", ASKS_AND_ECHOES)
    one.wait_for("red 痛")
    assert one.is_alternate
    assert not one.is_cursor_shown
    assert not one.echoes
    assert (one.cells[0][0].text, one.cells[0][0].foreground, one.cells[0][0].is_bold) == ("r", "red", True)
    assert "answer" not in one.text
    one.resize(40, 24)
    one.wait_for("size 40 24")
    one.keys("g")
    assert one.exit_code() == 0
    assert not one.is_alternate
    assert one.is_cursor_shown
    assert one.echoes
    assert one.screen.display[0].rstrip() == "paste up"
    assert one.screen.display[1].rstrip() == r"answer b'\x1b[?2026;2$y'"
    assert "got b'g'" in one.text


def test_a_wait_that_fails_shows_the_screen(terminal: Start) -> None:
    one = terminal(sys.executable, "-c", WAITS)
    one.wait_for("ready")
    with pytest.raises(AssertionError, match=r"'never': not within 0\.05 s\. The screen:\nready"):
        one.wait_for("never", limit_seconds=0.05)
    with pytest.raises(AssertionError, match=r"still running after 0\.05 s"):
        one.exit_code(limit_seconds=0.05)
    with pytest.raises(AssertionError, match=r"still running after \d+\.\d\d s"):
        one.exit_code(promised_seconds=0.01)


def test_a_wait_for_a_program_that_ended_says_so(terminal: Start) -> None:
    one = terminal(sys.executable, "-c", "print('bye')")
    with pytest.raises(AssertionError, match=r"the program ended first\. The screen:\nbye"):
        one.wait_for("never")


def test_closing_the_terminal_hangs_up_and_the_end_leaves_no_process(terminal: Start) -> None:
    one = terminal(sys.executable, "-c", WAITS)
    one.wait_for("ready")
    one.close()
    assert one.exit_code() == -signal.SIGHUP
    other = terminal(sys.executable, "-c", WAITS)
    other.wait_for("ready")
    assert other.threads() == 1
    other.end()
    assert not Path(f"/proc/{other.pid}").exists()
