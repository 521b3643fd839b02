"""The scales: a band, a marker and a tick on one track, and words that say what the drawing shows."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.drink.tui.comparison import ABOVE, BELOW, WITHIN, Scale, draw_scales, place_cells
from spasmtui.drink.tui.drawing import ASCII_GLYPHS, UNICODE_GLYPHS
from tests.support.drink import catalog, make_batch

AMOUNTS = st.fractions(0, 100, max_denominator=50)


def shown(width: int, **choices: bool) -> list[str]:
    return [line.plain for line in draw_scales(make_batch().composition, catalog(), width, ASCII_GLYPHS, **choices)]


def test_each_quantity_has_a_track_with_a_band_a_marker_and_a_tick() -> None:
    assert shown(78) == [
        "* this drink  = sports drinks  | ORS               sports drinks           ORS",
        "Sodium     -----=*========------|-  22.7 mmol/L    in the range  20-50      75",
        "Potassium  -==*=------------|-----   3.9 mmol/L    in the range  2-5        20",
        "Sugars     --|-------====*===-----   6.5 g/100 mL  in the range  5-8       1.4",
        "Strength   ------==|===---*-------  ~450 mOsm/kg   above         200-330   245",
    ]


def test_the_legend_is_left_out_where_it_has_no_row() -> None:
    assert [line.split()[0] for line in shown(78, has_legend=False)] == ["Sodium", "Potassium", "Sugars", "Strength"]


@pytest.mark.parametrize(("width", "words"), [(78, "| ORS "), (118, "| ORS, oral rehydration solution ")])
def test_the_legend_says_what_ors_is_where_it_has_room(width: int, words: str) -> None:
    assert words in shown(width)[0]


def test_a_line_below_each_track_names_its_tick() -> None:
    lines = shown(118, are_apart=True)[1:]
    assert [line.strip() for line in lines[1::2]] == ["ORS"] * 4
    assert [line.index("ORS") + 1 for line in lines[1::2]] == [line.index("|") for line in lines[::2]]


@pytest.mark.parametrize("width", [58, 78, 118, 198])
def test_scales_never_pass_the_width(width: int) -> None:
    lines = draw_scales(make_batch().composition, catalog(), width, UNICODE_GLYPHS, are_apart=True)
    assert max(line.cell_length for line in lines) <= width


@given(value=AMOUNTS, low=AMOUNTS, span=AMOUNTS, ors=AMOUNTS, room=st.integers(8, 130))
@settings(max_examples=25, deadline=None)
def test_the_marker_is_in_the_band_exactly_if_the_word_says_so_and_hides_no_tick(
    value: Fraction, low: Fraction, span: Fraction, ors: Fraction, room: int
) -> None:
    scale = Scale(value, low, low + span, ors, max(value, low + span, ors, Fraction(1)) * Fraction(21, 20))
    cells = place_cells(scale, room)
    assert (cells.value < cells.low) == (scale.place() == BELOW)
    assert (cells.low <= cells.value <= cells.high) == (scale.place() == WITHIN)
    assert (cells.value > cells.high) == (scale.place() == ABOVE)
    assert cells.ors != cells.value
    assert all(0 <= cell < room for cell in cells)


@pytest.mark.parametrize(
    ("value", "place", "column"), [(199, BELOW, 1), (200, WITHIN, 2), (300, WITHIN, 3), (301, ABOVE, 4)]
)
def test_a_value_just_outside_the_range_is_drawn_outside_it(value: int, place: str, column: int) -> None:
    scale = Scale(Fraction(value), Fraction(200), Fraction(300), Fraction(600), Fraction(800))
    assert scale.place() == place
    assert place_cells(scale, 8).value == column


@pytest.mark.parametrize(("ors", "column"), [(240, 1), (250, 3), (251, 3)])
def test_a_tick_on_the_cell_of_the_marker_moves_to_the_side_where_it_belongs(ors: int, column: int) -> None:
    scale = Scale(Fraction(250), Fraction(200), Fraction(500), Fraction(ors), Fraction(800))
    cells = place_cells(scale, 8)
    assert (cells.value, cells.ors) == (2, column)
