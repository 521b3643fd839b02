"""The table of the fact sheet, part 8e: every row and every column within 2%."""

from fractions import Fraction
from typing import Any

import pytest

from spasmtui.drink.composition import UNCERTAINTY_PERCENT, Composition, calculate_composition
from spasmtui.drink.ingredients import Ingredient, Nutrients, Portion
from spasmtui.drink.recipe import Choices, Recipe, write_recipe
from tests.support.cases import with_each
from tests.support.drink import catalog, recipe, with_portion

TSP = Fraction("4.92892159375")
CUP = Fraction("236.5882365")
COLUMNS = (
    "batch mL", "serving mL", "kcal", "sugars g", "Na mg", "K mg", "Mg mg", "Ca mg", "Na mmol/L", "K mmol/L",
    "sugars g/100 mL", "carb g/100 mL", "mOsm/kg", "mOsm/L",
)  # fmt: skip
HALF_A_DIGIT = (0.5, 0.5, 0.5, 0.05, 0.5, 0.5, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 5, 5)
"""The table is rounded; a value cannot be nearer to it than half of its last digit."""

TABLE = {
    "lemon and honey": (1124, 281, 71, 18.2, 146, 42, 2.3, 3.2, 22.7, 3.9, 6.5, 7.0, 450, 430),
    "lime and honey": (1124, 281, 72, 17.9, 147, 46, 2.8, 5.6, 22.7, 4.2, 6.4, 7.1, 440, 420),
    "maple": (1124, 281, 58, 12.7, 148, 73, 6.0, 22.0, 22.9, 6.7, 4.5, 5.4, 230, 220),
    "white sugar": (1097, 274, 55, 13.2, 146, 32, 1.8, 2.0, 23.1, 3.0, 4.8, 5.3, 230, 220),
    "fruit not eaten": (1065, 266, 7, 0.8, 146, 31, 1.8, 1.9, 23.8, 3.0, 0.3, 0.8, 90, 90),
    "bottled water": (1124, 281, 71, 18.2, 151, 42, 7.0, 26.9, 23.4, 3.9, 6.5, 7.0, 460, 440),
    "mineral-rich water": (1124, 281, 71, 18.2, 177, 47, 28.3, 81.3, 27.4, 4.3, 6.5, 7.0, 490, 470),
    "water of 500 mg/L": (1124, 281, 71, 18.2, 265, 42, 2.3, 3.2, 41.0, 3.9, 6.5, 7.0, 490, 460),
    "water of 1,200 mg/L": (1124, 281, 71, 18.2, 430, 42, 2.3, 3.2, 66.6, 3.9, 6.5, 7.0, 540, 510),
    "packaged coconut water": (1124, 281, 82, 20.6, 162, 144, 5.9, 7.5, 25.1, 13.1, 7.3, 7.9, 520, 490),
    "fresh coconut water": (1124, 281, 83, 19.7, 209, 192, 17.3, 17.6, 32.4, 17.5, 7.0, 7.8, 540, 510),
    "metric cups": (1188, 297, 75, 19.2, 149, 45, 2.4, 3.4, 21.8, 3.9, 6.5, 7.0, 440, 420),
    "imperial cups": (1350, 338, 85, 21.8, 147, 51, 2.7, 3.8, 18.9, 3.9, 6.5, 7.0, 440, 420),
    "a spoon of flaky salt": (1124, 281, 71, 18.2, 69, 42, 2.3, 3.1, 10.7, 3.9, 6.5, 7.0, 420, 400),
    "half the honey": (1095, 274, 39, 9.5, 146, 37, 2.0, 2.6, 23.2, 3.5, 3.5, 4.0, 270, 260),
    "slip: 1/4 tablespoon": (1125, 281, 71, 18.2, 437, 43, 2.3, 3.4, 67.6, 3.9, 6.5, 7.0, 530, 510),
    "slip: 1 teaspoon": (1126, 281, 71, 18.2, 583, 43, 2.3, 3.5, 90.0, 3.9, 6.5, 7.0, 580, 550),
}


