"""What the driver hands to the terminal."""

from types import SimpleNamespace

import pytest
from textual.drivers.linux_driver import LinuxDriver

from spasmtui.terminal.driver import SpasmDriver
from spasmtui.terminal.frame_gate import FrameGate


def test_nothing_but_ascii_reaches_the_terminal_where_that_is_asked_for_in_as_many_cells(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written: list[str] = []
    monkeypatch.setattr(LinuxDriver, "write", lambda _driver, data: written.append(data))
    for is_ascii in (False, True):
        driver = object.__new__(SpasmDriver)
        driver._app = SimpleNamespace(options=SimpleNamespace(is_ascii=is_ascii))  # type: ignore[assignment]
        driver.gate, driver._has_left = FrameGate(lambda: 0.0), False
        driver.write("\x1b[1m▸ █ · Fußkrampf é 温 2½\x1b[0m")
    assert written == ["\x1b[1m▸ █ · Fußkrampf é 温 2½\x1b[0m", "\x1b[1m> # . Fuskrampf e ?  2?\x1b[0m"]
