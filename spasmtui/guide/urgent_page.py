"""The urgent page as text: red flags and whom to call.

It is made from constants and imports nothing slow, so that it is on the screen before a file could be read. The
constants in `_generated.py`, and those of another language in `urgent_texts`, come from `content/red_flags.toml`,
`content/urgent.toml` and `content/urgent_page.toml`.
"""

from __future__ import annotations

import os
import sys

from spasmtui.guide import _generated
from spasmtui.launcher.terminal_kind import is_ascii_only
from spasmtui.shared.emergency_numbers import ANY_REGION, find_emergency_lines
from spasmtui.shared.language import ENGLISH
from spasmtui.shared.plain_letters import write_in_ascii
from spasmtui.shared.text_wrap import wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    from spasmtui.shared.emergency_numbers import EmergencyLines

    class UrgentTexts(Protocol):
        """A generated module: the texts of one language."""

        LEVELS: tuple[tuple[str, str, str, tuple[tuple[str, str, str, str], ...]], ...]
        """Level, its heading, what to do, and its flags: id, what is seen, what else to do, what makes it worse."""
        QUESTIONS: tuple[tuple[str, str, str, str], ...]
        """Question, level, what to do after a yes, page; the last is for none of them."""
        WORDS: dict[str, str]
        """The fixed sentences by their id in `content/urgent_page.toml`."""


ENGLISH_TEXTS: UrgentTexts = _generated


def urgent_texts(language: str) -> UrgentTexts:
    """Return the texts in a language, by its code; in English where there are none."""
    if language == ENGLISH:
        return ENGLISH_TEXTS
    try:
        # Not importlib: it takes longer to load than the page to print.
        texts: UrgentTexts = __import__(f"spasmtui.guide.urgent_texts.{language}", fromlist=["LEVELS"])
    except ImportError:
        return ENGLISH_TEXTS
    return texts


def say_number(lines: EmergencyLines, words: dict[str, str]) -> str:
    """Return the number in the middle of a sentence of a language; two where place and locale name two countries."""
    if lines.number == ANY_REGION:
        return words["any_number"]
    number = words["number"].format(number=lines.number)
    if lines.second is None:
        return number
    second = words["number"].format(number=lines.second.number)
    return words["two_countries"].format(
        first=number, first_country=lines.country, second=second, second_country=lines.second.country
    )


def call_instruction(lines: EmergencyLines, texts: UrgentTexts = ENGLISH_TEXTS) -> str:
    """Return the number to call with those that work as well, and what to call in another country."""
    words = texts.WORDS
    said = say_number(lines, words)
    if lines.number == ANY_REGION:
        return words["any_region"].format(number=said)
    if lines.second is not None:
        return said
    if lines.also:
        said = words["also"].format(number=said, also=words["number"].format(number=lines.also))
    if lines.mobile:
        said = words["mobile"].format(number=said, mobile=words["number"].format(number=lines.mobile))
    return words["elsewhere"].format(number=said)


def fill_in(sentence: str, lines: EmergencyLines, texts: UrgentTexts = ENGLISH_TEXTS) -> str:
    """Return a sentence of a flag or a question with the number, and the poison line, in their places."""
    your_number = texts.WORDS["your_number"]
    if "{" not in sentence and your_number not in sentence:
        return sentence
    said = say_number(lines, texts.WORDS)
    poison = texts.WORDS["poison"].format(poison=lines.poison) if lines.poison else ""
    sentence = sentence.replace("{number}", said).replace(your_number, said)
    return sentence.replace("{poison}", poison).rstrip()


def text_sentences(lines: EmergencyLines, texts: UrgentTexts = ENGLISH_TEXTS) -> list[str]:
    """Return the sentences on how to get help without speaking."""
    words = texts.WORDS
    sentences = [words[f"text_{lines.text_by}"].format(text=lines.text)] if lines.text else []
    return [*sentences, words["relay"].format(relay=lines.relay)] if lines.relay else sentences


