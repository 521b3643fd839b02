"""Dismiss a screen once, however fast two keys ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from textual.await_complete import AwaitComplete

if TYPE_CHECKING:
    from textual.screen import Screen


class DismissOnce:
    """Mixin that ignores every `dismiss()` after the first, so that a repeated key cannot close the screen below.

    It comes before `Screen` or `ModalScreen` among the bases. Stock Textual 8.2 pops the top screen at each dismissal,
    whichever that is by then, and ends the program when only the mode's own is left. A screen below another one is
    dismissed when that has gone.
    """

    needs_answer = False
    """True for a dialog that a click beside it does not leave, since what it says is not said again."""
    only_shows = False
    """True for a screen that may be closed for what is to be shown instead, since nothing of the person's is lost."""
    _waiting_result: tuple[Any] | None = None
    """The first result that came while another screen was above this one."""

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Dismiss the screen with the first result that is given, as soon as it is the top one."""
        # Popping takes effect at once, so a second call finds another screen on top; its result is never delivered.
        if not cast("Screen[Any]", self).is_active:
            self._waiting_result = self._waiting_result or (result,)
            return AwaitComplete()
        return cast("AwaitComplete", super().dismiss(result))  # type: ignore[misc]

    def on_screen_resume(self) -> None:
        """Dismiss the screen now, if that was asked for while another one was above it."""
        if self._waiting_result is not None:
            self.dismiss(self._waiting_result[0])
