"""Parse the plain Markdown that the guide's pages are written in, twenty times as fast as a full parser. Pure.

Plain are headings, paragraphs, lists without lists in them, bold, code for keys, and links to pages. Of any other text
nothing is parsed: it is left to the full parser, whose blocks are the same for plain text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spasmtui.guide.page import Kind, Look, Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NOT_PLAIN = re.compile(r"[\\<>&_|~\0]|[^\S \n]|!\[|\]:|``")
_HEADING = re.compile(r"(#{1,6}) ([^#\s][^#]*)")
_ITEM = re.compile(r"(?:-|(\d{1,9})\.) (?=\S)")
_MARKED = re.compile(r"[=#>]|[-+](?:[-+ ]|$)|\*(?!\*[^\s*])|\d+[.)](?: |$)")
"""A line that begins a heading, an item, a rule or a quotation, or may do so."""
_INLINE = re.compile(
    r"`(?P<code>[^`\n ](?:[^`\n]*[^`\n ])?)`"
    r"|\[(?P<link>[^\[\]*`]+)\]\((?P<target>[a-z0-9-]+)\)"
    r"|(?<![^\s(])\*\*(?=[^\s*])(?P<strong>[^*]+)(?<=[^\s*])\*\*(?![^\s.,:;)!?])"
)
_LEFT_OVER = re.compile(r"[*`]|\]\(")
_LINE_BREAK = re.compile(r" *\n *")

PlainBlock = tuple[Kind, int, int, int, list[Run]]
"""Kind, level, number and line of a block, and its runs, in which fact ids stand as they are written."""


class _NotPlainError(Exception):
    """The text has something that only the full parser knows."""


def parse_plain_markdown(text: str, first_line: int = 1) -> list[PlainBlock] | None:
    """Parse a plain Markdown text into blocks.

    Args:
        text: Markdown.
        first_line: the number of its first line in its file.

    Returns:
        The blocks; None where the text is not plain.
    """
    if _NOT_PLAIN.search(text):
        return None
    try:
        return list(_parse_blocks(text.split("\n"), first_line))
    except _NotPlainError:
        return None


def _parse_blocks(lines: Sequence[str], first_line: int) -> Iterator[PlainBlock]:
    """Yield each block.

    Raises:
        _NotPlainError: a line is not plain.
    """
    number: int | None = None
    """The number of the last item, 0 for a bullet; None outside a list."""
    place = 0
    while place < len(lines):
        line = lines[place].rstrip(" ")
        start = place
        place += 1
        if not line:
            continue
        if line[0] == "#":
            if not (heading := _HEADING.fullmatch(line)):
                raise _NotPlainError
            number = None
            level, words, kind = len(heading[1]), heading[2], Kind.HEADING
        else:
            indent = 0
            if item := _ITEM.match(line):
                indent = item.end()
                number = _next_number(number, item[1])
            elif line[0] == " " or _MARKED.match(line):
                raise _NotPlainError
            else:
                number = None
            level, kind = 0, Kind.PARAGRAPH if number is None else Kind.STEP if number else Kind.BULLET
            own = [line[indent:]]
            while place < len(lines) and (further := lines[place].rstrip(" ")):
                if further[0] == "#" or (indent and _ITEM.match(further)):
                    break
                own.append(_without_indent(further, indent))
                place += 1
            if _MARKED.match(own[0]):
                raise _NotPlainError
            words = "\n".join(own)
        yield kind, level, number or 0, first_line + start, list(_parse_runs(words, Look.PLAIN, None))


def _next_number(before: int | None, written: str | None) -> int:
    """Return the number of an item, 0 for a bullet.

    Raises:
        _NotPlainError: a list begins with 0.
    """
    if written is None:
        return 0
    if before:
        return before + 1
    if not int(written):
        raise _NotPlainError
    return int(written)


def _without_indent(line: str, indent: int) -> str:
    """Return a further line of a paragraph or an item.

    Raises:
        _NotPlainError: it is not as far in as the first, or begins something else.
    """
    words = line[indent:]
    if line[:indent].strip(" ") or not words or words[0] == " " or _MARKED.match(words):
        raise _NotPlainError
    return words


def _parse_runs(text: str, look: Look, target: str | None) -> Iterator[Run]:
    """Yield the runs of a text; a line break is a run of its own.

    Raises:
        _NotPlainError: the text has a mark that is not plain.
    """
    end = 0
    for match in _INLINE.finditer(text):
        yield from _parse_text(text[end : match.start()], look, target)
        end = match.end()
        if code := match["code"]:
            yield Run(code, Look.KEY)
        elif link := match["link"]:
            yield from _parse_text(link, Look.LINK, match["target"])
        else:
            yield from _parse_runs(match["strong"], Look.STRONG, target)
    yield from _parse_text(text[end:], look, target)


def _parse_text(text: str, look: Look, target: str | None) -> Iterator[Run]:
    if _LEFT_OVER.search(text):
        raise _NotPlainError
    for place, line in enumerate(_LINE_BREAK.split(text) if "\n" in text else (text,)):
        if place:
            yield Run(" ", look, target)
        if line:
            yield Run(line, look, target)
