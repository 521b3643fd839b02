"""The insights on the screen: cards in columns, their numbers a key away, at each size of window."""

from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from textual.widgets import Static

from spasmtui.episodes.insights.analysis import Insights, analyze_diary
from spasmtui.episodes.insights.cards import NEEDS, insight_cards
from spasmtui.episodes.model.episode import Day, Helped, Side, Tried
from spasmtui.episodes.model.names import Names
from spasmtui.episodes.tui.insights.card_screen import CardScreen
from spasmtui.episodes.tui.insights.page import (
    ALL_LINES,
    SMALLEST,
    Page,
    Shown,
    column_count,
    distribute,
    empty_page,
    lay_out_page,
)
from spasmtui.episodes.tui.insights.pictures import picture
from spasmtui.episodes.tui.insights.screen import InsightsScreen, title_of
from spasmtui.shared.formats import DAYS
from spasmtui.shell import Options
from spasmtui.ui.drawing.charts import in_ascii
from tests.conftest import FakeClock
from tests.support.cases import with_each
from tests.support.episodes import episode
from tests.support.idle import settled
from tests.support.log_app import LogApp, press, text_of
from tests.support.random_diaries import NOW, random_diary

NAMES = Names(routines={"night-calf-rescue": "Night calf cramp: rescue"})
SIZES = [(40, 12), (80, 24), (120, 40), (200, 60)]


@cache
def months() -> Insights:
    """Sixteen weeks of records."""
    records = random_diary(4, planted="effort", effect=0.9)
    return analyze_diary(records.episodes, records.days, records.practices, now=NOW)


def page_of(found: Insights, width: int, height: int, *, chosen: int = 0, shown: Shown | None = None) -> Page:
    def drawn(card: str, cells: int, extra: int) -> Any:
        return picture(card, found, NAMES, today=NOW.date(), width=cells, height=height, extra=extra)

    cards = insight_cards(found, NAMES)
    return lay_out_page(cards, drawn, width=width, height=height, chosen=chosen, shown=shown or Shown())


@pytest.mark.long
@with_each("size", SIZES)
@with_each("shown", [Shown(), Shown(has_numbers=True, has_method=True)])
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


def test_cards_are_read_down_each_column_and_the_columns_and_pages_in_their_order() -> None:
    for width in (37, 79, 119, 199):
        places = page_of(months(), width, 22).places
        assert [(each.page, each.column, each.top) for each in places] == sorted(
            (each.page, each.column, each.top) for each in places
        )


