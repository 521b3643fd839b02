"""Read lines from standard input with a time limit, and raise signals as exceptions."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from spasmtui.system.calls import ENDING
from spasmtui.system.line_input import InputSource

MOST_BYTES = 65_536
"""A longer line is cut: it was not typed, and a pipe must not fill the memory."""


LEAVE_LINE = b"q\n"
"""What Ctrl+D means on a terminal, as in the menus: no end of the input, since more can be typed."""


class Terminated(BaseException):
    """A signal asks the program to end; `number` is the signal's."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class LineReader:
    """Reads lines that are typed or piped in. A closed input is no error: waiting goes on without lines."""

    def __init__(self, descriptor: int = 0) -> None:
        self._descriptor = descriptor
        self._source = InputSource(descriptor)
        self._pending = b""
        self._is_at_end = not _is_open(descriptor)

    @property
    def is_closed(self) -> bool:
        """True if every line has been read and no further one can come."""
        return self._is_at_end and not self._pending

    def is_closed_now(self) -> bool:
        """Return whether it is closed, after one look at the pending input."""
        if not self._is_at_end and not self._pending and self._source.has_input(0):
            self._read()
        return self.is_closed

    def wait(self, seconds: float | None) -> str | None:
        """Return the next line; None when none came within `seconds`, or when the input closes meanwhile.

        `seconds` None waits without a limit. When the input was closed before, the time just passes.
        """
        was_open = not self._is_at_end
        until = None if seconds is None else time.monotonic() + seconds
        while b"\n" not in self._pending and not self._is_at_end:
            left = None if until is None else until - time.monotonic()
            if left is not None and left <= 0:
                return None
            if not self._source.has_input(left):
                return None
            self._read()
        if self._pending:
            line, _, self._pending = self._pending.partition(b"\n")
            return line.decode("utf-8", "replace")
        if until is not None and not was_open:
            time.sleep(max(0.0, until - time.monotonic()))
        return None

    def _read(self) -> None:
        try:
            data = self._source.read()
        except OSError:
            data = b""
        if not data and os.isatty(self._descriptor):  # one that was closed is a terminal no more
            data = b"\n" + LEAVE_LINE if self._pending else LEAVE_LINE
        self._is_at_end = not data
        self._pending += data
        if b"\n" not in self._pending:
            self._pending = self._pending[:MOST_BYTES]  # what comes up to the end of the line is left out


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


@contextmanager
def raise_on_signals() -> Iterator[None]:
    """Raise `Terminated` on a hang-up, SIGTERM and SIGINT inside the block."""

    def end(number: int, _frame: FrameType | None) -> NoReturn:
        raise Terminated(number)

    before = [signal.signal(number, end) for number in ENDING]
    try:
        yield
    finally:
        for number, handler in zip(ENDING, before, strict=True):
            signal.signal(number, handler)
