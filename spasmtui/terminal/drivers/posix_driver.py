"""Drive a POSIX terminal, unharmed by a lost connection or a stop: Textual's driver with its faults fixed.

Stock Textual 8.2 dies at a hang-up with nothing saved, spins at full load at the end of input, starts two more threads
at each stray SIGCONT and then hangs when it should quit, leaves a blank screen after `fg`, and takes a quarter of a
second to quit. The pseudo-terminal tests hold everything here that uses its private parts.
"""

from __future__ import annotations

import os
import select
import selectors
import signal
import sys
from codecs import getincrementaldecoder
from contextvars import copy_context
from threading import Event
from typing import TYPE_CHECKING, Any, TextIO, cast

from textual import events
from textual.drivers.linux_driver import LinuxDriver

from spasmtui.elapsed import elapsed_seconds
from spasmtui.launcher import handoff
from spasmtui.launcher.terminal_kind import EIGHT_COLORS
from spasmtui.system.calls import HANG_UP, give_line_back
from spasmtui.system.terminal_line import STOP, forget_resizes, is_slow, read_mode, stop_job, write_at_once
from spasmtui.terminal.drivers.mouse_reports import MouseReports, reaches_app
from spasmtui.terminal.frame_gate import ANSWER, BLOCKED_SECONDS, FrameGate, byte_count
from spasmtui.terminal.input_parser import InputParser, TerminalAnswer
from spasmtui.terminal.mouse import DISABLE, is_remote
from spasmtui.terminal.painting.ascii_cells import ascii_cells
from spasmtui.terminal.shutdown import Shutdown

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.message import Message

ESCAPE_POLL_SECONDS = 0.05
"""The interval at which an unfinished escape sequence is examined; with nothing pending the reader sleeps."""

DRAIN_SECONDS = 2.0
"""The longest wait for the terminal's last answers when the program ends."""
SIGNAL_DRAIN_SECONDS = 0.5
"""The same where a signal ends it, which is to be within a second."""

_ENTER_ALTERNATE, _LEAVE_ALTERNATE = "\x1b[?1049h", "\x1b[?1049l"
_END_KEYBOARD_PROTOCOL = "\x1b[<u"
"""Ends kitty's keyboard protocol, which is never begun: consoles without it show the `u` in the shell."""
_SYSTEM_COMMAND = "\x1b]"
"""Begins a command to newer terminals; those before them show its words: the pointer's shape, a notification."""
_ALL_ROWS = b"\x1b7\x1b[r\x1b8"
"""Ends a region of rows that scroll, in case a frame was cut off in it; the cursor, which that moves, comes back."""
_LEAVE = b"\x1b[0m" + DISABLE.encode() + b"\x1b[?2004l\x1b[?7h\x1b[?1004l\x1b[?1049l\x1b[?25h"

_SIGNAL_KEYS = {"ctrl+c": signal.SIGINT, "ctrl+z": STOP}


class _Exit(Event):
    """An event that also makes a descriptor readable, so that it wakes a reader in `select` at once."""

    def __init__(self) -> None:
        super().__init__()
        self.reading, self._writing = os.pipe()

    def set(self) -> None:
        super().set()
        os.write(self._writing, b"x")

    def clear(self) -> None:
        super().clear()
        if select.select([self.reading], [], [], 0)[0]:
            os.read(self.reading, 64)


class _TerminalFile:
    """The file of the writer thread: silent when the terminal is gone, where stock Textual ends the thread."""

    def __init__(self, file: TextIO, note_write: Callable[[float], None]) -> None:
        """Write to a file.

        Args:
            file: the terminal.
            note_write: is told for how many seconds a write was blocked, if for long.
        """
        self._file = file
        self._note_write = note_write

    def write(self, text: str) -> None:
        self._timed(lambda: self._file.write(text))

    def flush(self) -> None:
        self._timed(self._file.flush)

    def _timed(self, write: Callable[[], object]) -> None:
        began_at = elapsed_seconds()
        try:
            write()
        except OSError:
            return
        if (seconds := elapsed_seconds() - began_at) >= BLOCKED_SECONDS and not self._has_room():
            self._note_write(seconds)

    def _has_room(self) -> bool:
        """Return whether the terminal takes more at once: then the write was slow for a reason of this machine's."""
        try:
            return bool(select.select([], [self._file], [], 0)[1])
        except (OSError, ValueError):
            return True

    def fileno(self) -> int:
        return self._file.fileno()

    def isatty(self) -> bool:
        return self._file.isatty()


