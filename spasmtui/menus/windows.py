"""Break text into lines at the width of a terminal, and lines into windows of its rows."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from spasmtui.shared.text_wrap import cell_width, wrap

if TYPE_CHECKING:
    from typing import TextIO

NARROWEST_COLUMNS = 10
"""Fewer columns than these are not believed: no word would fit."""
LEAST_ROWS = 3
"""Fewer lines than these are never shown at once."""
DEEPEST_INDENT = 12
"""Cells before a line that the lines it is broken into keep; a column further right would leave no room for them."""

LONGEST_MARK = 3
"""The longest number of an item, with its point."""


def wrap_lines(text: str, columns: int) -> list[str]:
    """Return the lines of a text, each broken at words where it is wider than the terminal.

    The lines after a break begin below the first word, of a numbered item below its text. Empty lines at the end are
    left out.
    """
    width = max(NARROWEST_COLUMNS, columns)
    lines: list[str] = []
    for line in text.rstrip().split("\n"):
        stripped = line.strip()
        if cell_width(line) <= width:
            lines.append(line.rstrip())
            continue
        indent = " " * min(len(line) - len(line.lstrip()), DEEPEST_INDENT, width // 3)
        mark = _mark(stripped)
        lines += wrap(stripped[len(mark) :], width, first=indent + mark, rest=indent + " " * len(mark))
    return lines


def _mark(line: str) -> str:
    """Return the number or the dash of an item, with the blank after it; empty for a line that is no item."""
    mark, blank, text = line.partition(" ")
    is_item = bool(text.strip()) and len(mark) <= LONGEST_MARK
    return mark + blank if is_item and (mark in ("-", "!") or mark.rstrip(".").isdecimal()) else ""


def window_rows(rows: int) -> int:
    """Return how many lines of text a terminal of so many rows shows above the prompt."""
    return max(LEAST_ROWS, rows - 1)


def wrap_for(stream: TextIO, text: str) -> str:
    """Return a text with its lines broken at the width of a stream's terminal; where that is not known, as it is."""
    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return text
    return "\n".join(wrap_lines(text, columns)) if columns else text
