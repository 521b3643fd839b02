"""Open the palette of the app and do what was chosen in it; what it lists is loaded when it is opened."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, cast

from textual.app import App

from spasmtui.terminal.screen_lifetime import when_composed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spasmtui.ui.palette.entry import Entry


class Palette(App[None]):
    """An app with a palette of everything that it can do; it has a binding for the action `palette`."""

    ENABLE_COMMAND_PALETTE = False
    palette_entries: tuple[str, ...] = ()
    """`module:function` of each list of entries beside the app's own; each is called with the app, in a thread."""

    def action_palette(self) -> None:
        """Open the palette, unless it is open."""
        screen = _load("spasmtui.ui.palette.screen:PaletteScreen")
        if not isinstance(self.screen, screen):
            self.push_screen(screen(self.list_room_entries, getattr(self, "services", None)), self._run_chosen)

    def list_room_entries(self) -> Iterator[Entry]:
        """Yield the entries of the rooms. Reads files: call it in a thread."""
        for target in self.palette_entries:
            yield from _load(target)(self)

    def _run_chosen(self, entry: Entry | None) -> None:
        if entry is not None:
            self.call_later(self._run_entry, entry)

    async def _run_entry(self, entry: Entry) -> None:
        """Do what an entry says."""
        if entry.message is not None:
            self.post_message(entry.message)
        elif entry.call:
            _load(entry.call)(self, entry.argument)
        elif entry.mode:
            screen = await self.show_base(entry.mode)
            await self.run_action(entry.action, screen)
        else:
            await self.run_action(entry.action, entry.node)

    async def show_base(self, mode: str) -> Any:
        """Switch to a mode and return its base screen; dialogs in which something can be lost stay open above it."""
        await cast("Any", self).action_go(mode)
        while len(self.screen_stack) > 1 and getattr(self.screen, "only_shows", False):
            await self.pop_screen()
        await when_composed(screen := self.screen_stack[0])
        return screen


def _load(target: str) -> Any:
    """Import a module and return the attribute that `module:name` names."""
    module, _, name = target.partition(":")
    return getattr(importlib.import_module(module), name)
