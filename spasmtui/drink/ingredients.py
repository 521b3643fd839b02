"""An ingredient, what it holds, and so much of it."""

from fractions import Fraction
from typing import NamedTuple


class Nutrients(NamedTuple):
    """Amounts in so much food or drink."""

    kcal: Fraction = Fraction(0)
    carb_g: Fraction = Fraction(0)
    sugars_g: Fraction = Fraction(0)
    sodium_mg: Fraction = Fraction(0)
    potassium_mg: Fraction = Fraction(0)
    magnesium_mg: Fraction = Fraction(0)
    calcium_mg: Fraction = Fraction(0)
    water_g: Fraction = Fraction(0)

    def times(self, factor: Fraction) -> "Nutrients":
        """The amounts in so many times as much."""
        return Nutrients(*(amount * factor for amount in self))

    def plus(self, other: "Nutrients") -> "Nutrients":
        """The amounts in both."""
        return Nutrients(*(mine + its for mine, its in zip(self, other, strict=True)))


class Ingredient(NamedTuple):
    """An ingredient and what 100 g of it hold."""

    id: str
    name: str
    density: Fraction
    """Grams a millilitre, as measured by the spoon or cup."""
    units: tuple[str, ...]
    """The measures that make sense for it, the largest first."""
    per_100_g: Nutrients
    sugars_per_100_g: tuple[tuple[str, Fraction], ...]
    """Grams of each kind of sugar."""
    citric_acid_g_per_litre: Fraction = Fraction(0)
    anions: Fraction = Fraction(1)
    """Particles of unlisted anions for each charge of its minerals; none where the listed acid is that anion."""
    dissolved_ml: Fraction | None = None
    """Room that a gram takes up once dissolved; None for what is poured."""
    is_infused: bool = False
    """Whether it stays behind in the jug: no part of the liquid."""
    whole: tuple[str, str, Fraction] | None = None
    """What one buys: its name for one and for many, and the grams one yields."""

    @property
    def public_id(self) -> str:
        """The id in JSON: kinds of water, salt and coconut water share one."""
        for kind in ("water", "salt", "coconut-water"):
            if self.id == kind or self.id.startswith(f"{kind}-"):
                return kind
        return self.id


class Portion(NamedTuple):
    """So much of one ingredient."""

    food: Ingredient
    millilitres: Fraction

    @property
    def grams(self) -> Fraction:
        """Its weight."""
        return self.millilitres * self.food.density

    @property
    def poured_ml(self) -> Fraction:
        """What it adds to the volume of the drink."""
        if self.food.is_infused:
            return Fraction(0)
        if self.food.dissolved_ml is not None:
            return self.grams * self.food.dissolved_ml
        return self.millilitres
