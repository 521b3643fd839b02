"""The first instruction on the screen before anything heavy is imported."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Picture:
    """What the first paint left on the screen."""

    __slots__ = ("background", "columns", "rows", "texts")

    def __init__(
        self,
        columns: int,
        rows: int,
        background: str,
        texts: tuple[tuple[int, int, str, tuple[str, str, str]], ...],
    ) -> None:
        self.columns = columns
        self.rows = rows
        self.background = background
        """SGR parameters every blank was erased with."""
        self.texts = texts
        """Column, row, text, and its attributes, foreground and background as SGR parameters."""


_attributes_before: list[Any] | None = None
_picture: Picture | None = None


def is_painted() -> bool:
    """Whether the first instruction is on the alternate screen and nobody has taken it over yet."""
    return _attributes_before is not None


def take_over() -> list[Any] | None:
    """Let the full screen have the terminal: its attributes as they were before the paint, or None without one."""
    global _attributes_before
    before, _attributes_before = _attributes_before, None
    return before


def take_picture() -> Picture | None:
    """What the paint left on the screen, once; None when there was no paint."""
    global _picture
    picture, _picture = _picture, None
    return picture


def main(program: str) -> None:
    """Run the program under the name it was called by; `spasm` is short for `spasmtui relief`. Does not return."""
    words = sys.argv[1:]
    if program == "spasm":
        words = ["relief", *words]
    from spasmtui.cli import main as run  # noqa: PLC0415 -- nothing heavy before the first instruction

    code = run(words)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        code = code or 141
    os._exit(code)
