"""The recipe and its scaling: one function applies a factor, and every way of asking for an amount only computes it.

Salt is a part like any other: nothing scales without it.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from spasmtui.drink.ingredients import Ingredient, Portion
from spasmtui.drink.measures import Amount, Measures, parse_amount
from spasmtui.drink.numbers import decimal, parse_number
from spasmtui.errors import WrongUsage

MOST_SERVINGS = Fraction(100)
FEWEST_SERVINGS = Fraction(1, 10)
MOST_LABEL_SODIUM = Fraction(100_000)
"""Milligrams a litre that a label may say before it is taken for a slip; the sea has about 10,800."""
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
    """A batch: how many servings, and what goes into the jug."""

    servings: Fraction
    parts: tuple[Portion, ...]

    @property
    def volume_ml(self) -> Fraction:
        """What the jug holds in the end."""
        return sum((part.poured_ml for part in self.parts), Fraction(0))

    def part(self, ingredient: str) -> Portion | None:
        """The part with this public id."""
        return next((part for part in self.parts if part.food.public_id == ingredient), None)

    @property
    def ids(self) -> frozenset[str]:
        """The public ids of what is in it."""
        return frozenset(part.food.public_id for part in self.parts)


class Choices(NamedTuple):
    """Which variation of the recipe; amounts are for the recipe's own four servings and scale with it."""

    measures: str = "us"
    sweetener: str = "honey"
    citrus: str = "lemon"
    water: str | Fraction = "mineral-free"
    """A kind of water, or the sodium of a label in mg/L."""
    coconut: str = ""
    """Coconut water in place of as much water: an amount such as `1cup`; empty for none."""
    coconut_kind: str = "packaged"
    fruit: str = "strawberries"
    """Which fruit, where the sweetener is `fruit`."""
    is_fruit_eaten: bool = False
    has_mint: bool = False
    salt: str = "table"


class Pantry(NamedTuple):
    """What recipes are written from: foods by id, measures by id, and the amounts of the article."""

    foods: Mapping[str, Ingredient]
    measures: Mapping[str, Measures]
    servings: Fraction
    amounts: Mapping[str, str]
    """`water`, `citrus`, `sweetener`, `salt`, `fruit` and `mint` as kitchen texts."""


def parse_water(text: str) -> str | Fraction:
    """A kind of water, or the sodium of its label in mg/L, which may be zero.

    Raises:
        WrongUsage: neither, or more sodium than any water has.
    """
    word = text.strip().lower()
    if word in WATERS:
        return word
    if word in {"0", "0.0"}:
        return Fraction(0)
    try:
        sodium = parse_number(word)
    except WrongUsage as error:
        raise WrongUsage(
            f"--water is {', '.join(WATERS)}, or the sodium on the label in mg/L, not {text[:40]!r}."
        ) from error
    if sodium > MOST_LABEL_SODIUM:
        raise WrongUsage(f"No water has {decimal(sodium)} mg of sodium a litre; the sea has about 10,800.")
    return sodium


def foods_of(choices: Choices) -> tuple[str, ...]:
    """The ids of the foods that a variation is written from."""
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
    """The same drink, so many times as much of it: every part, salt too."""
    return Recipe(
        recipe.servings * factor, tuple(Portion(part.food, part.millilitres * factor) for part in recipe.parts)
    )


