"""The app's own thread touches no file of the person's, so that a disk that hangs takes neither help nor any screen."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from spasmtui.app import SpasmApp
from spasmtui.cli import Composition
from spasmtui.guide.tui.urgent_screen import UrgentScreen
from spasmtui.shell import Options
from spasmtui.ui.disk.errands import SLOW
from spasmtui.ui.disk.leaving import LeaveDialog
from spasmtui.ui.help_screen import HelpScreen
from spasmtui.ui.messages import ChangeSetting, StartRelief
from spasmtui.ui.palette.screen import PaletteScreen
from tests.conftest import FakeClock
from tests.relief.running.test_slow_disk import OWN
from tests.support.idle import LIMIT_SECONDS, until, without_threads
from tests.support.shown_app import settle, text_of
from tests.support.slow_disk import HangingDisk, touches_below
from tests.support.store.values import an_episode
from tests.ui.test_dialogs import PATHS

pytestmark = pytest.mark.pilot
WALKS: dict[str, tuple[str, ...]] = {
    "bookmark": ("4", "down", "enter", "B", "B"),
    "favourite": ("5", "f", "n", "f", "enter", "f", "x"),
    "no cramp": ("0",),
    "form, saved": ("3", "n", "1", "s", "escape"),
    "form, left": ("3", "n", "1", "2", "escape", "y"),
    "form, tried": ("3", "n", *["down"] * 7, "enter", *"my calf", "enter", "s"),
    "form, danger": ("3", "n", *["down"] * 9, "enter", *"chest pain", "escape", "escape", "escape", "y"),
    "day": ("3", "d", "1", "s"),
    "deleted, undone": ("3", "down", "x", "u", "U"),
    "sheet, saved": ("3", "r", "s", "p", "o"),
    "setting": ("comma", "down", "down", "right", "left", "backspace"),
    "key": ("comma", "end", "enter", "down", "enter", "f9", "backspace"),
    "own routine": ("2", "home", "enter", "space", "n", "g", "3", "n", "enter"),
    "own routine, changed": ("2", "home", "e", "down", "right", "s", "right", "escape", "y"),
    "own routine, new": ("2", "home", "c", "s", "X", "y"),
    "kept nothing": ("2", "down", "enter", "g", "k"),
    "heat": ("colon", *"heat calf", "enter", *"yynnyn", "space"),
    "palette": ("colon", *"left calf", "enter", "h", "l", "v", "x"),
    "theme": ("colon", *"light", "enter"),
    "checks": ("colon", *"check", "enter"),
    "plan": ("t", "enter", "s", "u", "d", "s", "a", "1", "s", "e", "down", "right", "s", "x", "y"),
    "plan, new": ("t", "down", "enter", *"neck", "enter", "s", "l", "g"),
    "plan, from a file": ("t", "down", "down", "enter", *"no.toml", "enter"),
    "trial": ("3", "i", "t", "n", "right", "y", "x", "y", "u", "right"),
    "questions": ("3", "r", "t", "a", "n", *"Why", "enter", "e", *"Who", "enter", "x"),
    "import": ("colon", *"import", "enter", *"no.csv", "enter"),
    "reminder": ("colon", *"remind me", "enter", "enter", "n", "colon", *"reminders", "enter", "escape"),
    "export": ("colon", *"export", "down", "enter"),
}
"""Ways from home that change something or read a file of the person's; those to every screen are walked too."""


def prepare(home: Path, clock: FakeClock) -> None:
    """Put a file of each kind into the home."""
    config = home / ".config/spasmtui"
    for folder in ("routines", "guide"):
        (config / folder).mkdir(parents=True)
    (config / "routines/my-calf.toml").write_text(OWN.format(title="My calf"), encoding="utf-8")
    (config / "questions.txt").write_text("Is it the pills?\n", encoding="utf-8")
    (config / "settings.toml").write_text('[relief]\nspeech = true\n[keys]\n"home.read" = "R"\n', encoding="utf-8")
    services = Composition(Options(), clock)
    for number in range(2):
        services.diary.add(an_episode(number, started_at=clock.now() - timedelta(minutes=number)))


