"""Endings from outside: a hang-up, a request to end, Ctrl+C. What matters is saved and the program gone in a second."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
from typing import TYPE_CHECKING, Any

from spasmtui.launcher import handoff

if TYPE_CHECKING:
    from textual.app import App

PATIENCE_SECONDS = 1.0
"""How long an orderly end may take before the process ends without it."""

SIGNALS = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)


class Ending:
    """The one end of an app: its `save_state()` is called once, then it exits with 128 plus the signal's number.

    The state is saved in the event loop, or by a thread when the loop does not answer.
    """

    def __init__(self, app: App[Any], loop: asyncio.AbstractEventLoop) -> None:
        self._app = app
        self._loop = loop
        self._saving = threading.Lock()
        self._is_saved = False
        self._number: int | None = None

    def install(self) -> None:
        """Answer SIGHUP, SIGTERM and SIGINT from now on."""
        for number in SIGNALS:
            signal.signal(number, lambda received, _frame: self.begin(received))

    def begin(self, number: int) -> None:
        """End as if this signal had come; callable from a signal handler and any thread, once or more often."""
        if self._number is not None or (number != signal.SIGINT and handoff.defer_shutdown(number)):
            return
        self._number = number
        with contextlib.suppress(RuntimeError):  # the loop has ended: only insisting is left
            self._loop.call_soon_threadsafe(self._leave, number)
        threading.Thread(target=self._insist, args=(number,), name="spasm-ending", daemon=True).start()

    def save(self) -> None:
        """Save the app's state now; while another thread is at it, wait a moment for that instead."""
        if not self._saving.acquire(timeout=0.2):
            return
        try:
            if not self._is_saved:
                getattr(self._app, "save_state", _nothing)()
                self._is_saved = self._number is not None
        finally:
            self._saving.release()

    def _leave(self, number: int) -> None:
        try:
            self.save()
        finally:
            self._app.exit(return_code=128 + number)

    def _insist(self, number: int) -> None:
        """End the process when the loop is stuck, for example behind a terminal that takes no output."""
        threading.Event().wait(PATIENCE_SECONDS)
        try:
            self.save()
            getattr(self._app._driver, "abandon", _nothing)()
        finally:
            os._exit(128 + number)


def _nothing() -> None:
    return
