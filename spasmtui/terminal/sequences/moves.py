"""Write the shortest sequence that moves the cursor."""

from functools import lru_cache

NOWHERE = (-1, -1)
"""The place of a cursor that is not known."""

MOST_STEPS = 3
"""As many control characters for single steps as take no more bytes than the sequence for all of them."""


@lru_cache(maxsize=4096)
def move(cursor: tuple[int, int], x: int, y: int, *, has_vertical_tab: bool = False) -> str:
    """Return the shortest sequence that moves the cursor to the column `x` of the row `y`.

    Args:
        cursor: the column and row where it is; `NOWHERE` where that is not known.
        x: the column, from 0.
        y: the row, from 0.
        has_vertical_tab: VT moves the cursor down.
    """
    absolute = f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H" if y else "\x1b[H"
    if cursor == NOWHERE:
        return absolute
    right, down = x - cursor[0], y - cursor[1]
    across = [_steps(right, "C", "D"), "\r" + _steps(x, "C", "D")]
    if -MOST_STEPS <= right < 0:
        across.append("\b" * -right)
    along = "\v" * down if has_vertical_tab and 0 < down <= MOST_STEPS else _steps(down, "B", "A")
    return min(along + min(across, key=len), absolute, key=len)


def _steps(count: int, forwards: str, backwards: str) -> str:
    if not count:
        return ""
    return f"\x1b[{abs(count) if abs(count) > 1 else ''}{forwards if count > 0 else backwards}"
