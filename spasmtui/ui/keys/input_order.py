"""Have keys and the mouse act one after the other, each on the screen that the one before it has made.

Stock Textual 8.2 hands a key to the focused widget before the key before it has come back from there to be looked up
among the bindings. What comes in one packet, such as `:bell` typed ahead over a slow line, goes to the screen below.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Any

from textual.events import InputEvent, Key, Paste

from spasmtui.terminal.screen_lifetime import ScreenLifetime

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import Binding
    from textual.dom import DOMNode
    from textual.events import Event
    from textual.message import Message
    from textual.message_pump import MessagePump
    from textual.screen import Screen

# The queues of an app and of its widgets are private to Textual.
# ruff: noqa: SLF001

LOOKS_AT_ONCE = 40
"""How often the app looks, one turn of the event loop after another, whether the input before is done with."""
LOOKS_LATER = 60
LATER_SECONDS = 0.003
"""How often it looks after that, and at which interval. What has not ended by then, after 0.2 s, is taken to hang, and
is not waited for any longer. A busy processor delays the looks too, so that it shortens no wait."""
MOST_READING_SECONDS = 1.0
"""The longest wait for a worker that reads what a key needs."""
MOST_HURRIED_SECONDS = 0.2
"""The same where a key waits that must work whatever a disk does."""
HURRIED = frozenset({"app.urgent", "app.leave"})
"""The ids of the actions whose keys must work, whichever the person has given them."""


class InputOrder(ScreenLifetime):
    """An app that hands on a key, a paste or the mouse when all that came of the input before has been done.

    A worker is no part of it, such as one that saves: a slow disk stops no key. But a screen may say that keys are to
    wait for what a worker reads, for a second at most: all of them while its `is_opening` is true, since they are meant
    for another screen that was asked for; and one of its own while `awaits_reading(action)` is true of its action.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._waiting_input: deque[Event] = deque()
        self._is_looking = False
        self._screen_before: Screen[Any] | None = None
        """The screen that the last input went to."""
        self._looks_left = 0
        """How often it is looked at most whether that input is done with; none where it is, or hangs."""
        self._hangs = False
        """True after input that did not come to its end in time, until the queues have been seen empty."""
        self._judging: asyncio.TimerHandle | None = None
        """The end of the wait of the last input for what follows it."""
        self._judged: Event | None = None
        """The input that has waited for what follows it, or waits."""
        self._reading_since: float | None = None
        """The time since which a worker is waited for; None for none."""

    @property
    def has_waiting_input(self) -> bool:
        """True while input waits for its turn."""
        return bool(self._waiting_input)

    async def on_event(self, event: Event) -> None:
        """Let input wait for what came of the input before it."""
        if not isinstance(event, (InputEvent, Paste)) or event.is_forwarded:
            await super().on_event(event)
            return
        self._waiting_input.append(event)
        self._end_judging()
        if not self._is_looking:
            await self._hand_on_next()

    def take_next(self, event: Event) -> None:
        """Act on input that the program itself has made of other input, before all that came later."""
        self._waiting_input.appendleft(event)
        self._end_judging()
        self._look_soon()

    @property
    def next_input(self) -> Event | None:
        """The input that follows the one that is handed on; None where none has come yet."""
        return self._waiting_input[0] if self._waiting_input else None

    def follows_at_once(self, _event: Event) -> bool:
        """Return whether input means the same, whatever comes of the input before it."""
        return False

    def parts_of(self, event: Event) -> tuple[Event, ...]:
        """Return what input consists of when its turn has come: itself, or what is acted on one after the other."""
        return (event,)

    def seconds_to_judge(self, _event: Event) -> float:
        """Return how long input must wait for what follows it, which tells what it means."""
        return 0.0

    async def _hand_on(self, event: Event) -> None:
        stack = self._screen_stacks.get(self._current_mode)
        self._screen_before = stack[-1] if stack else None
        self._looks_left = 1 if self._hangs else LOOKS_AT_ONCE + LOOKS_LATER
        await super().on_event(event)

    def _look_soon(self) -> None:
        """Look by way of the app's own queue, so that what input has sent there comes before."""
        if self._is_looking:
            return
        self._is_looking = True
        loop = asyncio.get_running_loop()
        if self._looks_left > LOOKS_LATER:
            loop.call_soon(self.call_later, self._hand_on_next)  # what the app itself queues, it does without a turn
        else:
            loop.call_later(LATER_SECONDS, self.call_later, self._hand_on_next)

    async def _hand_on_next(self) -> None:
        self._is_looking = False
        self._judging = None
        await self.await_composed()
        while self._waiting_input and self._is_next_due(self._waiting_input[0]):
            if self._waits_to_be_judged():
                return
            parts = self.parts_of(self._waiting_input.popleft())
            if len(parts) == 1:
                await self._hand_on(parts[0])
                await self.await_composed()
            else:
                self._waiting_input.extendleft(reversed(parts))
        if self._waiting_input:
            self._look_soon()

    def _waits_to_be_judged(self) -> bool:
        event = self._waiting_input[0]
        if len(self._waiting_input) > 1 or event is self._judged or (seconds := self.seconds_to_judge(event)) <= 0:
            return False
        self._judged, self._is_looking = event, True
        self._judging = asyncio.get_running_loop().call_later(seconds, self.call_later, self._hand_on_next)
        return True

    def _end_judging(self) -> None:
        """Wait no more for what follows the last input: it has come."""
        if self._judging is not None:
            self._judging.cancel()
            self._judging, self._is_looking = None, False

    def _is_next_due(self, event: Event) -> bool:
        return self.follows_at_once(event) or not (self._is_at_work() or self._awaits_worker(event))

    def _is_at_work(self) -> bool:
        """Return whether the last input, or what came of it, is still on its way to be acted on."""
        if not self._looks_left:
            return False
        self._looks_left -= 1
        if not self._has_messages():
            self._looks_left, self._screen_before, self._hangs = 0, None, False
        elif not self._looks_left:
            self._hangs = True
        return bool(self._looks_left)

    def _awaits_worker(self, event: Event) -> bool:
        """Return whether a worker is reading what the next input needs, and has not been waited for for too long."""
        stack = self._screen_stacks.get(self._current_mode)
        if not stack:
            return False
        if not (getattr(stack[-1], "is_opening", False) or (isinstance(event, Key) and self._needs_reading(event.key))):
            self._reading_since = None
            return False
        now = asyncio.get_running_loop().time()
        if self._reading_since is None:
            self._reading_since = now
        keys = {each.key for each in (event, *self._waiting_input) if isinstance(each, Key)}
        is_hurried = any(binding.id in HURRIED for key in keys for _owner, binding in self._bindings_of(key))
        most = MOST_HURRIED_SECONDS if is_hurried else MOST_READING_SECONDS
        return now - self._reading_since < most

    def _needs_reading(self, key: str) -> bool:
        """Return whether a key is the screen's, or a widget's, and needs what is still being read for it."""
        awaits_reading = getattr(self.screen, "awaits_reading", None)
        if awaits_reading is None:
            return False
        return any(awaits_reading(binding.action) for owner, binding in self._bindings_of(key) if owner is not self)

    def _bindings_of(self, key: str) -> Iterator[tuple[DOMNode, Binding]]:
        """Yield the bindings of a key, each with what has it; none of a key that is typed into a line."""
        for owner, bindings in self.screen._binding_chain:  # the chain of an app knows no keys of a person's own
            yield from ((owner, binding) for binding in bindings.key_to_bindings.get(key, ()))

    def _has_messages(self) -> bool:
        messages: Any = (self._pending_message, *self._message_queue.values)
        if any(map(_came_of_input, messages)):
            return True
        stack = self._screen_stacks.get(self._current_mode) or []
        screens = {screen for screen in (self._screen_before, *stack[-1:]) if screen is not None}
        return any(
            screen._callbacks or any(_is_busy(node) for node in screen.walk_children(with_self=True))
            for screen in screens
        )


def _came_of_input(message: Message | None) -> bool:
    """Return whether a message to the app may be what came of input, and not the next input itself."""
    return message is not None and (not isinstance(message, (InputEvent, Paste)) or message.is_forwarded)


def _is_busy(pump: MessagePump) -> bool:
    """Return whether a widget starts, has messages or handles one: one at rest waits for its queue."""
    queue: Any = pump._message_queue
    has_messages = queue.values or pump._pending_message or pump._next_callbacks
    return pump._task is not None and bool(has_messages or not pump._running or not queue.ready_event._waiters)
