"""Choose a place on the map of the body, over the screen that asks for one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from spasmtui.terminal.sanitize import as_content
from spasmtui.ui.body_map.widget import BodyMap
from spasmtui.ui.dialog import Dialog
from spasmtui.ui.drawing.body_map import BodyPlace
from spasmtui.ui.key_bar import KeyLines

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from spasmtui.ui.drawing.body_map import Counts
    from spasmtui.ui.drawing.body_regions import Side


class BodyMapDialog(Dialog["BodyPlace | None"]):
    """A map with a number on every place; it dismisses with the place and its side, or None where none was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back", tooltip="Back without a choice", id="bodymapdialog.back"),
    ]
    DEFAULT_CSS = """
    BodyMapDialog { align: center middle;
        Vertical { width: 100%; max-width: 132; height: 100%; max-height: 52; padding: 0 1; background: $surface; }
        Static { height: auto; max-height: 2; }
        .keys { color: $text-muted; }
        &.-low Static { display: none; }
        &.-low Vertical { padding: 0; }
    }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]

    def __init__(
        self,
        question: str,
        counts: Counts | None = None,
        *,
        chosen: tuple[str, Side] | None = None,
        is_whole: bool = False,
        is_ascii: bool = False,
    ) -> None:
        """Ask for a place.

        Args:
            question: the line above the map.
            counts: how often, by (place, side), as `BodyMap` takes them.
            chosen: the place and side that is marked at first.
            is_whole: it is marked on both sides, since no side was chosen.
            is_ascii: draw without braille and blocks.
        """
        super().__init__()
        self.question = question
        self.map = BodyMap(counts, chosen=chosen, is_whole=is_whole, has_digits=True, is_ascii=is_ascii)
        self.keys = "{Enter:bodymap.choose} or a click chooses it   Esc goes back"

    def compose(self) -> ComposeResult:
        """Compose the question, the map and its keys."""
        with Vertical():
            yield Static(as_content(self.question))
            yield self.map
            yield KeyLines(self.keys, classes="keys")

    def on_mount(self) -> None:
        """Give the map the keys."""
        self.map.focus()

    def on_body_map_chosen(self, message: BodyMap.Chosen) -> None:
        """Close with the chosen place."""
        message.stop()
        self.dismiss(BodyPlace(message.place, message.side))
