"""Show a text that changes often, without laying the screen out where it keeps its place."""

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
