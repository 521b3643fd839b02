"""Paint the first instruction before anything heavy is imported.

`spasm calf` shows the instruction and starts the clock as soon as Python itself has started. Then the rest is imported,
and the full screen takes over the same words in the same cells. Only what is built into every Python is imported for
it, and `termios`. A command line that does not clearly start a routine on a terminal is left to the ordinary path,
unpainted.
"""

# Built into every Python and loaded already; `signal` would import its enumerations first.
import _signal  # type: ignore[import-not-found]
import os
import sys
import time

from spasmtui.elapsed import elapsed_seconds
from spasmtui.launcher import handoff
from spasmtui.launcher.color import wants_color
from spasmtui.launcher.locations import Folders, name_folders, resolve_folders
from spasmtui.launcher.terminal_kind import is_ascii_only
from spasmtui.shared.language import take_language
from spasmtui.shared.regular_file import promptly
from spasmtui.system.calls import ENDING, HAS_TERMINAL_LINE, take_line

SMALLEST_SCREEN = (40, 12)
"""Columns and rows that the full screen needs."""

_FLAGS = {"-l": "left", "--left": "left", "-r": "right", "--right": "right"}
_NOWHERE = Folders("/dev/null", "/dev/null", "/dev/null")
"""Folders in which nothing is found, and for which nothing is waited."""
_HARMLESS_FLAGS = ("--no-log", "-q", "--quiet")


def parse_request(words: list[str]) -> handoff.EarlyRequest | None:
    """Parse a command line that plainly starts a routine; return None for any other."""
    what: list[str] = []
    side = None
    data_dir = ""
    keeps = True
    language, words = take_language(words)
    waiting = iter(words[1:])
    if words[:1] != ["relief"]:
        return None
    for word in waiting:
        if word in _FLAGS and side in (None, _FLAGS[word]):
            side = _FLAGS[word]
        elif word == "--data-dir":
            data_dir = next(waiting, "")
            if not data_dir:
                return None
        elif word.startswith("--data-dir=") and len(word) > len("--data-dir="):
            data_dir = word.partition("=")[2]
        elif word in _HARMLESS_FLAGS:
            keeps = keeps and word != "--no-log"
        elif word.startswith("-"):
            return None
        else:
            what.append(word)
    request = handoff.EarlyRequest(" ".join(what), side, data_dir, keeps=keeps)
    request.language = language
    return request


def first_picture(words: list[str]) -> "tuple[handoff.EarlyRequest, handoff.Picture] | None":
    """Return the request of a command line and its picture; None when nothing is to be painted."""
    environment = os.environ
    term = environment.get("TERM", "")
    if not HAS_TERMINAL_LINE or term in ("", "dumb") or not (os.isatty(0) and os.isatty(1) and os.isatty(2)):
        return None
    if any(environment.get(name) for name in ("SPASMTUI_PLAIN", "COLUMNS", "LINES", "TEXTUAL_DRIVER")):
        return None
    if not wants_color("auto", environment, is_terminal=True):
        return None
    request = parse_request(words)
    if request is None:
        return None
    columns, rows = os.get_terminal_size(2)
    if columns < SMALLEST_SCREEN[0] or rows < SMALLEST_SCREEN[1]:
        return None
    try:
        named = name_folders(request.data_dir, environment, sys.platform)
    except (LookupError, OSError):
        return None
    from spasmtui.launcher.picture import plan_picture  # noqa: PLC0415 -- for a routine on a terminal alone

    hour = time.localtime().tm_hour

    folders = promptly(lambda: resolve_folders(named), named, is_of_another_disk=True)

    def plan(looked_into: Folders) -> "tuple[handoff.EarlyRequest, handoff.Picture | None]":
        own = parse_request(words)  # a new one each time: what a disk fills in late must not change the one in use
        assert own is not None
        own.state = folders.state
        return own, plan_picture(own, looked_into, (columns, rows), environment, hour)

    asked, picture = promptly(lambda: plan(folders), None) or plan(_NOWHERE)
    return (asked, picture) if picture is not None else None


def paint(request: handoff.EarlyRequest, picture: handoff.Picture) -> None:
    """Write a picture to the terminal and start the clock; input from now on waits for the full screen."""
    if (before := take_line()) is None:
        return
    parts = [f"\x1b[?1049h\x1b[?25l\x1b[{picture.background}m\x1b[2J"]
    is_plain = is_ascii_only(os.environ, sys.stderr.encoding)
    for column, row, words, style in picture.texts:
        text = _plain(words) if is_plain else words
        codes = ";".join(code for code in style if code)
        parts.append(f"\x1b[{row + 1};{column + 1}H\x1b[0;{codes}m{text}")
    now = elapsed_seconds()
    handoff.record_paint(before, request, picture, now)
    _handle_signals_while_loading()
    os.write(2, "".join([*parts, "\x1b[m"]).encode())
    from spasmtui.launcher import start_marker  # noqa: PLC0415 -- the words do not wait for it

    start_marker.write_marker(request, time.time(), now)


def _plain(words: str) -> str:
    from spasmtui.shared.plain_letters import ascii_letters  # noqa: PLC0415 -- for a terminal without other letters

    return ascii_letters(words)


def _handle_signals_while_loading() -> None:
    """Handle signals until the full screen installs its own handlers: Ctrl+C restores the terminal and exits.

    SIGHUP and SIGTERM are deferred until the routine can be saved, because its first instruction is on the screen.
    """

    def end(number: int, _frame: object) -> None:
        if number == _signal.SIGINT or not handoff.defer_shutdown(number):
            handoff.restore_terminal()
            if number == _signal.SIGINT:
                handoff.remove_marker()  # taken back before anything was saved: there is nothing to go on with
            os._exit(128 + number)

    for number in ENDING:
        _signal.signal(number, end)
