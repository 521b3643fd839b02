"""The words about a running routine, the message that brings them, and how many of them a line has room for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from textual.message import Message

if TYPE_CHECKING:
    from textual.screen import Screen

FEWEST_CELLS = 16
"""What is left of the routine's name before the way back is left out for it."""
BETWEEN = " · "


class RunningRoutine(NamedTuple):
    """A routine that has begun and not ended, in words; two of the same words look the same."""

    what: str
    """The routine, or what is on the skin."""
    details: tuple[str, ...] = ()
    """Its step, its time left, or what it waits for; the most important one last."""
    is_pressing: bool = False
    """True while something is on the skin, or an answer is awaited."""

    def fit(self, width: int, way_back: str = "") -> str:
        """Return the words that fit on a line: details from the first, then the name's end, then the way back go.

        Args:
            width: the cells of the line.
            way_back: the key that goes back to the routine, in words; empty where no key does.
        """
        details, ending = list(self.details), [way_back] if way_back else []
        while True:
            rest = "".join(BETWEEN + part for part in (*details, *ending))
            room = width - len(rest)
            if len(self.what) <= room or not (len(details) > 1 or ending):
                break
            if len(details) > 1:
                details.pop(0)
            elif room >= FEWEST_CELLS:
                break
            else:
                ending.clear()
        return _shorten(self.what, room) + rest if room > 0 else _shorten(rest.removeprefix(BETWEEN), width)


def _shorten(text: str, room: int) -> str:
    return text if len(text) <= room else text[: max(0, room - 1)].rstrip() + "…"[:room]


class RoutineRuns(Message):
    """Tell every screen what a running routine has come to."""

    def __init__(
        self, routine: RunningRoutine | None, shown_by: Screen[Any], *, way_back: str, goes_back: str = "go('relief')"
    ) -> None:
        """Create the message.

        Args:
            routine: None when none runs any more.
            shown_by: the screen that shows the routine itself.
            way_back: the words for the key that shows that screen, which stands for `{key}` in them.
            goes_back: the action of that key.
        """
        super().__init__()
        self.routine = routine
        self.shown_by = shown_by
        self.way_back = way_back
        self.goes_back = goes_back
