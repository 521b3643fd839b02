"""The shipped content of the drink, and batches made from it in one line."""

from fractions import Fraction
from functools import cache
from typing import Any

from spasmtui.drink.batch import Batch, Size, prepare_batch
from spasmtui.drink.catalog import Catalog
from spasmtui.drink.composition import Composition, calculate_composition
from spasmtui.drink.ingredients import Portion
from spasmtui.drink.loader import load_catalog
from spasmtui.drink.recipe import Choices, Recipe, write_recipe
from tests.conftest import ROOT


@cache
def catalog() -> Catalog:
    """Load all of the shipped content, once."""
    return load_catalog(ROOT / "content")


def recipe(**choices: Any) -> Recipe:
    """Write the recipe for four in one variation."""
    return write_recipe(Choices(**choices), catalog().tables)


def make_batch(servings: str = "4", about: tuple[str, ...] = (), **choices: Any) -> Batch:
    """Prepare a batch of so many servings in one variation."""
    return prepare_batch(catalog(), Choices(**choices), Size(servings=Fraction(servings)), frozenset(about))


def with_portion(recipe: Recipe, public_id: str, millilitres: Fraction, ingredient: str | None = None) -> Composition:
    """Calculate a composition with another amount, or another kind, of one ingredient, as a slip of the hand gives."""
    return calculate_composition(
        recipe._replace(
            portions=tuple(
                Portion(catalog().tables.ingredients[ingredient] if ingredient else portion.ingredient, millilitres)
                if portion.ingredient.public_id == public_id
                else portion
                for portion in recipe.portions
            )
        )
    )
