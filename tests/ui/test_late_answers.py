"""What a disk tells or takes late is neither lost nor laid over what came after it."""

import threading
from pathlib import Path

import pytest

from spasmtui.app import SpasmApp
from spasmtui.cli import Composition
from spasmtui.episodes.entry.draft_file import Draft
from spasmtui.episodes.store.journal.ids import draft_name
from spasmtui.episodes.tui.field_list import FieldList
from spasmtui.episodes.tui.form import EpisodeForm
from spasmtui.episodes.tui.screen import LogScreen
from spasmtui.guide.tui.own_files import OwnFiles
from spasmtui.guide.tui.screen import GuideScreen
from spasmtui.relief.tui.screen import ReliefScreen
from spasmtui.shared.settings import FILE_NAME, load_settings
from spasmtui.shell import Options
from spasmtui.ui.disk import errands
from spasmtui.ui.disk.errands import SLOW, errands_of
from spasmtui.ui.disk.leaving import LeaveDialog
from spasmtui.ui.messages import ChangeSetting, StartRelief
from tests.conftest import FakeClock
from tests.support.idle import until, without_threads
from tests.support.shown_app import settle
from tests.support.slow_disk import HangingDisk, touches_below

pytestmark = [pytest.mark.pilot, pytest.mark.long, pytest.mark.usefixtures("own_home")]
CHANGED = ("comma", "down", "down", "right")
"""The keys that change the first setting."""


@pytest.fixture
def settings_file(own_home: Path) -> Path:
    """A file of settings with a key of the person's own."""
    config = own_home / ".config/spasmtui"
    config.mkdir(parents=True)
    path = config / FILE_NAME
    path.write_text('[screen]\nmouse = "off"\n[keys]\n"home.read" = "R"\n', encoding="utf-8")
    return path


def has_left(app: SpasmApp) -> bool:
    """Return whether the app ends."""
    return app._exit  # noqa: SLF001 -- no public name


async def test_leaving_waits_for_a_setting_whose_screen_has_gone(
    settings_file: Path, clock: FakeClock, disk: HangingDisk
) -> None:
    app = SpasmApp(Composition(Options(), clock), Options())
    with without_threads():
        async with app.run_test(size=(80, 24)) as pilot:
            disk.hang()
            await pilot.press(*CHANGED, "escape", "q")
            assert not has_left(app)
            disk.answer()
            await until(app, lambda: has_left(app), "the end")
    assert not load_settings(settings_file).settings.relief.bell


@pytest.mark.parametrize("is_told_first", [True, False])
async def test_settings_that_are_told_while_one_is_written_are_used_with_their_keys_and_the_change(
    settings_file: Path, clock: FakeClock, *, is_told_first: bool
) -> None:
    app = SpasmApp(Composition(Options(), clock), Options())
    told = load_settings(settings_file)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(app, pilot)
        app.has_read_settings, app.key_plan = False, None
        app.settings_store.add((("screen", "theme"), "light"))
        if is_told_first:
            app.use_late_settings(told)
        app.post_message(ChangeSetting(("screen", "theme"), "light"))
        await settle(app, pilot)
        if not is_told_first:
            app.use_late_settings(told)
        assert app.key_plan is not None
        assert app.services.settings_now().settings.screen.theme == "light"
        assert app.services.settings_now().settings.keys == {"home.read": "R"}


