"""Draw random input: keys, pastes, mouse, focus, torn sequences and sizes of the window, again by its seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from tests.support.terminal import DOWN, ENTER, ESCAPE, LEFT, RIGHT, TAB, UP

KEYS = (
    *"abcdefghijklmnoprstuvwxyz0123456789!?/:+-=<>[]{}()'\"\\~ ,.;UENXSG", "q", ENTER, ESCAPE, TAB, UP, DOWN, LEFT,
    RIGHT, "\x7f", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", "\x1bOP", "\x1b[Z", "é", "痛", "\x0c", "\x00",
)  # fmt: skip
"""Every kind of key; `q` leaves, so it is drawn seldom."""
MODES = "12345:?!/,"
"""Keys that change what is on the screen altogether."""
WAYS = (
    ",\r", ",jj\r", ",G\r", ",k\r", ":settings\r", ":keys\r", ":night\r", ":new routine\r", ":sheet\r", ":import\r",
    ":cal\r", ":colours\r", "2c\r", "2e\r", "2n", "2m\r", "3a", "3am\r", "3an", "3ae", "3i\r", "3i\x1b",
    "3ijj\r\x1b\x1b", "3an\x1b[200~long\nago\x1b[201~\x1b", "3\r\r", "3d", "3r", "3c", "3/a\r", "4/calf\r\r", "5s\x1b",
    "5f", "5\r6\r", "1t", "uU", "uuUU", "!j\r", "?\x1b", "2\r", "2m\x1b[C\x1b[B\r", ":m\x1b[B\x1b[B\r", ":\x1b",
    "31i3:\x1b",
)  # fmt: skip
"""Keys in one go that lead far into the screens, or to a screen and away before it is there."""
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
BUTTONS = (0, 0, 0, 0, 1, 2, 4, 8, 16, 128)
"""What a mouse presses: mostly the left button, sometimes with Shift, Alt or Ctrl, or one that no mouse has."""
WHEEL = (64, 65, 66, 67)
MOTION, DRAG = 35, 32
PASTE = b"\x1b[200~", b"\x1b[201~"


@dataclass(frozen=True)
class Resize:
    """Another size of the window."""

    columns: int
    rows: int


Stroke = bytes | Resize
"""What is sent to the terminal, or its new size."""


def strokes(dice: random.Random, count: int, keys: tuple[str, ...] = KEYS) -> Iterator[Stroke]:
    """Yield `count` strokes, eight of ten of them keys; without `q` among the keys no click leaves the app either."""
    return islice(_endless(dice, keys), count)


def _endless(dice: random.Random, keys: tuple[str, ...]) -> Iterator[Stroke]:
    others = tuple(key for key in keys if key != "q")
    missing = {*KEYS} - {*keys}
    ways = tuple(way for way in WAYS if not missing & {*way})
    while True:
        kind = dice.random()
        if kind < 0.68:
            yield dice.choice(keys if dice.random() < 0.03 else others).encode()
        elif kind < 0.76:
            yield dice.choice(MODES).encode()
        elif kind < 0.82:
            yield dice.choice(ways).encode()
        elif kind < 0.88:
            yield _mouse(dice, clicks="q" not in missing)
        elif kind < 0.92:
            yield Resize(*dice.choice(SIZES) if dice.random() < 0.7 else (dice.randint(1, 60), dice.randint(1, 30)))
        elif kind < 0.94:
            yield dice.choice(PASTED).join(PASTE if dice.random() < 0.9 else (PASTE[0], b""))
        elif kind < 0.96:
            yield from _resize_storm(dice, ways)
        else:
            yield dice.choice(TORN if dice.random() < 0.6 else FOCUS)


def _mouse(dice: random.Random, *, clicks: bool) -> bytes:
    """Return a click, two, a drag, a turn of the wheel or a move; sometimes outside the window, torn, or half of it."""
    column, row = dice.randint(1, 130), dice.randint(1, 45)
    if dice.random() < 0.5:
        column, row = dice.randint(1, 80), dice.randint(1, 24)
    elif dice.random() < 0.2:
        column, row = dice.choice((-5, 0, 1, 300, 99_999)), dice.choice((-5, 0, 1, 100, 99_999))
    kind, button = dice.random() if clicks else dice.choice((0.5, 0.8)), dice.choice(BUTTONS)
    click = _report(button, column, row, "M") + _report(button, column, row, "m")
    if kind < 0.45:
        sent = click * dice.choice((1, 1, 1, 2, 3))
    elif kind < 0.6:
        sent = _report(dice.choice(WHEEL), column, row, "M") * dice.randint(1, 12)
    elif kind < 0.75:
        away = column + dice.randint(-9, 9), row + dice.randint(-5, 5)
        sent = _report(button, column, row, "M") + _report(DRAG, *away, "M") + _report(button, *away, "m")
    elif kind < 0.85:
        sent = _report(MOTION, column, row, "M")
    else:
        sent = _report(button, column, row, dice.choice("Mm"))
    return sent[: -dice.randint(1, 6)] if dice.random() < 0.05 else sent


def _report(button: int, column: int, row: int, end: str) -> bytes:
    """Return what a terminal says of its mouse, in SGR coordinates."""
    return f"\x1b[<{button};{column};{row}{end}".encode()


def _resize_storm(dice: random.Random, ways: tuple[str, ...]) -> Iterator[Stroke]:
    """Yield what opens a dialog, and then sizes in quick succession, most of them small."""
    yield dice.choice((*ways, *MODES)).encode()
    for _ in range(dice.randint(2, 8)):
        yield Resize(*dice.choice(SIZES)) if dice.random() < 0.3 else Resize(dice.randint(1, 44), dice.randint(1, 14))
    yield Resize(80, 24)
