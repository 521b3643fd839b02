"""Draw the line of the five modes, with their keys and a mark on the one that is shown."""

from __future__ import annotations

from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.style import Style
from textual.widget import Widget

from spasmtui.ui.key_bar import key_label

MODES = ("home", "relief", "log", "guide", "drink")
ROWS_FOR_MODES = 30
"""Rows of a window from which every mode has the line."""
NARROW = 60
"""Columns below which the modes stand closer."""
CURRENT = "$foreground bold reverse"
_MODE = "mode"
"""The name of the mode in the meta data of a style."""


class ModeLine(Widget, can_focus=False):
    """One line, or none in a low window; a click on a mode shows it."""

    DEFAULT_CSS = """
    ModeLine { height: auto; width: 100%; padding: 0 1; color: $text-muted; }
    """

    def __init__(self, current: str, *, is_always_shown: bool = False) -> None:
        """Create the line of a mode's first screen.

        Args:
            current: that mode.
            is_always_shown: show it in a low window too.
        """
        super().__init__()
        self._current = current
        self._is_always_shown = is_always_shown

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 -- Textual's
        """Return one line where the window has room for it."""
        return int(self._is_always_shown or viewport.height >= ROWS_FOR_MODES)

    def render(self) -> Content:
        """Return the modes with their keys; the one that is shown stands out without colour too."""
        labels = {active.binding.action: key_label(active.binding) for active in self.screen.active_bindings.values()}
        parts = []
        for number, mode in enumerate(MODES, 1):
            key, name = labels.get(f"go('{mode}')", str(number)), mode.title()
            is_current = mode == self._current
            part = Content.assemble((key, CURRENT if is_current else "$text-accent bold"), f" {name}")
            part = part.stylize(CURRENT) if is_current else part
            parts.append(part.stylize(Style.from_meta({_MODE: mode})))
        return Content(" " if self.app.size.width < NARROW else "   ").join(parts)

    async def on_click(self, event: Click) -> None:
        """Show the mode that was clicked."""
        if mode := event.style.meta.get(_MODE):
            await self.app.run_action(f"go('{mode}')")
