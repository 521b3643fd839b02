"""The map fits its room, and arrows reach every place."""

import pytest

from spasmtui.ui.body_map.layout import MARGIN, arrange, digit_cells, number_cells, place_under, step
from spasmtui.ui.drawing.body_map import VIEWS, BodyPlace, Counts, columns_for, middle_of, regions
from spasmtui.ui.drawing.body_regions import View
from tests.support.cases import with_each

BOTH = arrange(80, 24, front="front", has_list=False, can_choose=True)
FOUR = ((0, -1), (0, 1), (-1, 0), (1, 0))


@with_each(
    ("columns", "rows", "views", "body_rows", "has_list"),
    [
        (200, 60, 2, 44, True),
        (120, 40, 2, 38, True),
        (80, 24, 2, 17, True),
        (78, 22, 2, 17, True),
        (60, 24, 2, 22, False),
        (40, 24, 1, 22, False),
        (40, 12, 2, 10, False),
        (30, 12, 1, 10, False),
        (20, 6, 0, 0, False),
    ],
)
def test_there_are_both_views_and_a_list_where_they_have_room(
    columns: int, rows: int, views: int, body_rows: int, has_list: bool
) -> None:
    at = arrange(columns, rows, front="back", has_list=True, can_choose=True)
    assert (len(at.panels), at.body_rows, at.list_left is not None) == (views, body_rows, has_list)


def test_a_list_that_has_no_room_beside_the_bodies_is_below_them() -> None:
    at = arrange(60, 50, front="front", has_list=True, can_choose=True)
    assert (at.list_left, at.list_rows) == (None, 50 - 2 - at.body_rows - 1)
    assert arrange(60, 50, front="front", has_list=False, can_choose=True).list_rows == 0


@pytest.mark.parametrize("has_list", [True, False])
@pytest.mark.parametrize("can_choose", [True, False])
def test_nothing_is_wider_or_higher_than_its_room(has_list: bool, can_choose: bool) -> None:
    for columns in range(10, 210, 7):
        for rows in range(4, 64, 5):
            at = arrange(columns, rows, front="front", has_list=has_list, can_choose=can_choose)
            assert at.width <= columns
            assert at.body_rows + at.list_rows + bool(at.list_rows) + (at.top + can_choose if at.panels else 0) <= rows


@pytest.mark.parametrize("room", [(80, 24), (40, 12), (120, 40), (40, 24)])
def test_arrows_reach_every_place_that_is_shown(room: tuple[int, int]) -> None:
    at = arrange(*room, front="back", has_list=False, can_choose=True)
    shown = {(panel.view, place) for panel in at.panels for place in regions(panel.view, at.body_rows)}
    reached: set[tuple[View, BodyPlace]] = {("back", BodyPlace("calf", "left"))}
    todo = list(reached)
    while todo:
        view, place = todo.pop()
        new = {found for way in FOUR if (found := step(at, view, place, way))} - reached
        reached |= new
        todo += new
    assert reached == shown


def test_an_arrow_goes_the_way_it_points() -> None:
    for panel in BOTH.panels:
        for place in regions(panel.view, BOTH.body_rows):
            x, y = middle_of(panel.view, BOTH.body_rows, place)
            for across, down in FOUR:
                if (found := step(BOTH, panel.view, place, (across, down))) is None:
                    continue
                left = next(each.left for each in BOTH.panels if each.view == found[0])
                new_x, new_y = middle_of(found[0], BOTH.body_rows, found[1])
                assert (left + new_x - panel.left - x) * across + (new_y - y) * down > 0


def test_from_the_thigh_down_is_the_shin_of_the_same_leg_and_right_the_other_thigh() -> None:
    thigh = BodyPlace("thigh", "right")
    assert step(BOTH, "front", thigh, (0, 1)) == ("front", BodyPlace("shin", "right"))
    assert step(BOTH, "front", thigh, (1, 0)) == ("front", BodyPlace("thigh", "left"))
    assert step(BOTH, "front", thigh, (0, -1)) == ("front", BodyPlace("hip", "right"))


def test_from_the_outermost_place_of_a_view_an_arrow_goes_to_the_other_view() -> None:
    found = step(BOTH, "front", BodyPlace("hand", "left"), (1, 0))
    assert found is not None
    assert found[0] == "back"


def test_a_place_is_found_under_the_mouse_in_either_view_and_nothing_beside_the_body() -> None:
    for panel in BOTH.panels:
        for place in regions(panel.view, BOTH.body_rows):
            x, y = middle_of(panel.view, BOTH.body_rows, place)
            assert place_under(BOTH, panel.left + x, BOTH.top + y) == (panel.view, place)
    assert place_under(BOTH, 0, 0) is None
    assert place_under(BOTH, 79, 3) is None


@with_each("rows", [10, 16, 17, 22, 38, 44])
def test_no_two_digits_stand_side_by_side_and_read_as_one_number(rows: int) -> None:
    for each in VIEWS:
        cells = digit_cells(each, rows)
        assert cells.keys() == regions(each, rows).keys()
        assert not {(column + 1, row) for column, row in cells.values()} & {*cells.values()}


@with_each("rows", [10, 16, 22, 38, 44])
def test_every_number_is_written_once_within_the_margins(rows: int) -> None:
    for each in VIEWS:
        counts: Counts = {(*place,): 100 + number for number, place in enumerate(regions(each, rows))}
        cells = number_cells(each, rows, counts, has_digits=False)
        assert sorted(cells.values()) == sorted(str(number) for number in counts.values())
        assert min(column for column, _ in cells) >= -MARGIN
        assert max(column for column, _ in cells) + 3 <= columns_for(rows) + MARGIN


def test_a_number_beside_a_place_belongs_to_it_and_nothing_below_the_bodies_belongs_to_any() -> None:
    calf = BodyPlace("calf", "left")
    for panel in BOTH.panels:
        for (column, row), text in number_cells(panel.view, BOTH.body_rows, {calf: 12}, has_digits=False).items():
            cells = {place_under(BOTH, panel.left + column + at, BOTH.top + row) for at in range(len(text))}
            assert cells == {(panel.view, calf)}
    for row in (0, BOTH.top + BOTH.body_rows):
        assert not any(place_under(BOTH, column, row) for column in range(BOTH.width))
