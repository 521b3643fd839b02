"""Which failures of a thread end the app."""

from threading import Event

import pytest
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.widget import MountError
from textual.widgets import Static
from textual.worker import WorkerFailed

from spasmtui.terminal import crash_report
from spasmtui.terminal.crash_guard import CrashGuard
from tests.support.terminal import LIMIT_SECONDS

pytestmark = pytest.mark.pilot


class Late(Screen[None]):
    """A screen with a worker whose result comes when the test says so."""

    def __init__(self, *, fails_with: type[Exception] | None = None) -> None:
        super().__init__()
        self.may_end = Event()
        self.fails_with = fails_with

    def on_mount(self) -> None:
        self.run_worker(self._work, thread=True)

    def _work(self) -> None:
        assert self.may_end.wait(LIMIT_SECONDS)
        if self.fails_with is not None:
            raise self.fails_with("a private note")
        self.app.call_from_thread(self._show)

    def _show(self) -> None:
        self.query_one("#nothing", Static).update("done")


@pytest.mark.parametrize("error", [None, TypeError], ids=["in what it shows", "in its thread"])
async def test_a_worker_that_fails_for_another_reason_ends_the_app_with_70(error: type[Exception] | None) -> None:
    crash_report.begin_run(None)
    app = CrashGuard()

    async def run() -> None:
        async with app.run_test() as pilot:
            screen = Late(fails_with=error)
            await app.push_screen(screen)
            screen.may_end.set()
            await pilot.pause()

    with pytest.raises(WorkerFailed) as caught:
        await run()
    assert isinstance(caught.value.error, error or NoMatches)
    assert app.return_code == 70
    assert crash_report.first_fault()


async def test_a_result_that_comes_while_its_screen_is_taken_down_is_dropped() -> None:
    async with CrashGuard().run_test() as pilot:
        screen = Late(fails_with=NoMatches)
        await pilot.app.push_screen(screen)
        screen._pruning = True  # noqa: SLF001 -- as Textual has it for the moment
        screen.may_end.set()
        with pytest.raises(WorkerFailed):
            await pilot.app.workers.wait_for_complete()
        screen._pruning = False  # noqa: SLF001 -- as above
        assert pilot.app.is_running
        assert pilot.app.return_code is None


async def test_what_a_screen_lacks_when_the_app_begins_to_end_is_no_fault() -> None:
    async with CrashGuard().run_test() as pilot:
        app = pilot.app
        app.exit()
        for error in (NoMatches("#home-title"), MountError("Can't mount before it is mounted")):
            app._handle_exception(error)  # noqa: SLF001 -- as Textual does
    assert app._exception is None  # noqa: SLF001 -- no public name
    assert app.return_code == 0
