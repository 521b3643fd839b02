"""Judge who may talk to the server: pages that it has sent itself, in a browser of this machine.

Any page in the same browser may send requests to this machine, and the name of any site may come to mean this machine
(DNS rebinding). Such requests name the site in `Host` or in `Origin`.
"""

from __future__ import annotations

from typing import NamedTuple

NAMES = ("127.0.0.1", "localhost", "[::1]")
"""The names by which a browser of this machine may call the server; the first is the one that is printed."""
HTTP_PORT = 80
"""The port that a browser leaves out of a name."""


class Request(NamedTuple):
    """The part of a request by which it is judged."""

    hosts: tuple[str, ...]
    """Every `Host` header."""
    origins: tuple[str, ...]
    """Every `Origin` header; none where a person has typed the address."""
    opens_session: bool
    """True for the WebSocket, through which a session is seen and typed into."""
    is_of_other_account: bool = False
    """True where the system says that another account of this machine asks."""


def own_hosts(port: int) -> tuple[str, ...]:
    """Return each value of `Host` that a browser of this machine sends."""
    hosts = tuple(f"{name}:{port}" for name in NAMES)
    return (*hosts, *NAMES) if port == HTTP_PORT else hosts


def address_of(port: int) -> str:
    """Return the address to open."""
    return f"http://{NAMES[0]}:{port}/"


def refusal(request: Request, port: int) -> str:
    """Return the reason for which a request is refused, as a sentence; empty for one that is answered."""
    if len(request.hosts) != 1 or request.hosts[0].lower() not in own_hosts(port):
        return (
            f"Refused: this server answers only to {address_of(port)} and the same port of localhost. "
            "Through a tunnel, use the same port at both ends."
        )
    own = (f"http://{request.hosts[0].lower()}",)
    if request.origins not in ((), own) or (request.opens_session and not request.origins):
        return "Refused: another page has asked, and this server answers only to its own."
    if request.is_of_other_account:
        return "Refused: this server answers only to the account that has started it."
    return ""


def security_headers(port: int) -> dict[str, str]:
    """Return the headers of every answer: nothing comes from elsewhere, nothing is framed, and nothing is kept."""
    # Older browsers do not take a socket to the same server for "self"; none can name an address of IPv6 here.
    sockets = " ".join(f"ws://{host}" for host in own_hosts(port) if not host.startswith("["))
    policy = (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",  # the terminal writes its own style sheet
        "font-src 'self'",
        "img-src data:",
        f"connect-src 'self' {sockets}",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
    return {
        "Content-Security-Policy": "; ".join(policy),
        "Cache-Control": "no-store",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "Server": "spasmtui",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