def variant(name: str) -> Composition:
    """The composition of one row."""
    base = recipe()
    changed: dict[str, dict[str, Any]] = {
        "lime and honey": {"citrus": "lime"},
        "maple": {"sweetener": "maple"},
        "white sugar": {"sweetener": "sugar"},
        "fruit not eaten": {"sweetener": "fruit"},
        "bottled water": {"water": "bottled"},
        "mineral-rich water": {"water": "mineral-rich"},
        "water of 500 mg/L": {"water": Fraction(500)},
        "water of 1,200 mg/L": {"water": Fraction(1200)},
        "packaged coconut water": {"coconut": "1cup"},
        "fresh coconut water": {"coconut": "1cup", "coconut_kind": "fresh"},
    }
    match name:
        case "metric cups" | "imperial cups":
            cups = name.partition(" ")[0]
            return calculate_composition(write_recipe(Choices(), catalog().tables._replace(cups=cups)))
        case "a spoon of flaky salt":
            return with_portion(base, "salt", TSP / 4, ingredient="salt-flaky")
        case "half the honey":
            return with_portion(base, "honey", CUP / 8)
        case "slip: 1/4 tablespoon":
            return with_portion(base, "salt", TSP * 3 / 4)
        case "slip: 1 teaspoon":
            return with_portion(base, "salt", TSP)
    return calculate_composition(recipe(**changed.get(name, {})))


@with_each("name", TABLE)
def test_the_fact_sheets_table_is_reproduced_within_two_percent(name: str) -> None:
    drink = variant(name)
    serving = drink.per_serving
    carb_g_100ml = drink.liquid.carb_g * 100 / drink.volume_ml
    osmolarity_mosm_l = drink.osmoles_mmol * 1000 / drink.volume_ml
    row = (
        drink.volume_ml, drink.serving_ml, serving.kcal, serving.sugars_g, serving.sodium_mg, serving.potassium_mg,
        serving.magnesium_mg, serving.calcium_mg, drink.sodium_mmol_l, drink.potassium_mmol_l, drink.sugars_g_100ml,
        carb_g_100ml, drink.osmolality_mosm_kg, osmolarity_mosm_l,
    )  # fmt: skip
    far = {
        column: (float(mine), theirs)
        for column, mine, theirs, half in zip(COLUMNS, row, TABLE[name], HALF_A_DIGIT, strict=True)
        if abs(float(mine) - theirs) > max(theirs * 0.02, half)
    }
    assert far == {}


@with_each(
    ("fruit", "sugars_g", "potassium_mg"),
    [
        ("strawberries", 2.0, 63),
        ("oranges", 4.2, 81),
        ("watermelon", 2.4, 43),
        ("blueberries", 3.7, 28),
        ("raspberries", 1.4, 46),
    ],
)
def test_eaten_fruit_adds_to_a_serving_what_the_facts_say(fruit: str, sugars_g: float, potassium_mg: float) -> None:
    eaten = calculate_composition(recipe(sweetener="fruit", fruit=fruit)).fruit_per_serving
    assert float(eaten.sugars_g) == pytest.approx(sugars_g, abs=0.05)
    assert float(eaten.potassium_mg) == pytest.approx(potassium_mg, abs=0.6)


def test_the_kinds_of_sugar_add_up_to_the_sugars() -> None:
    variations: tuple[dict[str, Any], ...] = (
        {},
        {"sweetener": "maple"},
        {"sweetener": "sugar"},
        {"coconut": "1cup", "coconut_kind": "fresh"},
    )
    for choices in variations:
        drink = calculate_composition(recipe(**choices))
        assert float(sum(grams for _, grams in drink.sugars_g)) == pytest.approx(float(drink.liquid.sugars_g), rel=0.01)


def test_every_kind_of_salt_gives_the_same_sodium_by_weight() -> None:
    sodium = {
        calculate_composition(recipe(salt=kind)).liquid.sodium_mg for kind in ("table", "fine-sea", "kosher", "flaky")
    }
    assert sodium == {calculate_composition(recipe()).liquid.sodium_mg}


def test_no_ingredient_holds_more_than_it_weighs() -> None:
    for ingredient in catalog().tables.ingredients.values():
        held = ingredient.per_100_g
        assert held.water_g + held.carb_g <= 100, ingredient.id
        assert sum(grams for _, grams in ingredient.sugars_per_100_g) <= held.carb_g + Fraction(1, 10), ingredient.id


def one_ingredient(millilitres: Fraction = Fraction(100), public_id: str = "juice", **fields: Any) -> Composition:
    """Calculate the composition of 100 g of water of a made-up ingredient, or of another amount."""
    nutrients = Nutrients(water_g=Fraction(100), **fields.pop("nutrients", {}))
    ingredient = Ingredient(
        id=public_id, name="", density=Fraction(1), units=(), per_100_g=nutrients,
        sugars_per_100_g=fields.pop("sugars", ()), **fields,
    )  # fmt: skip
    return calculate_composition(Recipe(Fraction(2), (Portion(ingredient, millilitres),)))


