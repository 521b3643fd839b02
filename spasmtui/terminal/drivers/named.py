"""Use the driver that TEXTUAL_DRIVER names: programs such as textual-serve show Textual apps elsewhere in that way.

From such a driver an app hears neither of a hang-up nor that whoever reads its output has gone, and a request to quit
ends it with nothing saved. All of that is a shutdown here, as in a terminal.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from importlib import import_module
from inspect import isclass
from typing import TYPE_CHECKING, Any

from textual.driver import Driver

from spasmtui.errors import WrongUsage
from spasmtui.system.calls import ENDING, HANG_UP
from spasmtui.system.line_input import await_hang_up
from spasmtui.terminal.shutdown import Shutdown

if TYPE_CHECKING:
    from textual.app import App

QUIT = "quit"
"""The message of the web driver's protocol that asks an app to end."""
_INPUT = 0


class SavingDriver(Driver):
    """The part of a named driver that saves before the app ends."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._shutdown = Shutdown(app, self._loop)

    def start_application_mode(self) -> None:
        """Start the driver, then handle the signals in its place."""
        super().start_application_mode()  # type: ignore[safe-super]  # that of the named driver
        for number in ENDING:
            with suppress(NotImplementedError):  # an event loop of Windows has none
                self._loop.remove_signal_handler(number)
        self._shutdown.install()
        threading.Thread(target=self._await_hang_up, name="spasm-hang-up", daemon=True).start()

    def _await_hang_up(self) -> None:
        """Wait until nobody can write to the input any more. Nothing is read here."""
        if await_hang_up(_INPUT):
            self._shutdown.begin(HANG_UP)

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Take a message of the web driver's protocol."""
        if packet_type == QUIT:
            self._shutdown.begin(HANG_UP)
        else:
            super().on_meta(packet_type, payload)  # type: ignore[misc]  # only drivers that have it are told

    def write(self, data: str) -> None:
        """Write output; where nobody reads it any more the app ends."""
        try:
            super().write(data)  # type: ignore[safe-super]  # as above
        except OSError:
            self._shutdown.begin(HANG_UP)

    def stop_application_mode(self) -> None:
        """Give the output back, if there is somebody to give it to."""
        with suppress(OSError):
            super().stop_application_mode()  # type: ignore[safe-super]  # as above


def named_driver(name: str) -> type[Driver]:
    """Import the driver of a name, and let it save.

    Args:
        name: `module:Class`, as in TEXTUAL_DRIVER.

    Raises:
        WrongUsage: there is no such driver.
    """
    module, _, attribute = name.partition(":")
    try:
        found = getattr(import_module(module), attribute)
    except (ImportError, AttributeError, TypeError, ValueError):
        found = None
    if not (isclass(found) and issubclass(found, Driver) and found is not Driver):
        raise WrongUsage(
            f"TEXTUAL_DRIVER is {name!r}, which names no driver of Textual. Unset it, or name one as module:Class."
        )
    return type("NamedDriver", (SavingDriver, found), {})
