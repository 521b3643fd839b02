"""Find the rows that have only moved between two screens, and have the terminal move them.

Scrolled text is then written for the rows alone that come into sight. All terminals but the plainest can scroll some of
their rows; always whole ones, so that what stands beside the text, such as a scroll bar, is written again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from rich.cells import cell_len

from spasmtui.terminal.sequences.styles import ANYTHING, UNKNOWN, Cell

Row = list[Cell]
Placed = tuple[int, int, Row]
"""(column, row, cells from there to the right)."""

LEAST_ROWS = 3
"""With fewer rows that differ nothing is looked for."""
LEAST_CELLS = 8
"""The narrowest part of a row by whose text it is known again."""
LEAST_CHARACTERS = 3
"""The fewest different characters of such a text: a blank or a ruled row could be any."""

_text_of_cell = itemgetter(0)

_INDEX, _REVERSE_INDEX = "\n", "\x1bM"
_NO_REGION = "\x1b[r"

_MOVE_BYTES = 6
"""What it takes to begin with a row."""
_SCROLL_BYTES = 20
"""What a scroll takes, with what follows it."""


class Scroll(NamedTuple):
    """Rows that move together; what leaves them at one end is lost, and new rows come in at the other."""

    top: int
    bottom: int
    """The last of the rows."""
    up: int
    """The number of rows by which they move up; below 0 they move down."""

    @property
    def sequence(self) -> str:
        """Return the output that moves them; it leaves the cursor anywhere."""
        region = f"\x1b[{self.top + 1};{self.bottom + 1}r"
        if self.up > 0:
            return f"{region}\x1b[{self.bottom + 1}H{_INDEX * self.up}{_NO_REGION}"
        return f"{region}\x1b[{self.top + 1}H{_REVERSE_INDEX * -self.up}{_NO_REGION}"

    def move(self, rows: list[Row]) -> None:
        """Move the rows of a screen; what the new ones show is not known, since terminals fill them differently."""
        region = rows[self.top : self.bottom + 1]
        new = [[ANYTHING] * len(row) for row in region[: abs(self.up)]]
        rows[self.top : self.bottom + 1] = [*region[self.up :], *new] if self.up > 0 else [*new, *region[: self.up]]


def scroll(rows: list[Row], placed: Sequence[Placed], *, are_blanks_free: bool) -> tuple[Scroll, list[Placed]] | None:
    """Move the rows of a screen if less has then to be written; return how, and what is wanted there then.

    Args:
        rows: what the screen shows; it is changed.
        placed: what it should show.
        are_blanks_free: a run of blanks takes next to nothing.
    """
    changed = [(x, y, cells) for x, y, cells in placed if rows[y][x : x + len(cells)] != cells]
    if len({y for _x, y, _cells in changed}) < LEAST_ROWS or (found := _likeliest(rows, changed)) is None:
        return None
    region = range(found.top, found.bottom + 1)
    wanted = {y: [*rows[y]] for y in region}
    for x, y, cells in placed:
        if y in wanted:
            wanted[y][x : x + len(cells)] = cells
    if any(_has_unknown(row) for row in wanted.values()):
        return None
    moved = [*rows]
    found.move(moved)
    before = sum(_bytes(rows[y], wanted[y], are_blanks_free=are_blanks_free) for y in region)
    after = sum(_bytes(moved[y], wanted[y], are_blanks_free=are_blanks_free) for y in region)
    if after + _SCROLL_BYTES + abs(found.up) >= before:
        return None
    rows[:] = moved
    return found, [*((0, y, row) for y, row in wanted.items()), *(part for part in placed if part[1] not in wanted)]


def _likeliest(rows: list[Row], changed: Iterable[Placed]) -> Scroll | None:
    """Return the move that brings most characters to where they are wanted."""
    shown: dict[tuple[int, int], dict[str, int | None]] = {}
    moves: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    """By the rows up: (row, its characters)."""
    for x, y, cells in changed:
        text = _text(cells)
        if len(cells) < LEAST_CELLS or len({*text}) < LEAST_CHARACTERS:
            continue
        place = (x, len(cells))
        if place not in shown:
            shown[place] = _rows_by_text(row[x : x + len(cells)] for row in rows)
        if (found := shown[place].get(text)) is not None and found != y:
            moves[found - y].append((y, len(text) - text.count(" ")))
    if not moves:
        return None
    up, found_rows = max(moves.items(), key=lambda move: sum(count for _y, count in move[1]))
    ys = [y for y, _count in found_rows]
    return Scroll(min(*ys, min(ys) + up), max(*ys, max(ys) + up), up)


def _rows_by_text(rows: Iterable[Row]) -> dict[str, int | None]:
    """Return the row of each text; None for a text that more than one has."""
    found: dict[str, int | None] = {}
    for y, row in enumerate(rows):
        text = _text(row)
        found[text] = y if text not in found else None
    return found


def _text(cells: Row) -> str:
    return "".join(map(_text_of_cell, cells))


def _has_unknown(row: Row) -> bool:
    """Return whether a row has a cell that is not known, beside the right halves of wide characters."""
    if ANYTHING in row:
        return True
    halves = [x for x, cell in enumerate(row) if cell == UNKNOWN] if UNKNOWN in row else ()
    return any(not x or cell_len(row[x - 1].text) < 2 for x in halves)


def _bytes(shown: Row, wanted: Row, *, are_blanks_free: bool) -> int:
    """Return about how many bytes it takes to write a row."""
    if shown == wanted:
        return 0
    return _MOVE_BYTES + sum(
        1 for old, new in zip(shown, wanted, strict=True) if old != new and not (are_blanks_free and new.text == " ")
    )
