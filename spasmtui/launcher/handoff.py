"""What the first paint leaves to the full screen that takes the terminal over. Imports nothing."""

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
        texts: "tuple[tuple[int, int, str, tuple[str, str, str]], ...]",
    ) -> None:
        self.columns = columns
        self.rows = rows
        self.background = background
        """SGR parameters every blank was erased with."""
        self.texts = texts
        """Column, row, text, and its attributes, foreground and background as SGR parameters."""


class EarlyRequest:
    """A command line that starts a routine at once, as it was read before anything was imported.

    This module may not import; `cli.py` passes these fields on in a `StartRelief` message.
    """

    __slots__ = ("data_dir", "found", "keeps", "side", "what")

    def __init__(self, what: str, side: "str | None", data_dir: str, *, keeps: bool = True) -> None:
        self.what = what
        """The words for a place or a routine; empty is the usual place."""
        self.side = side
        self.data_dir = data_dir
        self.keeps = keeps
        """Whether the diary is to hear of it."""
        self.found: tuple[str | None, str] | None = None
        """The place and the routine these words lead to, once they were looked up."""


_left: "dict[str, Any]" = {}
"""What waits for whoever takes over, each thing once; empty where nothing was painted."""


def leave(attributes_before: "list[Any]", request: EarlyRequest, picture: Picture, started_at: float) -> None:
    """The first instruction has been painted.

    Args:
        attributes_before: of the terminal line, before it was changed.
        request: what was asked for, as it was understood.
        picture: what is on the screen.
        started_at: the clock when it appeared, in the seconds of `clock.elapsed_seconds`.
    """
    _left.update(terminal=attributes_before, request=request, picture=picture, start=started_at, beginning=True)


def is_waiting() -> bool:
    """Whether the first instruction is on the alternate screen and nobody has taken it over yet."""
    return "terminal" in _left


def take_terminal() -> "list[Any] | None":
    """Let the full screen have the terminal: its attributes as they were before the paint, or None without one."""
    before: list[Any] | None = _left.pop("terminal", None)
    return before


def take_request() -> EarlyRequest | None:
    """What was asked for, once; None when there was no paint, so that nobody has understood it yet."""
    request: EarlyRequest | None = _left.pop("request", None)
    return request


def take_picture() -> Picture | None:
    """What the paint left on the screen, once; None when there was no paint."""
    picture: Picture | None = _left.pop("picture", None)
    return picture


def take_start() -> float | None:
    """When the first instruction appeared, once; None when there was no paint."""
    started_at: float | None = _left.pop("start", None)
    return started_at


def puts_off(number: int) -> bool:
    """Whether an end must wait until the routine has begun: its first instruction was read, so the diary hears of it.

    Args:
        number: the signal that asks for the end. Another one after it waits for nothing; the same one again is no
            other, since a terminal that closes says so twice.
    """
    return "beginning" in _left and _left.setdefault("ending", number) == number


def begun() -> int | None:
    """The routine has begun and can be saved: the signal of an end that was put off until now, once."""
    _left.pop("beginning", None)
    number: int | None = _left.pop("ending", None)
    return number


def give_back() -> None:
    """Give the terminal back as it was, when the full screen has not come to take it over."""
    before = take_terminal()
    if before is None:
        return
    import os  # noqa: PLC0415 -- this module is loaded before everything
    import termios  # noqa: PLC0415

    try:
        os.write(2, b"\x1b[m\x1b[?1049l\x1b[?25h")
        termios.tcsetattr(0, termios.TCSANOW, before)
    except (OSError, termios.error):
        return  # the terminal is gone: nothing is left to give back
