"""Show a text that is longer than the window a window at a time; Enter brings the rest."""

from collections.abc import Callable

from spasmtui.relief.words import words
from spasmtui.shared.text_wrap import wrap

LEAST_ROWS = 3
"""Fewer lines than these are never shown at once."""
ROWS_BESIDE = 2
"""The rows of a window that are not the text's: that of the line about Enter, and that on which is typed."""


class TextPages:
    """Writes texts, and holds what of the last one did not fit the window."""

    def __init__(self, write: Callable[[str], None], window: Callable[[], tuple[int, int] | None]) -> None:
        """Take the output.

        Args:
            write: prints one line, broken at the width of the window.
            window: returns the columns and rows of the window; None where all is printed at once.
        """
        self._write = write
        self._window = window
        self._rest: list[str] = []
        self._is_needed = False
        self._at_end: Callable[[], None] | None = None

    @property
    def has_rest(self) -> bool:
        """True if a text was begun, and not shown to its end."""
        return bool(self._rest)

    @property
    def must_be_read(self) -> bool:
        """True if the rest says what has to be known before anything is answered."""
        return self.has_rest and self._is_needed

    def show(self, lines: list[str], *, is_needed: bool = False, at_end: Callable[[], None] | None = None) -> bool:
        """Show the first window of a text, in place of what is left of another one; return whether that is all of it.

        Args:
            lines: the text.
            is_needed: whether all of it has to be known before anything is answered.
            at_end: called where there was a rest and it has been shown.
        """
        self._rest, self._is_needed, self._at_end = lines, is_needed, None
        self.show_more()
        self._at_end = at_end
        return not self._rest

    def show_more(self) -> None:
        """Show the next window, and say how to come to the one after it."""
        window = self._window()
        lines, self._rest = self._rest, []
        if window is not None:
            columns, rows = window
            room = max(LEAST_ROWS, rows - ROWS_BESIDE)
            lines = [part for line in lines for part in _broken(line, columns)]
            if len(lines) > room + 1:  # the line about Enter takes no less than one
                lines, self._rest = lines[:room], lines[room:]
        for line in lines:
            self._write(line)
        if self._rest:
            self._write(words().enter_for_more)
        elif self._at_end is not None:
            self._at_end()

    def forget(self) -> None:
        """Forget what was not shown."""
        self._rest = []


def _broken(line: str, columns: int) -> list[str]:
    """Return the lines into which a line is broken; those of an item begin below its text."""
    indent = " " * (len(line) - len(line.lstrip(" ")))
    return wrap(line, columns, first=indent, rest=indent) or [""]
