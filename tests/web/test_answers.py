"""What the server answers, in this process, with sessions that no program runs in."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, cast

import pytest

from spasmtui.web import server as web_server
from spasmtui.web.guard import own_hosts
from spasmtui.web.listening import listen
from spasmtui.web.peer import Accounts
from spasmtui.web.server import CLOSED_BY, MOST_SESSIONS, Server, note_fault
from spasmtui.web.session import Session, Size
from tests.conftest import LIMIT_SECONDS, ROOT
from tests.support.web_view import Page, aiohttp

FILES = ("", "page.css", "page.js", "terminal.js", "terminal.css", "mono.ttf", "mono-italic.ttf")


class QuietSession:
    """A session in which nothing runs: it keeps what was typed until it is left, or ended."""

    def __init__(self, size: Size) -> None:
        self.sizes = [size]
        self.typed = b""
        self.exit_code = 0
        self.was_killed = False
        self.has_ended = asyncio.Event()
        self.has_room = True
        """False once its program reads nothing."""
        self.is_full = asyncio.Event()
        self.writes_on = asyncio.Event()
        """Set to have it write without end."""

    async def output(self) -> AsyncIterator[bytes]:
        yield b"shown"
        writing = asyncio.create_task(self.writes_on.wait())
        await asyncio.wait([writing, asyncio.create_task(self.has_ended.wait())], return_when=asyncio.FIRST_COMPLETED)
        while writing.done() and not self.has_ended.is_set():
            yield bytes(65_536)

    async def write(self, data: bytes) -> None:
        self.typed += data
        if not self.has_room:
            self.is_full.set()
            await self.has_ended.wait()

    def resize(self, size: Size) -> None:
        self.sizes.append(size)

    async def end(self) -> None:
        self.has_ended.set()


class Running:
    """A server in this process."""

    def __init__(self, port: int, client: Any) -> None:
        self.port, self._client = port, client
        self.lines: list[str] = []
        """The system's table of connections."""
        self.sessions: list[QuietSession] = []
        self.has_room = True
        self.server = Server(port, self._start, ROOT / "content", Accounts(port, 1000, lambda: self.lines))

    def _start(self, size: Size) -> Session:
        if not self.has_room:
            raise OSError("no terminal")
        self.sessions.append(QuietSession(size))
        return cast("Session", self.sessions[-1])

    async def get(self, path: str, **headers: str) -> tuple[int, Any, str]:
        async with self._client.get(f"http://127.0.0.1:{self.port}/{path}", headers=headers) as answer:
            return answer.status, answer.headers, (await answer.read()).decode("utf-8", "replace")

    @asynccontextmanager
    async def page(self, query: str = "", **headers: str) -> AsyncIterator[Page]:
        headers = {"Origin": f"http://127.0.0.1:{self.port}", **headers}
        address = f"http://127.0.0.1:{self.port}/session{query}"
        async with self._client.ws_connect(address, headers=headers) as socket:
            yield Page(socket)


@asynccontextmanager
async def running() -> AsyncIterator[Running]:
    """Run a server on a free port, of which the system tells no connection."""
    async with asyncio.timeout(LIMIT_SECONDS), aiohttp.ClientSession() as client:
        sockets, port = listen(0)
        here = Running(port, client)
        runner = here.server.runner()
        await runner.setup()
        for each in sockets:
            await aiohttp.web.SockSite(runner, each).start()
        try:
            yield here
        finally:
            for session in here.sessions:
                await session.end()
            await runner.cleanup()


def transport_of(page: Page) -> Any:
    return page.socket._response.connection.transport  # noqa: SLF001 -- a page that reads nothing, or is just gone


async def test_each_answer_is_guarded_and_only_the_page_is_handed_out() -> None:
    async with running() as here:
        for path in (*FILES, "nothing", "download/key", "static/", "../pyproject.toml", "page.js/"):
            status, headers, text = await here.get(path)
            assert (status, bool(text)) == (200 if path in FILES else 404, True), path
            assert headers["Cache-Control"] == "no-store"
            assert headers["Server"] == "spasmtui"
            assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


async def test_strangers_get_403_for_everything_and_no_session() -> None:
    async with running() as here:
        for headers in (
            {"Host": f"spasm.example:{here.port}"}, {"Origin": "http://spasm.example"}, {"Origin": "null"},
            {"Origin": f"https://127.0.0.1:{here.port}"}, {"Host": "127.0.0.1"},
        ):  # fmt: skip
            for path in (*FILES, "nothing"):
                assert (await here.get(path, **headers))[0] == 403, (path, headers)
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                async with here.page(**headers):
                    pass
            assert refused.value.status == 403
        assert (await here.get("session"))[0] == 403
        assert here.sessions == []


