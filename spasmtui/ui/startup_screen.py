"""A screen that may be the first one: what is computed once for its first frame, stock Textual 8.2 computes twice."""

from textual import events
from textual.screen import Screen


class StartupScreen(Screen[None]):
    """Has its breakpoints' classes before anything is styled, and renders nothing that cannot be shown yet."""

    _has_been_shown = False

    def fit_breakpoints(self) -> None:
        """Take the classes of the breakpoints for the size there is; call it first of all in `compose`.

        Textual does so when it tells the screen its size, after everything has been styled, and then styles it again.
        """
        size = self.app.size
        for points, length in ((self.HORIZONTAL_BREAKPOINTS, size.width), (self.VERTICAL_BREAKPOINTS, size.height)):
            reached = [(least, name) for least, name in points or () if length >= least]
            if reached:
                self.add_class(max(reached)[1], update=False)

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        """Before its first frame all was styled a moment ago, as it was mounted. The framework's handler follows."""
        event.refresh_styles = event.refresh_styles and self._has_been_shown
        self._has_been_shown = True

    def _compositor_refresh(self) -> None:
        """Wait for the end of a batch of changes, such as the app's start, before a frame is rendered."""
        if self.app._batch_count:
            self.refresh(layout=True)
        else:
            super()._compositor_refresh()
