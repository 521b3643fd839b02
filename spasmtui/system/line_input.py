"""Wait for input that a person types, or that comes through a pipe, for a limited time."""

import os
import sys

if sys.platform == "win32":
    import msvcrt
    import threading
    import time

    _LOOK_SECONDS = 0.05
    _TAKE_BACK, _END, _STOP = "\b", "\x1a", "\x03"
    _SPECIAL = "\x00\xe0"
    """What comes before the code of an arrow or of another key without a letter."""

    class InputSource:
        """The input of one descriptor; a console is asked key by key, since it can be waited for in no other way."""

        def __init__(self, descriptor: int) -> None:
            self._descriptor = descriptor
            self._typed = ""
            self._ready: bytes | None = None
            self._reader: threading.Thread | None = None

        def has_input(self, seconds: float | None) -> bool:
            """Return whether `read` returns at once, after a wait of that length at most; None waits for ever.

            Raises:
                KeyboardInterrupt: Ctrl+C was typed.
            """
            until = None if seconds is None else time.monotonic() + seconds
            while not self._look():
                left = _LOOK_SECONDS if until is None else min(_LOOK_SECONDS, until - time.monotonic())
                if left <= 0:
                    return False
                time.sleep(left)
            return True

        def read(self) -> bytes:
            """Return the bytes that have come: a whole line of a console, or all that a pipe has; none at the end."""
            data, self._ready = self._ready or b"", None
            return data

        def _look(self) -> bool:
            if self._ready is None and os.isatty(self._descriptor):
                self._take_keys()
            elif self._ready is None and (self._reader is None or not self._reader.is_alive()):
                self._reader = threading.Thread(target=self._read_pipe, daemon=True)
                self._reader.start()
            return self._ready is not None

        def _read_pipe(self) -> None:
            try:
                self._ready = os.read(self._descriptor, 4096)
            except OSError:
                self._ready = b""

        def _take_keys(self) -> None:
            """Take the keys that were pressed, and show them; Enter makes them the next line.

            Raises:
                KeyboardInterrupt: Ctrl+C was typed.
            """
            while self._ready is None and msvcrt.kbhit():
                key = msvcrt.getwch()
                if key in _SPECIAL:
                    msvcrt.getwch()
                elif key == _STOP:
                    raise KeyboardInterrupt
                elif key in "\r\n" or (key == _END and not self._typed):
                    self._show("\r\n")
                    self._ready, self._typed = (b"" if key == _END else f"{self._typed}\n".encode()), ""
                elif key == _TAKE_BACK:
                    self._show("\b \b" if self._typed else "")
                    self._typed = self._typed[:-1]
                elif key.isprintable():
                    self._show(key)
                    self._typed += key

        @staticmethod
        def _show(text: str) -> None:
            for character in text:
                msvcrt.putwch(character)

    def await_hang_up(_descriptor: int) -> bool:
        """Return False: nobody tells that the other end has been closed before something is read."""
        return False

else:
    import select

    def await_hang_up(descriptor: int) -> bool:
        """Wait until nobody can write to an input any more, and return True; read nothing.

        False comes at once where the system cannot tell: macOS of a terminal, and some other one of everything.
        """
        if not hasattr(select, "poll"):
            return False
        waiting = select.poll()
        waiting.register(descriptor, 0)
        return any(event & (select.POLLHUP | select.POLLERR) for _, event in waiting.poll())

    class InputSource:
        """The input of one descriptor. `select` watches terminals on macOS too, where `poll` and `kqueue` do not."""

        def __init__(self, descriptor: int) -> None:
            self._descriptor = descriptor

        def has_input(self, seconds: float | None) -> bool:
            """Return whether `read` returns at once, after a wait of that length at most; None waits for ever."""
            return bool(select.select([self._descriptor], [], [], seconds)[0])

        def read(self) -> bytes:
            """Return the bytes that have come, a line at most on a terminal; none at the end.

            Raises:
                OSError: it was closed.
            """
            return os.read(self._descriptor, 4096)
