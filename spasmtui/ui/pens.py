"""Name the colours of each theme among the sixteen, or the eight, of a terminal.

The numbers are those of the palette: 0 black, 1 red, 2 green, 3 brown, 4 blue, 5 magenta, 6 cyan, 7 grey, and from 8 on
the same, bright. What is read reaches 4.5:1 in the palette of xterm and in that of the VGA.
"""

import os

from textual.color import Color

from spasmtui.terminal.diff_renderer import DiffRenderer
from spasmtui.terminal.mouse import IN_BROWSER
from spasmtui.terminal.painting.pens import Pens
from spasmtui.terminal.screen_buffer import use_pens
from spasmtui.ui import themes

BRIGHT_WHITE = 15
_DARK = {
    "foreground": 7, "text-muted": 7, "primary": 6, "secondary": 2, "success": 2, "accent": 11, "warning": 11,
    "error": 9, "scrollbar": 7, "background": 0, "surface": 0, "panel": 0, "block-cursor-background": 0,
}  # fmt: skip
_LIGHT = {
    "foreground": 0, "text-muted": 0, "primary": 4, "secondary": 4, "success": 4, "accent": 4, "warning": 1, "error": 1,
    "scrollbar": 0, "background": BRIGHT_WHITE, "surface": BRIGHT_WHITE, "panel": BRIGHT_WHITE,
    "block-cursor-background": BRIGHT_WHITE,
}  # fmt: skip
_NUMBERS = {
    themes.DARK.name: _DARK,
    themes.LIGHT.name: _LIGHT,
    # The darker red has 3.6:1 on xterm's black, and 2.7:1 on that of the VGA.
    themes.NIGHT.name: {role: 9 if number else 0 for role, number in _DARK.items()} | {"text-accent": 9},
    themes.HIGH_CONTRAST.name: {
        role: {7: 15, 6: 15, 2: 15, 9: 11}.get(number, number) for role, number in _DARK.items()
    },
}
"""The number of each colour by theme and role."""
_BOLD_ON_WHITE = {0: 4}
"""On white, bold words are blue: no bright colour can be read there, and many terminals show bold as bright."""
_ON_GREY = {1: 0}
"""What differs where there is no bright white: red cannot be read on grey."""


def pens_of(theme: str, *, has_bright: bool = True) -> Pens | None:
    """Return what a theme is painted with on a terminal of sixteen colours; None for the terminal's own two.

    Args:
        theme: the name of a theme.
        has_bright: False for a terminal of eight colours.
    """
    found = next((each for each in themes.PAINTED if each.name == theme), None)
    if found is None:
        return None
    numbers = {
        Color.parse(found.variables.get(role) or getattr(found, role)).rgb: number
        for role, number in _NUMBERS[theme].items()
    }
    is_on_white = _NUMBERS[theme]["background"] == BRIGHT_WHITE
    if is_on_white and not has_bright:
        numbers = {rgb: _ON_GREY.get(number, number) for rgb, number in numbers.items()}
    return Pens(tuple(numbers.items()), _BOLD_ON_WHITE if is_on_white else None, has_bright)


class Painted(DiffRenderer):
    """An app that paints its theme with colours of its own where the terminal has sixteen."""

    has_bright_colors = True
    """False on a terminal of eight colours."""

    def begin_with_theme(self, name: str) -> None:
        """Choose the first theme, and its colours."""
        use_pens(pens_of(name, has_bright=self.has_bright_colors))
        super().begin_with_theme(name)

    def watch_theme(self, name: str) -> None:
        """Take the colours of another theme."""
        use_pens(pens_of(name, has_bright=self.has_bright_colors))
        self._color_page()

    def on_mount(self) -> None:
        """Tell a page in a browser the ground of the first theme."""
        self._color_page()

    def _color_page(self) -> None:
        if self._driver is not None and os.environ.get(IN_BROWSER) and not self.is_headless:
            ground = self.current_theme.background or ""
            self._driver.write(f"\x1b]11;{ground}\x1b\\" if ground.startswith("#") else "\x1b]111\x1b\\")
