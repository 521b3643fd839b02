"""Ask for a yes before what cannot be undone."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from spasmtui.terminal.sanitize import as_content
from spasmtui.ui.dialog import Dialog
from spasmtui.ui.key_bar import KeyLines


class ConfirmDialog(Dialog[bool]):
    """A question with two answers; the result is True for yes and False for every other way out."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "yes", tooltip="Yes", id="confirm.yes"),
        Binding("n,escape", "dismiss(False)", "no", tooltip="No, go back", id="confirm.no"),
    ]
    DEFAULT_CSS = """
    ConfirmDialog { align: center middle;
        Vertical { width: 60; max-width: 100%; height: auto; padding: 1 2; background: $surface; }
        Static { height: auto; }
        .keys { margin-top: 1; color: $text-muted; }
    }
    """

    def __init__(self, question: str, yes: str = "yes", no: str = "no") -> None:
        super().__init__()
        self.question = question
        self.keys = f"{{y:confirm.yes}} {yes}   {{n:confirm.no}} {no}"

    def compose(self) -> ComposeResult:
        """Compose the question above its two keys."""
        with Vertical():
            yield Static(as_content(self.question))
            yield KeyLines(self.keys, classes="keys")