def write_recipe(choices: Choices, pantry: Pantry) -> Recipe:
    """The article's recipe in this variation, for its own number of servings.

    Raises:
        WrongUsage: more coconut water than the recipe has water.
    """
    measures = pantry.measures[choices.measures]
    amounts = {name: parse_amount(text, measures).number for name, text in pantry.amounts.items()}
    coconut = _coconut(choices, measures, amounts["water"])
    parts = [Portion(_water(choices.water, pantry), amounts["water"] - coconut)] if coconut < amounts["water"] else []
    juices = CITRUS[choices.citrus]
    parts += [Portion(pantry.foods[juice], amounts["citrus"] / len(juices)) for juice in juices]
    if choices.sweetener not in {"fruit", "none"}:
        parts.append(Portion(pantry.foods[choices.sweetener], amounts["sweetener"]))
    # The recipe's salt is a weight: a level spoon of flaky salt holds half of it, so the spoon changes, not the salt.
    salt = pantry.foods[SALT_KINDS[choices.salt]]
    parts.append(Portion(salt, amounts["salt"] * pantry.foods["salt"].density / salt.density))
    if coconut:
        parts.append(Portion(pantry.foods[COCONUTS[choices.coconut_kind]], coconut))
    if choices.has_mint:
        parts.append(Portion(pantry.foods["mint"], amounts["mint"]))
    if choices.sweetener == "fruit":
        parts.append(Portion(pantry.foods[choices.fruit], amounts["fruit"]))
    return Recipe(pantry.servings, tuple(parts))


def _water(water: str | Fraction, pantry: Pantry) -> Ingredient:
    if isinstance(water, str):
        return pantry.foods[f"water-{water}"]
    plain = pantry.foods["water-mineral-free"]
    return plain._replace(per_100_g=plain.per_100_g._replace(sodium_mg=water / 10))


def _coconut(choices: Choices, measures: Measures, water_ml: Fraction) -> Fraction:
    if not choices.coconut:
        return Fraction(0)
    amount = parse_amount(choices.coconut, measures)
    if amount.kind != "ml":
        raise WrongUsage(f"Coconut water is measured, not {choices.coconut!r}. Write --coconut 1cup or 250ml.")
    if amount.number > water_ml:
        raise WrongUsage(
            f"The recipe for four has {decimal(water_ml)} mL of water; coconut water can replace all of it, not more."
        )
    return amount.number


def factor_for_servings(recipe: Recipe, servings: Fraction) -> Fraction:
    """How many times the recipe makes so many servings.

    Raises:
        WrongUsage: fewer or more than a kitchen makes.
    """
    if not FEWEST_SERVINGS <= servings <= MOST_SERVINGS:
        litres = decimal(MOST_SERVINGS / recipe.servings * recipe.volume_ml / 1000)
        raise WrongUsage(
            f"That is {_many(servings)} servings. Ask for {decimal(FEWEST_SERVINGS, 1)} to {decimal(MOST_SERVINGS)},"
            f" up to about {litres} litres."
        )
    return servings / recipe.servings


def factor_for_volume(recipe: Recipe, volume_ml: Fraction) -> Fraction:
    """How many times the recipe makes up *to* a volume: everything in the jug, not the water added.

    Raises:
        WrongUsage: fewer or more servings than a kitchen makes.
    """
    return factor_for_servings(recipe, volume_ml / recipe.volume_ml * recipe.servings)


def factor_for_part(recipe: Recipe, ingredient: str, amount: Amount) -> Fraction:
    """How many times the recipe uses up what there is of one ingredient.

    Raises:
        WrongUsage: the ingredient is not in the recipe, cannot be counted, or makes too little or too much.
    """
    part = recipe.part(ingredient)
    if part is None:
        inside = ", ".join(sorted(recipe.ids))
        raise WrongUsage(f"There is no {ingredient} in this recipe; it has {inside}.")
    return factor_for_servings(recipe, have_ml(part.food, amount) / part.millilitres * recipe.servings)


def have_ml(food: Ingredient, amount: Amount) -> Fraction:
    """The millilitres of an ingredient that an amount of it is.

    Raises:
        WrongUsage: a bare number of something that is not bought by the piece.
    """
    if amount.kind == "ml":
        return amount.number
    if amount.kind == "g":
        return amount.number / food.density
    if food.whole is None:
        raise WrongUsage(f"How much {food.name}? Write {food.public_id}=4g or {food.public_id}=1cup.")
    return amount.number * food.whole[2] / food.density


def _many(servings: Fraction) -> str:
    if servings < FEWEST_SERVINGS:
        return "less than a tenth of a serving: too few"
    return decimal(servings, 1) if servings < 1_000_000 else "more than a million"
