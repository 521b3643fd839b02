"""Paint the first instruction before anything heavy is imported.

`spasm calf` shows the instruction and starts the clock as soon as Python itself has started. Then the rest is imported,
and the full screen takes over the same words in the same cells. Only `sys`, `os` and `termios` are imported here, and
constants generated from the routine files. A command line that does not clearly start a routine on a terminal is left
to the ordinary path, unpainted.
"""

import os
import sys
import time

from spasmtui.launcher import handoff, setting_lines
from spasmtui.launcher.locations import find_folders
from spasmtui.launcher.process_check import is_running_elsewhere
from spasmtui.launcher.setting_lines import find_value, unquoted

SMALLEST_SCREEN = (40, 12)
"""Columns and rows that the full screen needs."""
NARROW_BELOW_COLUMNS = 60
SHORT_BELOW_ROWS = 18
"""Below one of these the words are in one column under the title."""
SIDE_COLUMN = 36
"""Columns reserved for the digits beside the words."""

_FLAGS = {"-l": "left", "--left": "left", "-r": "right", "--right": "right"}
_HARMLESS_FLAGS = ("--no-log", "-q", "--quiet")


def parse_request(words: list[str]) -> handoff.EarlyRequest | None:
    """Parse a command line that plainly starts a routine; return None for any other."""
    what: list[str] = []
    side = None
    data_dir = ""
    has_gap = False
    keeps = True
    waiting = iter(words[1:])
    if words[:1] != ["relief"]:
        return None
    for word in waiting:
        if word in _FLAGS and side in (None, _FLAGS[word]):
            side = _FLAGS[word]
            has_gap = bool(what)
        elif word == "--data-dir":
            data_dir = next(waiting, "")
            if not data_dir:
                return None
        elif word.startswith("--data-dir=") and len(word) > len("--data-dir="):
            data_dir = word.partition("=")[2]
        elif word in _HARMLESS_FLAGS:
            has_gap = bool(what)
            keeps = keeps and word != "--no-log"
        elif word.startswith("-") or has_gap:
            return None
        else:
            what.append(word)
    return handoff.EarlyRequest(" ".join(what), side, data_dir, keeps=keeps)


def read_usual_place(state: str) -> tuple[str, str | None]:
    """Read the usual place and side from the line that the diary keeps in the state folder; ("", None) without one."""
    try:
        with open(f"{state}/usual", encoding="ascii") as file:
            words = file.read().split()
    except (OSError, UnicodeDecodeError):
        words = []
    return (words[0] if words else ""), next((word for word in words[1:] if word in ("left", "right")), None)


def fold(words: str) -> str:
    """Normalize a word for a place or a routine to the form in which it is looked up."""
    return " ".join(words.lower().replace("-", " ").replace("_", " ").split())


def may_start_differently(request: handoff.EarlyRequest, state: str, config: str, settings: str) -> bool:
    """Return whether this machine's state, routines or settings may change the first instruction.

    That is a routine running in another terminal, one of the person's own by the same name, or seconds to get ready
    before a routine that begins without. An interrupted routine changes nothing: a new start takes its place.
    """
    from spasmtui.launcher._generated import READY_FIRST  # noqa: PLC0415 -- only a start needs it

    assert request.resolved is not None
    if is_running_elsewhere(state):
        return True
    names = (fold(request.what), fold(request.resolved[1]))
    try:
        own = os.listdir(f"{config}/routines")
    except OSError:
        own = []
    if any(name.endswith(".toml") and fold(name[:-5]) in names for name in own):
        return True
    return (
        find_value(settings, "relief", "get_ready_seconds") not in ("", "0") and request.resolved[1] not in READY_FIRST
    )


def theme_styles(settings: str, hour: int, system: int) -> "tuple[tuple[str, str, str], ...] | None":
    """Return the cell styles of blanks and of words in the theme that `ui/themes.py` will choose; None when unsure.

    Args:
        settings: the text of `settings.toml`.
        hour: the local hour, which decides between day and night.
        system: the result of `color_system`.
    """
    from spasmtui.launcher._generated import (  # noqa: PLC0415 -- only a start needs it
        DAY_STYLES,
        LIGHT_STYLES,
        NIGHT_HOURS,
        NIGHT_STYLES,
    )

    by_hour = NIGHT_STYLES if hour in NIGHT_HOURS else DAY_STYLES
    themes = {"": by_hour, "auto": by_hour, "dark": DAY_STYLES, "light": LIGHT_STYLES, "night": NIGHT_STYLES}
    theme = find_value(settings, "screen", "theme")
    # A word without quotes is no TOML: the full screen takes the default then, and names the fault.
    name = None if theme is None or theme.isalnum() else unquoted(theme)
    return themes[name][system] if name in themes else None


