"""Take a key that comes right behind an escape for the two keys that were pressed, and a chord that is held for one.

A terminal sends a key with Alt as an escape and the key. Over a slow line, Esc and the key that is pressed next come in
the same way, and no action of the program has a key with Alt unless the person gives it one.
"""

from __future__ import annotations

from textual.events import Key
from textual.keys import key_to_character

ALT = "alt+"
HELD_SECONDS = 0.7
"""The time within which the same chord comes again while it is held."""
_IN_A_LINE = {"alt+b": "ctrl+left", "alt+f": "ctrl+right"}
"""What shells have taught the hand for moving in a line by words."""


class AltKeys:
    """The last key with Alt, for as long as it is repeated. Pure: each key has its own time."""

    def __init__(self) -> None:
        self._key = ""
        self._at = 0.0

    def keys_of(self, event: Key, *, is_bound: bool, is_typing: bool) -> tuple[Key, ...]:
        """Return the keys that one with Alt stands for; none for the repetition of one that is held.

        A letter with Alt is none while a line is typed: what has been typed there would be thrown away.

        Args:
            event: the key.
            is_bound: an action has it.
            is_typing: a line is being typed.
        """
        if not event.key.startswith(ALT):
            return (event,)
        is_repeated = event.key == self._key and event.time - self._at < HELD_SECONDS
        self._key, self._at = event.key, event.time
        if is_bound:
            return (_timed(event.key, None, event),)
        base = event.key.removeprefix(ALT)
        character = event.character or key_to_character(base)
        if is_typing and (in_a_line := _IN_A_LINE.get(event.key)):
            return (_timed(in_a_line, None, event),)
        if is_repeated or character is None or (is_typing and base.isalpha() and len(base) == 1):
            return ()
        return (_timed("escape", "\x1b", event), _timed(base, character, event))


def _timed(key: str, character: str | None, event: Key) -> Key:
    made = Key(key, character)
    made.time = event.time
    return made
