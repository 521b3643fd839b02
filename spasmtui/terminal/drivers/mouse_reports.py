"""Have the terminal report the mouse, and pass on the reports that the app uses, on every system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.driver import Driver

from spasmtui.terminal.mouse import DISABLE, ENABLE

if TYPE_CHECKING:
    from textual.message import Message

LEFT_BUTTON = 1


def reaches_app(message: Message, *, is_mouse_used: bool) -> bool:
    """Return whether the app gets a message: of a mouse that is used, the wheel and the left button.

    Who presses another button wants what the terminal does with it, to paste or to open a menu.
    """
    if not isinstance(message, events.MouseEvent):
        return True
    is_other_button = isinstance(message, (events.MouseDown, events.MouseUp)) and message.button > LEFT_BUTTON
    return is_mouse_used and not is_other_button


class MouseReports(Driver):
    """The part of a driver that turns the reports of the mouse on and off."""

    def use_mouse(self, is_used: bool) -> None:
        """Have the mouse reported from now on, or not."""
        if is_used != self._mouse:
            self._disable_mouse_support()
            self._mouse = is_used
            self._enable_mouse_support()
            self.flush()

    def _enable_mouse_support(self) -> None:
        """Have buttons and the wheel reported, never mere motion: that costs 5 KB a report on a list."""
        if self._mouse:
            self.write(ENABLE)

    def _disable_mouse_support(self) -> None:
        if self._mouse:
            self.write(DISABLE)
