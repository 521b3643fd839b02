"""The line of short warnings."""

import pytest

from spasmtui.drink.safety_limits import DrinkWarning
from spasmtui.drink.tui.styled_lines import warnings_line

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
