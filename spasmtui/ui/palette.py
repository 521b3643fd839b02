"""Open the command palette of the app; its commands are loaded when it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import SystemCommand
    from textual.screen import Screen


class Palette(App[None]):
    """An app whose palette opens with a colon and lists its own commands."""

    COMMAND_PALETTE_BINDING = "colon"

    def action_command_palette(self) -> None:
        """Open the palette, unless it is open."""
        from spasmtui.ui.palette_commands import PROVIDERS, SafeCommandPalette  # noqa: PLC0415 -- built when it is asked for

        if not isinstance(self.screen, SafeCommandPalette):
            self.push_screen(SafeCommandPalette(PROVIDERS))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:  # noqa: ARG002 -- Textual's signature
        """Return the app's own commands; the framework's would show a traceback or save a picture of the diary."""
        from spasmtui.ui.palette_commands import palette_commands  # noqa: PLC0415 -- built when it is asked for

        return palette_commands(self)
