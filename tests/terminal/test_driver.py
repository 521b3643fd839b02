"""What the driver hands to the terminal."""

from types import SimpleNamespace

import pytest
from textual.drivers.linux_driver import LinuxDriver

from spasmtui.terminal.driver import SpasmDriver


def test_signs_reach_the_terminal_in_ascii_where_that_is_asked_for_and_blocks_where_the_font_has_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written: list[str] = []
    monkeypatch.setattr(LinuxDriver, "write", lambda _driver, data: written.append(data))
    for is_ascii, has_blocks in ((False, False), (True, False), (True, True)):
        driver = object.__new__(SpasmDriver)
        driver._app = SimpleNamespace(options=SimpleNamespace(is_ascii=is_ascii, has_blocks=has_blocks))  # type: ignore[assignment]
        driver.write("\x1b[1m▸ █ · Fußkrampf\x1b[0m")
    assert written == [
        "\x1b[1m▸ █ · Fußkrampf\x1b[0m", "\x1b[1m> # . Fußkrampf\x1b[0m", "\x1b[1m> █ . Fußkrampf\x1b[0m",
    ]  # fmt: skip
