"""Drawings of the drink screen: the jug with its layers, and the bars that compare drinks."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from textual.content import Content

from spasmtui.drink.batch import Batch
from spasmtui.drink.catalog import ReferenceDrink
from spasmtui.drink.composition import Composition
from spasmtui.drink.numbers import decimal


class Glyphs(NamedTuple):
    """The characters of the drawings."""

    layers: tuple[str, ...]
    """Of water, coconut water, juice and sweetener."""
    surface: str
    left: str
    right: str
    top: tuple[str, str, str]
    bottom: tuple[str, str, str]
    full: str
    """A cell of a bar up to this drink's value."""
    span: str
    """A cell within the range of sports drinks."""
    empty: str
    mark: str
    """The cell of oral rehydration solution."""
    fruit: str
    mint: str


UNICODE_GLYPHS = Glyphs(
    ("░", "▒", "▒", "▓"), "~", "│", "│", ("│", " ", "│"), ("╰", "─", "╯"), "█", "▒", "·", "┃", "●", "♣"
)
ASCII_GLYPHS = Glyphs(
    (".", "-", "=", "#"), "~", "|", "|", ("|", " ", "|"), ("'", "-", "'"), "#", "=", ".", "|", "o", "*"
)
_LAYERS = (
    ("water", 0, "$primary"),
    ("coconut-water", 1, "$secondary"),
    ("citrus-lime", 2, "$success"),
    ("citrus-lemon", 2, "$accent"),
    ("honey", 3, "$warning"),
    ("maple", 3, "$warning"),
    ("sugar", 3, "$warning"),
)
"""Layers from the top of the jug to its bottom: public id, index in `Glyphs.layers`, colour."""


def draw_jug(batch: Batch, width: int, height: int, glyphs: Glyphs) -> list[Content]:
    """Draw the jug with a named layer for each ingredient poured, in proportion and at least one line high."""
    inside, rows = width - 2, height - 2
    poured = {
        portion.ingredient.public_id: portion
        for portion in batch.recipe.portions
        if portion.poured_ml and portion.ingredient.public_id != "salt"
    }
    layers = [(poured[name], kind, colour) for name, kind, colour in _LAYERS if name in poured]
    total = sum((portion.poured_ml for portion, _, _ in layers), Fraction(0))
    heights = [max(1, round(portion.poured_ml / total * (rows - 1))) for portion, _, _ in layers]
    heights[0] += rows - 1 - sum(heights)
    lines = [Content.styled(f"{glyphs.top[0]}{glyphs.top[1] * inside}{glyphs.top[2]}", "$text-muted")]
    lines.append(
        Content.assemble(
            (glyphs.left, "$text-muted"),
            (_draw_surface(batch, inside, glyphs), "$primary"),
            (glyphs.right, "$text-muted"),
        )
    )
    for (portion, kind, colour), count in zip(layers, heights, strict=True):
        for row in range(count):
            name = f" {_short_name(portion.ingredient.name)}" if row == 0 else ""
            lines.append(
                Content.assemble(
                    (glyphs.left, "$text-muted"),
                    (glyphs.layers[kind] * inside, colour),
                    (glyphs.right, "$text-muted"),
                    name,
                )
            )
    lines.append(Content.styled(f"{glyphs.bottom[0]}{glyphs.bottom[1] * inside}{glyphs.bottom[2]}", "$text-muted"))
    return lines


def _short_name(name: str) -> str:
    """Shorten an ingredient's name to fit beside the jug: `lemon juice`, `coconut`."""
    name = name.removeprefix("packaged ").removeprefix("fresh ")
    return name if len(name) <= 12 else name.partition(" ")[0]


def _draw_surface(batch: Batch, inside: int, glyphs: Glyphs) -> str:
    """Draw the surface of the drink, with the fruit and mint that float on it."""
    cells = [glyphs.surface] * inside
    for portion in batch.recipe.portions:
        if portion.ingredient.is_infused:
            start, mark = (2, glyphs.mint) if portion.ingredient.id == "mint" else (1, glyphs.fruit)
            cells[start::4] = [mark] * len(cells[start::4])
    return "".join(cells)


_BARS = (
    ("sodium_mmol_l", "Sodium", "mmol/L", 1),
    ("potassium_mmol_l", "Potassium", "mmol/L", 1),
    ("sugars_g_100ml", "Sugars", "g/100 mL", 1),
    ("osmolality_mosm_kg", "Strength", "mOsm/kg", -1),
)


def draw_bars(
    composition: Composition, reference_drinks: tuple[ReferenceDrink, ...], width: int, glyphs: Glyphs
) -> list[Content]:
    """Draw a bar per quantity: this drink filled, sports drinks shaded, oral rehydration solution marked."""
    by_id = {drink.id: drink for drink in reference_drinks}
    ors, sports = by_id["who-ors"], by_id["sports-drink"]
    is_wide = width >= 76
    room = max(8, width - 11 - (42 if is_wide else 16))
    lines = []
    for name, title, unit, places in _BARS:
        value, (mark, _), (low, high) = getattr(composition, name), ors.quantity(name), sports.quantity(name)
        shown = f"{'~' if places < 0 else ''}{decimal(value, places)}"
        bar = _draw_bar(value, mark, low, high, room, glyphs)
        line = Content.assemble((f"{title:<10} ", "$text-muted"), *bar, (f" {shown:>5}", "bold"), f" {unit:<8}")
        if is_wide:
            others = f"  {sports.short} {decimal(low)}-{decimal(high)}".ljust(18) + f"{ors.short} {decimal(mark, 1)}"
            line = Content.assemble(line, (others, "$text-muted"))
        lines.append(line)
    return lines


def _draw_bar(
    value: Fraction, mark: Fraction, low: Fraction, high: Fraction, room: int, glyphs: Glyphs
) -> list[tuple[str, str]]:
    """Return the (text, style) runs of one bar, which ends 5% past the largest of its values."""
    end = max(value, mark, high) * Fraction(21, 20)
    cells = []
    for cell in range(room):
        middle = (cell + Fraction(1, 2)) * end / room
        if int(mark * room / end) == cell:
            cells.append((glyphs.mark, "$foreground bold"))
        elif middle <= value:
            cells.append((glyphs.full, "$accent"))
        elif low <= middle <= high:
            cells.append((glyphs.span, "$primary"))
        else:
            cells.append((glyphs.empty, "$text-muted"))
    return _join_runs(cells)


def _join_runs(cells: list[tuple[str, str]]) -> list[tuple[str, str]]:
    runs: list[tuple[str, str]] = []
    for text, style in cells:
        if runs and runs[-1][1] == style:
            runs[-1] = (runs[-1][0] + text, style)
        else:
            runs.append((text, style))
    return runs
