"""Show one figure outside a routine: in the settings, and where a step's figure is chosen."""

from collections.abc import Callable
from pathlib import Path

from spasmtui.errors import DataError
from spasmtui.relief.figures.loader import read_figure
from spasmtui.relief.tui.figure_view import FigureView


class FigurePreview(FigureView):
    """A figure by its name, at rest or as it begins to move."""

    def __init__(self, content: Path, *, is_ascii: bool, elapsed: Callable[[], float]) -> None:
        """Create an empty preview.

        Args:
            content: the root of the shipped content.
            is_ascii: draw without braille.
            elapsed: the clock of the movement, in seconds.
        """
        super().__init__(is_ascii=is_ascii, elapsed=elapsed)
        self._folder = content / "figures"
        self._now = elapsed

    def preview(self, name: str | None, *, moves: bool = False) -> None:
        """Show the figure of this name, or nothing where there is none.

        Args:
            name: the file of the figure.
            moves: play its movement once.
        """
        try:
            figure = read_figure(self._folder, name) if name else None
        except DataError:
            figure = None
        self.show(figure, self._now() if moves else None)
