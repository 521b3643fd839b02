"""The drawings: every layer named and in its place, every bar as long as its value."""

import pytest

from spasmtui.drink.tui.drawing import ASCII_GLYPHS, UNICODE_GLYPHS, draw_bars, draw_jug
from tests.support.drink import catalog, make_batch


@pytest.mark.parametrize("height", [8, 12])
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


def test_bars_fill_to_their_value_and_mark_the_others() -> None:
    lines = [line.plain for line in draw_bars(make_batch().composition, catalog().reference_drinks, 78, ASCII_GLYPHS)]
    bars = [line[11:36].rstrip("0123456789. ~") for line in lines]
    assert [line.split()[0] for line in lines] == ["Sodium", "Potassium", "Sugars", "Strength"]
    assert [bar.count("|") for bar in bars] == [1, 1, 1, 1]
    assert bars[0].startswith("#######=")
    assert bars[0].index("|") > 20
    assert bars[2].index("|") < 6
    assert lines[0].endswith("22.7 mmol/L    sports 20-50    ORS 75")
    assert lines[3].endswith("~450 mOsm/kg   sports 200-330  ORS 245")


@pytest.mark.parametrize("width", [38, 58, 78, 118])
def test_bars_never_pass_the_width(width: int) -> None:
    assert (
        max(
            line.cell_length
            for line in draw_bars(make_batch().composition, catalog().reference_drinks, width, UNICODE_GLYPHS)
        )
        <= width + 1
    )
