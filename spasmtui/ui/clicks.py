"""Let a click on marked words press the key that they name, so that the mouse does nothing that no key does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import App
from textual.keys import key_to_character
from textual.screen import ModalScreen
from textual.style import Style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.content import Content

_PRESS = "press"
"""The name of the key in the meta data of a style."""


def pressing(content: Content, key: str) -> Content:
    """Mark words: a click on them presses the key, which is named as in a binding; an empty name marks nothing."""
    if not key:
        return content
    return content.stylize(Style.from_meta({_PRESS: key}))


def pressing_named(content: Content, entries: Iterable[str]) -> Content:
    """Mark those of some entries, such as `g it's gone`, that a text has: a click on one presses its first letter."""
    for entry in entries:
        if (at := content.plain.find(entry)) >= 0:
            content = content.stylize(Style.from_meta({_PRESS: entry[0]}), at, at + len(entry))
    return content


def pressed_key(event: events.MouseEvent) -> str:
    """Return the key that the words under the mouse press; empty where they press none."""
    return str(event.style.meta.get(_PRESS, ""))


def stop_second(event: events.Click) -> None:
    """Let the second click of a double one press nothing, where the first has brought another question."""
    if event.chain > 1:
        event.stop()


class ClickKeys(App[None]):
    """An app in which a click on marked words presses their key, and one beside a dialog leaves it, as Esc does."""

    ALLOW_SELECT = False
    """The terminal selects text, with Shift held; Textual would paint a selection of its own."""

    def on_click(self, event: events.Click) -> None:
        """Press the key of the words, as if it had been typed, or Esc beside a dialog."""
        if key := pressed_key(event) or ("escape" if self._is_beside_dialog(event) else ""):
            event.stop()
            self.press_key(key)

    def _is_beside_dialog(self, event: events.Click) -> bool:
        """Return whether a click is on what a dialog covers; of a double click, the first one may have opened it."""
        screen = self.screen
        if event.chain > 1 or not isinstance(screen, ModalScreen) or getattr(screen, "needs_answer", False):
            return False
        return self.get_widget_at(event.screen_x, event.screen_y)[0] is event.widget is screen

    def press_key(self, key: str | None) -> None:
        """Press a key, which is named as in a binding, as if it had been typed; None presses nothing."""
        if key:
            self.post_message(events.Key(key, key_to_character(key)))
