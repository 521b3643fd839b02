"""Decide whether the terminal is to report the mouse. Imports nothing."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

REMOTE = ("SSH_CONNECTION", "SSH_TTY", "MOSH_CONNECTION", "MOSH_SERVER_PID")
"""Variables of a session on another machine."""
IN_BROWSER = "SPASMTUI_BROWSER"
"""Set where the terminal is a page that `spasmtui serve` has sent, on which a finger taps and swipes."""

ENABLE = "\x1b[?1000h\x1b[?1006h"
"""Report buttons and the wheel, in decimal numbers: never a motion, so that a moved mouse costs no byte."""
DISABLE = "\x1b[?1006l\x1b[?1000l"


def is_remote(environment: "Mapping[str, str]") -> bool:
    """Return whether the terminal is on another machine."""
    return any(environment.get(name) for name in REMOTE)


def wants_mouse(choice: str, environment: "Mapping[str, str]") -> bool:
    """Return whether the mouse is used, by the setting `auto`, `on` or `off`.

    `auto` is on in a browser, and where the terminal is on this machine. GNU screen keeps Esc back until the next key
    while a mouse is reported, so `auto` is off there.
    """
    is_near = environment.get(IN_BROWSER) or (not is_remote(environment) and not environment.get("STY"))
    return choice == "on" or (choice == "auto" and bool(is_near))
