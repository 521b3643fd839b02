"""Drive a POSIX terminal, unharmed by a lost connection or a stop: Textual's driver with its faults fixed.

Stock Textual 8.2 dies at a hang-up with nothing saved, spins at full load at the end of input, starts two more threads
at each stray SIGCONT and then hangs when it should quit, leaves a blank screen after `fg`, and takes a quarter of a
second to quit. The pseudo-terminal tests hold everything here that uses its private parts.
"""

from __future__ import annotations

import os
import selectors
import signal
import sys
import termios
from codecs import getincrementaldecoder
from threading import Event
from typing import TYPE_CHECKING, Any, TextIO, cast

from textual import events
from textual.drivers.linux_driver import LinuxDriver

from spasmtui.elapsed import elapsed_seconds
from spasmtui.launcher import handoff
from spasmtui.terminal.input_parser import InputParser
from spasmtui.terminal.mouse import DISABLE, ENABLE
from spasmtui.terminal.painting.ascii_cells import ascii_cells
from spasmtui.terminal.shutdown import Shutdown

if TYPE_CHECKING:
    from textual.app import App
    from textual.message import Message

ESCAPE_POLL_SECONDS = 0.05
"""The interval at which an unfinished escape sequence is examined; with nothing pending the reader sleeps."""

_ENTER_ALTERNATE, _LEAVE_ALTERNATE = "\x1b[?1049h", "\x1b[?1049l"
_LEAVE = b"\x1b[0m" + DISABLE.encode() + b"\x1b[?2004l\x1b[?7h\x1b[?1004l\x1b[?1049l\x1b[?25h"

LEFT_BUTTON = 1

_SIGNAL_KEYS = {"ctrl+c": signal.SIGINT, "ctrl+z": signal.SIGTSTP}


class _Exit(Event):
    """An event that also makes a descriptor readable, so that it wakes a reader in `select` at once."""

    def __init__(self) -> None:
        super().__init__()
        self.reading, self._writing = os.pipe()
        os.set_blocking(self.reading, False)

    def set(self) -> None:
        super().set()
        os.write(self._writing, b"x")

    def clear(self) -> None:
        super().clear()
        try:
            os.read(self.reading, 64)
        except BlockingIOError:
            return


