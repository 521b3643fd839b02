"""Put the server together, and run it until a signal ends it."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING

from spasmtui.web.peer import Accounts
from spasmtui.web.server import Server
from spasmtui.web.session import Session, Size, session_environment, session_words

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Sequence
    from pathlib import Path


def run_server(
    sockets: Sequence[socket.socket],
    port: int,
    *,
    options: tuple[str, ...],
    content: Path,
    announce: Callable[[], None],
) -> tuple[int, int]:
    """Serve until a signal asks for the end; return how many sessions that has ended, and how many were killed.

    Args:
        sockets: bound to the port, and listening.
        port: their port.
        options: the global options of each session.
        content: the root of the shipped content.
        announce: called once requests are answered.
    """
    words, environment = session_words(options, sys.argv[0]), session_environment(os.environ)

    def start(size: Size) -> Session:
        return Session(words, environment, size)

    server = Server(port, start, content, Accounts(port, os.getuid()))
    asyncio.run(server.serve(sockets, announce))
    return server.sessions_ended, server.sessions_killed
