"""Draw random input: keys, pastes, mouse, focus, torn sequences and sizes of the window, again by its seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from tests.support.terminal import DOWN, ENTER, ESCAPE, LEFT, RIGHT, TAB, UP

KEYS = (
    *"abcdefghijklmnoprstuvwxyz0123456789!?/:+-=<>[]{}()'\"\\~ ", "q", ENTER, ESCAPE, TAB, UP, DOWN, LEFT, RIGHT,
    "\x7f", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", "\x1bOP", "\x1b[Z", "é", "痛", "\x0c", "\x00",
)  # fmt: skip
"""Every kind of key; `q` leaves, so it is drawn seldom."""
MODES = "12345:?!/"
"""Keys that change what is on the screen altogether."""
SIZES = (
    (1, 1),
    (2, 1),
    (1, 30),
    (80, 1),
    (5, 3),
    (3, 24),
    (20, 5),
    (40, 12),
    (80, 24),
    (120, 40),
    (200, 60),
    (300, 100),
)
"""Sizes of a window, in columns and rows."""
PASTED = (
    b"calf", b"12:30", b"", b"a\nb\r\nc\t", b"\x00\x01\x07\x1b[2J\x1bq\x9b", b"\xff\xfe\xe7\x97", "痛".encode() * 300,
    "\u202e[/b][red]".encode(), b"x" * 5_000, b"long words " * 15_000, b"\x1b[200~", b"-2+3 chest pain",
)  # fmt: skip
TORN = (
    b"\x1b[", b"\x1bO", b"\x1b[1;", b"\x1b]11;rgb:00/00/00", b"\x1bP", b"\x1b[<0;", b"\x1b[200", b"\xe7\x97", b"\xff",
    b"\x1b[99999999999u", b"\x1b[1:2u", b"\x1b[48;0;0;0;0t", b"\x1b[48;99999;99999;1;1t", b"\x1b[24;80R",
    b"\x1b[97;5u", b"\x1b[1;5C", b"\x1b[?2026;2$y", b"\x1b[?62;22c",
)  # fmt: skip
"""Sequences that are unfinished, malformed or the answer to no question."""
FOCUS = (b"\x1b[I", b"\x1b[O")
PASTE = b"\x1b[200~", b"\x1b[201~"


@dataclass(frozen=True)
class Resize:
    """Another size of the window."""

    columns: int
    rows: int


Stroke = bytes | Resize
"""What is sent to the terminal, or its new size."""


def strokes(dice: random.Random, count: int, keys: tuple[str, ...] = KEYS) -> Iterator[Stroke]:
    """Yield `count` strokes, nine of ten of them keys."""
    others = tuple(key for key in keys if key != "q")
    for _ in range(count):
        kind = dice.random()
        if kind < 0.76:
            yield dice.choice(keys if dice.random() < 0.03 else others).encode()
        elif kind < 0.88:
            yield dice.choice(MODES).encode()
        elif kind < 0.92:
            yield (
                Resize(*dice.choice(SIZES)) if dice.random() < 0.7 else Resize(dice.randint(1, 60), dice.randint(1, 30))
            )
        elif kind < 0.94:
            yield dice.choice(PASTED).join(PASTE if dice.random() < 0.9 else (PASTE[0], b""))
        elif kind < 0.97:
            button = dice.choice((0, 0, 1, 2, 32, 35, 64, 65, 66, 67))
            place = dice.randint(1, 130), dice.randint(1, 45)
            yield b"\x1b[<%d;%d;%d%c" % (button, *place, dice.choice(b"Mm"))
        else:
            yield dice.choice(TORN if dice.random() < 0.6 else FOCUS)
