"""Let any key, or any line, say that a cramp is gone, for a person who can press no certain one."""

from __future__ import annotations

QUIET_SECONDS = 0.5
"""A key that comes sooner after another one, or after the start, may be one that is held: it ends nothing."""
KEPT_KEYS = frozenset((
    "w", "y", "n", "q", "exclamation_mark", "question_mark", "colon", "comma", "escape",
))  # fmt: skip
"""Keys of the full screen that keep their meaning: the ways to help and out, and the answers to a question."""
KEPT_ACTIONS = frozenset((
    "relief.worse", "relief.hurts", "relief.help", "relief.yes", "relief.no", "app.leave", "app.urgent", "app.keys",
    "app.palette", "app.settings", "app.back",
))  # fmt: skip
"""The ids of the actions that these keys have, whichever other keys the person has given them."""


class KeyPauses:
    """Knows which key comes after a pause, and so was pressed by itself."""

    def __init__(self) -> None:
        self._last_at = float("-inf")

    def is_fresh(self, now: float, began: float) -> bool:
        """Note a key, and return whether there was a pause before it.

        Args:
            now: elapsed seconds.
            began: elapsed seconds at which the routine was begun, or begun once more.
        """
        is_fresh = now - max(self._last_at, began) >= QUIET_SECONDS
        self._last_at = now
        return is_fresh


def is_any_key(key: str, actions: frozenset[str] = frozenset()) -> bool:
    """Return whether a key of the full screen is one of "any key": none that keeps its meaning, and no chord.

    Args:
        key: its name.
        actions: the ids of the actions that it has.
    """
    return key not in KEPT_KEYS and actions.isdisjoint(KEPT_ACTIONS) and "+" not in key
