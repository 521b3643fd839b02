"""Leave what is said about the chosen row until no other row has been chosen for a moment.

A person who goes through a list looks for a row; its description, three times as long as the mark that moves, is read
at the end. Over a slow line the mark would otherwise lag behind the keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer
    from textual.widget import Widget

PAUSE_SECONDS = 0.2
"""The longest time between two presses of somebody who goes on through a list."""


class AfterKeys:
    """An action that follows once there was a pause; each start begins the pause anew."""

    def __init__(self, owner: Widget, act: Callable[[], object]) -> None:
        """Begin with nothing to do.

        Args:
            owner: the widget or screen with which it ends.
            act: the action.
        """
        self._owner = owner
        self._act = act
        self._timer: Timer | None = None

    @property
    def is_waiting(self) -> bool:
        """True while the action has still to follow."""
        return self._timer is not None

    def start(self) -> None:
        """Have the action follow after a pause."""
        self.cancel()
        self._timer = self._owner.set_timer(PAUSE_SECONDS, self.finish)

    def cancel(self) -> None:
        """Have nothing follow."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def finish(self) -> None:
        """Have the action follow now, if it has still to."""
        if self.is_waiting:
            self.cancel()
            self._act()