class _TerminalFile:
    """The file of the writer thread: silent when the terminal is gone, where stock Textual ends the thread."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        try:
            self._file.write(text)
        except OSError:
            return

    def flush(self) -> None:
        try:
            self._file.flush()
        except OSError:
            return

    def fileno(self) -> int:
        return self._file.fileno()

    def isatty(self) -> bool:
        return self._file.isatty()


def reaches_app(message: Message, *, is_mouse_used: bool) -> bool:
    """Return whether the app gets a message: of a mouse that is used, the wheel and the left button.

    Who presses another button wants what the terminal does with it, to paste or to open a menu.
    """
    if not isinstance(message, events.MouseEvent):
        return True
    is_other_button = isinstance(message, (events.MouseDown, events.MouseUp)) and message.button > LEFT_BUTTON
    return is_mouse_used and not is_other_button


class SpasmDriver(LinuxDriver):
    """A driver that ends with the terminal, sleeps when nothing is typed, resumes once, and quits at once.

    Ctrl+C and Ctrl+Z are the signals they are everywhere else, also while the event loop is busy.
    """

    exit_event: _Exit

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = False, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file = cast("Any", _TerminalFile(cast("TextIO", sys.__stderr__)))
        self.exit_event = _Exit()
        self._shutdown = Shutdown(app, self._loop)
        self._shutdown.install()

    def start_application_mode(self) -> None:
        """Take the terminal over, without clearing it if the first instruction is on it already."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if (painted := handoff.take_terminal()) is not None:
            self.attrs_before = painted

    def write(self, data: str) -> None:
        """Queue output, except the switch to the alternate screen when the first instruction is already on it."""
        if data == _ENTER_ALTERNATE and handoff.holds_terminal():
            return
        if data == _LEAVE_ALTERNATE:
            data = f"\x1b[m{data}"  # a frame leaves its last style behind
        options = getattr(self._app, "options", None)
        if options is not None and options.is_ascii:
            data = ascii_cells(data)
        super().write(data)

    def abandon(self) -> None:
        """Restore the terminal without waiting for anything, for an end that must come now."""
        try:
            if self.attrs_before is not None:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
            os.set_blocking(2, False)
            os.write(2, _LEAVE)
            os.set_blocking(2, True)
        except (OSError, termios.error):
            return

    def stop_application_mode(self) -> None:
        """Give the terminal back, also where the ordinary way fails."""
        try:
            super().stop_application_mode()
        except Exception:
            self.abandon()
            raise

    def _run_input_thread(self) -> None:
        """Read keys; a fault ends the app, since nobody could leave it."""
        try:
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001 -- the app reports it
            self._loop.call_soon_threadsafe(self._app._handle_exception, error)  # noqa: SLF001 -- no public name

    def run_input_thread(self) -> None:
        """Read keys until the exit event; the end of input ends the program as a hang-up does."""
        parser = InputParser(elapsed_seconds)
        decode = getincrementaldecoder("utf-8")("replace").decode
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self.exit_event.reading, selectors.EVENT_READ)
            while True:
                ready = {key.fd for key, _ in selector.select(ESCAPE_POLL_SECONDS if parser.is_pending else None)}
                if self.exit_event.is_set():
                    return
                if self.fileno in ready:
                    data = self._read()
                    if not data:
                        self._shutdown.begin(signal.SIGHUP)
                        return
                    # Half a character decodes to an empty text, which the parser takes for the end of input.
                    if text := decode(data):
                        self._process(parser.feed(text))
                self._process(parser.tick())

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""

    def _process(self, messages: Any) -> None:
        for message in messages:
            self.process_message(message)

    def process_message(self, message: Message) -> None:
        """Send a message to the app; turn Ctrl+C and Ctrl+Z into their signals."""
        if isinstance(message, events.Key) and (number := _SIGNAL_KEYS.get(message.key)) is not None:
            if number == signal.SIGINT:
                self._shutdown.begin(number)
            elif _can_be_continued():
                # The whole job stops, as it does when the terminal itself sends the signal.
                os.killpg(0, signal.SIGTSTP)
            return
        if reaches_app(message, is_mouse_used=self._mouse):
            super().process_message(message)

    def _sigtstp_application(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop)

    def _stop(self) -> None:
        self._shutdown.save()
        super()._sigtstp_application()

    def _sigcont_application(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._resume)

    def _resume(self) -> None:
        """Take the terminal over after our own stop; after a stop from outside, only mend its mode."""
        if not self._auto_restart:
            return  # an editor has the terminal
        if self._must_signal_resume:
            super()._sigcont_application()
        else:
            self._mend_mode()
        getattr(self._app, "action_redraw", self._app.refresh)()

    def _mend_mode(self) -> None:
        try:
            mode = termios.tcgetattr(self.fileno)
            mode[0], mode[3] = self._patch_iflag(mode[0]), self._patch_lflag(mode[3])
            termios.tcsetattr(self.fileno, termios.TCSANOW, mode)
        except termios.error:
            return  # the terminal is gone; the reader ends the program
        self.write("\x1b[?25l")

    def use_mouse(self, is_used: bool) -> None:
        """Have the mouse reported from now on, or not."""
        if is_used != self._mouse:
            self._disable_mouse_support()
            self._mouse = is_used
            self._enable_mouse_support()
            self.flush()

    def _enable_mouse_support(self) -> None:
        """Have buttons and the wheel reported, never mere motion: that costs 5 KB a report on a list."""
        if self._mouse:
            self.write(ENABLE)

    def _disable_mouse_support(self) -> None:
        if self._mouse:
            self.write(DISABLE)

    def _enable_mouse_pixels(self) -> None:
        return

    def _query_in_band_window_resize(self) -> None:
        """Send no query: SIGWINCH reports the same, and an answer may arrive as keys after the program has ended."""


def _can_be_continued() -> bool:
    """Return whether a shell of this session can continue the process after a stop; else it would stay stopped."""
    try:
        return os.getsid(os.getppid()) == os.getsid(0)
    except OSError:
        return False
