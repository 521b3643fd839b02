"""Run the program in a pseudo-terminal of its own for one tab of the browser.

A tab is to the program what a terminal is: when it is closed, the terminal hangs up, and the program saves what is
running and ends, as it does everywhere else. When this server is killed, the system closes the terminals.
"""

from __future__ import annotations

import asyncio
import errno
import fcntl
import os
import pty
import signal
import struct
import sys
import termios
import threading
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import spasmtui
from spasmtui.terminal.mouse import IN_BROWSER

READ_BYTES = 65_536
PATIENCE_SECONDS = 10.0
"""The longest wait for a program whose terminal has hung up; it means to be gone within one second."""
LAST_OUTPUT_SECONDS = 0.5
"""The longest wait for more output of a program that has ended: what it has started may hold the terminal open."""
SIZES = range(1, 1001)
"""The columns and the rows that a terminal may have."""
_LEFT_OUT = (
    *("COLUMNS", "LINES", "ROWS", "TERMCAP", "TMUX", "TMUX_PANE", "STY", "VTE_VERSION", "SPASMTUI_PLAIN"),
    *("TERM_PROGRAM", "TERM_PROGRAM_VERSION", "TEXTUAL_DRIVER", "TEXTUAL_COLOR_SYSTEM"),
)
"""Variables that tell of the server's own terminal."""
_ENDINGS = (signal.SIGINT, signal.SIGHUP, signal.SIGTERM, signal.SIGPIPE, signal.SIGTSTP, signal.SIGQUIT)


class Size(NamedTuple):
    """The size of a terminal in cells."""

    columns: int
    rows: int


def read_size(columns: object, rows: object) -> Size | None:
    """Return a size that a page has sent, None where it is none."""
    if isinstance(columns, int) and isinstance(rows, int) and columns in SIZES and rows in SIZES:
        return Size(columns, rows)
    return None


def session_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a program whose terminal is the page: xterm.js, with all colours, in UTF-8."""
    kept = {name: value for name, value in environment.items() if name not in _LEFT_OUT}
    return {
        **kept,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "PYTHONIOENCODING": "utf-8",
        IN_BROWSER: "1",
    }


def session_words(options: tuple[str, ...], argv0: str) -> list[str]:
    """Return the command that runs this same program, from the same files, whatever is in the current folder.

    Args:
        options: the global options of the program.
        argv0: the name by which the server was called.
    """
    folder = str(Path(spasmtui.__file__).parent.parent)
    code = (
        f"import sys; sys.path.append({folder!r}); sys.argv[0] = {argv0!r}; "
        "from spasmtui.launch import main; main('spasmtui')"
    )
    return [sys.executable, "-P", "-c", code, *options]


class Session:
    """One program in one terminal; made inside a running event loop."""

    def __init__(self, words: list[str], environment: Mapping[str, str], size: Size) -> None:
        """Start the program.

        Raises:
            OSError: the system gives no terminal, no process or no thread.
        """
        self._loop = asyncio.get_running_loop()
        self._master, slave = pty.openpty()
        self._is_open = True
        try:
            os.set_blocking(self._master, False)
            self.resize(size)
            # The first terminal that the leader of a session opens becomes its own: it hangs up when we close our end.
            self.process = os.posix_spawn(
                words[0],
                words,
                dict(environment),
                file_actions=[
                    (os.POSIX_SPAWN_OPEN, 0, os.ttyname(slave), os.O_RDWR, 0),
                    (os.POSIX_SPAWN_DUP2, 0, 1),
                    (os.POSIX_SPAWN_DUP2, 0, 2),
                ],
                setsid=True,
                setsigdef=_ENDINGS,
                setsigmask=(),
            )
        except OSError:
            os.close(self._master)
            raise
        finally:
            os.close(slave)
        self._ended = asyncio.Event()
        self.exit_code = 0
        """The exit code of the program once it has ended; negative for a signal."""
        self.was_killed = False
        """True if it did not end by itself when its terminal had hung up."""
        try:
            threading.Thread(target=self._await_process, name="spasm-session", daemon=True).start()
        except RuntimeError as error:  # the system has no thread left
            self.hang_up()
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
            raise OSError(errno.EAGAIN, str(error)) from error

    def _await_process(self) -> None:
        _process, status = os.waitpid(self.process, 0)
        with suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._note_end, os.waitstatus_to_exitcode(status))

    def _note_end(self, exit_code: int) -> None:
        self.exit_code = exit_code
        self._ended.set()

    def resize(self, size: Size) -> None:
        """Give the terminal another size."""
        if self._is_open:
            fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", size.rows, size.columns, 0, 0))

    async def output(self) -> AsyncIterator[bytes]:
        """Yield what the program writes, until it has ended. What is not taken makes the program wait."""
        while self._is_open:
            try:
                data = os.read(self._master, READ_BYTES)
            except BlockingIOError:
                if self._ended.is_set():
                    return
                await self._await_output()
                continue
            except OSError:  # no program has the terminal any more
                data = b""
            if not data:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._ended.wait(), PATIENCE_SECONDS)
                return
            yield data

    async def _await_output(self) -> None:
        ready = asyncio.Event()
        self._loop.add_reader(self._master, ready.set)
        try:
            await self._first_of(ready)
            if not ready.is_set():
                with suppress(TimeoutError):
                    await asyncio.wait_for(ready.wait(), LAST_OUTPUT_SECONDS)
        finally:
            if self._is_open:
                self._loop.remove_reader(self._master)

    async def write(self, data: bytes) -> None:
        """Type into the terminal; what the program has no time for waits."""
        rest = memoryview(data)
        while rest and self._is_open and not self._ended.is_set():
            try:
                rest = rest[os.write(self._master, rest) :]
            except BlockingIOError:
                await self._await_room()
            except OSError:
                return

    async def _await_room(self) -> None:
        ready = asyncio.Event()
        self._loop.add_writer(self._master, ready.set)
        try:
            await self._first_of(ready)
        finally:
            if self._is_open:
                self._loop.remove_writer(self._master)

    async def _first_of(self, ready: asyncio.Event) -> None:
        """Wait until the terminal is ready or the program has ended."""
        waiting = [asyncio.create_task(each.wait()) for each in (ready, self._ended)]
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waiting:
                each.cancel()

    async def end(self) -> None:
        """Hang up, and wait until the program has saved what is running and is gone."""
        self.hang_up()
        try:
            await asyncio.wait_for(self._ended.wait(), PATIENCE_SECONDS)
        except TimeoutError:
            self.was_killed = True
            with suppress(ProcessLookupError):
                os.killpg(self.process, signal.SIGKILL)
            await self._ended.wait()

    def hang_up(self) -> None:
        """Close our end of the terminal: the program hears SIGHUP, and reads the end of its input."""
        if self._is_open:
            self._is_open = False
            self._loop.remove_reader(self._master)
            self._loop.remove_writer(self._master)
            os.close(self._master)
