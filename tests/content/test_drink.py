"""The drink's content: whole, known, sourced, and the same when it is read in parts."""

import json
import tomllib
from fractions import Fraction
from pathlib import Path
from string import Formatter
from typing import Annotated, Any, get_args

import pytest
from annotated_types import Ge, Gt, MinLen
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from spasmtui.drink.batch import INGREDIENT_IDS
from spasmtui.drink.catalog import Catalog, Method, Step
from spasmtui.drink.ingredients import Ingredient
from spasmtui.drink.loader import load_catalog, read_tables, shipped_catalog
from spasmtui.drink.recipe import CITRUS, COCONUTS, FRUITS, SALT_KINDS, SWEETENERS, WATERS, Choices, ingredient_ids
from spasmtui.drink.safety_limits import DrinkWarning, Limit, format_quantities
from spasmtui.shared.settings import Condition
from tests.conftest import ROOT
from tests.support.cases import with_each
from tests.support.drink import catalog, make_batch
from tests.support.validation import validate_row
from tools.drink_tables import TARGET, tables_module

FOLDER = ROOT / "content" / "drink"
Source = Annotated[str, MinLen(3)]
Amount = Annotated[float, Ge(0)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Weighs(Strict):
    grams: Annotated[float, Gt(0)]
    per: str


class Whole(Strict):
    one: str
    many: str
    grams: Annotated[float, Gt(0)]


class FoodTable(Strict):
    name: str
    food: str | None = None
    fdc: str | None = None
    weighs: Weighs
    units: Annotated[list[str], MinLen(1)]
    per_100_g: dict[str, Amount]
    sugars_per_100_g: dict[str, Amount] = {}
    citric_acid_g_per_litre: Amount = 0
    anions: Amount = 1
    dissolved_ml: Amount | None = None
    is_infused: bool = False
    whole: Whole | None = None


class LimitsFile(Strict):
    limits: dict[str, dict[str, Any]]
    warnings: list[dict[str, Any]]


class RecipeFile(Strict):
    id: str
    title: str
    servings: Annotated[int, Gt(0)]
    cups: str
    reviewed: str
    facts: list[str]
    sources: Annotated[list[Source], MinLen(1)]
    purpose: str
    amounts: dict[str, str]
    steps: list[dict[str, Any]]


class ComparedTable(Strict):
    title: str
    short: str
    sodium_mmol_l: Amount | list[Amount]
    potassium_mmol_l: Amount | list[Amount]
    sugars_g_100ml: Amount | list[Amount]
    osmolality_mosm_kg: Amount | list[Amount]
    facts: list[str]
    sources: Annotated[list[Source], MinLen(1)]


class MeasureTable(Strict):
    millilitres: Annotated[float, Gt(0)]
    sizes: list[str] = []
    one: str = ""
    many: str = ""
    least: Annotated[int, Gt(0)] = 1
    most: Annotated[int, Gt(0)] = 1
    most_after: Annotated[int, Gt(0)] = 1
    is_jug: bool = False
    said: str = ""


class CountryTable(Strict):
    title: str
    jug_marks: list[list[int]] = []
    scale_marks: list[list[int]] = []
    gallon: MeasureTable
    quart: MeasureTable
    pint: MeasureTable
    cup: MeasureTable
    fl_oz: MeasureTable
    tbsp: MeasureTable
    tsp: MeasureTable
    pinch: MeasureTable


SHAPES: dict[str, Any] = {
    "ingredients.toml": dict[str, FoodTable],
    "limits.toml": LimitsFile,
    "recipe.toml": RecipeFile,
    "comparisons.toml": dict[str, ComparedTable],
    "measures.toml": dict[str, CountryTable],
}


def parsed(name: str) -> Any:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def test_there_is_a_shape_for_every_file() -> None:
    assert sorted(SHAPES) == sorted(path.name for path in FOLDER.iterdir())


@with_each("name", SHAPES)
def test_a_file_has_its_shape_and_nothing_else(name: str) -> None:
    TypeAdapter(SHAPES[name]).validate_python(parsed(name))


def exactly(name: str) -> Any:
    """Parse a file with numbers as they are written."""
    return read_tables(ROOT / "content")[name]


def test_limits_warnings_and_steps_are_rows_of_the_programs_own_classes() -> None:
    rules, recipe = exactly("limits"), exactly("recipe")
    limits = [validate_row(Limit, {"quantity": quantity, **row}) for quantity, row in rules["limits"].items()]
    warnings = [validate_row(DrinkWarning, row, {"facts"}) for row in rules["warnings"]]
    assert catalog().safety_rules == (tuple(limits), tuple(warnings))
    method = {key: recipe[key] for key in Method._fields}
    assert catalog().method == validate_row(Method, method)
    assert catalog().method.steps == tuple(validate_row(Step, row) for row in recipe["steps"])


def test_the_catalog_holds_values_of_the_declared_types_and_no_others() -> None:
    assert TypeAdapter(Catalog).validate_python(catalog(), strict=True) == catalog()
    wrong = catalog().tables.ingredients["salt"]._replace(density=2)  # type: ignore[arg-type]
    # Older releases of pydantic name the field by its number.
    with pytest.raises(ValidationError, match=r"density|instance of Fraction"):
        TypeAdapter(Ingredient).validate_python(wrong, strict=True)


def test_every_limit_and_warning_is_within_its_bounds_and_sourced() -> None:
    for limit in catalog().safety_rules.limits:
        assert limit.refuse_above > (limit.warn_above or 0) >= 0, limit.quantity
        assert (limit.warn_above is None) is (limit.warning == ""), limit.quantity
        assert all((limit.sources, limit.because, limit.then.endswith("."))), limit.quantity
        assert hasattr(make_batch().composition, limit.quantity)
    for warning in catalog().safety_rules.warnings:
        assert len(warning.text) >= 20, warning.id
        assert 5 <= len(warning.short) <= 28, warning.id
        assert warning.sources, warning.id
        assert set(warning.about) <= set(get_args(Condition)), warning.id


@with_each("name", SHAPES)
def test_a_file_is_plain_text_without_control_characters(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert [character for character in text if ord(character) < 32 and character != "\n"] == []


def test_every_ingredient_that_a_choice_names_is_in_the_catalog() -> None:
    ingredients = set(catalog().tables.ingredients)
    wanted = {f"water-{water}" for water in WATERS} | {juice for juices in CITRUS.values() for juice in juices}
    wanted |= set(SALT_KINDS.values()) | set(COCONUTS.values()) | set(FRUITS) | {"mint"}
    wanted |= set(SWEETENERS) - {"fruit", "none"}
    assert ingredients - wanted == set(), "in ingredients.toml, and in none of the choices of drink/recipe.py"
    assert wanted - ingredients == set(), "a choice of drink/recipe.py, and not in ingredients.toml"
    public = {ingredient.public_id for ingredient in catalog().tables.ingredients.values()}
    assert public ^ set(INGREDIENT_IDS) == set(), "either in ingredients.toml or in INGREDIENT_IDS of drink/batch.py"


def test_the_tables_in_the_program_are_what_the_files_say_now() -> None:
    assert TARGET.read_text(encoding="utf-8") == tables_module(ROOT / "content")


def test_the_foods_of_one_recipe_are_the_same_as_among_all() -> None:
    choices = Choices(citrus="both", coconut="1cup", has_mint=True, salt="flaky", measures="metric")
    part, whole = shipped_catalog(ingredient_ids(choices), ["metric"]), catalog()
    assert part.tables.ingredients == {name: whole.tables.ingredients[name] for name in ingredient_ids(choices)}
    assert part.tables.measures == {name: whole.tables.measures[name] for name in ("us", "metric")}
    assert (part.method, part.safety_rules, part.reference_drinks) == (
        whole.method,
        whole.safety_rules,
        whole.reference_drinks,
    )


def test_every_brace_of_a_warning_and_a_step_has_a_quantity() -> None:
    quantities = set(format_quantities(make_batch().composition))
    for warning in catalog().safety_rules.warnings:
        for text in (warning.text, warning.short):
            assert {name for _, name, _, _ in Formatter().parse(text) if name} <= quantities, warning.id
    amounts = {"citrus", "sweetener", "salt", "poured", "fruit", "mint", "washed", "volume", "serving"}
    amounts |= {"scale", "spoons", "more_or_less"}
    for step in catalog().method.steps:
        assert {name for _, name, _, _ in Formatter().parse(step.say) if name} <= amounts


def test_every_limit_that_warns_has_its_warning() -> None:
    ids = [warning.id for warning in catalog().safety_rules.warnings]
    assert len(ids) == len(set(ids))
    assert {limit.warning for limit in catalog().safety_rules.limits if limit.warning} <= set(ids)


def test_a_damaged_file_is_named_in_a_sentence(tmp_path: Path) -> None:
    from spasmtui.errors import DataError

    (tmp_path / "drink").mkdir()
    (tmp_path / "drink" / "recipe.toml").write_text("servings = ", encoding="utf-8")
    with pytest.raises(DataError, match=r"recipe\.toml is not valid TOML"):
        load_catalog(tmp_path)


def test_measures_are_exact_by_definition() -> None:
    us = catalog().tables.measures["us"]
    cup, tbsp, tsp, ounce = (us.measure(name).millilitres for name in ("cup", "tbsp", "tsp", "fl oz"))
    assert cup == 16 * tbsp == 48 * tsp == 8 * ounce == Fraction("236.5882365")
    assert 8 * us.measure("pint").millilitres == 4 * us.measure("quart").millilitres == Fraction("3785.411784")
    assert tsp == 16 * us.measure("pinch").millilitres
    imperial = catalog().tables.measures["imperial"]
    assert 8 * imperial.measure("pint").millilitres == imperial.measure("gallon").millilitres
    assert imperial.measure("pint").millilitres == 2 * imperial.measure("cup").millilitres
    assert imperial.measure("cup").millilitres == 10 * imperial.measure("fl oz").millilitres


def test_the_steps_of_every_country_can_be_printed_as_json() -> None:
    for country in catalog().tables.measures:
        assert json.dumps(make_batch(measures=country).steps)