class SpasmDriver(MouseReports, LinuxDriver):
    """A driver that ends with the terminal, sleeps when nothing is typed, resumes once, and quits at once.

    Ctrl+C and Ctrl+Z are the signals they are everywhere else, also while the event loop is busy.
    """

    exit_event: _Exit

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = False, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.gate = FrameGate(elapsed_seconds)
        """How much output the line to the terminal can carry."""
        self._answers_to_take = 0
        """Answers that were read and wait for the event loop."""
        self._has_left = False
        """True if the terminal's screen was left before the input was at its end."""
        self._has_system_commands = not os.environ.get("TERM", "").strip().lower().startswith(EIGHT_COLORS)
        self._context = copy_context()
        self._file = cast("Any", _TerminalFile(cast("TextIO", sys.__stderr__), self._note_write))
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
        if data == _ENTER_ALTERNATE:
            self._has_left = False
            has_painted = handoff.holds_terminal()
            if question := self.gate.begin(is_remote=self._is_slow_line(), has_painted=has_painted):
                super().write(question)
            if has_painted:
                return
        if self._has_left or data == _END_KEYBOARD_PROTOCOL:
            return
        if data.startswith(_SYSTEM_COMMAND) and not self._has_system_commands:
            return
        if data == _LEAVE_ALTERNATE:
            data = f"\x1b[m{data}"  # a frame leaves its last style behind
        data = self._in_characters(data)
        self.gate.note(byte_count(data))
        super().write(data)

    def send_frame(self, data: str) -> None:
        """Queue output that the terminal is asked to confirm, if its line may be slow."""
        if not self._has_left:
            super().write(self.gate.with_questions(self._in_characters(data)))

    def _in_characters(self, data: str) -> str:
        """Return output in the characters that are asked for."""
        options = getattr(self._app, "options", None)
        return ascii_cells(data) if options is not None and options.is_ascii else data

    def _is_slow_line(self) -> bool:
        """Return whether the line to the terminal may be slow: it leads to another machine, or its speed is low."""
        if is_remote(os.environ):
            return True
        return is_slow(self.fileno)

    def _note_write(self, seconds: float) -> None:
        self._loop.call_soon_threadsafe(self.gate.note_write, seconds)

    def _take_answer(self, now: float) -> None:
        self._answers_to_take -= 1
        self.gate.answered(now)
        getattr(self._app, "follow_line", _nothing)()

    def abandon(self) -> None:
        """Restore the terminal without waiting for anything, for an end that must come now."""
        try:
            if self.attrs_before is not None:
                give_line_back(self.attrs_before, self.fileno)
            write_at_once(2, _ALL_ROWS + _LEAVE)
        except OSError:
            return

    def stop_application_mode(self) -> None:
        """Give the terminal back, also where the ordinary way fails."""
        try:
            self.disable_input()
            self._take_last_answers()
            super().stop_application_mode()
        except Exception:
            self.abandon()
            raise

    def disable_input(self) -> None:
        """Read no more keys; where the terminal has still to answer, leave its screen at once."""
        if not self.gate.is_waiting:
            super().disable_input()
        elif not self._has_left:
            self.write(_LEAVE.decode())
            self._has_left = True
            forget_resizes()
            self.exit_event.set()
            if self._key_thread is not None:
                self._key_thread.join()
            self.exit_event.clear()

    def _take_last_answers(self) -> None:
        """Wait for the answers that are under way: the shell would take them for keys."""
        ends_at = elapsed_seconds() + (SIGNAL_DRAIN_SECONDS if self._shutdown.has_begun else DRAIN_SECONDS)
        read = b""
        count = self.gate.unanswered - self._answers_to_take if self.gate.is_waiting else 0
        while read.count(ANSWER.encode()) < count and (left := ends_at - elapsed_seconds()) > 0:
            if not select.select([self.fileno], [], [], left)[0] or not (data := self._read()):
                break
            read += data
        self.gate.end()

    def _run_input_thread(self) -> None:
        """Read keys; a fault ends the app, since nobody could leave it."""
        try:
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001 -- the app reports it
            self._loop.call_soon_threadsafe(self._app._handle_exception, error)  # noqa: SLF001 -- no public name

    def run_input_thread(self) -> None:
        """Read keys until the exit event; the end of input ends the program as a hang-up does."""
        parser = InputParser(elapsed_seconds, lambda: self.gate.is_waiting)
        decode = getincrementaldecoder("utf-8")("replace").decode
        # As Textual's: macOS watches no terminal by its other ways.
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self.exit_event.reading, selectors.EVENT_READ)
            while True:
                ready = {key.fd for key, _ in selector.select(ESCAPE_POLL_SECONDS if parser.is_pending else None)}
                if self.exit_event.is_set():
                    return
                if self.fileno in ready:
                    data = self._read()
                    if not data:
                        self._shutdown.begin(HANG_UP)
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
        if isinstance(message, TerminalAnswer):
            self._answers_to_take += 1
            self._loop.call_soon_threadsafe(self._take_answer, elapsed_seconds(), context=self._context)
            return
        if isinstance(message, events.Key):
            self.gate.pressed_at = elapsed_seconds()
        if isinstance(message, events.Key) and (number := _SIGNAL_KEYS.get(message.key)) is not None:
            if number == signal.SIGINT:
                self._shutdown.begin(number)
            else:
                stop_job()
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
            mode = read_mode(self.fileno)
            mode[0], mode[3] = self._patch_iflag(mode[0]), self._patch_lflag(mode[3])
            give_line_back(mode, self.fileno)
        except OSError:
            return  # the terminal is gone; the reader ends the program
        self.write("\x1b[?25l")

    def _enable_mouse_pixels(self) -> None:
        return

    def _request_terminal_sync_mode_support(self) -> None:
        """Ask for synchronised output, but not a console: some show a letter of the question, and none has it."""
        if self._has_system_commands:
            super()._request_terminal_sync_mode_support()

    def _query_in_band_window_resize(self) -> None:
        """Send no query: SIGWINCH reports the same, and an answer may arrive as keys after the program has ended."""


def _nothing() -> None:
    return
