"""When and how to get help: text from constants, so that it stands on the screen before anything could be read.

Imports nothing that costs time; `urgent_text.py` is generated from the red flags and the question path.
"""

from __future__ import annotations

import os
import sys

from spasmtui.guide._generated import LEVELS, QUESTIONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

EVERYWHERE = "112, 911 or 999"
"""What stands in the place of the number when the region is unknown."""

_NUMBERS = {
    "911": "US CA MX PR",
    "999": "GB UK",
    "112": "AT BE BG CH CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK EU",
}
_LOCALE = ("LC_ALL", "LC_TELEPHONE", "LC_ADDRESS", "LANG")


def emergency_number(environment: Mapping[str, str], config: str = "") -> str:
    """The number to call: by the person's setting (a country's two letters, or the number itself), else by the locale.

    The setting is `SPASMTUI_REGION`, or a line `region = "gb"` in `settings.toml` of the config folder.
    """
    chosen = (environment.get("SPASMTUI_REGION") or _region_in_settings(config)).strip().upper()
    if chosen.isdecimal() and len(chosen) <= 5:
        return chosen
    places = [chosen] if chosen else [_country(environment.get(name, "")) for name in _LOCALE]
    for place in places:
        for number, countries in _NUMBERS.items():
            if place and place in countries.split():
                return number
    return EVERYWHERE


def _region_in_settings(config: str) -> str:
    """The region in the settings file, read without a parser: this has to answer before one is loaded."""
    try:
        with open(f"{config}/settings.toml", encoding="utf-8", errors="replace") as file:
            lines = file.read().splitlines()
    except OSError:
        return ""
    for line in lines:
        if line.lstrip().startswith("["):
            break
        name, _, value = line.partition("=")
        if name.strip() == "region":
            return value.partition("#")[0].strip().strip("\"'")
    return ""


def _country(locale: str) -> str:
    """`GB` of `en_GB.UTF-8`."""
    return locale.partition(".")[0].partition("@")[0].partition("_")[2].upper()


def call(number: str) -> str:
    """The number with what to do where it is another one."""
    others = [other for other in ("112", "911", "999") if other != number]
    if number == EVERYWHERE:
        return f"{EVERYWHERE}, or the emergency number where you are"
    return f"{number} (elsewhere {', '.join(others)} or the local number)"


def text(number: str, width: int = 78, height: int = 0) -> str:
    """The answer in lines of at most `width` characters.

    Args:
        number: what `emergency_number` gave.
        width: characters a line may have.
        height: the terminal's lines: every sign is named only when they all fit, so that nothing scrolls away; 0 is a
            file or a pipe, which takes them all.
    """
    whole = _lines(number, width, is_whole=True)
    lines = whole if not height or len(whole) < height else _lines(number, width, is_whole=False)
    return "\n".join(lines) + "\n"


def _lines(number: str, width: int, *, is_whole: bool) -> list[str]:
    lines: list[str] = []
    for name, title, do, flags in LEVELS:
        lines += wrapped(f"{title}. {do.replace('{number}', call(number))}", width)
        if is_whole:
            lines.append("")
            signs = [" ".join(part for part in (see, what, worse) if part) for _flag, see, what, worse in flags]
        else:
            signs = [ask.rstrip("?") for ask, level, _say, _page in QUESTIONS if level == name]
        for sign in signs:
            lines += wrapped(sign.replace("your emergency number", number), width, "- ", "  ")
        lines.append("")
    lines += wrapped(f"In doubt, call {number}. More: spasmtui guide get-help-now", width)
    return lines


def wrapped(words: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Words in lines; `textwrap` would cost more than the rest of the command."""
    lines, line = [], first
    for word in words.split():
        if len(line) + len(word) > width and line.strip(" -"):
            lines.append(line.rstrip())
            line = rest
        line += word + " "
    return [*lines, line.rstrip()]


def screen_size() -> tuple[int, int]:
    """Columns and lines to write in: those of the terminal, or 78 and any number of lines."""
    try:
        size = os.get_terminal_size(1)
    except OSError:
        return 78, 0
    return min(78, max(20, size.columns - 1)), size.lines


def print_now(config: str) -> int:
    """Print the answer and return the exit code: for the launcher, which does not even look for the command."""
    try:
        sys.stdout.write(text(emergency_number(os.environ, config), *screen_size()))
        sys.stdout.flush()
    except OSError:
        return 141
    return 0


def as_data(number: str) -> dict[str, object]:
    """The same for scripts."""
    levels = [
        {
            "id": name,
            "title": title,
            "do": do.replace("{number}", call(number)),
            "signs": [
                {"id": flag, "see": see, "do": what or None, "worse": worse or None} for flag, see, what, worse in signs
            ],
        }
        for name, title, do, signs in LEVELS
    ]
    return {"number": number, "levels": levels}
