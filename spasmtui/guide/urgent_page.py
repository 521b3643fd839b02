"""The urgent page as text: red flags and whom to call.

It is made from constants and imports nothing slow, so that it is on the screen before a file could be read. The
constants in `_generated.py` come from `content/red_flags.toml` and `content/urgent.toml`.
"""

from __future__ import annotations

import os
import sys

from spasmtui.guide._generated import LEVELS, QUESTIONS
from spasmtui.shared.emergency_numbers import ANY_REGION, emergency_number
from spasmtui.shared.text_wrap import wrap


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
