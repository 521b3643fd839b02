"""The palette's screen: it lists everything, does what is chosen, and stands whatever is typed into it."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import ClassVar

import pytest
from textual import events
from textual.binding import Binding, BindingType
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from spasmtui.app import SpasmApp
from spasmtui.cli import Composition
from spasmtui.guide.tui.urgent_screen import UrgentScreen
from spasmtui.home.checkup_screen import CheckupScreen
from spasmtui.home.screen import HomeScreen
from spasmtui.relief.tui.widgets import ReliefTitle
from spasmtui.settings.tui.screen import SettingsScreen
from spasmtui.shared.emergency_numbers import emergency_number
from spasmtui.shared.places import PLACES, shipped_routine_ids
from spasmtui.shell import Options
from spasmtui.ui.body_map.dialog import BodyMapDialog
from spasmtui.ui.form.rows import FormList
from spasmtui.ui.palette.entry import HEADINGS, Entry
from spasmtui.ui.palette.last_used import read_last_used
from spasmtui.ui.palette.opening import Palette
from spasmtui.ui.palette.screen import PaletteInput, PaletteScreen
from spasmtui.ui.short_input import LONGEST
from tests.conftest import ROOT, FakeClock
from tests.support.shown_app import settle

pytestmark = pytest.mark.pilot


class Host(Palette):
    """An app with nothing but a palette."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("colon", "palette", id="host.palette")]

    def list_room_entries(self) -> Iterator[Entry]:
        yield Entry(id="bell", title="Ring the [/] bell", kind="command", action="bell")


@asynccontextmanager
async def opened(clock: FakeClock, size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[SpasmApp, Pilot[None]]]:
    """Run the app with its palette open and filled."""
    app = SpasmApp(Composition(Options(), clock), Options())
    async with app.run_test(size=size) as pilot:
        await pilot.press("colon")
        await settle(app, pilot)
        yield app, pilot


def titles(app: SpasmApp) -> list[str]:
    """The lines of the list, without what stands at their right."""
    return [str(option.prompt).split("   ")[0].strip() for option in app.screen.query_one(OptionList).options]


async def type_words(pilot: Pilot[None], words: str) -> None:
    pilot.app.screen.query_one(PaletteInput).value = words
    await pilot.pause()


@pytest.mark.long
async def test_a_routine_for_a_place_comes_first_and_starts_with_its_place_and_side(clock: FakeClock) -> None:
    async with opened(clock) as (app, pilot):
        shown = []
        for words in ("heat left calf", "calf heat", "massage neck"):
            await type_words(pilot, words)
            shown.append(titles(app)[0])
        assert shown == ["Heat session · left calf", "Heat session · calf", "Self-massage · neck"]
        await type_words(pilot, "cold on left calf")
        await pilot.press("enter")
        await settle(app, pilot)
        title = app.screen.query_one("ReliefTitle")
        assert isinstance(title, ReliefTitle)
        assert title.left == "Cold session · left calf"


@pytest.mark.long
async def test_it_lists_every_page_routine_place_command_and_colour_and_lay_words_find_them(clock: FakeClock) -> None:
    async with opened(clock) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, PaletteScreen)
        known = {entry.id for entry in screen._shown.values()}  # noqa: SLF001 -- the ids are shown nowhere
        pages = {f"page:{path.stem}" for path in (ROOT / "content/guide").glob("*.md")}
        routines = {f"routine:{name}" for name in shipped_routine_ids(ROOT / "content")}
        places = {f"place:{name}:" for name in PLACES}
        others = {
            "undo",
            "redo",
            "doctor",
            "sheet",
            "import",
            "export:csv",
            "export:fhir",
            "colours.night",
            "go.log",
            "urgent",
        }
        assert pages | routines | places | others <= known
        assert [name for name in HEADINGS.values() if name in titles(app)] == list(HEADINGS.values())
        for words, expected in (
            ("left calf", ["Relief: left calf"]),
            ("charley horse", ["Relief: calf", "Night calf cramp: rescue"]),
            ("bed", ["Bedtime stretches"]),
            ("colour", ["Colours: by the hour", "Colours: dark"]),
            ("dark", ["Colours: dark"]),
            ("excel", ["Export the diary as a table (CSV)"]),
            ("lumbago", ["Lower back spasm"]),
            ("where is my diary", ["Check the program"]),
            ("bell", ["Setting: Bell"]),
            ("cold", ["Cold session"]),
            ("night cramp", ["Night cramps: bedtime stretches", "Night calf cramp: rescue"]),
            ("make a copy", ["Back the diary up"]),
            ("share with my physio", ["The sheet for a physiotherapist", "Print the sheet"]),
            ("turn off the sound", ["Setting: Bell"]),
            ("how do I change keys", ["Setting: keys of actions"]),
            ("forgot to record", ["Log an episode"]),
            ("where does it hurt", ["Choose a place on the body"]),
        ):
            await type_words(pilot, words)
            found = titles(app)
            assert found[0] == expected[0], words
            assert set(expected) <= set(found), words
            assert found[-1] == f"Search the guide for “{words}”"


