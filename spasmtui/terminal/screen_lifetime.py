"""Keep input and late results from a screen that is not composed yet, or has gone already.

Stock Textual 8.2 looks a key up on a screen as soon as that is pushed, and calls what was put off until the next frame
on the screen that is the top one by then. Where a widget is not there, the query for it would end the program.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from textual._callback import invoke
from textual._context import NoActiveAppError, active_message_pump
from textual.app import App, ScreenError
from textual.css.query import NoMatches
from textual.dom import NoScreen
from textual.events import InputEvent, Paste
from textual.screen import Screen
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.events import Event
    from textual.message import Message
    from textual.message_pump import MessagePump

# What a screen has come to is private to Textual, down to whether it has gone.
# ruff: noqa: SLF001

LATE = (NoMatches, NoScreen, NoActiveAppError, ScreenError)
"""What fails where a screen is not composed or has gone."""

_invoke_later = cast("Any", Screen._invoke_later)


class ScreenLifetime(App[None]):
    """An app in which input waits until a screen is composed, and what comes too late for one is dropped."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        Screen._invoke_later = _invoke_in_time  # type: ignore[method-assign,assignment]

    async def on_event(self, event: Event) -> None:
        """Let a key, a paste or the mouse wait for the screen that it is meant for, and then judge it there."""
        if isinstance(event, (InputEvent, Paste)):
            await self.await_composed()
            if not event.is_forwarded and not self.takes_input(event):
                return
        await super().on_event(event)

    async def await_composed(self) -> None:
        """Wait until the screen on top is composed."""
        while (stack := self._screen_stacks.get(self._current_mode)) and not stack[-1].is_mounted:
            await when_composed(stack[-1])

    def takes_input(self, _event: Event) -> bool:
        """Return whether a key, a paste or the mouse is acted on; asked when its screen is composed."""
        return True

    async def run_action(self, action: Any, default_namespace: Any = None, namespaces: Any = None) -> bool:
        """Perform an action, unless its screen has gone in the meantime."""
        target = self._parse_action(action, default_namespace or self, namespaces)[0]
        if isinstance(target, Widget) and not is_ready(target):
            return False
        return await super().run_action(action, default_namespace, namespaces)

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except LATE as error:
            if not is_late(error):
                raise


async def when_composed(screen: Screen[Any]) -> None:
    """Wait until a screen that has been pushed is composed."""
    if not screen.is_mounted and screen._task is not None:
        await screen._mounted_event.wait()


def is_ready(widget: Widget) -> bool:
    """Return whether a widget is on a screen that is composed, or is being composed by the caller, and has not gone."""
    screen: MessagePump | None = None
    for node in widget.ancestors_with_self:
        if node._pruning or node._closing:
            return False
        screen = node if isinstance(node, Screen) else screen
    return screen is None or screen._is_mounted or screen._task is None or screen in _pumps_around()


def is_late(error: BaseException) -> bool:
    """Return whether something failed only since a widget on the way to it has gone, or is not composed yet."""
    if not isinstance(error, LATE):
        return False
    trace = error.__traceback__
    while trace is not None:
        owner = trace.tb_frame.f_locals.get("self")
        if isinstance(owner, Widget) and not is_ready(owner):
            return True
        trace = trace.tb_next
    return False


def _pumps_around() -> Iterator[MessagePump]:
    """Yield what handles the present message, and all that it is a part of."""
    pump = active_message_pump.get(None)
    while pump is not None:
        yield pump
        pump = pump._parent


def _invoke_in_time(screen: Screen[Any], callback: Any, sender: MessagePump) -> None:
    """Call something after the next frame, unless what it is for has gone by then."""

    async def call() -> None:
        try:
            await invoke(callback)
        except LATE as error:
            if not is_late(error):
                raise

    _invoke_later(screen, call, sender)
