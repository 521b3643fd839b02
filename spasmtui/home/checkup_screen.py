"""Show what `doctor` finds, over the screen it was called from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from spasmtui import __version__
from spasmtui.errors import SpasmError
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.dialog import Dialog
from spasmtui.ui.key_bar import KeyBar

if TYPE_CHECKING:
    from collections.abc import Callable

Checkup = tuple[str, tuple[str, ...], bool]
"""A title, sentences, and True where they name a fault."""


def show_checkups(app: Any, _argument: str) -> None:
    """Open the screen over the one that is shown."""
    app.push_screen(CheckupScreen(app.services.checkups))


def show_version(app: Any, _argument: str) -> None:
    """Say which version this is."""
    app.notify(f"spasmtui {__version__}", markup=False)


class CheckupScreen(Dialog[None]):
    """The checks of the program, one after the other; a fault is named as one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss(None)", "back", tooltip="Back", id="checkup.back"),
        Binding("down,j", "scroll(1)", "down", show=False, tooltip="Down", id="checkup.down"),
        Binding("up,k", "scroll(-1)", "up", show=False, tooltip="Up", id="checkup.up"),
        Binding("pagedown,space", "scroll(10)", "page", show=False, tooltip="A page down", id="checkup.page-down"),
        Binding("pageup,b", "scroll(-10)", "page up", show=False, tooltip="A page up", id="checkup.page-up"),
    ]
    DEFAULT_CSS = """
    CheckupScreen { align: center middle;
        #checkup-page {
            width: 90; max-width: 100%; height: auto; max-height: 100%; padding: 0 2; background: $surface;
        }
        #checkup-text { height: auto; }
        KeyBar { background: $surface; }
    }
    """

    def __init__(self, check: Callable[[], tuple[Checkup, ...]]) -> None:
        """Create the screen.

        Args:
            check: runs the checks; called in a thread, may raise `SpasmError`.
        """
        super().__init__()
        self._check = check

    def compose(self) -> ComposeResult:
        """Lay out the text and the keys."""
        with VerticalScroll(id="checkup-page", can_focus=False):
            yield Static("Checking the diary and its backups.", id="checkup-text", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Run the checks in a thread."""
        self.run_worker(self._run, thread=True, group="checkup")

    def _run(self) -> None:
        try:
            text = checkup_text(self._check())
        except SpasmError as error:
            text = Content(shown_text(error.message))
        self.app.call_from_thread(self._show, text)

    def _show(self, text: Content) -> None:
        for shown in self.query("#checkup-text").results(Static):
            shown.update(text)

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one("#checkup-page").scroll_relative(y=lines, animate=False)


def checkup_text(checkups: tuple[Checkup, ...]) -> Content:
    """Return the checks as text: each title with its sentences below."""
    parts: list[Content] = []
    for title, sentences, has_fault in checkups:
        style = "bold $text-warning" if has_fault else "bold"
        parts.append(Content.styled(f"{title}: a fault" if has_fault else title, style))
        parts += [Content(f"  {shown_text(sentence, one_line=True)}") for sentence in sentences]
        parts.append(Content(""))
    return Content("\n").join(parts[:-1])
