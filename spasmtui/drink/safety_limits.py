"""What the drink must not be, and what to say about it.

Past a limit the calculator refuses: no option, setting or way of asking goes round it. Warnings are chosen by what is
in the glass and by what the person has noted in the settings; nobody is asked.
"""

from fractions import Fraction
from typing import NamedTuple

from spasmtui.drink.composition import Composition
from spasmtui.drink.numbers import decimal
from spasmtui.drink.recipe import Recipe
from spasmtui.errors import RefusedForSafety

_SMALLEST_SPOON_ML = Fraction(6, 10)
"""Just under an eighth of any country's teaspoon."""
_WHO_SODIUM_MG_A_DAY = 2000
_FAST_SUGAR_G = 5
"""Grams of sugars in a serving from which the warning about them is worth its line."""


class Limit(NamedTuple):
    """A concentration past which the drink is refused, or warned about."""

    figure: str
    """The name of a property of `Composition`."""
    name: str
    unit: str
    refuse_above: Fraction
    because: str
    then: str
    """What to do about it."""
    sources: tuple[str, ...]
    warn_above: Fraction | None = None
    warning: str = ""
    """The tag that calls up the warning."""


class Caution(NamedTuple):
    """A warning: something to say about this drink."""

    id: str
    text: str
    short: str
    """The same in a few words, for a line that holds several."""
    sources: tuple[str, ...]
    when: str = ""
    unless: str = ""
    about: tuple[str, ...] = ()
    """Words of a person's settings that move it to the front."""


class Guards(NamedTuple):
    """All limits and all warnings."""

    limits: tuple[Limit, ...]
    warnings: tuple[Caution, ...]


def check_limits(composition: Composition, guards: Guards) -> None:
    """Let a drink pass that is within every limit.

    Raises:
        RefusedForSafety: with the figure, the limit, why, what to do, and the source.
    """
    for limit in guards.limits:
        found = getattr(composition, limit.figure)
        if found > limit.refuse_above:
            raise RefusedForSafety(
                f"Refused: {limit.name} would be {decimal(found, 1)} {limit.unit}. The limit is"
                f" {decimal(limit.refuse_above, 1)}, {limit.because}. {limit.then} (source {', '.join(limit.sources)})"
            )


def spoon_slip(poured_g: Fraction, meant_g: Fraction, meant_text: str) -> str:
    """What to say about salt that is not what the recipe takes; empty where it is what the recipe takes."""
    times = poured_g / meant_g
    if abs(times - 1) <= Fraction(5, 100):
        return ""
    hint = {3: " A quarter tablespoon is three times a quarter teaspoon.", 4: " A teaspoon is four quarter teaspoons."}
    return (
        f"That is {decimal(times, 1)} times the salt this batch takes: it takes {meant_text}"
        f" ({decimal(meant_g, 2)} g), level.{hint.get(round(times), '')}"
    )


def warnings_for(
    recipe: Recipe, composition: Composition, guards: Guards, about: frozenset[str] = frozenset()
) -> tuple[Caution, ...]:
    """The warnings for this glass, those about the person right after the first, figures filled in.

    Args:
        recipe: what is in the jug.
        composition: what that adds up to.
        guards: all there are.
        about: words of the person's settings, such as `diabetes`.
    """
    tags = tags_of(recipe, composition, guards) | {f"about:{word}" for word in about}
    figures = figures_of(composition)
    said = [
        warning._replace(text=warning.text.format_map(figures), short=warning.short.format_map(figures))
        for warning in guards.warnings
        if _is_called(warning, tags, about)
    ]
    said[1:] = sorted(said[1:], key=lambda warning: not about & frozenset(warning.about))
    return tuple(said)


def tags_of(recipe: Recipe, composition: Composition, guards: Guards) -> frozenset[str]:
    """What there is to know about a jug in words: what is in it, and which limits it comes near."""
    tags = set(recipe.ids)
    if composition.per_serving.sugars_g >= _FAST_SUGAR_G:
        tags.add("sugars")
    if any(part.food.is_infused for part in recipe.parts):
        tags.add("same-day")
    salt = recipe.part("salt")
    if salt is not None and salt.millilitres < _SMALLEST_SPOON_ML:
        tags.add("salt-below-spoons")
    for limit in guards.limits:
        if limit.warn_above is not None and getattr(composition, limit.figure) > limit.warn_above:
            tags.add(limit.warning)
    return frozenset(tags)


def figures_of(composition: Composition) -> dict[str, str]:
    """The figures that warnings quote, in digits."""
    serving = composition.per_serving
    return {
        "sugars_g": decimal(serving.sugars_g),
        "sodium_mg": decimal(serving.sodium_mg),
        "sodium_percent": decimal(serving.sodium_mg * 100 / _WHO_SODIUM_MG_A_DAY),
        "potassium_mg": decimal(serving.potassium_mg),
        "sodium_mmol_l": decimal(composition.sodium_mmol_l),
        "sugars_g_100ml": decimal(composition.sugars_g_100ml, 1),
        "osmolality_mosm_kg": decimal(composition.osmolality_mosm_kg, -1),
    }


def _is_called(warning: Caution, tags: frozenset[str], about: frozenset[str]) -> bool:
    if warning.unless and warning.unless in tags:
        return False
    if warning.when.startswith("about:"):
        return bool(about & frozenset(warning.about))
    return not warning.when or warning.when in tags
