"""The line of short warnings."""

import pytest

from spasmtui.drink.form import Form
from spasmtui.drink.safety_limits import DrinkWarning
from spasmtui.drink.tui.styled_lines import (
    NOT_FOR_ILLNESS,
    concentration_line,
    few_field_lines,
    no_remedy_line,
    title_line,
    warnings_line,
    yield_text,
)
from tests.support.drink import make_batch

WARNINGS = tuple(
    DrinkWarning(id=short, text="", short=short, sources=())
    for short in ("no honey under 12 months", "more concentrated than blood", "kidneys")
)


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (94, "Take care: no honey under 12 months · more concentrated than blood · kidneys · w shows all 4"),
        (88, "Take care: no honey under 12 months · more concentrated than blood · kidneys · w: all 4"),
        (78, "Take care: no honey under 12 months · more concentrated than blood · w: all 4"),
        (54, "Take care: no honey under 12 months · w shows all 4"),
    ],
)
def test_the_words_of_the_key_give_way_to_a_warning(width: int, line: str) -> None:
    assert warnings_line(WARNINGS, width).plain == line
    assert len(line) <= width


def test_no_line_of_a_small_window_is_cut_within_a_part() -> None:
    batch = make_batch()
    for width in range(20, 45):
        assert concentration_line(batch, width).cell_length <= width
        assert concentration_line(batch, width).plain.split("  ")[-1] in ("Na 23 mmol/L", "sugar 6.5%", "~450 mOsm")
        title = title_line("Drink", yield_text(batch), width).plain
        assert len(title) <= width
        assert title.split(maxsplit=1)[1] in ("1.12 L · 4 × 280 mL", "4 × 280 mL")
        assert len(no_remedy_line(width)) <= width
    assert concentration_line(batch, 44).plain == "Na 23 mmol/L  sugar 6.5%  ~450 mOsm"


def test_a_narrow_window_says_what_the_drink_is_not_for_rather_than_half_of_a_sentence() -> None:
    assert [no_remedy_line(width) for width in (80, 41, 40, 39, 26, 25, 20)] == [
        *[NOT_FOR_ILLNESS[0]] * 2,
        "This is not an oral rehydration solution",
        *["Not for illness or babies."] * 2,
        *["Not for illness."] * 2,
    ]


def test_every_field_of_a_narrow_window_fits_and_stands_below_the_one_before() -> None:
    for width, column in ((26, 11), (25, 10)):
        lines = few_field_lines(Form().fields(), 0, 8, width, ">")
        assert max(line.cell_length for line in lines) <= width
        assert {line.plain.index("‹") for line in lines} == {column}
        assert [line.plain[0] for line in lines] == [">", *" " * 7]
