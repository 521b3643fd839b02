"""Show a text that is longer than the terminal in the person's pager."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from spasmtui.shared.text_wrap import cell_width

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LESS = "FRX"
"""For `less` where LESS is not set: end by itself when the text fits, keep colours, leave the text on the screen."""
_FOR_A_SHELL = set("|&;<>()$`\\\"'*?[#~=%\n")
"""Characters for which a pager is started by a shell, which knows what they mean; those that git looks for."""
_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
_INTERRUPTED = (130, -signal.SIGINT)
_LEFT_EARLY = (141, -13)
"""The exit code of a shell whose pager was left before the end, and of a pager that SIGPIPE has ended."""


def show_in_pager(text: str, say: Callable[[str], None]) -> bool:
    """Show a text in the pager; return False where the caller must print it, since it fits or no pager could be run.

    Args:
        text: whole lines.
        say: tells the person that the pager of PAGER cannot be used.
    """
    command = pager_command(os.environ)
    if command is None or _fits(text):
        return False
    chosen = os.environ.get("PAGER", "")
    heard: list[int] = []
    # Ctrl+C is for the pager: it goes to both, and only the pager knows what it means. An ignored signal would be
    # ignored by the pager too, a handler is not handed down.
    before = signal.signal(signal.SIGINT, lambda number, _frame: heard.append(number))
    try:
        with subprocess.Popen(command, stdin=subprocess.PIPE, env={"LESS": LESS, "LV": "-c", **os.environ}) as process:
            try:
                process.communicate(text.encode(sys.stdout.encoding or "utf-8", sys.stdout.errors or "replace"))
            except BaseException:
                process.terminate()  # whoever ends this program leaves no pager behind
                raise
    except OSError as error:
        if chosen:
            say(f"The pager of PAGER, {chosen!r}, could not be run: {(error.strerror or str(error)).lower()}.")
        return False
    finally:
        signal.signal(signal.SIGINT, before)
    if process.returncode == 0 or heard or process.returncode in (*_INTERRUPTED, *_LEFT_EARLY):
        return True
    if chosen:
        say(f"The pager of PAGER, {chosen!r}, failed with exit code {process.returncode}. This is the text without it.")
    return False


def _fits(text: str) -> bool:
    """Return whether a text fits the window; one without a size, as of a serial line, is taken for 80x24."""
    try:
        columns, lines = os.get_terminal_size(1)  # `shutil` has this too, and costs as much as the pager's start
    except OSError:
        columns, lines = 0, 0
    return rows(text, columns or 80) < (lines or 24)


def pager_command(environment: Mapping[str, str]) -> list[str] | None:
    """Return the command of the pager as words; None where PAGER asks for none: it is empty, `cat` or no command."""
    pager = environment.get("PAGER", "less").strip()
    if pager in ("", "cat"):
        return None
    try:
        words = shlex.split(pager)
    except ValueError:
        return None
    if _FOR_A_SHELL & set(pager):
        return ["sh", "-c", pager]
    options = environment.get("LESS", LESS)
    keeps_colors = "R" in options or "r" in options
    return [*words, "-R"] if os.path.basename(words[0]) == "less" and not keeps_colors else words


def rows(text: str, columns: int) -> int:
    """Return how many rows of a terminal a text takes; a line that is too wide goes on in the next."""
    widths = (cell_width(_ESCAPES.sub("", line)) for line in text.splitlines())
    return sum(max(1, -(-width // max(1, columns))) for width in widths)
