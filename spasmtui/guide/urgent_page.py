"""The urgent page as text: red flags and whom to call.

It is made from constants and imports nothing slow, so that it is on the screen before a file could be read. The
constants in `_generated.py` come from `content/red_flags.toml` and `content/urgent.toml`.
"""

from __future__ import annotations

import os
import sys

from spasmtui.guide._generated import LEVELS, QUESTIONS
from spasmtui.launcher import setting_lines
from spasmtui.launcher.setting_lines import find_value, unquoted
from spasmtui.shared.text_wrap import wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

ANY_REGION = "112, 911 or 999"
"""The text in place of the number when the region is unknown."""

_NUMBERS = {
    "911": "US CA MX PR",
    "999": "GB UK",
    "112": "AT BE BG CH CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK EU",
}
_LOCALE = ("LC_ALL", "LC_TELEPHONE", "LC_ADDRESS", "LANG")


def emergency_number(environment: Mapping[str, str], config: str = "") -> str:
    """Choose the emergency number by the person's setting, else by the locale.

    The setting is `SPASMTUI_REGION`, or a line `region = "gb"` in `settings.toml` of the config folder: a country's two
    letters, or the number itself. A setting that cannot be used, or a locale of no known country, chooses all three:
    better none of them than the wrong one. `doctor` names such a setting; this says nothing of it in an emergency.

    Args:
        environment: the environment variables.
        config: the config folder's path.
    """
    region = (environment.get("SPASMTUI_REGION") or _region_in_settings(config)).strip().upper()
    if region.isascii() and region.isdecimal() and len(region) <= 5:
        return region
    candidates = [region] if region else [_country_of_locale(environment.get(name, "")) for name in _LOCALE]
    for country in candidates:
        for number, countries in _NUMBERS.items():
            if country and country in countries.split():
                return number
    return ANY_REGION


def _region_in_settings(config: str) -> str:
    """Read the region from its line of the settings file; load a TOML parser only where no line has it."""
    written = find_value(setting_lines.read_text(config), "", "region")
    if written is not None:
        # Also without its quotes, or in a file that is broken elsewhere: it is clear which number is meant.
        return unquoted(written)
    from pathlib import Path  # noqa: PLC0415 -- only where no line tells it

    from spasmtui.errors import DataError  # noqa: PLC0415 -- as above
    from spasmtui.shared.toml_files import read_toml  # noqa: PLC0415 -- as above

    try:
        return str(read_toml(Path(config, "settings.toml")).get("region", ""))
    except (DataError, ValueError):  # a number with thousands of digits cannot be written out
        return ""


def _country_of_locale(locale: str) -> str:
    """Return `GB` for `en_GB.UTF-8`."""
    return locale.partition(".")[0].partition("@")[0].partition("_")[2].upper()


def call_instruction(number: str) -> str:
    """Return the number to call, and the numbers for other regions."""
    others = [other for other in ("112", "911", "999") if other != number]
    if number == ANY_REGION:
        return f"{ANY_REGION}, or the emergency number where you are"
    return f"{number} (elsewhere {', '.join(others)} or the local number)"


def format_text(number: str, width: int = 78, height: int = 0) -> str:
    """Format the urgent page in lines of at most `width` characters.

    Args:
        number: the number from `emergency_number`.
        width: the longest line, in characters.
        height: the terminal's lines. Where the red flags take as many or more, their questions are printed instead, so
            that nothing scrolls away; 0 is a file or a pipe, which takes every red flag.
    """
    lines = _format_lines(number, width, is_complete=True)
    if height and len(lines) >= height:
        lines = _format_lines(number, width, is_complete=False)
    return "\n".join(lines) + "\n"


def _format_lines(number: str, width: int, *, is_complete: bool) -> list[str]:
    lines: list[str] = []
    for name, title, do, flags in LEVELS:
        lines += wrap(f"{title}. {do.replace('{number}', call_instruction(number))}", width)
        if is_complete:
            lines.append("")
            signs = [" ".join(part for part in (see, what, worse) if part) for _flag, see, what, worse in flags]
        else:
            signs = [ask.rstrip("?") for ask, level, _say, _page in QUESTIONS if level == name]
        for sign in signs:
            lines += wrap(sign.replace("your emergency number", number), width, first="- ", rest="  ")
        lines.append("")
    lines += wrap(f"In doubt, call {number}. More: spasmtui guide get-help-now", width)
    return lines


def screen_size() -> tuple[int, int]:
    """Return the columns and lines to write in: those of the terminal, or 78 and 0 for a file or a pipe."""
    try:
        size = os.get_terminal_size(1)
    except OSError:
        return 78, 0
    return min(78, max(20, size.columns - 1)), size.lines


def print_now(config: str) -> int:
    """Print the urgent page and return the exit code. The launcher calls this without looking up the command."""
    try:
        sys.stdout.write(format_text(emergency_number(os.environ, config), *screen_size()))
        sys.stdout.flush()
    except OSError:
        return 141
    return 0


def build_json(number: str) -> dict[str, object]:
    """Build the value that `urgent --json` prints."""
    levels = [
        {
            "id": name,
            "title": title,
            "do": do.replace("{number}", call_instruction(number)),
            "signs": [
                {"id": flag, "see": see, "do": what or None, "worse": worse or None} for flag, see, what, worse in signs
            ],
        }
        for name, title, do, signs in LEVELS
    ]
    return {"number": number, "levels": levels}