@with_each(
    ("mineral", "mg_per_mmol", "charge"),
    [
        ("sodium_mg", "22.990", 1),
        ("potassium_mg", "39.098", 1),
        ("magnesium_mg", "24.305", 2),
        ("calcium_mg", "40.078", 2),
    ],
)
@with_each("anions", ["0", "1/2", "1"])
def test_a_millimole_of_a_mineral_has_as_many_anions_as_its_charge_asks_for(
    mineral: str, mg_per_mmol: str, charge: int, anions: str
) -> None:
    drink = one_ingredient(nutrients={mineral: Fraction(mg_per_mmol)}, anions=Fraction(anions))
    assert drink.osmoles_mmol == 1 + charge * Fraction(anions)
    assert drink.osmolality_mosm_kg == 10 * drink.osmoles_mmol


def test_salt_counts_as_1_86_particles_a_molecule_and_only_salt_does() -> None:
    sodium = {"sodium_mg": Fraction("22.990")}
    assert one_ingredient(public_id="salt", nutrients=sodium).osmoles_mmol == Fraction("1.86")
    assert one_ingredient(public_id="salt-kosher", nutrients=sodium).osmoles_mmol == Fraction("1.86")
    potassium = {"potassium_mg": Fraction("39.098")}
    assert one_ingredient(public_id="salt", nutrients=potassium).osmoles_mmol == 2


@with_each(
    ("kind", "grams"),
    [
        ("glucose", "180.156"),
        ("fructose", "180.156"),
        ("galactose", "180.156"),
        ("sucrose", "342.297"),
        ("maltose", "342.297"),
    ],
)
def test_a_molecule_of_sugar_is_one_particle(kind: str, grams: str) -> None:
    drink = one_ingredient(sugars=((kind, Fraction(grams)),), millilitres=Fraction(200))
    assert drink.osmoles_mmol == 2000
    assert drink.sugars_g == ((kind, 2 * Fraction(grams)),)


def test_a_molecule_of_citric_acid_is_one_particle() -> None:
    assert one_ingredient(citric_acid_g_per_litre=Fraction("192.124")).osmoles_mmol == 100


def test_concentrations_are_by_the_volume_of_the_drink_and_nutrients_by_its_servings() -> None:
    nutrients = {
        "kcal": Fraction(10), "sodium_mg": Fraction("2.299"), "potassium_mg": Fraction("3.9098"),
        "sugars_g": Fraction(4),
    }  # fmt: skip
    drink = one_ingredient(Fraction(500), nutrients=nutrients)
    assert [drink.servings, drink.volume_ml, drink.serving_ml] == [2, 500, 250]
    assert [drink.per_serving.kcal, drink.per_litre.kcal, drink.liquid.kcal] == [25, 100, 50]
    assert [drink.sodium_mmol_l, drink.potassium_mmol_l, drink.sugars_g_100ml] == [1, 1, 4]


def test_infused_fruit_adds_to_a_serving_when_eaten_and_never_to_the_liquid() -> None:
    nutrients = Nutrients(kcal=Fraction(30), water_g=Fraction(90))
    fruit = Ingredient("plums", "", Fraction(1), (), nutrients, (("glucose", Fraction(5)),), is_infused=True)
    mint = fruit._replace(id="mint")
    water = Ingredient("water-tap", "", Fraction(1), (), Nutrients(water_g=Fraction(100)), ())
    portions = (Portion(water, Fraction(1000)), Portion(fruit, Fraction(200)), Portion(mint, Fraction(50)))
    drink = calculate_composition(Recipe(Fraction(4), portions))
    assert [drink.volume_ml, drink.liquid.kcal, drink.osmoles_mmol, len(drink.sugars_g)] == [1000, 0, 0, 0]
    assert drink.fruit == nutrients.scale(Fraction(2))
    assert drink.fruit_per_serving.kcal == drink.per_serving_with_fruit.kcal == 15
    assert drink.per_serving_with_fruit.water_g == 250 + 45


def test_the_estimate_is_good_to_15_percent_as_the_facts_say() -> None:
    assert UNCERTAINTY_PERCENT == 15
