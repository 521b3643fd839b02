"""End on a signal (hang-up, termination, Ctrl+C): save the state, and be gone within a second."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
from typing import TYPE_CHECKING, Any

from spasmtui.launcher import handoff
from spasmtui.system.calls import ENDING

if TYPE_CHECKING:
    from textual.app import App

PATIENCE_SECONDS = 1.0
"""The longest time for an orderly end before the process ends without it."""


class Shutdown:
    """The shutdown of an app: `save_state()` is called once, then the app exits with 128 plus the signal's number.

    The state is saved in the event loop, or by a thread when the loop does not answer.
    """

    def __init__(self, app: App[Any], loop: asyncio.AbstractEventLoop) -> None:
        self._app = app
        self._loop = loop
        self._saving = threading.Lock()
        self._is_saved = False
        self._number: int | None = None

    @property
    def has_begun(self) -> bool:
        """True once a signal has come."""
        return self._number is not None

    def install(self) -> None:
        """Install the handlers of a hang-up, SIGTERM and SIGINT."""
        for number in ENDING:
            signal.signal(number, lambda received, _frame: self.begin(received))

    def begin(self, number: int) -> None:
        """Begin the shutdown for a signal; safe in signal handlers and threads, and more than once."""
        if self._number is not None or (number != signal.SIGINT and handoff.defer_shutdown(number)):
            return
        self._number = number
        with contextlib.suppress(RuntimeError):  # the loop has ended: only the thread below is left
            self._loop.call_soon_threadsafe(self._exit_app, number)
        threading.Thread(target=self._force_exit, args=(number,), name="spasm-ending", daemon=True).start()

    def save(self) -> None:
        """Save the app's state now; if another thread is saving it, wait a moment for that instead."""
        if not self._saving.acquire(timeout=0.2):
            return
        try:
            if not self._is_saved:
                getattr(self._app, "save_state", _nothing)()
                self._is_saved = self._number is not None
        finally:
            self._saving.release()

    def _exit_app(self, number: int) -> None:
        try:
            self.save()
        finally:
            self._app.exit(return_code=128 + number)

    def _force_exit(self, number: int) -> None:
        """End the process if the loop is stuck, for example on a terminal that takes no output."""
        threading.Event().wait(PATIENCE_SECONDS)
        try:
            self.save()
            getattr(self._app._driver, "abandon", _nothing)()  # noqa: SLF001 -- no public name
        finally:
            os._exit(128 + number)


def _nothing() -> None:
    return
