"""Draw the characters that fonts draw unevenly: braille, blocks and lines of boxes, each as shapes in its cell."""

WIDTH, HEIGHT = 8, 16
"""Units of a cell. A dot of braille has a square of four to itself."""
_HALF_X, _HALF_Y = WIDTH // 2, HEIGHT // 2

LINES = {
    "─": "lr", "│": "ud", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu", "├": "udr", "┤": "udl", "┬": "lrd", "┴": "lru",
    "┼": "lrud", "━": "LR", "┃": "UD", "╸": "L", "╺": "R", "╹": "U", "╻": "D", "╴": "l", "╶": "r", "╵": "u", "╷": "d",
    "╭": "rd", "╮": "ld", "╰": "ru", "╯": "lu", "╾": "Lr", "╼": "lR",
}  # fmt: skip
"""The arms of each box character from the middle of its cell: a capital letter is a heavy one."""
_ENDS = {"l": (0, _HALF_Y), "r": (WIDTH, _HALF_Y), "u": (_HALF_X, 0), "d": (_HALF_X, HEIGHT)}
_EIGHTHS_UP = "▁▂▃▄▅▆▇█"
_EIGHTHS_LEFT = "▏▎▍▌▋▊▉"
_QUADRANTS = {
    "▘": (0,), "▝": (1,), "▖": (2,), "▗": (3,), "▙": (0, 2, 3), "▛": (0, 1, 2), "▜": (0, 1, 3), "▟": (1, 2, 3),
    "▚": (0, 3), "▞": (1, 2),
}  # fmt: skip
SHADES = {"░": 0.25, "▒": 0.5, "▓": 0.75}
"""Characters that fill their cell with part of the ink."""
_DOTS = ((0x01, 0, 0), (0x02, 0, 1), (0x04, 0, 2), (0x08, 1, 0), (0x10, 1, 1), (0x20, 1, 2), (0x40, 0, 3), (0x80, 1, 3))


def dots(character: str, column: int, row: int) -> str:
    """Return the middles of a braille character's dots as a path of points; empty for any other character."""
    bits = ord(character) - 0x2800
    if not 0 < bits < 0x100:
        return ""
    left, top = column * WIDTH + 2, row * HEIGHT + 2
    return "".join(f"M{left + x * 4} {top + y * 4}h0" for bit, x, y in _DOTS if bits & bit)


def blocks(character: str, column: int, row: int) -> str:
    """Return the rectangles of a block character as a filled path; empty for any other character."""
    left, top = column * WIDTH, row * HEIGHT
    if character in _EIGHTHS_UP:
        high = 2 * (_EIGHTHS_UP.index(character) + 1)
        return _box(left, top + HEIGHT - high, WIDTH, high)
    if character in _EIGHTHS_LEFT:
        return _box(left, top, _EIGHTHS_LEFT.index(character) + 1, HEIGHT)
    if character in SHADES:
        return _box(left, top, WIDTH, HEIGHT)
    if character == "▀":
        return _box(left, top, WIDTH, _HALF_Y)
    if character == "▐":
        return _box(left + _HALF_X, top, _HALF_X, HEIGHT)
    quarters = _QUADRANTS.get(character, ())
    return "".join(_box(left + q % 2 * _HALF_X, top + q // 2 * _HALF_Y, _HALF_X, _HALF_Y) for q in quarters)


def arms(character: str, column: int, row: int, *, is_heavy: bool) -> str:
    """Return the light or the heavy strokes of a box character as a path; empty if it has none."""
    left, top = column * WIDTH, row * HEIGHT
    path = ""
    for arm in LINES.get(character, ""):
        if arm.isupper() == is_heavy:
            x, y = _ENDS[arm.lower()]
            path += f"M{left + _HALF_X} {top + _HALF_Y}L{left + x} {top + y}"
    return path


def is_drawn(character: str) -> bool:
    """Return whether a character is drawn as shapes instead of written in a font."""
    return bool(dots(character, 0, 0) or blocks(character, 0, 0) or character in LINES)


def _box(left: int, top: int, width: int, height: int) -> str:
    return f"M{left} {top}h{width}v{height}h{-width}z"
