"""A program in a real pseudo-terminal behind a terminal emulator, as a person at a terminal meets it.

Every wait is bounded and fails with what was on the screen. What the program promises in seconds is held to the second
on a quiet machine, and to as many times more as a slow one is slower. Linux and macOS; `cpu_seconds` and `threads` need
/proc.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Self

import pyte

ROOT = Path(__file__).parent.parent.parent

ENTER, ESCAPE, TAB = "\r", "\x1b", "\t"
LIMIT_SECONDS = 60.0
"""How long to wait for what says nothing about speed; only a fault takes so long."""

QUIET_START_SECONDS = 0.05
"""How long an empty interpreter takes on a quiet machine to start, put one small file on the disk, and end."""

UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"

_NOT_FOR_PYTE = re.compile(
    rb"\x1b\[[?=<>][0-9;]*\$?[pqu]"  # mode queries and the kitty keyboard protocol
    rb"|\x1bP.*?\x1b\\|\x1b_.*?\x1b\\"  # device control and application strings
    rb"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)",  # titles, links, notifications
    re.DOTALL,
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[\]P_][^\x07\x1b]*\x1b?)?\Z")
_ALTERNATE = re.compile(rb"(\x1b\[\?1049[hl])")

Answer = Callable[[pyte.Screen], bytes]
_ANSWERS: tuple[tuple[re.Pattern[bytes], Answer], ...] = (
    (re.compile(rb"\x1b\[0?c"), lambda _screen: b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[>0?c"), lambda _screen: b"\x1b[>0;276;0c"),
    (re.compile(rb"\x1b\[\?2026\$p"), lambda _screen: b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?2048\$p"), lambda _screen: b"\x1b[?2048;0$y"),
    (re.compile(rb"\x1b\[5n"), lambda _screen: b"\x1b[0n"),
    (re.compile(rb"\x1b\[6n"), lambda screen: b"\x1b[%d;%dR" % (screen.cursor.y + 1, screen.cursor.x + 1)),
    (re.compile(rb"\x1b\[18t"), lambda screen: b"\x1b[8;%d;%dt" % (screen.lines, screen.columns)),
)


class Cell(NamedTuple):
    """What one cell of the screen shows."""

    text: str
    foreground: str
    background: str
    is_bold: bool
    is_italic: bool
    is_underlined: bool
    is_reversed: bool


class _Screen(pyte.Screen):
    """Erases with the current background, also where nothing was written yet, as xterm, VTE, kitty and tmux do."""

    def erase_in_display(self, how: int = 0, *args: object, **options: object) -> None:
        super().erase_in_display(how, *args, **options)
        if how == 2:
            for row in range(self.lines):
                self.buffer[row].update(dict.fromkeys(range(self.columns), self.cursor.attrs))


class Terminal:
    """One program in one terminal of its own; a context manager that leaves nothing running."""

    def __init__(
        self,
        command: Iterable[str | Path],
        *,
        size: tuple[int, int] = (80, 24),
        environment: Mapping[str, str | None] | None = None,
        answers: bool = True,
    ) -> None:
        """Start the command.

        Args:
            command: the program, as a path, and its arguments.
            size: columns and rows.
            environment: what differs from this process's environment; None takes a variable away.
            answers: reply to the queries a terminal replies to.
        """
        self.columns, self.rows = size
        self._answers = answers
        self._master, slave = pty.openpty()
        self._size_window()
        words = [str(word) for word in command]
        self.started_at = time.perf_counter()
        # The first terminal a session leader opens becomes its controlling terminal; nothing is forked with threads.
        self.pid = os.posix_spawn(
            words[0],
            words,
            _environment(environment or {}),
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.ttyname(slave), os.O_RDWR, 0),
                (os.POSIX_SPAWN_DUP2, 0, 1),
                (os.POSIX_SPAWN_DUP2, 0, 2),
            ],
            setsid=True,
            setsigdef=[signal.SIGINT, signal.SIGHUP, signal.SIGTERM, signal.SIGPIPE],
        )
        os.close(slave)
        self._main = _Screen(*size)
        self.screen = self._main
        """The emulated screen that shows now; the program's normal screen is kept while it uses the alternate one."""
        self._stream = pyte.ByteStream(self.screen)
        self._pending = b""
        self._exit_code: int | None = None
        self._is_open = True
        self.raw = bytearray()
        """Every byte the program wrote."""
        self.first_byte_at: float | None = None
        """`time.perf_counter()` of the first byte."""
        self.frames: list[str] | None = None
        """Set it to a list, and each new screen text that a read brings is appended: finds flashes and jumps."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    # What is on the screen

    @property
    def text(self) -> str:
        """The screen's rows, joined by line breaks."""
        return "\n".join(self.screen.display)

    @property
    def cells(self) -> tuple[tuple[Cell, ...], ...]:
        """The screen's rows of cells with colours and attributes."""
        return _cells(self.screen)

    @property
    def is_alternate(self) -> bool:
        """Whether the alternate screen shows."""
        return self.screen is not self._main

    @property
    def is_cursor_shown(self) -> bool:
        """Whether the program last asked for a visible cursor."""
        return self.raw.rfind(b"\x1b[?25l") <= self.raw.rfind(b"\x1b[?25h")

    @property
    def echoes(self) -> bool:
        """Whether the terminal line is back in the mode a shell expects."""
        local = termios.tcgetattr(self._master)[3]
        return bool(local & termios.ECHO and local & termios.ICANON and local & termios.ISIG)

    # What a person does

    def keys(self, text: str) -> None:
        """Type; the constants of this module name the keys that are not characters."""
        self.send(text.encode())

    def send(self, data: bytes) -> None:
        """Send bytes that need not be text."""
        os.write(self._master, data)

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size, as a window manager does."""
        self.columns, self.rows = columns, rows
        self._main.resize(rows, columns)
        self.screen.resize(rows, columns)
        self._size_window()

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program alone."""
        os.kill(self.pid, number)

    def close(self) -> None:
        """Close the terminal, as a dropped connection does; the program is left to notice."""
        if self._is_open:
            self._is_open = False
            os.close(self._master)

    # Waiting, always bounded

    def wait_for(self, pattern: str, limit_seconds: float = LIMIT_SECONDS) -> re.Match[str]:
        """Read until the screen matches (`.` matches line breaks too, `^` and `$` match at each row).

        Raises:
            AssertionError: it did not in time, or the program ended; the message shows the screen.
        """
        seen = re.compile(pattern, re.DOTALL | re.MULTILINE)
        found: re.Match[str] = self.wait_until(lambda: seen.search(self.text), f"{pattern!r}", limit_seconds)
        return found

    def wait_until(self, found: Callable[[], Any], what: str, limit_seconds: float = LIMIT_SECONDS) -> Any:
        """Read until `found()` is something, and return it.

        Raises:
            AssertionError: it was nothing in time, or the program ended; the message names `what` and shows the screen.
        """
        deadline = time.perf_counter() + limit_seconds
        while not (value := found()):
            left = deadline - time.perf_counter()
            if left <= 0 or not self._read(min(left, 0.05)):
                value = found()
                reason = f"not within {limit_seconds} s" if left <= 0 else "the program ended first"
                assert value, f"{what}: {reason}. The screen:\n{self.text}\n"
                break
        return value

    @property
    def descriptor(self) -> int:
        """What to select on, for a test that watches more than one terminal."""
        return self._master

    def take(self, seconds: float) -> bool:
        """Take in what arrives within that time; False when the program has closed its side."""
        return self._read(seconds)

    def rest(self, seconds: float) -> int:
        """Watch the program for that long and return how many bytes it wrote."""
        before = len(self.raw)
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0 and self._read(left):
            pass
        return len(self.raw) - before

    def settle(self, quiet_seconds: float = 0.25, limit_seconds: float = LIMIT_SECONDS) -> None:
        """Read until the program has been silent for `quiet_seconds`.

        Raises:
            AssertionError: it goes on writing.
        """
        deadline = time.perf_counter() + limit_seconds
        while self.rest(quiet_seconds):
            assert time.perf_counter() < deadline, f"still writing after {limit_seconds} s. The screen:\n{self.text}\n"

    def exit_code(self, promised_seconds: float | None = None, *, limit_seconds: float = LIMIT_SECONDS) -> int:
        """Wait until the program has ended, reading what it still writes; minus the signal's number if one killed it.

        Args:
            promised_seconds: how soon it says it ends, on a quiet machine; None where that is not the question.
            limit_seconds: how long to wait where nothing is promised.

        Raises:
            AssertionError: it is still running after that time.
        """
        started_at, slower = time.perf_counter(), 1.0
        while self._exit_code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._exit_code = os.waitstatus_to_exitcode(status)
                break
            waited = time.perf_counter() - started_at
            limit = limit_seconds if promised_seconds is None else promised_seconds * slower
            if waited > limit and promised_seconds is not None and (now := slowness()) > slower:
                slower = now
                continue
            assert waited <= limit, f"still running after {limit:.2f} s. The screen:\n{self.text}\n"
            if not self._read(0.005):
                select.select([], [], [], 0.002)
        # The terminal holds what was written last until it is read; nobody writes any more.
        while self._is_open and select.select([self._master], [], [], 0)[0] and self._read(0):
            pass
        return self._exit_code

    @property
    def is_running(self) -> bool:
        """Whether the program has not ended."""
        if self._exit_code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._exit_code = os.waitstatus_to_exitcode(status)
        return self._exit_code is None

    def end(self) -> None:
        """Kill the program if it still runs, and close the terminal."""
        if self.is_running:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self._exit_code = -signal.SIGKILL
        self.close()

    # What it costs

    def cpu_seconds(self) -> float:
        """Processor time used so far by every thread of the program (Linux)."""
        tasks = Path(f"/proc/{self.pid}/task")
        return sum(int((task / "schedstat").read_text(encoding="ascii").split()[0]) for task in tasks.iterdir()) / 1e9

    def threads(self) -> int:
        """How many threads the program has (Linux)."""
        return len(list(Path(f"/proc/{self.pid}/task").iterdir()))

    def memory_mb(self) -> float:
        """The most resident memory the program had so far (Linux)."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        peak = re.search(r"VmHWM:\s+(\d+)", status)
        return int(peak[1]) / 1024 if peak else 0.0

    # Between the pseudo-terminal and the emulator

    def _size_window(self) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", self.rows, self.columns, 0, 0))

    def _read(self, seconds: float) -> bool:
        """Take in what arrives within that time; False when the program has closed its side."""
        if not self._is_open:
            return False
        if not select.select([self._master], [], [], seconds)[0]:
            return True
        try:
            data = os.read(self._master, 65536)
        except OSError:
            return False
        if not data:
            return False
        self._take_in(data)
        return True

    def _take_in(self, data: bytes) -> None:
        """Show what has arrived."""
        self.first_byte_at = self.first_byte_at or time.perf_counter()
        self.raw += data
        self._show(data)
        if self.frames is not None and self.frames[-1:] != [self.text]:
            self.frames.append(self.text)

    def _show(self, data: bytes) -> None:
        data = self._pending + data
        self._pending = match[0] if (match := _UNFINISHED.search(data)) else b""
        data = data[: len(data) - len(self._pending)]
        if self._answers:
            for query, answer in _ANSWERS:
                for _ in query.findall(data):
                    self.send(answer(self.screen))
        for piece in _ALTERNATE.split(_NOT_FOR_PYTE.sub(b"", data)):
            if _ALTERNATE.fullmatch(piece):
                # A second switch to the alternate screen clears it again, as xterm does.
                self._attach(_Screen(self.columns, self.rows) if piece.endswith(b"h") else self._main)
            else:
                self._stream.feed(piece)

    def _attach(self, screen: _Screen) -> None:
        self._stream.detach(self.screen)
        self.screen = screen
        self._stream.attach(screen)


def slowness() -> float:
    """How many times slower than a quiet one this machine is just now, in starting and in writing; at least 1."""
    with tempfile.TemporaryFile() as file:
        code = f"import os; os.write({file.fileno()}, b'x'); os.fsync({file.fileno()})"
        before = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], pass_fds=[file.fileno()], check=True, timeout=LIMIT_SECONDS)
    return max(1.0, (time.perf_counter() - before) / QUIET_START_SECONDS)


def cells_after(output: bytes, size: tuple[int, int]) -> tuple[tuple[Cell, ...], ...]:
    """The cells of a screen of that size on which nothing but this has been written."""
    screen = _Screen(*size)
    pyte.ByteStream(screen).feed(_ALTERNATE.sub(b"", _NOT_FOR_PYTE.sub(b"", output)))
    return _cells(screen)


def _cells(screen: pyte.Screen) -> tuple[tuple[Cell, ...], ...]:
    rows = (screen.buffer[row] for row in range(screen.lines))
    return tuple(tuple(_cell(row[column]) for column in range(screen.columns)) for row in rows)


def _cell(char: pyte.screens.Char) -> Cell:
    return Cell(char.data, char.fg, char.bg, char.bold, char.italics, char.underscore, char.reverse)


def _environment(changes: Mapping[str, str | None]) -> dict[str, str]:
    wanted: dict[str, str | None] = {
        **os.environ,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "PYTHONPATH": str(ROOT),
        "LINES": None,
        "COLUMNS": None,
        **changes,
    }
    return {name: value for name, value in wanted.items() if value is not None}


def program(name: str, *words: str) -> list[str | Path]:
    """The command line of `spasm` or `spasmtui` as the installed script runs it, with this interpreter."""
    code = f"import sys; sys.argv[0] = {name!r}; from spasmtui.launch import {name}; {name}()"
    return [sys.executable, "-c", code, *words]
