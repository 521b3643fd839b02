"""Write what is painted in ASCII, cell by cell: whatever is known of the screen stays true."""

from __future__ import annotations

import re

from rich.cells import split_graphemes

from spasmtui.shared.plain_letters import ascii_letters, ascii_signs

_OTHERS = re.compile("[^\x00-\x7f]+")


def ascii_cells(text: str) -> str:
    """Return output whose every cell is ASCII, in as many cells.

    A letter that is written with two, such as the German sharp s, has its first; a fraction is unknown, since part of
    it would be another amount. Screens that know that they are shown in ASCII write both out.
    """
    return text if text.isascii() else _OTHERS.sub(_plain_cells, ascii_signs(text))


def _plain_cells(found: re.Match[str]) -> str:
    text = found[0]
    return "".join(_in_cells(text[start:stop], width) for start, stop, width in split_graphemes(text)[0])


def _in_cells(character: str, width: int) -> str:
    return ascii_letters(character[0])[:width].ljust(width)
