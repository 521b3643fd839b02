"""The recipe and its scaling: `scale` applies a factor, and the `factor_for_...` functions calculate one.

Salt is an ingredient like any other, so nothing scales without it.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from spasmtui.drink.ingredients import Ingredient, Portion
from spasmtui.drink.measures import Amount, Measures, parse_amount, volume_text
from spasmtui.drink.numbers import decimal, parse_number
from spasmtui.errors import WrongUsage

MAX_SERVINGS = Fraction(100)
MIN_SERVINGS = Fraction(1, 10)
MAX_LABEL_SODIUM_MG_L = Fraction(100_000)
"""The most sodium accepted from a water's label, in mg/L; sea water has about 10,800."""
SALT_KINDS = {"table": "salt", "fine-sea": "salt-fine-sea", "kosher": "salt-kosher", "flaky": "salt-flaky"}
SWEETENERS = ("honey", "maple", "sugar", "fruit", "none")
CITRUS = {
    "lemon": ("citrus-lemon",),
    "lime": ("citrus-lime",),
    "both": ("citrus-lemon", "citrus-lime"),
}
WATERS = ("mineral-free", "tap", "bottled", "mineral-rich")
FRUITS = ("strawberries", "oranges", "watermelon", "blueberries", "raspberries")
COCONUTS = {"packaged": "coconut-water", "fresh": "coconut-water-fresh"}


class Recipe(NamedTuple):
    """A number of servings and the portions for them."""

    servings: Fraction
    portions: tuple[Portion, ...]

    @property
    def volume_ml(self) -> Fraction:
        """Volume of the finished drink in mL."""
        return sum((portion.poured_ml for portion in self.portions), Fraction(0))

    def portion(self, public_id: str) -> Portion | None:
        """Return the portion of the ingredient with this public id, or None."""
        return next((portion for portion in self.portions if portion.ingredient.public_id == public_id), None)

    @property
    def ids(self) -> frozenset[str]:
        """The public ids of its ingredients."""
        return frozenset(portion.ingredient.public_id for portion in self.portions)


class Choices(NamedTuple):
    """A variation of the recipe; its amounts are for the recipe's own four servings and scale with it."""

    measures: str = "us"
    sweetener: str = "honey"
    citrus: str = "lemon"
    water: str | Fraction = "mineral-free"
    """A kind of water, or the sodium of a label in mg/L."""
    coconut: str = ""
    """Coconut water in place of the same amount of water, such as `1cup` of the recipe's four; empty for none."""
    coconut_kind: str = "packaged"
    fruit: str = "strawberries"
    """The fruit, if the sweetener is `fruit`."""
    is_fruit_eaten: bool = False
    has_mint: bool = False
    salt: str = "table"


class RecipeTables(NamedTuple):
    """The tables that a recipe is written from: ingredients by id, measures by country, and the article's amounts."""

    ingredients: Mapping[str, Ingredient]
    measures: Mapping[str, Measures]
    servings: Fraction
    amounts: Mapping[str, str]
    """`water`, `citrus`, `sweetener`, `salt`, `fruit` and `mint` in kitchen measures, such as `1/4 cup`."""
    cups: str = "us"
    """The id of the measures that these amounts, and the amount of coconut water, are in."""


def parse_water(text: str) -> str | Fraction:
    """Parse a kind of water, or the sodium on its label in mg/L, which may be zero.

    Raises:
        WrongUsage: the text is neither, or more sodium than any water has.
    """
    word = text.strip().lower().removesuffix("/l").removesuffix("mg").strip()
    if word in WATERS:
        return word
    if word in {"0", "0.0"}:
        return Fraction(0)
    try:
        sodium = parse_number(word)
    except WrongUsage as error:
        raise WrongUsage(
            f"The water cannot be {text[:40]!r}. It can be {', '.join(WATERS)}, or the sodium on its label in mg/L,"
            " such as 130."
        ) from error
    if sodium > MAX_LABEL_SODIUM_MG_L:
        raise WrongUsage(f"No water has {decimal(sodium)} mg of sodium in a litre: even the sea has about 10,800.")
    return sodium


def ingredient_ids(choices: Choices) -> tuple[str, ...]:
    """Return the ids of the ingredients that a variation is written from."""
    water = choices.water if isinstance(choices.water, str) else "mineral-free"
    sweetener = {"fruit": choices.fruit, "none": ""}.get(choices.sweetener, choices.sweetener)
    return (
        f"water-{water}",
        *CITRUS[choices.citrus],
        *([sweetener] if sweetener else []),
        "salt",
        SALT_KINDS[choices.salt],
        *([COCONUTS[choices.coconut_kind]] if choices.coconut else []),
        *(["mint"] if choices.has_mint else []),
    )


def scale(recipe: Recipe, factor: Fraction) -> Recipe:
    """Multiply the servings and every portion by `factor`."""
    return Recipe(
        recipe.servings * factor,
        tuple(Portion(portion.ingredient, portion.millilitres * factor) for portion in recipe.portions),
    )


