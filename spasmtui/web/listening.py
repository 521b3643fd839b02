"""Listen on loopback alone: on 127.0.0.1, and on ::1 where the machine has it, both at one port."""

from __future__ import annotations

import errno
import socket
from collections.abc import Sequence

from spasmtui.errors import WrongUsage

USUAL_PORT = 8000
TRIED_PORTS = 20
"""The number of ports that are tried from the usual one on."""
LARGEST_PORT = 65_535
_NO_SUCH_ADDRESS = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)
_ADDRESSES = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))


def listen(port: int | None) -> tuple[list[socket.socket], int]:
    """Bind a port and return its sockets and its number.

    Args:
        port: the one that was asked for, 0 for any free one; None for the usual one or the next that is free.

    Raises:
        WrongUsage: no such port is free, or it may not be used.
    """
    wanted: Sequence[int] = range(USUAL_PORT, USUAL_PORT + TRIED_PORTS) if port is None else (port,)
    if port == 0:  # the one that the system chooses may be taken on the other address
        wanted = (0,) * TRIED_PORTS
    refused: OSError | None = None
    for each in wanted:
        try:
            return _bind(each)
        except OSError as error:
            refused = error
    if port is None:
        raise WrongUsage(f"The ports {wanted[0]} to {wanted[-1]} are all in use. Choose another one: --port N")
    if isinstance(refused, PermissionError):
        raise WrongUsage(f"Port {port} is kept for the system. Choose one from 1024 on, or leave --port out.")
    raise WrongUsage(f"Port {port} is in use. Choose another one, or leave --port out for one that is free.")


def _bind(port: int) -> tuple[list[socket.socket], int]:
    """Bind a port on every address of loopback that there is.

    A port that another program has on one of both counts as taken: `localhost` may mean either.

    Raises:
        OSError: the port is taken, or may not be used.
    """
    bound: list[socket.socket] = []
    try:
        for family, address in _ADDRESSES:
            if (made := _bind_one(family, address, port)) is not None:
                bound.append(made)
                port = made.getsockname()[1]
    except OSError:
        for each in bound:
            each.close()
        raise
    return bound, port


def _bind_one(family: socket.AddressFamily, address: str, port: int) -> socket.socket | None:
    """Bind one address; return None for that of IPv6 where the machine has none.

    Raises:
        OSError: the port is taken, or may not be used.
    """
    is_optional = family == socket.AF_INET6
    try:
        made = socket.socket(family, socket.SOCK_STREAM)
    except OSError:
        if is_optional:
            return None
        raise
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.setblocking(False)
        made.bind((address, port))
        made.listen()
    except OSError as error:
        made.close()
        if is_optional and error.errno in _NO_SUCH_ADDRESS:
            return None
        raise
    return made
