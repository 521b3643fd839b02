"""Prepare a batch of the drink: scale the recipe, check the limits, and measure and describe the result."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from spasmtui.drink.catalog import Catalog, Step
from spasmtui.drink.composition import Composition, calculate_composition
from spasmtui.drink.ingredients import Nutrients, Portion
from spasmtui.drink.measures import (
    MAX_ERROR,
    NEAR,
    Amount,
    MeasuredAmount,
    Measures,
    describe_units,
    measure_amount,
    nearest_spoons,
    parse_amount,
    parse_volume,
    volume_text,
)
from spasmtui.drink.numbers import parse_number, rounded
from spasmtui.drink.recipe import (
    FRUITS,
    Choices,
    Recipe,
    amount_ml,
    factor_for_ingredient,
    factor_for_servings,
    factor_for_volume,
    scale,
    write_recipe,
)
from spasmtui.drink.safety_limits import DrinkWarning, check_limits, describe_salt_error, select_warnings
from spasmtui.errors import RefusedForSafety, WrongUsage
from spasmtui.shared.suggest import STRICT, did_you_mean

INGREDIENT_IDS = (
    "water", "citrus-lemon", "citrus-lime", "honey", "maple", "sugar", "salt", "coconut-water", "mint",
    "strawberries", "oranges", "watermelon", "blueberries", "raspberries",
)  # fmt: skip
"""Public ids of the ingredients, as in JSON."""
_SHORT_NAMES = {"lemon": "citrus-lemon", "lime": "citrus-lime", "coconut": "coconut-water"}
_SOLD_BY_WEIGHT = frozenset({"honey", "sugar", "salt", "mint", *FRUITS})
"""Ingredients of which an ounce is one of weight; of the others it is a fluid ounce."""
_MAKES_STRENGTH = frozenset({"water", "salt"})
"""Ingredients that are measured more nearly, because they make the drink weak or salty."""


class Size(NamedTuple):
    """The size asked for, in one of three ways; without any it is the recipe's own four servings."""

    servings: Fraction | None = None
    volume_ml: Fraction | None = None
    have: tuple[str, Amount] | None = None
    """An ingredient to use up: its public id and the amount at hand."""
    reading: str = ""
    """How the units of the size were read, where countries or ingredients differ; empty where none does."""


class Batch(NamedTuple):
    """A prepared batch with everything that is shown of it."""

    choices: Choices
    measures: Measures
    recipe: Recipe
    composition: Composition
    amounts: tuple[MeasuredAmount, ...]
    """The measured amount of each portion of the recipe, in its order."""
    warnings: tuple[DrinkWarning, ...]
    steps: tuple[str, ...]
    """The sentences of the method, with amounts."""
    reading: str = ""
    """How the units of the size were read, as in `Size`."""

    def measured_portions(self) -> Iterator[tuple[Portion, MeasuredAmount]]:
        """Pair each portion with its measured amount."""
        return zip(self.recipe.portions, self.amounts, strict=True)

    @property
    def serving(self) -> Nutrients:
        """Nutrients of one serving, with the infused fruit if it is eaten."""
        if self.choices.is_fruit_eaten:
            return self.composition.per_serving_with_fruit
        return self.composition.per_serving


def parse_servings(text: str) -> Size:
    """Parse a number of servings, such as `6`, `2 1/2` or `6 servings`.

    Raises:
        WrongUsage: the text is no number above zero.
    """
    number, _, noun = text.strip().rpartition(" ")
    return Size(servings=parse_number(number if noun.lower() in {"serving", "servings", "glass", "glasses"} else text))


def parse_volume_size(text: str, measures: Measures) -> Size:
    """Parse a volume to make, such as `750ml`, `24oz` or `half a gallon`.

    Raises:
        WrongUsage: the text is no volume above zero.
    """
    return Size(volume_ml=parse_volume(text, measures), reading=describe_units(text, measures))


def parse_have_size(text: str, measures: Measures) -> Size:
    """Parse an ingredient to use up, such as `salt=4g` or `honey=12oz`.

    Raises:
        WrongUsage: the text is not of that form, or there is no ingredient of that name.
    """
    have = parse_have(text, measures)
    amount = text.partition("=")[2]
    return Size(have=have, reading=describe_units(amount, measures, weighs=have[0] in _SOLD_BY_WEIGHT))


