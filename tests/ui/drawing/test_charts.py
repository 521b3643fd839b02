"""Small pictures and the numbers in them."""

from datetime import date, timedelta

import pytest

from spasmtui.ui.drawing.charts import bars, columns, heat_map, hour_columns

HOURS = tuple(3 if hour == 2 else 1 if hour == 23 else 0 for hour in range(24))


def lines(content: object) -> list[str]:
    return [line.rstrip() for line in str(content).splitlines()]


def test_a_bar_has_its_number_and_the_length_of_its_share() -> None:
    assert lines(bars([("calf", 10), ("left foot", 5), ("neck", 0)], 22)) == [
        "calf     10 ██████████", "left foo  5 █████", "neck      0",
    ]  # fmt: skip
    assert lines(bars([], 22)) == []


def test_the_smallest_number_still_has_a_bar() -> None:
    assert lines(bars([("a", 1000), ("b", 1)], 20))[1] == "b    1 ▌"


def test_columns_carry_their_numbers_a_dash_for_none_and_a_dot_for_not_recorded() -> None:
    found = [line.plain.rstrip() for line in columns([10, None, 5, 0, 1], height=2, most=10)]
    assert found == ["█", "█     █     ▄", "10 ·  5  –  1"]


def test_hours_begin_at_18_so_that_a_night_stands_in_one_piece() -> None:
    found = lines(hour_columns(HOURS, 80))
    assert found[-1].startswith("18 19 20 21 22 23 00 01 02 03")
    assert found[-2].split() == ["–"] * 5 + ["1", "–", "–", "3"] + ["–"] * 15


def test_a_small_window_lists_the_hours_that_have_any() -> None:
    assert lines(hour_columns(HOURS, 38)) == ["23:00 1 ██████████", "02:00 3 " + "█" * 30]


def test_a_calendar_has_a_week_a_column_and_tells_none_from_not_recorded() -> None:
    last = date(2026, 11, 19)
    counts: dict[date, int | None] = {last: 2, last - timedelta(days=1): 0, last - timedelta(days=7): 12}
    assert lines(heat_map(counts, last, 7)) == [
        "    Nov", "Mon ···", "Tue ···", "Wed ··–", "Thu ·+2", "Fri ··", "Sat ··", "Sun ··",
    ]  # fmt: skip


@pytest.mark.parametrize("width", [20, 38, 78, 118])
def test_no_line_of_a_picture_is_wider_than_asked_for(width: int) -> None:
    counts: dict[date, int | None] = {date(2026, 11, 19) - timedelta(days=day): day % 4 for day in range(500)}
    pictures = (heat_map(counts, date(2026, 11, 19), width), hour_columns(HOURS, width), bars([("x" * 90, 9)], width))
    assert max(len(line) for picture in pictures for line in lines(picture)) <= width
