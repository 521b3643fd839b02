"""The first instruction on the screen before anything heavy is imported.

`spasm calf` has painted what to do, and started the clock, when Python itself has barely begun; then the rest is
imported and the full screen takes over the same words at the same place. Only `sys`, `os` and `termios` are imported
for it, and constants generated from the routine files. Whatever is not plainly a routine that starts at once on a
terminal goes down the ordinary path, unpainted.
"""

import os
import sys
import time

from spasmtui.launcher import handoff, setting_lines
from spasmtui.launcher.locations import find_folders
from spasmtui.launcher.process_check import is_running_elsewhere
from spasmtui.launcher.setting_lines import find_value, unquoted

SMALLEST_SCREEN = (40, 12)
"""Columns and rows the full screen needs."""
NARROW_BELOW_COLUMNS = 60
SHORT_BELOW_ROWS = 18
"""Below one of these the words stand in one column under the title."""
SIDE_COLUMN = 36
"""Columns the digits keep for themselves beside the words."""

_FLAGS = {"-l": "left", "--left": "left", "-r": "right", "--right": "right"}
_HARMLESS_FLAGS = ("--no-log", "-q", "--quiet")


def read_request(words: list[str]) -> handoff.EarlyRequest | None:
    """What a command line wants, or None when it is anything but a plain start of a routine."""
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


def read_usual(state: str) -> tuple[str, str | None]:
    """The usual place and side from the line the diary leaves in the state folder; nothing where there is none."""
    try:
        with open(f"{state}/usual", encoding="ascii") as file:
            words = file.read().split()
    except (OSError, UnicodeDecodeError):
        words = []
    return (words[0] if words else ""), next((word for word in words[1:] if word in ("left", "right")), None)


def fold(words: str) -> str:
    """A word for a place or a routine as it is looked up."""
    return " ".join(words.lower().replace("-", " ").replace("_", " ").split())


def has_own_ways(request: handoff.EarlyRequest, state: str, config: str, settings: str) -> bool:
    """Whether something on this machine may change what the first instruction is, so that painting would be a guess.

    A routine that still runs in another terminal, one of the person's own by the same name, or seconds to get ready
    before a routine that has none. One that was interrupted changes nothing: a new start takes its place.
    """
    from spasmtui.launcher._generated import READY_FIRST  # noqa: PLC0415 -- only a start needs it

    assert request.found is not None
    if is_running_elsewhere(state):
        return True
    names = (fold(request.what), fold(request.found[1]))
    try:
        own = os.listdir(f"{config}/routines")
    except OSError:
        own = []
    if any(name.endswith(".toml") and fold(name[:-5]) in names for name in own):
        return True
    return find_value(settings, "relief", "get_ready_seconds") not in ("", "0") and request.found[1] not in READY_FIRST


def pens_for(settings: str, hour: int, system: int) -> "tuple[tuple[str, str, str], ...] | None":
    """The pens of a blank and of the words in the theme that `ui/themes.py` will choose; None when that is not sure."""
    from spasmtui.launcher._generated import (  # noqa: PLC0415 -- only a start needs it
        DAY_PENS,
        LIGHT_PENS,
        NIGHT_HOURS,
        NIGHT_PENS,
    )

    by_hour = NIGHT_PENS if hour in NIGHT_HOURS else DAY_PENS
    themes = {"": by_hour, "auto": by_hour, "dark": DAY_PENS, "light": LIGHT_PENS, "night": NIGHT_PENS}
    theme = find_value(settings, "screen", "theme")
    # A word without quotes is no TOML: the full screen takes the default then, and names the fault.
    name = None if theme is None or theme.isalnum() else unquoted(theme)
    return themes[name][system] if name in themes else None


