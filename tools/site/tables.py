"""Tables in Markdown that read alike on GitHub and on the site."""

from collections.abc import Iterable
from html import escape


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Return the lines of a table; cells are Markdown, and a bar in one ends no cell."""
    lines = [head, ("---",) * len(head), *rows]
    return [f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines]


def code(text: str) -> str:
    """Return text as code; where it has a sign that Markdown would take for its own, as the element of HTML."""
    return f"<code>{escape(text, quote=False).replace('|', '&#124;')}</code>" if {*"|`"} & {*text} else f"`{text}`"


def prose(text: str) -> str:
    """Return plain text as Markdown: backquotes stay code, and no other sign means anything."""
    parts = text.split("`")
    parts[::2] = [escape(part, quote=False).replace("*", "\\*") for part in parts[::2]]
    return "`".join(parts)
