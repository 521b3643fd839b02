"""All that a drink is made from: the pantry, how it is made, what it must not be, and what it is compared with."""

from fractions import Fraction
from typing import NamedTuple

from spasmtui.drink.recipe import Pantry
from spasmtui.drink.safety_limits import Guards

FIGURES = ("sodium_mmol_l", "potassium_mmol_l", "sugars_g_100ml", "osmolality_mosm_kg")
"""What drinks are compared by."""


class Step(NamedTuple):
    """One sentence of how it is made, with braces where amounts go."""

    say: str
    when: str = ""
    unless: str = ""


class Method(NamedTuple):
    """What the recipe says beside its amounts."""

    title: str
    purpose: str
    steps: tuple[Step, ...]
    sources: tuple[str, ...]
    reviewed: str


class ReferenceDrink(NamedTuple):
    """A drink to compare with; every figure is a range from, to."""

    id: str
    title: str
    short: str
    figures: tuple[tuple[str, tuple[Fraction, Fraction]], ...]
    sources: tuple[str, ...]

    def figure(self, name: str) -> tuple[Fraction, Fraction]:
        """The range of one figure."""
        return dict(self.figures)[name]


class Catalog(NamedTuple):
    """All the content that a drink is made from."""

    pantry: Pantry
    method: Method
    guards: Guards
    compared: tuple[ReferenceDrink, ...]
