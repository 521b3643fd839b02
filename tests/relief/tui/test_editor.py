"""Routines of the person's own in the app: made, copied, changed and deleted, and started by their names."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot

from spasmtui.app import SpasmApp
from spasmtui.cli import Composition
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.tui.editor.figure_dialog import FigureScreen
from spasmtui.relief.tui.editor.palette_entries import editing_entries
from spasmtui.relief.tui.editor.rows import FIELDS, fault_row, row_of, step_seconds, typed_seconds
from spasmtui.relief.tui.editor.screen import EditorScreen
from spasmtui.relief.tui.editor.step_screen import StepScreen
from spasmtui.relief.tui.routine_list import RoutineList
from spasmtui.relief.tui.screen import ReliefScreen
from spasmtui.shell import Options
from spasmtui.ui.confirm_dialog import ConfirmDialog
from spasmtui.ui.form.text_dialog import TextDialog
from spasmtui.ui.key_bar import KeyBar
from spasmtui.ui.messages import EditRoutine
from tests.conftest import ROOT, FakeClock
from tests.support.shown_app import settle, text_of

pytestmark = pytest.mark.pilot


@asynccontextmanager
async def list_open(clock: FakeClock, size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[SpasmApp, Pilot[None]]]:
    app = SpasmApp(Composition(Options(), clock), Options())
    async with app.run_test(size=size) as pilot:
        await settle(app, pilot)
        await pilot.press("2")
        await settle(app, pilot)
        yield app, pilot


def listed(app: SpasmApp) -> set[str]:
    return {option.id for option in app.screen.query_one(RoutineList).options if option.id}


def files_in(own: Path) -> list[str]:
    return [path.name for path in own.glob("*")]


def text_in(own: Path, name: str) -> str:
    return (own / f"{name}.toml").read_text(encoding="utf-8")


def write(own: Path, name: str, text: str) -> None:
    own.mkdir(parents=True)
    (own / f"{name}.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def own(own_home: Path) -> Path:
    return own_home / ".config" / "spasmtui" / "routines"


@pytest.mark.long
async def test_a_routine_is_made_by_typing_its_title_and_its_words_and_is_listed_at_once(
    own: Path, clock: FakeClock
) -> None:
    async with list_open(clock) as (app, pilot):
        await pilot.press("n")
        assert isinstance(app.screen, EditorScreen)
        keys = [words for _key, words in app.screen.query_one(KeyBar).entries()]
        assert "remove" not in keys, "there is a step to remove only on a step"
        await pilot.press("enter", *"My sheet", "enter", "s")
        assert "It is not saved yet." in text_of(app)
        assert "Step 1: A step says what to do." in text_of(app)
        assert files_in(own) == []
        await pilot.press("enter")
        assert isinstance(app.screen, StepScreen)
        await pilot.press("enter", *"Sit down.", "enter", "f")
        figures = app.screen
        assert isinstance(figures, FigureScreen)
        places: list[int] = []
        for turn in (MouseScrollDown, MouseScrollUp):
            await pilot._post_mouse_events([turn], button=0)  # noqa: SLF001 -- no public way to turn the wheel
            places.append(figures._at)  # noqa: SLF001 -- the chosen picture
        assert places[0] > places[1] == 0
        await pilot.press("right", "enter")
        assert "calf wall" in text_of(app)
        await pilot.press("escape", "down", "enter", *"w", *"Lean in.", "enter", "escape", "t", "right", "s")
        await settle(app, pilot)
        assert "spasm my-sheet" in text_of(app)
        assert text_in(own, "my-sheet") == (
            '# A routine of your own. Start it with: spasm my-sheet\ntitle = "My sheet"\n'
            'place = "calf"\npurpose = "care"\nsides = "sore"\n\n'
            '[[steps]]\nkind = "prep"\nseconds = 10\nsay = "Sit down."\nfigure = "calf-wall"\n\n'
            '[[steps]]\nrepeat = 3\n\n[[steps.steps]]\nkind = "hold"\nseconds = 30\nsay = "Lean in."\n'
        )
        await pilot.press("escape")
        await settle(app, pilot)
        assert isinstance(app.screen, ReliefScreen)
        assert "my-sheet" in listed(app)
        made = app.screen.query_one(RoutineList).highlighted_routine
        assert made is not None
        assert made.id == "my-sheet"
        app.screen.begin("my-sheet")
        await settle(app, pilot)
        assert "Sit down." in text_of(app)


@pytest.mark.long
async def test_a_copy_says_what_it_is_and_a_changed_one_asks_before_it_is_thrown_away(
    own: Path, clock: FakeClock
) -> None:
    async with list_open(clock) as (app, pilot):
        await pilot.press("c")
        assert "A copy of “Night calf cramp: rescue”, with an id of its own." in " ".join(text_of(app).split())
        await pilot.press("escape")
        assert isinstance(app.screen, ReliefScreen)
        await pilot.press("c", "down", "right", "escape")
        assert isinstance(app.screen, ConfirmDialog)
        await pilot.press("n", "u", "escape")
        assert isinstance(app.screen, ReliefScreen)
        assert files_in(own) == []


@pytest.mark.long
async def test_heat_beyond_its_maximum_is_refused_while_it_is_typed(own: Path, clock: FakeClock) -> None:
    text = '# hers\ntitle = "Warm"\n\n[[steps]]\nkind = "heat"\nseconds = 1200  # the most\nsay = "Warm it."\n'
    write(own, "warm", text)
    async with list_open(clock) as (app, pilot):
        warm = app.screen.query_one(RoutineList)
        warm.highlighted = warm.get_option_index("warm")
        await pilot.press("e", *["down"] * 5, "right", "s")
        assert "No routine may keep it there for longer than 20 min" in " ".join(text_of(app).split())
        assert text_in(own, "warm") == text
        await pilot.press("left", "left", "enter", "down", "enter", *["backspace"] * 4, *"21m40s", "enter")
        assert isinstance(app.screen, TextDialog)
        assert "seconds = 1300" in text_of(app)
        await pilot.press("escape", "escape", "escape", "s")
        await settle(app, pilot)
        assert text_in(own, "warm") == text.replace("1200", "1195")
        await pilot.press("X", "y")
        await settle(app, pilot)
        assert isinstance(app.screen, ReliefScreen)
        assert "warm" not in listed(app)
        assert files_in(own) == ["warm.toml.deleted"]


@pytest.mark.long
async def test_the_editor_and_its_pictures_fit_every_window(clock: FakeClock) -> None:
    async with list_open(clock, (40, 12)) as (app, pilot):
        await pilot.press("c", *["down"] * 6)
        for size in ((40, 12), (80, 24), (120, 40), (200, 60)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert "‹ 30 s ›" in text_of(app)
            assert "?" in text_of(app).splitlines()[-1]
        await pilot.press("enter", "f")
        for size, count in (((200, 60), 42), ((80, 24), 6), ((40, 12), 1)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            shown = [cell.shown for cell in app.screen._cells]  # type: ignore[attr-defined]  # noqa: SLF001 -- the places for pictures
            assert (len(shown), "calf-pull-toes" in shown) == (count, True)
            assert "calf pull toes" in text_of(app)


def test_a_figure_of_a_step_is_named_in_words_and_only_a_figure_loses_its_hyphens() -> None:
    assert FIELDS["figure"].words("calf-pull-toes") == "calf pull toes"
    assert (FIELDS["figure"].words(""), FIELDS["say"].words("Half-way")) == ("none", "Half-way")


def test_a_typed_time_is_a_length_in_common_words_or_a_number_of_seconds() -> None:
    expected = {
        "90": 90, "1m30": 90, "2 minutes": 120, "half an hour": 1800, "1 h": 3600, "0": None, "61m": None, "soon": None,
    }  # fmt: skip
    assert {text: typed_seconds(text) for text in expected} == expected


def test_times_go_by_five_seconds_and_stop_at_their_ends() -> None:
    assert [step_seconds(each, 1) for each in (1, 5, 12, 3600, "x")] == [5, 10, 15, 3600, 5]
    assert [step_seconds(each, -1) for each in (1, 5, 12, 3600)] == [1, 1, 5, 3595]


def test_a_fault_belongs_to_the_row_of_its_field() -> None:
    assert fault_row(("steps", 2, "steps", 1, "say")) == ("step:2:1", "say")
    assert fault_row(("steps", 2, "seconds")) == ("step:2", "seconds")
    assert fault_row(("steps",)) == ("add", "")
    assert fault_row(("title",)) == ("title", "")
    assert fault_row(()) == ("", "")
    assert (row_of("step:2:1"), row_of("step:2"), row_of("title")) == ((2, 1), (2, None), None)


def test_the_palette_offers_a_change_of_an_own_routine_and_a_copy_of_a_shipped_one(own: Path) -> None:
    write(own, "warm", 'title = "Warm"\nsteps = [{kind = "hold", seconds = 5, say = "x"}]\n')
    (own / "broken.toml").write_text('title = "Broken"\n', encoding="utf-8")
    entries = {
        entry.id: entry for entry in editing_entries(RoutineBook(ROOT / "content", own), {"broken"}.__contains__)
    }
    assert entries["routine.new"].message == EditRoutine()
    assert entries["routine.edit:broken"].title == "Mend: broken"
    assert entries["routine.edit:warm"].title == "Change: Warm"
    assert entries["routine.edit:warm"].message == EditRoutine("warm")
    assert entries["routine.edit:calf-wall"].title == "Copy and change: Calf stretch at the wall"
    assert entries["routine.edit:calf-wall"].message == EditRoutine("calf-wall", copies=True)


@pytest.mark.long
async def test_what_was_not_saved_outlives_the_program_and_is_offered_again(own: Path, clock: FakeClock) -> None:
    async with list_open(clock) as (app, pilot):
        await pilot.press("c", "enter", *["backspace"] * 60, *"Mine", "enter", "q")
        await settle(app, pilot)
    async with list_open(clock) as (app, pilot):
        await pilot.press("n")
        assert "“Mine” has changes that were not saved." in " ".join(text_of(app).split())
        await pilot.press("y", "s")
        await settle(app, pilot)
        assert files_in(own) == ["mine.toml"]
        await pilot.press("escape", "n")
        assert isinstance(app.screen, EditorScreen)
