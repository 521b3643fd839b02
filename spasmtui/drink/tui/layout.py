"""Choose the parts of the drink screen that have room in a window, the most useful first."""

from __future__ import annotations

from typing import NamedTuple

NARROW = 60
"""Columns below which the layout is that of a small window."""
SHORT = 20
"""Rows below which only the amounts and the most important quantities are shown."""
GLASS_FROM_COLUMNS = 108
"""Columns from which the composition of a glass stands beside the jug."""
_GLASS_LINES = 7
_LOWEST_JUG, _HIGHEST_JUG = 7, 16
_BARS = 4
_ROWS_BELOW = 3
"""Rows for what the drink is not, the warnings and the keys."""


class Layout(NamedTuple):
    """The parts shown in a window that is not small."""

    is_glass_beside: bool
    is_glass_below: bool = False
    """Whether the composition of a glass has lines below the amounts; in neither place it is one line."""
    jug_rows: int = _LOWEST_JUG
    has_legend: bool = False
    has_field_gap: bool = False
    has_title_gap: bool = False
    has_end_gap: bool = False
    """Whether the last row above the notices is left blank."""
    has_bar_gap: bool = False
    has_steps: bool = False
    are_bars_apart: bool = False
    are_steps_apart: bool = False


def choose_layout(width: int, rows: int, fields: int, amounts: int, steps: tuple[int, int]) -> Layout | None:
    """Spend the rows of a window on the parts, the most useful first; None if it is too small for the least of them.

    Args:
        width: columns of the text.
        rows: rows of the window.
        fields: lines of the fields.
        amounts: lines of the amounts.
        steps: number of steps and of their lines.
    """
    is_beside = width >= GLASS_FROM_COLUMNS
    middle = max(_LOWEST_JUG, amounts)
    spare = rows - _ROWS_BELOW - 1 - fields - middle - (0 if is_beside else 1) - _BARS
    if width < NARROW - 2 or rows < SHORT or spare < 0:
        return None
    below = max(middle, amounts + 1 + _GLASS_LINES)
    costs = {
        "has_legend": 1,
        "has_field_gap": 1,
        "has_title_gap": 1,
        "has_end_gap": 1,
        "has_bar_gap": 1,
        "is_glass_below": below - middle - 1,
        "has_steps": steps[1] + 1,
        "are_bars_apart": _BARS,
    }
    if is_beside:
        del costs["is_glass_below"]
    taken = {}
    for part, cost in costs.items():
        taken[part] = cost <= spare
        spare -= cost if taken[part] else 0
    if taken.get("is_glass_below"):
        middle = below
    jug_rows = max(min(middle + spare, _HIGHEST_JUG), min(middle, _HIGHEST_JUG))
    spare -= max(0, jug_rows - middle)
    are_steps_apart = taken["has_steps"] and steps[0] - 1 <= spare
    return Layout(is_glass_beside=is_beside, jug_rows=jug_rows, are_steps_apart=are_steps_apart, **taken)
