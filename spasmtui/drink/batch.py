"""A jug of the drink as somebody asked for it: scaled, measured, composed, checked, and described in steps."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from spasmtui.drink.catalog import Catalog, Step
from spasmtui.drink.composition import Composition, compose
from spasmtui.drink.ingredients import Portion
from spasmtui.drink.measures import Amount, Kitchen, Measures, kitchen_text, parse_amount
from spasmtui.drink.numbers import decimal
from spasmtui.drink.recipe import (
    Choices,
    Recipe,
    factor_for_part,
    factor_for_servings,
    factor_for_volume,
    have_ml,
    scale,
    write_recipe,
)
from spasmtui.drink.safety_limits import Caution, check_limits, spoon_slip, warnings_for
from spasmtui.errors import RefusedForSafety, WrongUsage
from spasmtui.shared.suggest import STRICT, did_you_mean

IDS = (
    "water", "citrus-lemon", "citrus-lime", "honey", "maple", "sugar", "salt", "coconut-water", "mint",
    "strawberries", "oranges", "watermelon", "blueberries", "raspberries",
)  # fmt: skip
"""Ids of ingredients, as in JSON."""
_SHORT = {"lemon": "citrus-lemon", "lime": "citrus-lime", "coconut": "coconut-water"}


class Size(NamedTuple):
    """How much: one of three ways of saying it; none of them is the recipe's own four servings."""

    servings: Fraction | None = None
    volume_ml: Fraction | None = None
    have: tuple[str, Amount] | None = None
    """What there is of one ingredient, by its id."""


class Batch(NamedTuple):
    """A batch, ready to be shown."""

    choices: Choices
    measures: Measures
    recipe: Recipe
    composition: Composition
    kitchen: tuple[Kitchen, ...]
    """How each part of the recipe is measured, in its order."""
    warnings: tuple[Caution, ...]
    steps: tuple[str, ...]

    def measured(self) -> Iterator[tuple[Portion, Kitchen]]:
        """Each part with how it is measured."""
        return zip(self.recipe.parts, self.kitchen, strict=True)


def parse_have(text: str, measures: Measures) -> tuple[str, Amount]:
    """Read `salt=4g`, `lemon=3`, `honey=1/2 cup`.

    Raises:
        WrongUsage: not of that form, or no ingredient of that name.
    """
    name, equals, amount = text.partition("=")
    name = name.strip().lower()
    ingredient = _SHORT.get(name, name)
    if not equals:
        raise WrongUsage(f"{text[:40]!r} does not say how much. Write salt=4g.")
    if ingredient not in IDS:
        hint = did_you_mean(name, [*IDS, *_SHORT], cutoff=STRICT) or f" There are {', '.join(IDS)}."
        raise WrongUsage(f"There is no ingredient {name[:40]!r}.{hint}")
    return ingredient, parse_amount(amount, measures)


def prepare_batch(shelf: Catalog, choices: Choices, size: Size, about: frozenset[str] = frozenset()) -> Batch:
    """Make the drink.

    Args:
        shelf: the content.
        choices: the variation.
        size: how much of it.
        about: words of the person's settings that choose warnings.

    Raises:
        WrongUsage: the amount makes no sense.
        RefusedForSafety: the drink would be outside a limit, or its salt is a slip of the spoon.
    """
    measures = shelf.pantry.measures[choices.measures]
    written = write_recipe(choices, shelf.pantry)
    recipe = scale(written, _factor(written, size, shelf, measures))
    composition = compose(recipe)
    check_limits(composition, shelf.guards)
    kitchen = tuple(kitchen_text(part.millilitres, part.grams, part.food.units, measures) for part in recipe.parts)
    steps = _steps(shelf.method.steps, recipe, kitchen, composition)
    said = warnings_for(recipe, composition, shelf.guards, about)
    return Batch(choices, measures, recipe, composition, kitchen, said, steps)


def _factor(recipe: Recipe, size: Size, shelf: Catalog, measures: Measures) -> Fraction:
    if size.servings is not None and size.volume_ml is not None:
        raise WrongUsage("Give --servings or --volume, not both: each of them says how much.")
    if size.servings is not None:
        factor = factor_for_servings(recipe, size.servings)
    elif size.volume_ml is not None:
        factor = factor_for_volume(recipe, size.volume_ml)
    elif size.have is not None:
        return factor_for_part(recipe, *size.have)
    else:
        return Fraction(1)
    if size.have is not None:
        _refuse_other_size(scale(recipe, factor), size.have, shelf, measures)
    return factor


def _refuse_other_size(recipe: Recipe, have: tuple[str, Amount], shelf: Catalog, measures: Measures) -> None:
    """Two sizes were given: that is fine while they agree, and shows a slip of the spoon where they do not."""
    ingredient, amount = have
    if ingredient == "salt" and (part := recipe.part("salt")) is not None:
        poured = part._replace(millilitres=have_ml(part.food, amount))
        meant = kitchen_text(part.millilitres, part.grams, part.food.units, measures).text
        slip = spoon_slip(poured.grams, part.grams, meant)
        if not slip:
            return
        salted = recipe._replace(parts=tuple(poured if one is part else one for one in recipe.parts))
        try:
            check_limits(compose(salted), shelf.guards)
        except RefusedForSafety as refusal:
            raise RefusedForSafety(f"{refusal.message} {slip}") from refusal
        raise WrongUsage(f"{slip} Leave out --servings and --volume to make the batch that this salt is for.")
    raise WrongUsage("Give one of --servings, --volume and --have: each of them says how much.")


def _steps(
    steps: tuple[Step, ...], recipe: Recipe, kitchen: tuple[Kitchen, ...], composition: Composition
) -> tuple[str, ...]:
    """The sentences for what is in this jug, with its amounts."""
    by_id = {
        part.food.public_id: f"{text.text} {part.food.name}" for part, text in zip(recipe.parts, kitchen, strict=True)
    }
    kinds = {
        "citrus": [name for name in by_id if name.startswith("citrus-")],
        "sweetener": [name for name in by_id if name in {"honey", "maple", "sugar"}],
        "fruit": [name for name in by_id if name in IDS[9:]],
        "coconut": [name for name in by_id if name == "coconut-water"],
    }
    tags = {*by_id, *(kind for kind, names in kinds.items() if names)}
    if any(
        part.food.public_id == "salt" and not text.is_weighed for part, text in zip(recipe.parts, kitchen, strict=True)
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
    """A volume for people: `281 mL`, `1.12 L`."""
    if millilitres < 1000:
        return f"{decimal(millilitres)} mL"
    return f"{decimal(millilitres / 1000, 2)} L"
