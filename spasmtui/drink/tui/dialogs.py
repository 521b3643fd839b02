"""Dialogs of the drink screen: a text to read or copy, and the list of favourites."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from spasmtui.drink.favourites import Favourite
from spasmtui.shared.text_wrap import cell_width, wrap
from spasmtui.terminal.sanitize import as_content, sanitize, shown_text
from spasmtui.ui.dialog import Dialog

if TYPE_CHECKING:
    from collections.abc import Mapping
from spasmtui.ui.key_bar import KeyBar, key_line
from spasmtui.ui.option_list import SafeOptionList

_MARK = re.compile(r"\d+\. |• ")
"""What a numbered or bulleted paragraph begins with."""
COPIED = "Copied. The text went to your terminal's clipboard: over SSH it has left this machine."
NOT_COPIED = "Apple's Terminal takes no text from a program. Select it from what `spasmtui drink` prints."


def copied_sentence(environment: Mapping[str, str]) -> str:
    """Return the sentence for what was handed to the terminal's clipboard, which one terminal is known to leave out."""
    return NOT_COPIED if environment.get("TERM_PROGRAM") == "Apple_Terminal" else COPIED


class HangingText(Widget):
    """Paragraphs whose further lines stand below the first word, behind the number or the bullet."""

    def __init__(self, paragraphs: list[str], separator: str) -> None:
        super().__init__()
        self.paragraphs, self.separator = [shown_text(paragraph) for paragraph in paragraphs], separator

    def lines(self, width: int) -> list[str]:
        """Return the lines for a width in cells."""
        wrapped = []
        for paragraph in self.paragraphs:
            mark = _MARK.match(paragraph)
            indent = " " * (mark.end() if mark else 0)
            is_whole = cell_width(paragraph) <= width  # and keeps its columns
            wrapped.append(paragraph if is_whole else "\n".join(wrap(paragraph, width, rest=indent)))
        return self.separator.join(wrapped).split("\n")

    def render(self) -> Content:
        """Render the lines for the width that there is."""
        return as_content("\n".join(self.lines(self.size.width)))

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """Return the number of lines."""
        return len(self.lines(width))


class TextDialog(Dialog[None]):
    """A title and paragraphs to read or copy."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss(None)", "back", tooltip="Back to the drink", id="page.back"),
        Binding(
            "c", "copy", "copy", tooltip="Copy through the terminal's clipboard: it leaves this machine", id="page.copy"
        ),
        Binding("down,j", "scroll(1)", "down", show=False, tooltip="Down", id="page.down"),
        Binding("up,k", "scroll(-1)", "up", show=False, tooltip="Up", id="page.up"),
        Binding("pagedown,space", "scroll(10)", "page down", show=False, tooltip="A page down", id="page.pagedown"),
        Binding("pageup", "scroll(-10)", "page up", show=False, tooltip="A page up", id="page.pageup"),
    ]
    CSS = """
    TextDialog { align: center middle;
        Vertical { width: 80; max-width: 100%; height: auto; max-height: 100%; background: $surface; padding: 1 2; }
        VerticalScroll { height: auto; max-height: 100%; margin-bottom: 1; scrollbar-size-vertical: 1; }
        Static, HangingText { height: auto; }
        #dialog-title { text-style: bold; margin-bottom: 1; }
        KeyBar { padding: 0; }
        &.-small { Vertical { padding: 0 1; } #dialog-title { margin-bottom: 0; } VerticalScroll { margin-bottom: 0; } }
    }
    """

    def __init__(self, title: str, paragraphs: list[str], *, is_spaced: bool = False) -> None:
        """Create the dialog.

        Args:
            title: the first line, which does not scroll.
            paragraphs: lines of any length.
            is_spaced: whether to leave a blank line between them.
        """
        super().__init__()
        self.heading, self.paragraphs = title, paragraphs
        self.separator = "\n\n" if is_spaced else "\n"

    def compose(self) -> ComposeResult:
        """Yield the title, the scrolling paragraphs and the key bar."""
        with Vertical():
            yield Static(as_content(self.heading), id="dialog-title")
            with VerticalScroll():
                yield HangingText(self.paragraphs, self.separator)
            yield KeyBar()

    def on_resize(self) -> None:
        """Drop the margins in a low window."""
        self.set_class(self.size.height < 18, "-small")

    def action_scroll(self, lines: int) -> None:
        """Scroll the text by lines."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_copy(self) -> None:
        """Copy the title and the paragraphs to the clipboard."""
        self.app.copy_to_clipboard(sanitize("\n".join([self.heading, *self.paragraphs])))
        self.notify(copied_sentence(os.environ), markup=False)


class FavouritesDialog(Dialog[tuple[str, str] | None]):
    """The list of favourites; dismisses with an action (`open`, `add` or `remove`) and a name, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "n", "dismiss(('add', ''))", "keep this drink", tooltip="Keep the drink as it is now", id="favourites.keep"
        ),
        Binding("x", "remove", "forget", tooltip="Remove the chosen favourite from the list", id="favourites.forget"),
        Binding("escape", "dismiss(None)", "back", tooltip="Back to the drink", id="favourites.back"),
        Binding("j", "move('down')", "down", show=False, tooltip="Down", id="favourites.down"),
        Binding("k", "move('up')", "up", show=False, tooltip="Up", id="favourites.up"),
    ]
    CSS = """
    FavouritesDialog { align: center middle;
        Vertical { width: 64; max-width: 100%; height: auto; max-height: 100%; background: $surface; padding: 1 2; }
        Static { height: auto; }
        #favourites-title { text-style: bold; margin-bottom: 1; }
        #favourites-none { margin-bottom: 1; }
        KeyBar { padding: 0; }
        OptionList { height: auto; max-height: 12; border: none; padding: 0; background: $surface; margin-bottom: 1; }
    }
    """

    def __init__(self, favourites: tuple[Favourite, ...] | None = None) -> None:
        """Create the dialog.

        Args:
            favourites: those that there are; None while they are being read.
        """
        super().__init__()
        self.favourites = favourites or ()
        self._is_read = favourites is not None

    def fill(self, favourites: tuple[Favourite, ...]) -> None:
        """Show the favourites, which have been read."""
        self.favourites, self._is_read = favourites, True
        if self.is_mounted:
            self.refresh(recompose=True)
            self.refresh_bindings()

    def compose(self) -> ComposeResult:
        """Yield the names, or the hint how to add one."""
        with Vertical():
            yield Static(Content("Favourites"), id="favourites-title")
            if self.favourites:
                names = (as_content(favourite.name, one_line=True) for favourite in self.favourites)
                yield SafeOptionList(*(Option(Content.assemble(" ", name)) for name in names), markup=False)
            else:
                keep = key_line("{n:favourites.keep} keeps this drink.")
                known = "No favourites yet. " if self._is_read else "Reading your favourites ... "
                yield Static(Content.assemble(known, keep), id="favourites-none")
            yield KeyBar()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to forget a favourite where there is one."""
        return bool(self.favourites) if action == "remove" else super().check_action(action, parameters)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Dismiss to open the selected favourite."""
        self.dismiss(("open", self.favourites[event.option_index].name))

    def action_remove(self) -> None:
        """Dismiss to remove the highlighted favourite."""
        if self.favourites and (highlighted := self.query_one(OptionList).highlighted) is not None:
            self.dismiss(("remove", self.favourites[highlighted].name))

    def action_move(self, direction: str) -> None:
        """Move the cursor `up` or `down`, for the vim keys."""
        if self.favourites:
            options = self.query_one(OptionList)
            options.action_cursor_down() if direction == "down" else options.action_cursor_up()
