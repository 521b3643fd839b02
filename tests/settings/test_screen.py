"""The settings in the app: changed by a few keys, saved at once, in force at once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from spasmtui.app import SpasmApp
from spasmtui.cli import Composition
from spasmtui.guide.tui.urgent_screen import UrgentScreen
from spasmtui.settings.tui.keys_screen import KeyDialog, KeysScreen
from spasmtui.settings.tui.screen import SettingsScreen
from spasmtui.shared.settings import FILE_NAME
from spasmtui.shell import Options
from spasmtui.ui.form.rows import FormList
from spasmtui.ui.form.text_dialog import TextDialog
from spasmtui.ui.help_screen import keys_of
from spasmtui.ui.key_bar import KeyBar
from spasmtui.ui.palette.screen import PaletteScreen
from tests.conftest import FakeClock, Run
from tests.support.shown_app import settle, text_of
from tests.support.store.values import an_episode

pytestmark = pytest.mark.pilot


@pytest.fixture
def config(own_home: Path) -> Path:
    folder = own_home / ".config" / "spasmtui"
    folder.mkdir(parents=True)
    return folder


@asynccontextmanager
async def settings_open(
    clock: FakeClock, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[SpasmApp, Pilot[None]]]:
    app = SpasmApp(Composition(Options(), clock), Options())
    async with app.run_test(size=size) as pilot:
        await settle(app, pilot)
        await pilot.press("comma")
        await settle(app, pilot)
        yield app, pilot


def written(config: Path) -> str:
    return (config / FILE_NAME).read_text(encoding="utf-8")


@pytest.mark.long
async def test_a_change_is_shown_and_saved_at_once_and_the_rest_of_the_file_stays(
    config: Path, clock: FakeClock
) -> None:
    (config / FILE_NAME).write_text("# mine\n[relief]\nbell = 3 # loud\n", encoding="utf-8")
    async with settings_open(clock, (120, 40)) as (app, pilot):
        assert isinstance(app.screen, SettingsScreen)
        assert "Press the heel down." in text_of(app)
        assert "default" not in [words for _key, words in app.screen.query_one(KeyBar).entries()]
        await pilot.press("right", "right")
        await settle(app, pilot)
        assert app.theme == "spasm-light"
        await pilot.press("down", "down")
        await pilot.pause()
        assert "relief.bell must be true or false" in text_of(app)
        await pilot.press("enter")
        await settle(app, pilot)
        assert "relief.bell must" not in text_of(app)
        assert written(config) == '# mine\n[relief]\nbell = false # loud\n\n[screen]\ntheme = "light"\n'
        await pilot.press("backspace")
        await settle(app, pilot)
        assert "bell" not in written(config)
        assert app.services.settings.settings.relief.bell is True
        app.screen.query_one(FormList).highlighted = app.screen.query_one(FormList).option_count - 5
        await pilot.press("enter", *"England", "enter")
        assert isinstance(app.screen, TextDialog)
        assert "It must be a country's two letters" in text_of(app)
        await pilot.press("escape")
        assert "Esc again throws away what you typed" in text_of(app)
        await pilot.press(*["backspace"] * 7, *"gb", "enter")
        await settle(app, pilot)
        assert 'region = "gb"' in written(config)
        await pilot.press("escape")
        assert app.current_mode == "home"
        assert len(app.screen_stack) == 1


@pytest.mark.long
async def test_each_size_of_window_shows_the_chosen_row_its_meaning_and_the_keys(
    config: Path, clock: FakeClock
) -> None:
    assert not (config / FILE_NAME).exists()
    async with settings_open(clock, (40, 12)) as (app, pilot):
        for size in ((40, 12), (80, 24), (200, 60)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            shown = text_of(app)
            assert "‹ auto ›" in shown
            assert "Auto is dark by day" in shown
            assert "?" in shown.splitlines()[-1]
        await pilot.click(FormList, offset=(30, 4))
        await pilot.click(FormList, offset=(30, 4))
        await settle(app, pilot)
        assert "bell = false" in written(config)


@pytest.mark.long
async def test_an_action_gets_another_key_which_works_and_is_shown_and_goes_back(
    config: Path, clock: FakeClock
) -> None:
    async with settings_open(clock) as (app, pilot):
        await pilot.press("end", "enter")
        await settle(app, pilot)
        assert isinstance(app.screen, KeysScreen)
        listed = app.screen.query_one(FormList)
        listed.highlighted = next(i for i, row in enumerate(listed._rows) if row.id == "home.log")  # noqa: SLF001 -- the rows as they are shown
        await pilot.press("slash", *"episode without the timer", "enter")
        assert [row.id for row in listed._rows if not row.is_heading] == ["home.log"]  # noqa: SLF001 -- the rows as they are shown
        await pilot.press("enter")
        assert isinstance(app.screen, KeyDialog)
        assert not app.screen.query(".-fault")
        await pilot.press("7")
        assert app.screen.query(".-fault")
        assert "The digits answer questions" in text_of(app)
        await pilot.press("b")
        assert "b is already “Start the bedtime stretches” (Home)" in " ".join(text_of(app).split())
        await pilot.press("z")
        await settle(app, pilot)
        assert written(config).endswith('[keys]\n"home.log" = "z"\n')
        await pilot.press("escape", "escape", "escape")
        await settle(app, pilot)
        assert ("z", "log one") in app.screen.query_one(KeyBar).entries()
        await pilot.press("z")
        await settle(app, pilot)
        assert app.current_mode == "log"
        await pilot.press("escape", "1", "comma", "end", "enter")
        await settle(app, pilot)
        await pilot.press("R", "y")
        await settle(app, pilot)
        assert "home.log" not in written(config)
        await pilot.press("escape", "escape")
        assert ("l", "log one") in app.screen.query_one(KeyBar).entries()


@pytest.mark.long
async def test_keys_of_the_file_hold_from_the_start_and_one_that_cannot_be_used_is_named(
    config: Path, clock: FakeClock
) -> None:
    (config / FILE_NAME).write_text('[keys]\nhome.log = "z"\n"home.bedtime" = "!"\n', encoding="utf-8")
    async with settings_open(clock) as (app, pilot):
        await pilot.press("escape")
        assert {("z", "log one"), ("!", "get help")} < set(app.screen.query_one(KeyBar).entries())
        (toast,) = app._notifications  # noqa: SLF001 -- Textual has no public list of them
        assert "home.bedtime = '!' cannot be used. ! always gets help" in toast.message


@pytest.mark.long
async def test_while_a_line_is_typed_the_keys_that_work_there_are_named_and_no_letter(
    config: Path, clock: FakeClock
) -> None:
    (config / FILE_NAME).write_text(
        '[keys]\napp.urgent = "W"\napp.keys = "K"\napp.palette = "P"\nlog.filtered = "p"\nlog.unfilter = "R"\n'
        'palette.do = "p"\npalette.back = "R"\ntyping.enter = "p"\n',
        encoding="utf-8",
    )
    async with settings_open(clock) as (app, pilot):
        app.services.diary.add(an_episode())
        await pilot.press("escape")
        assert ("W", "get help") in app.screen.query_one(KeyBar).entries()
        await pilot.press("3", "f")
        await settle(app, pilot)
        labels = {label for label, _words in app.screen.query_one(KeyBar).entries()}
        assert labels == {"⏎", "Esc", "F1", "F2", "F3"}
        rows = {key for row in (*keys_of(app.screen).here, *keys_of(app.screen).everywhere) for key in row[0].split()}
        assert rows.isdisjoint("WKPpR")
        await pilot.press("W", "p", "f3")
        await settle(app, pilot)
        assert isinstance(app.screen, PaletteScreen)
        await pilot.press("escape", "f2")
        await settle(app, pilot)
        assert isinstance(app.screen, UrgentScreen)


@pytest.mark.long
def test_doctor_names_a_key_that_cannot_be_used(config: Path, spasmtui: Run) -> None:
    (config / FILE_NAME).write_text('[keys]\n"home.log" = "!"\n', encoding="utf-8")
    ended = spasmtui("doctor")
    assert (ended.returncode, "home.log = '!' cannot be used. ! always gets help" in ended.stdout) == (1, True)
