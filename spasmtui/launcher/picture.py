"""Compose the picture of a routine's first instruction as the full screen will show it.

Imports `os` and the constants that are generated from the routines, the places and the themes.
"""

import os

from spasmtui.launcher import _generated
from spasmtui.launcher._generated import (
    DANGER,
    DAY_STYLES,
    FIRST_PLACE,
    HIGH_CONTRAST_STYLES,
    LIGHT_STYLES,
    NIGHT_HOURS,
    NIGHT_STYLES,
    READY_FIRST,
    STARTS,
    WORDS,
)
from spasmtui.launcher.handoff import EarlyRequest, Picture
from spasmtui.launcher.locations import Folders
from spasmtui.launcher.process_check import is_running_elsewhere
from spasmtui.launcher.terminal_kind import count_colors
from spasmtui.shared.language import ENGLISH, choose_language
from spasmtui.shared.regular_file import read_regular
from spasmtui.shared.setting_lines import find_value, read_text, unquoted
from spasmtui.shared.words.fold import fold_word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    class LanguageTexts(Protocol):
        """A generated module with the texts of a language."""

        ROUTINES: dict[str, tuple[str, ...]]
        """Title and first instruction by routine; for both sides where they differ."""
        SIDES: dict[str, str]
        SINCE: str
        """The time of the start as the title bar shows it."""


NARROW_BELOW_COLUMNS = 60
SHORT_BELOW_ROWS = 18
"""Below one of these the words are in one column under the title."""
SIDE_MARGINS = 6
"""Columns left free beside the words in a larger window; the figure and the digits are below them."""
WIDEST_COLUMNS = 80
"""The window whose lines a wider one has too: longer ones are hard to read, and end in a word or two."""


def plan_picture(
    request: EarlyRequest,
    folders: Folders,
    size: tuple[int, int],
    environment: "dict[str, str] | os._Environ[str]",
    hour: int,
) -> Picture | None:
    """Return the picture of a request's first instruction; None when it is not certain what the full screen will show.

    Args:
        request: the parsed command line; its place and routine are filled in.
        folders: the folders of this run.
        size: columns and rows of the terminal.
        environment: the variables of the process, for the colours of the terminal.
        hour: the local hour, which decides between day and night.
    """
    settings = read_text(folders.config)
    styles = theme_styles(settings, hour, count_colors(environment))
    texts = language_texts(choose_language(environment, folders.config, request.language))
    picture = compose_picture(request, folders.state, size, styles, texts) if styles is not None and texts else None
    if picture is None or may_start_differently(request, folders.state, folders.config, settings):
        return None
    return picture


def language_texts(language: str) -> "LanguageTexts | None":
    """Return the generated texts of a language: titles, first instructions and sides; None where there are none."""
    name = "_generated" if language == ENGLISH else f"_generated_{language}"
    try:
        texts: LanguageTexts = __import__(f"spasmtui.launcher.{name}", fromlist=["ROUTINES"])
    except ImportError:
        return None
    return texts


def find_word(words: str) -> "tuple[str | None, str] | None":
    """Return the place and the routine that words mean, in English before any other language; None for unknown ones."""
    folded = fold_word(words)
    if folded in WORDS:
        return WORDS[folded]
    from spasmtui.launcher import _generated_foreign  # noqa: PLC0415 -- for a word that is not English

    return next(((place, routine) for place, routine, own in _generated_foreign.WORDS if folded in own), None)


def read_usual_place(state: str) -> tuple[str, str | None]:
    """Read the usual place and side from the line that the diary keeps in the state folder; ("", None) without one."""
    try:
        words = read_regular(f"{state}/usual").decode("ascii").split()
    except (OSError, UnicodeDecodeError):
        words = []
    return (words[0] if words else ""), next((word for word in words[1:] if word in ("left", "right")), None)


def may_start_differently(request: EarlyRequest, state: str, config: str, settings: str) -> bool:
    """Return whether this machine's state, routines or settings may change the first instruction.

    That is a routine running in another terminal, a run line by line, a routine of the person's own by the same name,
    or seconds to get ready before one that begins without. An interrupted routine changes nothing: a new start takes
    its place.
    """
    assert request.resolved is not None
    if is_running_elsewhere(state) or find_value(settings, "", "plain") not in ("", "false"):
        return True
    names = (fold_word(request.what), fold_word(request.resolved[1]))
    try:
        own = os.listdir(f"{config}/routines")
    except OSError:
        own = []
    if any(name.endswith(".toml") and fold_word(name[:-5]) in names for name in own):
        return True
    return (
        find_value(settings, "relief", "get_ready_seconds") not in ("", "0") and request.resolved[1] not in READY_FIRST
    )


def theme_styles(settings: str, hour: int, colors: int) -> "tuple[tuple[str, str, str], ...] | None":
    """Return the cell styles of blanks and of words in the theme that `ui/themes.py` will choose; None when unsure.

    Args:
        settings: the text of `settings.toml`.
        hour: the local hour, which decides between day and night.
        colors: how many the terminal shows.
    """
    by_hour = NIGHT_STYLES if hour in NIGHT_HOURS else DAY_STYLES
    themes = {
        "": by_hour,
        "auto": by_hour,
        "dark": DAY_STYLES,
        "light": LIGHT_STYLES,
        "night": NIGHT_STYLES,
        "high-contrast": HIGH_CONTRAST_STYLES,
    }
    theme = find_value(settings, "screen", "theme")
    # A word without quotes is no TOML: the full screen takes the default then, and names the fault.
    name = None if theme is None or theme.replace("-", "").isalnum() else unquoted(theme)
    return themes[name][colors] if name in themes else None


def wrap(text: str, columns: int) -> list[str]:
    """Wrap text at spaces to lines of at most `columns` cells, as the full screen wraps it."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > columns:
            lines.append(word)
        else:
            lines[-1] += f" {word}" if lines[-1] else word
    return lines


def compose_picture(
    request: EarlyRequest,
    state: str,
    size: tuple[int, int],
    styles: "tuple[tuple[str, str, str], ...]",
    texts: "LanguageTexts" = _generated,
) -> Picture | None:
    """Compose the first instruction of a request; None for unknown words, words of danger or a first question."""
    place, usual_side = read_usual_place(state)
    found = find_word(request.what or place or FIRST_PLACE)
    if found is None and not request.what:
        found = WORDS[FIRST_PLACE]
    if found is None or found[1] not in texts.ROUTINES or (fold_word(request.what), request.side or "") in DANGER:
        return None
    request.resolved = found
    title, *says = texts.ROUTINES[found[1]]
    side = request.side or (usual_side if found[0] == place else None)
    request.title, request.side_shown, request.first_step = title, side, STARTS[found[1]]
    columns, rows = size
    # Both legs are stretched for the night: no side is the painful one.
    head = f"{title} · {texts.SIDES[side]}" if side and STARTS[found[1]][2] != "prevention" else title
    room = columns - 4 - len("0:00" if columns < NARROW_BELOW_COLUMNS else texts.SINCE)
    head = head if len(head) <= room else head[: room - 1] + "…"
    is_small = columns < NARROW_BELOW_COLUMNS or rows < SHORT_BELOW_ROWS
    x, y, width = (1, 1, columns - 2) if is_small else (3, 2, min(columns, WIDEST_COLUMNS) - SIDE_MARGINS)
    lines = wrap(says[("left", "right").index(side) + 1 if side and len(says) > 1 else 0], width)
    cells = [(1, 0, head, styles[1]), *((x, y + row, line, styles[1]) for row, line in enumerate(lines))]
    return Picture(columns, rows, styles[0][2], tuple(cells))