@pytest.mark.parametrize("size", SIZES)
def test_no_card_is_cut_by_the_end_of_a_page(size: tuple[int, int]) -> None:
    width, height = size[0] - 3, size[1] - 2
    page = page_of(months(), width, height)
    assert page.tops == tuple(range(0, page.lines, height))
    assert all(place.top // height == (place.bottom - 1) // height for place in page.places)


def test_a_card_whose_picture_is_higher_than_the_window_has_a_small_one_and_then_its_sentence_alone() -> None:
    small = page_of(months(), 37, 10).content.plain
    assert "Enter opens" not in small
    assert "the last 14 nights" in small
    assert "more times of day" in small
    assert len([line for line in small.splitlines() if line.strip(" ┃") == "S M T W T F S S M T W T F S"]) == 1
    assert "Enter opens its picture." in page_of(months(), 37, 8).content.plain
    assert "the last 14 nights" not in page_of(months(), 77, 22).content.plain


def test_the_latest_nights_in_a_line_tell_none_from_not_recorded() -> None:
    night = episode((NOW - timedelta(days=1)).isoformat())
    free = Day(date=(NOW - timedelta(days=3)).date().isoformat(), words=("none",), updated_at=NOW, device="desk")
    found = analyze_diary([night], [free], [], now=NOW)
    assert drawn(found, "nights", 35, extra=SMALLEST)[1].split() == ["–", "1", "·"]
    assert len(drawn(found, "nights", 6, extra=SMALLEST)[0].split()) == 3


def test_the_busiest_hours_are_named_by_both_ends_of_the_two_hours_that_are_counted() -> None:
    starts = ("02:10", "03:50", "23:30")
    found = analyze_diary([episode(f"2026-11-20T{start}:00+00:00", id=start) for start in starts], [], [], now=NOW)
    assert [line.split()[:2] for line in drawn(found, "hours", 35, extra=SMALLEST)] == [["02–04", "2"], ["22–00", "1"]]


def test_in_a_small_window_the_routine_of_the_sentence_has_one_bar_and_the_others_are_counted() -> None:
    outcomes = (("calf-wall", Helped.GONE), ("calf-wall", Helped.MOST), ("calf-wall", Helped.SOME), ("shin", None))
    nights = [
        episode(f"2026-11-1{number}T03:00:00+00:00", tried=(Tried(routine=routine),), helped=helped)
        for number, (routine, helped) in enumerate(outcomes)
    ]
    bar, rest = drawn(analyze_diary(nights, [], [], now=NOW), "tried", 40, extra=SMALLEST)
    assert bar.startswith("gone or most ━")
    assert bar.endswith("─ 2 of 3")
    assert rest == "and 1 more routine"


def test_in_the_largest_window_the_cards_of_six_months_reach_down_in_every_column() -> None:
    page = page_of(months(), 197, 58)
    assert len(page.tops) == 1
    lines = page.content.plain.splitlines()
    assert "Nights with a cramp, by week" in page.content.plain
    for column in range(3):
        last = max(place.bottom for place in page.places if place.column == column)
        assert last > 58 * 4 // 5, column
    assert len(lines) == 58


def test_a_week_of_the_bars_stands_below_its_week_of_the_calendar() -> None:
    nights = [episode((NOW - timedelta(days=7 * back)).isoformat(), id=str(back)) for back in range(4)]
    lines = drawn(analyze_diary(nights, [], [], now=NOW), "nights", 60, extra=30)
    heading = lines.index("Nights with a cramp, by week")
    (day,) = (line for line in lines[:heading] if line.count("1") == 4 and line[:3] in DAYS)
    bars = lines[heading + 1 :][: lines[heading:].index("") - 1]
    places = [index for index, letter in enumerate(day) if letter == "1"]
    assert [index for index, letter in enumerate(bars[-1]) if letter == "1"] == places
    assert all(bars[0][index] == "█" for index in places)


def test_with_many_lines_to_spare_the_days_stand_apart_and_the_bars_of_the_weeks_are_twice_as_high() -> None:
    nights = [episode((NOW - timedelta(days=7 * back)).isoformat(), id=str(back)) for back in range(4)]
    few, many = (drawn(analyze_diary(nights, [], [], now=NOW), "nights", 60, extra=extra) for extra in (20, 50))
    for lines, days_apart, highest in ((few, 1, 3), (many, 2, 6)):
        at = [index for index, line in enumerate(lines) if line[:3] in DAYS][:7]
        heading = lines.index("Nights with a cramp, by week")
        assert {after - before for before, after in pairwise(at)} == {days_apart}
        assert sum("█" in line for line in lines[heading : heading + 8]) == highest


@pytest.mark.parametrize(("extra", "said"), [(0, "the newest 11 weeks"), (ALL_LINES, "Sep")])
def test_a_calendar_that_begins_with_the_last_day_of_a_week_does_not_leave_that_night_out_unsaid(
    extra: int, said: str
) -> None:
    monday_evening = datetime.fromisoformat("2026-11-23T20:00:00+00:00")
    first = episode((monday_evening - timedelta(weeks=10, days=1)).isoformat())
    found = analyze_diary([first], [], [], now=monday_evening)
    lines = picture("nights", found, NAMES, today=monday_evening.date(), width=27, height=40, extra=extra)
    text = "\n".join(line.plain for line in lines)
    assert said in text
    assert ("1" in "".join(line for line in text.splitlines() if line.startswith("Sun "))) == (extra == ALL_LINES)


def test_cards_take_as_few_pages_as_they_need_and_fill_them_about_equally() -> None:
    assert distribute([10, 4, 4, 4, 4], 2, 30) == [[0, 1], [2, 3, 4]]
    assert distribute([5, 5, 5], 3, 10) == [[0], [1], [2]]
    assert distribute([5, 6, 7], 1, 20) == [[0, 1, 2]]
    assert distribute([5, 6, 7, 8, 1], 1, 13) == [[0, 1], [2], [3, 4]]
    assert distribute([9, 3, 2, 4, 9], 2, 10) == [[0], [1, 2], [3], [4]]


def test_arrows_follow_the_order_of_reading_and_go_to_the_column_beside() -> None:
    page = page_of(months(), 119, 60)
    second = next(index for index, place in enumerate(page.places) if place.column == 1)
    assert page.next_card(0, "up") == 0
    assert [page.next_card(index, "down") for index in range(len(page.places) - 1)] == list(range(1, len(page.places)))
    assert page.next_card(second, "up") == second - 1
    assert page.next_card(0, "right") == second
    assert page.next_card(second, "left") == 0
    assert page.next_card(0, "left") == 0
    assert page.card_at(page.places[second].left, 0) == second


def test_a_page_down_shows_the_next_page_and_a_higher_page_is_read_on() -> None:
    page = page_of(months(), 77, 22)
    assert page.top_after(0, 22, 1) == 22
    assert page.top_after(22, 22, -1) == 0
    assert page.top_after(page.tops[-1], 22, 1) == page.tops[-1]
    assert page.places[page.first_card(22)].top == 22
    higher = page_of(months(), 77, 22, shown=Shown(has_numbers=True, has_method=True))
    assert higher.tops[1] > 22
    assert higher.top_after(0, 22, 1) == min(20, higher.tops[1] - 22)
    assert higher.top_after(higher.tops[1] - 22, 22, 1) == higher.tops[1]
    assert higher.top_after(higher.tops[1], 22, -1) == higher.tops[1] - 22


def test_the_chosen_card_is_marked_without_colour() -> None:
    text = page_of(months(), 119, 40, chosen=1).content.plain
    assert "▸ Where" in text
    assert "▸ Nights" not in text
    assert "┃ Most often" in text


def test_the_title_says_the_period_and_how_many_nights_are_recorded() -> None:
    assert title_of(months(), 80).startswith("Insights · ")
    assert title_of(months(), 80).endswith(" nights recorded")
    assert len(title_of(months(), 40)) <= 40


def drawn(found: Insights, card: str, width: int, *, extra: int = 0) -> list[str]:
    """Return the lines of a card's picture."""
    lines = picture(card, found, NAMES, today=NOW.date(), width=width, height=40, extra=extra)
    return [line.plain.rstrip() for line in lines]


def test_where_is_a_body_lit_by_count_with_its_numbers_and_the_list_in_words() -> None:
    calves = [episode((NOW - timedelta(days=back)).isoformat(), place="calf", side=Side.LEFT) for back in range(12)]
    found = analyze_diary([*calves, episode(NOW.isoformat(), place="neck")], [], [], now=NOW)
    for width in (52, 72, 120):
        lines = drawn(found, "places", width, extra=6)
        assert {"front", "back", "left", "right"} <= set(lines[0].replace("your", "").split())
        assert any("12" in line and "left calf" not in line for line in lines)
        assert any("left calf 12 ━" in line for line in lines)
        assert any(line.split("left calf")[0].rstrip().endswith("⣿⣿ 9–12   times") for line in lines)
    assert drawn(found, "places", 38)[0].startswith("left calf 12 ━")


def test_one_or_two_ranges_of_length_have_no_picture_and_more_are_shares_of_all() -> None:
    def lengths(*minutes: int) -> list[str]:
        lasted = [episode(NOW.isoformat(), id=str(each), ended_at=NOW + timedelta(minutes=each)) for each in minutes]
        return drawn(analyze_diary(lasted, [], [], now=NOW), "lengths", 60)

    assert lengths(3, 4, 7) == []
    assert [line.split()[-3:] for line in lengths(1, 3, 4, 7)] == [
        ["1", "of", "4"], ["2", "of", "4"], ["1", "of", "4"],
    ]  # fmt: skip


def test_a_young_diary_has_the_meaning_of_its_calendar_beside_it() -> None:
    found = analyze_diary([episode(NOW.isoformat())], [], [], now=NOW)
    lines = drawn(found, "nights", 52)
    assert len(lines) == 8
    assert any("1 2 3+ cramps" in line for line in lines)


def test_ten_years_show_their_newest_weeks_and_in_full_every_year() -> None:
    nights = [episode((NOW - timedelta(days=back)).isoformat(), id=str(back), pain=back % 11) for back in range(3650)]
    found = analyze_diary(nights, [], [], now=NOW)
    lines = drawn(found, "nights", 72)
    assert len(lines) == 10
    assert "the newest 33 weeks" in lines[-1]
    whole = drawn(found, "nights", 72, extra=60)
    assert [year for year in range(2016, 2027) if str(year) in whole] == list(range(2016, 2027))
    assert sum(line.count("1") for line in whole if line[:3] in DAYS and " of " not in line) == 3650
    assert max(map(len, drawn(found, "pain", 72))) <= 72


def test_the_worst_pain_of_ten_fills_its_scale_and_eight_does_not() -> None:
    def weeks(worst: int) -> list[str]:
        pains = [episode((NOW - timedelta(days=7 * back)).isoformat(), id=str(back), pain=worst) for back in range(3)]
        return drawn(analyze_diary(pains, [], [], now=NOW), "pain", 60)

    assert weeks(10)[0].split()[:2] == ["10", "█████"]
    assert weeks(8)[0].split() == ["10"]


def test_the_page_has_a_form_in_ascii_with_the_same_cells() -> None:
    content = page_of(months(), 119, 40).content
    # The body has its own form in ASCII, and a card's fraction is spelt before it is laid out.
    others = {letter for letter in in_ascii(content).plain if not letter.isascii() and letter < "\u2800"}
    assert others <= {"½"}
    assert in_ascii(content).cell_length == content.cell_length


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


@pytest.mark.long
@pytest.mark.pilot
async def test_the_first_look_is_plain_and_the_numbers_are_a_key_away_at_each_size(clock: FakeClock) -> None:
    app = LogApp(clock, records())
    async with app.run_test(size=SIZES[0]) as pilot:
        await settled(app)
        await press(pilot, "i")
        screen = app.screen
        assert isinstance(screen, InsightsScreen)
        for size in SIZES:
            await pilot.resize_terminal(*size)
            first = text_of(app).splitlines()
            assert "Nights" in first[1]
            assert "1 of 6" in first[1]
            assert "interval" not in str(screen.page and screen.page.content)
            scroller = screen.query_one("#page")
            assert (scroller.size.height, scroller.max_scroll_x) == (size[1] - 2, 0)
        await press(pilot, "n")
        assert "interval" in str(screen.page and screen.page.content)
        assert "Wilson" not in str(screen.page and screen.page.content)
        await press(pilot, "m", "j")
        assert "Wilson" in str(screen.page and screen.page.content)
        assert screen.chosen > 0


@pytest.mark.pilot
async def test_a_card_is_read_to_its_end_and_opens_with_all_its_numbers_and_leads_back_to_itself(
    clock: FakeClock,
) -> None:
    app = LogApp(clock, records())
    async with app.run_test(size=(40, 12)) as pilot:
        await settled(app)
        await press(pilot, "i", "n", "j")
        screen = app.screen
        assert isinstance(screen, InsightsScreen)
        assert (screen.chosen, screen.query_one("#page").scroll_offset.y) == (0, 8)
        assert text_of(app).splitlines()[0].strip() == "Insights · Nights · 1 of 6"
        await press(pilot, "n", "j")
        assert (screen.chosen, screen.query_one("#page").scroll_offset.y) == (1, 10)
        await press(pilot, "enter")
        assert isinstance(app.screen, CardScreen)
        assert "Places: left calf" in str(app.screen.query_one("#card", Static).content)
        await press(pilot, "right", "escape")
        assert screen.is_current
        assert screen.chosen == 2
        assert "▸ When" in text_of(app)


@pytest.mark.pilot
async def test_where_nothing_but_ascii_is_shown_neither_the_cards_nor_one_in_full_has_more(clock: FakeClock) -> None:
    app = LogApp(clock, records())
    app.options = Options()  # type: ignore[attr-defined]
    app.options.is_ascii = True  # type: ignore[attr-defined]
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app)
        await press(pilot, "i")
        assert isinstance(app.screen, InsightsScreen)
        shown = [str(app.screen.query_one(part, Static).content) for part in ("#title", "#insights")]
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, CardScreen)
        assert app.screen.cards[app.screen.chosen].id == "places"
        shown += [str(app.screen.query_one(part, Static).content) for part in ("#title", "#card")]
    assert [letter for text in shown for letter in text if not letter.isascii()] == []


