"""Every number of an ingredient, compared with the food table that it was taken from.

`usda_sr28.json` holds rows of the USDA National Nutrient Database for Standard Reference, Release 28 (2015; a work of
the United States government, in the public domain; source S67) for the foods of `content/drink/ingredients.toml`, by
NDB number: `per100g` in g (Na, K, Mg, Ca in mg) and `portions` as (amount, unit, grams).
"""

import json
import tomllib
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.support.cases import with_each

SOURCE = ROOT / "tests/content/usda_sr28.json"
ROWS: dict[str, dict[str, Any]] = json.loads(SOURCE.read_text(encoding="utf-8"))
INGREDIENTS: dict[str, dict[str, Any]] = tomllib.loads(
    (ROOT / "content/drink/ingredients.toml").read_text(encoding="utf-8")
)
NUTRIENTS = {
    "kcal": "kcal", "carb_g": "carb", "sugars_g": "sugars", "sodium_mg": "Na", "potassium_mg": "K",
    "magnesium_mg": "Mg", "calcium_mg": "Ca", "water_g": "water",
}  # fmt: skip
"""The table's name of each nutrient."""
SUGARS = {"glucose", "fructose", "sucrose", "maltose", "galactose", "lactose"}
OWN_SPOONS = {"salt-fine-sea", "salt-kosher", "salt-flaky"}
"""Kinds of one food whose spoon weighs less: fact U07."""
ROUNDING = 0.005
"""Half of the last digit of the table."""


def differences(name: str, table: dict[str, Any]) -> list[str]:
    """List what an ingredient says otherwise than the row of its food."""
    food = table.get("food")
    if food not in ROWS:
        return [f"{name}: food {food!r} is not in {SOURCE.name}: add its row from USDA SR28"]
    row = ROWS[food]
    published = row["per100g"]
    found = [
        f"{name}: {key} is {table['per_100_g'][key]}, and {published.get(column, 0)} in the row of {food}"
        for key, column in NUTRIENTS.items()
        if abs(table["per_100_g"][key] - published.get(column, 0)) > ROUNDING
    ]
    split = table.get("sugars_per_100_g", {})
    if SUGARS & set(published):
        found += [
            f"{name}: {sugar} is {split.get(sugar, 0)}, and {published.get(sugar, 0)} in the row of {food}"
            for sugar in sorted(SUGARS | set(split))
            if abs(split.get(sugar, 0) - published.get(sugar, 0)) > ROUNDING
        ]
    elif abs(sum(split.values()) - published.get("sugars", 0)) > ROUNDING:
        found.append(f"{name}: its kinds of sugar are {sum(split.values())} in all, not {published.get('sugars', 0)}")
    grams, per = table["weighs"]["grams"], table["weighs"]["per"]
    if per != "ml" and name not in OWN_SPOONS and grams not in portions(row, per):
        found.append(f"{name}: a {per} weighs {grams} g, and {portions(row, per)} in the row of {food}")
    whole = table.get("whole")
    if whole and whole["grams"] not in portions(row, whole["one"]):
        found.append(f"{name}: one {whole['one']} weighs {whole['grams']} g, and {portions(row, whole['one'])} there")
    return found


def portions(row: dict[str, Any], unit: str) -> list[float]:
    """Return the grams of one portion in this unit, such as `cup` or `cup, sliced`."""
    return [
        float(grams) / float(amount)
        for amount, name, grams in row["portions"]
        if name.replace(",", " ").split()[0] == unit
    ]


@with_each("name", [name for name in INGREDIENTS if name != "water-mineral-free"])
def test_an_ingredient_has_the_numbers_of_its_row_in_the_food_table(name: str) -> None:
    assert differences(name, INGREDIENTS[name]) == []


def test_water_free_of_minerals_alone_needs_no_row() -> None:
    assert [name for name, table in INGREDIENTS.items() if "food" not in table] == ["water-mineral-free"]
    held = INGREDIENTS["water-mineral-free"]["per_100_g"]
    assert {key: amount for key, amount in held.items() if amount} == {"water_g": 100}


def test_every_number_of_the_table_of_nutrients_is_compared() -> None:
    assert {key for table in INGREDIENTS.values() for key in table["per_100_g"]} == set(NUTRIENTS)


def test_ten_times_the_potassium_is_found() -> None:
    table = INGREDIENTS["blueberries"]
    wrong = {**table, "per_100_g": {**table["per_100_g"], "potassium_mg": 770}}
    assert differences("blueberries", wrong) == ["blueberries: potassium_mg is 770, and 77.0 in the row of 09050"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"food": "00000"}, "food '00000' is not in usda_sr28.json: add its row from USDA SR28"),
        ({"sugars_per_100_g": {"glucose": 4.88}}, "fructose is 0, and 4.97 in the row of 09050"),
        ({"weighs": {"grams": 14.8, "per": "cup"}}, "a cup weighs 14.8 g, and [148.0] in the row of 09050"),
        ({"whole": {"one": "berry", "many": "berries", "grams": 2}}, "one berry weighs 2 g, and [] there"),
    ],
)
def test_a_number_of_another_kind_is_compared_too(change: dict[str, Any], says: str) -> None:
    assert f"blueberries: {says}" in differences("blueberries", {**INGREDIENTS["blueberries"], **change})


def test_sugars_without_a_published_split_add_up_to_the_published_sum() -> None:
    wrong = {**INGREDIENTS["oranges"], "sugars_per_100_g": {"glucose": 2.167}}
    assert differences("oranges", wrong) == ["oranges: its kinds of sugar are 2.167 in all, not 9.35"]
