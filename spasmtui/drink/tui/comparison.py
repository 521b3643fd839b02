"""Draw the scales that compare this drink with sports drinks and with oral rehydration solution."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from textual.content import Content

from spasmtui.drink.catalog import Catalog
from spasmtui.drink.composition import Composition
from spasmtui.drink.numbers import decimal, rounded
from spasmtui.drink.tui.drawing import Glyphs

_ROWS = (
    ("sodium_mmol_l", "Sodium", "mmol/L", 1),
    ("potassium_mmol_l", "Potassium", "mmol/L", 1),
    ("sugars_g_100ml", "Sugars", "g/100 mL", 1),
    ("osmolality_mosm_kg", "Strength", "mOsm/kg", -1),
)
"""Per scale: property of a composition, title, unit, and decimal places shown; a negative number marks an estimate."""
_TITLE_WIDTH, _FIGURE_WIDTH, _WORD_WIDTH, _RANGE_WIDTH, _ORS_WIDTH = 11, 15, 14, 9, 6
_ORS_IN_FULL = " ORS, oral rehydration solution"
_RANGES_FROM_COLUMNS = 76
"""Columns from which the figures of the other drinks stand behind the words."""
BELOW, WITHIN, ABOVE = "below", "in the range", "above"


class Scale(NamedTuple):
    """A quantity of this drink and of the others; `end` is the value at the right end of the track, 0 at its left."""

    value: Fraction
    low: Fraction
    high: Fraction
    ors: Fraction
    end: Fraction

    def place(self) -> str:
        """Return the position of the value relative to the range of sports drinks."""
        return BELOW if self.value < self.low else ABOVE if self.value > self.high else WITHIN


class Cells(NamedTuple):
    """The cells of a track that a scale's values fall in."""

    value: int
    low: int
    high: int
    ors: int


def place_cells(scale: Scale, room: int) -> Cells:
    """Find the cells in a track of at least 8.

    The marker is inside the band exactly if the value is within the range, and never on the cell of the tick, however
    few cells there are.
    """
    value, low, high, ors = (
        min(room - 1, int(amount * room / scale.end)) for amount in (scale.value, scale.low, scale.high, scale.ors)
    )
    low = min(max(1, low), room - 2)
    high = min(max(low, high), room - 2)
    place = scale.place()
    if place == BELOW:
        value = min(value, low - 1)
    elif place == ABOVE:
        value = max(value, high + 1)
    else:
        value = min(max(value, low), high)
    if ors == value:
        is_right = ors < room - 1 and (scale.ors >= scale.value or ors == 0)
        ors += 1 if is_right else -1
    return Cells(value, low, high, ors)


def draw_scales(
    composition: Composition,
    catalog: Catalog,
    width: int,
    glyphs: Glyphs,
    *,
    has_legend: bool = True,
    are_apart: bool = False,
) -> list[Content]:
    """Draw a legend and a track per quantity, with the figures and a word that says the same as the drawing.

    Args:
        composition: of this drink.
        catalog: its reference drinks, and the limits that no drink passes, so that the tracks never change their scale.
        width: columns of a line.
        glyphs: the characters.
        has_legend: whether the first line names the marks.
        are_apart: whether a line below each track names its tick.
    """
    has_ranges = width >= _RANGES_FROM_COLUMNS
    room = max(8, width - _TITLE_WIDTH - _FIGURE_WIDTH - _WORD_WIDTH - has_ranges * (_RANGE_WIDTH + _ORS_WIDTH))
    lines = [_draw_legend(room, glyphs, has_ranges=has_ranges)] if has_legend else []
    by_id = {drink.id: drink for drink in catalog.reference_drinks}
    ors_drink, sports = by_id["who-ors"], by_id["sports-drink"]
    limits = {limit.quantity: limit.refuse_above for limit in catalog.safety_rules.limits}
    for name, title, unit, places in _ROWS:
        (low, high), ors = sports.quantity(name), ors_drink.quantity(name)[0]
        end = max(limits[name], high, ors) * Fraction(21, 20)
        scale = Scale(rounded(getattr(composition, name), places), low, high, ors, end)
        cells = place_cells(scale, room)
        shown = f"{'~' if places < 0 else ''}{decimal(scale.value, places)}"
        line = Content.assemble(
            (f"{title:<{_TITLE_WIDTH}}", "$text-muted"),
            *_draw_track(cells, room, glyphs),
            (f" {shown:>5}", "bold"),
            (f" {unit:<8}", "$text-muted"),
            f"  {scale.place():<{_WORD_WIDTH - 2}}",
        )
        if has_ranges:
            span = f"{decimal(low)}{glyphs.dash}{decimal(high)}"
            others = f"  {span:<{_RANGE_WIDTH - 2}}  {decimal(ors, 1):>{_ORS_WIDTH - 2}}"
            line = Content.assemble(line, (others, "$text-muted"))
        lines.append(line)
        if are_apart:
            start = _TITLE_WIDTH + min(max(0, cells.ors - 1), room - 3)
            lines.append(Content.styled(" " * start + ors_drink.short, "$text-muted"))
    return lines


def _draw_legend(room: int, glyphs: Glyphs, *, has_ranges: bool) -> Content:
    """Name the marks, and where there is room the columns behind the tracks."""
    legend = Content.assemble(
        (glyphs.marker, "$text-accent bold"),
        (" this drink  ", "$text-muted"),
        (glyphs.band, "$primary"),
        (" sports drinks  ", "$text-muted"),
        (glyphs.tick, "bold"),
    )
    start = _TITLE_WIDTH + room + _FIGURE_WIDTH + 2
    has_room = legend.cell_length + len(_ORS_IN_FULL) < start
    legend += Content.styled(_ORS_IN_FULL if has_room else " ORS", "$text-muted")
    if not has_ranges:
        return legend
    head = f"{'sports drinks':<{_WORD_WIDTH + _RANGE_WIDTH - 2}}{'ORS':>{_ORS_WIDTH}}"
    return Content.assemble(legend, (" " * (start - legend.cell_length) + head, "$text-muted"))


def _draw_track(cells: Cells, room: int, glyphs: Glyphs) -> list[tuple[str, str]]:
    """Return the (text, style) runs of a track."""
    track = [(glyphs.track, "$text-muted")] * room
    track[cells.low : cells.high + 1] = [(glyphs.band, "$primary")] * (cells.high + 1 - cells.low)
    track[cells.ors] = (glyphs.tick, "bold")
    track[cells.value] = (glyphs.marker, "$text-accent bold")
    return [(text * len(list(run)), style) for (text, style), run in groupby(track)]
