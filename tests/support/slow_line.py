"""A program behind a slow line: what it writes reaches the emulator byte by byte, and keys and answers reach it late.

The line takes what the program writes as soon as it has room, as sshd or a serial driver does, and passes on so many
bytes a second after so long a latency. What is between the program and the screen is known to the byte, so that a test
can hold a limit that no load of the machine changes.
"""

from __future__ import annotations

import contextlib
import os
import select
import termios
import time
from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.support.terminal import Terminal

ANSWER = b"\x1b[0n"
SSH = {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}
"""The variables of a session over SSH."""
BITS_A_BYTE = 10
"""A start bit, eight bits and a stop bit."""
STEP_SECONDS = 0.01
"""How often the line passes on what has arrived."""
SSH_BUFFER_BYTES = 1_000_000
"""What sshd and the sockets take from the program at once."""


class _Way:
    """One direction of a line: bytes that leave one after another and arrive after the latency."""

    def __init__(self, bytes_a_second: float, latency_seconds: float) -> None:
        self._byte_seconds = 1 / bytes_a_second
        self._latency_seconds = latency_seconds
        self._is_free_at = 0.0
        self._under_way: deque[tuple[float, bytes]] = deque()
        """(when the first byte arrives, bytes)."""

    def add(self, data: bytes, now: float) -> None:
        """Take bytes in."""
        begins = max(now, self._is_free_at)
        self._is_free_at = begins + len(data) * self._byte_seconds
        self._under_way.append((begins + self._byte_seconds + self._latency_seconds, data))

    def arrived(self, now: float) -> bytes:
        """Return the bytes that have arrived, and forget them."""
        out = b""
        while self._under_way and self._under_way[0][0] <= now:
            first_at, data = self._under_way.popleft()
            count = min(len(data), 1 + int((now - first_at) / self._byte_seconds))
            out += data[:count]
            if count < len(data):
                self._under_way.appendleft((first_at + count * self._byte_seconds, data[count:]))
                break
        return out

    def unsent(self, now: float) -> float:
        """Return how many bytes have not left yet."""
        return max(0.0, self._is_free_at - now) / self._byte_seconds

    @property
    def waiting(self) -> int:
        """The bytes that have not arrived."""
        return sum(len(data) for _, data in self._under_way)


class SlowTerminal(Terminal):
    """A terminal at the end of a slow line. While nothing waits for it, the line does not move."""

    def __init__(
        self,
        command: Iterable[str | Path],
        *,
        bits_a_second: int = 2400,
        latency_seconds: float = 0.0,
        buffer_bytes: int = SSH_BUFFER_BYTES,
        speed: int | None = None,
        **options: Any,
    ) -> None:
        """Start the command.

        Args:
            command: the program, as a path, and its arguments.
            bits_a_second: the rate of either direction.
            latency_seconds: the time that a byte is under way, in either direction.
            buffer_bytes: what the line takes from the program before it blocks; the pseudo-terminal holds 4 KB more.
            speed: the speed that the line claims to have, one of `termios`; None is that of a new pseudo-terminal.
            **options: as for `Terminal`.
        """
        self.bytes_a_second = bits_a_second / BITS_A_BYTE
        self.latency_seconds = latency_seconds
        self._buffer_bytes = buffer_bytes
        self._down = _Way(self.bytes_a_second, latency_seconds)
        self._up = _Way(self.bytes_a_second, latency_seconds)
        self.written = bytearray()
        """Every byte the program wrote, of which `raw` is what has arrived."""
        self.most_waiting = 0
        """The most bytes that were between the program and the screen at once; a test sets it back to 0."""
        self.answers_after_the_end = 0
        """The answers of the terminal that came when the program had ended."""
        self._speed = speed
        super().__init__(command, **options)

    @property
    def waiting(self) -> int:
        """The bytes that are between the program and the screen."""
        return self._down.waiting

    def send(self, data: bytes) -> None:
        """Send bytes over the line."""
        self._up.add(data, time.perf_counter())

    def _size_window(self) -> None:
        super()._size_window()
        if self._speed is not None:
            mode = termios.tcgetattr(self._master)
            mode[4] = mode[5] = self._speed
            termios.tcsetattr(self._master, termios.TCSANOW, mode)

    def _read(self, seconds: float) -> bool:
        """Move the line for that time, or until something has arrived; False when the program has gone and all has."""
        deadline = time.perf_counter() + seconds
        while True:
            is_open = self._move()
            now = time.perf_counter()
            if data := self._down.arrived(now):
                self._take_in(data)
                return True
            if not is_open and not self.waiting:
                return False
            left = deadline - now
            if left <= 0:
                return True
            has_room = is_open and self._down.unsent(now) < self._buffer_bytes
            select.select([self._master] if has_room else [], [], [], min(left, STEP_SECONDS))

    def _move(self) -> bool:
        """Pass on what has arrived at the program and take what it has written; False when it has closed its side."""
        if not self._is_open:
            return False
        now = time.perf_counter()
        if keys := self._up.arrived(now):
            if ANSWER in keys and not self.is_running:
                self.answers_after_the_end += keys.count(ANSWER)
            with contextlib.suppress(OSError):  # the program has gone
                os.write(self._master, keys)
        while (room := int(self._buffer_bytes - self._down.unsent(now))) > 0:
            if not select.select([self._master], [], [], 0)[0]:
                break
            try:
                data = os.read(self._master, min(room, 65536))
            except OSError:
                return False
            if not data:
                return False
            self.written += data
            self._down.add(data, now)
        self.most_waiting = max(self.most_waiting, self.waiting)
        return True
