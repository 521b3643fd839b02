"""The content that a drink is made from, as one value: tables, method, safety rules and drinks to compare with."""

from fractions import Fraction
from typing import NamedTuple

from spasmtui.drink.recipe import RecipeTables
from spasmtui.drink.safety_limits import SafetyRules

QUANTITIES = ("sodium_mmol_l", "potassium_mmol_l", "sugars_g_100ml", "osmolality_mosm_kg")
"""The properties of a composition that drinks are compared by."""


class Step(NamedTuple):
    """One sentence of the method, with amounts in braces."""

    say: str
    when: str = ""
    """The tag that the batch must have; empty for none."""
    unless: str = ""
    """The tag that the batch must not have; empty for none."""


class Method(NamedTuple):
    """The recipe's text: title, purpose, steps, sources and review date."""

    title: str
    purpose: str
    steps: tuple[Step, ...]
    sources: tuple[str, ...]
    reviewed: str


class ReferenceDrink(NamedTuple):
    """A drink to compare with; every quantity is a range (lowest, highest)."""

    id: str
    title: str
    short: str
    quantities: tuple[tuple[str, tuple[Fraction, Fraction]], ...]
    sources: tuple[str, ...]

    def quantity(self, name: str) -> tuple[Fraction, Fraction]:
        """Return the range of one of `QUANTITIES`."""
        return dict(self.quantities)[name]


class Catalog(NamedTuple):
    """All content of the drink."""

    tables: RecipeTables
    method: Method
    safety_rules: SafetyRules
    reference_drinks: tuple[ReferenceDrink, ...]
