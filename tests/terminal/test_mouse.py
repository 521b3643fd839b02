"""When the mouse is reported: on this machine, or where a setting says so."""

import pytest

from spasmtui.terminal.mouse import REMOTE, wants_mouse


@pytest.mark.parametrize("name", REMOTE)
def test_the_mouse_is_used_by_itself_only_where_the_terminal_is(name: str) -> None:
    here, there = {"TERM": "xterm", name: ""}, {"TERM": "xterm", name: "192.0.2.1 50000 192.0.2.2 22"}
    assert [wants_mouse(choice, here) for choice in ("auto", "on", "off")] == [True, True, False]
    assert [wants_mouse(choice, there) for choice in ("auto", "on", "off")] == [False, True, False]
