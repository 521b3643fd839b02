"""Screens that are hard to update in part: `python -m tests.support.gallery_app stock|few`."""

import sys
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import DataTable, Digits, Footer, Input, OptionList, Static

from spasmtui.terminal.diff_renderer import DiffRenderer
from spasmtui.terminal.driver import SpasmDriver

WIDE = "痛みが引くまで伸ばす。 Pull the toes up: zehen hoch, пальцы вверх, أصابع"


class Question(ModalScreen[None]):
    """A box over a dimmed screen."""

    DEFAULT_CSS = "Question { align: center middle; Static { width: 30; height: 5; background: $panel; } }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "back")]

    def compose(self) -> ComposeResult:
        yield Static("Is it gone?\n" + WIDE, markup=False)


class Gallery(App[None]):
    """A list, a table, digits, wide characters; `m` modal, `t` theme, `d` digits, `w` swaps the words."""

    CSS = "Horizontal { height: 1fr; } OptionList { width: 1fr; } DataTable { width: 2fr; } Digits { height: 3; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "ask", "modal"),
        Binding("t", "paint", "theme"),
        Binding("d", "count", "digits"),
        Binding("w", "words", "words"),
    ]

    def compose(self) -> ComposeResult:
        yield Static(WIDE, id="words", markup=False)
        yield Digits("0:34")
        with Horizontal():
            yield OptionList(*[f"choice {number} {'痛' * (number % 4)}" for number in range(30)])
            yield DataTable()
        field = Input("left calf")
        field.cursor_blink = False
        yield field
        yield Footer()

    def on_mount(self) -> None:
        table: DataTable[Any] = self.query_one(DataTable)
        table.add_columns("Night", "Place", "Minutes")
        table.add_rows([(f"{day} Nov", "calf ⣀⣸⠒", day) for day in range(1, 31)])

    def action_ask(self) -> None:
        self.push_screen(Question())

    def action_paint(self) -> None:
        self.theme = "textual-light" if self.theme != "textual-light" else "ansi-dark"

    def action_count(self) -> None:
        digits = self.query_one(Digits)
        digits.update("0:33" if digits.value == "0:34" else "0:08")

    def action_words(self) -> None:
        self.query_one("#words", Static).update(Content.styled("x" * 41 + " 痛み", "bold underline $primary"))


class FewGallery(DiffRenderer, Gallery):
    """The same screens through the difference."""


if __name__ == "__main__":
    (Gallery if "stock" in sys.argv else FewGallery)(driver_class=SpasmDriver).run(mouse=False)
