"""Where the server listens: on both addresses of loopback at one port, and nowhere else."""

import re
import socket
from contextlib import ExitStack
from pathlib import Path

import pytest

from spasmtui.errors import WrongUsage
from spasmtui.web import listening
from spasmtui.web.commands import _read_port
from tests.conftest import ROOT
from tests.support.cases import with_each


def closing(sockets: list[socket.socket]) -> ExitStack:
    stack = ExitStack()
    for each in sockets:
        stack.enter_context(each)
    return stack


def test_only_loopback_is_bound_and_both_addresses_have_one_port() -> None:
    sockets, port = listening.listen(0)
    with closing(sockets):
        assert {each.getsockname()[0] for each in sockets} <= {"127.0.0.1", "::1"}
        assert sockets[0].getsockname()[0] == "127.0.0.1"
        assert {each.getsockname()[1] for each in sockets} == {port}


def test_a_port_in_use_is_refused_and_the_usual_one_gives_way_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    sockets, port = listening.listen(0)
    with closing(sockets):
        with pytest.raises(WrongUsage, match=f"^Port {port} is in use"):
            listening.listen(port)
        monkeypatch.setattr(listening, "USUAL_PORT", port)
        others, other = listening.listen(None)
        with closing(others):
            assert port < other < port + listening.TRIED_PORTS
        monkeypatch.setattr(listening, "TRIED_PORTS", 1)
        with pytest.raises(WrongUsage, match=f"^The ports {port} to {port} are all in use"):
            listening.listen(None)


@pytest.mark.skipif(not socket.has_ipv6 or not Path("/proc/net/if_inet6").exists(), reason="needs ::1")
def test_a_port_that_another_program_has_on_one_address_is_taken() -> None:
    with socket.socket(socket.AF_INET6) as other:
        other.bind(("::1", 0))
        other.listen()
        with pytest.raises(WrongUsage, match="in use"):
            listening.listen(other.getsockname()[1])


def test_any_free_port_is_one_that_is_free_on_both_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def bind(port: int) -> tuple[list[socket.socket], int]:
        tried.append(port)
        if len(tried) == 1:
            raise OSError(98, "in use")
        return [], 4242

    monkeypatch.setattr(listening, "_bind", bind)
    assert (listening.listen(0), tried) == (([], 4242), [0, 0])


@with_each(
    ("typed", "port"),
    [(None, None), ("0", 0), ("8000", 8000), ("65535", 65_535), ("08", 8), ("0008000", 8000), ("000000", 0)],
)
def test_a_port_is_read(typed: str | None, port: int | None) -> None:
    assert _read_port(typed) == port


@with_each("typed", ["", "-1", "65536", "99999999999", "http", "٣", "8000.0", "0.0.0.0:8000", "1e3", "00000099999"])
def test_what_is_no_port_is_refused(typed: str) -> None:
    with pytest.raises(WrongUsage, match=r"^--port takes a number"):
        _read_port(typed)


def test_the_page_names_no_address_elsewhere() -> None:
    for path in (ROOT / "content/web").iterdir():
        assert re.findall(r"(?:https?:|[\"'(])//\w[\w.-]*", path.read_text(encoding="utf-8")) == [], path.name
