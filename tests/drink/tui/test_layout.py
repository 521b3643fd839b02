"""The layout: the rows of a window go to the most useful parts first, and are never overspent."""

from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.drink.tui.layout import Layout, choose_layout


def test_80_by_24_has_a_legend_and_gaps_but_no_steps() -> None:
    assert choose_layout(78, 24, 4, 4, (9, 10)) == Layout(
        is_glass_beside=False, has_legend=True, has_field_gap=True, has_title_gap=True, has_end_gap=True
    )


def test_120_by_40_shows_everything_with_the_scales_apart() -> None:
    parts = choose_layout(118, 40, 4, 4, (9, 10))
    assert parts is not None
    assert parts.is_glass_beside
    assert parts.has_steps
    assert parts.are_bars_apart


def test_a_high_window_has_a_higher_jug_and_a_blank_line_between_the_steps() -> None:
    parts = choose_layout(198, 60, 4, 4, (9, 10))
    assert parts is not None
    assert parts.jug_rows == 16
    assert parts.are_steps_apart


def test_a_window_without_the_rows_for_the_least_is_small() -> None:
    assert choose_layout(38, 12, 4, 4, (9, 10)) is None
    assert choose_layout(78, 20, 6, 9, (9, 10)) is None
    assert choose_layout(118, 19, 4, 4, (9, 10)) is None
    assert choose_layout(57, 40, 4, 4, (9, 10)) is None


@given(
    width=st.integers(58, 200),
    rows=st.integers(20, 70),
    fields=st.integers(4, 6),
    amounts=st.integers(1, 14),
    steps=st.integers(5, 14),
)
@settings(max_examples=25, deadline=None)
def test_no_layout_has_more_lines_than_the_window(width: int, rows: int, fields: int, amounts: int, steps: int) -> None:
    parts = choose_layout(width, rows, fields, amounts, (steps, steps + 2))
    if parts is None:
        return
    left = amounts + 8 if parts.is_glass_below else amounts
    lines = 1 + fields + max(left, parts.jug_rows) + 4 + parts.has_legend + 4 * parts.are_bars_apart
    lines += parts.has_title_gap + parts.has_field_gap + parts.has_bar_gap + parts.has_end_gap
    lines += not (parts.is_glass_beside or parts.is_glass_below)
    lines += parts.has_steps * (steps + 3) + parts.are_steps_apart * (steps - 1)
    assert lines <= rows - 3
