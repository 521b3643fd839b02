"""The line at the top of a screen about a routine that runs on another one."""

from __future__ import annotations

from textual.content import Content
from textual.events import Click
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widget import Widget

from spasmtui.ui.key_bar import key_label
from spasmtui.ui.running.routine import RunningRoutine


class RunningLine(Widget, can_focus=False):
    """One line; it is drawn again only when its words change."""

    DEFAULT_CSS = """
    RunningLine { split: top; height: 1; padding: 0 1; color: $text-accent; background: $surface; text-style: bold;
        &.-pressing { color: $text-warning; }
    }
    """
    routine: reactive[RunningRoutine | None] = reactive(None)

    def __init__(self, goes_back: str, words: str, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        """Create the line.

        Args:
            goes_back: the action that shows the routine, as it is bound.
            words: the words for it, with `{key}` for its key.
            id: its name on the screen.
        """
        super().__init__(id=id)
        self._goes_back = goes_back
        self._words = words

    def on_mount(self) -> None:
        """Follow the keys: a form needs the digits for itself."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    def watch_routine(self, routine: RunningRoutine | None) -> None:
        """Mark what cannot wait."""
        self.set_class(routine is not None and routine.is_pressing, "-pressing")

    async def on_click(self, event: Click) -> None:
        """Go back to the routine, and let no list that only shows something wait for the return."""
        event.stop()
        screen = self.screen
        await self.app.run_action(self._goes_back)
        if isinstance(screen, ModalScreen) and getattr(screen, "only_shows", False):
            screen.dismiss(None)

    def render(self) -> Content:
        """Return the words that fit."""
        if self.routine is None:
            return Content("")
        return Content(self.routine.fit(self.content_size.width, self._way_back()))

    def _way_back(self) -> str:
        for active in self.screen.active_bindings.values():
            if active.enabled and active.binding.action == self._goes_back:
                return self._words.format(key=key_label(active.binding))
        return ""