def parse_have(text: str, measures: Measures) -> tuple[str, Amount]:
    """Parse an ingredient and an amount of it, such as `salt=4g`, `lemon=3` or `honey=1/2 cup`.

    An ounce of what is sold by weight is one of weight, and of what is poured a fluid ounce.

    Raises:
        WrongUsage: the text is not of that form, or there is no ingredient of that name.
    """
    name, equals, amount = text.partition("=")
    name = name.strip().lower()
    public_id = _SHORT_NAMES.get(name, name)
    if not equals:
        raise WrongUsage(f"{text[:40]!r} does not say how much there is. Write salt=4g, for example.")
    if public_id not in INGREDIENT_IDS:
        hint = did_you_mean(name, [*INGREDIENT_IDS, *_SHORT_NAMES], cutoff=STRICT)
        raise WrongUsage(
            f"There is no ingredient {name[:40]!r}.{hint or ' The ingredients are ' + ', '.join(INGREDIENT_IDS) + '.'}"
        )
    return public_id, parse_amount(amount, measures, weighs=public_id in _SOLD_BY_WEIGHT)


def prepare_batch(catalog: Catalog, choices: Choices, size: Size, about: frozenset[str] = frozenset()) -> Batch:
    """Prepare a batch.

    Args:
        catalog: the content of the drink.
        choices: the variation.
        size: the size of the batch.
        about: words of the person's settings that select warnings.

    Raises:
        WrongUsage: the size makes no sense.
        RefusedForSafety: the drink would be past a limit, also because of a slip with the salt.
    """
    measures = catalog.tables.measures[choices.measures]
    unscaled = write_recipe(choices, catalog.tables)
    recipe = scale(unscaled, _scaling_factor(unscaled, size, catalog, measures))
    composition = calculate_composition(recipe)
    check_limits(composition, catalog.safety_rules)
    amounts = tuple(_measure(portion, measures) for portion in recipe.portions)
    return Batch(
        choices=choices,
        measures=measures,
        recipe=recipe,
        composition=composition,
        amounts=amounts,
        warnings=select_warnings(recipe, composition, catalog.safety_rules, about),
        steps=_format_steps(catalog.method.steps, recipe, amounts, composition, measures),
        reading=size.reading,
    )


def _measure(portion: Portion, measures: Measures) -> MeasuredAmount:
    """Measure a portion, water and salt more nearly than the others."""
    ingredient = portion.ingredient
    near = NEAR if ingredient.public_id in _MAKES_STRENGTH else MAX_ERROR
    return measure_amount(portion.millilitres, portion.grams, ingredient.units, measures, near)


def _scaling_factor(recipe: Recipe, size: Size, catalog: Catalog, measures: Measures) -> Fraction:
    """Calculate the factor that scales the recipe to a size.

    Raises:
        WrongUsage: two sizes disagree, or the size makes no sense.
        RefusedForSafety: the salt at hand is past a limit for the size asked for.
    """
    if size.servings is not None and size.volume_ml is not None:
        raise WrongUsage("Give --servings or --volume, not both, because each of them says how much to make.")
    if size.servings is not None:
        factor = factor_for_servings(recipe, size.servings)
    elif size.volume_ml is not None:
        factor = factor_for_volume(recipe, size.volume_ml)
    elif size.have is not None:
        return factor_for_ingredient(recipe, *size.have)
    else:
        return Fraction(1)
    if size.have is not None:
        _check_salt_at_hand(scale(recipe, factor), size.have, catalog, measures)
    return factor


def _check_salt_at_hand(recipe: Recipe, have: tuple[str, Amount], catalog: Catalog, measures: Measures) -> None:
    """Accept a second size only if it is the salt that the first one takes: other salt is a slip of the spoon.

    Raises:
        WrongUsage: the two sizes disagree.
        RefusedForSafety: they disagree, and the batch with the salt at hand would be past a limit.
    """
    public_id, amount = have
    salt = recipe.portion("salt")
    if public_id != "salt" or salt is None:
        raise WrongUsage("Give one of --servings, --volume and --have, because each of them says how much to make.")
    poured = salt._replace(millilitres=amount_ml(salt.ingredient, amount))
    recipe_text = _measure(salt, measures).text
    salt_error = describe_salt_error(poured.grams, salt.grams, recipe_text)
    if not salt_error:
        return
    salted = recipe._replace(portions=tuple(poured if portion is salt else portion for portion in recipe.portions))
    try:
        check_limits(calculate_composition(salted), catalog.safety_rules)
    except RefusedForSafety as refusal:
        raise RefusedForSafety(f"{refusal.message} {salt_error}") from refusal
    raise WrongUsage(f"{salt_error} Leave out --servings and --volume to make the batch that this salt is for.")


