"""Print paragraphs: plain text to a pipe or a file; bold titles and a pager on a terminal."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from spasmtui.terminal.sanitize import sanitize
from spasmtui.ui.text_layout import CARD, HEADING, QUIET, TITLE, Layout, Line, Paragraph, lay_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spasmtui.shell import Shell

PROSE_COLUMNS = 78
"""The longest line of prose, in cells."""

_SGR = {"strong": "1", "emphasis": "3", "key": "1", "link": "4", "quiet": "2"}
_WHOLE = {TITLE: "1", HEADING: "1", QUIET: "2"}


def line_width(shell: Shell) -> int:
    """Return the width of the text in cells: the terminal's, up to the longest line of prose."""
    if not shell.is_terminal:
        return PROSE_COLUMNS
    return min(PROSE_COLUMNS, max(20, shutil.get_terminal_size().columns - 1))


def format_paragraphs(paragraphs: Sequence[Paragraph], width: int, *, is_styled: bool) -> str:
    """Format paragraphs as lines of at most `width` cells, with SGR escapes if `is_styled`."""
    layout = lay_out(paragraphs, width)
    return "\n".join(_format_line(layout, line, is_styled) for line in layout.lines)


def _format_line(layout: Layout, line: Line, is_styled: bool) -> str:
    if line.paragraph < 0:
        return ""
    paragraph = layout.paragraphs[line.paragraph]
    text = sanitize(paragraph.text[line.start : line.end])
    if not is_styled:
        return (line.prefix + text).rstrip()
    if paragraph.style in _WHOLE or (paragraph.style == CARD and not paragraph.first):
        return f"{line.prefix}\x1b[{_WHOLE.get(paragraph.style, '1')}m{text}\x1b[0m"
    styled, offset = line.prefix, line.start
    for span in sorted(paragraph.spans, key=lambda span: span.start):
        start, end = max(span.start, line.start), min(span.end, line.end)
        if start < end and start >= offset:
            styled += sanitize(paragraph.text[offset:start])
            styled += f"\x1b[{_SGR.get(span.style, '0')}m{sanitize(paragraph.text[start:end])}\x1b[0m"
            offset = end
    return styled + sanitize(paragraph.text[offset : line.end])


def print_paragraphs(shell: Shell, paragraphs: Sequence[Paragraph]) -> None:
    """Print paragraphs, bold and dim where there is colour, and through the pager where they need one."""
    shell.page_clean(format_paragraphs(paragraphs, line_width(shell), is_styled=shell.has_color) + "\n")
