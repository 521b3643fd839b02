"""Find what this terminal can do, from the environment alone: the terminal is asked nothing."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from spasmtui.launcher.terminal_kind import count_colors, is_ascii_only
from spasmtui.terminal.mouse import is_remote

SMALLEST_SCREEN = (40, 12)
"""The columns and rows that the full screen needs; below them a routine runs line by line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """The abilities of one terminal, as its process sees it."""

    term: str
    """TERM; empty when it is not set."""
    colors: int
    """The number of colours that are written: 0, 8, 16, 256 or 16777216."""
    size: tuple[int, int] | None
    """Columns and rows; None without a terminal."""
    is_unicode: bool
    """True if the locale writes UTF-8 and the font has braille and blocks."""
    multiplexer: str
    """`tmux`, `screen` or nothing."""
    is_remote: bool
    """True for a session over SSH."""

    @property
    def has_full_screen(self) -> bool:
        """True if the full-screen app can run here."""
        return (
            self.term not in ("", "dumb")
            and self.size is not None
            and self.size[0] >= SMALLEST_SCREEN[0]
            and self.size[1] >= SMALLEST_SCREEN[1]
        )

    def sentences(self) -> tuple[str, ...]:
        """Return sentences for `doctor`: the size, the colours, the characters and the surroundings."""
        if self.size is None:
            return (self._about_screen(), *self._about_surroundings())
        return (
            self._about_screen(),
            self._about_colors(),
            "Drawings use braille and blocks."
            if self.is_unicode
            else "Drawings use plain characters: the locale or the font has no others. The same as --ascii.",
            *self._about_surroundings(),
        )

    def _about_screen(self) -> str:
        if self.size is None:
            return "No terminal: routines run line by line, and the app prints one screen of text."
        size = f"{self.size[0]} columns by {self.size[1]} rows"
        if self.term in ("", "dumb"):
            return f"TERM is {self.term or 'not set'}: routines run line by line ({size})."
        if not self.has_full_screen:
            least = " by ".join(str(length) for length in SMALLEST_SCREEN)
            return f"The window has {size}; the full screen needs {least}. Routines run line by line."
        return f"Full screen, {size}, TERM {self.term}."

    def _about_colors(self) -> str:
        if not self.colors:
            return "No colour, as --color, NO_COLOR or CLICOLOR asks: the terminal's own two."
        names = {
            8: "The terminal's 8 colours.",
            16: "The terminal's 16 colours.",
            256: "256 colours.",
            16_777_216: "16 million colours.",
        }
        return names[self.colors]

    def _about_surroundings(self) -> tuple[str, ...]:
        found = []
        if self.multiplexer == "tmux":
            found.append(
                "Inside tmux: the routine goes on when the connection drops. Notifications need `allow-passthrough`."
            )
        elif self.multiplexer:
            found.append("Inside screen: the routine goes on when the connection drops.")
        elif self.is_remote:
            found.append(
                "Over SSH without tmux or screen: a dropped connection interrupts a routine; "
                "`spasmtui resume` continues it."
            )
        return tuple(found)


def read_capabilities(
    environment: Mapping[str, str], *, size: tuple[int, int] | None, encoding: str, is_colorless: bool = False
) -> Capabilities:
    """Read the abilities of a terminal from its environment.

    Args:
        environment: the variables of the process.
        size: columns and rows, or None without a terminal.
        encoding: the encoding of the output.
        is_colorless: no colour was asked for on the command line.
    """
    term = environment.get("TERM", "").strip().lower()
    multiplexer = "tmux" if "TMUX" in environment else "screen" if "STY" in environment else ""
    return Capabilities(
        term=term,
        colors=0 if is_colorless or environment.get("NO_COLOR") else count_colors(environment),
        size=size,
        is_unicode=not is_ascii_only(environment, encoding),
        multiplexer=multiplexer,
        is_remote=is_remote(environment),
    )


def current_capabilities(*, is_colorless: bool = False) -> Capabilities:
    """Return the abilities of the terminal of this process."""
    try:
        size = tuple(os.get_terminal_size(2)) if os.isatty(0) and os.isatty(2) else None
    except OSError:
        size = None
    return read_capabilities(
        os.environ,
        size=(size[0], size[1]) if size else None,
        encoding=sys.__stderr__.encoding if sys.__stderr__ else "ascii",
        is_colorless=is_colorless,
    )
