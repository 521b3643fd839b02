"""Paint a theme with the sixteen colours of a terminal: the theme names them, since the nearest ones mislead.

The nearest to a dim red is brown, which most terminals show as a bright yellow.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rich.color import Color, ColorType

BOLD = 1
"""The bit of bold among the attributes of a style."""
BLACK = 0
"""The number of black. Bold it would be grey on many terminals, which show bold words in the bright colour."""
BRIGHT = 8
"""The first of the bright colours."""

Rgb = tuple[int, int, int]


class Pens(NamedTuple):
    """The numbers, from 0 to 15, of a theme's colours among the sixteen of a terminal."""

    numbers: tuple[tuple[Rgb, int], ...]
    """Each colour of the theme with its number."""
    bold: Mapping[int, int] | None = None
    """For a theme without bold: the number of bold words by the number they would have, where it is another."""
    has_bright: bool = True
    """False for a terminal with eight colours, on which a bright word is a bold one, and no ground is bright."""

    def paint(self, bits: int, color: Color | None, ground: Color | None) -> tuple[int, Color | None, Color | None]:
        """Return the attributes, the foreground and the background of a style with colours out of the sixteen.

        A mixture of the theme's colours gets the number of the nearest one of them.

        Args:
            bits: the attributes of the style, in the order of Rich.
            color: the foreground; None is the terminal's own.
            ground: the background.
        """
        number, behind = self._number(color), self._number(ground)
        if number is not None and bits & BOLD and (self.bold is not None or number == BLACK):
            bits &= ~BOLD
            number = (self.bold or {}).get(number, number)
        if not self.has_bright:
            if number is not None and number >= BRIGHT:
                number, bits = number - BRIGHT, bits | BOLD
            behind = behind % BRIGHT if behind is not None else None
        return bits, _from_number(number, color), _from_number(behind, ground)

    def _number(self, color: Color | None) -> int | None:
        """Return the number of a colour; None for one of the terminal's own."""
        if color is None or color.type is not ColorType.TRUECOLOR or color.triplet is None:
            return None
        red, green, blue = color.triplet
        return min(
            self.numbers, key=lambda own: (own[0][0] - red) ** 2 + (own[0][1] - green) ** 2 + (own[0][2] - blue) ** 2
        )[1]


def _from_number(number: int | None, color: Color | None) -> Color | None:
    return color if number is None else Color(f"color({number})", ColorType.STANDARD, number)
