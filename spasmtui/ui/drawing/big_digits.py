"""Draw a time in digits large enough to read from the floor beside the bed, in two sizes, also in plain ASCII."""

from collections.abc import Mapping

LARGE_ROWS = 5
SMALL_ROWS = 3

_LARGE = {
    "0": ("██████", "██  ██", "██  ██", "██  ██", "██████"),
    "1": ("    ██", "    ██", "    ██", "    ██", "    ██"),
    "2": ("██████", "    ██", "██████", "██    ", "██████"),
    "3": ("██████", "    ██", "██████", "    ██", "██████"),
    "4": ("██  ██", "██  ██", "██████", "    ██", "    ██"),
    "5": ("██████", "██    ", "██████", "    ██", "██████"),
    "6": ("██████", "██    ", "██████", "██  ██", "██████"),
    "7": ("██████", "    ██", "    ██", "    ██", "    ██"),
    "8": ("██████", "██  ██", "██████", "██  ██", "██████"),
    "9": ("██████", "██  ██", "██████", "    ██", "██████"),
    ":": ("  ", "██", "  ", "██", "  "),
}
"""Each stroke lies where it lies in the digits before and after, so that a second changes few cells."""
_SMALL = {
    "0": ("█▀█", "█ █", "▀▀▀"),
    "1": ("▀█ ", " █ ", "▀▀▀"),
    "2": ("▀▀█", "█▀▀", "▀▀▀"),
    "3": ("▀▀█", " ▀█", "▀▀▀"),
    "4": ("█ █", "▀▀█", "  ▀"),
    "5": ("█▀▀", "▀▀█", "▀▀▀"),
    "6": ("█▀▀", "█▀█", "▀▀▀"),
    "7": ("▀▀█", "  █", "  ▀"),
    "8": ("█▀█", "█▀█", "▀▀▀"),
    "9": ("█▀█", "▀▀█", "▀▀▀"),
    ":": ("·", "·", " "),
}
_SMALL_ASCII = {
    "0": (" _ ", "| |", "|_|"),
    "1": ("   ", "  |", "  |"),
    "2": (" _ ", " _|", "|_ "),
    "3": (" _ ", " _|", " _|"),
    "4": ("   ", "|_|", "  |"),
    "5": (" _ ", "|_ ", " _|"),
    "6": (" _ ", "|_ ", "|_|"),
    "7": (" _ ", "  |", "  |"),
    "8": (" _ ", "|_|", "|_|"),
    "9": (" _ ", "|_|", " _|"),
    ":": (" ", ".", "."),
}


def large_digits(time: str, columns: int, rows: int, *, is_ascii: bool) -> tuple[str, ...]:
    """Draw a time such as `0:34` in the largest size that fits, and return its rows; the time itself where none does.

    Args:
        time: digits and colons.
        columns: cells to the side.
        rows: lines downwards.
        is_ascii: use nothing but ASCII.
    """
    if rows >= LARGE_ROWS:
        drawn = _drawn(time, _LARGE, "  ")
        if len(drawn[0]) <= columns:
            return tuple(row.replace("█", "#") for row in drawn) if is_ascii else drawn
    if rows >= SMALL_ROWS:
        drawn = _drawn(time, _SMALL_ASCII if is_ascii else _SMALL, " ")
        if len(drawn[0]) <= columns:
            return drawn
    return (time,)


def _drawn(time: str, font: Mapping[str, tuple[str, ...]], gap: str) -> tuple[str, ...]:
    shapes = [font[character] for character in time]
    return tuple(gap.join(row) for row in zip(*shapes, strict=True))