def wrap(text: str, columns: int) -> list[str]:
    """The text in lines of at most so many columns, broken at spaces as the full screen breaks it."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > columns:
            lines.append(word)
        else:
            lines[-1] += f" {word}" if lines[-1] else word
    return lines


def color_system(environment: "dict[str, str] | os._Environ[str]") -> int:
    """Which of the generated pens this terminal gets: 0 for 16 colours, 1 for 256, 2 for all."""
    if environment.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return 2
    return 1 if environment.get("TERM", "").strip().lower().rpartition("-")[2] in ("256color", "kitty") else 0


def compose(
    request: handoff.EarlyRequest, state: str, size: tuple[int, int], pens: "tuple[tuple[str, str, str], ...]"
) -> "handoff.Picture | None":
    """The picture of a request's first instruction; None when its words are not known or it begins with a question."""
    from spasmtui.launcher._generated import FIRST_PLACE, ROUTINES, WORDS  # noqa: PLC0415 -- only a start needs it

    place, usual_side = read_usual(state)
    found = WORDS.get(fold(request.what or place or FIRST_PLACE))
    if found is None and not request.what:
        found = WORDS[FIRST_PLACE]
    if found is None or found[1] not in ROUTINES:
        return None
    request.found = found
    title, *says = ROUTINES[found[1]]
    side = request.side or (usual_side if found[0] == place else None)
    columns, rows = size
    head = f"{title} · {side}" if side else title
    room = columns - 4 - len("0:00" if columns < NARROW_BELOW_COLUMNS else "since 03:12  0:00")
    head = head if len(head) <= room else head[: room - 1] + "…"
    is_small = columns < NARROW_BELOW_COLUMNS or rows < SHORT_BELOW_ROWS
    x, y, width = (1, 1, columns - 2) if is_small else (3, 2, columns - 6 - SIDE_COLUMN - 3)
    lines = wrap(says[("left", "right").index(side) + 1 if side and len(says) > 1 else 0], width)
    texts = [(1, 0, head, pens[1]), *((x, y + row, line, pens[1]) for row, line in enumerate(lines))]
    return handoff.Picture(columns, rows, pens[0][2], tuple(texts))


def first_picture(words: list[str]) -> "tuple[handoff.EarlyRequest, handoff.Picture] | None":
    """What a command line in this process asks for and what to paint for it; None when nothing is to be painted."""
    environment = os.environ
    term = environment.get("TERM", "")
    if term in ("", "dumb", "linux") or not (os.isatty(0) and os.isatty(1) and os.isatty(2)):
        return None
    if any(environment.get(name) for name in ("NO_COLOR", "SPASMTUI_PLAIN", "COLUMNS", "LINES")):
        return None
    request = read_request(words)
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
    pens = pens_for(settings, time.localtime().tm_hour, color_system(environment))
    picture = compose(request, folders.state, (columns, rows), pens) if pens is not None else None
    if picture is None or has_own_ways(request, folders.state, folders.config, settings):
        return None
    return request, picture


def paint(request: handoff.EarlyRequest, picture: handoff.Picture) -> None:
    """Put a picture on the terminal and start the clock; what is typed from now on waits for the full screen."""
    import termios  # noqa: PLC0415 -- not for a command without a picture

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
    for column, row, text, pen in picture.texts:
        codes = ";".join(code for code in pen if code)
        parts.append(f"\x1b[{row + 1};{column + 1}H\x1b[0;{codes}m{text}")
    now = time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()
    handoff.leave(before, request, picture, now)
    _end_cleanly_while_loading()
    os.write(2, "".join([*parts, "\x1b[m"]).encode())


def _end_cleanly_while_loading() -> None:
    """Until the full screen has handlers of its own: Ctrl+C gives the terminal back and ends at once.

    An end from outside is put off until the routine can be saved, for its first instruction is on the screen.
    """
    # Built into every Python and loaded already; `signal` would import its enumerations first.
    import _signal  # type: ignore[import-not-found]  # noqa: PLC0415

    def end(number: int, _frame: object) -> None:
        if number == _signal.SIGINT or not handoff.puts_off(number):
            handoff.give_back()
            os._exit(128 + number)

    for number in (_signal.SIGHUP, _signal.SIGTERM, _signal.SIGINT):
        _signal.signal(number, end)
    _signal.signal(_signal.SIGTSTP, _signal.SIG_IGN)
