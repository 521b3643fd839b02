"""Put the amounts, the jug and the composition of a glass side by side, and the fields in the same columns."""

from __future__ import annotations

from textual.content import Content

from spasmtui.drink.batch import Batch
from spasmtui.drink.tui.drawing import Glyphs, draw_jug
from spasmtui.drink.tui.layout import GLASS_FROM_COLUMNS, Layout
from spasmtui.drink.tui.styled_lines import amount_rows, beside, serving_rows

_USUAL_FIRST_COLUMN = 56
_GLASS_COLUMNS = 26
_WIDEST_JUG_COLUMNS = 66
_JUG_NAMES = 16
"""Columns that the names of the layers take beside the jug, and the gap after them."""
_SMALL_JUG_COLUMNS = 28


def first_column(width: int) -> int:
    """Return the columns before the second column of the fields, where a wide window has its jug."""
    return max(min(width // 2, _USUAL_FIRST_COLUMN), width // 3)


def amounts_room(width: int) -> int:
    """Return the columns of the amounts beside the jug."""
    return first_column(width) - 2 if width >= GLASS_FROM_COLUMNS else width - _SMALL_JUG_COLUMNS


def middle_lines(batch: Batch, parts: Layout, width: int, glyphs: Glyphs) -> list[Content]:
    """Draw amounts and jug, and the composition of a glass beside the jug or below the amounts if it has room there."""
    room = amounts_room(width)
    amounts, glass = amount_rows(batch, room), serving_rows(batch)
    if parts.is_glass_beside:
        columns = min(width - first_column(width) - _GLASS_COLUMNS, _WIDEST_JUG_COLUMNS)
        jug = draw_jug(batch, columns - _JUG_NAMES, parts.jug_rows, glyphs)
        return beside((amounts, first_column(width)), (jug, columns), (glass, _GLASS_COLUMNS))
    if parts.is_glass_below:
        amounts += [Content(""), *glass]
    jug = draw_jug(batch, _SMALL_JUG_COLUMNS - _JUG_NAMES + 2, parts.jug_rows, glyphs)
    return beside((amounts, room), (jug, _SMALL_JUG_COLUMNS))
