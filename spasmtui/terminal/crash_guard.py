"""End the app after a fault of its own: state saved, terminal restored, a report and no trace on the screen.

Stock Textual 8.2 prints the values of variables, notes among them, and returns 1.
"""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from typing import Any

from textual.widget import MountError
from textual.worker import Worker, WorkerFailed, get_current_worker

from spasmtui.errors import ProgramFault
from spasmtui.launcher import handoff
from spasmtui.terminal import crash_report
from spasmtui.terminal.screen_lifetime import LATE, ScreenLifetime, is_late


class CrashGuard(ScreenLifetime):
    """An app that ends with exit code 70 after an exception that nobody handled; `crash_report` has its sentence."""

    def run(self, **options: Any) -> None:
        """Run the app; the terminal is given back in any case."""
        try:
            super().run(**options)
        except BaseException:
            getattr(self._driver, "abandon", _nothing)()
            raise

    def on_mount(self) -> None:
        """Take over the faults of threads and of the event loop; tests have handlers of their own for those."""
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            loop.set_exception_handler(self._record_loop_fault)
            threading.excepthook = lambda fault: self._end_after_thread_fault(loop, fault.exc_value)

    def _record_loop_fault(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Record the fault of a task or callback that nobody waits for; the app goes on without it."""
        if isinstance(error := context.get("exception"), Exception):
            crash_report.record_fault(error)

    def _end_after_thread_fault(self, loop: asyncio.AbstractEventLoop, error: BaseException | None) -> None:
        if not isinstance(error, Exception):
            return
        crash_report.record_fault(error)
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(self._handle_exception, error)

    def panic(self, *_renderables: object) -> None:
        """End without printing what Textual has rendered of a fault."""
        self._return_code = ProgramFault.exit_code
        self._close_messages_no_wait()

    def _handle_exception(self, error: Exception) -> None:
        """Save the state, record the fault and close the app; what fails after it and because of it is not reported."""
        if isinstance(error, WorkerFailed) and _comes_late(error.error, get_current_worker()):
            return
        if is_late(error) or (self._exit and isinstance(error, (*LATE, MountError))):
            return  # its screen has gone, or was shown once more, or was not whole yet, when the app began to end
        handoff.restore_terminal()
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
            crash_report.record_fault(error)
            with suppress(Exception):
                getattr(self, "save_state", _nothing)()
        self.panic()


def _comes_late(error: BaseException, worker: Worker[Any]) -> bool:
    """Return whether a worker failed only because the screen was closed that its result was for."""
    node = worker.node
    is_gone = node._pruning or not node.is_attached or node.app._exit  # noqa: SLF001 -- no public name
    return is_late(error) or (is_gone and isinstance(error, LATE))


def _nothing() -> None:
    return
