"""The mouse: what a key does, a click on its words does, and nothing else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import ClassVar

import pytest
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, MouseDown, MouseScrollDown, MouseUp
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from spasmtui.app import SpasmApp
from spasmtui.cli import Composition
from spasmtui.drink.tui.screen import DrinkScreen
from spasmtui.episodes.tui.conflict_dialog import ConflictDialog
from spasmtui.episodes.tui.day_dialog import DayDialog
from spasmtui.episodes.tui.field_list import FieldList
from spasmtui.episodes.tui.form import EpisodeForm
from spasmtui.episodes.tui.form_parts.line_input import LineInput
from spasmtui.episodes.tui.red_flag_dialog import RedFlagDialog
from spasmtui.episodes.tui.screen import LogScreen
from spasmtui.episodes.tui.widgets import NightList
from spasmtui.guide.tui.urgent_screen import UrgentScreen
from spasmtui.guide.tui.widgets import Outline, PageList
from spasmtui.relief.session.states import State
from spasmtui.relief.tui.afterwards.panel import Answers
from spasmtui.relief.tui.keys import Phase
from spasmtui.relief.tui.screen import ReliefScreen
from spasmtui.shell import Options
from spasmtui.ui.clicks import ClickKeys, pressing
from spasmtui.ui.dismiss_once import DismissOnce
from spasmtui.ui.help_screen import HelpScreen, HereKeys
from spasmtui.ui.key_bar import KeyBar
from spasmtui.ui.reader import Reader
from tests.conftest import FakeClock
from tests.support.shown_app import settle
from tests.support.store.values import an_episode

pytestmark = pytest.mark.pilot


@asynccontextmanager
async def opened(clock: FakeClock, *keys: str) -> AsyncIterator[tuple[SpasmApp, Pilot[None]]]:
    """Run the app with one episode, and press keys."""
    services = Composition(Options(), clock)
    services.diary.add(an_episode(1, started_at=clock.now()))
    app = SpasmApp(services, Options())
    async with app.run_test(size=(80, 24)) as pilot:
        for key in keys:
            await pilot.press(key)
            await settle(app, pilot)
        yield app, pilot


async def click(app: SpasmApp, pilot: Pilot[None], widget: type[Widget] | str, words: str, times: int = 1) -> None:
    """Click on the first cell of words that a widget shows."""
    target = app.screen.query_one(widget)
    lines = [target.render_line(y).text for y in range(target.size.height)]
    y = next((y for y, line in enumerate(lines) if words in line), None)
    assert y is not None, (words, lines)
    offset = target.content_region.offset - target.region.offset
    await pilot.click(widget, offset=(lines[y].index(words) + offset.x, y + offset.y), times=times)
    await settle(app, pilot)


@pytest.mark.long
async def test_a_key_in_the_last_line_is_pressed_by_a_click(clock: FakeClock) -> None:
    async with opened(clock, "4") as (app, pilot):
        await click(app, pilot, KeyBar, "keys")
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        await click(app, pilot, KeyBar, "get help")
        assert isinstance(app.screen, UrgentScreen)
        await click(app, pilot, "Questions", "2 ")
        await click(app, pilot, KeyBar, "read more")
        assert app.screen.query_one(Reader).has_focus


@pytest.mark.long
async def test_a_row_of_the_keys_presses_its_key_below_and_a_click_beside_a_dialog_leaves_it(clock: FakeClock) -> None:
    async with opened(clock, "question_mark") as (app, pilot):
        await click(app, pilot, HereKeys, "Read about night cramps")
        assert app.screen.query_one(Reader).has_focus
        await pilot.press("o")
        await settle(app, pilot)
        assert isinstance(app.screen, Outline)
        await pilot.click(offset=(1, 1))
        await settle(app, pilot)
        assert app.screen.query_one(Reader).has_focus


class Sentence(DismissOnce, ModalScreen[None]):
    """A dialog of one line in the middle of the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "back")]
    DEFAULT_CSS = "Sentence { align: center middle; Static { width: 20; } }"

    def __init__(self, *, needs_answer: bool) -> None:
        super().__init__()
        self.needs_answer = needs_answer

    def compose(self) -> ComposeResult:
        yield Static("Read this.")


@pytest.mark.parametrize("needs_answer", [True, False])
async def test_a_click_beside_a_dialog_does_not_leave_one_that_needs_an_answer(needs_answer: bool) -> None:
    app = ClickKeys()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(dialog := Sentence(needs_answer=needs_answer))
        await pilot.click(Static)
        assert app.screen is dialog
        await pilot.click(offset=(1, 1))
        assert (app.screen is dialog) is needs_answer


