"""The classes that tell a narrow or a short screen, given before its first frame."""

from typing import Any

from textual.screen import Screen


def fit_breakpoints(screen: Screen[Any]) -> None:
    """Give a screen that is being composed the classes of its breakpoints for the size there is.

    Textual does so when it tells the screen its size, after everything has been styled, and then styles it all again.
    """
    size = screen.app.size
    for points, length in ((screen.HORIZONTAL_BREAKPOINTS, size.width), (screen.VERTICAL_BREAKPOINTS, size.height)):
        reached = [(least, name) for least, name in points or () if length >= least]
        if reached:
            screen.add_class(max(reached)[1], update=False)
