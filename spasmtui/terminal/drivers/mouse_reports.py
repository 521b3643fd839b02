"""Decide which messages of a terminal the app gets, on every system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

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
