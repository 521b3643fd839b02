"""Composition of a batch: energy, sugars, minerals, and an estimate of its osmolality.

The osmolality is an ideal-solution estimate, give or take 15% (facts part 8e): 1.86 particles for each molecule of
table salt, one for each dissolved sugar molecule, one for each molecule of citric acid, and the minerals of the
ingredients with the anions that balance their charge, divided by the water of all ingredients. The anion of the
minerals of juice is the citric acid already counted; maple's is mostly malate, which carries two charges; elsewhere
each charge has one anion.
"""

from fractions import Fraction
from typing import NamedTuple

from spasmtui.drink.ingredients import Nutrients, Portion
from spasmtui.drink.recipe import Recipe

UNCERTAINTY_PERCENT = 15
"""Uncertainty of the osmolality estimate, in percent either way."""

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
    """Nutrients and concentrations of a batch."""

    servings: Fraction
    volume_ml: Fraction
    liquid: Nutrients
    """Nutrients of the liquid of the batch: infused fruit and mint are left behind."""
    fruit: Nutrients
    """Nutrients that the infused fruit of the batch adds when it is eaten."""
    sugars_g: tuple[tuple[str, Fraction], ...]
    """Grams of each kind of sugar in the liquid of the batch."""
    osmoles_mmol: Fraction
    """Millimoles of dissolved particles in the batch."""

    @property
    def serving_ml(self) -> Fraction:
        """Volume of one serving in mL."""
        return self.volume_ml / self.servings

    @property
    def per_serving(self) -> Nutrients:
        """Nutrients of one serving of the liquid."""
        return self.liquid.scale(1 / self.servings)

    @property
    def per_serving_with_fruit(self) -> Nutrients:
        """Nutrients of one serving with its share of the infused fruit."""
        return self.per_serving.add(self.fruit_per_serving)

    @property
    def fruit_per_serving(self) -> Nutrients:
        """Nutrients of the infused fruit in one serving."""
        return self.fruit.scale(1 / self.servings)

    @property
    def per_litre(self) -> Nutrients:
        """Nutrients of one litre of the liquid."""
        return self.liquid.scale(1000 / self.volume_ml)

    @property
    def sodium_mmol_l(self) -> Fraction:
        """Sodium in mmol per litre."""
        return self.liquid.sodium_mg * 1000 / (self.volume_ml * _MG_PER_MMOL["sodium_mg"])

    @property
    def potassium_mmol_l(self) -> Fraction:
        """Potassium in mmol per litre."""
        return self.liquid.potassium_mg * 1000 / (self.volume_ml * _MG_PER_MMOL["potassium_mg"])

    @property
    def sugars_g_100ml(self) -> Fraction:
        """Sugars in grams per 100 mL."""
        return self.liquid.sugars_g * 100 / self.volume_ml

    @property
    def osmolality_mosm_kg(self) -> Fraction:
        """Estimated osmolality in mOsm per kg of water."""
        return self.osmoles_mmol * 1000 / self.liquid.water_g


def calculate_composition(recipe: Recipe) -> Composition:
    """Add up the ingredients of a batch."""
    liquid = [portion for portion in recipe.portions if not portion.ingredient.is_infused]
    fruit = [
        portion for portion in recipe.portions if portion.ingredient.is_infused and portion.ingredient.id != "mint"
    ]
    sugars: dict[str, Fraction] = {}
    for portion in liquid:
        for kind, grams in portion.ingredient.sugars_per_100_g:
            sugars[kind] = sugars.get(kind, Fraction(0)) + portion.grams * grams / 100
    return Composition(
        servings=recipe.servings,
        volume_ml=recipe.volume_ml,
        liquid=_total(liquid),
        fruit=_total(fruit),
        sugars_g=tuple(sugars.items()),
        osmoles_mmol=sum((_osmoles_mmol(portion) for portion in liquid), Fraction(0)),
    )


def _total(portions: list[Portion]) -> Nutrients:
    total = Nutrients()
    for portion in portions:
        total = total.add(portion.ingredient.per_100_g.scale(portion.grams / 100))
    return total


def _osmoles_mmol(portion: Portion) -> Fraction:
    """Calculate the millimoles of dissolved particles of one portion."""
    ingredient, hundreds = portion.ingredient, portion.grams / 100
    sugars = sum((grams * 1000 / _G_PER_MOL[kind] for kind, grams in ingredient.sugars_per_100_g), Fraction(0))
    acid = portion.millilitres * ingredient.citric_acid_g_per_litre / _CITRIC_ACID_G_PER_MOL
    minerals = Fraction(0)
    for name, mg_per_mmol in _MG_PER_MMOL.items():
        particles = 1 + ingredient.anions * _CHARGES[name]
        if name == "sodium_mg" and ingredient.public_id == "salt":
            particles = _SALT_PARTICLES
        minerals += getattr(ingredient.per_100_g, name) / mg_per_mmol * particles
    return hundreds * (sugars + minerals) + acid
