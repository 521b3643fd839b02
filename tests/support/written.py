"""Count the bytes that a key costs: what a terminal is sent, as the difference between two screens."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from rich.color import ColorSystem
from textual._compositor import LayoutUpdate
from textual.app import App
from textual.pilot import Pilot

from spasmtui.terminal.diff_renderer import _pieces
from spasmtui.terminal.screen_buffer import ScreenBuffer
from spasmtui.terminal.sequences.families import family_of
from spasmtui.ui.keys.after_keys import AfterKeys
from tests.support import idle


class Written:
    """A terminal that shows an app, and is sent what differs each time that it is asked to."""

    def __init__(self, app: App[Any], system: ColorSystem = ColorSystem.TRUECOLOR) -> None:
        self._app, self._system = app, system
        self._shown = ScreenBuffer(*app.size, family=family_of("xterm-256color"))
        self.take()

    def take(self) -> str:
        """Show the app's screen, and return what has been sent for it."""
        compositor = self._app.screen._compositor  # noqa: SLF001 -- as the renderer reads it
        behind = self._app._background_screens  # noqa: SLF001 -- as the renderer reads it
        update = compositor.render_update(full=True, screen_stack=behind)
        assert isinstance(update, LayoutUpdate)
        return self._shown.write(_pieces(update), self._system)

    async def walk(self, pilot: Pilot[Any], *keys: str) -> list[str]:
        """Press keys one soon after another; return what is sent for each, and then for what follows when they rest."""
        self.take()
        sent = []
        with _keys_go_on():
            for key in keys:
                await pilot.press(key)
                sent.append(self.take())
        await idle.settled(self._app)
        return [*sent, self.take()]


@contextmanager
def _keys_go_on() -> Iterator[None]:
    """Keep back what follows when the keys rest, as though the next one came at once."""
    with pytest.MonkeyPatch.context() as change:
        change.setattr(AfterKeys, "is_waiting", False)
        yield
