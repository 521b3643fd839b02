"""A picture: as large as fits, mirrored for the left side, the muscle inside its limb, clear without colour."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.relief.figures.drawing import draw
from spasmtui.relief.figures.head import head_pieces
from spasmtui.relief.figures.loader import read_figure
from spasmtui.relief.figures.model import Figure, Ink, Muscle, Prop, PropKind, View
from spasmtui.relief.figures.picture import picture
from spasmtui.relief.figures.pieces import Piece
from spasmtui.ui.drawing.dots import DOTS_ACROSS, DOTS_DOWN, DotGrid
from tests.relief.conftest import CONTENT
from tests.support.cases import with_each

FIGURES = [read_figure(CONTENT / "figures", path.stem) for path in sorted((CONTENT / "figures").glob("*.toml"))]
STANDING = Figure(
    id="standing",
    says="Standing.",
    poses=(
        (("head", (100.0, 10.0)), ("neck", (100.0, 22.0)), ("hip", (100.0, 53.0)), ("knee", (100.0, 75.0)),
         ("ankle", (99.0, 94.0)), ("toe", (111.0, 96.0)), ("knee2", (120.0, 70.0)), ("ankle2", (124.0, 92.0))),
    ),
)  # fmt: skip

Dots = set[tuple[int, int]]


def dots(grid: DotGrid, *inks: Ink) -> Dots:
    """The dots of these inks, or of all."""
    return {
        (column * DOTS_ACROSS + x, row * DOTS_DOWN + y)
        for row in range(grid.rows)
        for column in range(grid.columns)
        for ink, lines in grid.cell(column, row).items()
        if not inks or ink in inks
        for y, line in enumerate(lines)
        for x, dot in enumerate(line)
        if dot
    }


@settings(max_examples=15)
@given(figure=st.sampled_from(FIGURES), columns=st.integers(12, 100), rows=st.integers(4, 40))
def test_a_picture_fills_the_width_or_the_height_that_there_is_and_never_more(
    figure: Figure, columns: int, rows: int
) -> None:
    grid = draw(figure, columns, rows).grid
    assert grid.columns <= columns
    assert grid.rows <= rows
    assert grid.columns >= columns - 1 or grid.rows >= rows - 1


def test_the_left_side_is_the_mirror_image_of_the_right() -> None:
    right, left = draw(STANDING, 46, 14).grid, draw(STANDING, 46, 14, is_mirrored=True).grid
    width = right.size[0]
    assert {(width - 1 - x, y) for x, y in dots(right, Ink.NEAR)} == dots(left, Ink.NEAR)


def test_a_face_looks_where_the_figure_says() -> None:
    ahead, back = draw(STANDING, 46, 40).grid, draw(replace(STANDING, faces="left"), 46, 40).grid
    assert _hair(ahead) < _face(ahead)
    assert _hair(back) > _face(back)


def test_the_mouth_of_a_head_that_leans_is_drawn_only_where_a_slanted_line_has_dots_enough() -> None:
    upright, leaning = (head_pieces((100.0, 14.0), neck, None, 0.0) for neck in ((100.0, 27.0), (108.0, 25.0)))

    def cleared(pieces: tuple[Piece, ...], dots_per_unit: float) -> int:
        return sum(piece.ink is None and piece.least_dots <= dots_per_unit for piece in pieces)

    assert cleared(upright, 1.0) == cleared(leaning, 2.5) == cleared(leaning, 1.0) + 1


def _hair(grid: DotGrid) -> float:
    found = dots(grid, Ink.HAIR)
    return sum(x for x, _ in found) / len(found)


def _face(grid: DotGrid) -> float:
    lowest = max(y for _, y in dots(grid, Ink.HAIR))
    found = [x for x, y in dots(grid, Ink.NEAR) if y < lowest]
    return sum(found) / len(found)


@pytest.mark.parametrize("half", ["whole", "front", "back"])
def test_a_muscle_is_lit_inside_its_limb_and_adds_nothing_to_it(half: str) -> None:
    lit = replace(STANDING, muscles=(Muscle(start="knee", end="ankle", half=half),))
    plain, shown = draw(STANDING, 46, 30).grid, draw(lit, 46, 30).grid
    assert dots(shown, Ink.MUSCLE)
    assert dots(shown) == dots(plain)


def test_the_back_of_a_calf_is_behind_its_front() -> None:
    front, back = (
        dots(draw(replace(STANDING, muscles=(Muscle(start="knee", end="ankle", half=half),)), 46, 30).grid, Ink.MUSCLE)
        for half in ("front", "back")
    )
    assert not front & back
    assert sum(x for x, _ in back) / len(back) < sum(x for x, _ in front) / len(front)


def test_from_the_front_the_outer_half_of_either_leg_is_away_from_the_other() -> None:
    legs = (("knee", (92.0, 75.0)), ("ankle", (91.0, 94.0)), ("knee2", (108.0, 75.0)), ("ankle2", (109.0, 94.0)))
    front = replace(STANDING, view=View.FRONT, poses=((*STANDING.poses[0][:3], *legs),))
    for mark in ("", "2"):
        outer, inner = (
            dots(
                draw(replace(front, muscles=(Muscle(start="hip", end=f"knee{mark}", half=half),)), 46, 30).grid,
                Ink.MUSCLE,
            )
            for half in ("outer", "inner")
        )
        is_left = sum(x for x, _ in outer) / len(outer) < sum(x for x, _ in inner) / len(inner)
        assert is_left == (mark == "")


def test_without_colour_far_near_and_muscle_have_patterns_of_their_own() -> None:
    lit = replace(STANDING, muscles=(Muscle(start="hip", end="knee"),))
    grid = draw(lit, 46, 40, has_color=False).grid
    near, far, muscle = (dots(grid, ink) for ink in (Ink.NEAR, Ink.FAR, Ink.MUSCLE))
    assert any((x + 1, y) in near and (x, y + 1) in near for x, y in near)
    assert not any((x + 1, y) in far for x, y in far)
    assert any((x + 1, y) in muscle for x, y in muscle)
    assert not any((x, y + 1) in muscle for x, y in muscle)


def test_an_arm_before_a_body_keeps_a_gap_around_it() -> None:
    arm = (("elbow", (101.0, 40.0)), ("hand", (101.0, 56.0)))
    crossed = draw(replace(STANDING, poses=((*STANDING.poses[0], *arm),)), 46, 40).grid
    assert dots(draw(STANDING, 46, 40).grid) - dots(crossed)


@pytest.mark.parametrize(
    ("end", "tip"), [((60.0, 0.0), ">"), ((0.0, 60.0), "v"), ((-60.0, 0.0), "<"), ((0.0, -60.0), "^")]
)
def test_an_arrow_has_a_head_where_dots_are_too_coarse_for_one(end: tuple[float, float], tip: str) -> None:
    pointing = replace(STANDING, arrows=(((150.0, 50.0), (150.0 + end[0], 50.0 + end[1])),))
    rows = picture(pointing, 60, 20, characters="ascii")
    assert tip in "".join(text for row in rows for text, ink in row if ink == Ink.ARROW)


@settings(max_examples=10)
@given(figure=st.sampled_from(FIGURES))
def test_runs_of_a_row_are_as_long_as_the_picture_is_wide_and_no_two_in_a_row_have_one_ink(figure: Figure) -> None:
    rows = picture(figure, 46, 14, characters="ascii")
    assert len({sum(len(text) for text, _ in row) for row in rows}) == 1
    assert all(one[1] != after[1] for row in rows for one, after in pairwise(row))


@pytest.mark.long
@with_each("kind", PropKind)
def test_each_kind_of_prop_is_drawn_dim_and_behind_the_body(kind: PropKind) -> None:
    line = ((80.0, 60.0), (120.0, 60.0))
    beside = replace(STANDING, props=(Prop(kind=kind, at=(100.0, 70.0), line=line),))
    grid = draw(beside, 60, 30).grid
    assert dots(grid, Ink.PROP)
    assert not dots(grid, Ink.PROP) & dots(grid, Ink.NEAR)
