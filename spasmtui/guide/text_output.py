"""Print paragraphs: plain text to a pipe or a file; bold titles and a pager on a terminal."""

from __future__ import annotations

import os
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


def allows_color(shell: Shell) -> bool:
    """Return whether bold and dim may be used: not to a pipe, not with `--plain`, and as `--color` or NO_COLOR say."""
    choice = shell.options.color
    if choice != "auto":
        return choice == "always" and not shell.options.is_plain
    is_colorless = os.environ.get("NO_COLOR") or os.environ.get("TERM", "dumb") in ("", "dumb")
    return shell.is_terminal and not shell.options.is_plain and not is_colorless


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
    """Print paragraphs; on a terminal, through the pager when they take more lines than it has."""
    text = format_paragraphs(paragraphs, line_width(shell), is_styled=allows_color(shell)) + "\n"
    fits = text.count("\n") < shutil.get_terminal_size().lines
    is_dumb = os.environ.get("TERM", "dumb") in ("", "dumb")
    if not shell.is_terminal or shell.options.is_plain or is_dumb or fits or not _run_pager(text):
        shell.out.write(text)


def _run_pager(text: str) -> bool:
    """Show the text in the person's pager and return whether it did: False when none could be started."""
    import shlex  # noqa: PLC0415 -- only a long page on a terminal is paged
    import subprocess  # noqa: PLC0415 -- only a long page on a terminal is paged

    environment = {"LESS": "FRX", **os.environ}
    try:
        command = shlex.split(os.environ.get("PAGER", "")) or ["less", "-R"]
        if command == ["cat"]:
            return False
        ended = subprocess.run(command, input=text.encode(), env=environment, check=False)
    except (OSError, ValueError):
        return False
    # Leaving `less` early closes the pipe: exit code 141 from a shell, signal 13 from the process itself.
    return ended.returncode in (0, 141, -13)
