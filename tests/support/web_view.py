"""`spasmtui serve` as a process, and a page of it as a WebSocket: what a browser does, without one."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest

from tests.conftest import LIMIT_SECONDS, ROOT

aiohttp = pytest.importorskip("aiohttp")
pytest.importorskip("aiohttp.web")
pytest.importorskip("textual_serve")


PATIENCE_SECONDS = 0.5
"""The wait before a key is pressed once more, as a person would."""


class Serving:
    """One server on a free port of loopback; a context manager that leaves nothing running."""

    def __init__(self, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "spasmtui", "serve", "--port", "0", "--json", *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert self.process.stdout is not None
        lines: list[str] = []
        while lines[-1:] != ["}\n"]:
            lines.append(self.process.stdout.readline())
            assert lines[-1], self.process.communicate(timeout=LIMIT_SECONDS)[1]
        self.told = json.loads("".join(lines))
        self.address: str = self.told["url"]
        self.origin = self.address.rstrip("/")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.stop()
        self.process.communicate()

    def stop(self, number: int = signal.SIGINT) -> tuple[int, str]:
        """Send a signal; return the exit code and what was said."""
        self.process.send_signal(number)
        said = self.process.communicate(timeout=LIMIT_SECONDS)[1]
        return self.process.returncode, said


class Page:
    """The connection of a page to its session."""

    def __init__(self, socket: Any) -> None:
        self.socket = socket
        self.seen = b""
        """What was written for the terminal."""
        self.answers: list[Any] = []
        """What was answered to the page itself."""

    async def read_until(self, words: bytes) -> None:
        """Read until the terminal was sent some words."""
        async with asyncio.timeout(LIMIT_SECONDS):
            while words not in self.seen:
                message = await self.socket.receive()
                if message.type == aiohttp.WSMsgType.TEXT:
                    self.answers.append(json.loads(message.data))
                    continue
                assert message.type == aiohttp.WSMsgType.BINARY, f"closed by {self.socket.close_code}: {self.seen!r}"
                self.seen += message.data

    async def press(self, keys: str) -> None:
        """Type keys."""
        await self.send("stdin", keys)

    async def press_until(self, keys: str, words: bytes) -> None:
        """Type keys, and again if they were not heard, until some words are seen: one for an old screen is ignored."""
        async with asyncio.timeout(LIMIT_SECONDS):
            while words not in self.seen:
                await self.press(keys)
                with suppress(TimeoutError):
                    async with asyncio.timeout(PATIENCE_SECONDS):
                        await self.read_until(words)

    async def send(self, *message: Any) -> None:
        """Send a message of the page."""
        await self.socket.send_str(json.dumps(message))

    async def closed_by(self) -> int | None:
        """Wait until the server closes the connection, and return the number that says why."""
        async with asyncio.timeout(LIMIT_SECONDS):
            async for message in self.socket:
                if message.type == aiohttp.WSMsgType.BINARY:
                    self.seen += message.data
        code: int | None = self.socket.close_code
        return code


@asynccontextmanager
async def open_page(server: Serving, *, origin: str | None = None) -> AsyncIterator[Page]:
    """Open the session of a page that the server has sent, or that says it is of another origin."""
    async with (
        aiohttp.ClientSession() as client,
        client.ws_connect(
            f"{server.address}session?width=90&height=28", origin=server.origin if origin is None else origin
        ) as socket,
    ):
        yield Page(socket)


def children(process: int) -> list[int]:
    """Return the processes that a process has started and that run still; needs /proc."""
    found = Path(f"/proc/{process}/task").glob("*/children")
    return [int(each) for path in found for each in path.read_text(encoding="ascii").split()]


async def gone(process: int) -> None:
    """Wait until a process is there no more; the system says when it has ended."""
    try:
        descriptor = os.pidfd_open(process)
    except ProcessLookupError:
        return
    ended = asyncio.Event()
    asyncio.get_running_loop().add_reader(descriptor, ended.set)
    try:
        async with asyncio.timeout(LIMIT_SECONDS):
            await ended.wait()
    finally:
        asyncio.get_running_loop().remove_reader(descriptor)
        os.close(descriptor)
