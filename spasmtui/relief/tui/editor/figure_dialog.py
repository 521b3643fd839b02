"""Choose a figure from pictures."""

from pathlib import Path
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from spasmtui.errors import DataError
from spasmtui.relief.figures.loader import read_figure
from spasmtui.relief.tui.figure_preview import FigurePreview
from spasmtui.terminal.sanitize import as_content
from spasmtui.ui.chosen_row import chosen_words
from spasmtui.ui.dismiss_once import DismissOnce
from spasmtui.ui.key_bar import KeyBar

CELL_COLUMNS, CELL_ROWS = 26, 9
"""The least size of a picture with its name, in cells."""


class FigureCell(Vertical):
    """A picture above its name."""

    DEFAULT_CSS = """
    FigureCell { padding: 0 1;
        FigurePreview { height: 1fr; }
        Static { height: 1; }
    }
    """

    def __init__(self, preview: FigurePreview) -> None:
        super().__init__()
        self._preview = preview
        self._label = Static(markup=False)
        self.shown: str | None = None
        """The name of the figure; None where there is none here."""

    def compose(self) -> ComposeResult:
        """Compose the picture and the name."""
        yield self._preview
        yield self._label

    def show(self, name: str | None, *, is_chosen: bool) -> None:
        """Show a figure, no figure (an empty name), or nothing at all (None)."""
        if name != self.shown:
            self.shown = name
            self._preview.preview(name)
        words = "" if name is None else name.replace("-", " ") or "no figure"
        self._label.update(chosen_words(self.app, words) if is_chosen else as_content(f"  {words}"))


class FigureScreen(DismissOnce, Screen[str | None]):
    """All figures as pictures; the result is the name of one, an empty text for none, or None to change nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "choose", tooltip="Choose this figure", id="figures.take"),
        Binding("right,l", "move(1, 0)", "next", tooltip="The next figure", id="figures.right"),
        Binding("left,h", "move(-1, 0)", "previous", tooltip="The previous figure", id="figures.left"),
        Binding("down,j", "move(0, 1)", "below", show=False, tooltip="The figure below", id="figures.down"),
        Binding("up,k", "move(0, -1)", "above", show=False, tooltip="The figure above", id="figures.up"),
        Binding("pagedown,space", "page(1)", "page down", show=False, tooltip="More pictures", id="figures.pagedown"),
        Binding("pageup,b", "page(-1)", "page up", show=False, tooltip="The previous pictures", id="figures.pageup"),
        Binding("escape", "dismiss(None)", "back", tooltip="Back, and keep the figure", id="figures.back"),
    ]
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    FigureScreen {
        #figures-title { height: 1; padding: 0 1; }
        Grid { height: 1fr; }
        #figures-says { height: 2; padding: 0 2; color: $text-muted; }
    }
    """

    def __init__(self, host: Any, names: tuple[str, ...], chosen: str) -> None:
        """Create the screen.

        Args:
            host: the app.
            names: the figures in the order in which they are shown.
            chosen: the one that is chosen at first; empty for none.
        """
        super().__init__()
        self._host = host
        self._names = ("", *names)
        self._at = self._names.index(chosen) if chosen in self._names else 0
        self._cells: list[FigureCell] = []
        self._columns = 1
        self._content: Path = host.services.content

    def compose(self) -> ComposeResult:
        """Compose the title, room for the pictures, the description of the chosen one, and the key bar."""
        yield Static(id="figures-title", markup=False)
        yield Grid()
        yield Static(id="figures-says", markup=False)
        yield KeyBar()

    async def on_resize(self, event: events.Resize) -> None:
        """Make as many places for pictures as fit."""
        columns = max(1, event.size.width // CELL_COLUMNS)
        rows = max(1, (event.size.height - 4) // CELL_ROWS)
        grid = self.query_one(Grid)
        if columns * rows != len(self._cells):
            await grid.remove_children()
            host = self._host
            self._cells = [
                FigureCell(
                    FigurePreview(self._content, is_ascii=host.options.is_ascii, elapsed=host.services.clock.elapsed)
                )
                for _number in range(columns * rows)
            ]
            await grid.mount(*self._cells)
        self._columns = columns
        grid.styles.grid_size_columns, grid.styles.grid_size_rows = columns, rows
        self._show()

    def _show(self) -> None:
        count = len(self._cells) or 1
        first = self._at // count * count
        for number, cell in enumerate(self._cells):
            index = first + number
            name = self._names[index] if index < len(self._names) else None
            cell.show(name, is_chosen=index == self._at)
        pages = (len(self._names) + count - 1) // count
        page = f"   {self._at // count + 1} of {pages}" if pages > 1 else ""
        title = Content.assemble(("Choose a figure", "bold"), (page, "$text-muted"))
        self.query_one("#figures-title", Static).update(title)
        self.query_one("#figures-says", Static).update(as_content(self._says()))

    def _says(self) -> str:
        name = self._names[self._at]
        try:
            return read_figure(self._content / "figures", name).says if name else "The step is shown without a picture."
        except DataError as error:
            return error.message

    def action_move(self, right: int, down: int) -> None:
        """Choose the figure beside, above or below."""
        self._choose(self._at + right + down * self._columns)

    def action_page(self, direction: int) -> None:
        """Choose a figure among the next or the previous pictures."""
        self._choose(max(0, min(len(self._names) - 1, self._at + direction * len(self._cells))))

    def _choose(self, index: int) -> None:
        if 0 <= index < len(self._names) and index != self._at:
            self._at = index
            self._show()

    def on_click(self, event: events.Click) -> None:
        """Choose the picture that is clicked; a second click takes it."""
        cell = next((each for each in self._cells if each.region.contains(event.screen_x, event.screen_y)), None)
        if cell is None or cell.shown is None:
            return
        index = self._names.index(cell.shown)
        if index == self._at:
            self.action_take()
        else:
            self._choose(index)

    def on_mouse_scroll_down(self) -> None:
        """Go on to the figure below."""
        self.action_move(0, 1)

    def on_mouse_scroll_up(self) -> None:
        """Go back to the figure above."""
        self.action_move(0, -1)

    def action_take(self) -> None:
        """Take the chosen figure."""
        self.dismiss(self._names[self._at])
