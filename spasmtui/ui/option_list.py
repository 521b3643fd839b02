"""An OptionList that marks its chosen row, and survives page keys while hidden or without a cell for its words."""

from typing import Literal

from textual import events
from textual.content import Content
from textual.geometry import Spacing
from textual.strip import Strip
from textual.style import Style
from textual.visual import Padding, Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from spasmtui.ui.chosen_row import mark_chosen
from spasmtui.ui.narrow_content import wrap_to_a_cell_at_least

wrap_to_a_cell_at_least()


class SafeOptionList(OptionList):
    """An option list; stock Textual 8.2 ends the program at a page key, or at a size, that leaves the list no cell.

    The first cell of an option is kept blank for the mark of the chosen one.
    """

    DEFAULT_CSS = """
    SafeOptionList {
        &:focus { background-tint: $background 0%; }
        & > .option-list--option-highlighted, &:focus > .option-list--option-highlighted {
            color: $foreground; background: transparent; text-style: none;
        }
    }
    """

    FOCUS_ON_CLICK = False  # a click below the last row is on nothing: see `on_mouse_down`
    opens_at_once = True
    """True if a click opens a row; False if the first click only chooses it, since more than words hangs on it."""

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take the keys where there is a row under the mouse; words that are being typed elsewhere stay words."""
        if self.focusable and "option" in event.style.meta:
            self.focus(scroll_visible=False)

    async def _on_click(self, event: events.Click) -> None:
        """Choose the row under the mouse, where the first click does no more."""
        index = event.style.meta.get("option")
        if index is not None and index >= self.option_count:
            event.prevent_default()  # the row was painted before the list became shorter
            return
        if self.opens_at_once or index is None or index == self.highlighted:
            return
        event.prevent_default()
        if not self.get_option_at_index(index).disabled:
            self.highlighted = index

    def render_line(self, y: int) -> Strip:
        """Render a line, with a mark where the chosen option begins."""
        strip = super().render_line(y)
        line = self.scroll_offset.y + y
        if line >= len(self._lines) or self._lines[line][0] != self.highlighted or not strip.cell_length:
            return strip
        return strip if self._lines[line][1] else mark_chosen(strip, self)

    def _get_visual(self, option: Option) -> Visual:
        """Return the words of an option; its further lines begin below the first word, not the blanks."""
        visual = super()._get_visual(option)
        if isinstance(visual, Content) and (blanks := len(visual.plain) - len(visual.plain.lstrip(" "))):
            visual = Padding(visual[blanks:], Spacing(0, 0, 0, blanks))
        return visual

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        if (self.highlighted or 0) in self._index_to_line:
            super()._move_page(direction)

    def _get_line(self, style: Style, y: int) -> Strip:
        """Return a line; a blank one where the margins of an option leave no cell for its words."""
        try:
            return super()._get_line(style, y)
        except IndexError:
            return Strip.blank(self.scrollable_content_region.width)
