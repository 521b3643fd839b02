"""Names of units as people write them: `fl. oz.`, `2 pts`, `Tbsp`, and what each stands for."""

from fractions import Fraction

from spasmtui.errors import WrongUsage

_METRIC = {
    "ml": 1, "mls": 1, "cc": 1, "millilitre": 1, "millilitres": 1, "milliliter": 1, "milliliters": 1, "cl": 10,
    "centilitre": 10, "centilitres": 10, "centiliter": 10, "centiliters": 10, "dl": 100, "decilitre": 100,
    "decilitres": 100, "deciliter": 100, "deciliters": 100, "l": 1000, "lt": 1000, "ltr": 1000, "litre": 1000,
    "litres": 1000, "liter": 1000, "liters": 1000,
}  # fmt: skip
_OUNCE_G = Fraction("28.349523125")
_WEIGHTS = {
    "g": Fraction(1), "gr": Fraction(1), "gram": Fraction(1), "grams": Fraction(1), "gramme": Fraction(1),
    "grammes": Fraction(1), "mg": Fraction(1, 1000), "kg": Fraction(1000), "kilo": Fraction(1000),
    "kilos": Fraction(1000), "kilogram": Fraction(1000), "kilograms": Fraction(1000), "lb": 16 * _OUNCE_G,
    "lbs": 16 * _OUNCE_G, "pound": 16 * _OUNCE_G, "pounds": 16 * _OUNCE_G,
}  # fmt: skip
_OUNCES = {"oz", "ozs", "ounce", "ounces"}
_KITCHEN = {
    "gallon": "gallon", "gallons": "gallon", "gal": "gallon", "gals": "gallon",
    "quart": "quart", "quarts": "quart", "qt": "quart", "qts": "quart",
    "pint": "pint", "pints": "pint", "pt": "pint", "pts": "pint",
    "cup": "cup", "cups": "cup", "c": "cup", "cupful": "cup", "cupfuls": "cup",
    "fl oz": "fl oz", "floz": "fl oz", "fl ozs": "fl oz", "fluid oz": "fl oz", "fluid ounce": "fl oz",
    "fluid ounces": "fl oz",
    "tbsp": "tbsp", "tbsps": "tbsp", "tbs": "tbsp", "tbl": "tbsp", "tblsp": "tbsp", "tablespoon": "tbsp",
    "tablespoons": "tbsp", "tablespoonful": "tbsp", "tablespoonfuls": "tbsp", "table spoon": "tbsp",
    "table spoons": "tbsp",
    "tsp": "tsp", "tsps": "tsp", "teaspoon": "tsp", "teaspoons": "tsp", "teaspoonful": "tsp", "teaspoonfuls": "tsp",
    "tea spoon": "tsp", "tea spoons": "tsp",
    "pinch": "pinch", "pinches": "pinch",
}  # fmt: skip


def find_unit(unit: str, *, weighs: bool = False) -> tuple[str, Fraction | str]:
    """Find what a unit stands for, however it is written.

    Args:
        unit: the unit, with or without full stops; empty for none.
        weighs: whether a bare ounce is one of weight, as for salt, and not a fluid ounce, as for water.

    Returns:
        `ml` or `g` with the millilitres or grams of one; `kitchen` with the name of a measure; or `pieces` with 1.

    Raises:
        WrongUsage: there is no such unit, or it has two meanings.
    """
    name = " ".join(unit.lower().replace(".", " ").split())
    if not name:
        return "pieces", Fraction(1)
    if name == "t":
        raise WrongUsage(
            f"{unit!r} can mean a tablespoon or a teaspoon, and one holds three times the other. Write tbsp or tsp."
        )
    if name in _METRIC:
        return "ml", Fraction(_METRIC[name])
    if name in _WEIGHTS:
        return "g", _WEIGHTS[name]
    if name in _OUNCES:
        return ("g", _OUNCE_G) if weighs else ("kitchen", "fl oz")
    if name in _KITCHEN:
        return "kitchen", _KITCHEN[name]
    raise WrongUsage(
        f"{unit[:40]!r} is not a unit that the drink knows. Use ml, l, g, tsp, tbsp, cup, fl oz, pint, quart or gallon,"
        " as in 750ml or 1 1/2 cups."
    )


def is_ounce(unit: str) -> bool:
    """Return whether a unit is a bare ounce, of weight or of volume."""
    return " ".join(unit.lower().replace(".", " ").split()) in _OUNCES
