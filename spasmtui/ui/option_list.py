"""A list of options that stands every key, also while it has no room on the screen."""

from typing import Literal

from textual.widgets import OptionList


class SafeOptionList(OptionList):
    """Stock Textual 8.2 ends the program at a page key when the list is hidden or its window has no row for it."""

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        if (self.highlighted or 0) in self._index_to_line:
            super()._move_page(direction)
