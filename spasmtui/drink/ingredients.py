"""Ingredients of the drink with their nutrients, and portions of them."""

from fractions import Fraction
from typing import NamedTuple


class Nutrients(NamedTuple):
    """Nutrient amounts in some quantity of food or drink.

    `scale` and `add` are methods because `*` and `+` of a tuple mean repetition and concatenation.
    """

    kcal: Fraction = Fraction(0)
    carb_g: Fraction = Fraction(0)
    sugars_g: Fraction = Fraction(0)
    sodium_mg: Fraction = Fraction(0)
    potassium_mg: Fraction = Fraction(0)
    magnesium_mg: Fraction = Fraction(0)
    calcium_mg: Fraction = Fraction(0)
    water_g: Fraction = Fraction(0)

    def scale(self, factor: Fraction) -> "Nutrients":
        """Multiply every amount by `factor`."""
        return Nutrients(*(amount * factor for amount in self))

    def add(self, other: "Nutrients") -> "Nutrients":
        """Add two sets of nutrient amounts."""
        return Nutrients(*(own + added for own, added in zip(self, other, strict=True)))


class Ingredient(NamedTuple):
    """An ingredient with its density and the nutrients in 100 g."""

    id: str
    name: str
    density: Fraction
    """Grams per millilitre, as measured by the spoon or cup."""
    units: tuple[str, ...]
    """Names of the kitchen measures that suit it, the largest first."""
    per_100_g: Nutrients
    sugars_per_100_g: tuple[tuple[str, Fraction], ...]
    """Grams of each kind of sugar."""
    citric_acid_g_per_litre: Fraction = Fraction(0)
    anions: Fraction = Fraction(1)
    """Unlisted anions per charge of its minerals; 0 where the listed citric acid is that anion."""
    dissolved_ml: Fraction | None = None
    """Millilitres that a gram adds to the drink once dissolved; None for a liquid."""
    is_infused: bool = False
    """True where it is left behind in the jug and adds nothing to the liquid."""
    whole: tuple[str, str, Fraction] | None = None
    """The piece that it is bought as: singular, plural, and the grams that one yields."""

    @property
    def public_id(self) -> str:
        """The id in JSON: kinds of water, salt and coconut water share one."""
        for kind in ("water", "salt", "coconut-water"):
            if self.id == kind or self.id.startswith(f"{kind}-"):
                return kind
        return self.id


class Portion(NamedTuple):
    """An amount of one ingredient."""

    ingredient: Ingredient
    millilitres: Fraction

    @property
    def grams(self) -> Fraction:
        """Weight in grams."""
        return self.millilitres * self.ingredient.density

    @property
    def poured_ml(self) -> Fraction:
        """Millilitres that it adds to the volume of the drink."""
        if self.ingredient.is_infused:
            return Fraction(0)
        if self.ingredient.dissolved_ml is not None:
            return self.grams * self.ingredient.dissolved_ml
        return self.millilitres