def format_text(lines: EmergencyLines, width: int = 78, height: int = 0, texts: UrgentTexts = ENGLISH_TEXTS) -> str:
    """Format the urgent page in lines of at most `width` characters.

    Args:
        lines: whom to call, from `find_emergency_lines`.
        width: the longest line, in characters.
        height: the terminal's lines. Where the red flags take as many or more, their questions are printed instead, so
            that nothing scrolls away, without blank lines where those would not fit; 0 is a file or a pipe, which takes
            every red flag.
        texts: the language.
    """
    has_room = not height or sum(len(flags) for _name, _title, _do, flags in texts.LEVELS) < height
    page = _format_lines(lines, width, texts, is_complete=True) if has_room else []
    if height and (not has_room or len(page) >= height):
        page = _format_lines(lines, width, texts, is_complete=False)
        if len(page) >= height:
            page = [line for line in page if line]
    return "\n".join(page) + "\n"


def _format_lines(lines: EmergencyLines, width: int, texts: UrgentTexts, *, is_complete: bool) -> list[str]:
    words = texts.WORDS
    page: list[str] = []
    for name, title, _do, flags in texts.LEVELS:
        page += wrap(f"{title}. {_heading(name, lines, texts)}", width)
        if is_complete:
            page.append("")
            signs = [" ".join(part for part in (see, what, worse) if part) for _flag, see, what, worse in flags]
        else:
            signs = [ask.rstrip("? ") for ask, level, _say, _page in texts.QUESTIONS if level == name]
        for sign in signs:
            page += wrap(fill_in(sign, lines, texts), width, first="- ", rest="  ")
        page.append("")
    last = text_sentences(lines, texts)[: None if is_complete else 1]
    if is_complete:
        last += [words[name].format(**{name: line}) for name in ("poison", "crisis") if (line := getattr(lines, name))]
    for sentence in last:
        page += wrap(sentence, width)
    page += wrap(fill_in(words["in_doubt"], lines, texts), width)
    return page


def _heading(level: str, lines: EmergencyLines, texts: UrgentTexts) -> str:
    """Return what to do at a level, with whom to call for it."""
    if level == "today" and lines.advice:
        return texts.WORDS["today_advice"].format(advice=lines.advice)
    do = next(do for name, _title, do, _flags in texts.LEVELS if name == level)
    return do.replace("{number}", call_instruction(lines, texts))


def screen_size() -> tuple[int, int]:
    """Return the columns and lines to write in: those of the terminal, or 78 and 0 for a file or a pipe."""
    try:
        size = os.get_terminal_size(1)
    except OSError:
        return 78, 0
    return min(78, max(20, size.columns - 1)), size.lines


def print_now(config: str, language: str = ENGLISH) -> int:
    """Print the urgent page and return the exit code. The launcher calls this without looking up the command."""
    if is_ascii_only(os.environ if sys.stdout.isatty() else {}, sys.stdout.encoding):
        write_in_ascii(sys.stdout)
    lines, texts = find_emergency_lines(os.environ, config), urgent_texts(language)
    try:
        sys.stdout.write(format_text(lines, *screen_size(), texts))
        sys.stdout.flush()
    except BrokenPipeError:
        return 141
    except OSError as error:
        reason = error.strerror or str(error)
        said = f"The urgent page could not be shown: {reason[:1].lower()}{reason[1:]}."
        try:
            sys.stderr.write(f"{said}\n{first_sentences(lines, texts)}\n")
        except (OSError, AttributeError):  # the shell has closed it
            return 4
        return 4
    return 0


def first_sentences(lines: EmergencyLines, texts: UrgentTexts) -> str:
    """Return the page's first sentences, with whom to call: what is said where the page cannot be shown."""
    name, title, *_rest = texts.LEVELS[0]
    return f"{title}. {_heading(name, lines, texts)}."


def build_json(lines: EmergencyLines, texts: UrgentTexts = ENGLISH_TEXTS) -> dict[str, object]:
    """Build the value that `urgent --json` prints; a line that the country lacks is null."""
    levels = [
        {
            "id": name,
            "title": title,
            "do": _heading(name, lines, texts),
            "signs": [
                {"id": flag, "see": see, "do": what or None, "worse": worse or None} for flag, see, what, worse in signs
            ],
        }
        for name, title, _do, signs in texts.LEVELS
    ]
    return {
        "number": say_number(lines, ENGLISH_TEXTS.WORDS),
        "levels": levels,
        "region": lines.code or None,
        "advice_line": lines.advice or None,
        "poison_line": lines.poison or None,
        "crisis_line": lines.crisis or None,
        "text_service": " ".join(text_sentences(lines, texts)) or None,
    }