@pytest.mark.long
async def test_no_key_of_any_screen_has_the_apps_thread_touch_a_file_of_the_persons(
    own_home: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(own_home)
    prepare(own_home, clock)
    app = SpasmApp(Composition(Options(), clock), Options())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(app, pilot)
        with touches_below(str(own_home)) as touched:
            for keys in (*PATHS, *WALKS.values()):
                await pilot.press(*keys)
                await settle(app, pilot)
                for _ in range(9):
                    if len(app.screen_stack) > 1:
                        await pilot.press("escape", *(["y"] if "Throw away" in text_of(app) else []))
                await app.switch_mode("home")
                await settle(app, pilot)
        assert not touched, "\n".join(dict.fromkeys(touched))
        assert app.screen_stack == [app.screen]


@pytest.fixture
def hanging(own_home: Path, clock: FakeClock, disk: HangingDisk) -> Iterator[HangingDisk]:
    """A disk that works; if the app's thread waits for it, or for a thread that does, it answers after a while."""
    prepare(own_home, clock)
    rescue = threading.Timer(LIMIT_SECONDS / 2, disk.answer)
    rescue.daemon = True
    rescue.start()
    yield disk
    assert rescue.is_alive(), "the app has waited for the disk"
    rescue.cancel()


async def try_everything(app: SpasmApp, pilot: Pilot[None], keys: str) -> None:
    """Press each key, and get help over whatever it has opened."""
    for key in keys:
        await pilot.press({",": "comma", ":": "colon", "?": "question_mark", "!": "exclamation_mark"}.get(key, key))
        shown = app.screen
        assert isinstance(shown, PaletteScreen) is (key == ":")
        assert isinstance(shown, HelpScreen) is (key == "?")
        if not isinstance(shown, UrgentScreen):
            await pilot.press("f2")
        assert isinstance(app.screen, UrgentScreen), key
        await pilot.press("escape")
        if key in ",:?":
            await pilot.press("escape")


@pytest.mark.long
@pytest.mark.parametrize("begins", ["before the start", "at home"])
async def test_help_and_every_screen_come_while_the_disk_hangs(
    begins: str, clock: FakeClock, hanging: HangingDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("home.screen", "episodes.tui.diary_screen"):
        monkeypatch.setattr(f"spasmtui.{module}.READING_SECONDS", 0.01)
    services = Composition(Options(), clock)
    if begins == "before the start":
        hanging.hang()
    app = SpasmApp(services, Options())
    with without_threads():
        async with app.run_test(size=(80, 24)) as pilot:
            if begins == "at home":
                hanging.hang()
            else:
                await until(app, lambda: "still being read" in text_of(app), "the word on the diary, at home")
                await pilot.press("3")
                await until(app, lambda: "still being read" in text_of(app), "the word on the diary, in the log")
                await pilot.press("1")
            await try_everything(app, pilot, "!2345,:?")
            assert "Sweetener" in text_of(app)
            await pilot.press("1", "q")
            assert app._exit  # noqa: SLF001 -- nothing was to be saved
            hanging.answer()


@pytest.mark.long
async def test_a_change_that_waits_for_the_disk_is_said_and_made_when_it_answers(
    clock: FakeClock, hanging: HangingDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spasmtui.ui.disk.errands.SLOW_SECONDS", 0.01)
    services = Composition(Options(), clock)
    app = SpasmApp(services, Options())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(app, pilot)
        hanging.hang()
        said = app._notifications  # noqa: SLF001 -- no public list
        with without_threads():
            app.post_message(ChangeSetting(("screen", "theme"), "light"))
            await until(app, lambda: [each.message for each in said] == [SLOW], "the word on a setting")
            said.clear()
            await pilot.press("u")
            await until(app, lambda: [each.message for each in said] == [SLOW], "the word on the disk")
            await pilot.press("u")  # in vain: one change is taken back, not two
        hanging.answer()
        await settle(app, pilot)
    assert [each.id for each in services.diary.episodes()] == [an_episode(0).id]


@pytest.mark.long
async def test_leaving_waits_with_a_word_and_with_help_and_ends_when_the_disk_answers(
    clock: FakeClock, hanging: HangingDisk
) -> None:
    services = Composition(Options(), clock)
    app = SpasmApp(services, Options(), StartRelief("calf", "left"))
    with without_threads():
        async with app.run_test(size=(80, 24)) as pilot:
            hanging.hang()
            await pilot.press("g", "q")
            await until(app, lambda: "Saving what was recorded" in text_of(app), "the dialog")
            assert isinstance(app.screen, LeaveDialog)
            await pilot.press("exclamation_mark")
            assert isinstance(app.screen, UrgentScreen)
            hanging.answer()
            await pilot.pause()
            assert not app._exit  # noqa: SLF001 -- help is being read
            await pilot.press("escape")
            await until(app, lambda: app._exit, "the end")  # noqa: SLF001 -- no public name
    assert services.unsaved == {}
    assert [each.is_open for each in services.diary.episodes(limit=1)] == [False]


@pytest.mark.long
async def test_a_second_press_leaves_and_names_what_is_not_saved(clock: FakeClock, hanging: HangingDisk) -> None:
    services = Composition(Options(), clock)
    app = SpasmApp(services, Options(), StartRelief("calf", "left"))
    hanging.hang()
    with without_threads():
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("g", "3", "q")
            await until(app, lambda: "leave now" in text_of(app), "the dialog")
            await pilot.resize_terminal(20, 5)
            assert "q leave now" in text_of(app)
            assert "Esc stay" in text_of(app)
            await pilot.press("q")
            await until(app, lambda: app._exit, "the end")  # noqa: SLF001 -- no public name
    command = services.unsaved["disk"].splitlines()[-1]
    assert command == (
        "spasmtui log add calf --left --at '2026-11-22 03:12' --tried night-calf-rescue --after 3 --helped gone"
    )
    hanging.answer()
