"""The sheet's picture of the places: numbers where they belong, in words too, and never a second page."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from spasmtui.episodes.model.episode import Episode, Side
from spasmtui.episodes.report.data import Report, build_report
from spasmtui.episodes.report.formats import render_sheet
from spasmtui.episodes.report.paper.body_picture import (
    HEIGHT,
    TITLE_DOTS,
    WIDTH,
    BodyPicture,
    Box,
    _boxes,
    body_picture,
)
from spasmtui.episodes.report.sheet import compose_sheet
from spasmtui.shared.places import PLACES
from spasmtui.ui.drawing.body_map import regions
from tests.episodes.report.test_data import SINCE, UNTIL
from tests.episodes.report.test_sheet import crowded
from tests.support.episodes import episode
from tests.support.sheets import page_of


def report_of(*episodes: Episode, **options: object) -> Report:
    return build_report(episodes, [], [], since=SINCE, until=UNTIL, made_on=UNTIL, **options)  # type: ignore[arg-type]


def at(place: str, side: Side | None) -> Episode:
    return episode("2026-11-05T03:00:00+01:00", place=place, side=side)


def picture(*episodes: Episode) -> BodyPicture:
    found = body_picture(report_of(*episodes))
    assert found is not None
    return found


def test_there_is_a_picture_only_where_a_place_of_the_body_has_a_side() -> None:
    assert body_picture(report_of()) is None
    assert body_picture(report_of(at("calf", None), at("jaw", Side.LEFT))) is None
    assert "<figcaption>Where<" not in render_sheet(compose_sheet(report_of(at("calf", None))), "html").decode()


def test_the_persons_left_is_at_the_right_in_front_and_at_the_left_from_behind() -> None:
    front, back = sorted(picture(at("foot", Side.LEFT)).numbers, key=lambda number: number.x)
    assert WIDTH / 4 < front.x < WIDTH / 2 < back.x < WIDTH * 3 / 4
    words = [word for _x, word in sorted(picture(at("foot", Side.LEFT)).titles)]
    assert words == ["right", "front", "left", "left", "back", "right"]


def test_the_picture_is_told_in_words() -> None:
    shown = picture(at("calf", Side.LEFT), at("calf", Side.LEFT), at("lower-back", Side.BOTH), at("hip", None))
    assert shown.description == "left calf 2, lower back (both sides) 1"
    page = render_sheet(compose_sheet(report_of(at("calf", Side.LEFT))), "html").decode()
    assert 'aria-label="Where: left calf 1"' in page


def test_more_is_darker_and_everything_is_within_the_picture() -> None:
    shown = picture(
        *(at(place, side) for place in PLACES for side in (Side.LEFT, Side.RIGHT)), *[at("shin", Side.LEFT)] * 8
    )
    levels = [area.level for area in shown.areas]
    assert {*levels} == {-1, 0, 1, 3}
    assert levels.count(3) == 1, "the shin that had nine is darker than every place that had one"
    boxes = [box for area in shown.areas for box in area.boxes]
    assert min(left for left, _top, _width, _height in boxes) >= 0
    assert min(top for _left, top, _width, _height in boxes) >= TITLE_DOTS
    assert max(left + width for left, _top, width, _height in boxes) <= WIDTH
    assert max(top + height for _left, top, _width, height in boxes) <= HEIGHT
    assert len(shown.numbers) == 2 * (len(PLACES) + 3)  # neck, hand and foot are seen from both sides


def dots_of(boxes: tuple[Box, ...]) -> list[tuple[int, int]]:
    return sorted(
        (x, y)
        for left, top, width, height in boxes
        for x in range(left, left + width)
        for y in range(top, top + height)
    )


def test_boxes_have_every_dot_of_a_shape_once() -> None:
    for shape in (*regions("front", 22).values(), (0b1011, 0b1011, 0, 0b1)):
        dots = sorted((x, y) for y, bits in enumerate(shape) for x in range(bits.bit_length()) if bits >> x & 1)
        found = dots_of(_boxes(shape))
        assert found == dots
        assert all(one != after for one, after in pairwise(found))


@pytest.mark.long
@pytest.mark.parametrize("places", [1, 9])
def test_the_sheet_with_a_picture_stays_one_page(places: int) -> None:
    known = PLACES[:places]
    notes = [replace(at(known[n % places], Side.LEFT), id=f"e{n}", note="Mmmmmmmmm " * 30) for n in range(60)]
    composed = compose_sheet(report_of(*notes, questions=tuple("Mmmmmmmmm " * 30 for _ in range(9))))
    for form in ("text", "md"):
        assert len(render_sheet(composed, form).decode().splitlines()) <= 60
    data = render_sheet(composed, "pdf")
    assert len(re.findall(rb"/Type /Page\b", data)) == 1
    assert len(page_of(composed).lists) == len(page_of(crowded(1)).lists)


def test_a_number_is_never_on_a_place_that_is_narrower_than_it() -> None:
    feet = [replace(at("foot", Side.LEFT), id=f"e{number}") for number in range(21)]
    picture = body_picture(report_of(*feet))
    assert picture is not None
    assert [(each.text, each.level) for each in picture.numbers] == [("21", 0), ("21", 0)]
