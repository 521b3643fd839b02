"""Small pictures and the numbers in them."""

from datetime import date, timedelta

import pytest

from spasmtui.ui.drawing.calendar import heat_map, legend, nights_by_week, week_columns, weeks_that_fit
from spasmtui.ui.drawing.charts import bars, change_axis, change_line, columns, hour_columns, shares
from tests.support.cases import with_each

HOURS = tuple(3 if hour == 2 else 1 if hour == 23 else 0 for hour in range(24))


def lines(content: object) -> list[str]:
    return [line.rstrip() for line in str(content).splitlines()]


def test_a_bar_has_its_number_and_the_length_of_its_share() -> None:
    assert lines(bars([("calf", 10), ("left foot", 5), ("neck", 0)], 23)) == [
        "calf      10 ━━━━━━━━━━", "left foot  5 ━━━━━", "neck       0",
    ]  # fmt: skip
    assert lines(bars([], 22)) == []


def test_the_smallest_number_still_has_a_bar() -> None:
    assert lines(bars([("a", 1000), ("b", 1)], 20))[1] == "b    1 ╸"


def test_bars_fill_the_width_they_have() -> None:
    for width in (30, 74, 190):
        assert len(lines(bars([("calf", 3), ("foot", 1)], width))[0]) == width


def test_a_share_fills_its_track_only_when_all_are_counted() -> None:
    found = lines(shares([("with", 5, 10), ("without", 4, 4), ("never", 0, 0)], 31))
    assert [line.count("━") for line in found] == [5, 10, 0]
    assert [line.count("─") for line in found] == [5, 0, 0]
    assert [line.split()[-3:] for line in found] == [
        ["5", "of", "10"], ["4", "of", "4"], ["·", "not", "recorded"],
    ]  # fmt: skip


def test_a_score_of_ten_is_at_the_end_of_its_track_and_one_of_zero_at_its_beginning() -> None:
    assert lines(change_line("", 10, 0, 10, 11)) == ["○━━━━━━━━━●"]
    assert lines(change_line("pain", 6, 2, 10, 16)) == ["pain ──○━━━●────"]
    assert lines(change_line("", 3, 3, 10, 11)) == ["───○───────"]


def test_a_change_has_a_scale_and_says_which_mark_is_which() -> None:
    words = ("at its worst", "afterwards")
    line = change_line("pain", 10, 0, 10, 60).plain
    axis = change_axis(5, 10, words, 60)[0].plain
    assert (axis.index("0"), axis.rindex("0")) == (line.index("○"), line.index("●"))
    assert axis.split() == ["0", "●", "at", "its", "worst", "○", "afterwards", "10"]
    narrow = [part.plain for part in change_axis(5, 10, words, 36)]
    assert [part.strip() for part in narrow] == [f"0{'10':>30}", "● at its worst   ○ afterwards"]
    assert max(map(len, narrow)) <= 36


def test_the_calendar_shades_every_number_of_cramps_differently() -> None:
    last = date(2026, 11, 19)
    counts: dict[date, int | None] = {last - timedelta(days=back): back for back in range(4)}
    spans = heat_map(counts, last, 40).spans
    assert len({str(span.style) for span in spans if " on $" in str(span.style)}) == 3


def test_columns_carry_their_numbers_a_dash_for_none_and_a_dot_for_not_recorded() -> None:
    found = [line.plain.rstrip() for line in columns([10, None, 5, 0, 1], height=2, most=10)]
    assert found == ["██", "██    ██    ▄▄", "10 ·  5  –  1"]


def test_a_column_is_full_at_the_end_of_its_scale_and_not_at_the_highest_value() -> None:
    found = [line.plain.rstrip() for line in columns([8], height=5, most=10, has_scale=True)]
    assert found == ["10", "   ██", "   ██", "   ██", "   ██", " 0 8"]


def test_hours_run_from_noon_to_noon_so_that_a_night_stands_in_one_piece() -> None:
    every_hour = tuple(range(1, 25))
    found = lines(hour_columns(every_hour, 80))
    assert found[-1].startswith("12 13 14 15 16 17 18 19 20 21 22 23 00 01 02 03")
    assert found[-2].split()[10:14] == ["23", "24", "1", "2"]


def test_empty_hours_at_both_ends_leave_their_room_to_the_others() -> None:
    found = lines(hour_columns(HOURS, 52))
    assert found[-1].split() == ["20", "21", "22", "23", "00", "01", "02", "03"]
    assert found[-2].split() == ["–", "–", "–", "1", "–", "–", "3", "–"]
    assert lines(hour_columns((0,) * 11 + (2,) + (0,) * 12, 52))[-1].split()[-1] == "11"
    assert lines(hour_columns((0,) * 12 + (2,) + (0,) * 11, 52))[-1].split()[0] == "12"


