"""When the mouse is reported: on this machine, or where a setting says so."""

import pytest
from textual.events import Key, MouseDown, MouseEvent, MouseScrollDown, MouseUp

from spasmtui.terminal.drivers.mouse_reports import reaches_app
from spasmtui.terminal.mouse import REMOTE, wants_mouse


@pytest.mark.parametrize("name", [*REMOTE, "STY"])
def test_the_mouse_is_used_by_itself_only_where_the_terminal_is(name: str) -> None:
    here, there = {"TERM": "xterm", name: ""}, {"TERM": "xterm", name: "192.0.2.1 50000 192.0.2.2 22"}
    assert [wants_mouse(choice, here) for choice in ("auto", "on", "off")] == [True, True, False]
    assert [wants_mouse(choice, there) for choice in ("auto", "on", "off")] == [False, True, False]


def test_only_the_wheel_and_the_left_button_reach_the_app_and_nothing_of_a_mouse_that_is_not_used() -> None:
    def event(kind: type[MouseEvent], button: int) -> MouseEvent:
        return kind(None, 3, 1, 0, 0, button, shift=False, meta=False, ctrl=False)

    heard = [event(MouseDown, 1), event(MouseUp, 1), event(MouseScrollDown, 0)]
    others = [event(kind, button) for kind in (MouseDown, MouseUp) for button in (2, 3)]
    assert all(reaches_app(message, is_mouse_used=True) for message in heard)
    assert not any(reaches_app(message, is_mouse_used=True) for message in others)
    assert not any(reaches_app(message, is_mouse_used=False) for message in heard)
    assert reaches_app(Key("a", "a"), is_mouse_used=False)