class Clock:
    """The time of the errands."""

    now = 100.0


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time by which a disk is slow, which passes when it is told to."""
    time = Clock()
    monkeypatch.setattr(errands, "monotonic", lambda: time.now)
    return time


async def test_a_slow_disk_is_mentioned_once_and_never_one_that_answers_while_much_is_written(
    clock: FakeClock, asked: Clock
) -> None:
    app = SpasmApp(Composition(Options(), clock), Options())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(app, pilot)
        said = app._notifications  # noqa: SLF001 -- no public list
        line = errands_of(app)
        line.add(lambda: None)
        await settle(app, pilot)
        asked.now += 1.5
        begun, may_end = threading.Event(), threading.Event()

        def wait() -> None:
            begun.set()
            may_end.wait()

        with without_threads():
            line.add(wait)
            await until(app, begun.is_set, "the beginning")
            asked.now += 1.0  # the first was added longer ago than that
            line._say_if_slow()  # noqa: SLF001 -- what the timer calls
            await pilot.pause()
            assert not [*said]
            asked.now += 1.0
            line._say_if_slow()  # noqa: SLF001
            line.add(lambda: None)
            line._say_if_slow()  # noqa: SLF001
            await until(app, lambda: [each.message for each in said] == [SLOW], "the word on the disk")
            assert line._slow is not None  # noqa: SLF001 -- what waits behind it may have to wait again
            may_end.set()
        await settle(app, pilot)


async def test_a_draft_that_is_told_late_is_kept_with_what_was_typed_meanwhile(
    clock: FakeClock, disk: HangingDisk
) -> None:
    services = Composition(Options(), clock)
    path = services.state / draft_name(None)
    Draft(path, clock.now()).keep({"note": "before", "pain": "3"})
    app = SpasmApp(services, Options())
    with without_threads():
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("3")
            log = app.screen
            assert isinstance(log, LogScreen)
            await until(app, lambda: not log.is_unread, "the log")
            disk.hang()
            await pilot.press("n", "1")
            form = app.screen
            assert isinstance(form, EpisodeForm)
            typed = dict(form.query_one(FieldList).values)
            disk.answer()
            await until(app, lambda: form.query_one(FieldList).values.get("note") == "before", "the draft")
            await until(app, lambda: errands_of(app).has_saved, "the file")
    kept = Draft(path, clock.now()).read()
    assert {**kept, **typed} == kept
    assert kept["note"] == "before"


async def test_a_page_that_is_opened_over_the_word_on_saving_is_read_in_peace(clock: FakeClock) -> None:
    app = SpasmApp(Composition(Options(), clock), Options())
    may_end = threading.Event()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(app, pilot)
        with without_threads():
            errands_of(app).add(may_end.wait)
            await pilot.press("q")
            await until(app, lambda: isinstance(app.screen, LeaveDialog), "the dialog")
            await pilot.press("exclamation_mark", "y", "enter")
            assert isinstance(app.screen, GuideScreen)
            await until(app, lambda: app._looking is None, "the person stays")  # noqa: SLF001
            await pilot.press("1")
            await until(app, lambda: len(app.screen_stack) == 1, "home without the dialog")
            may_end.set()
        await settle(app, pilot)
        assert not has_left(app)


async def test_who_stays_after_what_was_not_saved_was_kept_aside_has_the_routine_saved_at_the_end(
    clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spasmtui.ui.disk.leaving.KEEP_SECONDS", 0.0)
    app = SpasmApp(Composition(Options(), clock), Options(), StartRelief("calf", "left"))
    may_end = threading.Event()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(app, pilot)
        with without_threads():
            errands_of(app).add(may_end.wait)
            await pilot.press("q")
            await until(app, lambda: bool(app._keeping), "what is kept aside")  # noqa: SLF001
            await until(app, lambda: isinstance(app.screen, LeaveDialog), "the dialog")
            await pilot.press("escape")
            may_end.set()
        await settle(app, pilot)
        finished: list[float] = []
        assert isinstance(app.screen, ReliefScreen)
        controller = app.screen.controller
        monkeypatch.setattr(controller.runner, "finish_background", finished.append)
        app.save_state()
        assert finished


async def test_bookmarks_that_cannot_be_read_are_not_read_again_by_the_apps_thread(
    clock: FakeClock, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = Composition(Options(), clock)
    (services.state / "bookmarks").mkdir(parents=True)
    app = SpasmApp(services, Options())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(app, pilot)
        monkeypatch.setattr(OwnFiles, "read_bookmarks", lambda _files: None)  # a disk has not told them yet
        await pilot.press("4")
        await settle(app, pilot)
        with touches_below(str(own_home)) as touched:
            await pilot.press("down", "enter", "B")
            await settle(app, pilot)
        assert not touched, "\n".join(touched)
        assert "bookmarks" in services.unsaved
