"""Input waits for a screen that is being composed; what comes too late for one that has gone is dropped."""

from asyncio import Event, sleep
from typing import ClassVar

import pytest
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.events import Compose, Key
from textual.screen import Screen
from textual.widgets import Static

from spasmtui.terminal.crash_guard import CrashGuard
from spasmtui.terminal.screen_lifetime import is_ready

pytestmark = pytest.mark.pilot


class Counter(Screen[None]):
    """A screen whose key needs a widget, and whose composition takes as long as the test says."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("a", "count", "count")]

    def __init__(self, *, waits: bool = False) -> None:
        super().__init__()
        self.may_go_on = Event()
        self.count = 0
        if not waits:
            self.may_go_on.set()

    async def _on_compose(self, event: Compose) -> None:
        await self.may_go_on.wait()
        await super()._on_compose(event)

    def compose(self) -> ComposeResult:
        yield Static(id="shown")

    def action_count(self) -> None:
        self.count += 1
        self.query_one("#shown", Static).update(str(self.count))

    def fail(self) -> None:
        self.query_one("#nothing")


async def test_a_key_waits_for_the_screen_that_was_pushed_before_it() -> None:
    async with CrashGuard().run_test() as pilot:
        screen = Counter(waits=True)
        key = Key("a", "a")
        key._set_forwarded()  # noqa: SLF001 -- it comes back from the screen below, which has no use for it
        pilot.app.post_message(key)
        pilot.app.push_screen(screen)
        await sleep(0)
        screen.may_go_on.set()
        await pilot.pause()
        assert screen.count == 1


async def test_an_action_of_a_screen_that_has_gone_is_not_done() -> None:
    async with CrashGuard().run_test() as pilot:
        screen = Counter()
        await pilot.app.push_screen(screen)
        await pilot.app.pop_screen()
        assert not await pilot.app.run_action("count", screen)
        assert screen.count == 0


async def test_an_action_from_elsewhere_is_not_done_on_a_screen_that_is_not_composed() -> None:
    async with CrashGuard().run_test() as pilot:
        screen = Counter(waits=True)
        pilot.app.push_screen(screen)
        try:
            assert not await pilot.app.run_action("count", screen)
        finally:
            screen.may_go_on.set()  # the app could not end before
        await pilot.pause()
        assert is_ready(screen)


async def test_what_was_put_off_to_the_next_frame_is_dropped_with_its_screen() -> None:
    async with CrashGuard().run_test() as pilot:
        screen, done = Counter(), Event()
        await pilot.app.push_screen(screen)
        await pilot.app.pop_screen()
        base = pilot.app.screen
        base._invoke_later(screen.fail, screen)  # noqa: SLF001 -- as Textual does for a screen that goes meanwhile
        base._invoke_later(done.set, screen)  # noqa: SLF001 -- as above
        await pilot.pause()
        assert done.is_set()
        assert pilot.app.is_running
        assert base.is_running


async def test_what_the_app_was_to_do_for_a_screen_that_has_gone_does_not_end_it() -> None:
    async with CrashGuard().run_test() as pilot:
        screen, done = Counter(), Event()
        await pilot.app.push_screen(screen)
        await pilot.app.pop_screen()
        pilot.app.call_later(screen.fail)
        pilot.app.call_later(done.set)
        await pilot.pause()
        assert done.is_set()


async def test_a_message_that_a_screen_handles_while_it_is_taken_down_does_not_end_the_app() -> None:
    async with CrashGuard().run_test() as pilot:
        screen = Counter()
        await pilot.app.push_screen(screen)
        screen.call_later(screen.fail)
        screen._pruning = True  # noqa: SLF001 -- as Textual has it for the moment
        await pilot.app.pop_screen()
        await pilot.pause()
        assert pilot.app._exception is None  # noqa: SLF001 -- no public name


async def test_what_a_living_screen_lacks_is_a_fault() -> None:
    async def run() -> None:
        async with CrashGuard().run_test() as pilot:
            screen = Counter()
            await pilot.app.push_screen(screen)
            screen.call_after_refresh(screen.fail)
            await pilot.pause()

    with pytest.raises(NoMatches):
        await run()
