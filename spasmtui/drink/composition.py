"""What is in the glass: energy, sugars, minerals, and an estimate of its strength.

The osmolality is an ideal-solution estimate, give or take 15% (facts part 8e): 1.86 particles for each molecule of
table salt, one for each dissolved sugar molecule, one for each molecule of citric acid, and the minerals of the
ingredients with the anions their charge asks for, divided by the water of all ingredients. The anion of the minerals
of juice is the citric acid already counted; maple's is mostly malate, which carries two charges; elsewhere one each.
"""

from fractions import Fraction
from typing import NamedTuple

from spasmtui.drink.ingredients import Nutrients, Portion
from spasmtui.drink.recipe import Recipe

UNCERTAINTY_PERCENT = 15
"""The osmolality estimate is good to so much."""

_G_PER_MOL = {
    "glucose": Fraction("180.156"),
    "fructose": Fraction("180.156"),
    "galactose": Fraction("180.156"),
    "sucrose": Fraction("342.297"),
    "maltose": Fraction("342.297"),
}
_CITRIC_ACID_G_PER_MOL = Fraction("192.124")
_MG_PER_MMOL = {
    "sodium_mg": Fraction("22.990"),
    "potassium_mg": Fraction("39.098"),
    "magnesium_mg": Fraction("24.305"),
    "calcium_mg": Fraction("40.078"),
}
_CHARGES = {"sodium_mg": 1, "potassium_mg": 1, "magnesium_mg": 2, "calcium_mg": 2}
_SALT_PARTICLES = Fraction("1.86")


class Composition(NamedTuple):
    """What a batch holds, and how concentrated it is."""

    servings: Fraction
    volume_ml: Fraction
    batch: Nutrients
    """The liquid alone: infused fruit and mint stay behind."""
    eaten: Nutrients
    """What the infused fruit adds for those who eat it."""
    sugars_g: tuple[tuple[str, Fraction], ...]
    """Grams of each kind of sugar in the liquid of the batch."""
    osmoles_mmol: Fraction
    """Dissolved particles in the batch."""

    @property
    def serving_ml(self) -> Fraction:
        """One glass."""
        return self.volume_ml / self.servings

    @property
    def per_serving(self) -> Nutrients:
        """In one glass, without the fruit."""
        return self.batch.times(1 / self.servings)

    @property
    def per_litre(self) -> Nutrients:
        """In a litre, without the fruit."""
        return self.batch.times(1000 / self.volume_ml)

    @property
    def sodium_mmol_l(self) -> Fraction:
        """Sodium concentration."""
        return self.batch.sodium_mg * 1000 / (self.volume_ml * _MG_PER_MMOL["sodium_mg"])

    @property
    def potassium_mmol_l(self) -> Fraction:
        """Potassium concentration."""
        return self.batch.potassium_mg * 1000 / (self.volume_ml * _MG_PER_MMOL["potassium_mg"])

    @property
    def sugars_g_100ml(self) -> Fraction:
        """Grams of sugars in 100 mL."""
        return self.batch.sugars_g * 100 / self.volume_ml

    @property
    def carb_g_100ml(self) -> Fraction:
        """Grams of carbohydrate in 100 mL, citric acid included as in the food tables."""
        return self.batch.carb_g * 100 / self.volume_ml

    @property
    def osmolality_mosm_kg(self) -> Fraction:
        """Estimated strength by the weight of water."""
        return self.osmoles_mmol * 1000 / self.batch.water_g

    @property
    def osmolarity_mosm_l(self) -> Fraction:
        """Estimated strength by the volume of drink."""
        return self.osmoles_mmol * 1000 / self.volume_ml


def compose(recipe: Recipe) -> Composition:
    """Add up a batch."""
    liquid = [part for part in recipe.parts if not part.food.is_infused]
    fruit = [part for part in recipe.parts if part.food.is_infused and part.food.id != "mint"]
    sugars: dict[str, Fraction] = {}
    for part in liquid:
        for kind, grams in part.food.sugars_per_100_g:
            sugars[kind] = sugars.get(kind, Fraction(0)) + part.grams * grams / 100
    return Composition(
        servings=recipe.servings,
        volume_ml=recipe.volume_ml,
        batch=_total(liquid),
        eaten=_total(fruit),
        sugars_g=tuple(sugars.items()),
        osmoles_mmol=sum((_osmoles(part) for part in liquid), Fraction(0)),
    )


def _total(parts: list[Portion]) -> Nutrients:
    total = Nutrients()
    for part in parts:
        total = total.plus(part.food.per_100_g.times(part.grams / 100))
    return total


def _osmoles(part: Portion) -> Fraction:
    """Millimoles of particles that one ingredient brings."""
    food, hundreds = part.food, part.grams / 100
    sugars = sum((grams * 1000 / _G_PER_MOL[kind] for kind, grams in food.sugars_per_100_g), Fraction(0))
    acid = part.millilitres * food.citric_acid_g_per_litre / _CITRIC_ACID_G_PER_MOL
    minerals = Fraction(0)
    for name, mg_per_mmol in _MG_PER_MMOL.items():
        particles = 1 + food.anions * _CHARGES[name]
        if name == "sodium_mg" and food.public_id == "salt":
            particles = _SALT_PARTICLES
        minerals += getattr(food.per_100_g, name) / mg_per_mmol * particles
    return hundreds * (sugars + minerals) + acid