async def test_each_name_of_this_computer_opens_a_session() -> None:
    async with running() as here:
        for host in own_hosts(here.port):
            async with here.page(Host=host, Origin=f"http://{host}") as page:
                await page.read_until(b"shown")
        assert len(here.sessions) == 3


async def test_another_account_gets_403() -> None:
    async with running() as here:
        assert (await here.get(""))[0] == 200
        here.lines = [f" 1: 0100007F:{here.port:04X} 0:0 0A 0:0 0:0 0 1000 0 1"]
        assert (await here.get(""))[0] == 403


async def test_keys_and_sizes_reach_the_session_and_nothing_else_does() -> None:
    async with running() as here, here.page("?width=91&height=31") as page:
        await page.read_until(b"shown")
        for text in ("", "{", "[]", '["stdin", 7]', '["resize", {"width": -1, "height": 1e9}]', "[" * 5000, "null"):
            await page.socket.send_str(text)
        await page.socket.send_bytes(b"q")
        await page.send("resize", {"width": True, "height": 0})
        await page.send("resize", {"width": 60, "height": 20})
        await page.send("stdin", "é\x1b[A")
        await page.send("ping", "7")
        assert json.loads((await page.socket.receive()).data) == ["pong", "7"]
        (session,) = here.sessions
        assert session.typed == "é\x1b[A".encode()
        assert session.sizes == [Size(91, 31), Size(60, 20)]


async def test_a_page_is_told_how_its_session_ended() -> None:
    async with running() as here:
        for exit_code, why in ((0, "left"), (4, "message")):
            async with here.page("?width=0&height=x") as page:
                await page.read_until(b"shown")
                here.sessions[-1].exit_code = exit_code
                here.sessions[-1].has_ended.set()
                assert await page.closed_by() == CLOSED_BY[why]
            assert here.sessions[-1].sizes == [Size(80, 24)]


async def test_one_tab_too_many_is_told_so_and_a_closed_one_makes_room() -> None:
    async with running() as here, AsyncExitStack() as pages:
        first = await pages.enter_async_context(AsyncExitStack())
        await first.enter_async_context(here.page())
        for _ in range(MOST_SESSIONS - 1):
            await pages.enter_async_context(here.page())
        async with here.page() as one_more:
            assert await one_more.closed_by() == CLOSED_BY["too-many"]
        await first.aclose()
        await here.sessions[0].has_ended.wait()
        async with here.page() as another:
            await another.read_until(b"shown")


async def test_a_session_with_no_room_for_keys_ends_when_its_page_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_server, "LOOK_SECONDS", 0.01)
    async with running() as here:
        async with here.page() as page:
            await page.read_until(b"shown")
            (session,) = here.sessions
            session.has_room = False
            await page.press("x")
            await session.is_full.wait()
            transport_of(page).abort()
        await session.has_ended.wait()


async def test_a_session_whose_page_reads_nothing_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_server, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(web_server, "HEARTBEAT_SECONDS", 0.2)
    async with running() as here, here.page() as page:
        await page.read_until(b"shown")
        (session,) = here.sessions
        transport_of(page).pause_reading()
        session.writes_on.set()
        await page.send("ping", "7" * 900_000)  # whose answer has no room
        await session.has_ended.wait()
        transport_of(page).abort()


async def test_a_computer_without_room_for_a_program_says_so() -> None:
    async with running() as here:
        here.has_room = False
        async with here.page() as page:
            assert await page.closed_by() == CLOSED_BY["failed"]
        assert (await here.get(""))[0] == 200


async def test_what_is_no_request_is_refused_without_a_word(capfd: pytest.CaptureFixture[str]) -> None:
    async with running() as here:
        for data in (b"garbage\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x02\x00", b"GET /" + b"a" * 20_000):
            reader, writer = await asyncio.open_connection("127.0.0.1", here.port)
            writer.write(data)
            writer.write_eof()
            answer = await reader.read()
            assert b" 200 " not in answer
            writer.close()
        assert (await here.get(""))[0] == 200
        async with here.page(**{"Sec-WebSocket-Protocol": "strange"}) as page:
            await page.read_until(b"shown")
        loop = asyncio.get_running_loop()
        note_fault(loop, {"message": "socket.accept() out of system resource", "exception": OSError(24, "files")})
    assert capfd.readouterr() == ("", "")
