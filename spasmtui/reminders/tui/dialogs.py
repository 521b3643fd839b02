"""List reminders, and show what one will write before it is installed."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from spasmtui.terminal.sanitize import as_content
from spasmtui.ui.dialog import Dialog
from spasmtui.ui.key_bar import KeyBar, key_line
from spasmtui.ui.option_list import SafeOptionList


class RemindersDialog(Dialog[tuple[str, int] | None]):
    """The reminders there are; dismisses with `new` or `remove` and the number of a row, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "dismiss(('new', 0))", "new", tooltip="Set a new reminder", id="reminders.new"),
        Binding("x", "remove", "remove", tooltip="Remove the chosen reminder from the system", id="reminders.remove"),
        Binding("escape", "dismiss(None)", "back", tooltip="Back", id="reminders.back"),
        Binding("j", "move('down')", "down", show=False, tooltip="Down", id="reminders.down"),
        Binding("k", "move('up')", "up", show=False, tooltip="Up", id="reminders.up"),
    ]
    CSS = """
    RemindersDialog { align: center middle;
        Vertical { width: 76; max-width: 100%; height: auto; max-height: 100%; background: $surface; padding: 1 2; }
        Static { height: auto; }
        #reminders-title { text-style: bold; margin-bottom: 1; }
        #reminders-none, #reminders-faults { margin-bottom: 1; }
        KeyBar { padding: 0; background: $surface; }
        OptionList { height: auto; max-height: 12; border: none; padding: 0; background: $surface; margin-bottom: 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[str, ...] = ()
        self._faults: tuple[str, ...] = ()
        self._is_read = False

    def fill(self, lines: tuple[str, ...], faults: tuple[str, ...]) -> None:
        """Show the reminders, which have been looked for.

        Args:
            lines: one for each.
            faults: sentences about what could not be looked at.
        """
        self.lines, self._faults, self._is_read = lines, faults, True
        if self.is_mounted:
            self.refresh(recompose=True)
            self.refresh_bindings()

    def compose(self) -> ComposeResult:
        """Yield the reminders, or the hint how to set one."""
        with Vertical():
            yield Static(Content("Reminders"), id="reminders-title")
            if self._faults:
                yield Static(as_content(" ".join(self._faults)), id="reminders-faults")
            if self.lines:
                rows = (as_content(line, one_line=True) for line in self.lines)
                yield SafeOptionList(*(Option(Content.assemble(" ", row)) for row in rows), markup=False)
            else:
                known = "No reminders. " if self._is_read else "Looking for reminders ... "
                yield Static(Content.assemble(known, key_line("{n:reminders.new} sets one.")), id="reminders-none")
            yield KeyBar()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to remove a reminder where there is one."""
        return bool(self.lines) if action == "remove" else super().check_action(action, parameters)

    def action_remove(self) -> None:
        """Dismiss to remove the highlighted reminder."""
        if self.lines and (highlighted := self.query_one(OptionList).highlighted) is not None:
            self.dismiss(("remove", highlighted))

    def action_move(self, direction: str) -> None:
        """Move the cursor `up` or `down`, for the vim keys."""
        if self.lines:
            options = self.query_one(OptionList)
            options.action_cursor_down() if direction == "down" else options.action_cursor_up()


class InstallDialog(Dialog[bool]):
    """A dialog with the lines that will be written, to be read before a yes; the result is True for yes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "install", tooltip="Write it and turn it on", id="remind.install"),
        Binding("n,escape", "dismiss(False)", "write nothing", tooltip="Write nothing", id="remind.back"),
        Binding("down,j", "scroll(1)", "down", show=False, tooltip="Down", id="remind.down"),
        Binding("up,k", "scroll(-1)", "up", show=False, tooltip="Up", id="remind.up"),
        Binding("pagedown,space", "scroll(10)", "page", show=False, tooltip="A page down", id="remind.page-down"),
        Binding("pageup,b", "scroll(-10)", "page up", show=False, tooltip="A page up", id="remind.page-up"),
    ]
    CSS = """
    InstallDialog { align: center middle;
        Vertical { width: 90; max-width: 100%; height: auto; max-height: 100%; background: $surface; padding: 0 2; }
        VerticalScroll { height: auto; max-height: 1fr; }
        Static { height: auto; }
        #remind-title { text-style: bold; }
        #remind-text { color: $text-muted; margin: 1 0; }
        KeyBar { padding: 0; background: $surface; }
    }
    """

    def __init__(self, title: str, text: str, below: str) -> None:
        """Create the dialog.

        Args:
            title: what is set, in a line.
            text: what will be written.
            below: a sentence on what others may see.
        """
        super().__init__()
        self._title, self._text, self._below = title, text, below

    def compose(self) -> ComposeResult:
        """Compose the text and the keys."""
        with Vertical():
            with VerticalScroll(can_focus=False):
                yield Static(as_content(self._title), id="remind-title")
                yield Static(as_content(self._text), id="remind-text")
                yield Static(as_content(self._below))
            yield KeyBar()

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)
