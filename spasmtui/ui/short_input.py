"""Inputs for a line of words, which show what is typed as the rest of the screen does."""

from itertools import accumulate
from typing import Any

from rich.cells import cell_len
from rich.text import Text
from textual.widgets import Input

from spasmtui.terminal.sanitize import written_out

LONGEST = 300
"""The characters that are kept: to look for a pasted chapter would keep the app busy for minutes."""


class _WrittenOut(Text):
    """A value as it is shown, whose characters are still counted as they were typed."""

    def __init__(self, value: str) -> None:
        """Write out a value: `2½` is `2 1/2` on a terminal of ASCII."""
        # How a character is written out depends on the one before it, as in `2 1/2`.
        befores = ("", *value)
        pairs = zip(befores, value, strict=False)
        parts = [written_out(before + each)[len(written_out(before)) :] for before, each in pairs]
        super().__init__("".join(parts), no_wrap=True, overflow="ignore", end="")
        self._starts = [*accumulate(map(len, parts), initial=0)]

    def stylize(self, style: Any, start: int = 0, end: int | None = None) -> None:
        """Style typed characters."""
        super().stylize(style, self._start_of(start), None if end is None else self._start_of(end))

    def stylize_before(self, style: Any, start: int = 0, end: int | None = None) -> None:
        """Style typed characters below what they have already."""
        super().stylize_before(style, self._start_of(start), None if end is None else self._start_of(end))

    def _start_of(self, index: int) -> int:
        beyond = max(0, index - len(self._starts) + 1)
        return self._starts[index - beyond] + beyond


class PlainInput(Input):
    """An input that writes out what a terminal of ASCII lacks; its value stays as it was typed.

    It overrides private parts of Textual 8.2, all of which tell which character is in which cell.
    """

    @property
    def _value(self) -> Text:
        """The value as it is shown."""
        return super()._value if written_out(self.value) == self.value else _WrittenOut(self.value)

    def _position_to_cell(self, position: int) -> int:
        before = self.value[:position]
        written = written_out(before)
        return super()._position_to_cell(position) if written == before else cell_len(written)

    def _cell_offset_to_index(self, offset: int) -> int:
        if written_out(self.value) == self.value:
            return super()._cell_offset_to_index(offset)
        offset += self.scroll_offset.x
        ends = (self._position_to_cell(at) for at in range(1, len(self.value) + 1))
        return next((at for at, end in enumerate(ends) if offset < end), len(self.value))


class ShortInput(PlainInput):
    """An input that cuts what is typed or pasted beyond its room."""

    def insert_text_at_cursor(self, text: str) -> None:
        """Insert as much of the text as there is room for."""
        super().insert_text_at_cursor(text[: max(0, LONGEST - len(self.value))])

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a part of the value by as much of the text as there is room for."""
        super().replace(text[: max(0, LONGEST - len(self.value) + abs(end - start))], start, end)
