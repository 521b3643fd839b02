"""The insights on the screen: cards in columns, their numbers a key away, at each size of window."""

from datetime import timedelta
from typing import Any

import pytest

from spasmtui.episodes.insights.analysis import Insights, analyze_diary
from spasmtui.episodes.insights.cards import insight_cards
from spasmtui.episodes.model.episode import Day, Side, Tried
from spasmtui.episodes.model.names import Names
from spasmtui.episodes.tui.insights.card_screen import CardScreen
from spasmtui.episodes.tui.insights.page import Page, Shown, column_count, distribute, lay_out_page
from spasmtui.episodes.tui.insights.pictures import picture
from spasmtui.episodes.tui.insights.screen import InsightsScreen, title_of
from tests.conftest import FakeClock
from tests.support.episodes import episode
from tests.support.idle import settled
from tests.support.log_app import LogApp, press, text_of
from tests.support.random_diaries import NOW, random_diary

NAMES = Names(routines={"night-calf-rescue": "Night calf cramp: rescue"})
SIZES = [(40, 12), (80, 24), (120, 40), (200, 60)]


def months() -> Insights:
    """Sixteen weeks of records."""
    records = random_diary(4, planted="effort", effect=0.9)
    return analyze_diary(records.episodes, records.days, records.practices, now=NOW)


def page_of(found: Insights, width: int, height: int, *, chosen: int = 0, shown: Shown | None = None) -> Page:
    def drawn(card: str, cells: int, extra: int) -> Any:
        return picture(card, found, NAMES, today=NOW.date(), width=cells, extra=extra)

    cards = insight_cards(found, NAMES)
    return lay_out_page(cards, drawn, width=width, height=height, chosen=chosen, shown=shown or Shown())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("shown", [Shown(), Shown(has_numbers=True, has_method=True)])
def test_every_line_of_the_page_is_as_wide_as_the_window_or_less(size: tuple[int, int], shown: Shown) -> None:
    for found in (months(), analyze_diary([episode(NOW.isoformat(), place="calf")], [], [], now=NOW)):
        page = page_of(found, *size, shown=shown)
        widths = [line.cell_length for line in page.content.split("\n")]
        assert max(widths) == size[0]
        assert len(widths) == page.lines


@pytest.mark.parametrize(("width", "columns"), [(40, 1), (79, 1), (119, 2), (199, 3)])
def test_cards_lie_in_as_many_columns_as_the_window_has_room_for(width: int, columns: int) -> None:
    assert column_count(width, 8) == columns
    page = page_of(months(), width, 40)
    assert {place.column for place in page.places} == set(range(columns))
    assert max(place.left + place.width for place in page.places) == width


def test_a_single_card_takes_the_whole_width() -> None:
    assert column_count(199, 1) == 1


def test_columns_end_at_about_the_same_line() -> None:
    for width in (119, 199):
        page = page_of(months(), width, 40)
        columns = {place.column for place in page.places}
        ends = [max(place.bottom for place in page.places if place.column == column) for column in columns]
        assert max(ends) - min(ends) <= 6


def test_the_first_cards_are_side_by_side_and_the_rest_make_the_page_short() -> None:
    assert distribute([10, 4, 4, 4, 4], 2) == [[0, 2], [1, 3, 4]]
    assert distribute([5, 5, 5], 3) == [[0], [1], [2]]
    assert distribute([5, 6, 7], 1) == [[0, 1, 2]]


def test_arrows_go_to_the_card_that_lies_there() -> None:
    page = page_of(months(), 119, 40)
    assert page.next_card(0, "right") == 1
    assert page.next_card(1, "left") == 0
    assert page.next_card(0, "up") == 0
    below = page.next_card(0, "down")
    assert page.places[below].top == page.places[0].bottom
    assert page.card_at(page.places[1].left, 0) == 1


def test_the_chosen_card_is_marked_without_colour() -> None:
    text = page_of(months(), 119, 40, chosen=1).content.plain
    assert "▸ Where" in text
    assert "▸ Nights" not in text
    assert "┏" in text


def test_the_title_says_the_period_and_how_many_nights_are_recorded() -> None:
    assert title_of(months(), 80).startswith("Insights · ")
    assert title_of(months(), 80).endswith(" nights recorded")
    assert len(title_of(months(), 40)) <= 40


def records() -> list[Any]:
    nights = [
        episode(
            (NOW.replace(hour=3) - timedelta(days=back)).isoformat(), id=f"e{back}", place="calf", side=Side.LEFT,
            pain=8, pain_after=2, tried=(Tried(routine="night-calf-rescue"),),
        )
        for back in range(1, 30, 3)
    ]  # fmt: skip
    free = [
        Day(date=(NOW - timedelta(days=back)).date().isoformat(), words=("none",), updated_at=NOW, device="desk")
        for back in range(1, 30, 3)
    ]
    return [*nights, *free]


@pytest.mark.pilot
@pytest.mark.parametrize("size", SIZES)
async def test_the_first_look_is_plain_and_the_numbers_are_a_key_away(clock: FakeClock, size: tuple[int, int]) -> None:
    app = LogApp(clock, records())
    async with app.run_test(size=size) as pilot:
        await settled(app)
        await press(pilot, "i")
        first = text_of(app)
        assert isinstance(app.screen, InsightsScreen)
        assert "Nights" in first.splitlines()[1]
        assert "1 of 6" in first.splitlines()[1]
        assert "interval" not in first
        scroller = app.screen.query_one("#page")
        assert scroller.size.height == size[1] - 2
        assert scroller.max_scroll_x == 0
        await press(pilot, "n")
        assert "interval" in str(app.screen.page and app.screen.page.content)
        await press(pilot, "n", "j")
        # A card that is higher than the window is read to its end first.
        assert app.screen.chosen > 0 or scroller.scroll_offset.y > 0


@pytest.mark.pilot
async def test_a_card_opens_with_all_its_numbers_and_its_method_and_leads_back_to_itself(clock: FakeClock) -> None:
    app = LogApp(clock, records())
    async with app.run_test(size=(80, 40)) as pilot:
        await settled(app)
        await press(pilot, "i", "down", "enter")
        assert isinstance(app.screen, CardScreen)
        assert "Places: left calf" in text_of(app)
        await press(pilot, "right")
        assert "When" in text_of(app).splitlines()[0]
        await press(pilot, "escape")
        assert isinstance(app.screen, InsightsScreen)
        assert app.screen.chosen == 2


@pytest.mark.pilot
async def test_insights_of_an_empty_diary_say_what_will_be_there(clock: FakeClock) -> None:
    app = LogApp(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app)
        await press(pilot, "i", "n", "enter", "j", "space")
        assert isinstance(app.screen, InsightsScreen)
        text = text_of(app)
    assert "Nothing is recorded yet." in text
    assert "comparisons start at 14" in text
    assert "numbers" not in text