def test_a_middling_window_has_a_column_for_two_hours() -> None:
    found = lines(hour_columns((1,) * 24, 52))
    assert found[-1].split() == ["12", "14", "16", "18", "20", "22", "00", "02", "04", "06", "08", "10"]
    assert found[-2].split() == ["2"] * 12


def test_a_small_window_lists_the_hours_that_have_any() -> None:
    assert lines(hour_columns(HOURS, 22)) == ["22–00 1 ━━━━╸", "02–04 3 " + "━" * 14]


def test_numbers_that_have_no_room_under_their_columns_are_listed() -> None:
    crowded = tuple(7300 if hour in (3, 22) else 0 for hour in range(24))
    assert lines(hour_columns(crowded, 38))[0].startswith("22–00 7300 ━")


def test_a_calendar_has_a_week_a_column_and_tells_none_from_not_recorded() -> None:
    last = date(2026, 11, 19)
    counts: dict[date, int | None] = {
        last: 2, last - timedelta(days=1): 0, last - timedelta(days=7): 12, last - timedelta(days=8): None,
    }  # fmt: skip
    assert lines(heat_map(counts, last, 12)) == [
        "    Nov", "Mon    ·", "Tue    ·", "Wed ·  –", "Thu 3+ 2", "Fri ·", "Sat ·", "Sun ·",
    ]  # fmt: skip


def test_a_calendar_begins_with_the_week_of_the_first_record() -> None:
    last = date(2026, 11, 19)
    assert weeks_that_fit(last, last, 78) == (1, 3)
    assert weeks_that_fit(last - timedelta(days=60), last, 78) == (10, 3)
    assert weeks_that_fit(last - timedelta(days=7 * 26), last, 74) == (27, 2)
    assert weeks_that_fit(last - timedelta(days=3650), last, 190) == (53, 2)


@with_each("day", [1, 3, 6, 8, 15, 30])
def test_a_calendar_names_every_month_also_the_one_that_has_just_begun(day: int) -> None:
    last = date(2026, 12, day)
    for width in (58, 74, 190):
        named = lines(heat_map({date(2026, 9, 2): 1}, last, width))[0].split()
        assert named == ["Sep", "Oct", "Nov", "Dec"]


def test_a_year_names_the_month_at_both_its_ends() -> None:
    named = lines(heat_map({date(2025, 11, 3): 1}, date(2026, 11, 30), 190))[0].split()
    assert (named[0], named[-1], len(named)) == ("Dec", "Nov", 12)


def test_three_or_more_cramps_are_told_apart_without_colour_at_each_size() -> None:
    last = date(2026, 11, 19)
    long: dict[date, int | None] = {last - timedelta(days=day): day % 5 for day in range(180)}
    assert "+" in str(heat_map(long, last, 56))
    assert "+ 3 or more" in legend(2)
    assert "3+" in str(heat_map({last: 4}, last, 56))
    assert "1 2 3+ cramps" in legend(3)


@pytest.mark.parametrize("width", [20, 38, 78, 118])
def test_no_line_of_a_picture_is_wider_than_asked_for(width: int) -> None:
    counts: dict[date, int | None] = {date(2026, 11, 19) - timedelta(days=day): day % 4 for day in range(500)}
    pictures = (
        heat_map(counts, date(2026, 11, 19), width),
        hour_columns(HOURS, width),
        bars([("x" * 90, 9)], width),
        shares([("x" * 90, 9, 10)], width),
        change_line("pain", 6, 2, 10, width),
    )
    assert max(len(line) for picture in pictures for line in lines(picture)) <= width


def test_a_week_without_a_cramp_counts_as_none_only_when_every_night_is_recorded() -> None:
    nights = (0, 0, 0, 0, 0, 0, 0, None, 0, 0, 0, 0, 0, 0, 1, None, 2, 0, 0, 0, 0, 0, 1)
    assert nights_by_week(nights) == [0, None, 2, 1]


def test_weeks_are_drawn_from_the_third_with_a_cramp_on_each_as_wide_as_in_the_calendar() -> None:
    nights = (1, *[0] * 6, None, 3, *[None] * 5, *[0] * 7)
    assert week_columns(nights, 3) == []
    drawn = [line.plain for line in week_columns((*nights, 1, 1), 3, lines_each=2)]
    assert drawn[-1] == "    1  1  –  2  "
    assert [line.count("█") for line in drawn[:-1]] == [2, 2, 2, 6, 6, 6]
