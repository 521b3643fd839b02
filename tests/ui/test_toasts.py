"""Notifications: one at a time, in the first line, a warning before everything, and none over a dialog."""

from typing import Literal

import pytest
from textual.notifications import Notification
from textual.widgets._toast import Toast

from spasmtui.app import SpasmApp
from spasmtui.cli import Composition
from spasmtui.guide.tui.screen import GuideScreen
from spasmtui.shell import Options
from spasmtui.ui.messages import ShowPage
from spasmtui.ui.toasts import CHARACTERS_A_SECOND, choose_notification
from tests.conftest import LIMIT_SECONDS, FakeClock

pytestmark = pytest.mark.pilot


def test_a_warning_has_the_place_until_it_was_read_and_else_the_newest_has_it() -> None:
    said, again = Notification("said"), Notification("said again")
    warned, failed = Notification("warned", severity="warning"), Notification("failed", severity="error")
    assert choose_notification([]) is None
    assert choose_notification([said, again]) is again
    assert choose_notification([said, warned, again, failed]) is warned


def shown(app: SpasmApp) -> list[tuple[str, tuple[int, int]]]:
    """Return the words and the first and last row of each notification on the screen."""
    return [
        (str(toast.render()), (toast.region.y, toast.region.bottom - 1))
        for toast in app.screen.query(Toast)
        if toast.display and toast.region.area
    ]


def notify(app: SpasmApp, words: str, severity: Literal["information", "warning"] = "information") -> None:
    """Notify for as long as the slowest machine needs for a test."""
    app.notify(words, severity=severity, markup=False, timeout=LIMIT_SECONDS)


async def test_one_is_shown_in_the_first_line_and_the_next_when_that_has_gone_and_none_over_a_dialog(
    clock: FakeClock,
) -> None:
    app = SpasmApp(Composition(Options(), clock), Options())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        notify(app, "The first.")
        await pilot.pause()
        notify(app, "The second.")
        await pilot.pause()
        assert shown(app) == [("The second.", (0, 0))]
        notify(app, "It could not be saved [/].", severity="warning")
        notify(app, "The third.")
        await pilot.pause()
        assert shown(app) == [("It could not be saved [/].", (0, 0))]
        app.screen.query_one(Toast)._expire()  # noqa: SLF001 -- as its time does
        await pilot.pause()
        assert shown(app) == [("The third.", (0, 0))]
        await pilot.press("question_mark")
        notify(app, "Long " * 60)
        await pilot.pause()
        assert shown(app) == []
        await pilot.press("escape")
        await pilot.pause()
        (_words, (first, last)) = shown(app)[0]
        assert (first, last) == (0, 3)
        for words, seconds in (("Short.", app.NOTIFICATION_TIMEOUT), ("Long " * 60, 300 / CHARACTERS_A_SECOND)):
            app.notify(words)
            await pilot.pause()
            assert [each.timeout for each in app._notifications][-1] == seconds  # noqa: SLF001 -- no public list


async def test_old_news_is_not_told_after_newer_news_also_when_a_dialog_was_in_between(clock: FakeClock) -> None:
    app = SpasmApp(Composition(Options(), clock), Options())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        notify(app, "Redone.")
        notify(app, "Undone.")
        await pilot.press("question_mark")
        await pilot.press("escape")
        await pilot.pause()
        assert shown(app) == [("Undone.", (0, 0))]
        app.screen.query_one(Toast)._expire()  # noqa: SLF001 -- as its time does
        await pilot.pause()
        assert shown(app) == []


async def test_one_that_comes_with_another_screen_is_shown_on_it_also_when_that_is_opened_for_the_first_time(
    clock: FakeClock,
) -> None:
    app = SpasmApp(Composition(Options(), clock), Options())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        notify(app, "Do not use heat.")
        app.post_message(ShowPage("get-help-now", returns_to="home"))
        await pilot.pause()
        assert isinstance(app.screen, GuideScreen)
        assert shown(app) == [("Do not use heat.", (0, 0))]
