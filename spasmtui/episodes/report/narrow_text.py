"""Fit the sheet's text to a window that is narrower than the sheet."""

import re

from spasmtui.episodes.report.sheet import LABEL_CELLS
from spasmtui.shared.text_wrap import cell_width, wrap

_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
"""The space between a label and its value, or between two columns."""
_HOURS = re.compile(r"[\d ]+")
"""The hours below the bars: a row of numbers, which is no sentence."""
_CONTINUED = re.compile(rf" {{{LABEL_CELLS}}}(?! *#)\S")
"""A line that goes on with the value above it, and is no row of bars."""
PERSON = "Name "
"""The beginning of the line for name, date of birth and clinician."""
INDENT = "  "
"""Before the further lines of a value whose label takes half of the window."""


def fit_to_window(text: str, columns: int) -> str:
    """Return the sheet with its sentences wrapped below their beginnings; a table keeps its lines.

    Args:
        text: the sheet as plain text.
        columns: cells of the window.
    """
    whole_lines: list[str] = []
    for line in text.split("\n"):
        if whole_lines and _CONTINUED.match(line):
            whole_lines[-1] += f" {line.strip()}"
        else:
            whole_lines.append(line)
    return "\n".join(line for whole in whole_lines for line in _fitted(whole, columns))


def _fitted(line: str, columns: int) -> list[str]:
    gaps = list(_GAP.finditer(line))
    if cell_width(line) <= columns:
        return [line]
    if line.startswith(PERSON):
        return [each for part in _GAP.split(line) for each in wrap(part, columns, rest=INDENT)]
    if len(gaps) > 1:
        return [line]
    if not gaps:
        before = line[: len(line) - len(line.lstrip())]
        return wrap(line, columns, first=before, rest=before)
    begin = gaps[0].end()
    if _HOURS.fullmatch(line[begin:]) or line.startswith(" "):
        return [line]
    if begin > columns // 2:
        return wrap(f"{line[: gaps[0].start()]}: {line[begin:]}", columns, rest=INDENT)
    return wrap(line[begin:], columns, first=line[:begin], rest=" " * begin)
