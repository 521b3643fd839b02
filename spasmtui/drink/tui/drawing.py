"""Draw the jug with its layers, and name the characters of all drawings of the drink screen."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from textual.content import Content

from spasmtui.drink.batch import Batch


class Glyphs(NamedTuple):
    """The characters of the drawings."""

    layers: tuple[str, ...]
    """Of water, coconut water, juice and sweetener."""
    surface: str
    left: str
    right: str
    top: tuple[str, str, str]
    bottom: tuple[str, str, str]
    track: str
    """A cell of a scale."""
    band: str
    """A cell within the range of sports drinks."""
    tick: str
    """The cell of oral rehydration solution."""
    marker: str
    """The cell of this drink."""
    fruit: str
    mint: str
    dash: str
    """The sign between the ends of a range."""


UNICODE_GLYPHS = Glyphs(
    ("▒", "░", "▓", "█"), "~", "│", "│", ("│", " ", "│"), ("╰", "─", "╯"), "─", "▒", "│", "◆", "●", "♣", "–"
)
ASCII_GLYPHS = Glyphs(
    (".", "-", "=", "#"), "~", "|", "|", ("|", " ", "|"), ("'", "-", "'"), "-", "=", "|", "*", "o", "*", "-"
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
    """Draw the jug with a named layer for each ingredient poured, in proportion and at least one line high.

    The air above the drink is one line, and the first to go where the layers need it.
    """
    inside = width - 2
    poured = {
        portion.ingredient.public_id: portion
        for portion in batch.recipe.portions
        if portion.poured_ml and portion.ingredient.public_id != "salt"
    }
    layers = [(poured[name], kind, colour) for name, kind, colour in _LAYERS if name in poured]
    has_air = height - 2 > len(layers)
    rows = height - 2 if has_air else height - 1
    total = sum((portion.poured_ml for portion, _, _ in layers), Fraction(0))
    heights = [max(1, round(portion.poured_ml / total * (rows - 1))) for portion, _, _ in layers]
    heights[0] += rows - 1 - sum(heights)
    rim = Content.styled(f"{glyphs.top[0]}{glyphs.top[1] * inside}{glyphs.top[2]}", "$text-muted")
    lines = [rim] if has_air else []
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
