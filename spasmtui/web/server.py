"""Serve the page, the terminal that textual-serve brings for it, and a session for each page that asks.

The server of textual-serve itself runs a program in pipes with a driver for those. It listens wherever it is told to,
checks no `Host` and no `Origin`, loads a font from another site, and lets a killed server leave its programs behind.
"""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import socket
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import textual_serve
from aiohttp import WSMsgType, web

from spasmtui.terminal import crash_report
from spasmtui.web.guard import Request, refusal, security_headers
from spasmtui.web.peer import Accounts
from spasmtui.web.session import Session, Size, read_size

MOST_SESSIONS = 8
"""Sessions at once; each is a program of 50 MB."""
MOST_MESSAGE_BYTES = 1_000_000
"""The longest text that is typed or pasted at once."""
HEARTBEAT_SECONDS = 30.0
"""The time between two questions whether the page is there; one half of it later it counts as closed."""
LOOK_SECONDS = 15.0
"""The time between two looks whether a page has gone while its session, or its connection, has no room for more."""
USUAL_SIZE = Size(80, 24)
WAIT_SECONDS = 12.0
"""The longest wait for all sessions at the end."""
CLOSED_BY = {"left": 4000, "stopped": 4001, "too-many": 4002, "message": 4003, "failed": 4004}
"""Why a session has ended, by the number with which the WebSocket is closed; page.js has the words for each."""
_OWN: tuple[tuple[str, str, str], ...] = (
    ("/", "index.html", "text/html"),
    ("/page.css", "page.css", "text/css"),
    ("/page.js", "page.js", "text/javascript"),
)
"""Addresses, the files of ours below `content/web`, and their types."""
_OF_TEXTUAL_SERVE: tuple[tuple[str, str, str], ...] = (
    ("/terminal.js", "js/textual.js", "text/javascript"),
    ("/terminal.css", "css/xterm.css", "text/css"),
    ("/mono.ttf", "fonts/RobotoMono-VariableFont_wght.ttf", "font/ttf"),
    ("/mono-italic.ttf", "fonts/RobotoMono-Italic-VariableFont_wght.ttf", "font/ttf"),
)
"""The same for the files that textual-serve brings."""
_ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

