"""Write HTML elements, with every text and every attribute escaped."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_NUMBER = re.compile(r"[+#]?\d[\d \-]{1,18}\d|^\d\d\b")
"""A number to call: three digits or more, or two that begin a line; `8 am to 10 pm` and `SNS 24` are none."""

_ENDS_BY_ITSELF = frozenset({"li", "td", "th", "tr", "thead", "tbody"})
"""Elements that end where the next one begins, or the one around them ends: a page has thousands."""
_NEEDS_NO_QUOTES = re.compile(r"[\w#:.+%-]+")


def _quoted(value: str) -> str:
    """Return the value of an attribute, in quotes where it needs them."""
    return value if _NEEDS_NO_QUOTES.fullmatch(value) else f'"{escape(value)}"'


def text(words: str) -> str:
    """Return a text with the characters escaped that HTML would read."""
    return escape(words, quote=False)


def element(name: str, content: str = "", **attributes: str | bool) -> str:
    """Return an element.

    Args:
        name: its name, such as `p`.
        content: what is in it, as HTML.
        attributes: an underscore stands for a hyphen, and one at the end for nothing: `class_`, `data_start`. True is
            an attribute without a value, False none.
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f"={_quoted(value)}")
        for key, value in attributes.items()
        if value is not False
    )
    return f"<{name}{written}>{content}" + ("" if name in _ENDS_BY_ITSELF else f"</{name}>")


def paragraph(words: str, class_: str = "") -> str:
    """Return a paragraph of plain words; nothing for none."""
    return element("p", text(words), class_=class_ or False) if words else ""


def link(target: str, words: str, class_: str = "") -> str:
    """Return a link to another part of the page, by the id of that part."""
    return element("a", text(words), href=f"#{target}", class_=class_ or False)


def listed(items: Iterable[str], class_: str = "", name: str = "ul") -> str:
    """Return a list of items that are HTML; nothing for none."""
    rows = "".join(element("li", item) for item in items)
    return element(name, rows, class_=class_ or False) if rows else ""


def call_link(number: str, words: str, class_: str = "") -> str:
    """Return a link that opens the phone with a number."""
    digits = re.sub(r"[^\d+#]", "", number).replace("#", "%23")
    return element("a", text(words), href=f"tel:{digits}", class_=class_ or False)


def message_link(number: str) -> str:
    """Return a link that opens a text message to a number."""
    return element("a", text(number), href=f"sms:{number}")


def with_numbers(words: str, numbers: Iterable[str]) -> str:
    """Return a text in which each of these numbers is a link that opens the phone with it."""
    wanted = sorted({number for number in numbers if number}, key=len, reverse=True)
    if not wanted:
        return text(words)
    parts = re.split("(" + "|".join(rf"(?<!\d){re.escape(number)}(?!\d)" for number in wanted) + ")", words)
    return "".join(call_link(part, part) if part in wanted else text(part) for part in parts)


def numbers_in(words: str) -> list[str]:
    """Return the numbers to call of a line such as `112, 911 or 999`, `1 300 22 4636` or `SOS line, 0800 567`."""
    return [found[0] for found in _NUMBER.finditer(words)]