def write_recipe(choices: Choices, tables: RecipeTables) -> Recipe:
    """Write the article's recipe in this variation, for its own number of servings, in grams and millilitres.

    The measures of the person play no part: they express the drink and never change it.

    Raises:
        WrongUsage: there is more coconut water than the recipe has water.
    """
    measures = tables.measures[tables.cups]
    amounts = {name: parse_amount(text, measures).number for name, text in tables.amounts.items()}
    coconut = _coconut_ml(choices, measures, amounts["water"])
    portions: list[Portion] = []
    if coconut < amounts["water"]:
        portions.append(Portion(_water_ingredient(choices.water, tables), amounts["water"] - coconut))
    juices = CITRUS[choices.citrus]
    portions += [Portion(tables.ingredients[juice], amounts["citrus"] / len(juices)) for juice in juices]
    if choices.sweetener not in {"fruit", "none"}:
        portions.append(Portion(tables.ingredients[choices.sweetener], amounts["sweetener"]))
    # The recipe's salt is a weight. A level spoon of flaky salt weighs half as much, so the volume changes here.
    salt = tables.ingredients[SALT_KINDS[choices.salt]]
    portions.append(Portion(salt, amounts["salt"] * tables.ingredients["salt"].density / salt.density))
    if coconut:
        portions.append(Portion(tables.ingredients[COCONUTS[choices.coconut_kind]], coconut))
    if choices.has_mint:
        portions.append(Portion(tables.ingredients["mint"], amounts["mint"]))
    if choices.sweetener == "fruit":
        portions.append(Portion(tables.ingredients[choices.fruit], amounts["fruit"]))
    return Recipe(tables.servings, tuple(portions))


def _water_ingredient(water: str | Fraction, tables: RecipeTables) -> Ingredient:
    if isinstance(water, str):
        return tables.ingredients[f"water-{water}"]
    plain = tables.ingredients["water-mineral-free"]
    return plain._replace(per_100_g=plain.per_100_g._replace(sodium_mg=water / 10))


def _coconut_ml(choices: Choices, measures: Measures, water_ml: Fraction) -> Fraction:
    if not choices.coconut:
        return Fraction(0)
    amount = parse_amount(choices.coconut, measures)
    if amount.kind != "ml":
        raise WrongUsage(f"Coconut water is a volume, and {choices.coconut[:40]!r} is not. Write 1cup or 250ml.")
    if amount.number > water_ml:
        raise WrongUsage(
            f"The recipe for four has {volume_text(water_ml)} of water. Coconut water can replace all of it, not more."
        )
    return amount.number


def factor_for_servings(recipe: Recipe, servings: Fraction) -> Fraction:
    """Calculate the factor that scales the recipe to a number of servings.

    Raises:
        WrongUsage: there are fewer than `MIN_SERVINGS` or more than `MAX_SERVINGS`.
    """
    if not MIN_SERVINGS <= servings <= MAX_SERVINGS:
        litres = decimal(MAX_SERVINGS / recipe.servings * recipe.volume_ml / 1000)
        raise WrongUsage(
            f"That would be {_describe_servings(servings)}. Ask for {decimal(MIN_SERVINGS, 1)} to"
            f" {decimal(MAX_SERVINGS)} servings, up to about {litres} litres."
        )
    return servings / recipe.servings


def factor_for_volume(recipe: Recipe, volume_ml: Fraction) -> Fraction:
    """Calculate the factor that scales the finished drink, not the water added, to a volume.

    Raises:
        WrongUsage: it makes fewer than `MIN_SERVINGS` or more than `MAX_SERVINGS`.
    """
    return factor_for_servings(recipe, volume_ml / recipe.volume_ml * recipe.servings)


def factor_for_ingredient(recipe: Recipe, public_id: str, amount: Amount) -> Fraction:
    """Calculate the factor that uses up an amount of one ingredient.

    Raises:
        WrongUsage: the ingredient is not in the recipe, cannot be counted, or makes too little or too much.
    """
    portion = recipe.portion(public_id)
    if portion is None:
        ids = ", ".join(sorted(recipe.ids))
        raise WrongUsage(f"There is no {public_id} in this recipe. It has {ids}.")
    return factor_for_servings(recipe, amount_ml(portion.ingredient, amount) / portion.millilitres * recipe.servings)


def amount_ml(ingredient: Ingredient, amount: Amount) -> Fraction:
    """Convert an amount of an ingredient to millilitres.

    Raises:
        WrongUsage: it is a bare number of an ingredient that is not bought by the piece.
    """
    if amount.kind == "ml":
        return amount.number
    if amount.kind == "g":
        return amount.number / ingredient.density
    if ingredient.whole is None:
        example = "4g" if ingredient.public_id == "salt" else "1cup"
        raise WrongUsage(
            f"The amount of {ingredient.name} has no unit. Write {ingredient.public_id}={example}, for example."
        )
    return amount.number * ingredient.whole[2] / ingredient.density


def _describe_servings(servings: Fraction) -> str:
    if servings < MIN_SERVINGS:
        return "less than a tenth of a serving"
    return f"{decimal(servings, 1) if servings < 1_000_000 else 'more than a million'} servings"
