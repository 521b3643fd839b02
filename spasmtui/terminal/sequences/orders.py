"""Put cells into the order in which they are written with the fewest bytes for colours and moves."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, permutations
from typing import TYPE_CHECKING

from spasmtui.terminal.sequences.styles import CellStyle, style_change, style_for_blank

if TYPE_CHECKING:
    from spasmtui.terminal.sequences.scrolling import Placed
    from spasmtui.terminal.sequences.styles import Cell

MOST_IN_ANY_ORDER = 5
"""The most styles of which all orders are tried; of more, each is followed by its nearest."""

Group = list[tuple["Placed", int]]
"""The cells of one style: the row that each belongs to, and its place in it."""


def by_style(changed: Sequence[Placed], rows: Sequence[Sequence[Cell]], pen: CellStyle) -> dict[CellStyle, Group]:
    """Return the cells that differ from those shown, by the style in which they are written; those of `pen` are first.

    A blank goes with what is written before it in the same column of the screen: it shows no style, and what lies in
    another column may be far from it, and be written last.

    Args:
        changed: rows of cells as they are wanted.
        rows: the cells that are shown.
        pen: the style in which the terminal writes.
    """
    groups: dict[CellStyle, Group] = {pen: []}
    last: dict[int, CellStyle] = {}
    for each in changed:
        left, y, wanted = each
        row, style = rows[y], last.get(left, pen)
        for at, cell in enumerate(wanted, left):
            if cell.text and row[at] != cell:
                style = style_for_blank(style, cell.style) if cell.text == " " else cell.style
                groups.setdefault(style, []).append((each, at - left))
        last[left] = style
    return groups


def round_trip(pen: CellStyle, styles: Sequence[CellStyle], *, has_attributes_off: bool) -> Sequence[CellStyle]:
    """Return styles in the order whose changes take the fewest bytes, back to `pen`, in which the next second writes.

    Args:
        pen: the style in which the terminal writes before the first.
        styles: the other styles that are wanted.
        has_attributes_off: the terminal can end one attribute and keep the others.
    """

    def cost(before: CellStyle, after: CellStyle) -> int:
        return len(style_change(before, after, has_attributes_off=has_attributes_off))

    if len(styles) <= MOST_IN_ANY_ORDER:
        return min(permutations(styles), key=lambda order: sum(cost(*pair) for pair in pairwise((pen, *order, pen))))
    order, left = [pen], [*styles]
    while left:
        left.remove(nearest := min(left, key=lambda style: cost(order[-1], style)))
        order.append(nearest)
    return order[1:]
