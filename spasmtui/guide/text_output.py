"""Passages on the shell: plain text when piped, bold titles and a pager on a terminal."""

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
"""The longest line of prose."""

_SGR = {"strong": "1", "emphasis": "3", "key": "1", "link": "4", "quiet": "2"}
_WHOLE = {TITLE: "1", HEADING: "1", QUIET: "2"}


def width_for(shell: Shell) -> int:
    """How wide to set text: the terminal's width, up to the longest line of prose."""
    if not shell.is_terminal:
        return PROSE_COLUMNS
    return min(PROSE_COLUMNS, max(20, shutil.get_terminal_size().columns - 1))


def may_colour(shell: Shell) -> bool:
    """Whether bold and dim may be used: never when piped, plain, or told not to."""
    choice = shell.options.color
    if choice != "auto":
        return choice == "always" and not shell.options.is_plain
    is_quiet_terminal = os.environ.get("NO_COLOR") or os.environ.get("TERM", "dumb") in ("", "dumb")
    return shell.is_terminal and not shell.options.is_plain and not is_quiet_terminal


def as_text(passages: Sequence[Paragraph], width: int, *, is_painted: bool) -> str:
    """Passages as lines of text."""
    layout = lay_out(passages, width)
    return "\n".join(_line(layout, line, is_painted) for line in layout.lines)


def _line(layout: Layout, line: Line, is_painted: bool) -> str:
    if line.passage < 0:
        return ""
    passage = layout.passages[line.passage]
    words = sanitize(passage.text[line.start : line.end])
    if not is_painted:
        return (line.before + words).rstrip()
    if passage.style in _WHOLE or (passage.style == CARD and not passage.first):
        return f"{line.before}\x1b[{_WHOLE.get(passage.style, '1')}m{words}\x1b[0m"
    painted, at = line.before, line.start
    for mark in sorted(passage.marks, key=lambda mark: mark.start):
        start, end = max(mark.start, line.start), min(mark.end, line.end)
        if start < end and start >= at:
            painted += sanitize(passage.text[at:start])
            painted += f"\x1b[{_SGR.get(mark.look, '0')}m{sanitize(passage.text[start:end])}\x1b[0m"
            at = end
    return painted + sanitize(passage.text[at : line.end])


def show(shell: Shell, passages: Sequence[Paragraph]) -> None:
    """Print passages; on a terminal, through the pager when they do not fit."""
    is_painted = may_colour(shell)
    text = as_text(passages, width_for(shell), is_painted=is_painted) + "\n"
    fits = text.count("\n") < shutil.get_terminal_size().lines
    is_dumb = os.environ.get("TERM", "dumb") in ("", "dumb")
    if not shell.is_terminal or shell.options.is_plain or is_dumb or fits or not _paged(text):
        shell.out.write(text)


def _paged(text: str) -> bool:
    """Show the text in the person's pager; False when there is none that starts."""
    import shlex  # noqa: PLC0415 -- only a long page on a terminal is paged
    import subprocess  # noqa: PLC0415

    environment = {"LESS": "FRX", **os.environ}
    try:
        words = shlex.split(os.environ.get("PAGER", "")) or ["less", "-R"]
        if words == ["cat"]:
            return False
        ended = subprocess.run(words, input=text.encode(), env=environment, check=False)
    except (OSError, ValueError):
        return False
    return ended.returncode in (0, 141, -13)
