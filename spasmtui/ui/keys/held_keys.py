"""Take a key that is held down for one press, unless it moves a cursor or types a text, and count deliberate presses.

A terminal does not tell a press from its repetition. A key that is held comes once, pauses for a quarter to two thirds
of a second, and then comes 11 to 40 times a second, over a slow line several at once. Where the first press has changed
what the key means, each repetition would be an answer that nobody gave. So a key that comes again is

- the repetition of a held key, if it comes sooner than a finger can press twice, or if the next one follows it as soon
  as only a repetition does. Where it comes as late as a first repetition, it is kept waiting a moment for that, and
  what is pressed after it too;
- else perhaps a second press, unless the key has been held since it was last released.

The class of the key (`key_classes`) says what either may do. What would start, store or end something counts once until
the key has not come for so long that it must have been released, and so does an answer on a screen, or in a phase, that
the press before it has opened. There a second press on purpose is lost; that is seen, and the key can be pressed again,
while the other fault would be a false line in the diary. A key that is released just behind its first repetition looks
like two presses: it opens, closes or takes back one thing more, or answers one line more of a form.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from textual._time import get_time
from textual.events import Key

from spasmtui.ui.keys.alt_keys import ALT, AltKeys
from spasmtui.ui.keys.input_order import InputOrder
from spasmtui.ui.keys.key_classes import KeyClass, class_of

if TYPE_CHECKING:
    from textual.events import Event
    from textual.widget import Widget

PAUSE_SECONDS = 0.7
"""The longest pause of a terminal between a press and its first repetition; X11 has 0.66 s, others less."""
RELEASED_SECONDS = 0.5
"""A key that was repeated has been released when it has not come for so long."""
TAP_SECONDS = 0.1
"""The shortest time between two presses by a finger; a key that is held, or trembles, comes faster."""
QUICK_SECONDS = 0.2
"""No terminal repeats a key so soon after its press; macOS has 0.225 s at the least."""
NEXT_SECONDS = 0.13
"""A key that is held comes again within this time; the Linux console repeats 11 times a second, others faster."""
START_SECONDS = 0.5
"""The time from the start of the app until the first repetition of the Enter with which a shell started it."""
BUFFERED_SECONDS = 0.15
"""The time in which the app has read what was typed before it could read."""

Place = tuple[object, object, object]
"""Where a key comes to: the screen, its phase, and the field that the key is typed into; None for none."""
NOWHERE: Place = (None, None, None)


class Coming(Enum):
    """The ways of a key to come: first since its release, perhaps once more by a finger, or because it is held."""

    PRESSED = "pressed"
    AGAIN = "again"
    HELD = "held"


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
        self._is_held = False

    def coming_of(self, key: str, at: float, next_at: float | None = None) -> Coming:
        """Return how a key comes.

        Args:
            key: its name.
            at: its time in seconds.
            next_at: the time at which the same key comes again, if nothing comes in between; None if that is not so,
                or not known yet.
        """
        gap = at - self.last_at
        if key != self.key or gap >= self._limit_seconds:
            return Coming.PRESSED
        is_repeated = gap >= QUICK_SECONDS and next_at is not None and next_at - at < NEXT_SECONDS
        return Coming.HELD if self._is_held or gap < TAP_SECONDS or is_repeated else Coming.AGAIN

    def needs_next(self, key: str, at: float, place: Place, kind: KeyClass) -> bool:
        """Return whether only what follows a key tells whether it counts.

        Args:
            key: its name.
            at: its time in seconds.
            place: where it comes to.
            kind: its class there.
        """
        may_be_held = self.coming_of(key, at) is Coming.AGAIN and at - self.last_at >= QUICK_SECONDS
        return may_be_held and self._may_count(place, kind)

    def takes(self, key: str, at: float, place: Place, kind: KeyClass, next_at: float | None = None) -> bool:
        """Note a key; return whether it counts as a press.

        Args:
            key: its name.
            at: its time in seconds.
            place: where it comes to.
            kind: its class there.
            next_at: as in `coming_of`.
        """
        coming = self.coming_of(key, at, next_at)
        if coming is Coming.PRESSED or (coming is Coming.AGAIN and self._may_count(place, kind)):
            self.key, self.began_at, self.last_at, self.began_in = key, at, at, place
            self._limit_seconds, self._is_held = PAUSE_SECONDS, False
            return True
        self.last_at, self._limit_seconds = at, RELEASED_SECONDS
        self._is_held = self._is_held or coming is Coming.HELD
        return False

    def _may_count(self, place: Place, kind: KeyClass) -> bool:
        """Return whether a second press counts, although the key may not have been released since the first."""
        is_same_place = place[:2] == self.began_in[:2]
        return kind in (KeyClass.HARMLESS, KeyClass.MOVING) or (is_same_place and kind is not KeyClass.GUARDED)

    def is_repetition(self, key: str, at: float) -> bool:
        """Return whether a key that was noted is a repetition of the press that it has begun with."""
        return key == self.key and at > self.began_at


class KeyPresses(InputOrder):
    """An app for which a held key is one press.

    A screen whose keys mean something else in each phase has a `key_phase`. A widget that keys are typed into, and
    that is no input of Textual, has a method `typed_field(key, character)`. A key is judged by the screen that it is
    meant for, once that is composed, however the bases of an app are ordered.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._held_key = HeldKey("enter", get_time(), START_SECONDS)
        self._alt_keys = AltKeys()
        self._last_key = ""
        """The last input, if it was a key that counted."""
        self._typed_into: object = None
        """The field that the last input was typed into; None for none."""

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

    def parts_of(self, event: Event) -> tuple[Event, ...]:
        """Return the keys that one with Alt stands for here, and other input as it is."""
        if not isinstance(event, Key) or not event.key.startswith(ALT):
            return (event,)
        is_typing = hasattr(self.focused, "cursor_blink")
        return self._alt_keys.keys_of(event, is_bound=any(self._bindings_of(event.key)), is_typing=is_typing)

    def follows_at_once(self, event: Event) -> bool:
        """Return whether a key only types on in a line, or moves on: nothing of it depends on the key before."""
        if not isinstance(event, Key):
            return False
        if event.key == self._held_key.key == self._last_key:
            return self._may_repeat(event)
        field = self._typed_into
        return field is not None and field is self.focused is self._place(event)[2]

    def seconds_to_judge(self, event: Event) -> float:
        """Return how long to wait for what follows a key, which tells whether it is held; 0.0 where that is known."""
        held = self._held_key
        if not isinstance(event, Key) or event.key != held.key or self._may_repeat(event):
            return 0.0
        if not held.needs_next(event.key, event.time, self._place(event), self._class_of(event)):
            return 0.0
        return min(NEXT_SECONDS, event.time + NEXT_SECONDS - get_time())

    def takes_input(self, event: Event) -> bool:
        """Return whether input is acted on: a key that is only repeated is not, where it must not be."""
        self._last_key, self._typed_into = "", None
        if not super().takes_input(event) or (isinstance(event, Key) and not self._takes_key(event)):
            return False
        if isinstance(event, Key):
            self._last_key, self._typed_into = event.key, self._place(event)[2]
        return True

    def _takes_key(self, event: Key) -> bool:
        held, following = self._held_key, self.next_input
        next_at = following.time if isinstance(following, Key) and following.key == event.key else None
        # To ask for the class of a key that comes for the first time would cost it a millisecond.
        is_pressed = held.coming_of(event.key, event.time) is Coming.PRESSED
        may_repeat = not is_pressed and self._may_repeat(event)
        # What repeats where it was pressed goes on to, without being noted as a press of its own.
        kind = KeyClass.GUARDED if is_pressed or may_repeat else self._class_of(event)
        return held.takes(event.key, event.time, self._place(event), kind, next_at) or may_repeat

    def on_key(self, event: Key) -> None:
        """Drop a key that no widget took, where the one before it has changed the place since it was read."""
        held = self._held_key
        if held.is_repetition(event.key, event.time) and self._place(event)[:2] != held.began_in[:2]:
            event.stop()
            event.prevent_default()

    def _place(self, event: Key) -> Place:
        screen, focused = self.screen, self.focused
        return screen, getattr(screen, "key_phase", None), None if focused is None else _typed_field(focused, event)

    def _may_repeat(self, event: Key) -> bool:
        """Return whether a key repeats what it does while it is held: it types, or moves, where it was pressed."""
        began_in, place = self._held_key.began_in, self._place(event)
        if place[2] is not None:
            # A word may begin with the letter that has opened the line, or a number with two equal digits.
            is_letter = hasattr(self.focused, "cursor_blink") and (event.character or "").isalnum()
            return place == began_in or is_letter
        return place[:2] == began_in[:2] and self._class_of(event) is KeyClass.MOVING

    def _class_of(self, event: Key) -> KeyClass:
        """Return the class of a key as it is bound here; a widget may take it without a binding."""
        focused = self.focused
        is_taken = focused is not None and focused.check_consume_key(event.key, event.character)
        # The bindings of this key alone: `active_bindings` asks about every key of the screen.
        for owner, bindings in self.screen._modal_binding_chain:  # noqa: SLF001 -- no public name
            for binding in bindings.key_to_bindings.get(event.key, ()):
                state = self._check_action_state(binding.action, owner)
                if state is not False:
                    return KeyClass.ANSWERING if not state or (is_taken and owner is not focused) else class_of(binding)
        return KeyClass.ANSWERING


def _typed_field(focused: Widget, event: Key) -> object:
    if (typed_field := getattr(focused, "typed_field", None)) is not None:
        return typed_field(event.key, event.character)
    # An input is known by its cursor; to name its class would load it with the first screen.
    is_typed = hasattr(focused, "cursor_blink") and focused.check_consume_key(event.key, event.character)
    return focused if is_typed else None
