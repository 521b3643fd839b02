"""Sanitize text that did not ship with the program: notes, names, imports, arguments, the environment.

`sanitize` when it comes in, `shown_text` or `as_content` when it is displayed. Textual parses markup in plain strings
and passes control characters on to the terminal, where they can set the title, write the clipboard or move the cursor.
"""

from __future__ import annotations

from spasmtui.shared.plain_letters import ascii_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from textual.content import Content

PROMPT_CHARACTERS = 200
"""The longest line for a prompt."""
_PLAIN = " -_.,:+/()"
QUOTED_CHARACTERS = 30
NOTE_LIMIT = 20_000
"""The characters that a note may have."""

_INVISIBLE = (
    *(0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x2070),
    *range(0xFFF9, 0xFFFC),
)
_CONTROLS = (*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0))
_TAGS = range(0xE0000, 0xE0080)
_is_ascii = False
_TABLE: dict[int, str | None] = {**dict.fromkeys((*_CONTROLS, *_INVISIBLE, *_TAGS)), 0x09: "    "}


def sanitize(text: str, *, one_line: bool = False) -> str:
    r"""Remove control characters, bidirectional overrides, invisible tags and lone surrogates.

    Line breaks stay (as `\n`), tabs become four spaces; sanitizing twice changes nothing.

    Args:
        text: anything from a person, a file or the environment.
        one_line: fold every run of white space into one space.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.encode("utf-8", "replace").decode("utf-8").translate(_TABLE)
    return " ".join(text.split()) if one_line else text


def one_line(text: str) -> str:
    """Return a name on one line and without what `sanitize` removes; nearly every name is that already."""
    return text if text.isprintable() else sanitize(text, one_line=True)


def quoted(text: str) -> str:
    """Return a text from a file as a message quotes it: in quotation marks, on one line, its beginning alone."""
    return repr(sanitize(text[:QUOTED_CHARACTERS], one_line=True))


def sanitize_values(value: Any) -> Any:
    """Sanitize every text in a JSON value, the names of its fields too."""
    if isinstance(value, str):
        return value if value.isprintable() else sanitize(value)
    if isinstance(value, dict):
        return {sanitize_values(name): sanitize_values(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [sanitize_values(each) for each in value]
    return value


def json_text(value: Any, *, indent: int | None = None, is_ascii: bool = False) -> str:
    """Format a JSON value as text whose strings are sanitized, also once a reader has parsed them.

    Args:
        value: the value.
        indent: the blanks of each level; None writes it in one line.
        is_ascii: escape what is not ASCII, so that every reader gets the same letters.
    """
    import json  # noqa: PLC0415 -- for JSON alone

    text = json.dumps(value, ensure_ascii=False, indent=indent)
    if "\\" not in text and text.replace("\n", "").isprintable():  # which is many times faster than looking at each
        return text if text.isascii() or not is_ascii else json.dumps(value, indent=indent)
    return json.dumps(sanitize_values(value), ensure_ascii=is_ascii, indent=indent)


def for_prompt(text: str) -> str:
    """Return the text as one line that a shell's prompt or tmux can only print.

    tmux obeys `#[...]` and `#{...}` in what a command prints, zsh obeys `%F{red}`, and a prompt that is expanded twice
    runs backticks and `$(...)`. Of the ASCII characters only letters, digits and plain punctuation are left.
    """
    kept = "".join(each for each in sanitize(text, one_line=True) if each > "~" or each.isalnum() or each in _PLAIN)
    return " ".join(kept.split())[:PROMPT_CHARACTERS]


def ascii_fractions(text: str) -> str:
    """Spell `2½` as `2.5` and `½` as `1/2`, for output that must be ASCII."""
    return (
        "".join(
            (".5" if text[at - 1 : at].isdigit() else "1/2") if letter == "½" else letter
            for at, letter in enumerate(text)
        )
        if "½" in text
        else text
    )


def use_ascii_words(*, is_ascii: bool) -> None:
    """Write out on the screen, for the rest of the run, what ASCII has no letter for; or show it as it is."""
    global _is_ascii
    _is_ascii = is_ascii


def shown_text(text: str, *, one_line: bool = False) -> str:
    """Return a sanitized text for the screen; where that has ASCII alone, `½` is `1/2` before any line is measured.

    Not for what goes into the diary, whose letters stay.
    """
    return written_out(sanitize(text, one_line=one_line))


def written_out(text: str) -> str:
    """Return a text with what the screen has no letter for written out: `1/2` for `½` where it has ASCII alone."""
    return ascii_words(text) if _is_ascii else text


def as_content(text: str, *, one_line: bool = False) -> Content:
    """Return the sanitized text as content that no widget parses as markup."""
    from textual.content import Content  # noqa: PLC0415 -- commands sanitize text without a screen

    return Content(shown_text(text, one_line=one_line))
