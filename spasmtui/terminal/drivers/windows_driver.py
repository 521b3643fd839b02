"""Drive a console of Windows: Textual's own driver, which ends as ours does at Ctrl+C and when it is told to."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import TYPE_CHECKING, Any

from textual import events
from textual.drivers.windows_driver import WindowsDriver

from spasmtui.elapsed import elapsed_seconds
from spasmtui.terminal.drivers.mouse_reports import MouseReports, reaches_app
from spasmtui.terminal.frame_gate import FrameGate
from spasmtui.terminal.mouse import DISABLE
from spasmtui.terminal.shutdown import Shutdown

if TYPE_CHECKING:
    from textual.app import App
    from textual.message import Message

_KEYBOARD_PROTOCOL = ("\x1b[>1u", "\x1b[<u")
"""Begin and end kitty's keyboard protocol, which is not used."""
_LEAVE = f"\x1b[0m{DISABLE}\x1b[?2004l\x1b[?1004l\x1b[?1049l\x1b[?25h".encode()


class SpasmDriver(MouseReports, WindowsDriver):
    """Textual's driver, which writes where ours writes, hears the same of the mouse, and saves before it ends."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = False, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.gate = FrameGate(elapsed_seconds)
        """The state of the line, which is that of this machine and is never asked."""
        self._file = sys.__stderr__ or sys.__stdout__
        self._shutdown = Shutdown(app, asyncio.get_running_loop())
        self._shutdown.install()

    def write(self, data: str) -> None:
        """Queue output."""
        if data not in _KEYBOARD_PROTOCOL:
            super().write(data)

    def send_frame(self, data: str) -> None:
        """Queue output that the terminal is asked to confirm, which no console has to."""
        self.write(data)

    def process_message(self, message: Message) -> None:
        """Send a message to the app; end it at Ctrl+C, which a console sends as a key."""
        if isinstance(message, events.Key) and message.key == "ctrl+c":
            self._shutdown.begin(signal.SIGINT)
        elif reaches_app(message, is_mouse_used=self._mouse):
            super().process_message(message)

    def abandon(self) -> None:
        """Restore the console without waiting for anything, for an end that must come now."""
        try:
            os.write(2, _LEAVE)
        except OSError:
            return  # the console is gone
        if self._restore_console is not None:
            self._restore_console()
