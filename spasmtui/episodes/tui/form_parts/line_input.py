"""The line in which a field of the form is typed."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class LineInput(Input):
    """A line for one field: Enter keeps what was typed, Esc leaves the field as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "keep", tooltip="Keep what was typed", id="form.keep"),
        Binding("escape", "screen.leave", "as it was", tooltip="Leave the field as it was", id="form.as-it-was"),
    ]
    cursor_blink = False
