"""Run `serve`: the app in a browser on this machine."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

from spasmtui.errors import WrongUsage
from spasmtui.launcher.terminal_kind import is_ascii_only
from spasmtui.shell import Options, Shell, load
from spasmtui.web.guard import address_of
from spasmtui.web.listening import LARGEST_PORT, USUAL_PORT, listen

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

PSEUDO_TERMINALS = ("fcntl", "termios")
PARTS = (*PSEUDO_TERMINALS, "aiohttp", "textual_serve")
"""The modules without which there is no server: those of the system, and those of the extra."""
EXTRA_HINT = "spasmtui.shared.installation.hint:extra_hint"
WARNING = (
    "It has no login of its own: whoever can reach this port on this computer can read and change the diary while it "
    "runs. {accounts}It is on loopback alone, so other computers reach it only through a tunnel, such as ssh -L."
)
LINUX_ACCOUNTS = "On Linux other accounts of the computer are refused. "
OTHER_ACCOUNTS = "Other accounts of the computer can, too. "


def serve_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `serve`."""
    parser.add_argument(
        "--port",
        metavar="N",
        help=f"the port, 0 for any that is free; without it {USUAL_PORT}, or the next that is free",
    )


def serve(arguments: argparse.Namespace, shell: Shell) -> int:
    """Serve the app on loopback until Ctrl+C, and print the address.

    Raises:
        WrongUsage: the port cannot be used, or a part of the server is missing.
    """
    port = _read_port(arguments.port)
    _check_parts()
    run: Callable[..., tuple[int, int]] = load("spasmtui.web.run:run_server")
    sockets, port = listen(port)
    ended, killed = run(
        sockets,
        port,
        options=_global_options(shell.options),
        content=shell.services.content,
        announce=lambda: _announce(shell, port),
    )
    shell.say(_last_words(ended, killed))
    return 0


def _check_parts() -> None:
    """Look for what the server is made of.

    Raises:
        WrongUsage: the extra is not installed, or the system has no terminals for pages.
    """
    missing = [name for name in PARTS if find_spec(name) is None]
    if set(missing) & set(PSEUDO_TERMINALS):
        raise WrongUsage(
            "The app in a browser needs the pseudo-terminals of Linux or macOS. Every other command works without them."
        )
    if missing:
        raise WrongUsage(f"The app in a browser needs the extra 'web'. {load(EXTRA_HINT)('web')}")


def _read_port(text: str | None) -> int | None:
    """Return the number of a port.

    Raises:
        WrongUsage: it is none.
    """
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and int(text.lstrip("0")[:6] or 0) <= LARGEST_PORT):
        raise WrongUsage(
            f"--port takes a number from 1 to {LARGEST_PORT}, or 0 for any that is free; {text!r} is none."
        )
    return int(text)


def _global_options(options: Options) -> tuple[str, ...]:
    """Return the global options that hold for the sessions too."""
    is_asked_ascii = options.is_ascii and not is_ascii_only({}, sys.stdout.encoding or "utf-8")
    given = (
        ("--data-dir", options.data_dir),
        ("--color", options.color if options.color != "auto" else None),
        ("--language", options.language),
    )
    flags = (("--plain", options.is_plain), ("--ascii", is_asked_ascii))
    return (
        *(word for name, value in given if value for word in (name, value)),
        *(name for name, is_set in flags if is_set),
    )


def _announce(shell: Shell, port: int) -> None:
    """Print the address, and who else can open it."""
    if shell.options.wants_json:
        shell.write_json({"url": address_of(port), "port": port})
    else:
        shell.write(address_of(port))
    shell.flush()
    accounts = LINUX_ACCOUNTS if sys.platform == "linux" else OTHER_ACCOUNTS
    shell.say(f"Open this address in a browser on this computer. Ctrl+C ends it.\n{WARNING.format(accounts=accounts)}")


def _last_words(ended: int, killed: int) -> str:
    """Return the sentences at the end.

    Args:
        ended: the number of sessions that were open.
        killed: the number of those, and of earlier ones, that did not end by themselves.
    """
    said = "Stopped. No session was open."
    if ended:
        said = f"Stopped. {ended} session{'s were' if ended > 1 else ' was'} ended; what was running is kept."
    if killed:
        said += f" {killed} did not end in time and had to be killed; what was recorded by then is kept."
    return said
