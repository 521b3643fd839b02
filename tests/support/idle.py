"""Wait until an app has nothing left to do, by its own queues and workers.

Textual's pilot takes a process that used little processor time in the last 20 ms for one that is done. On a busy
machine a process that was not given the processor looks the same, and a test goes on before the key was handled.
"""

# Every queue that is waited for is private to Textual, because its own wait is the one that is replaced here.
# ruff: noqa: SLF001

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from typing import Any

import pytest
from textual._context import active_app
from textual.app import App
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen

from spasmtui.relief.running.background import BackgroundQueue
from spasmtui.ui.keys.after_keys import AfterKeys

LIMIT_SECONDS = 60.0
"""The longest time an app may be busy on the slowest machine; a failure names the occupation."""

POLL_SECONDS = 0.0005
"""The interval at which threads and animations are polled; everything else is awaited turn by turn."""


async def settled(app: App[Any]) -> None:
    """Wait until every message is handled, every worker and background task done, and the screen shows what came of it.

    Timers are not waited for: they are the app's own business, and most tests have a clock of their own. What follows
    keys after a pause follows at once.

    Raises:
        AssertionError: it does not come to rest.
    """
    loop: Any = asyncio.get_running_loop()
    deadline = loop.time() + LIMIT_SECONDS
    is_background_done = False
    while not app._exit and app._exception is None:
        await asyncio.sleep(0)
        if loop._ready:
            what, is_background_done = "its event loop", False
        elif app._screen_stacks[app.current_mode] and _is_stale(app.screen):
            # The screen's own timer would do it up to 17 ms later.
            what, is_background_done = f"painting {app.screen}", False
            app.screen._on_timer_update()
        elif waiting := [after for after in _what_follows_keys(app) if after.is_waiting]:
            what, is_background_done = "what follows the last key", False
            for after in waiting:
                after.finish()
        elif what := _occupation(app):
            is_background_done = False
            await asyncio.sleep(POLL_SECONDS)
        elif is_background_done:
            return
        else:
            # The report of a background task arrives as a message, which may begin the next: once more from the start.
            what = "a background task"
            is_background_done = all(queue.drain(LIMIT_SECONDS) for queue in _background_queues(app))
        assert loop.time() < deadline, f"after {LIMIT_SECONDS} s the app is still busy with {what}"


class _Waits:
    """What is waited for."""

    for_threads = True


@contextmanager
def without_threads() -> Iterator[None]:
    """Wait for no worker and no background task: a disk hangs, and they with it."""
    with pytest.MonkeyPatch.context() as change:
        change.setattr(_Waits, "for_threads", False)
        yield


def _background_queues(app: App[Any]) -> list[BackgroundQueue]:
    """Return the background queues of the app's screens."""
    if not _Waits.for_threads:
        return []
    return [queue for node in app._registry if (queue := getattr(node, "background_queue", None)) is not None]


def _what_follows_keys(app: App[Any]) -> list[AfterKeys]:
    """Return what the app's widgets do once the keys rest."""
    return [after for node in app._registry if (after := getattr(node, "after_keys", None)) is not None]


def _is_stale(screen: Screen[Any]) -> bool:
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )


def _occupation(app: App[Any]) -> str:
    """Name what keeps the app busy; empty when nothing does."""
    if app._resize_event is not None:
        return "a resize"
    if app.animator._animations or app.animator._scheduled:
        return "an animation"
    if getattr(app, "has_waiting_input", False):
        return "input that waits for its turn"
    for worker in app.workers if _Waits.for_threads else ():
        if not worker.is_finished:
            return f"{worker}"
    for pump in (app, *app._registry):
        if _is_handling(pump):
            return f"a message to {pump}"
    return ""


def _is_handling(pump: MessagePump) -> bool:
    queue: Any = pump._message_queue
    return pump._running and not (queue.empty() and queue.ready_event._waiters and not pump._next_callbacks)


async def until(app: App[Any], is_so: Callable[[], object], what: str) -> None:
    """Wait until an app has come to rest in a state: for what a timer brings, or what rest alone does not tell.

    Raises:
        AssertionError: it does not come to that state; `what` names it.
    """
    deadline = asyncio.get_running_loop().time() + LIMIT_SECONDS
    while not is_so():
        assert asyncio.get_running_loop().time() < deadline, f"not within {LIMIT_SECONDS} s: {what}"
        await settled(app)
        await asyncio.sleep(POLL_SECONDS)


async def wait_for_idle(*_seconds: float) -> None:
    """Replace Textual's guess, for the app of the pilot that waits."""
    await settled(active_app.get())


async def wait_for_screen(pilot: Pilot[Any], *_seconds: float) -> bool:
    """Replace the pilot's wait for the screen's messages alone."""
    await settled(pilot.app)
    return pilot.app._exception is None


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Replace the pilot's own `press`: wait before the first key too, and paint what came of the last."""
    await settled(pilot.app)
    for number, key in enumerate(keys, 1):
        getattr(pilot.app, "release_key", bool)()  # a pilot presses and releases; `hold` holds
        with nullcontext() if number == len(keys) else unpainted():
            await pilot.app._press_keys([key])


class _Pictures:
    """Which pictures of the apps under test are painted; a pilot's app has no terminal that would show them."""

    is_each_painted = False
    """Whether the screen is painted as often as in a terminal."""
    are_left_out = False
    """Whether none is painted for the moment."""


@contextmanager
def unpainted() -> Iterator[None]:
    """Leave what changes for a later picture, which shows all of it.

    A terminal shows no more of keys that come faster than it can be painted.
    """
    with pytest.MonkeyPatch.context() as change:
        change.setattr(_Pictures, "are_left_out", True)
        yield


@contextmanager
def every_picture() -> Iterator[None]:
    """Paint the screen after each change, as in a terminal: for random input, which may bring any picture."""
    with pytest.MonkeyPatch.context() as change:
        change.setattr(_Pictures, "is_each_painted", True)
        yield


_real_run_test = App.run_test
_real_refresh = Screen._compositor_refresh


def refresh(screen: Screen[Any]) -> None:
    """Replace the screen's own refresh: paint it when it is new, and in each new size and theme.

    What is painted after that is seen by nobody, and takes a third of a pilot's time. A test that looks at the screen
    has the compositor paint what it looks at, and `run_test` paints the last picture.
    """
    app = screen.app
    picture = screen.size, app.theme
    is_known = getattr(screen, "_painted_last", None) == picture
    is_left_out = _Pictures.are_left_out or (is_known and not _Pictures.is_each_painted and app.is_headless)
    if not is_left_out or screen is not app.screen:
        _real_refresh(screen)
        screen._painted_last = picture  # type: ignore[attr-defined]
        return
    screen._dirty_widgets.clear()
    if app.is_headless:
        screen._compositor._dirty_regions.clear()
    app._update_mouse_over(screen)


@asynccontextmanager
async def run_test(app: App[Any], **options: Any) -> AsyncIterator[Pilot[Any]]:
    """Replace the app's own: paint the screen that a test leaves, unless the app has ended."""
    async with _real_run_test(app, **options) as pilot:
        yield pilot
        if app._running and not app._exit and app._exception is None and app.is_headless:
            app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
