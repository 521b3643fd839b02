"""Arrange one or two views of the body, their numbers and a list of words in the room there is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import hypot

from spasmtui.ui.drawing.body_map import (
    SMALLEST_ROWS,
    VIEWS,
    BodyPlace,
    Counts,
    columns_for,
    count_at,
    middle_of,
    place_at,
    regions,
    span_of_row,
)
from spasmtui.ui.drawing.body_regions import View

TALLEST_ROWS = 44
"""Rows beyond which a body is only larger, not clearer."""
SMALL_ROWS = 16
"""Rows below which one body is better than two smaller ones, where it can be turned round."""
MARGIN = 3
"""Columns beside a view for the numbers of hands and feet."""
GAP = 2
LEAST_ROWS = 3
"""The least rows of a list below the bodies."""
LIST_COLUMNS = 26
"""The least columns that a list of words is readable in."""

Direction = tuple[int, int]
"""Columns and rows of a step: one of them is 0, the other 1 or -1."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One view of the body."""

    view: View
    left: int
    """The column of its own first cell, behind its margin."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The cells of everything. Without a panel there is room for words only."""

    panels: tuple[Panel, ...]
    body_rows: int
    body_columns: int
    top: int
    """The row in which the bodies begin, below their headings."""
    list_left: int | None
    """The column of the list of words beside the bodies; None where it has no room there."""
    list_rows: int = 0
    """Rows of a list below the bodies, with a blank line between."""

    @property
    def width(self) -> int:
        """The columns that the bodies take with their margins."""
        return self.panels[-1].left + self.body_columns + MARGIN if self.panels else 0


def arrange(columns: int, rows: int, *, front: View, has_list: bool, can_choose: bool) -> Arrangement:
    """Return an arrangement for so many cells: both views where they have room, else the one in front.

    Args:
        columns: cells across.
        rows: cells down.
        front: the view that is shown where there is room for one.
        has_list: a list of words is wanted beside the bodies.
        can_choose: the last line says which place is chosen, and a body can be turned round.
    """
    tallest = min(TALLEST_ROWS, rows - 1 - can_choose)
    beside = LIST_COLUMNS + GAP
    least_of_two = min(tallest, SMALL_ROWS) if can_choose else SMALLEST_ROWS
    choices = ((2, beside, least_of_two), (2, 0, least_of_two), (1, beside, SMALLEST_ROWS), (1, 0, SMALLEST_ROWS))
    for number, wanted, least in choices:
        if wanted and not has_list:
            continue
        body_rows = _tallest(columns - wanted, tallest, number)
        if body_rows >= max(least, SMALLEST_ROWS):
            spare = rows - 1 - can_choose - body_rows - 1 if has_list and not wanted else 0
            views = VIEWS if number == 2 else (front,)
            return _arranged(body_rows, views, has_list=bool(wanted), list_rows=spare if spare >= LEAST_ROWS else 0)
    return Arrangement((), 0, 0, 0, None)


def _tallest(columns: int, tallest: int, number: int) -> int:
    """Return the rows of the tallest bodies that fit, or 0."""
    return next((high for high in range(tallest, SMALLEST_ROWS - 1, -1) if _across(high, number) <= columns), 0)


def _across(body_rows: int, number: int) -> int:
    return number * (columns_for(body_rows) + 2 * MARGIN) + (number - 1) * GAP


def _arranged(body_rows: int, views: tuple[View, ...], *, has_list: bool, list_rows: int) -> Arrangement:
    width = columns_for(body_rows)
    panels = tuple(Panel(view, MARGIN + number * (width + 2 * MARGIN + GAP)) for number, view in enumerate(views))
    left = _across(body_rows, len(views)) + GAP
    return Arrangement(panels, body_rows, width, 1, left if has_list else None, list_rows)


def place_under(at: Arrangement, column: int, row: int) -> tuple[View, BodyPlace] | None:
    """Return the view and the place under a cell, or beside it, where its number stands."""
    for panel in at.panels if 0 <= row - at.top < at.body_rows else ():
        inside = column - panel.left
        if -MARGIN <= inside < at.body_columns + MARGIN:
            found = place_at(panel.view, at.body_rows, inside, row - at.top)
            return (panel.view, found) if found is not None else None
    return None


def step(at: Arrangement, view: View, place: BodyPlace, direction: Direction) -> tuple[View, BodyPlace] | None:
    """Return the place nearest in a direction; one that lies rather beside it is farther away. None at the edge."""
    middles = {
        (panel.view, found): (panel.left + x, y)
        for panel in at.panels
        for found, (x, y) in _middles(panel.view, at.body_rows)
    }
    here = middles.get((view, place))
    if here is None:
        return None
    best, nearest = None, 0.0
    for target, (x, y) in middles.items():
        across, down = x - here[0], 2 * (y - here[1])
        ahead = across * direction[0] + down * direction[1]
        beside = abs(across * direction[1]) + abs(down * direction[0])
        if ahead <= 0 or beside > 3 * ahead:
            continue
        far = hypot(ahead, 2 * beside)
        if best is None or far < nearest:
            best, nearest = target, far
    return best


def _middles(view: View, rows: int) -> Iterator[tuple[BodyPlace, tuple[int, int]]]:
    return ((place, middle_of(view, rows, place)) for place in regions(view, rows))


def digit_cells(view: View, rows: int) -> Mapping[BodyPlace, tuple[int, int]]:
    """Return the cell of each digit: the middle of its place, or outwards of it where two would read as one number."""
    found: dict[BodyPlace, tuple[int, int]] = {}
    middles = dict(_middles(view, rows))
    for place, (column, row) in middles.items():
        is_at_right = column >= columns_for(rows) // 2
        beside = column - 1 if is_at_right else column + 1
        found[place] = (
            (column + (1 if is_at_right else -1), row) if (beside, row) in middles.values() else (column, row)
        )
    return found


def number_cells(view: View, rows: int, counts: Counts, *, has_digits: bool) -> Mapping[tuple[int, int], str]:
    """Return the text of each place's number by the cell it begins in; columns may lie in the margin.

    A number stands beside its place, away from the midline, where the body leaves it room, else on the place: below its
    digit if that has one.
    """
    found: dict[tuple[int, int], str] = {}
    for place in regions(view, rows):
        if number := count_at(counts, *place):
            text = str(number)
            column, row = middle_of(view, rows, place)
            is_at_right = column >= columns_for(rows) // 2
            start, is_free = span_of_row(view, rows, place, row, len(text), is_at_right=is_at_right)
            if not is_free:
                start, row = column - len(text) // 2, row + has_digits
            found[start, row] = text
    return found
