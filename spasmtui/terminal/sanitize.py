"""Sanitize text that did not ship with the program: notes, names, imports, arguments, the environment.

`sanitize` when it comes in, `as_content` when it is displayed. Textual parses markup in plain strings and passes
control characters on to the terminal, where they can set the title, write the clipboard or move the cursor.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from textual.content import Content

NOTE_LIMIT = 20_000
"""The characters that a note may have."""

_INVISIBLE = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028, 0x2029, 0xFEFF)
_CONTROLS = (*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0))
_TAGS = range(0xE0000, 0xE0080)
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


def ascii_fractions(text: str) -> str:
    """Spell `2½` as `2.5`, for output that must be ASCII."""
    return text.replace("½", ".5")


def as_content(text: str, *, one_line: bool = False) -> Content:
    """Return the sanitized text as content that no widget parses as markup."""
    from textual.content import Content  # noqa: PLC0415 -- commands sanitize text without a screen

    return Content(sanitize(text, one_line=one_line))