def wrap(text: str, columns: int) -> list[str]:
    """Wrap text at spaces to lines of at most `columns` cells, as the full screen wraps it."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > columns:
            lines.append(word)
        else:
            lines[-1] += f" {word}" if lines[-1] else word
    return lines


def color_system(environment: "dict[str, str] | os._Environ[str]") -> int:
    """Return the index of the generated styles for this terminal: 0 for 16 colours, 1 for 256, 2 for true colour."""
    if environment.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return 2
    return 1 if environment.get("TERM", "").strip().lower().rpartition("-")[2] in ("256color", "kitty") else 0


def compose_picture(
    request: handoff.EarlyRequest, state: str, size: tuple[int, int], styles: "tuple[tuple[str, str, str], ...]"
) -> "handoff.Picture | None":
    """Compose the first instruction of a request; None for unknown words or a routine that begins with a question."""
    from spasmtui.launcher._generated import FIRST_PLACE, ROUTINES, WORDS  # noqa: PLC0415 -- only a start needs it

    place, usual_side = read_usual_place(state)
    found = WORDS.get(fold(request.what or place or FIRST_PLACE))
    if found is None and not request.what:
        found = WORDS[FIRST_PLACE]
    if found is None or found[1] not in ROUTINES:
        return None
    request.resolved = found
    title, *says = ROUTINES[found[1]]
    side = request.side or (usual_side if found[0] == place else None)
    columns, rows = size
    head = f"{title} · {side}" if side else title
    room = columns - 4 - len("0:00" if columns < NARROW_BELOW_COLUMNS else "since 03:12  0:00")
    head = head if len(head) <= room else head[: room - 1] + "…"
    is_small = columns < NARROW_BELOW_COLUMNS or rows < SHORT_BELOW_ROWS
    x, y, width = (1, 1, columns - 2) if is_small else (3, 2, columns - 6 - SIDE_COLUMN - 3)
    lines = wrap(says[("left", "right").index(side) + 1 if side and len(says) > 1 else 0], width)
    texts = [(1, 0, head, styles[1]), *((x, y + row, line, styles[1]) for row, line in enumerate(lines))]
    return handoff.Picture(columns, rows, styles[0][2], tuple(texts))


def first_picture(words: list[str]) -> "tuple[handoff.EarlyRequest, handoff.Picture] | None":
    """Return the request of a command line and its picture; None when nothing is to be painted."""
    environment = os.environ
    term = environment.get("TERM", "")
    if term in ("", "dumb", "linux") or not (os.isatty(0) and os.isatty(1) and os.isatty(2)):
        return None
    if any(environment.get(name) for name in ("NO_COLOR", "SPASMTUI_PLAIN", "COLUMNS", "LINES")):
        return None
    request = parse_request(words)
    if request is None or sys.stderr.encoding.lower() != "utf-8":
        return None
    columns, rows = os.get_terminal_size(2)
    if columns < SMALLEST_SCREEN[0] or rows < SMALLEST_SCREEN[1]:
        return None
    try:
        folders = find_folders(request.data_dir, environment, sys.platform)
    except (LookupError, OSError):
        return None
    settings = setting_lines.read_text(folders.config)
    styles = theme_styles(settings, time.localtime().tm_hour, color_system(environment))
    picture = compose_picture(request, folders.state, (columns, rows), styles) if styles is not None else None
    if picture is None or may_start_differently(request, folders.state, folders.config, settings):
        return None
    return request, picture


def paint(request: handoff.EarlyRequest, picture: handoff.Picture) -> None:
    """Write a picture to the terminal and start the clock; input from now on waits for the full screen."""
    import termios  # noqa: PLC0415 -- only with a picture

    try:
        before = termios.tcgetattr(0)
        mode = termios.tcgetattr(0)
        # No echo and no line editing, and Enter stays Enter; Ctrl+C goes on to work while the rest is imported.
        mode[0] &= ~termios.ICRNL
        mode[3] &= ~(termios.ECHO | termios.ICANON)
        termios.tcsetattr(0, termios.TCSANOW, mode)
    except termios.error:
        return
    parts = [f"\x1b[?1049h\x1b[?25l\x1b[{picture.background}m\x1b[2J"]
    for column, row, text, style in picture.texts:
        codes = ";".join(code for code in style if code)
        parts.append(f"\x1b[{row + 1};{column + 1}H\x1b[0;{codes}m{text}")
    now = time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()
    handoff.record_paint(before, request, picture, now)
    _handle_signals_while_loading()
    os.write(2, "".join([*parts, "\x1b[m"]).encode())


def _handle_signals_while_loading() -> None:
    """Handle signals until the full screen installs its own handlers: Ctrl+C restores the terminal and exits.

    SIGHUP and SIGTERM are deferred until the routine can be saved, because its first instruction is on the screen.
    """
    # Built into every Python and loaded already; `signal` would import its enumerations first.
    import _signal  # type: ignore[import-not-found]  # noqa: PLC0415

    def end(number: int, _frame: object) -> None:
        if number == _signal.SIGINT or not handoff.defer_shutdown(number):
            handoff.restore_terminal()
            os._exit(128 + number)

    for number in (_signal.SIGHUP, _signal.SIGTERM, _signal.SIGINT):
        _signal.signal(number, end)
    _signal.signal(_signal.SIGTSTP, _signal.SIG_IGN)
