"""What the drink's tests share: the shipped content, and jugs made from it in one line."""

from fractions import Fraction
from functools import cache
from typing import Any

from spasmtui.drink.batch import Batch, Size, prepare_batch
from spasmtui.drink.catalog import Catalog
from spasmtui.drink.composition import Composition, compose
from spasmtui.drink.ingredients import Portion
from spasmtui.drink.loader import load
from spasmtui.drink.recipe import Choices, Recipe, write_recipe
from tests.conftest import ROOT


@cache
def shelf() -> Catalog:
    """All of the shipped content, read once."""
    return load(ROOT / "content")


def recipe(**choices: Any) -> Recipe:
    """The recipe for four in one variation."""
    return write_recipe(Choices(**choices), shelf().pantry)


def jug(servings: str = "4", about: tuple[str, ...] = (), **choices: Any) -> Batch:
    """A filled jug."""
    return prepare_batch(shelf(), Choices(**choices), Size(servings=Fraction(servings)), frozenset(about))


def with_part(recipe: Recipe, ingredient: str, millilitres: Fraction, food: str | None = None) -> Composition:
    """The composition with one part poured differently, as a slip of the hand does."""
    return compose(
        recipe._replace(
            parts=tuple(
                Portion(shelf().pantry.foods[food] if food else part.food, millilitres)
                if part.food.public_id == ingredient
                else part
                for part in recipe.parts
            )
        )
    )
