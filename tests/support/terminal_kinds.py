"""Tell terminals of many kinds and sizes: what they say of themselves, and which bytes they read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

Size = tuple[int, int]

SIZES: tuple[Size, ...] = (
    *((20, 5), (25, 24), (30, 8), (39, 11), (40, 12), (60, 15), (80, 24), (100, 17), (132, 43), (200, 60), (250, 70)),
)
"""Columns and rows, from a strip beside another window to a whole wall."""
TERMS = (
    *("xterm", "xterm-256color", "xterm-16color", "xterm-kitty", "tmux-256color", "screen", "screen-256color"),
    *("rxvt-unicode-256color", "alacritty", "linux", "vt100", "vt220", "ansi"),
)
COLORTERMS = (None, "truecolor", "24bit")
ENCODINGS = ("utf-8", "ascii", "latin-1")

_OLD = ("linux", "vt", "ansi", "cons", "sun", "cygwin")
"""The beginnings of TERM for terminals with eight colours, whose fonts hold a code page."""
_WITHOUT_VERTICAL_TAB = ("ansi",)
"""Those that show a sign for VT: terminfo has `cud1=\\E[B` for them."""
_WITHOUT_SCROLL_REGION = ("ansi",)
"""Those for which terminfo has neither `csr` nor `ri`."""
_WITHOUT_ERASE_CHARACTERS = ("vt100", "screen")
"""Those for which terminfo has no `ech`, and which the hardware or the program does not know."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a terminal says of itself."""

    term: str
    colorterm: str | None = None
    encoding: str = "utf-8"
    no_color: str | None = None

    @property
    def environment(self) -> Mapping[str, str | None]:
        """The variables that say it."""
        is_utf8 = self.encoding == "utf-8"
        return {
            "TERM": self.term,
            "COLORTERM": self.colorterm,
            "NO_COLOR": self.no_color,
            "LANG": "C.UTF-8" if is_utf8 else "C",
            "LC_ALL": None if is_utf8 else "C",
            "PYTHONUTF8": None if is_utf8 else "0",
            "PYTHONCOERCECLOCALE": None if is_utf8 else "0",
            "PYTHONIOENCODING": None if is_utf8 else self.encoding,
            **dict.fromkeys(("TMUX", "STY", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR")),
        }

    @property
    def is_old(self) -> bool:
        """True for a terminal that reads no sequence beyond those of a VT220."""
        return self.term.startswith(_OLD)

    @property
    def is_plain(self) -> bool:
        """True if nothing above 0x7F may be written."""
        return self.encoding != "utf-8" or self.is_old

    @property
    def colors(self) -> int:
        """The most colours that may be written."""
        if self.no_color:
            return 0
        if self.is_old:
            return 8
        if self.colorterm in ("truecolor", "24bit") and not self.term.startswith("screen"):
            return 16_777_216
        has_many = self.term.endswith("256color") or (self.term.startswith(("xterm", "alacritty")))
        return 256 if has_many and not self.term.endswith("16color") else 16

    def __str__(self) -> str:
        return " ".join(filter(None, (self.term, self.colorterm, self.encoding, self.no_color and "NO_COLOR")))


_SEQUENCE = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][0AB]|[=>78cDEHM]|P[^\x1b]*\x1b\\)|[\x00-\x1f\x7f]"
)
_OF_ALL = re.compile(
    rb"\x1b\[(?:[0-9;]*[ABCDHJKm]|[0-9;]*G|\?(?:25|7|1000|1002|1003|1004|1006|1049|2004)[hl]|5n)\Z|[\r\n\x07\x08]\Z"
)
_OF_NEWER = re.compile(rb"\x1b\[\?2026(?:[hl]|\$p)\Z|\x1b\][0-9]+;[^\x00-\x1f]*(?:\x07|\x1b\\)\Z")
_SCROLL = re.compile(rb"\x1b(?:\[[0-9]*(?:;[0-9]*)?r|M)\Z")
_ERASE_CHARACTERS = re.compile(rb"\x1b\[[0-9]*X\Z")
_PAINT = re.compile(rb"\x1b\[([0-9;]*)m")


def unknown_bytes(raw: bytes, kind: Kind) -> list[bytes]:
    """Return the control characters and sequences of an output that a terminal neither reads nor passes over."""
    return sorted(sequence for sequence in set(_SEQUENCE.findall(raw)) if not _is_known(sequence, kind))


def _is_known(sequence: bytes, kind: Kind) -> bool:
    if sequence == b"\x0b":
        return not kind.term.startswith(_WITHOUT_VERTICAL_TAB)
    if _ERASE_CHARACTERS.match(sequence):
        return not kind.term.startswith(_WITHOUT_ERASE_CHARACTERS)
    if _SCROLL.match(sequence):
        return not kind.term.startswith(_WITHOUT_SCROLL_REGION)
    return bool(_OF_ALL.match(sequence) or (not kind.is_old and _OF_NEWER.match(sequence)))


def colors_written(raw: bytes) -> int:
    """Return the largest number of colours that an output asks for: 0, 8, 16, 256 or 16777216."""
    return max((_colors_of(codes.decode()) for codes in set(_PAINT.findall(raw))), default=0)


def _colors_of(codes: str) -> int:
    if "8;2;" in codes:
        return 16_777_216
    if "8;5;" in codes:
        return 256
    numbers = [int(code or 0) for code in codes.split(";")]
    if any(90 <= number <= 107 for number in numbers):
        return 16
    return 8 if any(30 <= number <= 37 or 40 <= number <= 47 for number in numbers) else 0
