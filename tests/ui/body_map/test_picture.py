"""The characters in which the map of the body is drawn."""

import pytest

from spasmtui.ui.body_map.layout import arrange
from spasmtui.ui.body_map.picture import bodies


@pytest.mark.parametrize(("terminal", "has_braille"), [("xterm", True), ("linux", False)])
def test_the_linux_console_which_has_no_braille_gets_a_body_without(
    terminal: str, has_braille: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", terminal)
    at = arrange(80, 24, front="front", has_list=False, can_choose=False)
    text = "".join(line.plain for line in bodies(at, {("calf", "left"): 3}))
    assert any(0x2800 < ord(character) <= 0x28FF for character in text) is has_braille
