"""The pilot's waits: a test that presses a key sees all that came of it."""

import threading

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from tests.support import idle

pytestmark = pytest.mark.pilot


class Slow(App[None]):
    """Each key is worked out in a thread, counted after the screen was painted, and shown."""

    def __init__(self) -> None:
        super().__init__()
        self.is_held = threading.Event()
        self.seen: list[str] = []

    def compose(self) -> ComposeResult:
        yield Static("nothing")

    def on_key(self) -> None:
        threading.Timer(0.3, self.is_held.set).start()
        self.run_worker(self._work, thread=True)

    def _work(self) -> None:
        # Asleep, as a thread is that waits for a disk: it uses no processor time.
        self.is_held.wait(idle.LIMIT_SECONDS)
        self.call_from_thread(self.call_after_refresh, self._count)

    def _count(self) -> None:
        self.seen.append("key")
        self.query_one(Static).update("counted")


async def test_a_key_is_over_when_its_thread_its_messages_and_its_paint_are() -> None:
    app = Slow()
    async with app.run_test(size=(20, 2)) as pilot:
        await pilot.press("x")
        assert app.seen == ["key"]
        strips = app.screen._compositor.render_strips()  # noqa: SLF001 -- the screen as it is shown
        assert strips[0].text.rstrip() == "counted"


class Tall(App[None]):
    """Notes how tall its words are when a key comes: the layout has to tell."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[int] = []

    def compose(self) -> ComposeResult:
        yield Static("words")

    def on_key(self) -> None:
        self.rows.append(self.query_one(Static).size.height)


async def test_the_first_key_meets_an_app_that_has_done_what_was_asked_before() -> None:
    app = Tall()
    async with app.run_test(size=(20, 9)) as pilot:
        app.query_one(Static).styles.height = 5
        await pilot.press("x")
    assert app.rows == [5]


async def test_an_app_that_never_rests_is_a_failure_that_names_what_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Slow()
    async with app.run_test(size=(20, 2)) as pilot:
        app.is_held.wait = lambda _limit: threading.Event().wait(0.5)  # type: ignore[method-assign, misc, assignment]
        monkeypatch.setattr(idle, "LIMIT_SECONDS", 0.1)
        with pytest.raises(AssertionError, match=r"still busy with <Worker"):
            await pilot.press("x")
        monkeypatch.undo()
