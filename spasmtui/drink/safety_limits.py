"""Limits of the drink and warnings about it.

The calculator refuses a drink past a limit, and no option, setting or size avoids that. Warnings follow from the
composition and from the words in the person's settings.
"""

from fractions import Fraction
from typing import NamedTuple

from spasmtui.drink.composition import Composition
from spasmtui.drink.numbers import decimal, rounded_figure
from spasmtui.drink.recipe import Recipe
from spasmtui.errors import RefusedForSafety

_SMALLEST_SPOON_ML = Fraction(3, 10)
"""Just under a pinch, a sixteenth of any country's teaspoon."""
_WHO_SODIUM_MG_A_DAY = 2000
"""The limit that the WHO names for an adult."""
_FAST_SUGAR_G = 5
"""Grams of sugars in a serving from which the warning about them is shown."""
_LEVEL_SPOON_ERROR = Fraction(5, 100)
"""The share by which a level spoon may differ from the exact amount."""


class Limit(NamedTuple):
    """A concentration past which the drink is refused, or warned about."""

    quantity: str
    """The name of a property of `Composition`."""
    name: str
    unit: str
    refuse_above: Fraction
    because: str
    then: str
    """The advice that ends the refusal."""
    sources: tuple[str, ...]
    warn_above: Fraction | None = None
    warning: str = ""
    """The tag that selects the warning."""


class DrinkWarning(NamedTuple):
    """A warning with the condition under which it is shown."""

    id: str
    text: str
    short: str
    """The same in a few words, for a line that holds several."""
    sources: tuple[str, ...]
    when: str = ""
    """The tag that the batch must have; empty for none; `about:` for a word of `about` in the settings."""
    unless: str = ""
    """The tag that the batch must not have; empty for none."""
    about: tuple[str, ...] = ()
    """Words of a person's settings that move it to the front."""


class SafetyRules(NamedTuple):
    """All limits and all warnings."""

    limits: tuple[Limit, ...]
    warnings: tuple[DrinkWarning, ...]


def check_limits(composition: Composition, rules: SafetyRules) -> None:
    """Refuse a drink that is past a limit.

    Raises:
        RefusedForSafety: with the value, the limit, the reason, the advice and the sources.
    """
    for limit in rules.limits:
        value = getattr(composition, limit.quantity)
        if value > limit.refuse_above:
            raise RefusedForSafety(
                f"Refused: {limit.name} would be {decimal(value, 1)} {limit.unit}. The limit is"
                f" {decimal(limit.refuse_above, 1)}, {limit.because}. {limit.then} (source {', '.join(limit.sources)})"
            )


def describe_salt_error(poured_g: Fraction, recipe_g: Fraction, recipe_text: str) -> str:
    """Describe salt that differs from the recipe's by more than a level spoon does; empty if it does not.

    Args:
        poured_g: grams of salt at hand.
        recipe_g: grams of salt in the recipe.
        recipe_text: the recipe's salt in kitchen measures.
    """
    ratio = poured_g / recipe_g
    if abs(ratio - 1) <= _LEVEL_SPOON_ERROR:
        return ""
    hint = {3: " A quarter tablespoon is three times a quarter teaspoon.", 4: " A teaspoon is four quarter teaspoons."}
    weight = f"{decimal(recipe_g, 1 if recipe_g >= 1 else 2)} g"
    takes = weight if recipe_text.endswith(" g") else f"a level {recipe_text} ({weight})"
    return f"That is {decimal(ratio, 1)} times the salt for this drink, which takes {takes}." + (
        hint.get(round(ratio), "") if "tsp" in recipe_text else ""
    )


def select_warnings(
    recipe: Recipe, composition: Composition, rules: SafetyRules, about: frozenset[str] = frozenset()
) -> tuple[DrinkWarning, ...]:
    """Select the warnings for a batch and fill in the values that they quote.

    Args:
        recipe: the scaled recipe.
        composition: its composition.
        rules: all warnings there are.
        about: words of the person's settings, such as `diabetes`.

    Returns:
        The first warning of the rules, then those about the person, then the others.
    """
    tags = warning_tags(recipe, composition, rules)
    quantities = format_quantities(composition)
    warnings = [
        warning._replace(text=warning.text.format_map(quantities), short=warning.short.format_map(quantities))
        for warning in rules.warnings
        if _applies(warning, tags, about)
    ]
    warnings[1:] = sorted(warnings[1:], key=lambda warning: not about & frozenset(warning.about))
    return tuple(warnings)


def warning_tags(recipe: Recipe, composition: Composition, rules: SafetyRules) -> frozenset[str]:
    """Return the tags that select warnings: ingredient ids and names of exceeded warning limits."""
    tags = set(recipe.ids)
    if composition.per_serving.sugars_g >= _FAST_SUGAR_G:
        tags.add("sugars")
    if any(portion.ingredient.is_infused for portion in recipe.portions):
        tags.add("same-day")
    salt = recipe.portion("salt")
    if salt is not None and salt.millilitres < _SMALLEST_SPOON_ML:
        tags.add("salt-below-spoons")
    for limit in rules.limits:
        if limit.warn_above is not None and getattr(composition, limit.quantity) > limit.warn_above:
            tags.add(limit.warning)
    return frozenset(tags)


def format_quantities(composition: Composition) -> dict[str, str]:
    """Format the quantities that warnings quote, by the name in braces."""
    serving = composition.per_serving
    return {
        "sugars_g": decimal(serving.sugars_g),
        "sodium_mg": rounded_figure(serving.sodium_mg),
        "sodium_percent": decimal(serving.sodium_mg * 100 / _WHO_SODIUM_MG_A_DAY),
        "potassium_mg": rounded_figure(serving.potassium_mg),
        "sodium_mmol_l": decimal(composition.sodium_mmol_l),
        "sugars_g_100ml": decimal(composition.sugars_g_100ml, 1),
        "osmolality_mosm_kg": decimal(composition.osmolality_mosm_kg, -1),
    }


def _applies(warning: DrinkWarning, tags: frozenset[str], about: frozenset[str]) -> bool:
    if warning.unless and warning.unless in tags:
        return False
    if warning.when.startswith("about:"):
        return bool(about & frozenset(warning.about))
    return not warning.when or warning.when in tags
