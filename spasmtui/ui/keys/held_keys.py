"""Take a key that is held down for one press, unless it moves a cursor or types a text.

A terminal does not tell a press from its repetition. A key that is held comes once, pauses for a quarter to two thirds
of a second, and then comes 15 to 40 times a second, over a slow line several at once. Where the first press has changed
what the key means, each repetition would be an answer that nobody gave.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from textual._time import get_time
from textual.events import Key

from spasmtui.terminal.screen_lifetime import ScreenLifetime

if TYPE_CHECKING:
    from textual.events import Event
    from textual.widget import Widget

PAUSE_SECONDS = 0.7
"""The longest pause of a terminal between a press and its first repetition; X11 has 0.66 s, others less."""
RELEASED_SECONDS = 0.5
"""A key that was repeated has been released when it has not come for so long."""
TAP_SECONDS = 0.1
"""The shortest time between two presses by a finger; a key that is held, or trembles, comes faster."""
START_SECONDS = 0.5
"""The time from the start of the app until the first repetition of the Enter with which a shell started it."""
BUFFERED_SECONDS = 0.15
"""The time in which the app has read what was typed before it could read."""

_MOVES = re.compile(
    r"(screen\.)?((move|page|scroll|edge|turn|link|hit|find_hit|list|shift|step|change_value|select_field|choose)\(|"
    r"apply\('(longer|shorter)'\)|((cursor|page|scroll|delete)_\w+|first|last|up|down)(\(|$))"
)
"""Actions that a held key repeats: they move a cursor or a page, turn a value, or delete typed text."""
_STEPS = re.compile(r"apply\('(next|back)'\)|next\(|digit\(|(order|period|back)$")
"""Actions that quick taps repeat, but a held key does not: a tap is slower than a repetition."""

Place = tuple[object, object, object]
"""Where a key comes to: the screen, its phase, and the field that the key is typed into; None for none."""
NOWHERE: Place = (None, None, None)


class HeldKey:
    """The last key, for as long as it is repeated. Pure: it is given the time and the place of each key."""

    def __init__(self, key: str = "", at: float = 0.0, pause_seconds: float = PAUSE_SECONDS) -> None:
        """Begin with a key that was pressed elsewhere.

        Args:
            key: its name; empty for none.
            at: the time of its press in seconds.
            pause_seconds: the longest pause before its first repetition.
        """
        self.key, self.began_at, self.last_at = key, at, at
        self.began_in: Place = NOWHERE
        self._limit_seconds = pause_seconds

    def gap_before(self, key: str, at: float, place: Place) -> float | None:
        """Note a key; return the seconds since it came last where it is only repeated, None where it is pressed.

        Args:
            key: its name.
            at: its time in seconds.
            place: where it comes to.
        """
        gap = at - self.last_at
        if key == self.key and gap < self._limit_seconds:
            self.last_at, self._limit_seconds = at, RELEASED_SECONDS
            return gap
        self.key, self.began_at, self.last_at, self.began_in = key, at, at, place
        self._limit_seconds = PAUSE_SECONDS
        return None

    def is_repetition(self, key: str, at: float) -> bool:
        """Return whether a key that was noted is a repetition of the press that it has begun with."""
        return key == self.key and at > self.began_at


def moves(action: str) -> bool:
    """Return whether a held key repeats an action, as it is bound."""
    return _MOVES.match(action) is not None


def steps(action: str) -> bool:
    """Return whether quick taps repeat an action, as it is bound."""
    return _STEPS.match(action) is not None


class KeyPresses(ScreenLifetime):
    """An app for which a held key is one press.

    A screen whose keys mean something else in each phase has a `key_phase`. A widget that keys are typed into, and
    that is no input of Textual, has a method `typed_field(key, character)`. A key is judged by the screen that it is
    meant for, once that is composed, however the bases of an app are ordered.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._held_key = HeldKey("enter", get_time(), START_SECONDS)

    def on_mount(self) -> None:
        """Count from here what was typed while the app began, and from each return from the shell."""
        self._expect_enter(get_time() - START_SECONDS + BUFFERED_SECONDS)
        self.app_resume_signal.subscribe(self, lambda _app: self._expect_enter(get_time()))

    def _expect_enter(self, at: float) -> None:
        """Expect the repetition of the Enter that has brought the app forward, unless a key was pressed since then."""
        if at > self._held_key.last_at:
            self._held_key = HeldKey("enter", at, START_SECONDS)

    def release_key(self) -> None:
        """Take the next key for a press, whatever it is: the mouse presses it, which repeats nothing."""
        self._held_key = HeldKey()

    def takes_input(self, event: Event) -> bool:
        """Return whether input is acted on: a key that is only repeated is not, where it must not be."""
        if isinstance(event, Key):
            gap = self._held_key.gap_before(event.key, event.time, self._place(event))
            if gap is not None and not self._may_repeat(event, gap):
                return False
        return super().takes_input(event)

    def on_key(self, event: Key) -> None:
        """Drop a key that no widget took, where the one before it has changed the place since it was read."""
        held = self._held_key
        if held.is_repetition(event.key, event.time) and self._place(event)[:2] != held.began_in[:2]:
            event.stop()
            event.prevent_default()

    def _place(self, event: Key) -> Place:
        screen, focused = self.screen, self.focused
        return screen, getattr(screen, "key_phase", None), None if focused is None else _typed_field(focused, event)

    def _may_repeat(self, event: Key, gap: float) -> bool:
        began_in, place = self._held_key.began_in, self._place(event)
        if place[2] is not None:
            # A word may begin with the letter that has opened the line, or a number with two equal digits.
            is_letter = hasattr(self.focused, "cursor_blink") and (event.character or "").isalnum()
            return place == began_in or is_letter
        if place[:2] != began_in[:2]:
            return False
        action = self._action_of(event.key)
        return moves(action) or (steps(action) and gap >= TAP_SECONDS)

    def _action_of(self, key: str) -> str:
        """Return the action that a key has here, as it is bound; empty for none."""
        active = self.screen.active_bindings.get(key)
        return active.binding.action if active is not None and active.enabled else ""


def _typed_field(focused: Widget, event: Key) -> object:
    if (typed_field := getattr(focused, "typed_field", None)) is not None:
        return typed_field(event.key, event.character)
    # An input is known by its cursor; to name its class would load it with the first screen.
    is_typed = hasattr(focused, "cursor_blink") and focused.check_consume_key(event.key, event.character)
    return focused if is_typed else None
