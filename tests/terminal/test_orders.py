"""The order in which the cells of a frame are written, and that it shows the same in all colours."""

from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from spasmtui.terminal.screen_buffer import use_pens
from spasmtui.terminal.sequences.families import Family
from spasmtui.terminal.sequences.orders import MOST_IN_ANY_ORDER, by_style, round_trip
from spasmtui.terminal.sequences.styles import BLANK, PLAIN, Cell, CellStyle, style_change
from spasmtui.ui.pens import pens_of
from spasmtui.ui.themes import DARK
from tests.terminal.test_screen_buffer import FAMILIES, Frame, compare

PENS = [
    *(CellStyle(bold, f"38;2;1;2;{color}", "48;2;0;0;0") for bold in ("1", "") for color in (3, 44, 5)),
    *(CellStyle("", "", "48;2;200;200;200"), PLAIN, CellStyle("7"), CellStyle("", "31")),
]


def taken(*order: CellStyle, has_off: bool = True) -> int:
    """The bytes that the changes from each style to the next take."""
    return sum(len(style_change(*pair, has_attributes_off=has_off)) for pair in pairwise(order))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PENS), min_size=3, max_size=5, unique=True), st.booleans())
def test_styles_are_taken_in_the_shortest_round_trip(pens: list[CellStyle], has_off: bool) -> None:
    pen, *others = pens
    order = round_trip(pen, others, has_attributes_off=has_off)
    assert sorted(order) == sorted(others)
    least = min(taken(pen, *each, pen, has_off=has_off) for each in permutations(others))
    assert taken(pen, *order, pen, has_off=has_off) == least


def test_of_many_styles_each_is_followed_by_its_nearest() -> None:
    bold, *others = PENS
    assert len(others) > MOST_IN_ANY_ORDER
    order = round_trip(bold, others, has_attributes_off=True)
    for number, (before, after) in enumerate(pairwise((bold, *order))):
        assert taken(before, after) == min(taken(before, other) for other in order[number:])


def test_a_blank_is_written_with_its_own_column_of_the_screen() -> None:
    figure, words = CellStyle("", "31"), CellStyle("1", "32")
    rows = [[Cell("x", PLAIN)] * 8 for _ in range(2)]
    changed = [
        (0, 0, [Cell("f", figure), BLANK]),
        (5, 0, [Cell("w", words), BLANK]),
        (0, 1, [BLANK, Cell("f", figure)]),
        (5, 1, [BLANK, Cell("x", PLAIN)]),
    ]
    groups = by_style(changed, rows, figure)
    assert [(each[:2], at) for each, at in groups[figure]] == [((0, 0), 0), ((0, 0), 1), ((0, 1), 0), ((0, 1), 1)]
    assert [(each[:2], at) for each, at in groups[words]] == [((5, 0), 0), ((5, 0), 1), ((5, 1), 0)]


INKS = st.sampled_from(["#dcd7ba", "#a9a798", "#ffa066", "#7fb4ca"])
RUNS = st.tuples(st.sampled_from(["⣿⣿", "⢸", " ", "     ", "⠉⠙⠛"]), INKS)
FIGURE_WIDTH, ROWS = 12, 4
FIGURES = st.tuples(*[st.lists(RUNS, max_size=5)] * ROWS)
TIMES = st.tuples(*[st.sampled_from(["██  ██", "██████", "    ██", "━━╸      │", "hold", "y yes", "", "lit"])] * ROWS)
COLORS = st.sampled_from(["truecolor", "256", "16", "8", "none"])


def frame_of(figure: tuple[list[tuple[str, str]], ...], time: tuple[str, ...], *, has_color: bool) -> Frame:
    """A figure, and beside it rows of a time, one of which may be lit."""

    def style(color: str | None, *, is_bold: bool = False, is_lit: bool = False) -> Style:
        if not has_color:
            return Style(bold=is_bold, reverse=is_lit)
        return Style(color=color, bgcolor="#dcd7ba" if is_lit else "#16161d", bold=is_bold)

    frame: Frame = []
    for y, (runs, words) in enumerate(zip(figure, time, strict=True)):
        row = [Segment(text, style(ink)) for text, ink in runs]
        frame.append((0, y, Segment.adjust_line_length(row, FIGURE_WIDTH, style=style(None))))
        is_lit = words == "lit"
        shown = "" if is_lit else words
        beside = [Segment(shown, style("#dcd7ba", is_bold=True)), Segment(" " * (12 - len(shown)), style(None))]
        frame.append((FIGURE_WIDTH, y, [Segment(" " * 12, style(None, is_lit=True))] if is_lit else beside))
    return frame


@pytest.mark.long
@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(FIGURES, TIMES), min_size=2, max_size=4), FAMILIES, COLORS)
def test_a_figure_beside_its_time_shows_the_same_in_all_colours(
    steps: list[tuple[tuple[list[tuple[str, str]], ...], tuple[str, ...]]], family: Family, colors: str
) -> None:
    systems = {"256": ColorSystem.EIGHT_BIT, "16": ColorSystem.STANDARD, "8": ColorSystem.STANDARD}
    use_pens(pens_of(DARK.name, has_bright=colors == "16") if colors in ("16", "8") else None)
    try:
        frames = [frame_of(*step, has_color=colors != "none") for step in steps]
        compare(frames, family, rows=ROWS, system=systems.get(colors, ColorSystem.TRUECOLOR))
    finally:
        use_pens(None)