@pytest.mark.pilot
async def test_a_click_chooses_a_card_and_another_opens_it(clock: FakeClock) -> None:
    app = LogApp(clock, records())
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app)
        await press(pilot, "i")
        screen = app.screen
        assert isinstance(screen, InsightsScreen)
        await pilot.click("#insights", offset=(90, 3))
        assert screen.chosen == 2
        await pilot.click("#insights", offset=(90, 3))
        assert isinstance(app.screen, CardScreen)


@pytest.mark.pilot
async def test_insights_of_an_empty_diary_say_what_will_be_there(clock: FakeClock) -> None:
    app = LogApp(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app)
        await press(pilot, "i", "n", "enter", "j", "space")
        assert isinstance(app.screen, InsightsScreen)
        text = text_of(app)
    assert "Nothing is recorded yet." in text
    for title, _need in NEEDS:
        assert title in text
    assert "numbers" not in text


def test_an_empty_page_names_each_card_there_can_be_and_fits_the_window() -> None:
    records = random_diary(4)
    found = analyze_diary(records.episodes, records.days, records.practices, now=NOW)
    assert [title for title, _need in NEEDS] == [card.title for card in insight_cards(found, NAMES)]
    for width in (39, 79, 199):
        assert max(line.cell_length for line in empty_page(width).split("\n")) <= width
