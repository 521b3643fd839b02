"""Tell whether another screen is wanted, so that a slow line clears the old one away before the new one comes.

A screen of text takes six seconds at 2,400 bit/s. Meanwhile what has not been written over would stand below the new
text: a countdown that no longer runs, and keys that do something else by now.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spasmtui.terminal.sequences.scrolling import Placed
from spasmtui.terminal.sequences.styles import Cell

LEAST_CHARACTERS = 150
"""With fewer characters that have to go, what stays is worth more."""
GOES_FOR_EACH_THAT_STAYS = 2
"""So many characters have to go for each that stays and would be written again."""


def is_other_screen(rows: Sequence[Sequence[Cell]], placed: Iterable[Placed]) -> bool:
    """Return whether most of the text of a screen has to go.

    Args:
        rows: what the screen shows.
        placed: what the whole of it should show.
    """
    gone = kept = 0
    for x, y, wanted in placed:
        for shown, cell in zip(rows[y][x : x + len(wanted)], wanted, strict=False):
            if shown.text.strip():
                gone += shown != cell
                kept += shown == cell
    return gone >= max(LEAST_CHARACTERS, GOES_FOR_EACH_THAT_STAYS * kept)
