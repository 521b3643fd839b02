"""A routine whose connection drops goes on where it was, to the second; in tmux and over mosh it never stops."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from spasmtui.launcher.process_check import is_alive
from tests.conftest import Eventually
from tests.ssh.conftest import Far, find_or_skip
from tests.support.terminal import Terminal, program

pytestmark = pytest.mark.ssh

HELD_SECONDS, AWAY_SECONDS = 4.0, 4.0


def hold(far: Far, terminal: Terminal) -> float:
    """Wait until the second step, a hold of half a minute, has been held for some seconds; return what is left."""
    terminal.wait_for("2 of 6")
    terminal.rest(HELD_SECONDS)
    status = far.status()
    assert status is not None
    assert (status["step"], status["state"]) == (2, "running")
    return float(status["remaining_s"])


def left_at_the_end(far: Far) -> float:
    """The seconds of the step that were left when the routine was last seen alive."""
    document = far.state()
    return float(document["remaining_s"] - (document["seen_at"] - document["saved_at"]))


def drop_client(terminal: Terminal, _far: Far) -> None:
    terminal.signal(signal.SIGKILL)


def drop_server(_terminal: Terminal, far: Far) -> None:
    """End the server's process of the connection, as a machine between both does by forgetting it."""
    session = far.server.connections()
    names = {each: Path(f"/proc/{each}/comm").read_text(encoding="utf-8").strip() for each in session}
    for process in [each for each, name in names.items() if name == "sshd"]:
        os.kill(process, signal.SIGKILL)


def close_terminal(terminal: Terminal, _far: Far) -> None:
    terminal.close()


@pytest.mark.parametrize("drop", [drop_client, drop_server, close_terminal])
def test_a_dropped_connection_loses_no_second(
    drop: Callable[[Terminal, Far], None], far: Far, eventually: Eventually
) -> None:
    with far.connect(*program("spasm", "calf", "--left")) as terminal:
        before = hold(far, terminal)
        drop(terminal, far)
        eventually(lambda: not is_alive(far.state()), "the end of the program")
    document, left = far.state(), left_at_the_end(far)
    assert 0 <= before - left < 30
    (episode,) = far.episodes()
    assert (episode["place"], episode["side"], episode["ended_at"]) == ("calf", "left", None)
    status = far.status()
    assert status is not None
    assert (status["step"], status["state"]) == (2, "interrupted")
    time.sleep(AWAY_SECONDS)
    with far.connect(*program("spasmtui", "resume")) as terminal:
        terminal.wait_for("2 of 6")
        eventually(lambda: is_alive(far.state()), "the routine's own file")
        again = far.state()
        # The hold goes on with what was left of it, however long the person was away.
        assert again["remaining_s"] == pytest.approx(left, abs=1.0)
        assert again["episode"] == document["episode"] == episode["id"]
        terminal.keys("g")
        terminal.wait_for("Pain now")
        terminal.keys("2")
        terminal.keys("q")
        assert terminal.exit_code() == 0
    (stored,) = far.episodes()
    assert (stored["started_at"], stored["pain_after"]) == (episode["started_at"], 2)
    # The cramp lasted while the person was away; what was held is what the routine ran, before and afterwards.
    (tried,) = stored["tried"]
    assert tried["routine"] == "night-calf-rescue"
    assert document["active"] - 1 <= tried["seconds"] <= stored["duration_s"] - AWAY_SECONDS + 1
    assert far.status() is None


def test_a_line_that_stands_still_delays_the_screen_and_nothing_else(far: Far) -> None:
    with far.connect(*program("spasm", "calf", "--left")) as terminal:
        before, asked = hold(far, terminal), time.monotonic()
        terminal.signal(signal.SIGSTOP)
        time.sleep(AWAY_SECONDS)
        status = far.status()
        passed = time.monotonic() - asked
        terminal.signal(signal.SIGCONT)
        assert status is not None
        assert (before - status["remaining_s"]) == pytest.approx(passed, abs=2.0)
        terminal.keys("g")
        terminal.wait_for("Pain now")
        terminal.keys("q")
        assert terminal.exit_code() == 0


def test_a_routine_in_tmux_goes_on_while_nobody_is_connected(far: Far, eventually: Eventually) -> None:
    tmux = find_or_skip("tmux")
    session = (tmux, "-f", os.devnull, "-S", far.home / "socket")
    with far.connect(*session, "new-session", *program("spasm", "calf", "--left")) as terminal:
        before, asked = hold(far, terminal), time.monotonic()
        drop_client(terminal, far)
    time.sleep(AWAY_SECONDS)
    status, passed = far.status(), time.monotonic() - asked
    assert status is not None
    assert (status["step"], status["state"]) == (2, "running")
    assert before - status["remaining_s"] == pytest.approx(passed, abs=2.0)
    with far.connect(*session, "attach") as terminal:
        terminal.wait_for("2 of 6")
        assert is_alive(far.state())
        terminal.keys("g")
        terminal.wait_for("Pain now")
        terminal.keys("q")
        terminal.exit_code()
    eventually(lambda: far.status() is None, "the end of the routine")
    (stored,) = far.episodes()
    assert stored["ended_at"] is not None


def test_a_routine_over_mosh_goes_on_while_the_line_is_cut(far: Far) -> None:
    mosh_server, mosh_client = find_or_skip("mosh-server"), find_or_skip("mosh-client")
    command = far.command([mosh_server, "new", "-i", "127.0.0.1", "-c", "256", "--", *program("spasm", "calf", "-l")])
    begun = subprocess.run(
        [*far.server.client("-tt"), command], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    told = re.search(r"MOSH CONNECT (\d+) (\S+)", begun.stdout)
    assert told is not None, begun.stdout + begun.stderr
    with Terminal(
        [mosh_client, "127.0.0.1", told[1]], environment={"MOSH_KEY": told[2], "LANG": "C.UTF-8"}
    ) as terminal:
        before, asked = hold(far, terminal), time.monotonic()
        terminal.signal(signal.SIGSTOP)
        time.sleep(AWAY_SECONDS)
        status, passed = far.status(), time.monotonic() - asked
        assert status is not None
        assert before - status["remaining_s"] == pytest.approx(passed, abs=2.0)
        terminal.signal(signal.SIGCONT)
        terminal.keys("g")
        terminal.wait_for("Pain now")
        terminal.keys("q")
        terminal.exit_code()
    (stored,) = far.episodes()
    assert stored["ended_at"] is not None
    assert far.status() is None
