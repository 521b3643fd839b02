"""Build the catalog from the drink's content, with every number exact.

`load_catalog` reads the TOML files. `shipped_catalog` takes the same tables from `_generated.py`, already parsed:
parsing TOML takes longer than the rest of the command. A test holds the two equal.
"""

from __future__ import annotations

from fractions import Fraction

from spasmtui.drink.catalog import QUANTITIES, Catalog, Method, ReferenceDrink, Step
from spasmtui.drink.ingredients import Ingredient, Nutrients
from spasmtui.drink.measures import Measure, Measures
from spasmtui.drink.recipe import RecipeTables
from spasmtui.drink.safety_limits import DrinkWarning, Limit, SafetyRules
from spasmtui.shared.toml_files import REINSTALL, read_toml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Any


FILES = ("recipe", "measures", "ingredients", "comparisons", "limits")
"""The files in `content/drink`, without their suffix."""


def load_catalog(content: Path) -> Catalog:
    """Load all content of the drink from its files.

    Args:
        content: the root of the content.

    Raises:
        DataError: a file is missing or damaged; it is named.
    """
    return _build_catalog(read_tables(content))


def shipped_catalog(ingredients: Iterable[str], measures: Iterable[str]) -> Catalog:
    """Build the shipped content without reading a file, with only the ingredients and measures of one drink.

    Args:
        ingredients: ids of the ingredients to build.
        measures: ids of the countries whose measures to build, besides those that the recipe is written in.
    """
    from spasmtui.drink._generated import TABLES  # noqa: PLC0415 -- `load_catalog` does without

    ingredient_ids = frozenset(ingredients)
    countries = frozenset(measures) | {TABLES["recipe"]["cups"]}
    return _build_catalog({
        **TABLES,
        "ingredients": {name: table for name, table in TABLES["ingredients"].items() if name in ingredient_ids},
        "measures": {name: table for name, table in TABLES["measures"].items() if name in countries},
    })


def read_tables(content: Path) -> dict[str, dict[str, Any]]:
    """Parse the files, by name; a number with a decimal point stays text, so that it can be converted exactly.

    Raises:
        DataError: a file is missing or damaged; it is named.
    """
    folder = content / "drink"
    return {name: read_toml(folder / f"{name}.toml", advice=REINSTALL, parse_float=str) for name in FILES}


def _build_catalog(files: dict[str, dict[str, Any]]) -> Catalog:
    recipe = files["recipe"]
    tables = RecipeTables(
        ingredients={name: _build_ingredient(name, table) for name, table in files["ingredients"].items()},
        measures={country: _build_measures(country, table) for country, table in files["measures"].items()},
        servings=Fraction(recipe["servings"]),
        amounts=recipe["amounts"],
        cups=recipe["cups"],
    )
    method = Method(
        title=recipe["title"],
        purpose=recipe["purpose"],
        steps=tuple(Step(**step) for step in recipe["steps"]),
        sources=tuple(recipe["sources"]),
        reviewed=recipe["reviewed"],
    )
    reference_drinks = tuple(_build_reference_drink(name, table) for name, table in files["comparisons"].items())
    return Catalog(tables, method, _build_rules(files["limits"]), reference_drinks)


_US_ML = {"cup": Fraction("236.5882365"), "tbsp": Fraction("14.78676478125"), "tsp": Fraction("4.92892159375")}
"""Millilitres of US measures: the food tables give weights by them, whatever measures the person uses."""


def _build_ingredient(name: str, table: dict[str, Any]) -> Ingredient:
    weighs = table["weighs"]
    whole = table.get("whole")
    dissolved = table.get("dissolved_ml")
    return Ingredient(
        id=name,
        name=table["name"],
        density=Fraction(weighs["grams"]) / _US_ML.get(weighs["per"], Fraction(1)),
        units=tuple(table["units"]),
        per_100_g=Nutrients(**{key: Fraction(value) for key, value in table["per_100_g"].items()}),
        sugars_per_100_g=tuple((kind, Fraction(value)) for kind, value in table.get("sugars_per_100_g", {}).items()),
        citric_acid_g_per_litre=Fraction(table.get("citric_acid_g_per_litre", 0)),
        anions=Fraction(table.get("anions", 1)),
        dissolved_ml=None if dissolved is None else Fraction(dissolved),
        is_infused=table.get("is_infused", False),
        whole=None if whole is None else (whole["one"], whole["many"], Fraction(whole["grams"])),
    )


def _build_measures(country: str, table: dict[str, Any]) -> Measures:
    by_name = tuple(
        (
            name.replace("_", " "),
            Measure(**{
                **value,
                "millilitres": Fraction(value["millilitres"]),
                "sizes": tuple(sorted(Fraction(size) for size in value.get("sizes", ()))),
            }),
        )
        for name, value in table.items()
        if isinstance(value, dict)
    )
    jug, scale = (tuple((start, step) for start, step in table.get(f"{name}_marks", ())) for name in ("jug", "scale"))
    return Measures(country, table["title"], by_name, jug, scale)


def _build_rules(tables: dict[str, Any]) -> SafetyRules:
    limits = tuple(
        Limit(
            quantity=quantity,
            name=table["name"],
            unit=table["unit"],
            refuse_above=Fraction(table["refuse_above"]),
            because=table["because"],
            then=table["then"],
            sources=tuple(table["sources"]),
            warn_above=Fraction(table["warn_above"]) if "warn_above" in table else None,
            warning=table.get("warning", ""),
        )
        for quantity, table in tables["limits"].items()
    )
    warnings = tuple(
        DrinkWarning(
            id=table["id"],
            text=table["text"],
            short=table["short"],
            sources=tuple(table["sources"]),
            when=table.get("when", ""),
            unless=table.get("unless", ""),
            about=tuple(table.get("about", ())),
        )
        for table in tables["warnings"]
    )
    return SafetyRules(limits, warnings)


def _build_reference_drink(drink: str, table: dict[str, Any]) -> ReferenceDrink:
    def parse_range(value: Any) -> tuple[Fraction, Fraction]:
        low, high = value if isinstance(value, list) else (value, value)
        return Fraction(low), Fraction(high)

    quantities = tuple((name, parse_range(table[name])) for name in QUANTITIES)
    return ReferenceDrink(drink, table["title"], table["short"], quantities, tuple(table["sources"]))
