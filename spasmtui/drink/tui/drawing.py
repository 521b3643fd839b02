"""The pictures of the drink screen: the jug with its layers, and the bars it is compared by."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from textual.content import Content

from spasmtui.drink.batch import Batch
from spasmtui.drink.catalog import ReferenceDrink
from spasmtui.drink.composition import Composition
from spasmtui.drink.numbers import decimal


class Ink(NamedTuple):
    """The characters that pictures are drawn with."""

    layers: tuple[str, ...]
    """Water, coconut water, juice, sweetener."""
    surface: str
    left: str
    right: str
    top: tuple[str, str, str]
    bottom: tuple[str, str, str]
    full: str
    span: str
    empty: str
    mark: str
    fruit: str
    mint: str


INK = Ink(("░", "▒", "▒", "▓"), "~", "│", "│", ("│", " ", "│"), ("╰", "─", "╯"), "█", "▒", "·", "┃", "●", "♣")
PLAIN_INK = Ink((".", "-", "=", "#"), "~", "|", "|", ("|", " ", "|"), ("'", "-", "'"), "#", "=", ".", "|", "o", "*")
_LAYERS = (
    ("water", 0, "$primary"),
    ("coconut-water", 1, "$secondary"),
    ("citrus-lime", 2, "$success"),
    ("citrus-lemon", 2, "$accent"),
    ("honey", 3, "$warning"),
    ("maple", 3, "$warning"),
    ("sugar", 3, "$warning"),
)
"""From the top of the jug to its bottom: id, kind of layer, colour."""


def jug_picture(jug: Batch, width: int, height: int, ink: Ink) -> list[Content]:
    """The jug with a layer for each thing poured, in proportion, every layer at least a line and named."""
    inside, rows = width - 2, height - 2
    poured = {
        part.food.public_id: part for part in jug.recipe.parts if part.poured_ml and part.food.public_id != "salt"
    }
    layers = [(poured[name], kind, colour) for name, kind, colour in _LAYERS if name in poured]
    total = sum((part.poured_ml for part, _, _ in layers), Fraction(0))
    heights = [max(1, round(part.poured_ml / total * (rows - 1))) for part, _, _ in layers]
    heights[0] += rows - 1 - sum(heights)
    lines = [Content.styled(f"{ink.top[0]}{ink.top[1] * inside}{ink.top[2]}", "$text-muted")]
    lines.append(
        Content.assemble(
            (ink.left, "$text-muted"), (_surface(jug, inside, ink), "$primary"), (ink.right, "$text-muted")
        )
    )
    for (part, kind, colour), count in zip(layers, heights, strict=True):
        for row in range(count):
            name = f" {_short_name(part.food.name)}" if row == 0 else ""
            lines.append(
                Content.assemble(
                    (ink.left, "$text-muted"), (ink.layers[kind] * inside, colour), (ink.right, "$text-muted"), name
                )
            )
    lines.append(Content.styled(f"{ink.bottom[0]}{ink.bottom[1] * inside}{ink.bottom[2]}", "$text-muted"))
    return lines


def _short_name(name: str) -> str:
    """What fits beside the jug: `lemon juice`, `coconut`."""
    name = name.partition(",")[0]
    return name if len(name) <= 12 else name.partition(" ")[0]


def _surface(jug: Batch, inside: int, ink: Ink) -> str:
    """The top of the drink, with what floats in it."""
    cells = [ink.surface] * inside
    for part in jug.recipe.parts:
        if part.food.is_infused:
            start, mark = (2, ink.mint) if part.food.id == "mint" else (1, ink.fruit)
            cells[start::4] = [mark] * len(cells[start::4])
    return "".join(cells)


_BARS = (
    ("sodium_mmol_l", "Sodium", "mmol/L", 1),
    ("potassium_mmol_l", "Potassium", "mmol/L", 1),
    ("sugars_g_100ml", "Sugars", "g/100 mL", 1),
    ("osmolality_mosm_kg", "Strength", "mOsm/kg", -1),
)


def bar_lines(composition: Composition, compared: tuple[ReferenceDrink, ...], width: int, ink: Ink) -> list[Content]:
    """A bar a figure: this drink filled, the range of sports drinks shaded, oral rehydration solution marked."""
    by_id = {drink.id: drink for drink in compared}
    ors, sports = by_id["who-ors"], by_id["sports-drink"]
    is_wide = width >= 76
    room = max(8, width - 11 - (42 if is_wide else 16))
    lines = []
    for name, title, unit, places in _BARS:
        value, (mark, _), (low, high) = getattr(composition, name), ors.figure(name), sports.figure(name)
        figure = f"{'~' if places < 0 else ''}{decimal(value, places)}"
        bar = _bar(value, mark, low, high, room, ink)
        line = Content.assemble((f"{title:<10} ", "$text-muted"), *bar, (f" {figure:>5}", "bold"), f" {unit:<8}")
        if is_wide:
            others = f"  sports {decimal(low)}-{decimal(high)}".ljust(18) + f"ORS {decimal(mark, 1)}"
            line = Content.assemble(line, (others, "$text-muted"))
        lines.append(line)
    return lines


def _bar(value: Fraction, mark: Fraction, low: Fraction, high: Fraction, room: int, ink: Ink) -> list[tuple[str, str]]:
    """Cells of one bar; its end is a little past the largest of what it shows."""
    end = max(value, mark, high) * Fraction(21, 20)
    cells = []
    for cell in range(room):
        at = (cell + Fraction(1, 2)) * end / room
        if int(mark * room / end) == cell:
            cells.append((ink.mark, "$foreground bold"))
        elif at <= value:
            cells.append((ink.full, "$accent"))
        elif low <= at <= high:
            cells.append((ink.span, "$primary"))
        else:
            cells.append((ink.empty, "$text-muted"))
    return _joined(cells)


def _joined(cells: list[tuple[str, str]]) -> list[tuple[str, str]]:
    runs: list[tuple[str, str]] = []
    for text, style in cells:
        if runs and runs[-1][1] == style:
            runs[-1] = (runs[-1][0] + text, style)
        else:
            runs.append((text, style))
    return runs