_LOGGER = "spasmtui.web"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Server:
    """The pages and sessions of one run of `spasmtui serve`."""

    def __init__(self, port: int, start: Callable[[Size], Session], content: Path, accounts: Accounts) -> None:
        """Prepare to serve.

        Args:
            port: the port of the sockets.
            start: starts the program in a terminal of a size.
            content: the root of the shipped content.
            accounts: tells whose a connection is.
        """
        self._port = port
        self._start = start
        self._content = content / "web"
        self._accounts = accounts
        self._headers = security_headers(port)
        self._pages: dict[Session, web.WebSocketResponse] = {}
        self._is_stopping = False
        self.sessions_ended = 0
        """The number of sessions that the end of the server has ended."""
        self.sessions_killed = 0
        """The number of sessions that did not end by themselves."""

    async def serve(self, sockets: Sequence[socket.socket], announce: Callable[[], None]) -> None:
        """Serve until a signal asks for the end, then end every session.

        Args:
            sockets: bound to the port, and listening.
            announce: called once requests are answered.
        """
        stopped = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in _ENDINGS:
            loop.add_signal_handler(number, stopped.set)
        loop.set_exception_handler(note_fault)
        runner = self.runner()
        await runner.setup()
        try:
            for each in sockets:
                await web.SockSite(runner, each).start()
            announce()
            await stopped.wait()
        finally:
            await self._end_all()
            await runner.cleanup()

    def runner(self) -> web.AppRunner:
        """Return the runner that answers on sockets, without a word on the terminal."""
        # Of what is no request a trace would be printed; what fails in a handler is recorded by the guard.
        for name in (_LOGGER, "aiohttp.websocket"):
            silence = logging.getLogger(name)
            silence.addHandler(logging.NullHandler())
            silence.propagate = False
        return web.AppRunner(
            self.application(), access_log=None, logger=logging.getLogger(_LOGGER), shutdown_timeout=WAIT_SECONDS
        )

    def application(self) -> web.Application:
        """Return the routes, behind the guard."""

        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self._guard(request, handler)

        application = web.Application(middlewares=[guard])
        static = Path(str(files(textual_serve))) / "static"
        application.add_routes([
            *(web.get(address, self._file(self._content / name, kind)) for address, name, kind in _OWN),
            *(web.get(address, self._file(static / name, kind)) for address, name, kind in _OF_TEXTUAL_SERVE),
            web.get("/session", self._open_session),
        ])
        application.on_response_prepare.append(self._add_headers)
        return application

    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer what is asked by our own page alone, and what fails without a trace.

        Raises:
            ConnectionError: the page has gone.
        """
        peer = request.transport.get_extra_info("peername") if request.transport else None
        asked = Request(
            hosts=tuple(request.headers.getall("Host", ())),
            origins=tuple(request.headers.getall("Origin", ())),
            opens_session=request.path == "/session",
            is_of_other_account=peer is not None and self._accounts.is_other(peer[1]),
        )
        if reason := refusal(asked, self._port):
            return web.Response(status=403, text=f"{reason}\n")
        try:
            return await handler(request)
        except web.HTTPException as error:
            return web.Response(status=error.status, text=f"{error.reason}\n")
        except ConnectionError:
            raise
        except Exception as error:  # noqa: BLE001 -- a trace could show what was typed
            crash_report.record_fault(error)
            return web.Response(status=500, text="spasmtui has failed here.\n")

    async def _add_headers(self, _request: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(self._headers)

    @staticmethod
    def _file(path: Path, kind: str) -> Handler:
        body = path.read_bytes()
        charset = "utf-8" if kind.startswith("text/") else None

        async def send(_request: web.Request) -> web.StreamResponse:
            response = web.Response(body=body, content_type=kind, charset=charset)
            response.enable_compression()
            return response

        return send

    async def _open_session(self, request: web.Request) -> web.StreamResponse:
        """Start the program for a page, and end it with the page."""
        page = web.WebSocketResponse(heartbeat=HEARTBEAT_SECONDS, max_msg_size=MOST_MESSAGE_BYTES, compress=False)
        await page.prepare(request)
        if self._is_stopping or len(self._pages) >= MOST_SESSIONS:
            await page.close(code=CLOSED_BY["stopped" if self._is_stopping else "too-many"])
            return page
        try:
            session = self._start(_size_of(request.query.get("width"), request.query.get("height")) or USUAL_SIZE)
        except OSError:
            await page.close(code=CLOSED_BY["failed"])
            return page
        self._pages[session] = page
        showing = asyncio.create_task(_show(session, page))
        waiting = [asyncio.create_task(each) for each in (_type(page, session), _until_gone(page, request))]
        try:
            done, _others = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for each in done:
                each.result()
        finally:
            for each in (showing, *waiting):
                each.cancel()
            await asyncio.shield(self._end(session))
            if request.transport is not None:  # what a page does not read would keep its connection open
                asyncio.get_running_loop().call_later(WAIT_SECONDS, request.transport.abort)
        return page

    async def _end(self, session: Session) -> None:
        await session.end()
        if self._pages.pop(session, None) is not None:
            self.sessions_killed += session.was_killed

    async def _end_all(self) -> None:
        """End every session at once; each page is told why."""
        self._is_stopping = True
        pages = dict(self._pages)
        self.sessions_ended = len(pages)
        ends: list[Coroutine[Any, Any, Any]] = [self._end(session) for session in pages]
        ends += [page.close(code=CLOSED_BY["stopped"]) for page in pages.values()]
        if ends:
            await asyncio.gather(*(asyncio.wait_for(each, WAIT_SECONDS) for each in ends), return_exceptions=True)


def note_fault(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Record what fails outside of a request without a trace; a system that has no room for one more says it often."""
    error = context.get("exception")
    if error is not None and not isinstance(error, OSError):
        crash_report.record_fault(error)


async def _show(session: Session, page: web.WebSocketResponse) -> None:
    """Send what the program writes to its page, then say that it has ended, and whether it has left a message."""
    try:
        async for data in session.output():
            await page.send_bytes(data)
        await page.close(code=CLOSED_BY["message" if session.exit_code else "left"])
    except ConnectionError:
        return  # the page has gone


async def _until_gone(page: web.WebSocketResponse, request: web.Request) -> None:
    """Wait until a page has gone.

    A page that reads nothing, and a program that does, are waited for by those who write to them; neither of them
    reads from the page meanwhile, and so does not hear that it has gone.
    """
    while not (page.closed or request.transport is None or request.transport.is_closing()):  # noqa: ASYNC110 -- nothing tells
        await asyncio.sleep(LOOK_SECONDS)


async def _type(page: web.WebSocketResponse, session: Session) -> None:
    """Type what is typed on the page, in the words of the terminal of textual-serve, until the page has gone."""
    async for message in page:
        if message.type != WSMsgType.TEXT:
            continue
        match _parsed(message.data):
            case ["stdin", str() as text]:
                await session.write(text.encode("utf-8", "replace"))
            case ["resize", {"width": columns, "height": rows}]:
                if (size := read_size(columns, rows)) is not None:
                    session.resize(size)
            case ["ping", str() as when]:
                await page.send_str(json.dumps(["pong", when]))


def _parsed(text: str) -> object:
    """Return the value of a message; None where it is no JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _size_of(columns: str | None, rows: str | None) -> Size | None:
    """Return the size that an address names; None where it names none."""
    try:
        return read_size(int(columns or ""), int(rows or ""))
    except ValueError:
        return None
