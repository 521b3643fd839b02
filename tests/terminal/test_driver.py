"""What the driver hands to the terminal."""

from types import SimpleNamespace

import pyte
import pytest
from textual.drivers.linux_driver import LinuxDriver

from spasmtui.terminal.drivers.posix_driver import _ALL_ROWS, _LEAVE, SpasmDriver
from spasmtui.terminal.frame_gate import FrameGate


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What reaches the terminal, in pieces."""
    written: list[str] = []
    monkeypatch.setattr(LinuxDriver, "write", lambda _driver, data: written.append(data))
    return written


def _driver(*, is_ascii: bool = False, has_system_commands: bool = True) -> SpasmDriver:
    driver = object.__new__(SpasmDriver)
    driver._app = SimpleNamespace(options=SimpleNamespace(is_ascii=is_ascii))  # type: ignore[assignment]
    driver.gate, driver._has_left = FrameGate(lambda: 0.0), False
    driver._has_system_commands = has_system_commands
    return driver


def test_nothing_but_ascii_reaches_the_terminal_where_that_is_asked_for_in_as_many_cells(written: list[str]) -> None:
    for is_ascii in (False, True):
        _driver(is_ascii=is_ascii).write("\x1b[1m▸ █ · Fußkrampf é 温 2½\x1b[0m")
    assert written == ["\x1b[1m▸ █ · Fußkrampf é 温 2½\x1b[0m", "\x1b[1m> # . Fuskrampf e ?  2?\x1b[0m"]


POINTER, QUESTION, END_KEYBOARD = "\x1b]22;text\x07", "\x1b[?2026$p", "\x1b[<u"


@pytest.mark.parametrize("has_system_commands", [False, True])
def test_a_console_is_sent_nothing_that_it_would_show(written: list[str], *, has_system_commands: bool) -> None:
    driver = _driver(has_system_commands=has_system_commands)
    driver.input_tty, driver.__dict__["_writer_thread"] = True, None
    driver.write(POINTER)
    driver._request_terminal_sync_mode_support()  # noqa: SLF001 -- the name of Textual's own
    driver.write(END_KEYBOARD)
    assert written == ([POINTER, QUESTION] if has_system_commands else [])


def test_an_end_amid_a_frame_leaves_the_shell_all_rows_and_its_cursor() -> None:
    screen = pyte.Screen(20, 9)
    pyte.Stream(screen).feed(f"\x1b[5;8H\x1b7\x1b[2;6r\x1b8{(_ALL_ROWS + _LEAVE).decode()}")
    assert (screen.margins, screen.cursor.y, screen.cursor.x) == (None, 4, 7)
