"""Prepare a batch of the drink: scale the recipe, check the limits, and measure and describe the result."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from spasmtui.drink.catalog import Catalog, Step
from spasmtui.drink.composition import Composition, calculate_composition
from spasmtui.drink.ingredients import Nutrients, Portion
from spasmtui.drink.measures import Amount, MeasuredAmount, Measures, measure_amount, parse_amount
from spasmtui.drink.numbers import decimal
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


class Size(NamedTuple):
    """The size asked for, in one of three ways; without any it is the recipe's own four servings."""

    servings: Fraction | None = None
    volume_ml: Fraction | None = None
    have: tuple[str, Amount] | None = None
    """An ingredient to use up: its public id and the amount at hand."""


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

    def measured_portions(self) -> Iterator[tuple[Portion, MeasuredAmount]]:
        """Pair each portion with its measured amount."""
        return zip(self.recipe.portions, self.amounts, strict=True)

    @property
    def serving(self) -> Nutrients:
        """Nutrients of one serving, with the infused fruit if it is eaten."""
        if self.choices.is_fruit_eaten:
            return self.composition.per_serving_with_fruit
        return self.composition.per_serving


def parse_have(text: str, measures: Measures) -> tuple[str, Amount]:
    """Parse an ingredient and an amount of it, such as `salt=4g`, `lemon=3` or `honey=1/2 cup`.

    Raises:
        WrongUsage: the text is not of that form, or there is no ingredient of that name.
    """
    name, equals, amount = text.partition("=")
    name = name.strip().lower()
    public_id = _SHORT_NAMES.get(name, name)
    if not equals:
        raise WrongUsage(f"{text[:40]!r} does not say how much. Write salt=4g.")
    if public_id not in INGREDIENT_IDS:
        hint = did_you_mean(name, [*INGREDIENT_IDS, *_SHORT_NAMES], cutoff=STRICT)
        raise WrongUsage(
            f"There is no ingredient {name[:40]!r}.{hint or ' There are ' + ', '.join(INGREDIENT_IDS) + '.'}"
        )
    return public_id, parse_amount(amount, measures)


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
    amounts = tuple(
        measure_amount(portion.millilitres, portion.grams, portion.ingredient.units, measures)
        for portion in recipe.portions
    )
    return Batch(
        choices=choices,
        measures=measures,
        recipe=recipe,
        composition=composition,
        amounts=amounts,
        warnings=select_warnings(recipe, composition, catalog.safety_rules, about),
        steps=_format_steps(catalog.method.steps, recipe, amounts, composition),
    )


def _scaling_factor(recipe: Recipe, size: Size, catalog: Catalog, measures: Measures) -> Fraction:
    """Calculate the factor that scales the recipe to a size.

    Raises:
        WrongUsage: two sizes disagree, or the size makes no sense.
        RefusedForSafety: the salt at hand is past a limit for the size asked for.
    """
    if size.servings is not None and size.volume_ml is not None:
        raise WrongUsage("Give --servings or --volume, not both: each of them says how much.")
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
        raise WrongUsage("Give one of --servings, --volume and --have: each of them says how much.")
    poured = salt._replace(millilitres=amount_ml(salt.ingredient, amount))
    recipe_text = measure_amount(salt.millilitres, salt.grams, salt.ingredient.units, measures).text
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
    steps: tuple[Step, ...], recipe: Recipe, amounts: tuple[MeasuredAmount, ...], composition: Composition
) -> tuple[str, ...]:
    """Select the steps that apply to the batch and fill in its amounts."""
    by_id = {
        portion.ingredient.public_id: f"{amount.text} {portion.ingredient.name}"
        for portion, amount in zip(recipe.portions, amounts, strict=True)
    }
    kinds = {
        "citrus": [name for name in by_id if name.startswith("citrus-")],
        "sweetener": [name for name in by_id if name in {"honey", "maple", "sugar"}],
        "fruit": [name for name in by_id if name in FRUITS],
        "coconut": [name for name in by_id if name == "coconut-water"],
    }
    tags = {*by_id, *(kind for kind, names in kinds.items() if names)}
    if any(
        portion.ingredient.public_id == "salt" and not amount.is_weighed
        for portion, amount in zip(recipe.portions, amounts, strict=True)
    ):
        tags.add("spoons")
    words = {kind: " and ".join(by_id[name] for name in names) for kind, names in kinds.items()} | by_id
    words["washed"] = "fruit and mint" if "mint" in tags else "fruit"
    words["volume"] = volume_text(composition.volume_ml)
    words["serving"] = volume_text(composition.serving_ml)
    return tuple(
        step.say.format_map(words)
        for step in steps
        if (not step.when or step.when in tags) and not (step.unless and step.unless in tags)
    )


def volume_text(millilitres: Fraction) -> str:
    """Format a volume: `281 mL`, `1.12 L`."""
    if millilitres < 1000:
        return f"{decimal(millilitres)} mL"
    return f"{decimal(millilitres / 1000, 2)} L"
