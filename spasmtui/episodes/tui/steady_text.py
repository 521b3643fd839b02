"""Show a text that changes often, without laying the screen out where it keeps its place."""

from collections.abc import Callable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static


class SteadyText(Static):
    """A text that is drawn anew only where it differs; the screen is laid out anew only where its height differs."""

    def show(self, content: Content) -> None:
        """Show a text."""
        if isinstance(self.content, Content) and self.content.is_same(content):
            return
        self.update(content, layout=False)
        size = self.content_size
        height = self.get_content_height(self.container_size, self.screen.size, size.width)
        if self.styles.auto_dimensions and height != size.height:
            self.refresh(layout=True)


class SteadyPane(VerticalScroll, can_focus=False):
    """A `SteadyText` that may be higher than its room. The scroll bar comes and goes with the text, in one layout."""

    def show(self, write: Callable[[int], Content]) -> None:
        """Show what is written for a number of cells; nothing is where the pane has none."""
        room = self.scrollable_content_region
        if not room.width:
            return
        width = room.width + self.scrollbar_size_vertical
        content = write(width)
        self.show_vertical_scrollbar = len(content.wrap(width)) > room.height
        self.query_one(SteadyText).show(write(width - self.scrollbar_size_vertical))