async def test_a_click_from_outside_the_window_leaves_no_dialog_and_ends_nothing() -> None:
    """The window may have become smaller between the press and the click."""
    app = ClickKeys()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(dialog := Sentence(needs_answer=False))
        app.on_click(Click(dialog, 98, 76, 0, 0, 1, False, False, False, screen_x=99_998, screen_y=76))
        await pilot.pause()
        assert app.screen is dialog


@pytest.mark.parametrize("dialog", [UrgentScreen, RedFlagDialog, ConflictDialog])
def test_what_tells_of_danger_or_must_be_chosen_is_not_left_by_a_click_beside_it(dialog: type[DismissOnce]) -> None:
    assert dialog.needs_answer


@pytest.mark.long
async def test_a_row_is_chosen_by_the_first_click_and_opened_by_the_second(clock: FakeClock) -> None:
    async with opened(clock, "4") as (app, pilot):
        await click(app, pilot, PageList, "Heat or cold")
        assert app.screen.query_one(PageList).has_focus
        await click(app, pilot, PageList, "Heat or cold")
        reader = app.screen.query_one(Reader)
        assert reader.has_focus
        reader.go_to_heading(("Read next",))
        await pilot.pause()
        await click(app, pilot, Reader, "Massage")
        assert "Massage" in "\n".join(reader.render_line(y).text for y in range(2))
        reader.go_to_heading(("Read next",))
        await pilot.pause()
        await click(app, pilot, Reader, "[a]")
        assert "Massage" not in reader.render_line(0).text
        await pilot.press("3")
        await settle(app, pilot)
        nights = app.screen.query_one(NightList)
        await pilot.click(NightList, offset=(3, 0))
        await settle(app, pilot)
        assert nights.chosen == 0
        assert app.screen_stack[-1] is not app.screen_stack[0], "the night that was chosen already is opened"


@pytest.mark.long
async def test_the_segments_of_the_form_and_the_fields_of_the_drink_answer_to_a_click(clock: FakeClock) -> None:
    async with opened(clock, "3", "n") as (app, pilot):
        fields = app.screen.query_one(FieldList)
        at = next(number for number, field in enumerate(fields.items) if field.kind == "choice")
        await pilot.click(FieldList, offset=(3, at))
        assert (fields.chosen, fields.values.get(fields.field.name)) == (at, None)
        await click(app, pilot, "#choices", "2 ")
        field = fields.items[at]
        assert fields.values[field.name] == field.options[1][0]
        await pilot.press("escape", "y", "5")
        await settle(app, pilot)
        drink = app.screen
        assert isinstance(drink, DrinkScreen)
        await click(app, pilot, "#drink-fields", "Sweetener")
        before = drink.form
        assert drink.field == "sweetener"
        await click(app, pilot, "#drink-fields", "›")
        assert drink.form != before
        await click(app, pilot, "#drink-fields", "‹")
        assert drink.form == before


@pytest.mark.long
async def test_neither_tab_nor_a_click_takes_a_line_that_is_typed_to_another_field(clock: FakeClock) -> None:
    async with opened(clock, "3", "n") as (app, pilot):
        fields = app.screen.query_one(FieldList)
        at = next(number for number, field in enumerate(fields.items) if field.kind == "words")
        fields.chosen = at
        await pilot.press("enter", *"beans", "tab", "down")
        await pilot.click(FieldList, offset=(3, 1))
        await pilot.press("enter")
        assert "beans" in fields.values[fields.items[at].name]
        assert fields.has_focus


@pytest.mark.long
async def test_a_dialog_answers_to_clicks_on_its_rows(clock: FakeClock) -> None:
    async with opened(clock, "3", "d") as (app, pilot):
        assert isinstance(app.screen, DayDialog)
        await click(app, pilot, "#kinds", "day before")
        assert app.screen.on < clock.now().date()
        await click(app, pilot, "#kinds", "1 ")
        assert not isinstance(app.screen, DayDialog)


@pytest.mark.long
async def test_the_wheel_scrolls_and_chooses_nothing(clock: FakeClock) -> None:
    async with opened(clock, "4") as (app, pilot):
        pages = app.screen.query_one(PageList)
        chosen = pages.highlighted
        await pilot._post_mouse_events([MouseScrollDown], PageList, button=0)  # noqa: SLF001 -- no public way to turn the wheel
        await settle(app, pilot)
        assert pages.scroll_y > 0
        assert pages.highlighted == chosen


