"""The map of the body: every place has dots of its own, is found where it is drawn, and left is the person's left."""

from itertools import combinations

import pytest

from spasmtui.shared.places import PLACES
from spasmtui.ui.drawing.body_map import (
    CHOSEN,
    LIT,
    VIEWS,
    BodyPlace,
    Counts,
    columns_for,
    count_at,
    draw_body,
    key_of,
    level_of,
    middle_of,
    place_at,
    regions,
    silhouette,
)
from spasmtui.ui.drawing.body_regions import View
from spasmtui.ui.drawing.shapes import common
from tests.support.cases import with_each

ROWS = (10, 11, 12, 16, 18, 22, 34, 44)
SEEN = [(view, rows) for view in VIEWS for rows in ROWS]
AT_THE_VIEWERS_RIGHT: dict[View, str] = {"front": "left", "back": "right"}


def columns_of(rows: tuple[tuple[tuple[str, str], ...], ...], inks: tuple[str, ...]) -> list[int]:
    """The columns of the cells in these inks."""
    found: list[int] = []
    for runs in rows:
        column = 0
        for text, ink in runs:
            found += range(column, column + len(text)) if ink in inks else ()
            column += len(text)
    return found


def test_the_key_has_each_degree_with_the_counts_that_are_drawn_so_and_its_dots() -> None:
    counts: Counts = {("calf", "left"): 35, ("foot", "left"): 14, ("lower back", None): 2}
    for ink, piece, shown in key_of(counts):
        if shown is None:
            assert (ink, piece) == (LIT[0], "⠭⠭")
        else:
            assert {LIT[level_of(count, 35) - 1] for count in shown} == {ink}
    assert [shown for _ink, _piece, shown in key_of(counts)] == [range(1, 13), range(13, 25), range(25, 36), None]
    assert [(piece, shown) for _ink, piece, shown in key_of({("calf", "left"): 1}, is_ascii=True)] == [
        ("--", range(1, 2))
    ]
    assert key_of({}) == ()


@with_each(("view", "rows"), SEEN)
def test_every_place_has_dots_and_no_dot_is_of_two_places(view: View, rows: int) -> None:
    shapes = regions(view, rows)
    assert [place for place, shape in shapes.items() if sum(bits.bit_count() for bits in shape) < 3] == []
    assert [pair for pair in combinations(shapes, 2) if any(common(shapes[pair[0]], shapes[pair[1]]))] == []


@with_each(("view", "rows"), SEEN)
def test_every_place_lies_on_the_body_within_the_picture(view: View, rows: int) -> None:
    body = silhouette(view, rows)
    assert max(body) < 1 << (columns_for(rows) * 2)
    assert [place for place, shape in regions(view, rows).items() if common(shape, body) != shape] == []


@with_each(("view", "rows"), SEEN)
def test_the_middle_of_a_place_is_found_as_that_place(view: View, rows: int) -> None:
    wrong = {
        place: found
        for place in regions(view, rows)
        if (found := place_at(view, rows, *middle_of(view, rows, place))) != place
    }
    assert wrong == {}


@with_each(("view", "rows"), SEEN)
def test_left_is_the_left_of_the_person_who_is_seen(view: View, rows: int) -> None:
    half = columns_for(rows) / 2
    for place in regions(view, rows):
        is_at_right = middle_of(view, rows, place)[0] >= half
        assert is_at_right == (place.side == AT_THE_VIEWERS_RIGHT[view]), place


@with_each(("view", "rows"), SEEN)
def test_what_was_recorded_of_one_side_lights_that_side_alone(view: View, rows: int) -> None:
    half = columns_for(rows) // 2
    lit = columns_of(draw_body(view, rows, {("foot", "left"): 3}), LIT)
    assert lit
    assert {column >= half for column in lit} == {view == "front"}


def test_every_place_of_the_diary_is_on_the_map_with_both_sides() -> None:
    shown = {place for view in VIEWS for place in regions(view, 16)}
    assert shown == {BodyPlace(place, side) for place in PLACES for side in ("left", "right")}


@pytest.mark.parametrize("view", VIEWS)
def test_the_body_is_the_same_at_both_sides(view: View) -> None:
    width = columns_for(22) * 2
    assert [bits for bits in silhouette(view, 22) if f"{bits:0{width}b}" != f"{bits:0{width}b}"[::-1]] == []


def test_front_and_back_are_told_apart_by_face_and_hair() -> None:
    front, back = ("".join(text for text, _ in draw_body(view, 22, {})[1]) for view in VIEWS)
    assert back.count("⣿") > 1 > front.count("⣿")


def test_more_is_denser_without_colour() -> None:
    dots = []
    for number in (0, 1, 5, 9):
        counts: Counts = {("thigh", "left"): 9, ("thigh", "right"): number}
        cells = "".join(text for runs in draw_body("front", 22, counts) for text, _ in runs)
        dots.append(sum((ord(cell) - 0x2800).bit_count() for cell in cells if cell != " "))
    assert sorted(set(dots)) == dots


def test_the_chosen_place_is_blocks_and_nothing_else_is() -> None:
    rows = draw_body("back", 22, {("calf", "left"): 9}, BodyPlace("calf", "left"))
    blocks = {ink for runs in rows for text, ink in runs if set(text) & set("▘▝▀▖▌▞▛▗▚▐▜▄▙▟█")}
    assert blocks == {CHOSEN}
    assert not any(ink == LIT[2] for runs in rows for _, ink in runs)


def test_both_sides_count_on_either_and_an_unknown_side_on_none() -> None:
    counts = {("calf", "both"): 2, ("calf", "left"): 1, ("calf", None): 7}
    assert (count_at(counts, "calf", "left"), count_at(counts, "calf", "right")) == (3, 2)
    assert columns_of(draw_body("back", 22, {("calf", None): 7}), LIT)


def test_degrees_go_from_none_to_the_most() -> None:
    assert [level_of(count, 9) for count in (0, 1, 3, 4, 6, 7, 9)] == [0, 1, 1, 2, 2, 3, 3]
    assert level_of(1, 1) == 1


@pytest.mark.parametrize("view", VIEWS)
def test_plain_drawings_have_plain_characters(view: View) -> None:
    counts: Counts = {("calf", "left"): 9, ("hand", "left"): 3, ("foot", "right"): 6}
    drawn = draw_body(view, 16, counts, BodyPlace("neck", "left"), is_ascii=True)
    text = "".join(text for runs in drawn for text, _ in runs)
    assert text.isascii()
    assert {"@", "-", "="} <= set(text)
