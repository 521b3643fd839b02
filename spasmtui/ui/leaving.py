"""Screens that are left once, however fast two keys ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from textual.await_complete import AwaitComplete

if TYPE_CHECKING:
    from textual.screen import Screen


class LeftOnce:
    """Put before `Screen` or `ModalScreen`: a key that was typed before the screen had gone leaves no other one.

    Stock Textual 8.2 takes the top screen away at each dismissal, whichever that is by then, and ends the program when
    none is left above the mode's own.
    """

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Leave with a result; once left, do nothing."""
        if cast("Screen[Any]", self) not in cast("Screen[Any]", self).app.screen_stack:
            return AwaitComplete()
        return cast("AwaitComplete", super().dismiss(result))  # type: ignore[misc]
