"""Take the typed line of a form's field, and that of the log's filter."""

from typing import ClassVar, Self

from textual.binding import Binding, BindingType
from textual.geometry import Region

from spasmtui.ui.short_input import PlainInput, ShortInput


class LineInput(PlainInput):
    """A line for one field: Enter keeps what was typed, Esc leaves the field as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "keep", tooltip="Keep what was typed", id="form.keep"),
        Binding("escape", "screen.leave", "as it was", tooltip="Leave the field as it was", id="form.as-it-was"),
    ]
    cursor_blink = False


class FilterInput(ShortInput):
    """A line of words: Enter or ↓ goes on to the nights that contain them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "to the nights", tooltip="On to the nights with these words", id="log.filtered"),
        Binding("down", "submit", show=False, tooltip="On to the nights with these words", id="log.filtered.down"),
    ]
    cursor_blink = False

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:  # noqa: ARG002 -- Textual's
        """Draw the line anew; whatever is typed, it keeps its place."""
        return super().refresh(*regions, repaint=repaint, recompose=recompose)
