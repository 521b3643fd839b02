"""Keep the sentences that cover the stop rule for a while, and know a key that is pressed once too often."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spasmtui.clock import Clock

REPLY_SECONDS = 4.0
"""The time for which the reply to a key covers the stop rule."""
SIGN_SECONDS = 12.0
"""The same for the first line about a sign that was named with the place."""
LOW_BELOW_ROWS = 16
"""Rows below which that line stands for all of it."""


class Replies:
    """The reply to the last key, and what was said of a sign at the start."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._reply, self._until = "", 0.0
        self._sign = ""
        """The sentences about a sign that was named with the place; empty for none."""

    def begin(self, sign: str, reply: str = "") -> None:
        """Begin a routine, with the sentences about a sign, or a reply to the request; empty for none."""
        self._sign = sign
        if first := sign.partition("\n")[0] or reply:
            self._keep(first, SIGN_SECONDS)

    def say(self, reply: str) -> None:
        """Keep a reply long enough to be read."""
        self._keep(reply, REPLY_SECONDS)

    def end(self) -> None:
        """End the reply that is kept."""
        self._until = 0.0

    def _keep(self, reply: str, seconds: float) -> None:
        self._reply, self._until = reply, self._clock.elapsed() + seconds

    def notice(self, *, is_after: bool, rows: int) -> str:
        """Return what covers the notice now; empty for nothing.

        Args:
            is_after: whether the routine has ended, and the sign is said once more.
            rows: the rows of the screen; in a low one the questions on danger need the room.
        """
        if self._clock.elapsed() < self._until:
            return self._reply
        if not is_after:
            return ""
        return self._sign if rows >= LOW_BELOW_ROWS else self._sign.partition("\n")[0]
