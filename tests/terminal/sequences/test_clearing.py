"""When a slow line clears a screen away before another comes."""

import pytest

from spasmtui.terminal.sequences.clearing import is_other_screen
from spasmtui.terminal.sequences.scrolling import Placed
from spasmtui.terminal.sequences.styles import PLAIN, Cell, CellStyle

COLUMNS = 40


def row(text: str, style: CellStyle = PLAIN) -> list[Cell]:
    return [Cell(character, style) for character in text.ljust(COLUMNS)]


def placed(*texts: str, style: CellStyle = PLAIN) -> list[Placed]:
    return [(0, y, row(text, style)) for y, text in enumerate(texts)]


TIMER = ["calf", *["hold" * 9] * 6, "g it's gone"]
URGENT = ["Emergency", *["chest pain" * 3] * 6, "y yes n no"]


@pytest.mark.parametrize(
    ("wanted", "is_other"),
    [
        pytest.param(placed(*URGENT), True, id="other text"),
        pytest.param(placed(*[""] * len(TIMER)), True, id="nothing"),
        pytest.param(placed(*TIMER, style=CellStyle(foreground="31")), True, id="another theme"),
        pytest.param(placed(*TIMER), False, id="the same"),
        pytest.param(placed(*TIMER[:4], *URGENT[4:]), False, id="half of it"),
        pytest.param(placed(*URGENT[:3], *TIMER[3:]), False, id="a new instruction"),
    ],
)
def test_a_screen_is_cleared_where_most_of_it_has_to_go(wanted: list[Placed], is_other: bool) -> None:
    assert is_other_screen([row(text) for text in TIMER], wanted) is is_other


def test_what_is_blank_already_costs_nothing_and_little_text_is_left_to_be_written_over() -> None:
    assert not is_other_screen([row("")] * 8, placed(*URGENT))
    assert not is_other_screen([row("hold" * 9), *[row("")] * 7], placed(*URGENT))