@pytest.mark.long
@pytest.mark.parametrize("size", [(40, 12), (120, 40)])
async def test_words_of_danger_are_answered_before_every_command(
    clock: FakeClock, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPASMTUI_REGION", "gb")
    async with opened(clock, size) as (app, pilot):
        await type_words(pilot, "chest pain")
        number = emergency_number(os.environ, str(app.services.config))
        assert titles(app)[0].startswith(f"Call {number} now.\nPain or tightness")
        await pilot.press("enter")
        await settle(app, pilot)
        assert isinstance(app.screen, UrgentScreen)
        assert read_last_used(app.services.state) == ()


@pytest.mark.long
async def test_what_is_chosen_is_done_and_is_the_first_the_next_time(clock: FakeClock) -> None:
    async with opened(clock) as (app, pilot):
        for words, mode in (("lumbago", "guide"), ("shopping", "drink"), ("go to log", "log")):
            await type_words(pilot, words)
            await pilot.press("enter")
            await settle(app, pilot)
            assert app.current_mode == mode
            await pilot.press("escape", "colon")
            await settle(app, pilot)
        assert titles(app)[:4] == ["Used last", "Go to Log", "Shopping list for the drink", "Lower back spasm"]
        await type_words(pilot, "check the program")
        await pilot.press("enter")
        await settle(app, pilot)
        assert isinstance(app.screen, CheckupScreen)
        await pilot.press("escape", "colon")
        await settle(app, pilot)
        await type_words(pilot, "body map")
        await pilot.press("enter")
        await settle(app, pilot)
        assert isinstance(app.screen, BodyMapDialog)


@pytest.mark.long
async def test_the_keys_of_the_screen_below_are_entries_and_work_on_it(clock: FakeClock) -> None:
    async with opened(clock) as (app, pilot):
        await type_words(pilot, "read about night cramps")
        await pilot.press("enter")
        await settle(app, pilot)
        assert app.current_mode == "guide"
        await pilot.press("colon")
        await settle(app, pilot)
        assert {"Find on this page", "Headings of the page"} <= set(titles(app))
        await type_words(pilot, "what helps at four in the night")
        await pilot.press("end", "enter")
        await settle(app, pilot)
        assert "what helps at four" in app.screen.query_one("#guide-input").value  # type: ignore[attr-defined]


@pytest.mark.long
async def test_a_colour_is_used_at_once_and_kept(clock: FakeClock) -> None:
    async with opened(clock) as (app, pilot):
        await type_words(pilot, "light")
        await pilot.press("enter")
        await settle(app, pilot)
        assert app.theme == "spasm-light"
        assert [each.message for each in app._notifications] == ["Colours: light, kept."]  # noqa: SLF001 -- no public list
        config = app.services.config
    assert 'theme = "light"' in (config / "settings.toml").read_text(encoding="utf-8")
    assert app.services.settings.settings.screen.theme == "light"


@pytest.mark.long
async def test_a_setting_opens_the_settings_at_it(clock: FakeClock) -> None:
    async with opened(clock) as (app, pilot):
        for words in ("setting bell", "measures"):
            await type_words(pilot, words)
            await pilot.press("enter")
            await settle(app, pilot)
            assert isinstance(app.screen, SettingsScreen)
            chosen = app.screen.query_one(FormList).chosen
            assert chosen is not None
            assert chosen.label.casefold() in words
            await pilot.press("colon")
            await settle(app, pilot)


@pytest.mark.long
async def test_an_export_is_a_new_file_in_this_folder(
    clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened(clock) as (app, pilot):
        for words in ("csv", "csv", "print the sheet", "backup"):
            await type_words(pilot, words)
            await pilot.press("enter")
            await settle(app, pilot)
            await pilot.press("colon")
            await settle(app, pilot)
    day = clock.now().date()
    names = {f"spasmtui-diary-{day}.csv", f"spasmtui-diary-{day}-2.csv", f"spasmtui-report-{day}.html"}
    assert names | {f"diary-{day}.jsonl.gz"} == set(os.listdir(tmp_path))


@pytest.mark.long
async def test_relief_for_a_place_is_found_however_its_side_is_said(clock: FakeClock) -> None:
    said = {
        "leftcalf": "Relief: left calf",
        "calf L": "Relief: left calf",
        "both calves": "Relief: calf",
        "my left calf really badly": "Relief: left calf",
        "left side": "Relief: left belly or side",
    }
    async with opened(clock) as (app, pilot):
        for words, first in said.items():
            await type_words(pilot, words)
            assert titles(app)[0] == first


@pytest.mark.long
async def test_a_file_is_imported_by_its_path_and_what_is_wrong_with_one_is_said(
    clock: FakeClock, tmp_path: Path
) -> None:
    good, bad = tmp_path / "made.json", tmp_path / "none.json"
    good.write_text('[{"started_at": "2026-11-20T03:10:00+01:00"}, {"pain": 3}]', encoding="utf-8")
    async with opened(clock) as (app, pilot):
        counts: list[str] = []
        said: list[str] = []
        for path, key in ((good, "y"), (good, "escape"), (bad, "escape")):
            await type_words(pilot, "import")
            await pilot.press("enter")
            await settle(app, pilot)
            app.screen.query_one(Input).value = str(path)
            await pilot.press("enter")
            await settle(app, pilot)
            counts += [str(found.content).partition("\n")[0] for found in app.screen.query("#found").results(Static)]
            await pilot.press(key)
            await settle(app, pilot)
            # At once: on a slow machine a message has gone before the last is there.
            said += [each.message for each in app._notifications if each.message not in said]  # noqa: SLF001 -- as it is
            assert isinstance(app.screen, HomeScreen)
            assert not app.screen.summary.is_empty  # it follows what was imported
            await pilot.press("colon")
            await settle(app, pilot)
    assert said[0] == f"Written: 1. u takes all of them back. {counts[0]}"
    assert counts == [
        "2 items (1 rejected). It makes 1 episode: 1 new.",
        "2 items (1 rejected). It makes 1 episode: 1 known already.",
    ]
    assert "none.json" in said[1]
    assert len(app.services.diary.episodes()) == 1


@pytest.mark.long
async def test_it_opens_once_and_again_while_the_one_before_is_taken_down() -> None:
    async with Host().run_test() as pilot:
        app = pilot.app
        assert isinstance(app, Host)
        for _ in range(3):
            app.action_palette()
            app.action_palette()
            assert len(app.screen_stack) == 2
            app.screen.dismiss()
            app.action_palette()
            await pilot.pause()
            assert isinstance(app.screen, PaletteScreen)
            await pilot.press("escape")
        assert app.is_running


@pytest.mark.usefixtures("every_picture")
@pytest.mark.parametrize("size", [(40, 12), (20, 1)])
@pytest.mark.parametrize("typed", ["", "re", "zzzz"])
async def test_it_stands_every_key_and_every_paste_however_small_the_window(typed: str, size: tuple[int, int]) -> None:
    async with Host().run_test(size=size) as pilot:
        await pilot.press("colon", *typed)
        await pilot.app.workers.wait_for_complete()
        await pilot.press("pageup", "pagedown", "home", "end", "up", "down")
        pilot.app.post_message(events.Paste("[/] \x1b calf " * 30_000))
        await pilot.pause()
        assert len(pilot.app.screen.query_one(PaletteInput).value) <= LONGEST
        await pilot.press("enter")
        assert pilot.app.is_running
