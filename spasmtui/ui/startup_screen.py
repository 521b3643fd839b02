"""A screen that may be the first: stock Textual 8.2 computes its first frame twice, this one once."""

from textual import events
from textual.screen import Screen


class StartupScreen(Screen[None]):
    """A screen that has its breakpoints' classes before it is styled, and renders nothing that cannot be shown yet."""

    _has_been_shown = False

    def fit_breakpoints(self) -> None:
        """Set the classes of the breakpoints for the present size; call it first in `compose`.

        Textual sets them when it sends the screen its size: after everything has been styled, which it then repeats.
        """
        size = self.app.size
        for points, length in ((self.HORIZONTAL_BREAKPOINTS, size.width), (self.VERTICAL_BREAKPOINTS, size.height)):
            reached = [(least, name) for least, name in points or () if length >= least]
            if reached:
                self.add_class(max(reached)[1], update=False)

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        """Skip the restyle on the first resume: mounting has just done it. Textual's own handler runs next."""
        event.refresh_styles = event.refresh_styles and self._has_been_shown
        self._has_been_shown = True

    def _compositor_refresh(self) -> None:
        """Render no frame inside a batch of changes, such as the app's start; ask for one after it."""
        if self.app._batch_count:  # noqa: SLF001 -- Textual has no public name for it
            self.refresh(layout=True)
        else:
            super()._compositor_refresh()
