"""Ask for a text or a number, and say while it is typed why it cannot be used."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from spasmtui.terminal.sanitize import as_content, sanitize
from spasmtui.ui.dialog import Dialog
from spasmtui.ui.key_bar import KeyLines
from spasmtui.ui.short_input import PlainInput

KEEPS = "Esc again throws away what you typed."


class TextDialog(Dialog[str | None]):
    """A line to type in, with the reason below it while it cannot be used; the result is None where nothing changes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "back", tooltip="Leave the field as it was", id="text.leave"),
    ]
    DEFAULT_CSS = """
    TextDialog { align: center middle;
        Vertical { width: 80; max-width: 100%; height: auto; max-height: 100%; padding: 1 2; background: $surface; }
        Static { height: auto; }
        #text-title { text-style: bold; }
        #text-below { min-height: 2; color: $text-muted; }
        #text-below.-fault { color: $text-error; }
        Input, Input:focus { border: none; background: $panel; height: 1; margin: 1 0; padding: 0 1; }
        .keys { color: $text-muted; }
    }
    """

    def __init__(
        self,
        title: str,
        value: str,
        *,
        hint: str = "",
        check: Callable[[str], str] | None = None,
        longest: int = 300,
        keys: str = "⏎ keep   Esc as it was",
    ) -> None:
        """Create the dialog.

        Args:
            title: the name of the field.
            value: the text at first.
            hint: a sentence on what belongs here.
            check: returns why a text cannot be used; empty when it can.
            longest: the most characters.
            keys: what Enter and Esc do, for the last line.
        """
        super().__init__()
        self._title, self._value, self._hint, self._longest, self._keys = title, value, hint, longest, keys
        self._check = check or (lambda _text: "")
        self._has_warned = False

    def compose(self) -> ComposeResult:
        """Compose the title, the line, the reason or hint, and the keys."""
        with Vertical():
            yield Static(as_content(self._title), id="text-title")
            line = PlainInput(self._value, max_length=self._longest)
            line.cursor_blink = False
            yield line
            yield Static(as_content(self._hint), id="text-below")
            yield KeyLines(self._keys, classes="keys")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say at once whether the text can be used."""
        self._has_warned = self.needs_answer = False
        self._say(self._check(event.value.strip()))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the text, unless it cannot be used."""
        event.stop()
        value = sanitize(event.value.strip(), one_line=True)
        if fault := self._check(value):
            self._say(fault)
        else:
            self.dismiss(value)

    def action_leave(self) -> None:
        """Leave; a changed text is thrown away only when that is asked for twice, not by a click beside the dialog."""
        if self.query_one(Input).value.strip() != self._value and not self._has_warned:
            self._has_warned = self.needs_answer = True
            self._say(KEEPS)
        else:
            self.dismiss(None)

    def _say(self, fault: str) -> None:
        below = self.query_one("#text-below", Static)
        below.set_class(bool(fault), "-fault")
        below.update(as_content(fault or self._hint))
