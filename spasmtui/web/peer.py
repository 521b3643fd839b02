"""Find out from Linux's tables of connections whether another account of this machine asks. Elsewhere nobody knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

TABLES = ("/proc/net/tcp", "/proc/net/tcp6")
ESTABLISHED = "01"
"""The state of a connection that is open at both ends. One that its program has closed counts as root's."""
ROOT_ACCOUNT = 0
"""It can read everything anyhow, and programs that pass a connection on run as it."""


def read_tables() -> list[str]:
    """Return the lines of both tables; none where there are none, or where they may not be read."""
    lines: list[str] = []
    for path in TABLES:
        with suppress(OSError):
            lines += Path(path).read_text(encoding="ascii", errors="replace").splitlines()[1:]
    return lines


def is_other_account(lines: Iterable[str], *, peer_port: int, own_port: int, account: int) -> bool:
    """Return whether a connection to the server belongs to another account.

    Args:
        lines: rows of the tables: number, local and remote address with their ports in hexadecimal, state, two queues,
            two timers, retransmissions, account.
        peer_port: the port from which the request came.
        own_port: the port of the server.
        account: the number of the server's account.
    """
    is_told = False
    owners: set[int] = set()
    for line in lines:
        fields = line.split()
        try:
            local, remote = (int(fields[at].rpartition(":")[2], 16) for at in (1, 2))
            owner = int(fields[7])
        except (IndexError, ValueError):
            continue
        is_told = is_told or local == own_port
        if (local, remote, fields[3]) == (peer_port, own_port, ESTABLISHED):
            owners.add(owner)
    # A table that does not even list the server knows nothing; one that lists it and not the other end hides that.
    return is_told and not (owners and owners <= {account, ROOT_ACCOUNT})


class Accounts:
    """The account that each connection belongs to, asked of the system."""

    def __init__(self, own_port: int, account: int, read: Callable[[], list[str]] = read_tables) -> None:
        self._own_port = own_port
        self._account = account
        self._read = read

    def is_other(self, peer_port: int) -> bool:
        """Return whether the connection from a port belongs to another account, as far as the system tells."""
        return is_other_account(self._read(), peer_port=peer_port, own_port=self._own_port, account=self._account)