def _format_steps(
    steps: tuple[Step, ...],
    recipe: Recipe,
    amounts: tuple[MeasuredAmount, ...],
    composition: Composition,
    measures: Measures,
) -> tuple[str, ...]:
    """Select the steps that apply to the batch and fill in its amounts."""
    by_id = {
        portion.ingredient.public_id: f"{in_words(amount.text)} of {portion.ingredient.name}"
        for portion, amount in zip(recipe.portions, amounts, strict=True)
    }
    kinds = {
        "citrus": [name for name in by_id if name.startswith("citrus-")],
        "sweetener": [name for name in by_id if name in {"honey", "maple", "sugar"}],
        "fruit": [name for name in by_id if name in FRUITS],
        "poured": [name for name in by_id if name in {"water", "coconut-water"}],
    }
    words = {kind: " and ".join(by_id[name] for name in names) for kind, names in kinds.items()} | by_id
    words["washed"] = "the jug, the fruit and the mint" if "mint" in by_id else "the jug and the fruit"
    words["volume"] = batch_volume_text(composition.volume_ml, measures)
    words["serving"] = glass_text(composition.serving_ml, measures)
    tags = {*by_id, *(kind for kind, names in kinds.items() if names)}
    for portion, amount in zip(recipe.portions, amounts, strict=True):
        if portion.ingredient.public_id == "salt":
            salt_words = _describe_salt_measuring(portion, amount, measures)
            tags |= salt_words.keys()
            words |= salt_words
    return tuple(
        step.say.format_map(words)
        for step in steps
        if (not step.when or step.when in tags) and not (step.unless and step.unless in tags)
    )


def in_words(text: str) -> str:
    """Return an amount for the middle of a sentence: `1/4 tsp and 3 pinches`."""
    return text.replace(" + ", " and ")


def _describe_salt_measuring(portion: Portion, amount: MeasuredAmount, measures: Measures) -> dict[str, str]:
    """Return what the steps say of the salt, by the tags that select them: `teaspoon` or `level`, `pinch`, `scale`."""
    if not amount.is_weighed:
        words = {"teaspoon" if "tsp" in amount.text and "tbsp" not in amount.text else "level": ""}
        return words | ({"pinch": ""} if "pinch" in amount.text else {})
    words = {"scale": f"a jeweller's scale, which shows {'0.1' if len(amount.text) <= len('9.9 g') else '0.01'} g"}
    spoons = nearest_spoons(portion.millilitres, portion.ingredient.units, measures)
    if spoons is None:
        return words | {"no-spoons": ""}
    words["spoons"] = f"{in_words(spoons.text)} of {portion.ingredient.name}"
    words["more_or_less"] = "more" if spoons.deviation > 0 else "less"
    return words | ({"pinch": ""} if "pinch" in spoons.text else {})


def batch_volume_text(millilitres: Fraction, measures: Measures) -> str:
    """Format the volume of a batch, also in cups or pints where one count of them is near: `1.12 L (4 3/4 cups)`."""
    text = volume_text(millilitres)
    kitchen = measure_amount(millilitres, millilitres, ("quart", "pint", "cup"), measures)
    return text if kitchen.is_weighed or "+" in kitchen.text else f"{text} ({kitchen.text})"


def glass_text(millilitres: Fraction, measures: Measures) -> str:
    """Format the volume of a serving, also in fluid ounces where a jug shows those: `280 mL (9 1/2 fl oz)`."""
    text = volume_text(millilitres)
    if measures.jug_marks:
        return text
    whole, half = divmod(rounded(2 * millilitres / measures.measure("fl oz").millilitres, 0), 2)
    count = " ".join(([str(whole)] if whole else []) + (["1/2"] if half else []))
    return f"{text} ({count} fl oz)" if count else text
