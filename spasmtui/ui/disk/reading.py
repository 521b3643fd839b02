"""Read something in a thread, one time after the other: a disk that hangs gathers no threads that wait for it."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.dom import DOMNode


class Reading:
    """A thread that reads for a widget; what is asked for meanwhile is read after it, and of that only the newest."""

    def __init__(self, node: DOMNode, group: str) -> None:
        """Take the widget or screen, and the name of the worker's group."""
        self._node = node
        self._group = group
        self._changing = Lock()
        self._next: Callable[[], object] | None = None
        self._is_reading = False

    def ask(self, read: Callable[[], object]) -> None:
        """Call `read` in a thread: now, or after the reading that goes on."""
        with self._changing:
            self._next = read
            if self._is_reading:
                return
            self._is_reading = True
        self._node.run_worker(self._run, thread=True, group=self._group)

    def _run(self) -> None:
        while (read := self._take()) is not None:
            try:
                read()
            except BaseException:
                self._is_reading = False
                raise

    def _take(self) -> Callable[[], object] | None:
        with self._changing:
            read, self._next = self._next, None
            self._is_reading = read is not None
        return read
