"""Call a function of a screen once after a delay, without the task and the message of a timer of Textual's.

Those cost a third of what a second of a running routine may cost.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen


class Alarm:
    """At most one call that is to come."""

    def __init__(self, screen: Screen[None]) -> None:
        """Begin without a call.

        Args:
            screen: the screen whose functions are called; after it has gone nothing is.
        """
        self._screen = screen
        self._handle: asyncio.TimerHandle | None = None

    @property
    def is_set(self) -> bool:
        """True if a call is to come."""
        return self._handle is not None

    def set(self, delay_seconds: float | None, call: Callable[[], object]) -> None:
        """Have `call` called after a delay, and nothing that was to be called before; None has nothing called."""
        self.cancel()
        if delay_seconds is not None:
            self._handle = asyncio.get_running_loop().call_later(delay_seconds, self._ring, call)

    def cancel(self) -> None:
        """Have nothing called."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _ring(self, call: Callable[[], object]) -> None:
        self._handle = None
        app = self._screen.app
        if app._exit or not self._screen.is_running:  # noqa: SLF001 -- as the timers of Textual ask
            return
        try:
            call()
        except Exception as error:  # noqa: BLE001 -- as for a message that fails: the app ends, and reports it
            app._handle_exception(error)  # noqa: SLF001 -- no public name
