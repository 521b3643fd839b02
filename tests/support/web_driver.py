"""The app with the web driver of Textual, in pipes, as textual-serve runs it."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from tests.conftest import LIMIT_SECONDS, ROOT

DRIVER = "textual.drivers.web_driver:WebDriver"
PRELUDE = b"__GANGLION__\n"


class PipedApp:
    """One run of the program; a context manager that leaves nothing running."""

    def __init__(self, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "spasmtui", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "TEXTUAL_DRIVER": DRIVER,
                "COLUMNS": "100",
                "ROWS": "30",
                "TERM": "xterm",
            },
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._to, self._from = self.process.stdin, self.process.stdout
        self.seen = b""
        """What was written for the terminal."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        for stream in (self._to, self._from):
            with suppress(OSError):  # what was still to be sent is for nobody any more
                stream.close()
        self.process.wait()

    def read_prelude(self) -> bytes:
        """Return the first line."""
        return self._from.readline()

    def read_until(self, words: bytes) -> None:
        """Read packets until the terminal was sent some words; the test's own limit ends a wait for ever."""
        while words not in self.seen:
            kind, payload = self.read_packet()
            assert kind, f"it has ended, and wrote {self.seen!r}"
            if kind == b"D":
                self.seen += payload

    def read_packet(self) -> tuple[bytes, bytes]:
        """Return the kind and the payload of the next packet; two empty ones at the end."""
        head = self._from.read(5)
        return (head[:1], self._from.read(int.from_bytes(head[1:], "big"))) if len(head) == 5 else (b"", b"")

    def press(self, keys: str) -> None:
        """Type keys."""
        self._send(b"D", keys.encode())

    def ask(self, **message: Any) -> None:
        """Send a message of the driver's protocol."""
        self._send(b"M", json.dumps(message).encode())

    def close_input(self) -> None:
        """Close the input, as the end of the server does."""
        self._to.close()

    def wait(self) -> int:
        """Read on to the end and return the exit code."""
        while self.read_packet()[0]:
            pass
        return self.process.wait(LIMIT_SECONDS)

    def _send(self, kind: bytes, payload: bytes) -> None:
        self._to.write(kind + len(payload).to_bytes(4, "big") + payload)
        self._to.flush()
