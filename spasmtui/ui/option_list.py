"""An OptionList that survives Page Up and Page Down while hidden or zero rows high."""

from typing import Literal

from textual.widgets import OptionList


class SafeOptionList(OptionList):
    """An option list; stock Textual 8.2 ends the program at a page key when its window has no row for the list."""

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        if (self.highlighted or 0) in self._index_to_line:
            super()._move_page(direction)
