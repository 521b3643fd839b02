"""The jug: every layer named and in its place."""

import pytest

from spasmtui.drink.tui.drawing import ASCII_GLYPHS, UNICODE_GLYPHS, draw_jug
from tests.support.drink import make_batch


@pytest.mark.parametrize("height", [7, 8, 12])
def test_every_thing_poured_has_a_layer_and_its_name(height: int) -> None:
    batch = make_batch("4", citrus="both", coconut="1cup", has_mint=True)
    lines = [line.plain for line in draw_jug(batch, 14, height, UNICODE_GLYPHS)]
    assert len(lines) == height
    assert [line[14:].strip() for line in lines if line[14:].strip()] == [
        "water", "coconut", "lime juice", "lemon juice", "honey",
    ]  # fmt: skip
    assert {len(line[:14]) for line in lines} == {14}


def test_the_usual_jug_is_drawn_in_ascii() -> None:
    assert [line.plain for line in draw_jug(make_batch(), 14, 8, ASCII_GLYPHS)] == [
        "|            |",
        "|~~~~~~~~~~~~|",
        "|............| water",
        "|............|",
        "|............|",
        "|============| lemon juice",
        "|############| honey",
        "'------------'",
    ]


def test_the_air_above_the_drink_is_the_first_line_to_go() -> None:
    shown = [line.plain for line in draw_jug(make_batch(citrus="both", coconut="1cup"), 14, 7, ASCII_GLYPHS)]
    assert shown[0] == "|~~~~~~~~~~~~|"
    assert draw_jug(make_batch(), 14, 7, ASCII_GLYPHS)[0].plain == "|            |"
