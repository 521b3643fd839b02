"""The dots that a shape covers are those whose middles lie in it."""

from math import hypot

from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.ui.drawing.shapes import (
    THINNEST,
    Shape,
    capsule,
    common,
    outline,
    smooth,
    stroke,
    union,
    without,
)

SIZE = (24, 20)
POINTS = st.tuples(st.floats(-5, 30), st.floats(-5, 26))
RADII = st.floats(0, 9)


def has_dot(shape: Shape, x: int, y: int) -> bool:
    return bool(shape[y] >> x & 1)


def distance_in_radii(x: float, y: float, one: tuple[float, float, float], two: tuple[float, float, float]) -> float:
    """How far a point lies outside the circles between two, negative inside, tried at many places between."""
    return min(
        hypot(x - (one[0] + (two[0] - one[0]) * part), y - (one[1] + (two[1] - one[1]) * part))
        - (one[2] + (two[2] - one[2]) * part)
        for part in (step / 200 for step in range(201))
    )


@settings(max_examples=30)
@given(start=POINTS, end=POINTS, first=RADII, last=RADII)
def test_a_capsule_has_the_dots_that_lie_in_one_of_the_circles_between_its_ends(
    start: tuple[float, float], end: tuple[float, float], first: float, last: float
) -> None:
    shape = capsule(SIZE, start, first, end, last)
    one, two = (*start, max(THINNEST, first)), (*end, max(THINNEST, last))
    for x in range(0, SIZE[0], 3):
        for y in range(0, SIZE[1], 3):
            away = distance_in_radii(x + 0.5, y + 0.5, one, two)
            if abs(away) > 0.2:
                assert has_dot(shape, x, y) == (away < 0)


@given(points=st.lists(st.tuples(st.floats(2, 22), st.floats(2, 18)), min_size=2, max_size=4))
@settings(max_examples=30)
def test_a_thin_stroke_has_no_interruption(points: list[tuple[float, float]]) -> None:
    shape = stroke(SIZE, points)
    dots = {(x, y) for x in range(SIZE[0]) for y in range(SIZE[1]) if has_dot(shape, x, y)}
    todo = [min(dots)]
    seen = set(todo)
    while todo:
        x, y = todo.pop()
        near = {(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)} & dots - seen
        seen |= near
        todo += near
    assert seen == dots


def test_a_stroke_is_a_capsule_for_each_of_its_stretches() -> None:
    whole = stroke(SIZE, [(3, 3), (12, 10), (20, 4)], 2)
    assert whole == union(SIZE, capsule(SIZE, (3, 3), 2, (12, 10), 2), capsule(SIZE, (12, 10), 2, (20, 4), 2))


def test_an_outline_has_its_inside_and_a_hole_where_it_goes_around_twice() -> None:
    assert outline((4, 3), [(0, 0), (3, 0), (3, 2), (0, 2)]) == (0b111, 0b111, 0)
    assert outline((6, 1), [(0, 0), (2, 0), (2, 1), (4, 1), (4, 0), (6, 0), (6, 2), (0, 2)])[0] == 0b110011


def test_a_shape_beside_the_grid_has_no_dot_and_one_across_its_edge_is_cut() -> None:
    assert not any(capsule(SIZE, (-9, 4), 3, (-9, 4), 3))
    assert max(capsule(SIZE, (24, 10), 4, (24, 10), 4)) < 1 << SIZE[0]


def test_shapes_are_combined_dot_by_dot() -> None:
    assert common((0b110, 1), (0b011, 0)) == (0b010, 0)
    assert without((0b110, 1), (0b011, 0)) == (0b100, 1)


def test_a_smooth_line_goes_through_every_point_given() -> None:
    points = [(0.0, 0.0), (4.0, 1.0), (5.0, 6.0)]
    for is_closed in (True, False):
        found = smooth(points, is_closed=is_closed)
        assert all(min(hypot(x - px, y - py) for x, y in found) < 1e-9 for px, py in points)
