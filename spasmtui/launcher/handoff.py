"""Hand the painted terminal over from the launcher to the full screen. Imports next to nothing."""

import os

from spasmtui.system.calls import give_line_back

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Picture:
    """The content of the screen after the first paint."""

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
        """SGR parameters with which every blank cell was erased."""
        self.texts = texts
        """(column, row, text, style); a style is attributes, foreground and background as SGR parameters."""


class EarlyRequest:
    """A command line that starts a routine at once, as it was read before anything was imported.

    This module may not import; `cli.py` passes these fields on in a `StartRelief` message.
    """

    __slots__ = (
        "data_dir",
        "first_step",
        "keeps",
        "language",
        "resolved",
        "side",
        "side_shown",
        "state",
        "title",
        "what",
    )

    def __init__(self, what: str, side: "str | None", data_dir: str, *, keeps: bool = True) -> None:
        self.what = what
        """The words for a place or a routine; empty is the usual place."""
        self.side = side
        self.data_dir = data_dir
        self.keeps = keeps
        """Record the episode in the diary."""
        self.language = ""
        """The language as typed; empty is that of the settings or the locale."""
        self.resolved: tuple[str | None, str] | None = None
        """The place and the routine id of `what`; None until `compose_picture` has looked them up."""
        self.side_shown: str | None = None
        """The side that the picture names: the one asked for, or the usual one of the place."""
        self.title = ""
        """The routine's title in the language of the picture."""
        self.first_step = (1, 0, "")
        """The count of the routine's steps, the seconds of the first one, and the routine's purpose."""
        self.state = ""
        """The state folder of this run."""


_pending: "dict[str, Any]" = {}
"""Values for the full screen, each taken once; empty when nothing was painted."""


def record_paint(attributes_before: "list[Any]", request: EarlyRequest, picture: Picture, started_at: float) -> None:
    """Keep what the full screen needs to take over after the first instruction was painted.

    Args:
        attributes_before: the attributes of the terminal line before the launcher changed them.
        request: the parsed command line.
        picture: the content of the screen.
        started_at: the time of the paint in elapsed seconds.
    """
    _pending.update(terminal=attributes_before, request=request, picture=picture, start=started_at, starting=True)


def holds_terminal() -> bool:
    """Return whether the painted alternate screen has not been taken over yet."""
    return "terminal" in _pending


def take_terminal() -> "list[Any] | None":
    """Take the terminal over: return its attributes before the paint, once; None without a paint."""
    before: list[Any] | None = _pending.pop("terminal", None)
    return before


def take_request() -> EarlyRequest | None:
    """Return the request that was painted, once; None without a paint, when the command line is still to be parsed."""
    request: EarlyRequest | None = _pending.pop("request", None)
    return request


def take_picture() -> Picture | None:
    """Return the content of the painted screen, once; None without a paint."""
    picture: Picture | None = _pending.pop("picture", None)
    return picture


def take_start() -> float | None:
    """Return the time of the paint, once, in elapsed seconds; None without a paint."""
    started_at: float | None = _pending.pop("start", None)
    return started_at


def record_marker(path: str) -> None:
    """Keep the path of the marker that this process leaves of its start until the routine has been saved."""
    _pending["marker"] = path


def has_marker() -> bool:
    """Return whether the marker is still needed."""
    return "marker" in _pending


def remove_marker() -> None:
    """Remove the marker of this process, if it has left one: the routine has been saved, or it is over."""
    path: str = _pending.pop("marker", "")
    if path:
        try:
            os.unlink(path)
        except OSError:
            return  # it was not written, or was removed by another hand


def defer_shutdown(number: int) -> bool:
    """Record the signal and return whether shutdown is deferred until the episode has been opened.

    Args:
        number: the signal. A second, different signal is not deferred; the same one again is, since a terminal that
            closes sends its signal twice.
    """
    return "starting" in _pending and _pending.setdefault("deferred", number) == number


def finish_start() -> int | None:
    """Record that the routine can be saved from now on; return the signal deferred until now, once, or None."""
    _pending.pop("starting", None)
    number: int | None = _pending.pop("deferred", None)
    return number


def restore_terminal() -> None:
    """Restore the terminal when the full screen did not take it over."""
    before = take_terminal()
    if before is None:
        return
    try:
        os.write(2, b"\x1b[m\x1b[?1049l\x1b[?25h")
        give_line_back(before)
    except OSError:
        return  # the terminal is gone
