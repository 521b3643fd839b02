"""Write the shortest sequence that moves the cursor."""

from functools import lru_cache

NOWHERE = (-1, -1)
"""The place of a cursor that is not known."""

MOST_BACKSPACES = 3
"""As many steps to the left as take no more bytes than the sequence for them."""


@lru_cache(maxsize=4096)
def move(cursor: tuple[int, int], x: int, y: int) -> str:
    """Return the shortest sequence that moves the cursor to the column `x` of the row `y`.

    Args:
        cursor: the column and row where it is; `NOWHERE` where that is not known.
        x: the column, from 0.
        y: the row, from 0.
    """
    absolute = f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H" if y else "\x1b[H"
    if cursor == NOWHERE:
        return absolute
    right, down = x - cursor[0], y - cursor[1]
    across = [_steps(right, "C", "D"), "\r" + _steps(x, "C", "D")]
    if -MOST_BACKSPACES <= right < 0:
        across.append("\b" * -right)
    return min(_steps(down, "B", "A") + min(across, key=len), absolute, key=len)


def _steps(count: int, forwards: str, backwards: str) -> str:
    if not count:
        return ""
    return f"\x1b[{abs(count) if abs(count) > 1 else ''}{forwards if count > 0 else backwards}"
