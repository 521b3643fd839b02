"""Ask for the passphrase of an encrypted diary, without showing what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from spasmtui.errors import DataError
from spasmtui.terminal.sanitize import as_content
from spasmtui.ui.dialog import Dialog
from spasmtui.ui.key_bar import KeyLines

if TYPE_CHECKING:
    from collections.abc import Callable

QUESTION = "The diary is encrypted. The passphrase of its key:"
OPENING = "Opening it…"
WRONG = "That was not it. The passphrase again:"
KEYS = "{⏎:unlock.open} open   {Esc:unlock.later} go on without the diary"


class PassphraseInput(Input):
    """A line that shows nothing of what is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "open", tooltip="Open the diary", id="unlock.open"),
        Binding("escape", "screen.dismiss(False)", "later", tooltip="Go on without the diary", id="unlock.later"),
    ]
    cursor_blink = False


class PassphraseDialog(Dialog[bool]):
    """Asks for a passphrase; the result is True once it has opened the diary, and False for every other way out."""

    needs_answer = True
    DEFAULT_CSS = """
    PassphraseDialog { align: center middle;
        Vertical { width: 60; max-width: 100%; height: auto; padding: 1 2; background: $surface; }
        Static { height: auto; }
        Input, Input:focus { margin-top: 1; border: none; height: 1; padding: 0 1; background: $panel; }
        .keys { margin-top: 1; color: $text-muted; }
    }
    """

    def __init__(self, unlock: Callable[[str], bool]) -> None:
        """Take what opens the diary: called in a thread, it returns whether the passphrase is the right one."""
        super().__init__()
        self._unlock = unlock

    def compose(self) -> ComposeResult:
        """Compose the question, the line and the two keys."""
        with Vertical():
            yield Static(QUESTION, id="question")
            yield PassphraseInput(password=True)
            yield KeyLines(KEYS, classes="keys")

    @on(Input.Submitted)
    def try_it(self, message: Input.Submitted) -> None:
        """Try what was typed; it takes about a second."""
        message.stop()
        line, passphrase = message.input, message.value
        if passphrase and not line.disabled:
            line.value, line.disabled = "", True
            self._say(OPENING)
            self.run_worker(lambda: self._try(passphrase), thread=True)

    def _try(self, passphrase: str) -> None:
        try:
            is_open, said = self._unlock(passphrase), WRONG
        except DataError as error:
            is_open, said = False, error.message
        self.app.call_from_thread(self.dismiss, True) if is_open else self.app.call_from_thread(self._ask_again, said)

    def _ask_again(self, said: str) -> None:
        line = self.query_one(PassphraseInput)
        line.disabled = False
        line.focus()
        self._say(said)

    def _say(self, text: str) -> None:
        self.query_one("#question", Static).update(as_content(text))
