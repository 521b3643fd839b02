"""Screens that are left once, however fast two keys ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from textual.await_complete import AwaitComplete

if TYPE_CHECKING:
    from textual.screen import Screen


class DismissOnce:
    """Put before `Screen` or `ModalScreen`: a key that was typed before the screen had gone leaves no other one.

    Stock Textual 8.2 takes the top screen away at each dismissal, whichever that is by then, and ends the program when
    none is left above the mode's own. A screen that something else lies over goes when that has gone.
    """

    _is_left = False
    _waits_to_leave: tuple[Any] | None = None

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Leave with the first result that is given, as soon as this is the screen that is seen."""
        if self._is_left:
            return AwaitComplete()
        if not cast("Screen[Any]", self).is_active:
            self._waits_to_leave = self._waits_to_leave or (result,)
            return AwaitComplete()
        self._is_left = True
        return cast("AwaitComplete", super().dismiss(result))  # type: ignore[misc]

    def on_screen_resume(self) -> None:
        """Leave now, when that was asked for while something else lay over it."""
        if self._waits_to_leave is not None:
            self.dismiss(self._waits_to_leave[0])
