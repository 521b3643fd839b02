"""Show what the chosen colours and figures look like."""

from typing import Any, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from spasmtui.shell import load
from spasmtui.ui.chosen_row import chosen_words

FIGURE_WIDGET = "spasmtui.relief.tui.figure_preview:FigurePreview"
FIGURE = "calf-wall"


class ColorSample(Widget):
    """A few words in each colour of the theme, as the screens use them."""

    DEFAULT_CSS = "ColorSample { height: 7; }"

    def __init__(self, *, is_ascii: bool) -> None:
        super().__init__()
        self._bar = ("=", "-") if is_ascii else ("━", "─")

    def render(self) -> Content:
        """Render the sample."""
        done, rest = self._bar
        width = max(10, min(34, self.content_size.width))
        return Content("\n").join([
            Content.styled("Calf stretch at the wall", "bold"),
            Content("Press the heel down."),
            Content.assemble((done * (width // 2), "$primary"), (rest * (width - width // 2), "$text-muted")),
            chosen_words(self.app, "the chosen row"),
            Content.styled("quiet words, beside the rest", "$text-muted"),
            Content.assemble(("g", "$text-accent bold"), " a key   ", ("a warning", "$text-warning")),
            Content.styled("Stop if the pain is sharp.", "$text-error"),
        ])


class Preview(Vertical):
    """A sample of the colours above a figure."""

    DEFAULT_CSS = """
    Preview { padding: 1 2;
        FigurePreview { height: 1fr; margin: 1 0 0 0; }
    }
    """

    def __init__(self, host: Any) -> None:
        """Create the preview for the app that it is shown in."""
        super().__init__()
        self._sample = ColorSample(is_ascii=host.options.is_ascii)
        services = host.services
        self._figure = load(FIGURE_WIDGET)(
            services.content, is_ascii=host.options.is_ascii, elapsed=services.clock.elapsed
        )

    def compose(self) -> ComposeResult:
        """Compose the sample and the figure."""
        yield self._sample
        yield cast("Widget", self._figure)

    def show_figure(self, *, moves: bool) -> None:
        """Show the figure, at rest or with its movement."""
        self._figure.preview(FIGURE, moves=moves)
