"""The editor of a text of several lines. Its module takes 50 ms to load, and is loaded when a note is first opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.message import Message
from textual.widgets import TextArea

from spasmtui.terminal.sanitize import sanitize


class NoteEditor(TextArea):
    """Some lines to write in: Enter begins a new one, a paste keeps all of its own, Esc or Tab ends it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,tab", "done", "done", tooltip="Keep the note, and go on to the next field", id="note.done"),
    ]

    @dataclass
    class Edited(Message):
        """The text has changed."""

        text: str

    @dataclass
    class Done(Message):
        """The text is finished."""

        text: str

    def __init__(self, text: str, title: str, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's own name
        super().__init__(sanitize(text), highlight_cursor_line=False, id=id)
        self.border_title = title
        self.border_subtitle = "Enter: new line   Esc: done"

    def on_mount(self) -> None:
        """Go on at the end of the text; a cursor that blinks would write to the terminal at rest."""
        self.cursor_blink = False
        self.move_cursor(self.document.end)

    def on_paste(self, event: Paste) -> None:
        """Clean what is pasted; the editor itself, which Textual asks next, takes it in."""
        event.text = sanitize(event.text)

    @on(TextArea.Changed)
    def _report(self, event: TextArea.Changed) -> None:
        event.stop()
        self.post_message(self.Edited(self.text))

    def typed_field(self, key: str, _character: str | None) -> object:
        """Return the text that a key is typed into, as Enter is; None for those that end it."""
        return None if key in ("escape", "tab") else self

    def action_done(self) -> None:
        """Report that the text is finished."""
        self.post_message(self.Done(self.text))
