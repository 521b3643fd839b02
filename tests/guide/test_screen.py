"""The guide's screen, driven by keys."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from spasmtui.guide.screen import GuideScreen
from spasmtui.guide.widgets import PageList
from spasmtui.ui.reader import Reader
from spasmtui.ui.requests import StartRelief
from tests.conftest import ROOT, FakeClock


@dataclass(frozen=True)
class Tried:
    routine: str


@dataclass(frozen=True)
class Used:
    tried: tuple[Tried, ...]
    helped: str | None = None


class FewEpisodes:
    """A diary with a few uses of the calf routine."""

    def __init__(self, *helped: str | None) -> None:
        self.helped = helped

    def episodes(self) -> Iterable[Used]:
        return [Used((Tried("night-calf-rescue"),), helped) for helped in self.helped]

    def practices(self) -> Iterable[Tried]:
        return []


class GuideApp(App[None]):
    """Nothing but the guide."""

    def __init__(self, screen: GuideScreen) -> None:
        super().__init__()
        self.guide = screen
        self.started: list[str | None] = []

    def on_mount(self) -> None:
        self.push_screen(self.guide)

    def on_start_relief(self, message: StartRelief) -> None:
        self.started.append(message.what)


def guide_app(clock: FakeClock, *helped: str | None, state: Path | None = None, config: Path | None = None) -> GuideApp:
    screen = GuideScreen(content=ROOT / "content", diary=FewEpisodes(*helped), clock=clock, state=state, config=config)
    return GuideApp(screen)


def words_on(app: GuideApp) -> str:
    """What the reader shows now."""
    reader = app.guide.query_one(Reader)
    return "\n".join(reader.render_line(y).text.rstrip() for y in range(reader.size.height))


async def settled(pilot: Pilot[None], is_so: Callable[[], bool]) -> None:
    """Wait until something holds that a thread brings about, for a bounded number of turns."""
    for _turn in range(200):
        if is_so():
            return
        await pilot.pause(0.01)
    raise AssertionError("it did not come about")


@pytest.mark.pilot
async def test_a_page_opens_from_the_list_and_escape_goes_back_to_it(clock: FakeClock) -> None:
    app = guide_app(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        app.guide.query_one(PageList).choose("calf")
        await pilot.press("enter")
        assert "Do this now" in words_on(app)
        assert app.guide.query_one(Reader).has_focus
        await pilot.press("escape")
        assert app.guide.query_one(PageList).has_focus


@pytest.mark.pilot
async def test_links_follow_by_number_and_escape_returns_along_the_way(clock: FakeClock) -> None:
    app = guide_app(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        app.guide.show_page("calf")
        await pilot.press("1")
        assert app.guide.shown_page is not None
        assert app.guide.shown_page.entry.id == "first-minutes"
        await pilot.press("backspace")
        assert app.guide.shown_page.entry.id == "calf"


@pytest.mark.pilot
async def test_find_counts_the_hits_and_n_goes_round(clock: FakeClock) -> None:
    app = guide_app(clock)
    async with app.run_test(size=(100, 30)) as pilot:
        app.guide.show_page("calf")
        await pilot.press("slash", *"knee", "enter")
        count = app.guide.query_one("#guide-count", Static)
        first = str(count.render())
        total = int(first.split()[-1])
        assert first == f"1 of {total}"
        await pilot.press(*"n" * total)
        assert str(count.render()) == first
        await pilot.press("N")
        assert str(count.render()) == f"{total} of {total}"


@pytest.mark.pilot
async def test_t_starts_the_first_routine_of_the_page(clock: FakeClock) -> None:
    app = guide_app(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        app.guide.show_page("calf")
        await pilot.press("t")
        await pilot.pause()
        assert app.started == ["night-calf-rescue"]


@pytest.mark.pilot
async def test_the_page_says_what_the_diary_says_of_its_routines(clock: FakeClock) -> None:
    app = guide_app(clock, "most", "no", "some", None)
    async with app.run_test(size=(80, 40)) as pilot:
        app.guide.show_page("calf")
        await settled(pilot, lambda: "You used" in words_on(app))
        assert "You used this 4 times. It helped in 2 of 3 recorded." in words_on(app)


@pytest.mark.pilot
async def test_search_shows_hits_as_one_types_and_enter_opens_the_best(clock: FakeClock) -> None:
    app = guide_app(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, lambda: app.guide.index is not None)
        await pilot.press("slash", *"charley hor")
        shown = app.guide.query_one(PageList)
        assert isinstance(shown, OptionList)
        assert "Calf cramp" in str(shown.get_option_at_index(0).prompt)
        await pilot.press("enter")
        assert app.guide.shown_page is not None
        assert app.guide.shown_page.entry.id == "calf"
