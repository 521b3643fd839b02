"""Fit the sheet's text to a window that is narrower than the sheet."""

import re

from spasmtui.shared.text_wrap import cell_width, wrap

_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
"""The space between a label and its value, or between two columns."""
_HOURS = re.compile(r"[\d ]+")
"""The hours below the bars: a row of numbers, which is no sentence."""
INDENT = "  "
"""Before the further lines of a value whose label takes half of the window."""


def fit_to_window(text: str, columns: int) -> str:
    """Return the sheet with its sentences wrapped below their beginnings; a table keeps its lines.

    Args:
        text: the sheet as plain text.
        columns: cells of the window.
    """
    return "\n".join(line for whole in text.split("\n") for line in _fitted(whole, columns))


def _fitted(line: str, columns: int) -> list[str]:
    gaps = list(_GAP.finditer(line))
    if cell_width(line) <= columns or len(gaps) > 1:
        return [line]
    if not gaps:
        before = line[: len(line) - len(line.lstrip())]
        return wrap(line, columns, first=before, rest=before)
    begin = gaps[0].end()
    if _HOURS.fullmatch(line[begin:]):
        return [line]
    rest = " " * begin if begin <= columns // 2 else INDENT
    return wrap(line[begin:], columns, first=line[:begin], rest=rest)
