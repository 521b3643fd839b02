"""Makes domain values of the drink's content, every number exact.

The content is TOML; `load` reads it. `shipped` takes the same tables from `tables.py`, where they stand parsed: reading
TOML costs more than all the rest of the command together. Tests hold the two equal.
"""

from __future__ import annotations

from fractions import Fraction

from spasmtui.drink.catalog import FIGURES, Catalog, Method, ReferenceDrink, Step
from spasmtui.drink.ingredients import Ingredient, Nutrients
from spasmtui.drink.measures import Measure, Measures
from spasmtui.drink.recipe import Pantry
from spasmtui.drink.safety_limits import Caution, Guards, Limit
from spasmtui.shared.toml_files import REINSTALL, read_toml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Any


FILES = ("recipe", "measures", "ingredients", "comparisons", "guards")
"""The files in `content/drink`, without their ending."""


def load(content: Path) -> Catalog:
    """Read the content of the drink.

    Args:
        content: the root of the content.

    Raises:
        DataError: a file is missing or damaged; it is named.
    """
    return _shelf(read_tables(content))


def shipped(foods: Iterable[str], measures: Iterable[str]) -> Catalog:
    """The shipped content, as much of it as a drink needs.

    Args:
        foods: ids of the foods that are wanted.
        measures: ids of the countries that are wanted.
    """
    from spasmtui.drink._generated import TABLES  # noqa: PLC0415 -- `load` does without

    wanted_foods, wanted_measures = frozenset(foods), frozenset(measures)
    return _shelf({
        **TABLES,
        "ingredients": {name: table for name, table in TABLES["ingredients"].items() if name in wanted_foods},
        "measures": {name: table for name, table in TABLES["measures"].items() if name in wanted_measures},
    })


def read_tables(content: Path) -> dict[str, dict[str, Any]]:
    """The parsed files by name; numbers with a point are kept as they are written.

    Raises:
        DataError: a file is missing or damaged; it is named.
    """
    folder = content / "drink"
    return {name: read_toml(folder / f"{name}.toml", advice=REINSTALL, parse_float=str) for name in FILES}


def _shelf(tables: dict[str, dict[str, Any]]) -> Catalog:
    recipe = tables["recipe"]
    pantry = Pantry(
        foods={name: _food(name, table) for name, table in tables["ingredients"].items()},
        measures={name: _measures(name, table) for name, table in tables["measures"].items()},
        servings=Fraction(recipe["servings"]),
        amounts=recipe["amounts"],
    )
    method = Method(
        title=recipe["title"],
        purpose=recipe["purpose"],
        steps=tuple(Step(**step) for step in recipe["steps"]),
        sources=tuple(recipe["sources"]),
        reviewed=recipe["reviewed"],
    )
    compared = tuple(_compared(name, table) for name, table in tables["comparisons"].items())
    return Catalog(pantry, method, _guards(tables["guards"]), compared)


def _exact(value: int | str) -> Fraction:
    return Fraction(value)


_US_ML = {"cup": Fraction("236.5882365"), "tbsp": Fraction("14.78676478125"), "tsp": Fraction("4.92892159375")}
"""The food tables weigh by US measures, whatever the kitchen uses."""


def _food(name: str, table: dict[str, Any]) -> Ingredient:
    weighs = table["weighs"]
    whole = table.get("whole")
    dissolved = table.get("dissolved_ml")
    return Ingredient(
        id=name,
        name=table["name"],
        density=_exact(weighs["grams"]) / _US_ML.get(weighs["per"], Fraction(1)),
        units=tuple(table["units"]),
        per_100_g=Nutrients(**{key: _exact(value) for key, value in table["per_100_g"].items()}),
        sugars_per_100_g=tuple((kind, _exact(value)) for kind, value in table.get("sugars_per_100_g", {}).items()),
        citric_acid_g_per_litre=_exact(table.get("citric_acid_g_per_litre", 0)),
        anions=_exact(table.get("anions", 1)),
        dissolved_ml=None if dissolved is None else _exact(dissolved),
        is_infused=table.get("is_infused", False),
        whole=None if whole is None else (whole["one"], whole["many"], _exact(whole["grams"])),
    )


def _measures(country: str, table: dict[str, Any]) -> Measures:
    by_name = tuple(
        (
            name.replace("_", " "),
            Measure(
                value["one"],
                value["many"],
                _exact(value["ml"]),
                tuple(sorted(Fraction(size) for size in value["sizes"])),
            ),
        )
        for name, value in table.items()
        if name != "title"
    )
    return Measures(country, table["title"], by_name)


def _guards(tables: dict[str, Any]) -> Guards:
    limits = tuple(
        Limit(
            figure=figure,
            name=table["name"],
            unit=table["unit"],
            refuse_above=_exact(table["refuse_above"]),
            because=table["because"],
            then=table["then"],
            sources=tuple(table["sources"]),
            warn_above=_exact(table["warn_above"]) if "warn_above" in table else None,
            warning=table.get("warning", ""),
        )
        for figure, table in tables["limits"].items()
    )
    warnings = tuple(
        Caution(
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
    return Guards(limits, warnings)


def _compared(drink: str, table: dict[str, Any]) -> ReferenceDrink:
    def span(value: Any) -> tuple[Fraction, Fraction]:
        low, high = value if isinstance(value, list) else (value, value)
        return _exact(low), _exact(high)

    figures = tuple((name, span(table[name])) for name in FIGURES)
    return ReferenceDrink(drink, table["title"], table["short"], figures, tuple(table["sources"]))
