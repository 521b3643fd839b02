"""An OptionList that survives Page Up and Page Down while hidden or zero rows high, and a width of no cell."""

from typing import Literal

from textual.strip import Strip
from textual.style import Style
from textual.widgets import OptionList

from spasmtui.ui.narrow_content import wrap_to_a_cell_at_least

wrap_to_a_cell_at_least()


class SafeOptionList(OptionList):
    """An option list; stock Textual 8.2 ends the program at a page key, or at a size, that leaves the list no cell."""

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        if (self.highlighted or 0) in self._index_to_line:
            super()._move_page(direction)

    def _get_line(self, style: Style, y: int) -> Strip:
        """Return a line; a blank one where the margins of an option leave no cell for its words."""
        try:
            return super()._get_line(style, y)
        except IndexError:
            return Strip.blank(self.scrollable_content_region.width)
