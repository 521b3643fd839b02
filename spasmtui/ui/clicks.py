"""Let a click on marked words press the key that they name, so that the mouse does nothing that no key does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import events
from textual.errors import NoWidget
from textual.keys import key_to_character
from textual.screen import ModalScreen
from textual.style import Style

from spasmtui.shared.key_names import chosen_name
from spasmtui.ui.keys.held_keys import KeyPresses

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.style import Style as RichStyle
    from textual.content import Content
    from textual.screen import Screen

_PRESS = "press"
"""The name of the key in the meta data of a style."""
_STEPPING = frozenset({
    "left", "right", "up", "down", "plus", "minus", "pageup", "pagedown", "left_square_bracket", "right_square_bracket",
})  # fmt: skip
"""The keys that quick clicks on one place repeat; any other may mean another thing once it has been pressed."""
_LEFT_BUTTON = 1


def pressing(content: Content, key: str, start: int = 0, end: int | None = None) -> Content:
    """Mark words, all or some: a click on them presses the key; an empty key marks nothing.

    Args:
        content: the words.
        key: its name as in a binding.
        start: the first character that is marked; what marked it before gives way.
        end: the one behind the last; None marks to the end.
    """
    return content.stylize(Style.from_meta({_PRESS: key}), start, end) if key else content


def pressing_named(content: Content, entries: Iterable[str]) -> Content:
    """Mark those of some entries, such as `g it's gone`, that a text has: a click on one presses its key."""
    for entry in entries:
        if (at := content.plain.find(entry)) >= 0:
            label = entry.partition(" ")[0]
            content = pressing(content, chosen_name(label) or label, at, at + len(entry))
    return content


def pressed_key(event: events.MouseEvent) -> str:
    """Return the key that the words under the mouse press; empty where they press none."""
    return _key_of(event.style)


def _key_of(style: RichStyle) -> str:
    return str(style.meta.get(_PRESS, ""))


class ClickKeys(KeyPresses):
    """An app in which a click on marked words presses their key, and one beside a dialog leaves it, as Esc does."""

    ALLOW_SELECT = False
    """The terminal selects text, with Shift held; Textual would paint a selection of its own."""

    _last_down: tuple[Screen[Any], events.MouseDown] | None = None
    """The screen that the first of some quick presses met, and the last of them."""
    _key_below: str | None = None
    """The key of the words under the last press; None where no press was seen."""

    def takes_input(self, event: events.Event) -> bool:
        """Return whether input is acted on: a press of the mouse that was not meant for what it hits is not."""
        if isinstance(event, events.MouseDown):
            if self._is_stray(event):
                self._mouse_down_widget = None  # no click comes of it
                return False
            self._key_below = _key_of(self.screen.get_style_at(*event.screen_offset))
        return super().takes_input(event)

    def on_click(self, event: events.Click) -> None:
        """Press the key of the words, as if it had been typed, or Esc beside a dialog."""
        if key := pressed_key(event) or ("escape" if self._is_beside_dialog(event) else ""):
            event.stop()
            # Other words may have come below the mouse since the button went down.
            is_same = key == "escape" or self._key_below in (None, key)
            if is_same and (event.chain == 1 or key in _STEPPING):
                self.press_key(key)

    def _is_stray(self, event: events.MouseDown) -> bool:
        """Return whether a press is of another button, or one of several quick ones of which the first left a screen.

        An unsteady hand moves by a cell between the two of a double click.
        """
        if event.button != _LEFT_BUTTON:
            return True
        screen, before = self._last_down or (self.screen, event)
        is_quick = event.time - before.time <= self.CLICK_CHAIN_TIME_THRESHOLD
        across, down = event.screen_offset - before.screen_offset
        if not is_quick or max(abs(across), abs(down)) > 1:
            screen = self.screen
        self._last_down = screen, event
        return screen is not self.screen

    def _is_beside_dialog(self, event: events.Click) -> bool:
        """Return whether a click is on what a dialog covers; of a double click, the first one may have opened it."""
        screen = self.screen
        if event.chain > 1 or not isinstance(screen, ModalScreen) or getattr(screen, "needs_answer", False):
            return False
        try:
            return self.get_widget_at(event.screen_x, event.screen_y)[0] is event.widget is screen
        except NoWidget:  # outside the window, which may have become smaller
            return False

    def press_key(self, key: str | None) -> None:
        """Press a key, which is named as in a binding, as if it had been typed; None presses nothing."""
        if key:
            self.release_key()
            self.take_next(events.Key(key, key_to_character(key)))
