"""The urgent page as text: red flags and whom to call.

It is made from constants and imports nothing slow, so that it is on the screen before a file could be read. The
constants in `_generated.py`, and those of another language in `urgent_texts`, come from `content/red_flags.toml`,
`content/urgent.toml` and `content/urgent_page.toml`.
"""

from __future__ import annotations

import os
import sys

from spasmtui.guide.urgent_texts.choose import ENGLISH_TEXTS, urgent_texts
from spasmtui.shared.emergency_numbers import ANY_REGION, emergency_number
from spasmtui.shared.language import ENGLISH
from spasmtui.shared.plain_letters import replace_what_cannot_be_written
from spasmtui.shared.text_wrap import wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spasmtui.guide.urgent_texts.choose import UrgentTexts


def say_number(number: str, words: dict[str, str]) -> str:
    """Return a number in the middle of a sentence of a language."""
    return words["any_number"] if number == ANY_REGION else words["number"].format(number=number)


def call_instruction(number: str, texts: UrgentTexts = ENGLISH_TEXTS) -> str:
    """Return the number to call, and the numbers for other regions."""
    words = texts.WORDS
    said = say_number(number, words)
    if number == ANY_REGION:
        return words["any_region"].format(number=said)
    others = ", ".join(other for other in ("112", "911", "999") if other != number)
    return words["elsewhere"].format(number=said, others=others)


def fill_in(sentence: str, number: str, texts: UrgentTexts = ENGLISH_TEXTS) -> str:
    """Return a sentence of a flag or a question with the number in its place."""
    said = say_number(number, texts.WORDS)
    return sentence.replace("{number}", said).replace(texts.WORDS["your_number"], said)


def format_text(number: str, width: int = 78, height: int = 0, texts: UrgentTexts = ENGLISH_TEXTS) -> str:
    """Format the urgent page in lines of at most `width` characters.

    Args:
        number: the number from `emergency_number`.
        width: the longest line, in characters.
        height: the terminal's lines. Where the red flags take as many or more, their questions are printed instead, so
            that nothing scrolls away; 0 is a file or a pipe, which takes every red flag.
        texts: the language.
    """
    lines = _format_lines(number, width, texts, is_complete=True)
    if height and len(lines) >= height:
        lines = _format_lines(number, width, texts, is_complete=False)
    return "\n".join(lines) + "\n"


def _format_lines(number: str, width: int, texts: UrgentTexts, *, is_complete: bool) -> list[str]:
    lines: list[str] = []
    for name, title, do, flags in texts.LEVELS:
        lines += wrap(f"{title}. {do.replace('{number}', call_instruction(number, texts))}", width)
        if is_complete:
            lines.append("")
            signs = [" ".join(part for part in (see, what, worse) if part) for _flag, see, what, worse in flags]
        else:
            signs = [ask.rstrip("? ") for ask, level, _say, _page in texts.QUESTIONS if level == name]
        for sign in signs:
            lines += wrap(fill_in(sign, number, texts), width, first="- ", rest="  ")
        lines.append("")
    lines += wrap(fill_in(texts.WORDS["in_doubt"], number, texts), width)
    return lines


def screen_size() -> tuple[int, int]:
    """Return the columns and lines to write in: those of the terminal, or 78 and 0 for a file or a pipe."""
    try:
        size = os.get_terminal_size(1)
    except OSError:
        return 78, 0
    return min(78, max(20, size.columns - 1)), size.lines


def print_now(config: str, language: str = ENGLISH) -> int:
    """Print the urgent page and return the exit code. The launcher calls this without looking up the command."""
    replace_what_cannot_be_written(sys.stdout)
    try:
        sys.stdout.write(format_text(emergency_number(os.environ, config), *screen_size(), urgent_texts(language)))
        sys.stdout.flush()
    except OSError:
        return 141
    return 0


def build_json(number: str, texts: UrgentTexts = ENGLISH_TEXTS) -> dict[str, object]:
    """Build the value that `urgent --json` prints."""
    levels = [
        {
            "id": name,
            "title": title,
            "do": do.replace("{number}", call_instruction(number, texts)),
            "signs": [
                {"id": flag, "see": see, "do": what or None, "worse": worse or None} for flag, see, what, worse in signs
            ],
        }
        for name, title, do, signs in texts.LEVELS
    ]
    return {"number": number, "levels": levels}