@pytest.mark.long
async def test_a_score_of_the_form_and_a_heading_of_the_log_answer_to_a_click(clock: FakeClock) -> None:
    async with opened(clock, "3") as (app, pilot):
        log = app.screen
        assert isinstance(log, LogScreen)
        await click(app, pilot, "#heading", "Worst")
        assert log.order == "most pain"
        await pilot.press("n")
        await settle(app, pilot)
        fields = app.screen.query_one(FieldList)
        at = next(at for at, each in enumerate(fields.items) if each.name == "sleep_disturbance")
        for _ in range(2):
            await pilot.click(FieldList, offset=(3, at))
            assert fields.chosen == at
        await pilot.click("#choices", offset=(2, 0), times=2)
        await settle(app, pilot)
        assert fields.values == {"sleep_disturbance": "0"}, "a double click leaves the options of the next field alone"
        assert fields.chosen == at + 1
        fields.chosen = next(at for at, each in enumerate(fields.items) if each.name == "length")
        await pilot.press("enter")
        await settle(app, pilot)
        await pilot.click("#choices", offset=(2, 0))
        await settle(app, pilot)
        assert app.screen.query_one(LineInput).value == "", "a click on an option types nothing into an open line"


@pytest.mark.long
async def test_a_double_click_presses_a_key_once_unless_it_only_steps(clock: FakeClock) -> None:
    async with opened(clock, "2", "enter") as (app, pilot):
        relief = app.screen
        assert isinstance(relief, ReliefScreen)
        await click(app, pilot, KeyBar, "→ next", times=2)
        await click(app, pilot, KeyBar, "space", times=2)
        session = relief.controller.session
        assert session is not None
        assert (session.step_index, session.state) == (2, State.PAUSED)
        await click(app, pilot, KeyBar, "g it's", times=2)
        assert relief.controller.phase is Phase.AFTER
        assert relief.query_one(Answers).helped is None, "the first click has taken the key to another meaning"


def press(app: App[None], x: int, y: int, button: int = 1) -> None:
    """Press and release a button as the terminal reports it."""
    for kind in (MouseDown, MouseUp):
        app.post_message(kind(None, x, y, 0, 0, button, False, False, False, x, y))


@pytest.mark.long
async def test_only_the_left_button_presses_and_a_press_elsewhere_is_another_one(clock: FakeClock) -> None:
    async with opened(clock, "3") as (app, pilot):
        at = app.screen.query_one(KeyBar).render_line(0).text.index("n new") + 1
        for button in (2, 3):
            press(app, at, 23, button)
        await settle(app, pilot)
        assert isinstance(app.screen, LogScreen)
        press(app, at, 23)
        await settle(app, pilot)
        form = app.screen
        assert isinstance(form, EpisodeForm)
        chosen = form.query_one(FieldList).chosen
        press(app, at + 1, 23)
        press(app, 3, 4)
        await settle(app, pilot)
        assert app.screen is form
        assert form.query_one(FieldList).chosen == 3 != chosen, "a press elsewhere is another one"


class Below(Screen[None]):
    """A screen that has another key at the cell of the key that opens it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("c", "count", "count")]
    count = 0

    def compose(self) -> ComposeResult:
        yield Static(pressing(Content("count"), "c"))

    def action_count(self) -> None:
        self.count += 1


class Above(ClickKeys):
    """An app with a key that opens `Below`."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("o", "open", "open")]

    def compose(self) -> ComposeResult:
        yield Static(pressing(Content("open"), "o"))

    def action_open(self) -> None:
        self.push_screen(Below())


@pytest.mark.parametrize(("quick_seconds", "moved", "counted"), [(60.0, 0, 0), (60.0, 1, 0), (60.0, 2, 1), (0.0, 0, 1)])
async def test_of_a_double_click_the_second_press_meets_no_other_screen(
    quick_seconds: float, moved: int, counted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Above, "CLICK_CHAIN_TIME_THRESHOLD", quick_seconds)
    app = Above()
    async with app.run_test(size=(20, 5)) as pilot:
        press(app, 1, 0)
        await settle(app, pilot)
        assert isinstance(app.screen, Below)
        press(app, 1 + moved, 0)
        await settle(app, pilot)
        assert app.screen.count == counted


async def test_a_press_that_ends_on_other_words_than_it_began_on_presses_neither(clock: FakeClock) -> None:
    async with opened(clock, "3") as (app, pilot):
        keys = app.screen.query_one(KeyBar).render_line(0).text
        for kind, words in ((MouseDown, "i insights"), (MouseUp, "n new")):
            x = keys.index(words) + 1
            app.post_message(kind(None, x, 23, 0, 0, 1, False, False, False, x, 23))
        await settle(app, pilot)
        assert isinstance(app.screen, LogScreen)
        assert len(app.screen_stack) == 1
